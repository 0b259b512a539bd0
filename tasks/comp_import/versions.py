"""Files of old exporters, brought to the form of today's.

Source: what Bodymovin's own player changes in files by the version that wrote them.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

COLOURS_OF_BYTES_BEFORE = (4, 1, 9)
PLAIN_TEXT_BEFORE = (4, 4, 14)
CLOSED_ON_SHAPE_BEFORE = (4, 4, 18)
ABSOLUTE_GLYPHS_BEFORE = (4, 7, 99)


def upgraded(data: dict[str, Any]) -> dict[str, Any]:
    """The file as a new exporter would have written it; a file that needs no change is returned as it is."""
    version = _version(data.get("v"))
    if version is None or version >= ABSOLUTE_GLYPHS_BEFORE:
        return data
    data = copy.deepcopy(data)
    for char in data.get("chars") or []:
        for shape in _shapes((char.get("data") or {}).get("shapes") or []):
            _change_paths(shape.get("ks"), _make_relative)
    for layer in _layers(data):
        if version < PLAIN_TEXT_BEFORE and layer.get("ty") == 5 and "k" not in layer["t"]["d"]:
            layer["t"]["d"] = {"k": [{"s": layer["t"]["d"], "t": 0}]}
        if version < CLOSED_ON_SHAPE_BEFORE:
            for mask in layer.get("masksProperties") or []:
                _change_paths(mask.get("pt"), _closer(mask.get("cl", False)))
        for shape in _shapes(layer.get("shapes") or []):
            if version < CLOSED_ON_SHAPE_BEFORE and shape.get("ty") == "sh":
                _change_paths(shape.get("ks"), _closer(shape.get("closed", False)))
            if version < COLOURS_OF_BYTES_BEFORE and shape.get("ty") in ("fl", "st"):
                _divide_colours(shape["c"])
    return data


def _version(text: Any) -> tuple[int, ...] | None:
    parts = str(text).split(".") if text else []
    return tuple(int(part) for part in parts) if parts and all(part.isdigit() for part in parts) else None


def _layers(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from data.get("layers") or []
    for asset in data.get("assets") or []:
        yield from asset.get("layers") or []


def _shapes(shapes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for shape in shapes:
        yield shape
        yield from _shapes(shape.get("it") or [])


def _change_paths(prop: Any, change: Callable[[dict[str, Any]], None]) -> None:
    """Calls `change` with every Bézier path of a property."""
    value = prop.get("k") if isinstance(prop, dict) else None
    if isinstance(value, dict):
        change(value)
    for key in value if isinstance(value, list) else []:
        for end in (key.get("s"), key.get("e")):
            for path in end if isinstance(end, list) else [end]:
                if isinstance(path, dict):
                    change(path)


def _closer(closed: bool) -> Callable[[dict[str, Any]], None]:
    def close(path: dict[str, Any]) -> None:
        path.setdefault("c", bool(closed))

    return close


def _make_relative(path: dict[str, Any]) -> None:
    for handles in "io":
        path[handles] = [
            [part - at for part, at in zip(handle, point, strict=False)]
            for handle, point in zip(path[handles], path["v"], strict=True)
        ]


def _divide_colours(prop: dict[str, Any]) -> None:
    value = prop["k"]
    if value and isinstance(value[0], dict):
        for key in value:
            for end in ("s", "e"):
                if end in key:
                    key[end] = _as_shares(key[end])
    else:
        prop["k"] = _as_shares(value)


def _as_shares(colour: list[float]) -> list[float]:
    """Some files of that time have shares of 1 all the same."""
    return [part / 255 for part in colour] if max(colour) > 1 else colour
