"""The Prefect UI in a real browser: every page that the runbook speaks of shows what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from deployments.description import PROJECT
from deployments.local_server import LocalServer
from renderer.browser import find_browser
from tests.flow.inputs import submission
from tests.ui.browser import Desk, open_browser
from tests.ui.pages import PAGES, ShownPage
from tests.ui.runs import ShownRuns, make_runs

RUNBOOK = PROJECT / "docs" / "operations.md"
PICTURES = PROJECT / "docs" / "pictures" / "operations"
LARGEST_BYTES = 200_000


@pytest.fixture(scope="module")
def runs(prefect_server: LocalServer, tiny: str, tmp_path_factory: pytest.TempPathFactory) -> ShownRuns:
    return make_runs(submission(tmp_path_factory.mktemp("inputs"), submission_id="shown"))


@pytest.fixture(scope="module")
def desk(prefect_server: LocalServer) -> Iterator[Desk]:
    find_browser()
    with open_browser() as browser:
        yield Desk(browser, prefect_server.ui_url)


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_the_page_shows_what_the_runbook_says(shown: ShownPage, runs: ShownRuns, desk: Desk, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    desk.show(shown, runs).screenshot(path=picture)
    assert Image.open(picture).size == (1280, shown.height_px)


def test_the_browser_shows_the_contact_sheet(runs: ShownRuns, desk: Desk) -> None:
    (shown,) = (page for page in PAGES if page.name == "contact-sheet")
    sheet = desk.show(shown, runs).locator("img[src^='data:image/webp']").first
    assert sheet.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 300


def test_the_pages_are_whole_without_the_internet(runs: ShownRuns, desk: Desk) -> None:
    for shown in PAGES:
        if shown.name in ("runs", "block"):
            desk.show(shown, runs)
    assert all(f"`{host}`" in RUNBOOK.read_text() for host in desk.refused)


def test_the_runbook_shows_exactly_these_pages() -> None:
    pictures = re.findall(r"\(pictures/operations/([a-z-]+)\.png\)", RUNBOOK.read_text())
    assert sorted(pictures) == sorted(page.name for page in PAGES)
    for page in PAGES:
        path = PICTURES / f"{page.name}.png"
        assert path.stat().st_size <= LARGEST_BYTES
        assert Image.open(path).size == (1280, page.height_px)
