"""What an output frame of the demo's personal shots costs, with us and with the peers. `make bench-render`.

All ways take turns within one run, with the same engine, comps, sizes and graphics driver. CPU time of the whole
process tree is the figure to trust: wall time depends on who else uses the machine. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from benchmarks.render import peers
from benchmarks.render.meter import Meter
from benchmarks.render.ours import OTHER_FAN, DemoShot, draw_only, first_picture, personal_shots
from benchmarks.render.ways import OTHERS, other_ways, render_by, way_of
from media.h264 import encoder_name
from renderer.renderer import Renderer

# Without a name: the fonts of names are served beside our page only.
PEER_SHOTS = ("fan-close", "fan-wave")
PEER_FRAMES = 24
STARTS = 3

Way = Callable[[DemoShot, Path], Meter]


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def starts(shot: DemoShot) -> tuple[Renderer, list[float], list[float]]:
    """A warm renderer; seconds to the first picture of new browsers; of a new fan in the same browser."""
    cold: list[float] = []
    warm: list[float] = []
    renderer = Renderer()
    for number in range(STARTS):
        if number:
            renderer.close()
            renderer = Renderer()
        cold.append(first_picture(renderer, shot))
        warm.append(first_picture(renderer, shot.for_fan(OTHER_FAN)))
    return renderer, cold, warm


def own_cost(renderer: Renderer, shots: list[DemoShot], folder: Path, rounds: int) -> tuple[float, float]:
    """CPU milliseconds per output frame over all personal shots: everything, and drawing alone."""
    frames = sum(shot.request.comp.frames for shot in shots)
    everything, drawing = [], []
    for number in range(rounds + 1):
        whole = [render_by("x264", renderer, shot, folder / f"{shot.id}.mp4") for shot in shots]
        alone = [draw_only(renderer, shot) for shot in shots]
        if number == 0:
            continue  # builds characters and compiles shaders
        everything.append(sum(meter.cpu_s for meter in whole) / frames * 1000)
        drawing.append(sum(meter.cpu_s for meter in alone) / frames * 1000)
        for shot, meter, only in zip(shots, whole, alone, strict=True):
            frame_ms, drawing_ms = (used.cpu_s / shot.request.comp.frames * 1000 for used in (meter, only))
            say(f"{shot.id:10} {frame_ms:6.1f} CPU-ms per frame, drawing alone {drawing_ms:6.1f}")
    return median(everything), median(drawing)


def compared(ways: dict[str, Way], shots: list[DemoShot], folder: Path, rounds: int) -> dict[str, list[float]]:
    """Frames per second of each way, which take turns shot by shot; the first round warms them and does not count."""
    speeds: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for shot in shots:
            for name, way in ways.items():
                meter = way(shot, folder / f"{name}.mp4")
                frames = shot.request.comp.frames
                cpu_ms = meter.cpu_s / frames * 1000
                note = "" if number else "  (warming up)"
                say(f"{shot.id:10} {name:14} {frames / meter.wall_s:6.2f} fps {cpu_ms:7.1f} CPU-ms per frame{note}")
                if number:
                    speeds[name].append(frames / meter.wall_s)
    return speeds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--no-peers", action="store_true", help="only our own way")
    arguments = parser.parse_args()
    shots = personal_shots()
    short = [shot.cut_to(PEER_FRAMES) for shot in shots if shot.id in PEER_SHOTS]
    with tempfile.TemporaryDirectory(prefix="fanchant-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        renderer, cold, warm = starts(shots[0])
        stack.callback(renderer.close)
        ours_ms, draw_ms = own_cost(renderer, shots, folder, arguments.rounds)
        ways: dict[str, Way] = {"ours": way_of("x264", renderer)}
        ways |= other_ways(renderer, say)
        if not arguments.no_peers:
            ways |= peer_ways(short, folder, stack)
        speeds = compared(ways, short, folder, arguments.rounds)
        figures = {way: median(values) if values else None for way, values in speeds.items()}
        ours, remotion, screenshot = (figures.get(way) for way in ("ours", "remotion", "screenshot"))
        result = {
            "ours_cpu_ms_per_frame": round(ours_ms, 1),
            "draw_cpu_ms_per_frame": round(draw_ms, 1),
            "overhead_ratio": round(ours_ms / draw_ms, 2),
            "fps_ours": rounded(ours),
            "fps_remotion": rounded(remotion),
            "fps_screenshot": rounded(screenshot),
            "fps_vs_remotion": rounded(ours / remotion if ours and remotion else None),
            "cold_first_frame_s": round(median(cold), 2),
            "warm_first_frame_s": round(median(warm), 3),
            "gl_renderer": renderer.gl_renderer,
            "encoder": encoder_name(),
        }
        result |= {f"fps_{encoder}": rounded(figures.get(f"ours {encoder}")) for encoder in OTHERS}
    say(json.dumps(result))


def peer_ways(shots: list[DemoShot], folder: Path, stack: ExitStack) -> dict[str, Way]:
    """The peers that this machine can run; says why where one cannot."""
    ways: dict[str, Way] = {}
    try:
        peers.install()
        page = folder / "page"
        page.mkdir()
        peers.prepare(shots, page)
        screenshots = stack.enter_context(peers.screenshots(page))
        ways["screenshot"] = lambda shot, path: peers.render_with_screenshots(screenshots, shot, path)
        remotion = stack.enter_context(peers.remotion(page))
        ways["remotion"] = lambda shot, path: peers.render_with_remotion(remotion, shot, path)
    except (peers.PeerMissing, OSError) as error:
        say(f"a peer is left out: {error}")
    return ways


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


if __name__ == "__main__":
    main()
