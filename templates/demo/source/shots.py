"""How comps of this template are put together."""

from __future__ import annotations

from contracts.comp import Comp, Look
from contracts.layers import Layer
from contracts.space import Camera
from contracts.template import Dependency
from tasks.template.source import PersonalShot, StaticShot

from .scenery import plate
from .stage_plan import FPS, SIZE_PX

BAKED = Look(bloom=0.55, vignette=0.35, msaa_samples=4)
"""Finish of what is drawn once, when the template is built."""
PER_FAN = Look(bloom=0.0, vignette=0.0, msaa_samples=4)
"""Finish of what is drawn for every fan: smooth edges, nothing else."""


def comp(name: str, frames: int, camera: Camera, layers: tuple[Layer, ...], look: Look = BAKED) -> Comp:
    width, height = SIZE_PX
    return Comp(id=name, width=width, height=height, fps=FPS, frames=frames, camera=camera, look=look, layers=layers)


def static(
    name: str, start: int, frames: int, camera: Camera, layers: tuple[Layer, ...], *, step: int = 1
) -> StaticShot:
    return StaticShot(start_frame=start, comp=comp(name, frames, camera, layers), step_frames=step)


def personal(
    name: str,
    start: int,
    frames: int,
    camera: Camera,
    baked: tuple[Layer, ...],
    drawn: tuple[Layer, ...],
    *,
    depends_on: tuple[Dependency, ...],
    plate_step: int = 1,
) -> PersonalShot:
    """`baked` lies under `drawn`, seen by the same camera."""
    return PersonalShot(
        start_frame=start,
        plate=comp(f"{name}-plate", frames, camera, baked),
        comp=comp(name, frames, camera, (plate(f"plates/{name}.mp4"), *drawn), PER_FAN),
        depends_on=depends_on,
        plate_step_frames=plate_step,
        drawing_step_frames=2,
    )
