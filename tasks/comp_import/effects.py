"""Bodymovin's effects and layer styles as effects of ours.

Parameters are counted as After Effects has them. Where players do not say what a number means, the figures are those
that Skottie and lottie-web share: a blur's blurriness and a style's size are 0.3 of a standard deviation each.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Literal, Protocol, TypeVar

import numpy as np

from contracts.character import Rgb
from contracts.effects import (
    Blur,
    BrightnessContrast,
    Effect,
    Fill,
    HueSaturation,
    Invert,
    Levels,
    LinearWipe,
    RadialWipe,
    Shadow,
    Tint,
    Warp,
)
from contracts.precomp import Item
from contracts.space import Affine, Matrix4, Rgba
from tasks.comp_import.keyframes import value_at
from tasks.comp_import.transforms import Matrix, layer_matrix

BLUR_SIGMA, SOFTNESS_SIGMA = 0.3, 0.3
LEFT_OUT_BY_PLAYERS = {"ADBE Linear Wipe", "ADBE Radial Wipe"}
BEFORE_MATRIX = {0, 1, 2}
GLOW_GAMMA = 0.2
MOST_GAIN = 1e4
CHANNELS: tuple[Literal["rgb", "red", "green", "blue", "alpha"], ...] = ("rgb", "red", "green", "blue", "alpha")
INVERTED: dict[int, Any] = {1: "rgb", 2: "red", 3: "green", 4: "blue", 16: "alpha"}
INVERTED |= {6: "hsl", 7: "hue", 8: "lightness", 9: "saturation"}
WIPES: dict[int, Literal["clockwise", "counterclockwise", "both"]] = {1: "clockwise", 2: "counterclockwise", 3: "both"}
# What old files say instead of a match name.
KINDS_WITHOUT_NAME = {
    20: "ADBE Tint",
    21: "ADBE Fill",
    23: "ADBE Tritone",
    25: "ADBE Drop Shadow",
    26: "ADBE Radial Wipe",
    29: "ADBE Gaussian Blur 2",
}
Value = TypeVar("Value")
Other = TypeVar("Other")


class Tracks(Protocol):
    """Bakes a value for every frame of the comp; moving where any of the properties has keyframes."""

    def __call__(self, value: Callable[[float], Value], absent: Value) -> tuple[Value, ...]: ...


def effects_of(layer: dict[str, Any], bake: Tracks, as_made: bool) -> dict[str, tuple[Effect, ...]]:
    """An item's `effects` and `late_effects`; with `as_made` also those that other players leave out.

    Effects of solids, pictures and precomps come before the layer's matrix. Shapes and texts are drawn anew at every
    size, so theirs come after it, as layer styles always do.
    """
    effects, styles = _effects(layer, bake, as_made), _styles(layer, bake)
    if layer["ty"] in BEFORE_MATRIX:
        return {"effects": effects, "late_effects": styles}
    return {"late_effects": effects + styles}


def _effects(layer: dict[str, Any], bake: Tracks, as_made: bool) -> tuple[Effect, ...]:
    """Those that are switched on and drawn, in their order."""
    found: list[Effect] = []
    for effect in layer.get("ef", []):
        make = MAKERS.get(match_name(effect))
        if make and is_drawn(effect, as_made) and effect.get("en", 1):
            found += make(Parameters(effect["ef"]), bake)
    return tuple(found)


def _styles(layer: dict[str, Any], bake: Tracks) -> tuple[Effect, ...]:
    found: list[Effect] = []
    for style in layer.get("sy", []):
        if style.get("ty") in STYLES and style.get("en", 1):
            found += STYLES[style["ty"]](style, bake)
    return tuple(found)


def folded(item: Item) -> Item:
    """The item with the Transform effects that lie next to its matrix multiplied into it: paths stay sharp."""
    effects, late = list(item.effects), list(item.late_effects)
    matrices, opacities = item.matrix_track, item.opacity_track
    while effects and isinstance(warp := effects[-1], Warp):
        effects.pop()
        matrices = paired(matrices, warp.matrix_track, lambda matrix, change: _flat(_square(matrix) @ _lifted(change)))
        opacities = paired(opacities, warp.opacity_track, lambda one, other: one * other)
    while not effects and not item.three_d and late and isinstance(warp := late[0], Warp):
        late.pop(0)
        matrices = paired(matrices, warp.matrix_track, lambda matrix, change: _flat(_lifted(change) @ _square(matrix)))
        opacities = paired(opacities, warp.opacity_track, lambda one, other: one * other)
    changed = {"effects": tuple(effects), "late_effects": tuple(late)}
    return item.model_copy(update=changed | {"matrix_track": matrices, "opacity_track": opacities})


def match_name(effect: dict[str, Any]) -> str:
    return str(effect.get("mn") or KINDS_WITHOUT_NAME.get(effect.get("ty", -1), ""))


def is_drawn(effect: dict[str, Any], as_made: bool) -> bool:
    """Whether all of an effect is drawn, as far as its settings go."""
    name, listed = match_name(effect), effect.get("ef")
    if name not in MAKERS or not isinstance(listed, list) or (name in LEFT_OUT_BY_PLAYERS and not as_made):
        return False
    channel = Parameters(listed).choice(0, 1)
    if name == "ADBE HUE SATURATION":
        return channel == 1
    return channel in INVERTED if name == "ADBE Invert" else True


def style_is_drawn(style: dict[str, Any]) -> bool:
    return style.get("ty") in STYLES


class Parameters:
    """An effect's parameters by their place in the list."""

    def __init__(self, listed: list[dict[str, Any]]) -> None:
        self._listed = listed

    def number(self, place: int, frame: float, default: float) -> float:
        return _number(self._property(place), frame, default)

    def point(self, place: int, frame: float) -> tuple[float, float]:
        x, y = (*value_at(self._property(place) or 0, frame), 0.0)[:2]
        return x, y

    def colour(self, place: int, frame: float) -> Rgb:
        return _colour(self._property(place), frame)

    def choice(self, place: int, default: int) -> int:
        """A parameter that is taken not to move."""
        return round(self.number(place, 0, default))

    def _property(self, place: int) -> Any:
        return self._listed[place].get("v") if place < len(self._listed) else None


