"""Splicing the demo against decoding and encoding it: `make bench-splice`.

The peer is what most tools do with a video in which one part changes: decode all of it and encode all of it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from blocks.template_library import open_template
from media.audio_file import aac_mp4_bytes, read_audio
from media.h264 import H264Writer
from media.video import VideoFrames
from tasks.assembly.splice import Clip, splice


def cpu_and_wall_s(work: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    bundle = open_template("demo")
    fps = bundle.template.video.fps
    clips = [
        Clip(label=shot.id, path=bundle.path(shot.clip), frames=shot.frames)
        for shot in bundle.template.shots
        if shot.clip
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sound = folder / "sound.mp4"
        sound.write_bytes(aac_mp4_bytes(read_audio(bundle.path(bundle.template.song.backing)), bit_rate=192_000))
        video = folder / "video.mp4"
        spliced = [cpu_and_wall_s(lambda: splice(clips, sound, video, fps=fps)) for _ in range(runs)]
        encoded = cpu_and_wall_s(lambda: encode_again(video, folder / "again.mp4"))
        size_bytes = video.stat().st_size
    splice_cpu_s = statistics.median(cpu for cpu, _ in spliced)
    splice_wall_s = statistics.median(wall for _, wall in spliced)
    frames = sum(clip.frames for clip in clips)
    Console().print(f"{len(clips)} clips, {frames} frames, {size_bytes / 1e6:.1f} MB, median of {runs}")
    result = {
        "splice_cpu_s": round(splice_cpu_s, 3),
        "splice_wall_s": round(splice_wall_s, 3),
        "encode_again_cpu_s": round(encoded[0], 1),
        "encode_again_wall_s": round(encoded[1], 1),
        "ratio_cpu": round(encoded[0] / splice_cpu_s, 1),
        "frames": frames,
    }
    print(json.dumps(result))  # noqa: T201  # the benchmark's result line


def encode_again(source: Path, destination: Path) -> None:
    frames = VideoFrames(source)
    width, height = frames.size
    writer = H264Writer(destination, width, height, open_template("demo").template.video.fps)
    for number in range(frames.frames):
        writer.write(frames.frame(number))
    writer.close()


if __name__ == "__main__":
    main()
