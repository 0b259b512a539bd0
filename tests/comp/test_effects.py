"""Effects, styles and blend modes against the outside players that draw them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from contracts.errors import ConfigurationError
from renderer.browser import find_browser
from renderer.page_server import DIST
from tasks.comp_import.bodymovin import import_comp
from tests.comp.effect_fixtures import effect, pro_levels, shape
from tests.comp.fixtures import SIZE, camera, file, solid, still, transform
from tests.comp.judges import Case, Pixels, ask_lottie_web, ask_skottie, missing, ours, percent_off

WORST_PERCENT = 0.5
MEAN_LEVELS = 1.0
STRIPES = ((0.9, 0.2, 0.1), (0.2, 0.7, 0.3), (0.15, 0.25, 0.8))
SHADOW = ("ADBE Drop Shadow", [0, 0, 0, 1], 180, 135, 25, 20, 0)
TURNED = transform(p=still([100, 100, 0]), a=still([40, 40, 0]), r=still(25), s=still([140, 100, 100]))
STYLE = {"c": still([0.4, 0, 0, 1]), "o": still(75), "a": still(120), "s": still(14), "d": still(12), "ch": still(0)}
STYLE |= {"sr": still(1), "r": still(50)}

BY_PIXEL = {
    "fill": effect("ADBE Fill", 0, 0, [0.2, 0.4, 0.9, 1], 0, 0, 0, 0.7),
    "tint": effect("ADBE Tint", [0.2, 0, 0.4, 1], [1, 0.9, 0.3, 1], 60),
    "tritone": effect("ADBE Tritone", [1, 0.9, 0.3, 1], [0.3, 0.6, 0.6, 1], [0.2, 0, 0.4, 1], 10),
    "pro levels": pro_levels(0.1, 0.8, 1.6, 0.1, 0.9),
    "levels": effect("ADBE Easy Levels2", 1, 0, 0.1, 0.8, 1.6, 0.1, 0.9, 1, 1),
    "levels of red, falling": effect("ADBE Easy Levels2", 2, 0, 0.1, 0.8, 0.6, 0.9, 0.1, 1, 1),
    "hue": effect("ADBE HUE SATURATION", 1, 0, 70, 0, 0, 0, 0, 0, 0),
    "saturation": effect("ADBE HUE SATURATION", 1, 0, 0, 45, 0, 0, 0, 0, 0),
    "all of hue and saturation": effect("ADBE HUE SATURATION", 1, 0, 20, -60, 15, 0, 0, 0, 0),
    "invert": effect("ADBE Invert", 1, 0),
    "invert hue": effect("ADBE Invert", 7, 0),
    "invert hls": effect("ADBE Invert", 6, 0),
    "brightness": effect("ADBE Brightness & Contrast 2", 40, 30, 0),
    "legacy brightness": effect("ADBE Brightness & Contrast 2", 40, 30, 1),
}
AROUND = {
    "blur": effect("ADBE Gaussian Blur 2", 30, 1, 0),
    "wide blur": effect("ADBE Gaussian Blur 2", 120, 1, 0),
    "blur across": effect("ADBE Gaussian Blur 2", 60, 2, 0),
    "slanted blur": effect("ADBE Motion Blur", 30, 60),
    "shadow": effect(*SHADOW),
    "shadow alone": effect("ADBE Drop Shadow", [1, 0, 0, 1], 255, 225, 25, 10, 1),
    "transform": effect("ADBE Geometry2", [100, 100], [110, 90], 0, 120, 70, 15, 20, 30, 80),
}
ASIDE = transform(p=still([100, 100, 0]), a=still([40, 40, 0]), ry=still(40))
INNER = {"id": "c", "layers": [shape(1, *STRIPES, ks=transform(p=still([40, 40, 0]), r=still(0)))]}
PRECOMP = {"ty": 0, "nm": "inner", "ind": 2, "refId": "c", "w": 80, "h": 80, "ip": 0, "op": 48, "ks": TURNED}
CASES: dict[str, dict[str, Any]] = {
    **{name: file(shape(1, *STRIPES, ef=[made])) for name, made in (BY_PIXEL | AROUND).items()},
    **{
        f"turned {name}": file(solid(1, "#3366cc", ef=[made], ks=TURNED))
        for name, made in AROUND.items()
        if "shadow" not in name
    },
    "precomp": file(PRECOMP | {"ef": [AROUND["blur"], BY_PIXEL["tint"]]}, assets=[INNER]),
    "precomp in space": file(
        camera(1, still(300)), PRECOMP | {"ddd": 1, "ks": ASIDE, "ef": [AROUND["blur"]]}, assets=[INNER]
    ),
    "solid in space": file(camera(1, still(300)), solid(2, "#3366cc", ddd=1, ks=ASIDE, ef=[AROUND["shadow"]])),
    "chain": file(solid(1, "#3366cc", ef=[BY_PIXEL["fill"], AROUND["blur"], AROUND["shadow"]], ks=TURNED)),
    **{f"style {kind}": file(shape(1, *STRIPES, sy=[STYLE | {"ty": kind}])) for kind in (1, 2, 3, 4)},
    **{f"blend {mode}": file(shape(1, *STRIPES, bm=mode), solid(2, "#d09040", SIZE, SIZE)) for mode in range(12, 18)},
}
ALIKE_IN_BOTH = ("fill", "pro levels", "wide blur", "turned blur", "blend 12", "blend 13", "blend 14", "blend 15")
Judged = dict[str, tuple[Pixels, Pixels, Pixels | None]]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Ours and Skottie's picture of every case, and lottie-web's of those that it draws as Skottie does."""
    try:
        find_browser()
    except ConfigurationError as error:
        pytest.skip(str(error))
    if not (DIST / "compositor.js").exists():
        pytest.skip("the compositor is not built; run `make setup`")
    if reason := missing():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("effects")
    cases = {name: Case(_written(folder, name, data), data, (0,)) for name, data in CASES.items()}
    skottie = ask_skottie([*cases.values()], folder)
    web = ask_lottie_web([cases[name] for name in ALIKE_IN_BOTH], "svg")
    found = {}
    for name, case in cases.items():
        key = (case.file.stem, 0)
        comp, findings = import_comp(case.data)
        assert findings == ()
        found[name] = (ours(comp, 0, SIZE, SIZE), skottie[key], web.get(key))
    return found


def _written(folder: Path, name: str, data: dict[str, Any]) -> Path:
    path = folder / f"{name.replace(' ', '-')}.json"
    path.write_text(json.dumps(data))
    return path


@pytest.mark.parametrize("name", CASES)
def test_ours_is_what_skottie_draws(judged: Judged, name: str) -> None:
    own, skottie, _ = judged[name]
    assert percent_off(own, skottie) <= WORST_PERCENT
    assert np.abs(own - skottie).mean() <= MEAN_LEVELS


@pytest.mark.parametrize("name", ALIKE_IN_BOTH)
def test_ours_is_what_lottie_web_draws_too(judged: Judged, name: str) -> None:
    own, _, web = judged[name]
    assert web is not None
    assert percent_off(own, web) <= WORST_PERCENT
