"""Comps of After Effects, baked: x right, y down, z away, in the pixels of their comp."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from contracts.base import Contract
from contracts.character import Character, Rgb
from contracts.effects import Effect
from contracts.performance import Gaze, Motion
from contracts.space import Affine, Camera, Matrix4, Rgba

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
    "hue",
    "saturation",
    "color",
    "luminosity",
    "hard-mix",
]
TextLook = Literal["plain", "neon", "led", "foil"]


class Gradient(Contract):
    """Colours along a line, or outwards from `start`; points in the paint's own pixels."""

    kind: Literal["linear", "radial"]
    start: tuple[float, float]
    focus: tuple[float, float] | None = Field(default=None, description="where a radial one begins, else at start")
    end: tuple[float, float]
    stops: tuple[tuple[float, Rgba], ...] = Field(min_length=1, description="(offset 0 to 1, straight-alpha colour)")


class Stroke(Contract):
    width_px: float = Field(ge=0)
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"
    miter_limit: float = Field(default=4.0, gt=0)
    dashes_px: tuple[float, ...] = ()
    dash_offset_px: float = 0.0


class TextRun(Contract):
    """Text that the browser shapes; `left_px` and `baseline_px` place its first line in the paint's own pixels."""

    text: str = Field(description="lines end with a line feed")
    family: str
    weight: int = Field(default=400, ge=1, le=1000)
    italic: bool = False
    size_px: float = Field(gt=0)
    tracking_px: float = 0.0
    line_px: float = Field(description="from baseline to baseline")
    align: Literal["left", "right", "center"] = "left"
    left_px: float = 0.0
    baseline_px: float = 0.0
    width_px: float | None = Field(default=None, gt=0, description="of the box in which lines break; none without one")


class Paint(Contract):
    """One path, filled or stroked. `path` is SVG path data; `matrix` (a b c d e f) takes it to the item's pixels."""

    path: str
    words: TextRun | None = Field(default=None, description="instead of path")
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


class Actor(Contract):
    """A character with a motion; its feet are at the item's origin, its head `height_px` above, and it faces -z.

    It keeps its proportions: how large it is says the length of the item's y axis. In a flat item it is seen by the
    camera that After Effects gives a comp without one. `slot` = `fan` takes the fan's character.
    """

    type: Literal["actor"] = "actor"
    slot: Literal["fan"] | None = None
    character: Character | None = None
    height_px: float = Field(gt=0)
    motion: Motion = "sing"
    gaze: Gaze = Field(default="camera", description="of the group that holds the item")
    sings: bool = Field(default=True, description="the mouth follows the song's viseme track")
    seed: int = Field(default=1, description="of blinks and small movements")

    @model_validator(mode="after")
    def _one_source(self) -> Actor:
        if (self.slot is None) == (self.character is None):
            raise ValueError("an actor needs either a slot or a character")
        return self


class Words(Contract):
    """One line of text in a box of `width` x `height` pixels from the item's origin, as large as it fits there."""

    type: Literal["words"] = "words"
    slot: Literal["name"] | None = None
    text: str | None = None
    width: float = Field(gt=0)
    height: float = Field(gt=0)
    align: Literal["left", "center", "right"] = "center"
    font_family: str = "sans-serif"
    font_weight: int = Field(default=800, ge=100, le=900)
    colour: Rgb = (1.0, 1.0, 1.0)
    glow: Rgb | None = None
    look: TextLook = "plain"

    @model_validator(mode="after")
    def _one_source(self) -> Words:
        if (self.slot is None) == (self.text is None):
            raise ValueError("words need either a slot or a text")
        return self


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
    feather_px_track: tuple[float, ...] = Field(default=(0.0,), description="width of the soft edge")
    expansion_px_track: tuple[float, ...] = Field(default=(0.0,), description="how far the edge lies outside the path")


class Matte(Contract):
    """Another item of the same group, whose alpha or brightness cuts this one."""

    item: int = Field(ge=0, description="index in the group's items")
    channel: Literal["alpha", "luma"]
    inverted: bool = False


