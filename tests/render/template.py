"""A small built template with one personal shot, for the render stage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from contracts.character import Character
from contracts.comp import Comp, Region, SongClock
from contracts.layers import Layer, PerformerLayer, PlateLayer, TextLayer
from contracts.space import Camera
from contracts.template import Cue, Note, Shot, Song, Template, VideoFormat
from media.h264 import H264Writer

WIDTH, HEIGHT, FPS, FRAMES = 320, 180, 24, 12
FAN = Character(skin_tone=5, hair_style="bob", hair_colour="teal")
CAMERA = Camera(matrix_track=((1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 4.6, 6, 1),), zoom_px_track=(240.0,))
PLATE = PlateLayer(id="plate", asset="plate.mp4")
PERFORMER = PerformerLayer(id="fan", slot="fan", motion="wave")
NAME = TextLayer(
    id="name",
    slot="name",
    width=1.2,
    height=0.16,
    look="neon",
    glow=(1.0, 0.2, 0.7),
    screen_space=True,
    matrix_track=((1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, -0.36, 0, 1),),
)


def write_plate(path: Path) -> None:
    """A clip that moves everywhere, so that a held or shifted frame shows."""
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    with H264Writer(path, WIDTH, HEIGHT, FPS, crf=8) as writer:
        for number in range(FRAMES):
            picture = np.empty((HEIGHT * 3 // 2, WIDTH), np.uint8)
            picture[:HEIGHT] = 80 + 40 * np.sin((columns + 4 * number) / 20) + 20 * np.cos(rows / 15)
            picture[HEIGHT:] = 128 + 30 * np.sin((columns[: HEIGHT // 2] - 6 * number) / 40)
            writer.write(picture)


def write_template(
    folder: Path, *layers: Layer, shot: dict[str, Any] | None = None, comp: dict[str, Any] | None = None
) -> Shot:
    """Writes `<folder>/small/bundle` and gives its one shot."""
    bundle = folder / "small" / "bundle"
    bundle.mkdir(parents=True)
    write_plate(bundle / "plate.mp4")
    fields: dict[str, Any] = {"width": WIDTH, "height": HEIGHT, "fps": FPS, "frames": FRAMES, "camera": CAMERA}
    picture = Comp(id="close", layers=layers or (PLATE, PERFORMER, NAME), **(fields | (comp or {})))
    (bundle / "close.json").write_text(picture.model_dump_json())
    personal = Shot(
        **{
            "id": "close",
            "kind": "personal",
            "start_frame": 0,
            "frames": FRAMES,
            "comp": "close.json",
            "depends_on": ("character", "name"),
            **(shot or {}),
        }
    )
    clock = SongClock(tempo_bpm=120)
    cue = Cue(
        start_frame=0,
        frames=FRAMES,
        lyric="la",
        notes=(Note(start_s=0, duration_s=0.4, midi=60),),
        guide_vocal="g.flac",
    )
    song = Song(title="Small", tempo_bpm=120, key="C", backing="b.flac", cue=cue, clock=clock)
    video = VideoFormat(width=WIDTH, height=HEIGHT, fps=FPS, frames=FRAMES)
    template = Template(id="small", revision="1", video=video, song=song, shots=(personal,))
    (bundle / "template.json").write_text(json.dumps(template.model_dump(mode="json")))
    return personal


MIDDLE = Region(x=80, y=20, width=160, height=160)
