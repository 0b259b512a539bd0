"""What the engine must draw for a file of the fan-kit."""

from __future__ import annotations

import hashlib
import itertools

from contracts.character import Character
from contracts.comp import Comp, DrawRequest, SongClock
from contracts.layers import TextLayer
from contracts.template import FanKitItem

ISSUE = "{issue}"
ISSUES = 10_000


def still_request(item: FanKitItem, comp: Comp, clock: SongClock, fan: Character, name: str) -> DrawRequest:
    """One picture; holds only what the picture depends on."""
    if item.kind == "card_back":
        comp = with_issue(comp, issue_number(fan, name))
    return _request(item, comp, clock, fan, name, (item.frame,))


def animation_request(item: FanKitItem, comp: Comp, fan: Character, name: str) -> DrawRequest:
    """All drawings of a loop, on a clock of its own: `loop_beats` beats fill the comp exactly, whatever the song."""
    beats = item.loop_beats or 1.0
    clock = SongClock(tempo_bpm=60.0 * beats * comp.fps / comp.frames)
    return _request(item, comp, clock, fan, name, tuple(range(0, comp.frames, item.drawing_step_frames)))


def drawing_durations_ms(item: FanKitItem, comp: Comp) -> list[int]:
    """How long each drawing of a loop is held; rounded so that the round as a whole is as long as it should be."""
    starts = [*range(0, comp.frames, item.drawing_step_frames), comp.frames]
    times_ms = [round(1000 * start / comp.fps) for start in starts]
    return [end - start for start, end in itertools.pairwise(times_ms)]


def issue_number(fan: Character, name: str) -> int:
    """1 to 9999: always the same for the same character and name, most likely another for others."""
    digest = hashlib.sha256(f"{fan.key}\0{name}".encode()).digest()
    return 1 + int.from_bytes(digest[:8], "big") % (ISSUES - 1)


def with_issue(comp: Comp, number: int) -> Comp:
    """The comp with `number` for every `{issue}` in its words."""
    layers = tuple(
        layer.model_copy(update={"text": layer.text.replace(ISSUE, f"{number:04d}")})
        if isinstance(layer, TextLayer) and layer.text
        else layer
        for layer in comp.layers
    )
    return comp.model_copy(update={"layers": layers})


def _request(
    item: FanKitItem, comp: Comp, clock: SongClock, fan: Character, name: str, frames: tuple[int, ...]
) -> DrawRequest:
    return DrawRequest(
        comp=comp,
        song=clock,
        song_start_frame=0,
        fan=fan if "character" in item.depends_on else None,
        name=name if "name" in item.depends_on else None,
        frames=frames,
    )
