"""How comps of this template are put together."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from contracts.comp import Comp, Light, Look
from contracts.layers import Layer
from contracts.space import Camera
from contracts.template import Dependency
from tasks.template.source import PersonalShot, StaticShot

from .lights import NIGHT_LIGHT
from .scenery import plate
from .stage_plan import FPS, SIZE_PX

BAKED = Look(bloom=0.55, vignette=0.35, msaa_samples=4)
"""Finish of what is drawn once, when the template is built."""
PER_FAN = Look(bloom=0.0, vignette=0.0, msaa_samples=4)
"""Finish of what is drawn for every fan: smooth edges, nothing else."""

CRF = 24
"""Quality of clips and plates."""
PAPER_CRF = 26
"""Where confetti costs most of the bytes and hides what is lost."""


def comp(
    name: str, frames: int, camera: Camera, layers: tuple[Layer, ...], look: Look = BAKED, light: Light = NIGHT_LIGHT
) -> Comp:
    width, height = SIZE_PX
    return Comp(
        id=name,
        width=width,
        height=height,
        fps=FPS,
        frames=frames,
        camera=camera,
        light=light,
        look=look,
        layers=layers,
    )


def static(
    name: str,
    start: int,
    frames: int,
    camera: Camera,
    layers: tuple[Layer, ...],
    *,
    step: int = 1,
    light: Light = NIGHT_LIGHT,
    crf: int = CRF,
) -> StaticShot:
    picture = comp(name, frames, camera, layers, light=light)
    return StaticShot(start_frame=start, comp=picture, step_frames=step, crf=crf)


def personal(
    name: str,
    start: int,
    frames: int,
    camera: Camera,
    baked: tuple[Layer, ...],
    drawn: tuple[Layer, ...],
    *,
    depends_on: tuple[Dependency, ...],
    step: Literal[1, 2] = 2,
    light: Light = NIGHT_LIGHT,
    crf: int = CRF,
) -> PersonalShot:
    """`baked` lies under `drawn`, seen by the same camera; both are drawn every `step` frames, so they never slide."""
    return PersonalShot(
        start_frame=start,
        plate=comp(f"{name}-plate", frames, camera, baked, light=light),
        comp=comp(name, frames, camera, (plate(f"plates/{name}.mp4"), *drawn), PER_FAN, light),
        depends_on=depends_on,
        plate_step_frames=step,
        plate_crf=crf,
        drawing_step_frames=step,
    )


def at_size(shot: StaticShot | PersonalShot, size_px: tuple[int, int]) -> StaticShot | PersonalShot:
    """The same pictures with more or fewer pixels: nothing but size and focal length is counted in pixels."""
    if isinstance(shot, StaticShot):
        return replace(shot, comp=_resized(shot.comp, size_px))
    return replace(shot, comp=_resized(shot.comp, size_px), plate=shot.plate and _resized(shot.plate, size_px))


def _resized(comp: Comp, size_px: tuple[int, int]) -> Comp:
    width, height = size_px
    zooms = tuple(round(zoom * height / comp.height, 3) for zoom in comp.camera.zoom_px_track)
    camera = comp.camera.model_copy(update={"zoom_px_track": zooms})
    return comp.model_copy(update={"width": width, "height": height, "camera": camera})
