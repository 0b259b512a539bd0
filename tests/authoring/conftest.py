"""One small template for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from renderer.renderer import Renderer
from tests.authoring.small_template import build_small_template


@pytest.fixture(scope="session")
def little(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the small template, built."""
    return build_small_template(tmp_path_factory.mktemp("authoring"))


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    yield Renderer.shared()
