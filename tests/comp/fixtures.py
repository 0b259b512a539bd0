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


def shape(*shapes: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A shape layer, the topmost shape first."""
    layer = {"ty": 4, "nm": "shapes", "ind": 1, "ip": 0, "op": 48, "st": 0, "ks": transform(), "shapes": list(shapes)}
    return layer | fields


def group(*shapes: dict[str, Any], **fields: Any) -> dict[str, Any]:
    placed = {"ty": "tr", "p": still([0, 0]), "a": still([0, 0]), "s": still([100, 100]), "r": still(0)}
    return {"ty": "gr", "it": [*shapes, placed | {"o": still(100), "sk": still(0), "sa": still(0)} | fields]}


def path(*points: tuple[float, float], closed: bool = True) -> dict[str, Any]:
    flat = [[0, 0]] * len(points)
    return {"ty": "sh", "ks": still({"v": [list(point) for point in points], "i": flat, "o": flat, "c": closed})}


def rect(x: float, y: float, width: float, height: float, **fields: Any) -> dict[str, Any]:
    return {"ty": "rc", "d": 1, "p": still([x, y]), "s": still([width, height]), "r": still(0)} | fields


def ellipse(x: float, y: float, width: float, height: float, **fields: Any) -> dict[str, Any]:
    return {"ty": "el", "d": 1, "p": still([x, y]), "s": still([width, height])} | fields


def fill(red: float, green: float, blue: float, **fields: Any) -> dict[str, Any]:
    return {"ty": "fl", "c": still([red, green, blue, 1]), "o": still(100), "r": 1, "bm": 0} | fields


def stroke(red: float, green: float, blue: float, width: float = 10, **fields: Any) -> dict[str, Any]:
    base = {"ty": "st", "c": still([red, green, blue, 1]), "o": still(100), "w": still(width)}
    return base | {"lc": 1, "lj": 1, "ml": 4, "bm": 0} | fields


def repeater(copies: float, **fields: Any) -> dict[str, Any]:
    change = {"ty": "tr", "p": still([40, 0]), "a": still([0, 0]), "s": still([100, 100]), "r": still(0)}
    change |= {"so": still(100), "eo": still(100)}
    return {"ty": "rp", "c": still(copies), "o": still(0), "m": 1, "tr": change | fields}


def glyph(character: str, width: float = 60) -> dict[str, Any]:
    """A glyph of the family Blocks: a block of 50 x 70 hundredths of the size."""
    outline = group(path((5, 0), (55, 0), (55, -70), (5, -70)))
    outline["it"] = outline["it"][:1]
    data = {"shapes": [outline]} if character != " " else {}
    return {"ch": character, "fFamily": "Blocks", "style": "Regular", "size": 100, "w": width, "data": data}


def text(written: str, size: float = 40, animators: tuple[dict[str, Any], ...] = (), **fields: Any) -> dict[str, Any]:
    """A text layer in Blocks with its first baseline at 100, 80."""
    document = {"s": size, "f": "Blocks-Regular", "t": written, "j": 0, "tr": 0, "lh": size * 1.2, "ls": 0}
    document |= {"fc": [1, 0, 0]} | fields
    content = {"d": {"k": [{"s": document, "t": 0}]}, "p": {}, "m": {"g": 1, "a": still([0, 0])}, "a": list(animators)}
    layer = {"ty": 5, "nm": "text", "ind": 1, "ip": 0, "op": 48, "st": 0, "t": content}
    return layer | {"ks": transform(p=still([100, 80, 0]))}


def text_file(*layers: dict[str, Any]) -> dict[str, Any]:
    font = {"fName": "Blocks-Regular", "fFamily": "Blocks", "fStyle": "Regular", "ascent": 75}
    return file(*layers, fonts={"list": [font]}, chars=[glyph(character) for character in "ABC "])
