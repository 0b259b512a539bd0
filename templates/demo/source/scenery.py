"""Layers that many shots share: the stage around the performers, the house performers, the name."""

from __future__ import annotations

from typing import Literal

from contracts.character import Character, FaceProportions, Rgb
from contracts.layers import (
    DefocusLayer,
    ImageLayer,
    Layer,
    PerformerLayer,
    PlateLayer,
    SetLayer,
    SolidLayer,
    TextLayer,
)
from contracts.performance import Gaze, Motion

from .cameras import laid_flat, placed
from .stage_plan import CYAN, FONT, MAGENTA, NIGHT, WALL_CENTRE, WHITE

LIGHTS_SEED = 3
"""Stage and beams share it, so that the beams meet the floor where its pools of light are."""

LEAD = Character(
    skin_tone=3,
    hair_style="long_straight",
    hair_colour="violet",
    eye_colour=(0.36, 0.42, 0.92),
    face=FaceProportions(lashes=0.9, eyes=0.2),
    outfit="night",
)
LEFT = Character(
    skin_tone=9,
    hair_style="afro",
    hair_colour="espresso",
    eye_colour=(0.62, 0.44, 0.2),
    face=FaceProportions(lips=0.5, lashes=0.8),
    fringe="none",
    outfit="white",
)
RIGHT = Character(
    skin_tone=5,
    hair_style="two_block",
    hair_colour="ink",
    eye_colour=(0.32, 0.24, 0.2),
    brow="bold",
    glasses="round",
    face=FaceProportions(jaw=0.4, lashes=0.2, eyes=-0.1),
    outfit="ruby",
)

Track = tuple[float, ...]


def stage(
    *,
    wall: float | Track = 1.0,
    beams: float | Track = 1.0,
    strips: float | Track = 1.0,
    colours: tuple[Rgb, ...] = NIGHT,
    on_wall: tuple[Layer, ...] = (),
    soft: float | Track = 0.0,
) -> tuple[Layer, ...]:
    """Hall, LED wall, what stands on the wall, stage and beams, from the back to the front.

    `soft` is how far all of it is out of focus, see `DefocusLayer.radius_track`.
    """
    layers: tuple[Layer, ...] = (
        SetLayer(id="backdrop", name="backdrop", seed=5, colours=colours),
        SetLayer(id="screens", name="screens", colours=colours, intensity_track=_track(wall)),
        *on_wall,
        SetLayer(id="stage", name="stage", seed=LIGHTS_SEED, colours=colours, intensity_track=_track(strips)),
        SetLayer(id="beams", name="beams", seed=LIGHTS_SEED, colours=colours, intensity_track=_track(beams)),
    )
    return (*layers, DefocusLayer(id="lens", radius_track=_track(soft))) if any(_track(soft)) else layers


def into_the_hall(*, beams: Track = (0.9,), strips: Track = (1.0,), soft: float = 0.0) -> tuple[Layer, ...]:
    """What is seen from the stage: the audience first, the floor before it."""
    sky, _, floor, lamps = stage(beams=beams, strips=strips)
    lens = (DefocusLayer(id="lens", radius_track=(soft,)),) if soft else ()
    return (sky, crowd(1.25), floor, lamps, *lens)


def _track(value: float | Track) -> Track:
    return value if isinstance(value, tuple) else (value,)


def crowd(intensity: float = 1.0, colours: tuple[Rgb, ...] = NIGHT) -> SetLayer:
    return SetLayer(id="crowd", name="crowd", seed=11, colours=colours, intensity_track=(intensity,))


def confetti(share: float = 1.0, seed: int = 23) -> SetLayer:
    return SetLayer(id="confetti", name="confetti", seed=seed, intensity_track=(share,))


def flash(frames: int, colour: Rgb = WHITE, strength: float = 0.42) -> SolidLayer:
    """The blink of light on a hard cut."""
    fall = tuple(round(max(0.0, strength * (1 - frame / 6)) ** 1.5, 4) for frame in range(frames))
    return SolidLayer(id="flash", colour=colour, blend="add", opacity_track=fall)


def plate(asset: str) -> PlateLayer:
    return PlateLayer(id="plate", asset=asset)


