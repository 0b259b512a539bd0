"""Single frames of a comp as pictures, at any size."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PIL import Image
from pydantic import ValidationError

from contracts.character import Character
from contracts.comp import Comp, DrawRequest, SongClock
from contracts.errors import InputRejected
from contracts.layers import PrecompLayer
from tasks.comp_import.outer_comp import LARGEST_PX, padded_size


@dataclass(frozen=True)
class Fan:
    """Who fills the slots of a comp."""

    character: Character
    name: str


class Draws(Protocol):
    """What of the renderer is needed here."""

    def still(self, request: DrawRequest, asset_root: Path) -> bytes: ...


def load_comp(path: Path) -> Comp:
    """Reads a comp file.

    Raises:
        InputRejected: it cannot be read or is not a comp.
    """
    try:
        return Comp.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputRejected(f"{path} cannot be read: {error.strerror}.", code="comp_unreadable") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputRejected(f"{path} is not a comp: {place}: {first['msg']}.", code="comp_invalid") from error


def parse_size(text: str | None) -> tuple[int, int] | None:
    """`1280x720` as numbers; raises InputRejected for anything else."""
    if text is None:
        return None
    match = re.fullmatch(r"(\d{1,5})x(\d{1,5})", text)
    size = (int(match[1]), int(match[2])) if match else (0, 0)
    if not all(0 < side <= LARGEST_PX for side in size):
        raise InputRejected(f"{text} is not a size; write for example 1280x720.", code="size_invalid")
    return size


def still(
    comp: Comp,
    frame: int,
    size: tuple[int, int] | None,
    renderer: Draws,
    asset_root: Path,
    out: Path,
    fan: Fan | None = None,
) -> tuple[int, int]:
    """Writes one frame as PNG and returns its size; an imported comp keeps its proportions inside `size`.

    Raises:
        InputRejected: the comp has no such frame, or is of a kind that has one size only.
    """
    if frame >= comp.frames:
        raise InputRejected(f"the comp ends at frame {comp.frames - 1}.", code="frame_outside")
    sized, width, height = _sized(comp, size)
    request = DrawRequest(
        comp=sized,
        song=SongClock(tempo_bpm=120),
        song_start_frame=0,
        fan=fan.character if fan else None,
        name=fan.name if fan else None,
        frames=(frame,),
    )
    picture = Image.open(io.BytesIO(renderer.still(request, asset_root))).crop((0, 0, width, height))
    out.parent.mkdir(parents=True, exist_ok=True)
    picture.save(out, "PNG")
    return width, height


def _sized(comp: Comp, size: tuple[int, int] | None) -> tuple[Comp, int, int]:
    only = comp.layers[0] if len(comp.layers) == 1 else None
    if not isinstance(only, PrecompLayer):
        if size not in (None, (comp.width, comp.height)):
            message = f"this comp is drawn at its own size only, {comp.width}x{comp.height}."
            raise InputRejected(message, code="size_fixed")
        return comp, comp.width, comp.height
    group = only.group
    scale = min(size[0] / group.width, size[1] / group.height) if size else only.scale
    width, height = max(1, round(group.width * scale)), max(1, round(group.height * scale))
    across, down = padded_size(width, height)
    layer = only.model_copy(update={"scale": scale})
    return comp.model_copy(update={"width": across, "height": down, "layers": (layer,)}), width, height
