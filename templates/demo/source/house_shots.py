"""The shots without the fan: hall, crowd and the three house performers."""

from __future__ import annotations

from contracts.layers import Layer
from tasks.template.source import StaticShot

from .cameras import Framing, ease_in, ease_in_out, ease_out, linear, move, path
from .lights import CHORUS_LIGHT, DARK_LIGHT, HALL_LIGHT
from .scenery import (
    LEAD,
    LEFT,
    RIGHT,
    Motion,
    between,
    confetti,
    crowd,
    flash,
    house,
    into_the_hall,
    on_wall,
    revealed,
    stage,
)
from .shots import PAPER_CRF, static
from .stage_plan import CHORUS, CYAN, HEAD_Y, MAGENTA, bars, beats


def trio(motion: Motion, spread: float = 3.0, *, sings: bool = True) -> tuple[Layer, ...]:
    return (
        *house(LEFT, "left", motion, -spread, -1.4, 8, seed=2, sings=sings),
        *house(RIGHT, "right", motion, spread, -1.4, -8, seed=3, sings=sings),
        *house(LEAD, "lead", motion, 0.0, 0.6, seed=1, sings=sings),
    )


def hush() -> StaticShot:
    """In the dark hall; sticks light up, far away a wall glows."""
    frames = bars(1)
    camera = path(
        (
            Framing((9.0, 1.4, 45.0), (0.0, 5.2, -4.0), 34, 3),
            Framing((4.0, 2.2, 41.0), (0.0, 5.0, -4.0), 33, 1),
            Framing((0.8, 3.4, 36.0), (0.0, 4.8, -4.0), 32),
        ),
        frames,
        ease_in_out,
    )
    layers = (
        *stage(
            wall=between(frames, 0.04, 0.5, 6), beams=between(frames, 0.05, 0.7, 14), strips=between(frames, 0.2, 1)
        ),
        *trio("hold", sings=False),
        crowd(0.9),
    )
    return static("hush", 0, frames, camera, layers, light=DARK_LIGHT)


def opening() -> StaticShot:
    """The song's title on the wall."""
    frames = bars(1)
    camera = path(
        (
            Framing((0.0, 1.2, 29.0), (0.0, 5.6, -6.0), 38, -3),
            Framing((0.0, 1.5, 22.0), (0.0, 6.4, -6.0), 38, -1),
            Framing((0.0, 1.7, 19.5), (0.0, 6.6, -6.0), 38),
        ),
        frames,
        ease_out,
    )
    title = on_wall("LIGHT THE SKY", reveal=revealed(frames, 2, beats(2)))
    layers = (*stage(wall=0.6, beams=1.25, on_wall=(title,)), *trio("hold", sings=False), flash(frames, MAGENTA, 0.4))
    return static("opening", bars(1), frames, camera, layers)


def verse_trio() -> StaticShot:
    frames = beats(3)
    camera = move(
        Framing((4.4, 1.2, 13.2), (0.0, 3.2, 0.0), 33, 4), Framing((-0.6, 1.5, 12.0), (0.0, 3.05, 0.0), 33, -1), frames
    )
    layers = (*stage(wall=0.9, beams=1.2, soft=0.005), *trio("sing", 2.7), flash(frames))
    return static("verse-trio", bars(2), frames, camera, layers)


def verse_lead() -> StaticShot:
    frames = beats(2)
    camera = move(
        Framing((1.9, HEAD_Y - 0.5, 8.4), (0.05, HEAD_Y - 0.28, 0.6), 21, 3),
        Framing((1.2, HEAD_Y - 0.3, 7.9), (0.05, HEAD_Y - 0.24, 0.6), 21, 1),
        frames,
        linear,
    )
    layers = (*stage(wall=0.95, beams=1.2, soft=0.022), *house(LEAD, "lead", "sing", 0.0, 0.6))
    return static("verse-lead", beats(11), frames, camera, layers, step=2)


def verse_duo() -> StaticShot:
    frames = beats(2)
    camera = move(
        Framing((-6.4, 3.2, 7.6), (-0.5, 4.3, -0.8), 27, -5),
        Framing((-5.4, 3.5, 7.8), (-0.3, 4.35, -0.8), 27, -3),
        frames,
    )
    layers = (
        *stage(wall=0.9, beams=1.2, soft=0.014),
        *house(RIGHT, "right", "sing", 1.5, -1.8, -30, seed=3),
        *house(LEFT, "left", "point", -1.4, 0.0, -22, seed=2),
    )
    return static("verse-duo", beats(13), frames, camera, layers, step=2)


def hall() -> StaticShot:
    """From behind the performers into the hall; in the gap only the sticks are left."""
    frames = beats(1)
    camera = move(
        Framing((-2.2, 6.4, -8.8), (0.4, 2.6, 16.0), 44, 4),
        Framing((-1.4, 6.8, -7.4), (0.4, 2.7, 16.0), 44),
        frames,
        linear,
    )
    lamps = tuple(1.0 if frame < 6 else 0.12 for frame in range(frames))
    layers = (*into_the_hall(beams=lamps, strips=lamps), *trio("cheer", sings=False))
    return static("hall", beats(15), frames, camera, layers, light=HALL_LIGHT)


