"""Values of an After Effects export in the terms of our contracts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal, TypeVar

from contracts.precomp import BlendModeOfItem
from tasks.comp_import.paths import Outline, path_data

BLENDS: dict[str, BlendModeOfItem] = {
    "normal": "normal",
    "multiply": "multiply",
    "screen": "screen",
    "overlay": "overlay",
    "darken": "darken",
    "lighten": "lighten",
    "color_dodge": "color-dodge",
    "color_burn": "color-burn",
    "hard_light": "hard-light",
    "soft_light": "soft-light",
    "difference": "difference",
    "exclusion": "exclusion",
    "add": "add",
    "linear_dodge": "add",
    "hue": "hue",
    "saturation": "saturation",
    "color": "color",
    "luminosity": "luminosity",
    "hard_mix": "hard-mix",
}
MASK_MODES: dict[str, Literal["add", "subtract", "intersect", "difference"]] = {
    "add": "add",
    "subtract": "subtract",
    "intersect": "intersect",
    "difference": "difference",
}
Value = TypeVar("Value")


def at(track: list[Any], index: float) -> Any:
    """The value of a track at a frame counted from the first baked one.

    Between two frames numbers and matrices lie on the straight line between theirs; of anything else it is the earlier
    one. Before the first frame and after the last it is theirs.
    """
    index = min(max(index, 0), len(track) - 1)
    earlier = track[math.floor(index)]
    share = index - math.floor(index)
    if not share or not isinstance(earlier, int | float | list):
        return earlier
    return between(earlier, track[math.floor(index) + 1], share)


def between(one: Any, other: Any, share: float) -> Any:
    """A number, or a list of numbers, on the straight line from `one` (share 0) to `other` (1)."""
    if isinstance(one, list):
        return [between(a, b, share) for a, b in zip(one, other, strict=True)]
    return one + (other - one) * share


def matrix_of(values: Sequence[float]) -> tuple[float, ...]:
    """4x4, column-major."""
    return tuple(float(value) for value in values)


def path_of(shape: dict[str, Any]) -> str:
    """SVG path data."""

    def absolute(tangents: list[list[float]]) -> tuple[tuple[float, float], ...]:
        return tuple((x + dx, y + dy) for (x, y), (dx, dy) in zip(shape["vertices"], tangents, strict=True))

    points = tuple((float(x), float(y)) for x, y in shape["vertices"])
    return path_data(Outline(points, absolute(shape["out_tangents"]), absolute(shape["in_tangents"]), shape["closed"]))


def short(track: list[Value]) -> tuple[Value, ...]:
    """A track as one value where it holds for all frames."""
    return (track[0],) if all(value == track[0] for value in track) else tuple(track)
