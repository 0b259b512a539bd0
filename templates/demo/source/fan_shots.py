"""The shots with the fan. Everything that does not depend on the fan is baked into their plates."""

from __future__ import annotations

from contracts.layers import ImageLayer, SolidLayer
from tasks.template.source import PersonalShot

from .cameras import Framing, ease_out, linear, move, path, placed
from .card_images import CARD_SIZE
from .foreground import haze, paper, sticks
from .lights import BREATH_LIGHT, CHORUS_LIGHT, HALL_LIGHT, LAST_LIGHT
from .scenery import (
    LEFT,
    RIGHT,
    between,
    caption,
    confetti,
    crowd,
    fan,
    flash,
    house,
    into_the_hall,
    name,
    punched,
    revealed,
    shadow,
    stage,
)
from .shots import PAPER_CRF, personal
from .song.score import TITLE
from .stage_plan import CHORUS, CYAN, HEAD_Y, MAGENTA, WALL_CENTRE, bars, beats


def close() -> PersonalShot:
    """The first words: face and microphone before a hall of lights out of focus."""
    start, frames = bars(4), bars(1)
    camera = path(
        (
            Framing((-1.5, HEAD_Y - 0.55, 9.2), (0.0, HEAD_Y - 0.30, 0.0), 20, -5),
            Framing((-0.6, HEAD_Y - 0.35, 8.4), (0.0, HEAD_Y - 0.26, 0.0), 20, -1.5),
            Framing((-0.1, HEAD_Y - 0.25, 8.1), (0.0, HEAD_Y - 0.24, 0.0), 20),
        ),
        frames,
        ease_out,
    )
    baked = (*stage(wall=0.95, beams=1.2, soft=0.022), flash(frames))
    drawn = (fan("sing"), haze())
    return personal("fan-close", start, frames, camera, baked, drawn, depends_on=("character", "voice"))


def low() -> PersonalShot:
    """From below with a wide lens, the name on the LED wall in perspective."""
    frames = beats(3)
    camera = move(
        Framing((5.3, 0.75, 9.6), (0.6, 5.6, -1.0), 43, -5),
        Framing((4.5, 0.6, 8.9), (0.4, 5.8, -1.0), 43, -2),
        frames,
        ease_out,
    )
    x, y, z = WALL_CENTRE
    drawn = (
        name("led", x - 8.8, y + 2.0, z, (15.0, 5.2), glow=MAGENTA, reveal=revealed(frames, 2, beats(1))),
        fan("sing", 4.1, 0.8, 4),
        haze(4.1, 0.8, 0.7),
    )
    baked = (*stage(wall=0.5, beams=1.2), shadow(4.1, 0.8, "fan"))
    return personal("fan-low", bars(5), frames, camera, baked, drawn, depends_on=("character", "name", "voice"))


def wave() -> PersonalShot:
    """Half figure, an arc around it, the first row's light sticks before it."""
    start, frames = bars(6), bars(1)
    camera = move(
        Framing((3.3, 3.5, 10.2), (0.15, 4.05, 0.0), 25, 3),
        Framing((1.0, 3.8, 10.0), (0.05, 4.15, 0.0), 25),
        frames,
        linear,
    )
    baked = (*stage(wall=0.9, beams=1.2, soft=0.011), flash(frames, MAGENTA, 0.35))
    drawn = (fan("wave"), haze(), sticks(frames, start))
    return personal("fan-wave", start, frames, camera, baked, drawn, depends_on=("character", "voice"))


def shoulder() -> PersonalShot:
    """Over the fan's shoulder into the hall: all of them are there for one."""
    frames = beats(3)
    camera = move(
        Framing((2.3, 6.5, -5.6), (0.55, 3.95, 8.0), 36, 4),
        Framing((1.4, 6.1, -4.9), (0.85, 4.1, 8.0), 36, 0),
        frames,
        ease_out,
    )
    baked = (*into_the_hall(soft=0.0055), shadow(0, 0, "fan"))
    drawn = (fan("sway", sings=False, gaze="ahead"),)
    return personal("fan-shoulder", bars(7), frames, camera, baked, drawn, depends_on=("character",), light=HALL_LIGHT)


def breath() -> PersonalShot:
    """The band stops: one held word, a face, the lamps behind."""
    frames = beats(1)
    camera = move(
        Framing((0.9, HEAD_Y - 0.1, 6.9), (0.0, HEAD_Y - 0.10, 0.0), 20, 5),
        Framing((0.7, HEAD_Y - 0.1, 6.5), (0.0, HEAD_Y - 0.08, 0.0), 20, 7),
        frames,
        linear,
    )
    baked = stage(wall=between(frames, 0.42, 0.22), beams=between(frames, 0.9, 0.5), strips=0.5, soft=0.03)
    drawn = (fan("sing"), haze(strength=1.2))
    return personal(
        "fan-breath", beats(31), frames, camera, baked, drawn, depends_on=("character", "voice"), light=BREATH_LIGHT
    )


