"""Our ways from drawings to a clip, as far as this machine has them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from benchmarks.render.meter import Meter
from benchmarks.render.ours import DemoShot
from contracts.media import Encoder
from media.nvenc import nvenc_refusal
from renderer.renderer import Renderer
from tasks.render.ways import WAYS, ShotJob

OTHERS: tuple[Encoder, ...] = ("webcodecs", "nvenc")
"""Beside x264, which is the row `ours`."""


def render_by(encoder: Encoder, renderer: Renderer, shot: DemoShot, path: Path) -> Meter:
    """Makes the shot's clip as the stage does; the browser must be running."""
    job = ShotJob(
        renderer=renderer,
        request=shot.request,
        bundle=shot.bundle,
        step_frames=shot.shot.drawing_step_frames,
        on_drawing=lambda _done: None,
    )
    with Meter([os.getpid()]) as meter:
        WAYS[encoder](job, path)
    return meter


def other_ways(renderer: Renderer, say: Callable[[str], None]) -> dict[str, Callable[[DemoShot, Path], Meter]]:
    """Rows of the comparison; says which one this machine cannot run, and why."""
    ways: dict[str, Callable[[DemoShot, Path], Meter]] = {}
    for encoder in OTHERS:
        if encoder == "nvenc" and (refusal := nvenc_refusal()):
            say(f"ours nvenc is left out: {refusal}")
            continue
        ways[f"ours {encoder}"] = way_of(encoder, renderer)
    return ways


def way_of(encoder: Encoder, renderer: Renderer) -> Callable[[DemoShot, Path], Meter]:
    return lambda shot, path: render_by(encoder, renderer, shot, path)
