"""The bundled fonts: their table says what they have, they are small and free."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tasks.intake.glyphs import COVERAGE

FOLDER = COVERAGE.parent
SIZE_LIMIT_BYTES = 5_000_000
FONTS = json.loads(COVERAGE.read_bytes())["fonts"]


def test_the_folder_has_what_the_table_names_and_a_licence() -> None:
    assert {path.name for path in FOLDER.glob("*.woff2")} == {font["file"] for font in FONTS}
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text().upper()
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < SIZE_LIMIT_BYTES


def test_the_table_has_every_fonts_hash() -> None:
    for font in FONTS:
        assert hashlib.sha256((FOLDER / font["file"]).read_bytes()).hexdigest() == font["sha256"], font["file"]


def test_families_are_distinct_and_ranges_ascend() -> None:
    assert len({font["family"] for font in FONTS}) == len(FONTS)
    for font in FONTS:
        flat = [code for run in font["ranges"] for code in run]
        assert flat == sorted(flat)
        assert all(last + 1 < first for last, first in zip(flat[1::2], flat[2::2], strict=False))


@pytest.mark.parametrize("font", FONTS, ids=[font["file"] for font in FONTS])
def test_the_table_says_what_the_font_has(font: dict[str, object]) -> None:
    reader = pytest.importorskip("fontTools.ttLib", reason="fontTools is needed to read fonts; pip install fonttools")
    pytest.importorskip("brotli", reason="brotli is needed to read woff2; pip install brotli")
    has = set(reader.TTFont(Path(FOLDER, str(font["file"]))).getBestCmap())
    ranges: list[list[int]] = font["ranges"]  # type: ignore[assignment]
    assert {code for first, last in ranges for code in range(first, last + 1)} == has
