"""The shots with the fan. Everything that does not depend on the fan is baked into their plates."""

from __future__ import annotations

from contracts.layers import ImageLayer
from tasks.template.source import PersonalShot

from .cameras import Framing, ease_out, linear, move
from .scenery import LEFT, RIGHT, confetti, crowd, fan, house, name, revealed, shadow, stage
from .shots import personal
from .stage_plan import CHORUS, CYAN, GOLD, HEAD_Y, MAGENTA, SIZE_PX, WALL_CENTRE, bars, beats


def close() -> PersonalShot:
    """The first words: face and microphone."""
    frames = bars(1)
    camera = move(
        Framing((-0.45, HEAD_Y - 0.25, 7.6), (0.0, HEAD_Y - 0.26, 0.0), 22),
        Framing((0.05, HEAD_Y - 0.2, 7.1), (0.0, HEAD_Y - 0.22, 0.0), 22),
        frames,
        linear,
    )
    baked = (*stage(wall=0.75), shadow(0, 0, "fan"))
    return personal(
        "fan-close", bars(4), frames, camera, baked, (fan("sing"),), depends_on=("character", "voice"), plate_step=2
    )


def wave() -> PersonalShot:
    """Half figure, waving."""
    frames = bars(1)
    camera = move(
        Framing((1.2, 3.7, 10.6), (0.1, 4.15, 0.0), 27, 1),
        Framing((0.7, 3.8, 10.1), (0.1, 4.2, 0.0), 27),
        frames,
        linear,
    )
    baked = (*stage(wall=0.8), shadow(0, 0, "fan"))
    return personal(
        "fan-wave", bars(5), frames, camera, baked, (fan("wave"),), depends_on=("character", "voice"), plate_step=2
    )


def low() -> PersonalShot:
    """From below, the name on the LED wall in perspective."""
    frames = bars(1)
    camera = move(
        Framing((5.1, 0.7, 9.4), (0.5, 5.7, -1.0), 42, -2),
        Framing((4.6, 0.6, 9.0), (0.4, 5.8, -1.0), 42, -2),
        frames,
        linear,
    )
    x, y, z = WALL_CENTRE
    drawn = (
        name("led", x - 8.8, y + 2.0, z, (15.0, 5.2), glow=MAGENTA, reveal=revealed(frames, 2, beats(1.5))),
        fan("sing", 4.1, 0.8, 4),
    )
    baked = (*stage(wall=0.52), shadow(4.1, 0.8, "fan"))
    return personal(
        "fan-low", bars(6), frames, camera, baked, drawn, depends_on=("character", "name", "voice"), plate_step=2
    )


def wide() -> PersonalShot:
    """The whole stage, the name in neon letters above the fan."""
    frames = bars(0.75)
    camera = move(
        Framing((0.0, 2.7, 27.5), (0.0, 5.0, -2.0), 33),
        Framing((0.0, 2.5, 25.5), (0.0, 5.1, -2.0), 33),
        frames,
        ease_out,
    )
    drawn = (
        name("neon", 0.0, 9.6, -7.0, (20.0, 4.8), glow=CYAN, reveal=revealed(frames, 2, beats(1))),
        fan("point"),
    )
    baked = (*stage(wall=0.5, beams=0.9), shadow(0, 0, "fan"), crowd())
    return personal(
        "fan-wide", bars(7), frames, camera, baked, drawn, depends_on=("character", "name", "voice"), plate_step=2
    )


def group() -> PersonalShot:
    """The fan between two of the house."""
    frames = bars(0.75)
    camera = move(
        Framing((0.0, 3.6, 12.2), (0.0, 4.1, 0.0), 31, 1),
        Framing((0.0, 3.7, 11.6), (0.0, 4.15, 0.0), 31),
        frames,
        linear,
    )
    baked = (
        *stage(wall=0.8, colours=CHORUS),
        *house(LEFT, "left", "sing", -2.5, -1.1, 10, seed=2),
        *house(RIGHT, "right", "sing", 2.5, -1.1, -10, seed=3),
        confetti(0.45),
        shadow(0, 0.8, "fan"),
    )
    return personal(
        "fan-group", bars(9), frames, camera, baked, (fan("sing", 0, 0.8),), depends_on=("character",), plate_step=2
    )


def ending() -> PersonalShot:
    """The picture that stays: the fan, a heart, the name."""
    frames = bars(1)
    camera = move(
        Framing((0.0, 4.1, 9.4), (0.0, 4.0, 0.0), 30), Framing((0.0, 4.2, 8.8), (0.0, 4.1, 0.0), 30), frames, ease_out
    )
    drawn = (
        fan("heart", sings=False),
        name(
            "neon",
            0.0,
            -0.335,
            0.0,
            (1.25, 0.19),
            glow=MAGENTA,
            colour=GOLD,
            reveal=revealed(frames, 4, beats(1)),
            screen_space=True,
        ),
    )
    border = ImageLayer(
        id="border", asset="images/ending-border.png", width=SIZE_PX[0] / SIZE_PX[1], height=1.0, screen_space=True
    )
    baked = (*stage(wall=0.8), shadow(0, 0, "fan"), confetti(0.7), border)
    return personal("ending", bars(14), frames, camera, baked, drawn, depends_on=("character", "name"), plate_step=2)


FAN_SHOTS = (close, wave, low, wide, group, ending)
