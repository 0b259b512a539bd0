"""What building and checking a template sees of slots inside imported comps."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.comp import Comp, SongClock
from contracts.template import Dependency, FanKitItem, Shot
from tasks.comp_import.after_effects import import_after_effects
from tasks.template.drawings import Drawing, drawing_key
from tasks.template.lint_comps import lint_kit_item
from tasks.template.lint_text import lint_shot_text
from tasks.template.slots import anybody_sings, shown_of_fan
from tests.comp.stage import FRAMES, layer, stage


def inside(comp: Comp) -> Comp:
    """The comp as an item of another."""
    outer = comp.model_dump()
    group = outer["layers"][0]["group"]
    item = {"matrix_track": (group["camera"]["matrix_track"][0],), "content": group | {"type": "group"}}
    outer["layers"][0]["group"] = group | {"items": (item,)}
    return Comp.model_validate(outer)


def imported() -> Comp:
    return import_after_effects(stage())[0]


def kit_findings(comp: Comp, folder: Path, *depends_on: Dependency) -> list[str]:
    (folder / "c.json").write_text(comp.model_dump_json())
    item = FanKitItem(id="card", comp="c.json", depends_on=depends_on, file_name="card.png")
    return [finding.message for finding in lint_kit_item(item, folder)]


@pytest.mark.parametrize("nested", [False, True])
def test_slots_in_imported_comps_are_depended_on(tmp_path: Path, nested: bool) -> None:
    comp = inside(imported()) if nested else imported()
    assert shown_of_fan(comp) == {"character": True, "name": True}
    assert kit_findings(comp, tmp_path, "character", "name") == []
    assert kit_findings(comp, tmp_path, "character") == ["shows the fan's name without saying so"]
    assert kit_findings(comp, tmp_path, "name") == ["shows the fan's character without saying so"]


def test_without_slots_nothing_is_depended_on(tmp_path: Path) -> None:
    data = stage()
    data["slots"] = []
    comp = import_after_effects(data)[0]
    assert shown_of_fan(comp) == {"character": False, "name": False}
    (found,) = kit_findings(comp, tmp_path, "character")
    assert "does not show it" in found


def test_fonts_of_words_have_to_be_there(tmp_path: Path) -> None:
    data = stage()
    layer(data, "@name big")["text"]["font_family"] = "Imagined Sans"
    comp = import_after_effects(data)[0]
    shot = Shot(id="s", kind="personal", start_frame=0, frames=FRAMES, comp="c.json", depends_on=("name",))
    (finding,) = lint_shot_text(shot, comp, tmp_path)
    assert "layer comp wants the font 'Imagined Sans'" in finding.message
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Imagined Sans-Bold.woff2").write_bytes(b"")
    assert lint_shot_text(shot, comp, tmp_path) == []


def test_a_singing_actor_makes_a_drawing_depend_on_the_song(tmp_path: Path) -> None:
    singing = inside(imported())
    data = stage()
    data["slots"] = []
    silent = import_after_effects(data)[0]
    assert anybody_sings(singing)
    assert not anybody_sings(silent)
    one, other = SongClock(tempo_bpm=120), SongClock(tempo_bpm=120, visemes=((0.0, 1.0, "aa", 1.0),))
    for comp, same in ((singing, False), (silent, True)):
        drawing = Drawing(path="clips/a.mp4", shot="a", comp=comp, song_start_frame=0)
        keys = [drawing_key(drawing, clock, tmp_path, "engine") for clock in (one, other)]
        assert (keys[0] == keys[1]) is same
