"""Small Bodymovin files for what no public file covers."""

from __future__ import annotations

from typing import Any

SIZE = 200


def still(value: Any) -> dict[str, Any]:
    return {"a": 0, "k": value}


def moving(*keys: tuple[float, Any], **more: Any) -> dict[str, Any]:
    """Keyframes `(frame, value)` with even speed."""
    even = {"i": {"x": [1], "y": [1]}, "o": {"x": [0], "y": [0]}}
    frames = [{"t": frame, "s": value if isinstance(value, list) else [value], **even, **more} for frame, value in keys]
    return {"a": 1, "k": frames}


def transform(**fields: Any) -> dict[str, Any]:
    base = {"o": still(100), "p": still([0, 0, 0]), "a": still([0, 0, 0]), "s": still([100, 100, 100])}
    return base | fields


def solid(index: int, colour: str, width: int = 80, height: int = 80, **fields: Any) -> dict[str, Any]:
    layer = {"ty": 1, "nm": f"solid {index}", "ind": index, "sw": width, "sh": height, "sc": colour}
    layer |= {"ip": 0, "op": 48, "st": 0, "ks": transform()}
    return layer | fields


def camera(index: int, zoom: Any, **fields: Any) -> dict[str, Any]:
    layer = {"ty": 13, "nm": "camera", "ind": index, "ddd": 1, "ip": 0, "op": 48, "st": 0, "pe": zoom}
    return layer | {"ks": {"p": still([SIZE / 2, SIZE / 2, -300])}} | fields


def null(index: int, **fields: Any) -> dict[str, Any]:
    return {"ty": 3, "nm": f"null {index}", "ind": index, "ip": 0, "op": 48, "st": 0, "ks": transform()} | fields


def file(*layers: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A comp of 48 frames at 24 fps."""
    base = {"v": "5.9.0", "fr": 24, "ip": 0, "op": 48, "w": SIZE, "h": SIZE, "layers": list(layers), "assets": []}
    return base | fields
