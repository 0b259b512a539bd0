"""Layers of an After Effects export that the fan fills in, and words."""

from __future__ import annotations

from typing import Any, get_args

from contracts.performance import Motion
from contracts.precomp import Actor, Drawing, Group, Picture, Words

Content = Drawing | Picture | Group | Actor | Words
MOTIONS: dict[str, Motion] = {motion: motion for motion in get_args(Motion)}
WEIGHTS = {
    "thin": 100,
    "hairline": 100,
    "extralight": 200,
    "ultralight": 200,
    "light": 300,
    "regular": 400,
    "medium": 500,
    "semibold": 600,
    "demibold": 600,
    "extrabold": 800,
    "ultrabold": 800,
    "bold": 700,
    "black": 900,
    "heavy": 900,
}
"""By the words of a font's style; longer names stand before those that they hold."""
NORMAL_WEIGHT = 400


def room_of(layer: dict[str, Any]) -> tuple[float, float, float, float]:
    """Left, top, width and height in the layer's pixels of what a slot has for itself.

    That of a text is its box, around the layer's origin unless the file says otherwise, else what its letters cover.
    """
    text = layer["text"]
    if text is None:
        width, height = layer["size_px"]
        return 0.0, 0.0, width, height
    if text["box_px"] is None:
        left, top, width, height = text["rect_px"]
        return left, top, width, height
    width, height = text["box_px"]
    left, top = text.get("box_position_px") or (-width / 2, -height / 2)
    return left, top, width, height


def actor_of(slot: dict[str, Any], layer_index: int, height_px: float) -> Actor:
    """The fan's character; a motion's name in the slot's label is what it does."""
    named = [MOTIONS[word] for word in slot["label"].lower().split() if word in MOTIONS]
    return Actor(slot="fan", height_px=height_px, motion=named[0] if named else "sing", seed=layer_index)


def words_of(text: dict[str, Any], is_name: bool, width: float, height: float) -> Words:
    """A text layer's words, or the fan's name in their place."""
    style = str(text["font_style"]).lower().replace(" ", "").replace("-", "")
    weights = (weight for word, weight in WEIGHTS.items() if word in style)
    red, green, blue = text["fill"] or text["stroke"] or (1.0, 1.0, 1.0)
    return Words(
        slot="name" if is_name else None,
        text=None if is_name else " ".join(text["text"].split("\n")),
        width=width,
        height=height,
        align=text["justification"] if text["justification"] in ("left", "right") else "center",
        font_family=text["font_family"] or text["font"],
        font_weight=next(weights, NORMAL_WEIGHT),
        colour=(red, green, blue),
    )


def shifted(matrix: tuple[float, ...], origin: tuple[float, float]) -> tuple[float, ...]:
    """A layer's matrix (column-major) for content whose origin lies at `origin` of the layer's pixels."""
    x, y = origin
    moved = (matrix[12 + row] + x * matrix[row] + y * matrix[4 + row] for row in range(3))
    return (*matrix[:12], *moved, matrix[15])
