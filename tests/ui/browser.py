"""A real browser on the pages of the Prefect UI. Nothing but this machine's loopback can be reached from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, sync_playwright

from renderer.browser import find_browser
from tests.ui.pages import ShownPage
from tests.ui.runs import ShownRuns

WIDTH_PX = 1280
PATIENCE_MS = 30_000


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Headless Chromium; ends with the block."""
    flags = ["--no-sandbox", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser()), args=flags)
        try:
            yield browser
        finally:
            browser.close()


class Desk:
    """One tab of the UI, and what it tried to fetch from elsewhere."""

    def __init__(self, browser: Browser, ui_url: str) -> None:
        self._ui_url = ui_url
        self.refused: set[str] = set()
        context = browser.new_context(timezone_id="UTC", reduced_motion="reduce")
        context.set_default_timeout(PATIENCE_MS)
        context.route("**/*", self._loopback_only)
        self.page: Page = context.new_page()

    def show(self, shown: ShownPage, runs: ShownRuns) -> Page:
        """Opens the page and waits until it shows everything that it should; TimeoutError where it never does."""
        self.page.set_viewport_size({"width": WIDTH_PX, "height": shown.height_px})
        self.page.goto(f"{self._ui_url}{shown.path(runs)}")
        shown.prepare(self.page)
        for text in shown.texts:
            self.page.get_by_text(text).locator("visible=true").first.wait_for()
        self.page.wait_for_load_state("networkidle")
        return self.page

    def _loopback_only(self, route: Route) -> None:
        host = urlsplit(route.request.url).hostname
        if host in ("127.0.0.1", "localhost", None):
            route.continue_()
        else:
            self.refused.add(host)
            route.abort()