def _fill(given: Parameters, bake: Tracks) -> list[Effect]:
    def colour(frame: float) -> Rgba:
        return (*given.colour(2, frame), _share(given.number(6, frame, 1)))

    return [Fill(colour_track=bake(colour, (0, 0, 0, 0)))]


def _tint(given: Parameters, bake: Tracks) -> list[Effect]:
    black, white = (_colours(given, place, bake) for place in (0, 1))
    return [Tint(black_track=black, white_track=white, amount_track=_percent(given, 2, bake, 100))]


def _tritone(given: Parameters, bake: Tracks) -> list[Effect]:
    white, middle, black = (_colours(given, place, bake) for place in (0, 1, 2))
    amount = bake(lambda frame: _share(1 - given.number(3, frame, 0) / 100), 1.0)
    return [Tint(black_track=black, middle_track=middle, white_track=white, amount_track=amount)]


def _easy_levels(given: Parameters, bake: Tracks) -> list[Effect]:
    channel = given.choice(0, 1)
    return [_levels(given, 2, channel, bake, (7, 8))] if 1 <= channel <= len(CHANNELS) else []


def _pro_levels(given: Parameters, bake: Tracks) -> list[Effect]:
    """First every channel by itself, then all together."""
    single = [_levels(given, 3 + 7 * (channel - 1), channel, bake, (37, 38)) for channel in (2, 3, 4, 5)]
    return [*single, _levels(given, 3, 1, bake, (37, 38))]


