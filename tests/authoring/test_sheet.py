"""The contact sheet: complete, labelled, drawn as the film is."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cli.main import run
from contracts.comp import DrawRequest
from contracts.errors import InputRejected, TemplateError
from renderer.renderer import Renderer
from tasks.template.samples import SAMPLE_FANS
from tasks.template.sheet import chosen_shots, contact_sheet, read_template, shot_picture
from tasks.template.sheet_layout import Words
from tasks.template.shot_comps import comp_of, middle_frame


def test_the_samples_differ_in_all_that_casting_can_tell_apart() -> None:
    characters = [fan.character for fan in SAMPLE_FANS]
    assert len({c.key for c in characters}) == len({fan.name for fan in SAMPLE_FANS}) == 6
    assert len({c.skin_tone for c in characters}) == len({c.hair_style for c in characters}) == 6
    assert {"hijab", "afro"} <= {c.hair_style for c in characters}
    assert {"none", "round", "sunglasses"} <= {c.glasses for c in characters}
    assert {"none", "full"} <= {c.facial_hair for c in characters}
    lengths = sorted(len(fan.name) for fan in SAMPLE_FANS)
    assert lengths[0] <= 3 and lengths[-1] >= 18


def test_shots_are_chosen_by_kind_or_by_name(little: Path) -> None:
    template = read_template(little / "bundle")
    assert [s.id for s in chosen_shots(template, [], static=False)] == ["figure", "cut"]
    assert [s.id for s in chosen_shots(template, [], static=True)] == ["figure", "cut", "opening"]
    assert [s.id for s in chosen_shots(template, ["opening", "cut"], static=False)] == ["cut", "opening"]
    with pytest.raises(InputRejected, match="'solo'; there is: opening, figure, cut"):
        chosen_shots(template, ["solo"], static=False)


def test_a_picture_is_the_still_that_the_engine_draws(little: Path, renderer: Renderer) -> None:
    template, bundle = read_template(little / "bundle"), little / "bundle"
    shot, fan = template.shots[1], SAMPLE_FANS[2]
    request = DrawRequest(
        comp=comp_of(shot, template.video, bundle),
        song=template.song.clock,
        song_start_frame=8,
        fan=fan.character,
        name=fan.name,
        frames=(middle_frame(shot),),
    )
    wanted = Image.open(io.BytesIO(renderer.still(request, bundle)))
    assert np.array_equal(np.asarray(shot_picture(template, shot, fan, bundle, renderer)), np.asarray(wanted))


def test_what_reaches_beyond_the_region_is_cut_off_as_in_the_film(little: Path, renderer: Renderer) -> None:
    template, bundle = read_template(little / "bundle"), little / "bundle"
    shot = template.shots[2]
    assert shot.region is not None
    first, second = (
        np.asarray(shot_picture(template, shot, fan, bundle, renderer), int) for fan in (SAMPLE_FANS[0], SAMPLE_FANS[4])
    )
    differs = np.abs(first - second).max(axis=(0, 2)) > 0
    assert differs.any()
    assert not differs[: shot.region.x].any() and not differs[shot.region.x + shot.region.width :].any()


def test_every_fan_and_every_shot_is_on_the_sheet(little: Path, renderer: Renderer) -> None:
    heard: list[tuple[int, int]] = []
    page = contact_sheet(
        little / "bundle", renderer, static=True, columns=3, on_cell=lambda done, total: heard.append((done, total))
    )
    assert heard == [(done, 13) for done in range(1, 14)]
    # 2 shots x 2 lines of three pictures and a line of static ones: a column of pixels through the first pictures
    # crosses five of them.
    picture = np.asarray(page, int)[:, 300].sum(axis=1) != sum((14, 14, 20))
    runs = np.flatnonzero(np.diff(picture.astype(int)) == 1)
    tall = sum(picture[start + 1 : start + 301].all() for start in runs)
    assert tall == 5


def test_lines_with_and_without_descenders_have_one_size_and_one_baseline(little: Path, renderer: Renderer) -> None:
    words = Words(renderer, little / "bundle")
    tops, feet = [], []
    for text in ("Hall", "Hgall"):
        page = Image.new("RGB", (400, 80))
        words.write(page, text, (0, 10), 40, (1.0, 1.0, 1.0))
        capital = np.asarray(page)[:, :12, 0] > 127
        rows = np.flatnonzero(capital.any(axis=1))
        tops.append(rows[0])
        feet.append(rows[-1])
    assert abs(tops[0] - tops[1]) <= 1 and abs(feet[0] - feet[1]) <= 1
    assert feet[0] - tops[0] > 18


def test_the_command_writes_a_png_and_says_so(little: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sheets" / "cut.png"
    assert run(["template", "sheet", str(little), "--out", str(out), "--shots", "cut", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    with Image.open(out) as page:
        assert said == {"sheet": str(out), "width": page.width, "height": page.height, "pictures": 6}


def test_a_template_that_is_not_built_says_what_to_do(tmp_path: Path, renderer: Renderer) -> None:
    with pytest.raises(TemplateError, match="build the template"):
        contact_sheet(tmp_path / "bundle", renderer)