def reveal() -> PersonalShot:
    """The drop: the name, as wide as the stage."""
    frames = beats(2)
    camera = move(
        Framing((0.0, 1.2, 18.5), (0.0, 6.7, -5.0), 39, -4),
        Framing((0.0, 0.9, 15.0), (0.0, 6.8, -5.0), 40),
        frames,
        ease_out,
    )
    drawn = (
        paper(frames, 1.6),
        name("neon", 0.0, 12.9, -13.4, (27.0, 5.0), glow=CYAN, scale=punched(frames, 0)),
        fan("air_punch", 0.0, -2.0, sings=False),
        haze(0.0, -2.0),
    )
    baked = (
        *stage(wall=0.62, beams=1.35, colours=CHORUS),
        shadow(0, -2.0, "fan"),
        confetti(0.55),
        crowd(1.1, CHORUS),
        flash(frames, strength=0.62),
    )
    return personal(
        "name-reveal",
        bars(8),
        frames,
        camera,
        baked,
        drawn,
        depends_on=("character", "name"),
        step=1,
        light=CHORUS_LIGHT,
        crf=PAPER_CRF,
    )


def figure() -> PersonalShot:
    """The whole figure, the camera runs around it; the move ends in a finger at the lens on the last beat."""
    start, frames = bars(9), bars(1)
    camera = path(
        (
            Framing((-5.4, 1.3, 10.2), (0.1, 3.05, 0.0), 36, 5),
            Framing((-2.6, 1.1, 10.7), (0.0, 3.05, 0.0), 36, 2),
            Framing((0.6, 1.4, 10.5), (0.0, 3.05, 0.0), 36, -1),
        ),
        frames,
        linear,
    )
    baked = (*stage(wall=0.95, beams=1.3, colours=CHORUS, soft=0.004), shadow(0, 0, "fan"), confetti(0.35))
    drawn = (fan("point_drop"), haze())
    return personal(
        "fan-dance", start, frames, camera, baked, drawn, depends_on=("character",), step=1, light=CHORUS_LIGHT
    )


def group() -> PersonalShot:
    """The fan between two of the house, the same steps."""
    start, frames = bars(10), beats(3)
    steps = "hip_sway"
    camera = move(
        Framing((-0.9, 2.9, 12.4), (0.0, 3.95, 0.0), 30, -3),
        Framing((0.0, 3.5, 11.2), (0.0, 4.1, 0.0), 30),
        frames,
        ease_out,
    )
    baked = (
        *stage(wall=0.95, beams=1.25, colours=CHORUS, soft=0.007),
        *house(LEFT, "left", steps, -2.45, -1.0, 10, seed=2),
        *house(RIGHT, "right", steps, 2.45, -1.0, -10, seed=3),
        confetti(0.4),
        shadow(0, 0.8, "fan"),
    )
    drawn = (fan(steps, 0, 0.8), haze(0, 0.8), paper(frames, of="far"))
    return personal("fan-group", start, frames, camera, baked, drawn, depends_on=("character",), light=CHORUS_LIGHT)


def ending() -> PersonalShot:
    """The last hit: a photocard, the fan in it, the name beside it."""
    frames = bars(1)
    # The card hangs left of the middle: the camera looks past the fan.
    camera = move(
        Framing((0.0, HEAD_Y - 0.4, 9.9), (1.66, HEAD_Y - 0.48, 0.0), 27),
        Framing((0.0, HEAD_Y - 0.35, 9.4), (1.57, HEAD_Y - 0.47, 0.0), 27),
        frames,
        ease_out,
    )
    card = ImageLayer(
        id="card",
        asset="images/ending-card.webp",
        width=CARD_SIZE[0],
        height=CARD_SIZE[1],
        screen_space=True,
        matrix_track=tuple(placed(scale=1 + 0.16 * max(0.0, 1 - frame / 6) ** 2) for frame in range(frames)),
    )
    drawn = (
        fan("heart", sings=False),
        card,
        paper(frames, 4.0, of="far"),
        name(
            "neon",
            0.40,
            0.07,
            0.0,
            (0.78, 0.24),
            glow=MAGENTA,
            reveal=revealed(frames, 3, beats(1)),
            screen_space=True,
        ),
        caption(TITLE.upper(), 0.40, -0.13, revealed(frames, beats(1), beats(0.5))),
    )
    studio = SolidLayer(id="studio", colour=(0.30, 0.10, 0.28), blend="add")
    baked = (*stage(wall=1.0, beams=1.3, colours=CHORUS, soft=0.02), studio)
    return personal(
        "ending", bars(14), frames, camera, baked, drawn, depends_on=("character", "name"), light=LAST_LIGHT
    )


FAN_SHOTS = (close, low, wave, shoulder, breath, reveal, figure, group, ending)