def _levels(given: Parameters, place: int, channel: int, bake: Tracks, clips: tuple[int, int]) -> Levels:
    def curve(frame: float) -> tuple[float, float, float, float, float]:
        black, white, gamma, low, high = (
            given.number(place + step, frame, default) for step, default in enumerate((0.0, 1.0, 1.0, 0.0, 1.0))
        )
        return _share(black), _share(white), max(gamma, 1e-3), _share(low), _share(high)

    clip_black, clip_white = (given.choice(number, 1) == 1 for number in clips)
    track = bake(curve, (0.0, 1.0, 1.0, 0.0, 1.0))
    return Levels(channel=CHANNELS[channel - 1], range_track=track, clip_black=clip_black, clip_white=clip_white)


def _hue_saturation(given: Parameters, bake: Tracks) -> list[Effect]:
    """Only the master's sliders; a single range of colours stays as it is."""
    colourise = given.choice(5, 0) == 1
    first = 6 if colourise else 2
    hue = bake(lambda frame: given.number(first, frame, 0), 0.0)
    saturation, lightness = (
        bake(lambda frame, place=place: _clamped(given.number(place, frame, 0) / 100, -1), 0.0)  # type: ignore[misc]
        for place in (first + 1, first + 2)
    )
    return [
        HueSaturation(hue_deg_track=hue, saturation_track=saturation, lightness_track=lightness, colourise=colourise)
    ]


def _invert(given: Parameters, bake: Tracks) -> list[Effect]:
    amount = bake(lambda frame: _share(1 - given.number(1, frame, 0) / 100), 1.0)
    return [Invert(channel=INVERTED[given.choice(0, 1)], amount_track=amount)]


def _brightness_contrast(given: Parameters, bake: Tracks) -> list[Effect]:
    brightness = bake(lambda frame: _clamped(given.number(0, frame, 0) / 100, -1.5, 1.5), 0.0)
    contrast = bake(lambda frame: _clamped(given.number(1, frame, 0) / 100, -1), 0.0)
    legacy = given.choice(2, 0) == 1
    return [BrightnessContrast(brightness_track=brightness, contrast_track=contrast, legacy=legacy)]


def _gaussian_blur(given: Parameters, bake: Tracks) -> list[Effect]:
    sigma = bake(lambda frame: max(given.number(0, frame, 0), 0.0) * BLUR_SIGMA, 0.0)
    return [_blur(sigma, given.choice(1, 1), given.choice(2, 0) == 1)]


def _box_blur(given: Parameters, bake: Tracks) -> list[Effect]:
    """Boxes of `2 radius + 1` pixels, some times over, are as wide as a Gaussian of the same variance."""
    times = max(given.choice(1, 1), 1)
    widths = bake(lambda frame: 2 * max(given.number(0, frame, 0), 0.0) + 1, 1.0)
    sigma = tuple(math.sqrt(times * (width * width - 1) / 12) for width in widths)
    return [_blur(sigma, given.choice(2, 1), given.choice(3, 0) == 1)]


def _blur(sigma: tuple[float, ...], dimensions: int, repeat_edge: bool) -> Blur:
    across, down = (() if dimensions == 3 else sigma) or (0.0,), (() if dimensions == 2 else sigma) or (0.0,)
    return Blur(sigma_x_px_track=across, sigma_y_px_track=down, repeat_edge=repeat_edge)


def _directional_blur(given: Parameters, bake: Tracks) -> list[Effect]:
    sigma = bake(lambda frame: max(given.number(1, frame, 0), 0.0) * BLUR_SIGMA, 0.0)
    angle = bake(lambda frame: given.number(0, frame, 0) - 90, 0.0)
    return [Blur(sigma_x_px_track=sigma, sigma_y_px_track=(0.0,), angle_deg_track=angle)]