def sticks() -> StaticShot:
    """Inside the crowd: light sticks against the stage."""
    frames = beats(1)
    camera = move(
        Framing((2.4, 1.9, 38.0), (0.4, 3.4, 0.0), 17, -6),
        Framing((1.6, 2.0, 38.0), (0.4, 3.4, 0.0), 17, -4),
        frames,
        linear,
    )
    layers = (*stage(beams=1.2, soft=0.01), crowd(1.0))
    return static("sticks", beats(23), frames, camera, layers)


def burst() -> StaticShot:
    frames = beats(2)
    camera = move(
        Framing((-3.0, 2.4, 17.0), (0.0, 4.4, -2.0), 36, 5),
        Framing((1.0, 2.2, 14.6), (0.0, 4.2, -2.0), 36, -1),
        frames,
        ease_out,
    )
    layers = (
        *stage(beams=1.3, colours=CHORUS, soft=0.003),
        *trio("jump_clap"),
        confetti(0.7),
        flash(frames, strength=0.4),
    )
    return static("burst", beats(34), frames, camera, layers, light=CHORUS_LIGHT, crf=PAPER_CRF)


def chorus_left() -> StaticShot:
    frames = beats(1)
    camera = move(
        Framing((-1.4, 3.2, 8.8), (-0.2, 4.35, -0.4), 25, 5),
        Framing((-1.0, 3.3, 8.4), (-0.2, 4.4, -0.4), 25, 4),
        frames,
        linear,
    )
    layers = (
        *stage(wall=0.95, beams=1.3, colours=CHORUS, soft=0.016),
        *house(LEFT, "left", "shoulder_groove", -0.2, -0.4, 4, seed=2),
        confetti(0.4),
    )
    return static("chorus-left", beats(43), frames, camera, layers, step=2, light=CHORUS_LIGHT)


def drone() -> StaticShot:
    """From high in the hall down to the performers."""
    frames = beats(3)
    camera = path(
        (
            Framing((19.0, 9.5, 38.0), (0.0, 4.2, 0.0), 38, -9),
            Framing((8.0, 6.4, 23.0), (0.0, 4.0, 0.0), 36, -5),
            Framing((-2.6, 3.0, 12.5), (0.0, 3.8, 0.0), 34, 2),
        ),
        frames,
    )
    layers = (*stage(beams=1.3, colours=CHORUS), *trio("two_step"), confetti(0.6), crowd(1.1, CHORUS))
    return static("drone", beats(44), frames, camera, layers, light=CHORUS_LIGHT, crf=PAPER_CRF)


def chorus_right() -> StaticShot:
    frames = beats(1)
    camera = move(
        Framing((1.8, 3.0, 8.8), (0.2, 4.4, -0.4), 25, -5),
        Framing((1.2, 3.1, 8.2), (0.2, 4.5, -0.4), 25, -4),
        frames,
        linear,
    )
    layers = (
        *stage(wall=0.95, beams=1.3, colours=CHORUS, soft=0.016),
        *house(RIGHT, "right", "point", 0.2, -0.4, -4, seed=3),
        confetti(0.4, seed=31),
    )
    return static("chorus-right", beats(47), frames, camera, layers, step=2, light=CHORUS_LIGHT)


def sea() -> StaticShot:
    """The break, half time: a long lens through the hall that sways."""
    frames = bars(1)
    camera = move(
        Framing((-6.0, 2.6, 44.0), (0.0, 4.2, 0.0), 20, -3),
        Framing((-1.5, 2.9, 44.0), (0.0, 4.3, 0.0), 19, 1),
        frames,
        linear,
    )
    layers = (*stage(wall=0.7, beams=0.9), *trio("body_wave"), crowd(0.85))
    return static("sea", bars(12), frames, camera, layers)


def rise() -> StaticShot:
    """ "Light the sky": from the performers up into the beams."""
    frames = beats(2)
    camera = move(
        Framing((0.0, 1.2, 15.5), (0.0, 4.6, -2.0), 42, 0),
        Framing((0.0, 1.0, 14.5), (0.0, 11.5, -6.0), 46, 3),
        frames,
        ease_in_out,
    )
    layers = (
        *stage(wall=0.8, beams=between(frames, 0.9, 1.6)),
        *trio("air_punch"),
        flash(frames, CYAN, 0.3),
    )
    return static("rise", bars(13), frames, camera, layers)


def hearts() -> StaticShot:
    """Roll and gap: the three say goodbye."""
    frames = beats(2)
    camera = move(
        Framing((0.0, 3.6, 11.0), (0.0, 4.15, 0.0), 28, 3),
        Framing((0.0, 3.9, 9.6), (0.0, 4.25, 0.0), 28, 0),
        frames,
        ease_in,
    )
    lamps = tuple(1.2 if frame < 18 else 0.25 for frame in range(frames))
    layers = (*stage(wall=0.9, beams=lamps, soft=0.012), *trio("heart", 2.3, sings=False), confetti(0.3))
    return static("hearts", bars(13.5), frames, camera, layers, step=2)


HOUSE_SHOTS = (
    hush,
    opening,
    verse_trio,
    verse_lead,
    verse_duo,
    hall,
    sticks,
    burst,
    chorus_left,
    drone,
    chorus_right,
    sea,
    rise,
    hearts,
)
