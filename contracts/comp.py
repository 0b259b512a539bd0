"""A comp: baked layers and camera, as the compositor plays it. Schema and TypeScript types are generated from here.

Axes: x right, y up, z towards the viewer; one unit is one head height of the library's rig (a performer is about
5.6 units tall and faces +z). Matrices are 4x4, column-major, local to world. A track holds one value per frame of the
comp, or a single value that holds for all of it.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from contracts.base import Contract
from contracts.character import Character, Rgb
from contracts.layers import Layer, LayerBase, ModelLayer, PrecompLayer
from contracts.precomp import tracks_of
from contracts.space import Camera, Rgba


class MotionBlur(Contract):
    """A frame as the mean of moments, evenly over the time the shutter is open, with the frame's own in the middle.

    Between frames, tracks are interpolated along a straight line, number by number. Plates and imported comps hold.
    """

    samples: int = Field(default=8, ge=1, le=32)
    shutter_deg: float = Field(default=180.0, ge=0, le=360, description="how long it is open; 360 is a whole frame")


class Look(Contract):
    """Whole-frame finish. Costly, so personal shots leave it off and sit over a plate that has it baked in."""

    bloom: float = Field(default=0.0, ge=0, le=2)
    vignette: float = Field(default=0.0, ge=0, le=1)
    msaa_samples: Literal[0, 4] = 4
    motion_blur: MotionBlur | None = None


class Light(Contract):
    """The toon light of the scene: one key and two coloured rims; directions point towards the light."""

    key_direction: tuple[float, float, float] = (-0.62, 0.5, 0.62)
    rim_a_direction: tuple[float, float, float] = (-0.85, 0.25, -0.55)
    rim_b_direction: tuple[float, float, float] = (0.9, 0.15, -0.45)
    rim_a: Rgb = (1.0, 0.22, 0.72)
    rim_b: Rgb = (0.15, 0.85, 1.0)
    ambient: Rgb = (1.0, 1.0, 1.0)
    ground: Rgba = (0.24, 0.14, 0.46, 0.4)


class Comp(Contract):
    """Layers are drawn in their order, the first at the back."""

    version: Literal[1] = 1
    id: str
    width: int = Field(gt=0, multiple_of=8)
    height: int = Field(gt=0, multiple_of=4)
    fps: int = Field(gt=0)
    frames: int = Field(gt=0)
    transparent: bool = False
    camera: Camera
    light: Light = Light()
    look: Look = Look()
    layers: tuple[Layer, ...]

    @model_validator(mode="after")
    def _tracks_fit(self) -> Comp:
        tracks: list[tuple[str, tuple[object, ...]]] = [
            ("camera.matrix_track", self.camera.matrix_track),
            ("camera.zoom_px_track", self.camera.zoom_px_track),
        ]
        for layer in self.layers:
            tracks += _tracks_of_layer(layer)
            if isinstance(layer, PrecompLayer):
                tracks += tracks_of(layer.group, layer.id)
        for name, track in tracks:
            if len(track) not in (1, self.frames):
                raise ValueError(f"comp {self.id}: {name} has {len(track)} values, wanted 1 or {self.frames}")
        return self


def _tracks_of_layer(layer: LayerBase) -> list[tuple[str, tuple[object, ...]]]:
    names = [name for name in type(layer).model_fields if name.endswith("_track")]
    tracks = [(f"{layer.id}.{name}", getattr(layer, name)) for name in names if getattr(layer, name) is not None]
    if isinstance(layer, ModelLayer):
        tracks += [(f"{layer.id}.morph_tracks.{name}", track) for name, track in layer.morph_tracks.items()]
    return tracks


Viseme = Literal["aa", "ih", "ou", "ee", "oh"]
MouthShape = tuple[float, float, Viseme, float]
"""`(start_s, duration_s, viseme, openness)`; the visemes are VRM's, an openness of 1 is the widest."""


class SongClock(Contract):
    """What motions and mouths need to know of the song; times on the video's timeline."""

    tempo_bpm: float = Field(gt=0)
    first_beat_s: float = 0.0
    visemes: tuple[MouthShape, ...] = Field(default=(), description="of everything sung, in order of their starts")


class Region(Contract):
    """A part of the frame, in pixels from its top left corner; x and width are multiples of 8, y and height of 4."""

    x: int = Field(ge=0, multiple_of=8)
    y: int = Field(ge=0, multiple_of=4)
    width: int = Field(gt=0, multiple_of=8)
    height: int = Field(gt=0, multiple_of=4)


class DrawRequest(Contract):
    """Everything one drawing job of the compositor depends on. Frames are drawn independently of each other."""

    comp: Comp
    song: SongClock
    song_start_frame: int = Field(ge=0, description="where the comp's frame 0 lies on the video's timeline")
    fan: Character | None = None
    name: str | None = None
    frames: tuple[int, ...] = Field(min_length=1, description="comp frames to draw, in this order")
    region: Region | None = None
