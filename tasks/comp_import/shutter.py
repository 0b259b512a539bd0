"""Motion blur: a comp's shutter, and an item as it is at the moments at which the shutter is open."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from contracts.precomp import Item, Moment
from contracts.space import Camera, Matrix4
from tasks.comp_import.transforms import Matrix

MOST_SAMPLES = 64
# The end of a layer is no longer part of it.
LAST_FRAMES = 1e-3
Value = TypeVar("Value")


@dataclass(frozen=True)
class Shutter:
    """`angle` degrees of a frame long, beginning `phase` degrees after the frame; both in frames here."""

    samples: int
    open_frames: float
    phase_frames: float

    @classmethod
    def of(cls, comp: dict[str, Any]) -> Shutter | None:
        """The shutter of a comp that has one and blurs by it."""
        given = comp.get("mb")
        if not isinstance(given, dict):
            return None
        samples = min(int(given.get("spf", 1)), MOST_SAMPLES)
        angle = min(max(float(given.get("sa", 0)), 0.0), 720.0)
        phase = min(max(float(given.get("sp", 0)), -360.0), 360.0)
        return cls(samples, angle / 360, phase / 360) if samples > 1 and angle > 0 else None

    @classmethod
    def of_export(cls, comp: dict[str, Any]) -> Shutter | None:
        """The same of a comp that our own After Effects script has written."""
        given = comp["motion_blur"]
        if not given["enabled"]:
            return None
        return cls.of(
            {"mb": {"spf": given["samples"], "sa": given["shutter_angle_deg"], "sp": given["shutter_phase_deg"]}}
        )

    @property
    def offsets(self) -> tuple[float, ...]:
        """Frames from the frame's own time to each sample, both ends of the opening included."""
        step = self.open_frames / (self.samples - 1)
        return tuple(self.phase_frames + step * number for number in range(self.samples))


def shifted(time: float | None, offset: float, layer: dict[str, Any]) -> float | None:
    """A moment near a frame at which a layer is seen: never before its first frame or after its last."""
    first, end = layer.get("ip", -math.inf), layer.get("op", math.inf)
    if time is None or not first <= time < end:
        return None
    return float(min(max(time + offset, first), end - LAST_FRAMES))


def moment(item: Item, moved: Item | None, camera: Camera, moved_camera: Camera) -> Moment:
    """What differs of `item` at another time, when it is `moved`; it is still drawn by the frame's own camera."""
    if moved is None:
        return Moment(matrix_track=item.matrix_track, opacity_track=(0.0,))
    matrices = moved.matrix_track
    if item.three_d and camera != moved_camera:
        matrices = _seen_from(matrices, camera, moved_camera)
    return Moment(
        opacity_track=moved.opacity_track,
        matrix_track=matrices,
        masks=moved.masks,
        effects=moved.effects,
        late_effects=moved.late_effects,
        content=None if moved.content == item.content else moved.content,
    )


def rests(item: Item, moments: tuple[Moment, ...]) -> bool:
    """Whether an item is the same at all its moments."""
    own = Moment(
        opacity_track=item.opacity_track,
        matrix_track=item.matrix_track,
        masks=item.masks,
        effects=item.effects,
        late_effects=item.late_effects,
    )
    return all(other == own for other in moments)


def _seen_from(matrices: tuple[Matrix4, ...], camera: Camera, moved: Camera) -> tuple[Matrix4, ...]:
    """Matrices with which one camera sees what another sees at its place and with its zoom."""
    lengths = (
        len(matrices),
        *(len(track) for part in (camera, moved) for track in (part.matrix_track, part.zoom_px_track)),
    )
    changed = []
    for frame in range(max(lengths)):
        ratio = _at(moved.zoom_px_track, frame) / _at(camera.zoom_px_track, frame)
        to_world, from_world = (_square(_at(part.matrix_track, frame)) for part in (camera, moved))
        own = _square(_at(matrices, frame))
        seen = to_world @ np.diag([ratio, ratio, 1.0, 1.0]) @ np.linalg.inv(from_world) @ own
        changed.append(tuple(float(f"{value:.9g}") for value in seen.T.flatten().tolist()))
    return tuple(changed)


def _at(track: tuple[Value, ...], frame: int) -> Value:
    return track[frame if len(track) > 1 else 0]


def _square(matrix: Any) -> Matrix:
    return np.array(matrix, dtype=float).reshape(4, 4).T
