"""The shots. What does not depend on the fan is drawn once, when the template is built."""

from __future__ import annotations

from contracts.comp import Comp, Look
from contracts.layers import Layer, PlateLayer
from contracts.space import Camera
from tasks.template.source import KitPicture, PersonalShot, StaticShot

from .camera import Framing, move, rest
from .plan import SIZE_PX
from .song.timing import CUE_BAR, CUE_BARS, FPS, bars, beats
from .stage import crowd, fan_name, fan_performer, lead, shadow, stage

BAKED = Look(bloom=0.5, vignette=0.35)
PER_FAN = Look()
"""No bloom, no vignette: they are in the plate."""


def comp(name: str, frames: int, camera: Camera, layers: tuple[Layer, ...], look: Look = BAKED) -> Comp:
    width, height = SIZE_PX
    return Comp(id=name, width=width, height=height, fps=FPS, frames=frames, camera=camera, look=look, layers=layers)


def opening() -> StaticShot:
    """From the hall towards the stage."""
    frames = bars(1)
    camera = move(Framing((-6.0, 5.0, 34.0), (0.0, 5.0, 0.0), 38), Framing((0.0, 3.0, 22.0), (0.0, 5.4, 0.0)), frames)
    return StaticShot(start_frame=0, comp=comp("opening", frames, camera, (*stage(), *lead(), crowd())), step_frames=2)


def fan() -> PersonalShot:
    """The fan sings, the name lights up above."""
    frames = bars(CUE_BARS)
    camera = move(
        Framing((0.8, 3.2, 16.0), (0.0, 4.9, 0.0), 36), Framing((-0.4, 3.0, 13.5), (0.0, 4.9, 0.0), 36), frames
    )
    drawn = (PlateLayer(id="plate", asset="plates/fan.mp4"), fan_name(frames, beats(2)), fan_performer())
    return PersonalShot(
        start_frame=bars(CUE_BAR),
        plate=comp("fan-plate", frames, camera, (*stage(wall=0.45), shadow("fan"))),
        comp=comp("fan", frames, camera, drawn, PER_FAN),
        depends_on=("character", "name", "voice"),
        plate_step_frames=2,
        drawing_step_frames=2,
    )


def hall() -> StaticShot:
    """The last look, high above the audience."""
    frames = bars(1)
    camera = move(
        Framing((3.0, 6.0, 26.0), (0.0, 4.6, 0.0), 36), Framing((5.0, 9.0, 36.0), (0.0, 4.2, 0.0), 36), frames
    )
    start = bars(CUE_BAR + CUE_BARS)
    return StaticShot(start_frame=start, comp=comp("hall", frames, camera, (*stage(), *lead(), crowd())), step_frames=2)


def sticker() -> KitPicture:
    """A transparent picture of the fan."""
    side_px = 512
    performer = fan_performer().model_copy(update={"motion": "heart", "sings": False})
    picture = Comp(
        id="sticker",
        width=side_px,
        height=side_px,
        fps=FPS,
        frames=bars(1),
        transparent=True,
        camera=rest(Framing((0.0, 3.9, 12.0), (0.0, 3.9, 0.0), 26), side_px),
        layers=(performer,),
    )
    return KitPicture(comp=picture, depends_on=("character",), frame=beats(1))
