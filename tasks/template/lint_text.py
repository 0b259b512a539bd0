"""Checks of the words in what is drawn for every fan: do they stay inside the frame, is their font there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from contracts.comp import Comp, Region
from contracts.layers import TextLayer
from contracts.template import FanKitItem, Shot
from renderer.protocol import FONT_SUFFIXES
from tasks.template.findings import Finding, error, warning
from tasks.template.slots import words_of

Points = npt.NDArray[np.float64]
Value = TypeVar("Value")

NEAR_UNITS = 0.1
"""What is nearer to the camera is cut off; see compositor/src/camera/pinhole.ts."""
SLACK_PX = 1.0
ON_EVERY_MACHINE = frozenset(
    {
        *("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"),
        *("Noto Sans", "Noto Sans CJK KR", "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Color Emoji"),
    }
)
"""Generic families, and those that the engine falls back to; see compositor/src/layers/text-fit.ts."""


def lint_shot_text(shot: Shot, comp: Comp, bundle: Path) -> list[Finding]:
    """Text of a personal shot, at all of its frames."""
    return _lint_text(shot.comp or "", comp, shot.id, range(comp.frames), shot.region, bundle)


def lint_kit_text(item: FanKitItem, bundle: Path) -> list[Finding]:
    """Text of a picture of the fan-kit; a comp that cannot be read is somebody else's finding."""
    if item.comp is None:
        return []
    try:
        comp = Comp.model_validate_json((bundle / item.comp).read_bytes())
    except (OSError, ValueError):
        return []
    frames = range(item.frame, item.frame + 1) if item.frame < comp.frames else range(0)
    if item.kind == "animation":
        frames = range(comp.frames)
    return _lint_text(item.comp, comp, item.id, frames, None, bundle)


def _lint_text(
    path: str, comp: Comp, shot: str, frames: Iterable[int], region: Region | None, bundle: Path
) -> list[Finding]:
    layers = [layer for layer in comp.layers if isinstance(layer, TextLayer)]
    findings = _lint_fonts(path, comp, shot, bundle)
    shown = tuple(frames)
    for layer in layers:
        findings += _lint_box(path, comp, layer, shot, shown, region)
    return findings


def _lint_fonts(path: str, comp: Comp, shot: str, bundle: Path) -> list[Finding]:
    files = (file for file in (bundle / "fonts").glob("*") if file.suffix.lower() in FONT_SUFFIXES)
    known = {file.stem.partition("-")[0] for file in files} | ON_EVERY_MACHINE
    return [
        error(
            path,
            f"layer {layer} wants the font {family!r}, which is not in the bundle",
            f"put fonts/{family}-Bold.woff2 into the source's files, or name another family",
            shot=shot,
        )
        for layer, family in dict.fromkeys((layer, words.font_family) for layer, words in words_of(comp))
        if family not in known
    ]


def _lint_box(
    path: str, comp: Comp, layer: TextLayer, shot: str, frames: Sequence[int], region: Region | None
) -> list[Finding]:
    """The worst frame of a text's box. A fan's name may be as long as the box is wide, so all of it must be seen."""
    limits = region or Region.model_construct(x=0, y=0, width=comp.width, height=comp.height)
    worst_px, worst = SLACK_PX, ""
    for frame in frames:
        if not is_seen(layer, comp, frame):
            continue
        corners = corners_px(layer, comp, frame)
        if corners is None:
            worst_px, worst = float("inf"), f"is behind the camera at frame {frame}"
            break
        beyond = beyond_px(corners, limits)
        side = max(beyond, key=lambda side: beyond[side])
        if beyond[side] > worst_px:
            worst_px = beyond[side]
            edge = "the shot's region" if region else "the frame"
            worst = f"reaches {worst_px:.0f} px beyond the {side} of {edge} at frame {frame}"
    if not worst:
        return []
    if layer.slot == "name":
        advice = "make the box smaller or move it: long names fill it to its edges"
        return [error(path, f"the box of the fan's name, layer {layer.id}, {worst}", advice, shot=shot)]
    return [warning(path, f"the text of layer {layer.id} {worst}", "make the box smaller or move it", shot=shot)]


def is_seen(layer: TextLayer, comp: Comp, frame: int) -> bool:
    """Whether anything of the text shows at a frame."""
    active = layer.in_frame <= frame < (comp.frames if layer.out_frame is None else layer.out_frame)
    return active and value_at(layer.opacity_track, frame) > 0 and value_at(layer.reveal_track, frame) > 0


def corners_px(layer: TextLayer, comp: Comp, frame: int) -> Points | None:
    """Corners of the text's box on the frame, `(4, 2)` in pixels from the top left; None where one cannot be seen."""
    across, up = layer.width / 2, layer.height / 2
    box = np.array([[x, y, 0.0, 1.0] for y in (up, -up) for x in (-across, across)])
    world = box @ matrix(value_at(layer.matrix_track, frame)).T
    if layer.screen_space:
        flat = world[:, :2] * comp.height
    else:
        seen = world @ np.linalg.inv(matrix(value_at(comp.camera.matrix_track, frame))).T
        if (-seen[:, 2] < NEAR_UNITS).any():
            return None
        flat = seen[:, :2] / -seen[:, 2:3] * value_at(comp.camera.zoom_px_track, frame)
    return np.asarray(flat * (1.0, -1.0) + (comp.width / 2, comp.height / 2))


def beyond_px(corners: Points, limits: Region) -> dict[str, float]:
    """How far points lie outside of each edge; negative where they are inside."""
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    return {
        "left": float(limits.x - left),
        "right": float(right - limits.x - limits.width),
        "top": float(limits.y - top),
        "bottom": float(bottom - limits.y - limits.height),
    }


def matrix(values: Sequence[float]) -> Points:
    """4x4, from column-major."""
    return np.asarray(values, float).reshape(4, 4).T


def value_at(track: Sequence[Value], frame: int) -> Value:
    return track[0 if len(track) == 1 else frame]
