"""Corners of 3D layers against where lottie-web's browser boxes lie."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from contracts.errors import ConfigurationError
from contracts.layers import PrecompLayer
from renderer.browser import find_browser
from tasks.comp_import.files import import_file
from tests.comp.compare import files
from tests.comp.judges import LOTTIE_WEB, SETTLE_MS, missing

WORST_PX = 0.1
FRAMES_PER_FILE = 5
NULL, CAMERA = 3, 13
FILES = ("skottie-3d-2planes", "skottie-3d-parenting-camera", "skottie-camera-parent-2", "skottie-camera-rotation")
START = """data => { window.player = lottie.loadAnimation({ container: document.getElementById("stage"),
renderer: "html", loop: false, autoplay: false, animationData: data }); }"""
# Empty boxes in the corners of every solid and precomp in 3D say where the browser's transforms take them.
CORNERS = """frame => { player.goToAndStop(frame, true);
return player.renderer.elements.flatMap((element, number) => {
  const layer = player.renderer.layers[number];
  if (!element?.layerElement || layer.ddd !== 1 || layer.ty > 1) return [];
  if (frame < layer.ip || frame >= layer.op) return [];
  const [width, height] = [layer.sw || layer.w, layer.sh || layer.h];
  element.marks ??= [[0, 0], [width, 0], [width, height], [0, height]].map(([x, y]) => {
    const mark = document.createElement("div");
    mark.style.cssText = `position:absolute;width:0;height:0;left:${x}px;top:${y}px`;
    element.layerElement.appendChild(mark);
    return mark;
  });
  const corners = element.marks.map((mark) => mark.getBoundingClientRect()).map(({ left, top }) => [left, top]);
  return [{ number, width, height, corners }];
}); }"""


def at(track: tuple[Any, ...], frame: int) -> Any:
    return track[0] if len(track) == 1 else track[frame]


@pytest.mark.parametrize("name", FILES)
def test_corners_lie_where_lottie_web_has_them(name: str) -> None:
    path = next((path for path in files() if path.stem == name), None)
    if path is None:
        pytest.skip("../shared/lottie is not there")
    if reason := missing():
        pytest.skip(reason)
    try:
        browser_path = find_browser()
    except ConfigurationError as error:
        pytest.skip(str(error))
    from playwright.sync_api import sync_playwright

    data = json.loads(path.read_text())
    (layer,) = import_file(path)[0].layers
    assert isinstance(layer, PrecompLayer)
    group = layer.group
    drawn = [n for n, one in reversed(list(enumerate(data["layers"]))) if one["ty"] not in (NULL, CAMERA)]
    errors_px = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(browser_path), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": group.width, "height": group.height})
        page.set_content(
            f'<body style="margin:0"><div id="stage" style="width:{group.width}px;height:{group.height}px">'
        )
        page.add_script_tag(path=LOTTIE_WEB)
        page.evaluate(START, data)
        page.wait_for_timeout(SETTLE_MS)
        for frame in np.linspace(0, data["op"] - data["ip"] - 2, FRAMES_PER_FILE).astype(int).tolist():
            view = np.linalg.inv(np.array(at(group.camera.matrix_track, frame)).reshape(4, 4).T)
            zoom = at(group.camera.zoom_px_track, frame)
            for found in page.evaluate(CORNERS, frame):
                item = group.items[drawn.index(found["number"])]
                across, down = found["width"], found["height"]
                points = np.array([[0, across, across, 0], [0, 0, down, down], [0] * 4, [1] * 4])
                x, y, z, _ = view @ np.array(at(item.matrix_track, frame)).reshape(4, 4).T @ points
                if (z > 1).all():
                    pixels = np.stack([group.width / 2 + zoom * x / z, group.height / 2 + zoom * y / z], axis=1)
                    errors_px.append(np.abs(pixels - found["corners"]).max())
        browser.close()
    assert len(errors_px) >= FRAMES_PER_FILE
    assert max(errors_px) < WORST_PX
