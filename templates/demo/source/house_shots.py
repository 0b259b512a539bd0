"""The shots without the fan: hall, crowd and the three house performers."""

from __future__ import annotations

from contracts.layers import Layer
from tasks.template.source import StaticShot

from .cameras import Framing, ease_in, ease_out, linear, move, path
from .scenery import LEAD, LEFT, RIGHT, Motion, confetti, crowd, flash, house, on_wall, revealed, stage
from .shots import static
from .stage_plan import CHORUS, HEAD_Y, bars, beats


def trio(motion: Motion, spread: float = 3.4, *, sings: bool = True) -> tuple[Layer, ...]:
    return (
        *house(LEFT, "left", motion, -spread, -1.4, 8, seed=2, sings=sings),
        *house(RIGHT, "right", motion, spread, -1.4, -8, seed=3, sings=sings),
        *house(LEAD, "lead", motion, 0.0, 0.6, seed=1, sings=sings),
    )


def opening() -> StaticShot:
    frames = bars(1.5)
    camera = path(
        (
            Framing((-9.0, 7.5, 52.0), (0.0, 5.0, 0.0), 40, -3),
            Framing((-3.5, 3.2, 36.0), (0.0, 5.4, 0.0), 37, -1),
            Framing((0.0, 2.6, 25.0), (0.0, 6.4, -4.0), 36),
        ),
        frames,
        ease_out,
    )
    title = on_wall("LIGHT THE SKY", reveal=revealed(frames, beats(2), beats(2)))
    lights_up = tuple(0.25 + 0.75 * share for share in revealed(frames, beats(1), beats(3)))
    layers = (*stage(wall=0.75, beams=lights_up, on_wall=(title,)), *trio("hold", sings=False), crowd())
    return static("opening", 0, frames, camera, layers)


def hall() -> StaticShot:
    """From behind the performers into the hall."""
    frames = bars(0.5)
    camera = move(
        Framing((-2.6, 6.6, -9.5), (0.5, 2.2, 16.0), 46, 2), Framing((-1.6, 7.2, -8.6), (0.5, 2.4, 16.0), 46), frames
    )
    sky, screens, floor, beams = stage(beams=0.8)
    del screens
    layers = (sky, crowd(1.1), floor, beams, *trio("cheer", sings=False))
    return static("hall", bars(1.5), frames, camera, layers)


def verse_trio() -> StaticShot:
    frames = bars(1)
    camera = move(
        Framing((2.8, 1.5, 15.5), (0.0, 3.9, 0.0), 34, 2), Framing((-2.2, 1.7, 13.0), (0.0, 4.0, 0.0), 34, -1), frames
    )
    return static("verse-trio", bars(2), frames, camera, (*stage(wall=0.85), *trio("sing")))


def verse_lead() -> StaticShot:
    frames = bars(0.5)
    camera = move(
        Framing((1.5, HEAD_Y - 0.3, 7.6), (0.05, HEAD_Y - 0.35, 0.6), 27),
        Framing((1.0, HEAD_Y - 0.2, 7.0), (0.05, HEAD_Y - 0.3, 0.6), 27),
        frames,
        linear,
    )
    layers = (*stage(wall=0.7), *house(LEAD, "lead", "sing", 0.0, 0.6))
    return static("verse-lead", bars(3), frames, camera, layers, step=2)


def verse_duo() -> StaticShot:
    frames = bars(0.5)
    camera = move(
        Framing((-7.5, 3.0, 8.5), (-0.2, 4.3, -1.2), 30, -2),
        Framing((-6.6, 3.4, 8.8), (0.2, 4.3, -1.2), 30, -2),
        frames,
    )
    layers = (
        *stage(wall=0.8),
        *house(RIGHT, "right", "sing", 2.0, -2.0, -24, seed=3),
        *house(LEFT, "left", "point", -1.6, 0.0, -18, seed=2),
    )
    return static("verse-duo", bars(3.5), frames, camera, layers, step=2)


