"""A comp: baked layers and camera, as the compositor plays it. Schema and TypeScript types are generated from here.

Axes: x right, y up, z towards the viewer; one unit is one head height of the library's rig (a performer is about
5.6 units tall and faces +z). Matrices are 4x4, column-major, local to world. A track holds one value per frame of the
comp, or a single value that holds for all of it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from contracts.base import Contract
from contracts.character import Character, Rgb

Matrix4 = Annotated[tuple[float, ...], Field(min_length=16, max_length=16)]
Rgba = tuple[float, float, float, float]
BlendMode = Literal["normal", "add", "screen", "multiply"]


class Camera(Contract):
    """A pinhole camera. `zoom_px` is the focal length in pixels of the comp: fov = 2 atan(height / 2 / zoom)."""

    matrix_track: tuple[Matrix4, ...] = Field(min_length=1, description="camera to world; looks along its own -z")
    zoom_px_track: tuple[float, ...] = Field(min_length=1)


class LayerBase(Contract):
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    in_frame: int = Field(default=0, ge=0)
    out_frame: int | None = Field(default=None, description="exclusive; None = the comp's end")
    opacity_track: tuple[float, ...] = (1.0,)
    blend: BlendMode = "normal"


class SpatialLayer(LayerBase):
    matrix_track: tuple[Matrix4, ...] = Field(
        default=((1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0),), min_length=1
    )


class SolidLayer(LayerBase):
    """Fills the frame."""

    type: Literal["solid"] = "solid"
    colour: Rgb


class PlateLayer(LayerBase):
    """A full-frame background. Video is decoded by the host and pushed frame by frame; never a <video> element."""

    type: Literal["plate"] = "plate"
    asset: str = Field(description="bundle-relative path of an mp4 or png")
    first_frame: int = Field(default=0, ge=0, description="frame of the asset that shows at the comp's frame 0")


class SetLayer(SpatialLayer):
    """A piece of the stage made by the engine's own code; costly, so it is meant for plates and static clips."""

    type: Literal["set"] = "set"
    name: Literal["stage", "beams", "crowd", "screens", "confetti", "backdrop"]
    seed: int = 1
    colours: tuple[Rgb, ...] = ()
    intensity_track: tuple[float, ...] = (1.0,)


class PerformerLayer(SpatialLayer):
    """A character with a motion. `slot` = `fan` takes the fan's character; else `character` must be given."""

    type: Literal["performer"] = "performer"
    slot: Literal["fan"] | None = None
    character: Character | None = None
    motion: Literal["sing", "wave", "sway", "point", "heart", "jump", "hold", "cheer"] = "sing"
    gaze: Literal["camera", "ahead"] = "camera"
    sings: bool = Field(default=True, description="the mouth follows the song's viseme track")
    seed: int = Field(default=1, description="of blinks and small movements")

    @model_validator(mode="after")
    def _one_source(self) -> PerformerLayer:
        if (self.slot is None) == (self.character is None):
            raise ValueError(f"layer {self.id}: give either slot or character")
        return self


class TextLayer(SpatialLayer):
    """One line of text on a quad of `width` x `height` units, shrunk to fit, shaped by the browser."""

    type: Literal["text"] = "text"
    slot: Literal["name"] | None = None
    text: str | None = None
    width: float = Field(gt=0)
    height: float = Field(gt=0)
    font_family: str = "sans-serif"
    font_weight: int = Field(default=800, ge=100, le=900)
    colour: Rgb = (1.0, 1.0, 1.0)
    glow: Rgb | None = None
    look: Literal["plain", "neon", "led", "foil"] = "plain"
    screen_space: bool = Field(default=False, description="True: units are frame heights, origin at the frame's centre")
    reveal_track: tuple[float, ...] = Field(default=(1.0,), description="0 hidden to 1 fully shown, left to right")


class ImageLayer(SpatialLayer):
    """A picture on a quad of `width` x `height` units."""

    type: Literal["image"] = "image"
    asset: str
    width: float = Field(gt=0)
    height: float = Field(gt=0)
    screen_space: bool = False


Affine = tuple[float, float, float, float, float, float]
BlendModeOfItem = Literal[
    "normal",
    "multiply",
    "screen",
    "overlay",
    "darken",
    "lighten",
    "color-dodge",
    "color-burn",
    "hard-light",
    "soft-light",
    "difference",
    "exclusion",
    "add",
]


class Gradient(Contract):
    """Colours along a line, or outwards from `start`; points in the paint's own pixels."""

    kind: Literal["linear", "radial"]
    start: tuple[float, float]
    end: tuple[float, float]
    stops: tuple[tuple[float, Rgba], ...] = Field(min_length=1, description="(offset 0 to 1, straight-alpha colour)")


class Stroke(Contract):
    width_px: float = Field(ge=0)
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"
    miter_limit: float = Field(default=4.0, gt=0)
    dashes_px: tuple[float, ...] = ()
    dash_offset_px: float = 0.0


