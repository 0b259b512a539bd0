"""Layers that the shots share: the stage, who stands on it, the fan and the name."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from contracts.character import Character
from contracts.layers import ImageLayer, Layer, PerformerLayer, SetLayer, TextLayer

from .camera import laid_flat, placed
from .plan import BLUE, COLOURS

LIGHTS_SEED = 3
"""Stage and beams share it, so that the beams meet the floor where its pools of light are."""
LEAD = Character(skin_tone=5, hair_style="ponytail", hair_colour="violet", outfit="white")
FONT = "sans-serif"
"""A family of fonts/, e.g. `MyFont` for fonts/MyFont-Bold.woff2, or what the machine has."""


def stage(wall: float = 0.8) -> tuple[Layer, ...]:
    """Hall, LED wall, stage and beams, from the back to the front; `wall` is the wall's brightness."""
    return (
        SetLayer(id="backdrop", name="backdrop", seed=5, colours=COLOURS),
        SetLayer(id="screens", name="screens", colours=COLOURS, intensity_track=(wall,)),
        SetLayer(id="stage", name="stage", seed=LIGHTS_SEED, colours=COLOURS),
        SetLayer(id="beams", name="beams", seed=LIGHTS_SEED, colours=COLOURS),
    )


def crowd() -> SetLayer:
    return SetLayer(id="crowd", name="crowd", seed=11, colours=COLOURS)


def lead() -> tuple[Layer, ...]:
    """The performer who is in every video."""
    return shadow("lead"), PerformerLayer(id="lead", character=LEAD, motion="sing", sings=False)


def fan_performer() -> PerformerLayer:
    """The fan's character; its shadow lies in the plate."""
    return PerformerLayer(id="fan", slot="fan", motion="sing", seed=7)


def fan_name(frames: int, reveal_frames: int) -> TextLayer:
    """The fan's name in neon above the stage, written from left to right."""
    reveal = tuple(round(min(1.0, frame / reveal_frames), 4) for frame in range(frames))
    return TextLayer(
        id="name",
        slot="name",
        width=15.0,
        height=2.8,
        font_family=FONT,
        glow=BLUE,
        look="neon",
        reveal_track=reveal,
        matrix_track=(placed(0.0, 8.9, -7.0),),
    )


def shadow(of: str) -> ImageLayer:
    """The soft shadow below a performer at the centre."""
    return ImageLayer(
        id=f"shadow-{of}",
        asset="images/shadow.png",
        width=2.8,
        height=2.0,
        blend="multiply",
        matrix_track=(laid_flat(0.0, 0.01, 0.0),),
    )


def shadow_png() -> bytes:
    """A dark spot that fades to nothing."""
    y, x = np.mgrid[-1:1:64j, -1:1:64j]
    rgba = np.zeros((64, 64, 4), np.uint8)
    rgba[..., 3] = np.clip(1 - np.hypot(x, y), 0, 1) ** 1.3 * 165
    file = io.BytesIO()
    Image.fromarray(rgba).save(file, "PNG")
    return file.getvalue()
