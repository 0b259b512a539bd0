"""The preview page in a real browser: it plays what the film will show, and the author can steer it."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from contracts.comp import DrawRequest
from contracts.errors import ConfigurationError
from renderer.browser import GL_FLAGS, find_browser
from renderer.preview_server import serve
from renderer.renderer import Renderer
from tasks.template.preview import PreviewFilm
from tasks.template.samples import SAMPLE_FANS
from tasks.template.sheet import read_template
from tasks.template.shot_comps import comp_of

Pixels = np.ndarray
ROUNDING = 2
"""Drawings are laid over their plate at 8 bits: one step for the drawing's own rounding, one for the sum's."""


@pytest.fixture(scope="module")
def address(little: Path) -> Iterator[str]:
    """Where the preview of the small template is served."""
    ready: Future[str] = Future()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    work = asyncio.run_coroutine_threadsafe(serve(PreviewFilm(little / "bundle"), 0, ready.set_result), loop)
    yield ready.result(30)
    work.cancel()
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


@pytest.fixture(scope="module")
def complaints() -> list[str]:
    """What the browser said of errors."""
    return []


@pytest.fixture(scope="module")
def page(address: str, complaints: list[str]) -> Iterator[Page]:
    with sync_playwright() as playwright:
        flags = [*GL_FLAGS, "--no-sandbox", "--force-color-profile=srgb", "--font-render-hinting=none"]
        browser = playwright.chromium.launch(executable_path=str(find_browser()), args=flags)
        page = browser.new_page(viewport={"width": 1200, "height": 700})
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        page.wait_for_selector("body[data-ready]", timeout=60_000)
        yield page
        browser.close()


def shown(page: Page, frame: int, fan: int = 0, name: str | None = None) -> Pixels:
    """The picture on the canvas once it shows that view, `(height, width, 3)`."""
    wanted = json.dumps(
        [frame, SAMPLE_FANS[fan].label, name or SAMPLE_FANS[fan].name], ensure_ascii=False, separators=(",", ":")
    )
    # Looked at and taken in one go: a moment later the page may show the next view on its way.
    take = """wanted => {
      const screen = document.querySelector('#screen');
      return screen.dataset.shown === wanted && screen.toDataURL('image/png');
    }"""
    url = str(page.wait_for_function(take, arg=wanted).json_value())
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(url.split(",")[1]))).convert("RGB"), int)


def go_to(page: Page, frame: int) -> None:
    page.keyboard.press("Home")
    for _ in range(frame):
        page.keyboard.press("ArrowRight")


def film_frame(little: Path, renderer: Renderer, shot_index: int, frame: int, fan: int, name: str = "") -> Pixels:
    """The renderer's own picture of a shot's frame."""
    template, bundle = read_template(little / "bundle"), little / "bundle"
    shot = template.shots[shot_index]
    request = DrawRequest(
        comp=comp_of(shot, template.video, bundle),
        song=template.song.clock,
        song_start_frame=shot.start_frame,
        fan=SAMPLE_FANS[fan].character if "character" in shot.depends_on else None,
        name=(name or SAMPLE_FANS[fan].name) if "name" in shot.depends_on else None,
        frames=(frame,),
        region=shot.region,
    )
    return np.asarray(Image.open(io.BytesIO(renderer.still(request, bundle))).convert("RGB"), int)


def test_a_static_frame_is_exactly_the_renderers(page: Page, little: Path, renderer: Renderer) -> None:
    go_to(page, 3)
    assert np.array_equal(shown(page, 3), film_frame(little, renderer, 0, 3, 0))


@pytest.mark.parametrize("fan", [0, 2, 4])
def test_a_personal_frame_is_the_renderers(page: Page, little: Path, renderer: Renderer, fan: int) -> None:
    page.keyboard.press(str(fan + 1))
    go_to(page, 12)
    difference = np.abs(shown(page, 12, fan) - film_frame(little, renderer, 1, 4, fan))
    assert difference.max() <= ROUNDING
    assert difference.mean() < 0.1


def test_outside_of_a_region_there_is_only_the_plate(page: Page, little: Path, renderer: Renderer) -> None:
    page.keyboard.press("1")
    go_to(page, 18)
    region = read_template(little / "bundle").shots[2].region
    assert region is not None
    picture, columns = shown(page, 18), slice(region.x, region.x + region.width)
    assert np.abs(picture[:, columns] - film_frame(little, renderer, 2, 2, 0)).max() <= ROUNDING
    page.keyboard.press("5")
    other = shown(page, 18, 4)
    changed = (picture != other).any(axis=(0, 2))
    assert changed[columns].any() and not changed[: region.x].any() and not changed[region.x + region.width :].any()


def test_drawings_are_held_for_two_frames_and_the_plate_is_not(page: Page, little: Path, renderer: Renderer) -> None:
    template, bundle = read_template(little / "bundle"), little / "bundle"
    comp = comp_of(template.shots[1], template.video, bundle)
    figure = DrawRequest(
        comp=comp.model_copy(update={"layers": comp.layers[1:2], "transparent": True}),
        song=template.song.clock,
        song_start_frame=8,
        fan=SAMPLE_FANS[0].character,
        frames=(2,),
    )
    covered = np.asarray(Image.open(io.BytesIO(renderer.still(figure, bundle))))[..., 3] == 255
    page.keyboard.press("1")
    go_to(page, 10)
    first = shown(page, 10)
    page.keyboard.press("ArrowRight")
    second = shown(page, 11)
    page.keyboard.press("ArrowRight")
    third = shown(page, 12)
    assert covered.mean() > 0.03
    assert (first[covered] == second[covered]).all()
    assert (first[~covered] != second[~covered]).any()
    assert (second[covered] != third[covered]).any()


def test_a_typed_name_is_drawn_and_keys_stay_in_the_field(page: Page, little: Path, renderer: Renderer) -> None:
    page.keyboard.press("1")
    go_to(page, 8)
    before = shown(page, 8)
    page.fill("#name", "Ma ria 3")
    page.locator("#name").press("ArrowLeft")
    after = shown(page, 8, 0, "Ma ria 3")
    page.locator("#name").press("Escape")
    assert (before != after).any()
    assert np.abs(after - film_frame(little, renderer, 1, 0, 0, "Ma ria 3")).max() <= ROUNDING


def test_the_timeline_scrubs_and_says_where_it_is(page: Page) -> None:
    page.keyboard.press("1")
    box = page.locator("#timeline").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 20.5 / 24, box["y"] + 10)
    shown(page, 20)
    assert page.inner_text("#shot") == "cut" and page.inner_text("#frame") == "20"
    assert page.inner_text("#facts") == "5 of 8 · on twos, drawing 3 · character"
    assert page.inner_text("#time") == "00:00:20"
    page.keyboard.press("ArrowUp")
    shown(page, 8)
    assert page.inner_text("#shot") == "figure"


def test_playing_runs_to_the_end_of_the_film(page: Page) -> None:
    page.keyboard.press("1")
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    assert page.get_attribute("#play", "aria-pressed") == "true"
    shown(page, 23)
    page.wait_for_selector("#play[aria-pressed=false]")


def test_nobody_complained(page: Page, complaints: list[str]) -> None:
    assert complaints == []
    assert page.is_hidden("#alert")


def fetch(url: str) -> int:
    try:
        with urllib.request.urlopen(url) as answer:  # noqa: S310  # an address of this test's own server
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_only_who_knows_the_token_gets_in_and_nobody_gets_out(address: str) -> None:
    root, page_name = address.rsplit("/", 1)
    host = root.rsplit("/", 1)[0]
    assert fetch(address) == fetch(f"{root}/film.json") == 200
    assert fetch(f"{host}/{page_name}") == fetch(f"{host}/guess/film.json") == 404
    assert fetch(f"{root}/assets/..%2fsource%2f__init__.py") == fetch(f"{root}/assets/none.png") == 404
    assert fetch(f"{root}/plates/999/plates/figure.mp4") == fetch(f"{root}/comps/none") == 422


def test_a_taken_port_is_said(address: str, little: Path) -> None:
    port = int(address.split(":")[2].split("/")[0])

    def second_server() -> None:
        asyncio.run(serve(PreviewFilm(little / "bundle"), port, lambda url: None))

    # In a thread of its own: the browser's driver keeps an event loop running in this one.
    with ThreadPoolExecutor(1) as other, pytest.raises(ConfigurationError, match=f"port {port} is taken; choose"):
        other.submit(second_server).result(30)
