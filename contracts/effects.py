"""Effects of After Effects on the items of an imported comp, in their order; lengths in pixels, baked per frame."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from contracts.base import Contract
from contracts.character import Rgb
from contracts.space import Affine, Rgba

Shares = Annotated[tuple[Annotated[float, Field(ge=0, le=1)], ...], Field(min_length=1)]
SignedShares = Annotated[tuple[Annotated[float, Field(ge=-1, le=1)], ...], Field(min_length=1)]
Lengths = Annotated[tuple[Annotated[float, Field(ge=0)], ...], Field(min_length=1)]
Numbers = Annotated[tuple[float, ...], Field(min_length=1)]
Points = Annotated[tuple[tuple[float, float], ...], Field(min_length=1)]
Colours = Annotated[tuple[Rgb, ...], Field(min_length=1)]
Channel = Literal["rgb", "red", "green", "blue", "alpha"]


class Fill(Contract):
    """One colour wherever the item is, faded by the colour's alpha."""

    type: Literal["fill"] = "fill"
    colour_track: tuple[Rgba, ...] = Field(min_length=1)


class Tint(Contract):
    """Colours by brightness: from black to white, or over `middle` between them."""

    type: Literal["tint"] = "tint"
    black_track: Colours
    middle_track: Colours | None = None
    white_track: Colours
    amount_track: Shares = (1.0,)


class Levels(Contract):
    """`out_black + (out_white - out_black) x ((value - in_black) / (in_white - in_black)) ^ (1 / gamma)`."""

    type: Literal["levels"] = "levels"
    channel: Channel = "rgb"
    range_track: tuple[tuple[float, float, float, float, float], ...] = Field(
        min_length=1, description="in_black, in_white, gamma, out_black, out_white"
    )
    clip_black: bool = True
    clip_white: bool = True


class HueSaturation(Contract):
    """Turns the hue, spreads or narrows the colours, then goes towards white or black."""

    type: Literal["hue_saturation"] = "hue_saturation"
    hue_deg_track: Numbers = (0.0,)
    saturation_track: SignedShares = (0.0,)
    lightness_track: SignedShares = (0.0,)
    colourise: bool = Field(default=False, description="hue and saturation (0 to 1) are those of every pixel")


class Invert(Contract):
    """What is 0 becomes 1; hue turns half way round."""

    type: Literal["invert"] = "invert"
    channel: Literal[Channel, "hue", "saturation", "lightness", "hsl"] = "rgb"
    amount_track: Shares = (1.0,)


class BrightnessContrast(Contract):
    """`legacy` adds and multiplies; else both ends of the scale stay where they are. 1 stands for 100."""

    type: Literal["brightness_contrast"] = "brightness_contrast"
    brightness_track: Numbers = (0.0,)
    contrast_track: SignedShares = (0.0,)
    legacy: bool = False


class Blur(Contract):
    """Gaussian, along two axes that are turned by an angle; `repeat_edge` keeps the item's edges solid."""

    type: Literal["blur"] = "blur"
    sigma_x_px_track: Lengths
    sigma_y_px_track: Lengths
    angle_deg_track: Numbers = (0.0,)
    repeat_edge: bool = False


class Shadow(Contract):
    """The blurred alpha in one colour, behind the item, or of its outside within it; glows have no offset."""

    type: Literal["shadow"] = "shadow"
    side: Literal["outside", "inside"] = "outside"
    colour_track: tuple[Rgba, ...] = Field(min_length=1, description="alpha is the shadow's opacity")
    offset_px_track: Points = ((0.0, 0.0),)
    sigma_px_track: Lengths = (0.0,)
    gain_track: Lengths = Field(default=(1.0,), description="the blurred alpha times this, 1 at most")
    inverted: bool = Field(
        default=True, description="inside only: whether it comes from the edge, else from the centre"
    )
    alone: bool = Field(default=False, description="the item itself is not drawn")


class Warp(Contract):
    """After Effects' Transform effect; `matrix` (a b c d e f) in the pixels the effects work in."""

    type: Literal["warp"] = "warp"
    matrix_track: tuple[Affine, ...] = Field(min_length=1)
    opacity_track: Shares = (1.0,)


class LinearWipe(Contract):
    """Wipes away in a direction; 0 deg goes up, clockwise."""

    type: Literal["linear_wipe"] = "linear_wipe"
    completion_track: Shares
    angle_deg_track: Numbers = (0.0,)
    feather_px_track: Lengths = (0.0,)


class RadialWipe(Contract):
    """Wipes away around a point; 0 deg is up, clockwise."""

    type: Literal["radial_wipe"] = "radial_wipe"
    completion_track: Shares
    start_deg_track: Numbers = (0.0,)
    centre_track: Points
    direction: Literal["clockwise", "counterclockwise", "both"] = "clockwise"


Effect = Annotated[
    Fill | Tint | Levels | HueSaturation | Invert | BrightnessContrast | Blur | Shadow | Warp | LinearWipe | RadialWipe,
    Field(discriminator="type"),
]
