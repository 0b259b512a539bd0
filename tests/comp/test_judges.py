"""Every public test file against Skottie and lottie-web, where both agree."""

from __future__ import annotations

import pytest

from contracts.errors import ConfigurationError
from renderer.browser import find_browser
from renderer.page_server import DIST
from tests.comp.compare import Row, compare, files
from tests.comp.judges import missing

WORST_PERCENT = 2.0
NOTHING_DRAWN_PERCENT = 50.0


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    try:
        find_browser()
    except ConfigurationError as error:
        pytest.skip(str(error))
    if not (DIST / "compositor.js").exists():
        pytest.skip("the compositor is not built; run `make setup`")
    if reason := missing():
        pytest.skip(reason)
    return {row.file: row for row in compare(files(), quarters=(1, 3))}


@pytest.mark.parametrize("name", [path.name for path in files()] or ["none"])
def test_ours_is_what_both_judges_see(rows: dict[str, Row], name: str) -> None:
    if name not in rows:
        pytest.skip("../shared/lottie is not there")
    row = rows[name]
    assert row.skottie is not None
    # What lottie-web does not draw at all, as cameras in precomps and mattes, Skottie judges alone.
    alone = row.judges is None or row.judges > NOTHING_DRAWN_PERCENT
    percent = row.skottie if alone else row.agreed
    assert percent is not None and percent <= WORST_PERCENT
