"""What a personal 720p frame costs, stage by stage. `make bench-render`; the last line is one JSON object.

CPU time of the whole process tree is the figure to trust: wall time depends on who else uses the machine.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from contracts.character import Character
from contracts.comp import Camera, Comp, DrawRequest, Look, PerformerLayer, SongClock, TextLayer
from media.h264 import H264Writer
from media.i420 import lay_over
from media.video import VideoFrames
from renderer.renderer import Renderer

WIDTH, HEIGHT, FPS, FRAMES = 1280, 720, 24, 24
FAN = Character(skin_tone=4, hair_style="long_straight", hair_colour="pink")
FRAMINGS = {"wide": (20.0, 3.6), "medium": (9.0, 4.0), "close": (4.2, 4.9)}
"""Camera distance and height in units."""


def shot(framing: str, msaa_samples: int) -> DrawRequest:
    distance, height = FRAMINGS[framing]
    pose = (1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, height, distance, 1.0)
    foot = (1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, -0.38, 0.0, 1.0)
    name = TextLayer(
        id="name", slot="name", width=1.2, height=0.12, look="neon", screen_space=True, matrix_track=(foot,)
    )
    comp = Comp(
        id=framing,
        width=WIDTH,
        height=HEIGHT,
        fps=FPS,
        frames=FRAMES,
        transparent=True,
        camera=Camera(matrix_track=(pose,), zoom_px_track=(1100.0,)),
        look=Look(msaa_samples=4 if msaa_samples else 0),
        layers=(PerformerLayer(id="fan", slot="fan"), name),
    )
    song = SongClock(tempo_bpm=120, visemes=((0.1, 0.3, "aa"), (0.5, 0.3, "oh")))
    return DrawRequest(comp=comp, song=song, song_start_frame=0, fan=FAN, name="Amélie", frames=tuple(range(FRAMES)))


def cpu_s(renderer: Renderer) -> dict[str, float]:
    """CPU seconds so far by process: this one, and the browser's by their kind."""
    own = time.process_time()
    used = {"python": own}
    root = psutil.Process(renderer.browser_pid)
    for process in (root, *root.children(recursive=True)):
        kind = next((part.removeprefix("--type=") for part in process.cmdline() if part.startswith("--type=")), "main")
        times = process.cpu_times()
        used[kind] = used.get(kind, 0.0) + times.user + times.system
    return used


def measured(renderer: Renderer, frames: Iterator[Any]) -> dict[str, Any]:
    before, began_s = cpu_s(renderer), time.perf_counter()
    count = sum(1 for _ in frames)
    wall_s = time.perf_counter() - began_s
    used = {kind: (value - before.get(kind, 0.0)) / count * 1000 for kind, value in cpu_s(renderer).items()}
    return {
        "cpu_ms": round(sum(used.values()), 1),
        "wall_ms": round(wall_s / count * 1000, 1),
        "page_ms": {stage: round(value / count, 2) for stage, value in renderer.timings_ms.items()},
    }


def after_drawing(renderer: Renderer, folder: Path) -> dict[str, float]:
    """CPU milliseconds per frame of what Python does with a drawn frame."""
    overlays = list(renderer.draw_over(shot("medium", 4), folder))
    plate = np.full((HEIGHT * 3 // 2, WIDTH), 110, np.uint8)
    plate[:HEIGHT] += (np.arange(WIDTH) // 12).astype(np.uint8)

    began_s = time.process_time()
    pictures = [lay_over(overlay, plate) for overlay in overlays]
    laid_s = time.process_time()
    with H264Writer(folder / "clip.mp4", WIDTH, HEIGHT, FPS) as writer:
        for picture in pictures:
            writer.write(picture)
    encoded_s = time.process_time()
    with VideoFrames(folder / "clip.mp4") as clip:
        for index in range(FRAMES):
            clip.frame(index)
    decoded_s = time.process_time()
    laps = {"lay_over": laid_s - began_s, "encode": encoded_s - laid_s, "decode_plate": decoded_s - encoded_s}
    return {name: round(seconds / FRAMES * 1000, 2) for name, seconds in laps.items()}


def main() -> None:
    began_s = time.perf_counter()
    renderer = Renderer()
    result: dict[str, Any] = {"gl_renderer": renderer.gl_renderer}
    result["browser_start_s"] = round(time.perf_counter() - began_s, 2)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for framing in FRAMINGS:
            for samples in (4, 0):
                request = shot(framing, samples)
                cold = measured(renderer, renderer.draw_over(request, folder))
                warm = measured(renderer, renderer.draw_over(request, folder))
                result[f"{framing} msaa {samples}"] = warm | {"first_job_wall_ms": cold["wall_ms"]}
                sys.stdout.write(f"{framing:6} msaa {samples}: {warm}\n")
        result["python_cpu_ms"] = after_drawing(renderer, folder)
    renderer.close()
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
