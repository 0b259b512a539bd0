"""A template for stages that draw nothing: three personal shots, so a submission is twelve stage calls."""

from __future__ import annotations

from pathlib import Path

from contracts.comp import SongClock
from contracts.template import Cue, FanKitItem, Note, Shot, Song, Template, VideoFormat

LIGHT = "light"
FPS, SHOT_FRAMES = 24, 24
SHOTS: dict[str, tuple[str, ...]] = {"face": ("character",), "sign": ("name",), "line": ("character", "voice")}
STAGE_CALLS = 9 + len(SHOTS)


def build_light_template(folder: Path) -> str:
    """Writes `<folder>/light/bundle`; returns the template's id."""
    bundle = folder / LIGHT / "bundle"
    bundle.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        (bundle / f"{shot}.json").write_text("{}")  # a comp that nobody plays; its hash is part of the keys
    (bundle / "template.json").write_text(_template().model_dump_json())
    return LIGHT


def _template() -> Template:
    notes = (Note(start_s=0.1, duration_s=0.5, midi=60.0),)
    cue = Cue(start_frame=SHOT_FRAMES, frames=SHOT_FRAMES, lyric="la", notes=notes, guide_vocal="guide.flac")
    return Template(
        id=LIGHT,
        revision="0" * 64,
        video=VideoFormat(width=320, height=180, fps=FPS, frames=(1 + len(SHOTS)) * SHOT_FRAMES),
        song=Song(
            title="Light",
            tempo_bpm=120,
            key="A minor",
            backing="backing.flac",
            cue=cue,
            clock=SongClock(tempo_bpm=120),
        ),
        shots=(
            Shot(id="opening", kind="static", start_frame=0, frames=SHOT_FRAMES, clip="opening.mp4"),
            *(_personal(shot, place) for place, shot in enumerate(SHOTS, start=1)),
        ),
        fan_kit=(FanKitItem(id="card", comp="card.json", file_name="card.png"),),
    )


def _personal(shot: str, place: int) -> Shot:
    return Shot.model_validate(
        {
            "id": shot,
            "kind": "personal",
            "start_frame": place * SHOT_FRAMES,
            "frames": SHOT_FRAMES,
            "comp": f"{shot}.json",
            "depends_on": SHOTS[shot],
        }
    )
