"""The comp around an imported one."""

from __future__ import annotations

from contracts.comp import Comp, Look
from contracts.layers import PrecompLayer
from contracts.precomp import Group
from contracts.space import Camera
from tasks.comp_import.report import Report

COMP_ID = "imported"
ACROSS_PX, DOWN_PX = 8, 4
LARGEST_PX = 8192
IDENTITY = (1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)


def outer_comp(group: Group, fps: float, frames: int, report: Report) -> Comp:
    """A comp with one precomp layer, as large as the group, rounded up to what encoders take; the rest stays empty."""
    if fps != round(fps):
        report.add("comp", "frame rate", f"{fps:g} fps are played as {round(fps)}")
    across, down = padded_size(group.width, group.height)
    return Comp(
        id=COMP_ID,
        width=across,
        height=down,
        fps=max(1, round(fps)),
        frames=frames,
        transparent=True,
        camera=Camera(matrix_track=(IDENTITY,), zoom_px_track=(float(group.height),)),
        look=Look(msaa_samples=0),
        layers=(PrecompLayer(id="comp", group=group),),
    )


def padded_size(width: int, height: int) -> tuple[int, int]:
    """The smallest size of a comp that holds a picture of `width` x `height`."""
    return -(-width // ACROSS_PX) * ACROSS_PX, -(-height // DOWN_PX) * DOWN_PX
