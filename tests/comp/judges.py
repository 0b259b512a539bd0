"""The two outside players that say what a Bodymovin file looks like: Skottie and lottie-web. Both draw over white."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from contracts.comp import Comp, DrawRequest, SongClock
from renderer.browser import find_browser
from renderer.renderer import Renderer

ROOT = Path(__file__).resolve().parents[2]
MODULES = Path(os.environ.get("JUDGES_NODE_MODULES", ROOT / "compositor" / "node_modules"))
SKOTTIE = MODULES / "canvaskit-wasm"
LOTTIE_WEB = MODULES / "lottie-web" / "build" / "player" / "lottie.js"
FAR_LEVELS = 32
SETTLE_MS = 150

Pixels = npt.NDArray[np.int16]


@dataclass(frozen=True)
class Case:
    """Frames of one file, counted from the file's first frame."""

    file: Path
    data: dict[str, Any]
    frames: tuple[int, ...]

    @classmethod
    def of(cls, file: Path, quarters: Sequence[int]) -> Case:
        """Frames at quarters of the file's length."""
        data = json.loads(file.read_text())
        count = int(data["op"] - data["ip"])
        return cls(file, data, tuple(sorted({count * quarter // 4 for quarter in quarters})))


def missing() -> str | None:
    """Why the judges cannot be asked here, or None."""
    if not shutil.which("node"):
        return "node is not installed"
    if not SKOTTIE.exists() or not LOTTIE_WEB.exists():
        return "canvaskit-wasm and lottie-web are missing; run `npm ci` in compositor/ or set JUDGES_NODE_MODULES"
    return None


def ask_skottie(cases: list[Case], folder: Path) -> dict[tuple[str, int], Pixels]:
    jobs = [
        {
            "file": str(case.file),
            "frames": case.frames,
            "width": case.data["w"],
            "height": case.data["h"],
            "out": str(folder / case.file.stem),
        }
        for case in cases
    ]
    (folder / "jobs.json").write_text(json.dumps(jobs))
    script = Path(__file__).with_name("skottie.cjs")
    subprocess.run(["node", str(script), str(SKOTTIE), str(folder / "jobs.json")], check=True, capture_output=True)
    found = {}
    for case in cases:
        for frame in case.frames:
            picture = folder / f"{case.file.stem}.{frame}.png"
            if picture.exists():
                found[case.file.stem, frame] = _pixels(picture.read_bytes())
    return found


def ask_lottie_web(cases: list[Case], player: str | None = None) -> dict[tuple[str, int], Pixels]:
    """Frames by file and number; a file that lottie-web fails on is left out.

    Args:
        player: its renderer; None: `html`, which draws cameras and 3D layers, for files with those, else `svg`, which
            draws mattes and effects.
    """
    from playwright.sync_api import Error, sync_playwright

    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser()), args=["--no-sandbox"])
        for case in cases:
            width, height = case.data["w"], case.data["h"]
            page = browser.new_page(viewport={"width": width, "height": height})
            page.set_content(
                f'<body style="margin:0;background:#fff"><div id="stage" style="width:{width}px;height:{height}px">'
            )
            page.add_script_tag(path=LOTTIE_WEB)
            try:
                page.evaluate(
                    """([data, renderer]) => { window.player = lottie.loadAnimation({ renderer, loop: false,
                    container: document.getElementById("stage"), autoplay: false, animationData: data }); }""",
                    # Only its HTML renderer knows the third dimension; its SVG renderer knows more of all else.
                    [case.data, player or ("html" if _in_3d(case.data) else "svg")],
                )
                page.wait_for_timeout(SETTLE_MS)
                for frame in case.frames:
                    page.evaluate("frame => player.goToAndStop(frame, true)", frame)
                    found[case.file.stem, frame] = _pixels(page.screenshot())
            except Error:
                found = {key: picture for key, picture in found.items() if key[0] != case.file.stem}
            page.close()
        browser.close()
    return found


def _in_3d(data: Any) -> bool:
    if isinstance(data, dict):
        return data.get("ddd") == 1 or any(_in_3d(data.get(key)) for key in ("layers", "assets"))
    return isinstance(data, list) and any(_in_3d(part) for part in data)


def ours(comp: Comp, frame: int, width: int, height: int) -> Pixels:
    """A frame of ours over white, without the padding."""
    request = DrawRequest(comp=comp, song=SongClock(tempo_bpm=120), song_start_frame=0, frames=(frame,))
    return _pixels(Renderer.shared().still(request, ROOT))[:height, :width]


def percent_off(picture: Pixels, judge: Pixels, where: npt.NDArray[np.bool_] | None = None) -> float:
    """How many of all pixels differ by more than the limit in any channel, of those in `where`."""
    off = np.abs(picture - judge).max(axis=2) > FAR_LEVELS
    return float(100 * (off if where is None else off & where).mean())


def agreement(one: Pixels, other: Pixels) -> npt.NDArray[np.bool_]:
    return np.abs(one - other).max(axis=2) <= FAR_LEVELS


def _pixels(png: bytes) -> Pixels:
    image = Image.open(io.BytesIO(png)).convert("RGBA")
    white = Image.new("RGBA", image.size, (255, 255, 255, 255))
    return np.asarray(Image.alpha_composite(white, image).convert("RGB")).astype(np.int16)
