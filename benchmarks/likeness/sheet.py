"""Pictures for the docs: fans from photos through the real pipeline. Only characters are in them, never a photo.

`python -m benchmarks.likeness.sheet figures docs/pictures/eight-fans.jpg`: half figures under the stage's light.
`python -m benchmarks.likeness.sheet demo docs/pictures/eight-fans-demo.jpg`: every shot of a template.
"""

from __future__ import annotations

import argparse
import io
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.likeness.__main__ import FACES, MODELS
from benchmarks.likeness.cases import CastFan, cast_fans, fans_of
from contracts.character import Character
from contracts.comp import Comp, DrawRequest, Look, SongClock
from contracts.layers import PerformerLayer, SetLayer
from contracts.performance import Motion
from contracts.space import Camera, Matrix4
from renderer.renderer import Renderer
from tasks.template.folders import template_folder
from tasks.template.samples import SampleFan
from tasks.template.sheet import contact_sheet

FANS = 8
NAMES = ("Robin", "Alex", "Саша", "نور", "하늘", "Charlie-Morgan", "Sam", "Jo")
"""Of the fans on a sheet: names that anybody may have, in scripts and lengths that break layouts."""
FIGURE_PX = (400, 480)
FIGURES_MOST_BYTES = 300_000
MOTIONS: tuple[Motion, ...] = ("hold", "sing", "wave", "heart", "sing", "hold", "cheer", "point")
WITH_MICROPHONE = frozenset({"sing", "wave", "point"})
SHEET_MOST_BYTES = 1_000_000
ALIKE = ("outfit", "cloth_colour", "eye_colour", "glasses_colour", "face", "brow", "earrings", "freckles", "age")
"""Fields that do not make two characters look like different people."""


def most_different(cast: Sequence[CastFan], count: int = FANS) -> list[CastFan]:
    """Those who differ most from each other: each time the one whose nearest chosen one is farthest."""
    chosen = list(cast[:1])
    while len(chosen) < min(count, len(cast)):
        rest = [each for each in cast if each not in chosen]
        chosen.append(max(rest, key=lambda each: min(_differences(each.character, one.character) for one in chosen)))
    return sorted(chosen, key=lambda each: each.fan.name)


def figures(cast: Sequence[CastFan], renderer: Renderer) -> Image.Image:
    """Half figures side by side, each in another motion."""
    columns = math.ceil(len(cast) / 2)
    width, height = FIGURE_PX
    page = Image.new("RGB", (columns * width, 2 * height))
    for index, each in enumerate(cast):
        picture = _figure(each.character, index, renderer)
        page.paste(picture, (index % columns * width, index // columns * height))
    return page


def shots(template: str, cast: Sequence[CastFan], renderer: Renderer, *, static: bool) -> Image.Image:
    """The middle frame of every personal shot with every fan; the same page as `fanchant template sheet`."""
    fans = [
        SampleFan(", ".join(_words(each.character)), name, each.character)
        for each, name in zip(cast, NAMES, strict=False)
    ]
    bundle = template_folder(template) / "bundle"
    return contact_sheet(bundle, renderer, fans=fans, columns=len(fans), static=static)


def save_small(picture: Image.Image, path: Path, most_bytes: int) -> int:
    """Saves a JPEG with the best quality that keeps it within `most_bytes`; returns its size in bytes."""
    for quality in range(92, 40, -4):
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= most_bytes:
            break
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.getvalue())
    return file.tell()


def _differences(one: Character, other: Character) -> float:
    ours, theirs = one.model_dump(exclude=set(ALIKE)), other.model_dump(exclude=set(ALIKE))
    tones = abs(one.skin_tone - other.skin_tone) / 3
    return tones + float(sum(ours[name] != theirs[name] for name in ours if name != "skin_tone"))


def _words(character: Character) -> list[str]:
    parts = [f"skin tone {character.skin_tone}", character.hair_style.replace("_", " ")]
    if character.glasses != "none":
        parts.append(
            f"{character.glasses.partition('_')[0]}{'' if character.glasses.startswith('sun') else ' glasses'}"
        )
    if character.facial_hair != "none":
        parts.append("full beard" if character.facial_hair == "full" else character.facial_hair)
    return parts


def _figure(character: Character, index: int, renderer: Renderer) -> Image.Image:
    width, height = FIGURE_PX
    motion = MOTIONS[index % len(MOTIONS)]
    comp = Comp(
        id="figure",
        width=width,
        height=height,
        fps=24,
        frames=1,
        camera=Camera(matrix_track=(_camera(0.7 if index % 2 else -0.7),), zoom_px_track=(2.15 * height,)),
        look=Look(vignette=0.3),
        layers=(
            SetLayer(id="backdrop", name="backdrop", seed=index + 1),
            SetLayer(id="screens", name="screens", intensity_track=(0.6,)),
            SetLayer(id="beams", name="beams", seed=index + 1),
            PerformerLayer(
                id="fan", character=character, motion=motion, sings=motion in WITH_MICROPHONE, seed=index + 1
            ),
        ),
    )
    song = SongClock(tempo_bpm=120, visemes=((0.0, 4.0, "aa", 0.9),))
    request = DrawRequest(comp=comp, song=song, song_start_frame=6, frames=(0,))
    return Image.open(io.BytesIO(renderer.still(request, Path.cwd()))).convert("RGB")


def _camera(sideways: float) -> Matrix4:
    """Camera to world, level, a little to the side and looking at the chest."""
    eye, target = np.array([sideways, 4.55, 7.6]), np.array([0.05, 4.55, 0.0])
    back = (eye - target) / np.linalg.norm(eye - target)
    right = np.cross((0.0, 1.0, 0.0), back)
    columns = (*right, 0.0, 0.0, 1.0, 0.0, 0.0, *back, 0.0, *eye, 1.0)
    return tuple(float(value) for value in columns)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.likeness.sheet", description=__doc__)
    parser.add_argument("what", help="figures, or the name of a built template")
    parser.add_argument("out", type=Path, help="where the JPEG goes")
    parser.add_argument("--faces", type=Path, default=FACES, help="folder of selfies")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the recognition models")
    parser.add_argument("--static", action="store_true", help="the template's static shots as well")
    options = parser.parse_args()
    models = options.models if options.models.is_dir() else None
    found = [each for each in cast_fans(fans_of(options.faces), models) if each.traits.face_found]
    chosen = most_different(found)
    renderer = Renderer.shared()
    try:
        small = options.what == "figures"
        page = figures(chosen, renderer) if small else shots(options.what, chosen, renderer, static=options.static)
    finally:
        renderer.close()
    size = save_small(page, options.out, FIGURES_MOST_BYTES if small else SHEET_MOST_BYTES)
    parser.exit(0, f"{options.out}: {', '.join(each.fan.name for each in chosen)}; {size // 1000} kB\n")


if __name__ == "__main__":
    main()
