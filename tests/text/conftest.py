from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.errors import ConfigurationError
from renderer.browser import find_browser
from renderer.font_files import FONTS
from renderer.page_server import DIST
from renderer.renderer import Renderer

NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>'


@pytest.fixture(scope="session")
def _browser() -> None:
    try:
        find_browser()
    except ConfigurationError as error:
        pytest.skip(str(error))
    if not (DIST / "compositor.js").exists():
        pytest.skip("the compositor is not built; run `make setup`")


@pytest.fixture(scope="session")
def bare_renderer(_browser: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Renderer]:
    """A browser on a machine without a single font."""
    config = tmp_path_factory.mktemp("fontconfig") / "fonts.conf"
    config.write_text(NO_FONTS)
    renderer = Renderer()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(config))
        assert renderer.gl_renderer  # starts it
    yield renderer
    renderer.close()


@pytest.fixture(scope="session")
def renderer(_browser: None) -> Renderer:
    return Renderer.shared()


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An asset root whose only font is the family `Own`, with Latin letters and the box for all others."""
    root = tmp_path_factory.mktemp("bundle")
    (root / "fonts").mkdir()
    shutil.copy(FONTS / "NotoSans-Latin.woff2", root / "fonts" / "Own-Latin.woff2")
    return root
