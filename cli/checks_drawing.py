"""Checks of what draws: browser, graphics, fonts."""

from __future__ import annotations

import shutil
import subprocess

from cli.finding import Finding

FONTS = {
    "Noto Sans": ("Noto Sans", "fonts-noto-core"),
    "Arabic": ("Noto Sans Arabic", "fonts-noto-core"),
    "Chinese, Japanese, Korean": ("Noto Sans CJK", "fonts-noto-cjk"),
    "emoji": ("Noto Color Emoji", "fonts-noto-color-emoji"),
}


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
    """Names come in every script; a missing font shows boxes."""
    if shutil.which("fc-list") is None:
        return Finding("fonts", "warn", "fontconfig is missing", "Install fontconfig and fonts-noto-core.")
    listing = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, timeout=60, check=False).stdout  # noqa: S607
    missing = {label: package for label, (family, package) in FONTS.items() if family not in listing}
    if missing:
        packages = " ".join(sorted(set(missing.values())))
        return Finding("fonts", "warn", f"no font for {', '.join(missing)}", f"Install {packages}.")
    return Finding("fonts", "ok", f"for {', '.join(FONTS)}")
