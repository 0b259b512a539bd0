"""A small built template with one personal shot that has a region: what the sheet and the preview are tried on."""

from __future__ import annotations

from pathlib import Path

from flows.build_template import build_template

WIDTH, HEIGHT = 320, 180
SOURCE = """
from pathlib import Path
import numpy as np
from contracts.comp import Comp, Look, Region, SongClock
from contracts.layers import PerformerLayer, PlateLayer, SetLayer, SolidLayer, TextLayer
from contracts.space import Camera
from contracts.template import Cue, Note, Song, VideoFormat
from media.audio_file import write_flac
from tasks.template.source import PersonalShot, StaticShot, TemplateSource

CAMERA = Camera(matrix_track=((1,0,0,0, 0,1,0,0, 0,0,1,0, 0,4,12,1),), zoom_px_track=(330.0,))


def comp(of, layers, samples=0):
    look = Look(msaa_samples=samples)
    return Comp(id=of, width=320, height=180, fps=24, frames=8, camera=CAMERA, look=look, layers=layers)


def build_song(folder: Path, *, prefix: str = "") -> Song:
    write_flac(folder / "backing.flac", np.zeros((2, 48000), np.float32))
    write_flac(folder / "guide.flac", np.zeros((1, 16000), np.float32))
    cue = Cue(start_frame=8, frames=8, lyric="la", notes=(Note(start_s=0, duration_s=0.2, midi=60),),
              guide_vocal=f"{prefix}guide.flac")
    return Song(title="Small", tempo_bpm=120, key="C", backing=f"{prefix}backing.flac", cue=cue,
                clock=SongClock(tempo_bpm=120, visemes=((0.4, 0.2, "aa", 1.0),)))


def template():
    wall = SetLayer(id="screens", name="screens")
    fan = PerformerLayer(id="fan", slot="fan", motion="wave")
    name = TextLayer(id="name", slot="name", width=1.2, height=0.2, screen_space=True,
                     matrix_track=((1,0,0,0, 0,1,0,0, 0,0,1,0, 0,-0.3,0,1),))
    return TemplateSource(
        id="little", video=VideoFormat(width=320, height=180, fps=24, frames=24), build_song=build_song,
        shots=(
            StaticShot(start_frame=0, comp=comp("opening", (SolidLayer(id="ground", colour=(0.1, 0.3, 0.6)), wall))),
            PersonalShot(start_frame=8, plate=comp("figure-plate", (wall,)),
                         depends_on=("character", "name", "voice"),
                         comp=comp("figure", (PlateLayer(id="plate", asset="plates/figure.mp4"), fan, name), 4)),
            PersonalShot(start_frame=16, plate=comp("cut-plate", (wall,)), depends_on=("character",),
                         comp=comp("cut", (PlateLayer(id="plate", asset="plates/cut.mp4"), fan)),
                         region=Region(x=96, y=0, width=64, height=180)),
        ),
        fan_kit=(),
    )
"""


def build_small_template(folder: Path) -> Path:
    """Builds `<folder>/little` and returns it."""
    target = folder / "little"
    (target / "source").mkdir(parents=True)
    (target / "source" / "__init__.py").write_text(SOURCE)
    build_template(target)
    return target
