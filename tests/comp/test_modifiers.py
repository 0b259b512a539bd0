"""Shape modifiers, gradients and trims in small files of our own, against both judges."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contracts.errors import ConfigurationError
from renderer.browser import find_browser
from renderer.page_server import DIST
from tests.comp.compare import Row, compare
from tests.comp.fixtures import (
    SIZE,
    ellipse,
    file,
    fill,
    group,
    moving,
    path,
    rect,
    repeater,
    shape,
    solid,
    still,
    stroke,
    text,
    text_file,
    transform,
)
from tests.comp.judges import missing

WORST_PERCENT = 0.6
RED, BLUE = fill(1, 0, 0), fill(0, 0, 1)
SQUARE = path((50, 50), (150, 50), (150, 150), (50, 150))
STAR = {"ty": "sr", "sy": 1, "d": 1, "pt": still(5), "p": still([100, 100]), "r": still(0)}
STAR |= {"ir": still(40), "is": still(0), "or": still(80), "os": still(0)}
GRADIENT = {"ty": "gf", "t": 2, "s": still([100, 100]), "e": still([180, 100]), "h": still(60), "a": still(30)}
GRADIENT |= {"o": still(100), "r": 1, "g": {"p": 2, "k": still([0, 1, 1, 0, 1, 0, 0, 1])}}
FADING = {"ty": "gs", "t": 1, "s": still([40, 100]), "e": still([160, 100]), "o": still(100), "w": still(30)}
FADING |= {"lc": 1, "lj": 1, "ml": 4, "g": {"p": 2, "k": still([0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 1, 0])}}


def trim(start: float, end: float, offset: float, mode: int) -> dict[str, Any]:
    return {"ty": "tm", "s": still(start), "e": still(end), "o": still(offset), "m": mode}


def mask(**fields: Any) -> dict[str, Any]:
    corners = {"i": [[0, 0]] * 4, "o": [[0, 0]] * 4, "v": [[60, 60], [140, 60], [140, 140], [60, 140]], "c": True}
    return {"mode": "a", "inv": False, "pt": still(corners), "o": still(100), "x": still(0)} | fields


FILES: dict[str, dict[str, Any]] = {
    "round-corners": file(shape(group(SQUARE, {"ty": "rd", "r": still(25)}, RED))),
    "round-corners-star": file(shape(group(STAR, {"ty": "rd", "r": moving((0, 0), (48, 40))}, RED))),
    "pucker": file(shape(group(SQUARE, {"ty": "pb", "a": still(40)}, RED))),
    "bloat": file(shape(group(STAR, {"ty": "pb", "a": still(-30)}, RED))),
    "zig-zag": file(shape(group(SQUARE, {"ty": "zz", "s": still(12), "r": still(5), "pt": still(1)}, RED))),
    "offset": file(shape(group(SQUARE, {"ty": "op", "a": still(15), "lj": 1, "ml": still(4)}, RED))),
    "repeater": file(shape(group(rect(30, 100, 30, 60), RED), repeater(4))),
    "repeater-turned": file(
        shape(group(rect(100, 40, 30, 60), RED), repeater(6, a=still([100, 100]), p=still([0, 0]), r=still(60)))
    ),
    "repeater-below": file(shape(rect(30, 100, 30, 60), repeater(3, s=still([80, 80]), a=still([30, 100])), RED)),
    "highlight": file(shape(ellipse(100, 100, 160, 160), GRADIENT)),
    "fading-stroke": file(shape(path((20, 100), (180, 100), closed=False), FADING)),
    "trim-in-a-row": file(
        shape(ellipse(60, 100, 70, 70, d=3), rect(150, 100, 60, 60, d=3), trim(10, 60, 30, 2), stroke(1, 0, 0))
    ),
    "trim-each": file(
        shape(ellipse(60, 100, 70, 70), rect(150, 100, 60, 60, r=still(20)), trim(0, 40, 70, 1), stroke(1, 0, 0))
    ),
    "hidden": file(shape(ellipse(100, 100, 60, 60), RED, rect(100, 100, 150, 150, hd=True), fill(0, 1, 0, hd=True))),
    "stretched": file(shape(rect(100, 100, 60, 60), RED, ks=transform(r=moving((0, 0), (48, 90))), sr=2)),
    "mask-feathered": file(solid(1, "#ff0000", SIZE, SIZE, masksProperties=[mask(f=still([30, 30]))])),
    "text": text_file(text("AB C\rCC")),
    "text-centred": text_file(text("ABC", j=2, tr=200, sc=[0, 0, 1], sw=3, of=True)),
    "text-right": text_file(text("AB\rC", j=1, lh=60, ls=10)),
    "text-box": text_file(text("AB CAB", 30, sz=[80, 120], ps=[-80, -60], j=2)),
    "text-animated": text_file(
        text(
            "ABCA",
            animators=(
                {
                    "a": {"p": still([0, 30, 0]), "o": still(50), "fc": still([0, 0, 1])},
                    "s": {"t": 0, "b": 1, "sh": 1, "r": 1, "s": still(25), "e": still(75), "a": still(100)},
                },
            ),
        )
    ),
}
# Skottie has no font for these files, and draws gradients, glyphs and offsets of its own.
WEB_ONLY = {name for name in FILES if name.startswith("text")}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    try:
        find_browser()
    except ConfigurationError as error:
        pytest.skip(str(error))
    if not (DIST / "compositor.js").exists():
        pytest.skip("the compositor is not built; run `make setup`")
    if reason := missing():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("files")
    return {row.file: row for row in compare([_written(folder, name) for name in FILES], quarters=(2,))}


def _written(folder: Path, name: str) -> Path:
    file = folder / f"{name}.json"
    file.write_text(json.dumps(FILES[name]))
    return file


@pytest.mark.parametrize("name", FILES)
def test_ours_is_what_the_judges_see(rows: dict[str, Row], name: str) -> None:
    row = rows[f"{name}.json"]
    percent = row.lottie_web if name in WEB_ONLY else row.agreed
    assert percent is not None and percent <= WORST_PERCENT
    assert row.unsupported == ()
