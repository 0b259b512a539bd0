from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from contracts.errors import ConfigurationError
from renderer.browser import find_browser
from renderer.page_server import DIST
from renderer.renderer import Renderer


@pytest.fixture(scope="session", autouse=True)
def _needs_browser() -> None:
    try:
        find_browser()
    except ConfigurationError as error:
        pytest.skip(str(error))
    if not (DIST / "compositor.js").exists():
        pytest.skip("the compositor is not built; run `make setup`")


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    return Renderer.shared()


@pytest.fixture
def second_renderer() -> Iterator[Renderer]:
    own = Renderer()
    yield own
    own.close()


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An asset root with one white picture."""
    root = tmp_path_factory.mktemp("bundle")
    Image.new("RGBA", (64, 64), (255, 255, 255, 255)).save(root / "white.png")
    return root