def sky() -> StaticShot:
    """One beat straight up into beams and falling paper."""
    frames = beats(1)
    camera = move(
        Framing((0.0, 3.0, 14.0), (0.0, 11.0, -6.0), 52, 4),
        Framing((0.0, 3.0, 13.0), (0.0, 15.0, -6.0), 52, 8),
        frames,
        ease_in,
    )
    return static("sky", bars(7.75), frames, camera, (*stage(beams=1.2), confetti(0.6)))


def burst() -> StaticShot:
    frames = bars(1)
    camera = move(
        Framing((0.0, 4.6, 25.0), (0.0, 5.4, -2.0), 38),
        Framing((0.0, 3.4, 19.5), (0.0, 5.2, -2.0), 38),
        frames,
        ease_out,
    )
    lit = stage(beams=1.15, colours=CHORUS)
    layers = (*lit, *trio("jump"), confetti(), crowd(1.1, CHORUS), flash(frames))
    return static("burst", bars(8), frames, camera, layers)


def sticks() -> StaticShot:
    """Inside the crowd: light sticks against the stage."""
    frames = bars(0.5)
    camera = move(
        Framing((2.0, 1.9, 40.0), (0.2, 3.6, 0.0), 21, -2),
        Framing((0.9, 2.0, 40.0), (0.2, 3.6, 0.0), 21, -1),
        frames,
        linear,
    )
    layers = (*stage(colours=CHORUS), *trio("wave"), confetti(0.5), crowd(0.65, CHORUS))
    return static("sticks", bars(9.75), frames, camera, layers)


def chorus_left() -> StaticShot:
    frames = bars(0.5)
    camera = move(
        Framing((-1.2, 3.0, 8.4), (-0.2, 4.4, -0.6), 29, 3),
        Framing((-0.6, 3.2, 7.8), (-0.2, 4.5, -0.6), 29, 2),
        frames,
        linear,
    )
    layers = (*stage(wall=0.8, colours=CHORUS), *house(LEFT, "left", "wave", -0.2, -0.4, 4, seed=2), confetti(0.5))
    return static("chorus-left", bars(10.25), frames, camera, layers, step=2)


def chorus_right() -> StaticShot:
    frames = bars(0.5)
    camera = move(
        Framing((1.6, 2.6, 8.4), (0.2, 4.4, -0.6), 29, -3),
        Framing((1.0, 2.8, 7.8), (0.2, 4.5, -0.6), 29, -2),
        frames,
        linear,
    )
    layers = (*stage(wall=0.8, colours=CHORUS), *house(RIGHT, "right", "point", 0.2, -0.4, -4, seed=3), confetti(0.5))
    return static("chorus-right", bars(10.75), frames, camera, layers, step=2)


def drone() -> StaticShot:
    frames = bars(2.25)
    camera = path(
        (
            Framing((17.0, 8.5, 40.0), (0.0, 4.4, 0.0), 38, -6),
            Framing((7.0, 6.6, 25.0), (0.0, 4.2, 0.0), 36, -3),
            Framing((-3.4, 3.6, 11.5), (0.0, 4.0, 0.0), 34, 2),
        ),
        frames,
    )
    layers = (*stage(beams=1.1), *trio("cheer"), confetti(0.8), crowd())
    return static("drone", bars(11.25), frames, camera, layers)


def heart() -> StaticShot:
    frames = bars(0.5)
    camera = move(
        Framing((0.0, 3.9, 9.6), (0.0, 4.1, 0.0), 32), Framing((0.0, 4.1, 8.6), (0.0, 4.2, 0.0), 32), frames, ease_out
    )
    return static("heart", bars(13.5), frames, camera, (*stage(wall=0.8), *trio("heart", 2.5), confetti(0.5)), step=2)


HOUSE_SHOTS = (
    opening,
    hall,
    verse_trio,
    verse_lead,
    verse_duo,
    sky,
    burst,
    sticks,
    chorus_left,
    chorus_right,
    drone,
    heart,
)
