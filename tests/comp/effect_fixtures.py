"""Small Bodymovin files with effects, adjustment layers, layer styles and motion blur."""

from __future__ import annotations

from typing import Any

from tests.comp.fixtures import SIZE, still, transform

SHAPE_EDGE = 90


def effect(name: str, *values: Any, **fields: Any) -> dict[str, Any]:
    """An effect by match name; values in the order of After Effects, None for one that counts for nothing."""
    listed = [{"ty": 0, "nm": f"{number}", "v": _property(value)} for number, value in enumerate(values)]
    kind = KINDS.get(name, 5)
    return {"ty": kind, "nm": name.removeprefix("ADBE "), "mn": name, "en": 1, "ef": listed} | fields


# The numbers by which lottie-web knows effects.
KINDS = {
    "ADBE Tint": 20,
    "ADBE Fill": 21,
    "ADBE Tritone": 23,
    "ADBE Pro Levels2": 24,
    "ADBE Drop Shadow": 25,
    "ADBE Gaussian Blur 2": 29,
    "ADBE Geometry2": 35,
}
SINGLE = (0, 1, 1, 0, 1)


def pro_levels(*master: float) -> dict[str, Any]:
    """Levels with one range for all channels."""
    values: list[Any] = [1, 1, 1, *master]
    for _ in range(4):
        values += [None, None, *SINGLE]
    return effect("ADBE Pro Levels2", *values)


def shape(index: int, *fills: tuple[float, float, float], **fields: Any) -> dict[str, Any]:
    """A shape layer: squares of each colour side by side around the layer's origin."""
    parts: list[dict[str, Any]] = []
    width = SHAPE_EDGE / len(fills)
    for number, colour in enumerate(fills):
        centre = [(number + 0.5) * width - SHAPE_EDGE / 2, 0]
        outline = {"ty": "rc", "p": still(centre), "s": still([width, SHAPE_EDGE]), "r": still(0), "d": 1}
        fill = {"ty": "fl", "c": still([*colour, 1]), "o": still(100), "r": 1}
        place = {"ty": "tr", "p": still([0, 0]), "a": still([0, 0]), "s": still([100, 100]), "r": still(0)}
        place |= {"o": still(100), "sk": still(0), "sa": still(0)}
        parts.append({"ty": "gr", "it": [outline, fill, place]})
    layer = {"ty": 4, "nm": f"shape {index}", "ind": index, "ip": 0, "op": 48, "st": 0, "shapes": parts}
    return layer | {"ks": transform(p=still([SIZE / 2, SIZE / 2, 0]), r=still(0))} | fields


def adjustment(index: int, *effects: dict[str, Any], **fields: Any) -> dict[str, Any]:
    layer = {"ty": 12, "nm": f"adjustment {index}", "ind": index, "ip": 0, "op": 48, "st": 0, "ks": transform()}
    return layer | {"ef": list(effects)} | fields


def _property(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    return still(0 if value is None else value)