def house(
    who: Character,
    name: str,
    motion: Motion,
    x: float = 0.0,
    z: float = 0.0,
    yaw: float = 0.0,
    seed: int = 1,
    sings: bool = True,
    gaze: Gaze = "camera",
) -> tuple[Layer, ...]:
    """A fixed performer with the shadow below."""
    performer = PerformerLayer(
        id=name, character=who, motion=motion, seed=seed, sings=sings, gaze=gaze, matrix_track=(placed(x, 0, z, yaw),)
    )
    return (shadow(x, z, name), performer)


def fan(
    motion: Motion, x: float = 0.0, z: float = 0.0, yaw: float = 0.0, sings: bool = True, gaze: Gaze = "camera"
) -> PerformerLayer:
    """The fan's character; the plate has the shadow."""
    return PerformerLayer(
        id="fan", slot="fan", motion=motion, seed=7, sings=sings, gaze=gaze, matrix_track=(placed(x, 0, z, yaw),)
    )


def shadow(x: float, z: float, of: str) -> ImageLayer:
    """Soft contact shadow on the floor."""
    return ImageLayer(
        id=f"shadow-{of}",
        asset="images/shadow.png",
        width=2.8,
        height=2.0,
        blend="multiply",
        matrix_track=(laid_flat(x, 0.01, z),),
    )


def on_wall(text: str, *, reveal: tuple[float, ...] = (1.0,), size: tuple[float, float] = (25.0, 5.0)) -> TextLayer:
    """Words on the LED wall."""
    return TextLayer(
        id="title",
        text=text,
        width=size[0],
        height=size[1],
        font_family=FONT,
        colour=WHITE,
        glow=MAGENTA,
        look="neon",
        reveal_track=reveal,
        matrix_track=(placed(WALL_CENTRE[0], WALL_CENTRE[1] + 2.6, WALL_CENTRE[2]),),
    )


def name(
    look: Literal["plain", "neon", "led", "foil"],
    x: float,
    y: float,
    z: float,
    size: tuple[float, float],
    *,
    yaw: float = 0.0,
    glow: Rgb | None = CYAN,
    colour: Rgb = WHITE,
    reveal: tuple[float, ...] = (1.0,),
    scale: tuple[float, ...] = (1.0,),
    screen_space: bool = False,
) -> TextLayer:
    """The fan's name; `scale` is a track."""
    return TextLayer(
        id="name",
        slot="name",
        width=size[0],
        height=size[1],
        font_family=FONT,
        colour=colour,
        glow=glow,
        look=look,
        screen_space=screen_space,
        reveal_track=reveal,
        matrix_track=tuple(placed(x, y, z, yaw, factor) for factor in scale),
    )


def caption(text: str, x: float, y: float, reveal: Track) -> TextLayer:
    """A small line of words on the frame; `x` and `y` in frame heights from its centre."""
    return TextLayer(
        id="caption",
        text=text,
        width=0.5,
        height=0.035,
        font_family=FONT,
        colour=(1.0, 0.9, 0.98),
        screen_space=True,
        reveal_track=reveal,
        matrix_track=(placed(x, y, 0.0),),
    )


def revealed(frames: int, start: int, duration: int) -> tuple[float, ...]:
    """0 until `start`, then to 1 within `duration` frames."""
    return tuple(round(min(1.0, max(0.0, (frame - start) / duration)), 4) for frame in range(frames))


def between(frames: int, start: float, end: float, first: int = 0, last: int | None = None) -> Track:
    """From `start` to `end`, in a straight line from frame `first` to frame `last` (None: the last one)."""
    span = (frames - 1 if last is None else last) - first
    return tuple(
        round(start + (end - start) * min(1.0, max(0.0, (frame - first) / span)), 4) for frame in range(frames)
    )


def punched(frames: int, start: int, size: float = 1.35) -> Track:
    """A scale that falls from `size` to 1 within five frames from `start` on, and grows slowly after that."""
    return tuple(
        round(1 + (size - 1) * max(0.0, 1 - max(0, frame - start) / 5) ** 2 + 0.0006 * max(0, frame - start - 5), 4)
        for frame in range(frames)
    )