def _drop_shadow(given: Parameters, bake: Tracks) -> list[Effect]:
    def colour(frame: float) -> Rgba:
        return (*given.colour(0, frame), _share(given.number(1, frame, 255) / 255))

    def offset(frame: float) -> tuple[float, float]:
        return _towards(given.number(2, frame, 0) - 90, given.number(3, frame, 0))

    sigma = bake(lambda frame: max(given.number(4, frame, 0), 0.0) * SOFTNESS_SIGMA, 0.0)
    return [
        Shadow(
            colour_track=bake(colour, (0, 0, 0, 0)),
            offset_px_track=bake(offset, (0.0, 0.0)),
            sigma_px_track=sigma,
            alone=given.choice(5, 0) == 1,
        )
    ]


def _warp(given: Parameters, bake: Tracks) -> list[Effect]:
    def matrix(frame: float) -> Affine:
        high = given.number(3, frame, 100)
        wide = high if round(given.number(2, frame, 0)) == 1 else given.number(4, frame, 100)
        return _affine(
            layer_matrix(
                {
                    "p": list(given.point(1, frame)),
                    "a": list(given.point(0, frame)),
                    "s": [wide, high],
                    "r": given.number(7, frame, 0),
                    "sk": given.number(5, frame, 0),
                    "sa": given.number(6, frame, 0),
                },
                frame,
            )
        )

    return [Warp(matrix_track=bake(matrix, (1, 0, 0, 1, 0, 0)), opacity_track=_percent(given, 8, bake, 100))]


def _linear_wipe(given: Parameters, bake: Tracks) -> list[Effect]:
    angle = bake(lambda frame: given.number(1, frame, 0), 0.0)
    feather = bake(lambda frame: max(given.number(2, frame, 0), 0.0), 0.0)
    return [
        LinearWipe(completion_track=_percent(given, 0, bake, 0), angle_deg_track=angle, feather_px_track=feather),
    ]


def _radial_wipe(given: Parameters, bake: Tracks) -> list[Effect]:
    return [
        RadialWipe(
            completion_track=_percent(given, 0, bake, 0),
            start_deg_track=bake(lambda frame: given.number(1, frame, 0), 0.0),
            centre_track=bake(lambda frame: given.point(2, frame), (0.0, 0.0)),
            direction=WIPES.get(given.choice(3, 1), "clockwise"),
        )
    ]


def _style_shadow(style: dict[str, Any], bake: Tracks, side: Literal["outside", "inside"]) -> list[Effect]:
    def offset(frame: float) -> tuple[float, float]:
        return _towards(180 - _number(style.get("a"), frame, 0), _number(style.get("d"), frame, 0))

    def gain(frame: float) -> float:
        return min(1 / max(1 - _share(_number(style.get("ch"), frame, 0) / 100), 1 / MOST_GAIN), MOST_GAIN)

    return [_styled(style, bake, side, gain, bake(offset, (0.0, 0.0)))]


def _style_glow(style: dict[str, Any], bake: Tracks, side: Literal["outside", "inside"]) -> list[Effect]:
    def gain(frame: float) -> float:
        choke = _share(_number(style.get("ch"), frame, 0) / 100)
        return min(1 / max(1 - math.pow(choke, GLOW_GAMMA), 1 / MOST_GAIN), MOST_GAIN)

    return [_styled(style, bake, side, gain, ((0.0, 0.0),))]


def _styled(
    style: dict[str, Any],
    bake: Tracks,
    side: Literal["outside", "inside"],
    gain: Callable[[float], float],
    offset: tuple[tuple[float, float], ...],
) -> Shadow:
    def colour(frame: float) -> Rgba:
        return (*_colour(style.get("c"), frame), _share(_number(style.get("o"), frame, 100) / 100))

    return Shadow(
        side=side,
        colour_track=bake(colour, (0, 0, 0, 0)),
        offset_px_track=offset,
        sigma_px_track=bake(lambda frame: max(_number(style.get("s"), frame, 0), 0.0) * BLUR_SIGMA, 0.0),
        gain_track=bake(gain, 1.0),
        inverted=round(_number(style.get("sr"), 0, 1)) == 1,
    )


