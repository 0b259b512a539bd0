"""Models and avatars in the preview page are those of the film."""

from __future__ import annotations

import asyncio
import json
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import sync_playwright

from contracts.layers import ModelLayer, PerformerLayer
from renderer.browser import GL_FLAGS, find_browser
from renderer.preview_server import serve
from renderer.renderer import Renderer
from tasks.template.preview import PreviewFilm
from tasks.template.sheet import read_template
from tests.authoring.test_preview import ROUNDING, film_frame, go_to, shown
from tests.renderer.comps import moved
from tests.renderer.glb import leaning_box, quadrants
from tests.renderer.vrm import BoxAvatar


@pytest.fixture(scope="module")
def with_models(little: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small template with a model and an avatar in its personal shot."""
    folder = tmp_path_factory.mktemp("models") / "little"
    shutil.copytree(little, folder)
    bundle = folder / "bundle"
    (bundle / "box.glb").write_bytes(leaning_box(quadrants()))
    (bundle / "star.vrm").write_bytes(BoxAvatar(mtoon=True).pack())
    path = bundle / str(read_template(bundle).shots[1].comp)
    comp = json.loads(path.read_bytes())
    box = ModelLayer(id="box", asset="box.glb", clip="lean", matrix_track=(moved(-3, 4),))
    star = PerformerLayer(id="star", vrm="star.vrm", motion="cheer", matrix_track=(moved(2, 1),))
    comp["layers"] += [json.loads(layer.model_dump_json()) for layer in (box, star)]
    path.write_text(json.dumps(comp))
    return folder


@pytest.fixture(scope="module")
def address(with_models: Path) -> Iterator[str]:
    ready: Future[str] = Future()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    work = asyncio.run_coroutine_threadsafe(serve(PreviewFilm(with_models / "bundle"), 0, ready.set_result), loop)
    yield ready.result(30)
    work.cancel()
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


def test_the_page_shows_them_as_the_film_does(
    address: str, with_models: Path, little: Path, renderer: Renderer
) -> None:
    with sync_playwright() as playwright:
        flags = [*GL_FLAGS, "--no-sandbox", "--force-color-profile=srgb", "--font-render-hinting=none"]
        browser = playwright.chromium.launch(executable_path=str(find_browser()), args=flags)
        page = browser.new_page(viewport={"width": 1200, "height": 700})
        page.goto(address)
        page.wait_for_selector("body[data-ready]", timeout=60_000)
        go_to(page, 12)
        picture = shown(page, 12)
        browser.close()
    difference = np.abs(picture - film_frame(with_models, renderer, 1, 4, 0))
    assert difference.max() <= ROUNDING
    assert (picture != film_frame(little, renderer, 1, 4, 0)).any(axis=-1).mean() > 0.02
