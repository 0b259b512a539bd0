"""Checks of what draws: browser, graphics, fonts."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

from cli.finding import Finding


def browser() -> Finding:
    """Finds the browser and asks it for its version."""
    from renderer.browser import find_browser

    path = find_browser()
    answer = subprocess.run(  # noqa: S603  # the browser that the renderer would start
        [path, "--version"], capture_output=True, text=True, timeout=30, check=False
    )
    if answer.returncode != 0:
        return Finding("browser", "fail", f"{path} does not start: {answer.stderr.strip()[:200]}", "Run `make setup`.")
    return Finding("browser", "ok", f"{answer.stdout.strip()} at {path}")


def drawing() -> Finding:
    """Draws a known picture and looks at it: a browser without graphics draws black and says nothing."""
    from renderer.renderer import Renderer

    renderer = Renderer()
    try:
        canary, name = renderer.canary(), renderer.gl_renderer
    finally:
        renderer.close()
    if not canary.has_content:
        return Finding("drawing", "fail", f"{name} draws an empty picture", "Run `make setup`: it installs Mesa.")
    if "swiftshader" in name.lower():
        return Finding("drawing", "warn", name, "Install libegl-mesa0 and libgl1-mesa-dri: llvmpipe takes a third.")
    return Finding("drawing", "ok", f"{name}; a test picture took {canary.ms:.0f} ms")


def fonts() -> Finding:
    """Names come in every script; they are drawn with the project's own fonts and with no others."""
    from blocks.template_library import PROJECT_TEMPLATES

    folder = PROJECT_TEMPLATES / "fonts"
    table = json.loads((folder / "coverage.json").read_bytes())["fonts"]
    wrong = [font["file"] for font in table if _sha256(folder / font["file"]) != font["sha256"]]
    if wrong:
        return Finding(
            "fonts", "fail", f"missing or changed: {', '.join(wrong)}", "Run `git checkout templates/fonts`."
        )
    return Finding("fonts", "ok", f"{len(table)} fonts of the project are whole")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