def _colours(given: Parameters, place: int, bake: Tracks) -> tuple[Rgb, ...]:
    return bake(lambda frame: given.colour(place, frame), (0, 0, 0))


def _percent(given: Parameters, place: int, bake: Tracks, default: float) -> tuple[float, ...]:
    return bake(lambda frame: _share(given.number(place, frame, default) / 100), _share(default / 100))


def _number(prop: Any, frame: float, default: float) -> float:
    return default if prop is None else value_at(prop, frame)[0]


def _colour(prop: Any, frame: float) -> Rgb:
    red, green, blue = (*(value_at(prop, frame) if prop is not None else ()), 0.0, 0.0, 0.0)[:3]
    return _share(red), _share(green), _share(blue)


def _towards(degrees: float, distance: float) -> tuple[float, float]:
    """A step in a direction; 0 is right, 90 down."""
    return distance * math.cos(math.radians(degrees)), distance * math.sin(math.radians(degrees))


def _affine(matrix: Matrix) -> Affine:
    a, c, e, b, d, f = (float(matrix[row, column]) for row in (0, 1) for column in (0, 1, 3))
    return a, b, c, d, e, f


def lifted_into(matrix: Matrix4, outer: Matrix4) -> Matrix4:
    """The matrix of a thing whose comp has a matrix itself."""
    return _flat(_square(outer) @ _square(matrix))


def paired(
    ones: tuple[Value, ...], others: tuple[Other, ...], join: Callable[[Value, Other], Value]
) -> tuple[Value, ...]:
    """Two tracks as one; either may hold a single value."""
    frames = max(len(ones), len(others))
    pairs = zip(ones * (frames // len(ones)), others * (frames // len(others)), strict=True)
    return tuple(join(one, other) for one, other in pairs)


def _lifted(change: Affine) -> Matrix:
    a, b, c, d, e, f = change
    return np.array([[a, c, 0, e], [b, d, 0, f], [0, 0, 1, 0], [0, 0, 0, 1]], dtype=float)


def _square(matrix: Matrix4) -> Matrix:
    return np.array(matrix).reshape(4, 4).T


def _flat(matrix: Matrix) -> Matrix4:
    return tuple(matrix.T.flatten().tolist())


def _share(value: float) -> float:
    return _clamped(value, 0.0)


def _clamped(value: float, low: float, high: float = 1.0) -> float:
    return min(max(value, low), high)


MAKERS: dict[str, Callable[[Parameters, Tracks], list[Effect]]] = {
    "ADBE Fill": _fill,
    "ADBE Tint": _tint,
    "ADBE Tritone": _tritone,
    "ADBE Easy Levels": _easy_levels,
    "ADBE Easy Levels2": _easy_levels,
    "ADBE Pro Levels": _pro_levels,
    "ADBE Pro Levels2": _pro_levels,
    "ADBE HUE SATURATION": _hue_saturation,
    "ADBE Invert": _invert,
    "ADBE Brightness & Contrast 2": _brightness_contrast,
    "ADBE Gaussian Blur": _gaussian_blur,
    "ADBE Gaussian Blur 2": _gaussian_blur,
    "ADBE Fast Blur": _gaussian_blur,
    "ADBE Box Blur2": _box_blur,
    "ADBE Motion Blur": _directional_blur,
    "ADBE Drop Shadow": _drop_shadow,
    "ADBE Geometry2": _warp,
    "ADBE Linear Wipe": _linear_wipe,
    "ADBE Radial Wipe": _radial_wipe,
}
STYLES: dict[int, Callable[[dict[str, Any], Tracks], list[Effect]]] = {
    1: lambda style, bake: _style_shadow(style, bake, "outside"),
    2: lambda style, bake: _style_shadow(style, bake, "inside"),
    3: lambda style, bake: _style_glow(style, bake, "outside"),
    4: lambda style, bake: _style_glow(style, bake, "inside"),
}
