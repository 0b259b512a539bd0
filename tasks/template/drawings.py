"""What has to be drawn for a template: every file that the engine makes, and what it depends on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from contracts.comp import Comp, SongClock
from contracts.layers import ImageLayer, PlateLayer
from tasks.template.slots import anybody_sings
from tasks.template.source import KitPicture, PersonalShot, StaticShot, TemplateSource

PROJECT = Path(__file__).resolve().parent.parent.parent
ENGINE_SOURCES = (
    *(f"compositor/src/{part}" for part in ("camera", "cast", "engine", "import", "layers", "performance", "set")),
    "compositor/wasm",
    "templates/fonts/coverage.json",
    "media/h264.py",
    "tasks/template/encode.py",
)
"""What decides how a comp looks as a file, besides the comp."""
CLIP_CRF = 26
"""Clips are copied into every video as they are; plates are encoded once more, but below a moving figure."""
STILL_CRF = 15
"""Of what is looked at as a picture. A clip of one held picture is a tenth of its PNG."""
SOURCE_SUFFIXES = frozenset({".py", ".ts", ".glsl", ".json"})


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """One clip that the engine draws; every picture is held for `step_frames` frames."""

    path: str
    shot: str
    comp: Comp
    song_start_frame: int
    step_frames: int = 1
    crf: int = CLIP_CRF


def clip_path(shot: StaticShot) -> str:
    return f"clips/{shot.id}.mp4"


def plate_path(shot: PersonalShot) -> str:
    return f"plates/{shot.id}.mp4"


def kit_plate_path(picture: KitPicture) -> str:
    return f"plates/{picture.id}.mp4"


def drawings_of(source: TemplateSource) -> list[Drawing]:
    """Every clip, plate and fan-kit background of the template, in the order of the video."""
    drawings = [drawing for shot in source.shots if (drawing := _of_shot(shot))]
    for picture in source.fan_kit:
        if picture.plate is not None:
            drawings.append(
                Drawing(
                    path=kit_plate_path(picture),
                    shot=picture.id,
                    comp=picture.plate,
                    song_start_frame=0,
                    step_frames=picture.plate.frames,
                    crf=STILL_CRF,
                )
            )
    return drawings


def _of_shot(shot: StaticShot | PersonalShot) -> Drawing | None:
    if isinstance(shot, StaticShot):
        return Drawing(
            path=clip_path(shot),
            shot=shot.id,
            comp=shot.comp,
            song_start_frame=shot.start_frame,
            step_frames=shot.step_frames,
            crf=CLIP_CRF if shot.crf is None else shot.crf,
        )
    if shot.plate is None:
        return None
    return Drawing(
        path=plate_path(shot),
        shot=shot.id,
        comp=shot.plate,
        song_start_frame=shot.start_frame,
        step_frames=shot.plate_step_frames,
        crf=CLIP_CRF if shot.plate_crf is None else shot.plate_crf,
    )


def tree_hash(paths: Iterable[Path], root: Path) -> str:
    """SHA-256 over the names (relative to `root`) and contents of all source files under `paths`."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix in SOURCE_SUFFIXES:
                digest.update(f"{file.relative_to(root).as_posix()}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def engine_hash() -> str:
    """Changes with every change of the engine that can change a picture."""
    return tree_hash((PROJECT / source for source in ENGINE_SOURCES), PROJECT)


def drawing_key(drawing: Drawing, clock: SongClock, bundle: Path, engine: str) -> str:
    """Equal keys, equal files: comp, place in the song, pictures that it shows, fonts and engine."""
    comp = drawing.comp
    assets = {layer.asset for layer in comp.layers if isinstance(layer, ImageLayer | PlateLayer)}
    depends = {
        "comp": comp.model_dump(mode="json"),
        "start": drawing.song_start_frame,
        "step": drawing.step_frames,
        "crf": drawing.crf,
        "clock": clock.model_dump(mode="json", exclude=set() if anybody_sings(comp) else {"visemes"}),
        "assets": {asset: hashlib.sha256((bundle / asset).read_bytes()).hexdigest() for asset in sorted(assets)},
        "engine": engine,
    }
    return hashlib.sha256(json.dumps(depends, sort_keys=True).encode()).hexdigest()