class Paint(Contract):
    """One path, filled or stroked. `path` is SVG path data; `matrix` (a b c d e f) takes it to the item's pixels."""

    path: str
    matrix: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    rule: Literal["nonzero", "evenodd"] = "nonzero"
    colour: Rgba = (0.0, 0.0, 0.0, 1.0)
    gradient: Gradient | None = Field(default=None, description="instead of colour, faded by the colour's alpha")
    stroke: Stroke | None = None


class Drawing(Contract):
    """Paths, the first at the back."""

    type: Literal["drawing"] = "drawing"
    paints_track: tuple[tuple[Paint, ...], ...] = Field(min_length=1)


class Picture(Contract):
    """A picture of `width` x `height` pixels, embedded as a data URL."""

    type: Literal["picture"] = "picture"
    data_url: Annotated[str, Field(pattern=r"^data:image/")]
    width: float = Field(gt=0)
    height: float = Field(gt=0)


class Group(Contract):
    """A comp inside a comp, cut off at its edges, with a camera of its own."""

    type: Literal["group"] = "group"
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    camera: Camera
    items: tuple[Item, ...]


class Mask(Contract):
    """A closed path in the item's pixels that cuts it; masks work in their order."""

    mode: Literal["add", "subtract", "intersect", "difference"]
    inverted: bool = False
    path_track: tuple[str, ...] = Field(min_length=1, description="SVG path data")
    opacity_track: tuple[float, ...] = (1.0,)


class Matte(Contract):
    """Another item of the same group, whose alpha or brightness cuts this one."""

    item: int = Field(ge=0, description="index in the group's items")
    channel: Literal["alpha", "luma"]
    inverted: bool = False


class Item(Contract):
    """A layer of a precomp, as After Effects has them: x right, y down, z away, in the pixels of its comp.

    `matrix_track` takes the item's own pixels (origin top left) to the comp's. An opacity of 0 means not there.
    Neighbouring items with `three_d` form a bin that is drawn from far to near; others ignore the camera.
    """

    name: str = ""
    three_d: bool = False
    matte_only: bool = Field(default=False, description="only seen as the matte of others")
    opacity_track: tuple[float, ...] = (1.0,)
    blend: BlendModeOfItem = "normal"
    matrix_track: tuple[Matrix4, ...] = Field(min_length=1)
    masks: tuple[Mask, ...] = ()
    matte: Matte | None = None
    content: Annotated[Drawing | Picture | Group, Field(discriminator="type")]


class PrecompLayer(LayerBase):
    """A comp of After Effects, drawn from the frame's top left corner, enlarged by `scale`.

    Its camera has the axes of its items: it looks along its own +z, and `zoom_px` counts the group's pixels.
    All tracks below it count the frames of the comp: starts, stretches and time remaps are baked in.
    """

    type: Literal["precomp"] = "precomp"
    scale: float = Field(default=1.0, gt=0)
    group: Group


Layer = Annotated[
    SolidLayer | PlateLayer | SetLayer | PerformerLayer | TextLayer | ImageLayer | PrecompLayer,
    Field(discriminator="type"),
]


class Look(Contract):
    """Whole-frame finish. Costly, so personal shots leave it off and sit over a plate that has it baked in."""

    bloom: float = Field(default=0.0, ge=0, le=2)
    vignette: float = Field(default=0.0, ge=0, le=1)
    msaa_samples: Literal[0, 4] = 4


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
            tracks += [(f"{layer.id}.{n}", getattr(layer, n)) for n in type(layer).model_fields if n.endswith("_track")]
            if isinstance(layer, PrecompLayer):
                tracks += _tracks_of(layer.group, layer.id)
        for name, track in tracks:
            if len(track) not in (1, self.frames):
                raise ValueError(f"comp {self.id}: {name} has {len(track)} values, wanted 1 or {self.frames}")
        return self


def _tracks_of(group: Group, path: str) -> list[tuple[str, tuple[object, ...]]]:
    """All tracks below a group, named by where they are."""
    parts: list[tuple[str, Contract]] = [(f"{path}.camera", group.camera)]
    tracks: list[tuple[str, tuple[object, ...]]] = []
    for index, item in enumerate(group.items):
        place = f"{path}.{index}"
        parts += [(place, item), *((f"{place}.mask", mask) for mask in item.masks)]
        if isinstance(item.content, Drawing):
            parts.append((place, item.content))
        elif isinstance(item.content, Group):
            tracks += _tracks_of(item.content, place)
        if item.matte and item.matte.item >= len(group.items):
            raise ValueError(f"{place}: there is no item {item.matte.item} to be its matte")
    for place, part in parts:
        names = (name for name in type(part).model_fields if name.endswith("_track"))
        tracks += [(f"{place}.{name}", getattr(part, name)) for name in names]
    return tracks


class SongClock(Contract):
    """What motions and mouths need to know of the song; times on the video's timeline."""

    tempo_bpm: float = Field(gt=0)
    first_beat_s: float = 0.0
    visemes: tuple[tuple[float, float, Literal["aa", "ih", "ou", "ee", "oh"]], ...] = Field(
        default=(), description="(start_s, duration_s, viseme) of every sung syllable"
    )


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