class Moment(Contract):
    """What of an item differs at one of the moments at which the shutter is open; no content: the item's own."""

    opacity_track: tuple[float, ...] = (1.0,)
    matrix_track: tuple[Matrix4, ...] = Field(min_length=1)
    masks: tuple[Mask, ...] = ()
    effects: tuple[Effect, ...] = ()
    late_effects: tuple[Effect, ...] = ()
    content: Annotated[Drawing | Picture | Group, Field(discriminator="type")] | None = None


class Item(Contract):
    """A layer of a precomp, as After Effects has them: x right, y down, z away, in the pixels of its comp.

    `matrix_track` takes the item's own pixels (origin top left) to the comp's. An opacity of 0 means not there.
    Neighbouring items with `three_d` form a bin that is drawn from far to near; others ignore the camera. An actor in a
    bin is never cut: it stands before or behind a plane as its body does, or as its middle does where they cross.
    Masks come first, then effects, then opacity, matte and blend. An adjustment's late effects work on all that lies
    below it, where it is opaque. An item with moments is drawn as their average.
    """

    name: str = ""
    three_d: bool = False
    matte_only: bool = Field(default=False, description="only seen as the matte of others")
    opacity_track: tuple[float, ...] = (1.0,)
    blend: BlendModeOfItem = "normal"
    matrix_track: tuple[Matrix4, ...] = Field(min_length=1)
    masks: tuple[Mask, ...] = ()
    matte: Matte | None = None
    effects: tuple[Effect, ...] = Field(default=(), description="in the item's pixels, before its matrix")
    late_effects: tuple[Effect, ...] = Field(default=(), description="in the comp's pixels, after its matrix")
    adjustment: bool = False
    moments: tuple[Moment, ...] = ()
    content: Annotated[Drawing | Picture | Group | Actor | Words, Field(discriminator="type")]

    @model_validator(mode="after")
    def _masks_have_pixels(self) -> Item:
        if self.masks and isinstance(self.content, Actor | Words):
            raise ValueError(f"item {self.name}: masks cut drawings, pictures and groups; use a matte")
        if (self.effects or self.late_effects or self.moments) and isinstance(self.content, Actor):
            raise ValueError(f"item {self.name}: an actor has neither effects nor motion blur; use an adjustment")
        return self


def contents_of(group: Group) -> Iterator[Drawing | Picture | Group | Actor | Words]:
    """What all items below a group show."""
    for item in group.items:
        yield item.content
        if isinstance(item.content, Group):
            yield from contents_of(item.content)


def tracks_of(group: Group, path: str) -> list[tuple[str, tuple[object, ...]]]:
    """All tracks below a group, named by where they are."""
    tracks = _own_tracks(group.camera, f"{path}.camera")
    for index, item in enumerate(group.items):
        place = f"{path}.{index}"
        tracks += _tracks_of_item(item, place)
        for number, moment in enumerate(item.moments):
            tracks += _tracks_of_item(moment, f"{place}.moment{number}")
        if item.matte and item.matte.item >= len(group.items):
            raise ValueError(f"{place}: there is no item {item.matte.item} to be its matte")
    return tracks


def _tracks_of_item(item: Item | Moment, place: str) -> list[tuple[str, tuple[object, ...]]]:
    tracks = _own_tracks(item, place)
    for mask in item.masks:
        tracks += _own_tracks(mask, f"{place}.mask")
    for effect in (*item.effects, *item.late_effects):
        tracks += _own_tracks(effect, f"{place}.{effect.type}")
    if isinstance(item.content, Drawing):
        tracks += _own_tracks(item.content, place)
    elif isinstance(item.content, Group):
        tracks += tracks_of(item.content, place)
    return tracks


def _own_tracks(part: Contract, place: str) -> list[tuple[str, tuple[object, ...]]]:
    names = (name for name in type(part).model_fields if name.endswith("_track"))
    return [(f"{place}.{name}", getattr(part, name)) for name in names if getattr(part, name) is not None]
