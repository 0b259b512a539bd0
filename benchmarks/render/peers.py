"""Remotion and screenshots by Playwright, fed with the product's engine, the same shots and the same graphics driver.

They get what helps them: the plate lies there as pictures, their bundle and browser are warm, the choice of the
composition does not count, and a drawing is held for as many frames as with us.
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

from benchmarks.render.meter import Meter
from benchmarks.render.ours import DemoShot
from media.h264 import H264Writer
from media.video import VideoFrames
from renderer.browser import GL_FLAGS, find_browser, has_nvidia, launch_environment
from renderer.protocol import font_files
from tasks.render.drawings import back_plate, foreground

HERE = Path(__file__).resolve().parent / "peers"
ESBUILD = HERE.parents[2] / "compositor" / "node_modules" / ".bin" / "esbuild"
INSTALL_S = 400
PLATE_QUALITY = 95


class PeerMissing(RuntimeError):
    """A peer cannot be installed or started here."""


def install() -> None:
    """Fetches the pinned packages of peers/package.json; raises PeerMissing where that does not work."""
    npm = shutil.which("npm")
    if npm is None:
        raise PeerMissing("npm is missing")
    if not (HERE / "node_modules" / ".package-lock.json").exists():
        command = [npm, "install", "--no-audit", "--no-fund", "--no-package-lock"]
        try:
            result = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=INSTALL_S, check=False)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise PeerMissing(f"npm took longer than {INSTALL_S} s") from error
        if result.returncode:
            raise PeerMissing(result.stderr.strip()[-300:])


def prepare(shots: list[DemoShot], folder: Path) -> None:
    """Lays down what the peers' pages fetch: requests, the bundle's files, the plates as pictures."""
    for name in ("fonts", "images"):
        if (shots[0].bundle / name).is_dir():
            shutil.copytree(shots[0].bundle / name, folder / name, dirs_exist_ok=True)
    for shot in shots:
        alone = shot.request.model_copy(update={"comp": foreground(shot.request.comp)})
        described = {
            "request": alone.model_dump(mode="json"),
            "fonts": font_files(shot.bundle, ""),
            "step_frames": shot.shot.drawing_step_frames,
        }
        (folder / f"{shot.id}.json").write_text(json.dumps(described))
        _plate_pictures(shot, folder / shot.id)
    # Beside the sources, because Remotion's bundler takes it from there; ignored by git with the packages.
    page = HERE / "node_modules" / ".fanchant"
    page.mkdir(exist_ok=True)
    command = [ESBUILD, HERE / "shot-page.ts", "--bundle", "--format=esm", "--target=es2022", "--loader:.glsl=text"]
    compositor = HERE.parents[2] / "compositor"
    environment = {**os.environ, "NODE_PATH": str(compositor / "node_modules")}
    subprocess.run([*command, f"--outfile={page / 'shot-page.js'}"], check=True, env=environment, capture_output=True)  # noqa: S603
    shutil.copy(HERE / "remotion-entry.tsx", page)
    shutil.copy(page / "shot-page.js", folder)
    shutil.copy(HERE / "screenshots.html", folder)


def _plate_pictures(shot: DemoShot, folder: Path) -> None:
    folder.mkdir()
    comp = shot.request.comp
    plate = back_plate(comp)
    assert plate is not None  # noqa: S101  # every personal shot of the demo has one
    with VideoFrames(shot.bundle / plate.asset) as clip:
        for frame in range(comp.frames):
            picture = av.VideoFrame.from_ndarray(clip.frame(plate.first_frame + frame), format="yuv420p")
            Image.fromarray(picture.to_ndarray(format="rgb24")).save(folder / f"{frame}.jpg", quality=PLATE_QUALITY)


class Peer:
    """A Node script that takes orders on stdin."""

    def __init__(self, script: str, *arguments: object) -> None:
        node = shutil.which("node")
        if node is None:
            raise PeerMissing("node is missing")
        self.process = subprocess.Popen(  # noqa: S603
            [node, HERE / script, *map(str, arguments)],
            cwd=HERE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=launch_environment(os.environ, nvidia=has_nvidia()),
        )

    def order(self, **order: Any) -> None:
        assert self.process.stdin  # noqa: S101  # opened as a pipe
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()

    def line(self) -> dict[str, Any]:
        """The script's next answer; raises PeerMissing where it ended."""
        assert self.process.stdout  # noqa: S101  # opened as a pipe
        for line in self.process.stdout:
            if line.startswith(b"{"):
                answer: dict[str, Any] = json.loads(line)
                return answer
        raise PeerMissing("the script ended")

    def bytes(self, count: int) -> bytes:
        assert self.process.stdout  # noqa: S101  # opened as a pipe
        data = self.process.stdout.read(count)
        if len(data) < count:
            raise PeerMissing("the script ended")
        return data

    def close(self) -> None:
        assert self.process.stdin  # noqa: S101  # opened as a pipe
        self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


@contextmanager
def remotion(folder: Path) -> Iterator[Peer]:
    """Remotion with its bundle built and its browser running."""
    entry = HERE / "node_modules" / ".fanchant" / "remotion-entry.tsx"
    peer = Peer("remotion.mjs", folder, find_browser(), entry)
    try:
        peer.line()
        yield peer
    finally:
        peer.close()


def render_with_remotion(peer: Peer, shot: DemoShot, path: Path) -> Meter:
    """One shot as an MP4."""
    with Meter([peer.process.pid]) as meter:
        peer.order(shot=shot.id, out=str(path))
        answer = peer.line()
    # The choice of the composition, made with the first order of a shot, does not count.
    meter.wall_s = answer["wall_s"]
    return meter


@contextmanager
def screenshots(folder: Path) -> Iterator[Peer]:
    """A page under Playwright."""
    handler = partial(_QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/screenshots.html"
        peer = Peer("screenshots.mjs", url, find_browser(), *GL_FLAGS, "--disable-software-rasterizer", "--no-sandbox")
        try:
            yield peer
        finally:
            peer.close()
            server.shutdown()


def render_with_screenshots(peer: Peer, shot: DemoShot, path: Path) -> Meter:
    """One shot: a JPEG per frame, decoded and encoded with the product's settings."""
    comp = shot.request.comp
    with (
        Meter([peer.process.pid, os.getpid()]) as meter,
        H264Writer(path, comp.width, comp.height, comp.fps) as writer,
    ):
        peer.order(shot=shot.id, frames=comp.frames)
        for _ in range(comp.frames):
            (length,) = struct.unpack("<I", peer.bytes(4))
            rgb = np.asarray(Image.open(BytesIO(peer.bytes(length))).convert("RGB"))
            writer.write(av.VideoFrame.from_ndarray(rgb, format="rgb24").to_ndarray(format="yuv420p"))
    return meter


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        return
