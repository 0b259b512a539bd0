"""Everything that is not drawn is named; what cannot be read is refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.main import run
from contracts.errors import InputRejected
from tasks.comp_import.bodymovin import import_comp
from tests.comp.fixtures import file, moving, null, solid, still, transform

SQUARE = {"i": [[0, 0]] * 4, "o": [[0, 0]] * 4, "v": [[0, 0], [9, 0], [9, 9], [0, 9]], "c": True}


@pytest.mark.parametrize(
    ("fields", "prop"),
    [
        ({"ty": 9}, "layer type"),
        ({"ty": 6}, "layer type"),
        ({"ef": [{"nm": "Glow", "mn": "ADBE Glo2", "en": 1}]}, "effect Glow"),
        ({"sy": [{"ty": 0, "nm": "Stroke"}]}, "layer style Stroke"),
        ({"mb": True}, "motion blur"),
        ({"ty": 0, "refId": "c", "w": 9, "h": 9, "ct": 1}, "collapse transformations"),
        ({"bm": 18}, "blend mode"),
        ({"tt": 1, "tp": 77}, "track matte"),
        (
            {"masksProperties": [{"mode": "a", "pt": still(SQUARE), "o": still(100), "f": still([5, 9])}]},
            "mask 1.feather",
        ),
        ({"masksProperties": [{"mode": "l", "pt": still(SQUARE), "o": still(100)}]}, "mask 1.mode"),
        ({"ks": transform(o={"a": 0, "k": 100, "x": "wiggle(1, 2)"})}, "ks.o (expression)"),
        ({"ty": 2, "refId": "gone"}, "image"),
        ({"sc": ""}, "solid colour"),
        ({"ty": 0, "refId": "c", "w": 99999, "h": 9, "ddd": 1}, "precomp size"),
        ({"ty": 5, "t": {"d": {"k": [{"t": 0, "s": {"s": 9, "f": "Gone", "t": "A"}}]}}}, "font Gone"),
        ({"ty": 0, "refId": "gone", "w": 10, "h": 10}, "precomp"),
        ({"ty": 4, "shapes": [{"ty": "mm", "mm": 3}]}, "shapes.merge paths"),
    ],
)
def test_unsupported_things_are_named(fields: dict[str, object], prop: str) -> None:
    _, findings = import_comp(file(solid(1, "#ff0000", nm="Title", **fields), assets=[{"id": "c", "layers": []}]))
    assert [(finding.layer, finding.property) for finding in findings] == [("Title", prop)]


def test_supported_things_are_not_reported() -> None:
    _, findings = import_comp(file(solid(1, "#ff0000", bm=3), null(2)))
    assert findings == ()


def test_a_flat_child_of_a_3d_parent_is_named() -> None:
    _, findings = import_comp(file(solid(1, "#ff0000", parent=2), null(2, ddd=1)))
    assert [(finding.layer, finding.property) for finding in findings] == [("solid 1", "parent")]


def test_layers_without_a_transform_are_drawn() -> None:
    layer = solid(1, "#ff0000")
    del layer["ks"]
    comp, findings = import_comp(file(layer))
    assert findings == ()
    assert len(comp.layers) == 1


def test_strict_ends_with_3_and_still_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "in.json", tmp_path / "comp.json"
    source.write_text(json.dumps(file(solid(1, "#ff0000", mb=True))))
    assert run(["comp", "import", str(source), "--out", str(out), "--strict", "--json"]) == 3
    report = json.loads(capsys.readouterr().out)
    assert report["unsupported"] == [{"layer": "solid 1", "property": "motion blur", "message": "is left out"}]
    assert json.loads(out.read_text())["frames"] == 48
    assert run(["comp", "import", str(source), "--out", str(out)]) == 0


def test_a_comp_inside_itself_and_one_too_large_are_refused() -> None:
    loop = {"ty": 0, "nm": "loop", "ind": 1, "refId": "c", "w": 9, "h": 9, "ip": 0, "op": 48, "ks": transform()}
    with pytest.raises(InputRejected, match="Bodymovin"):
        import_comp(file(loop, assets=[{"id": "c", "layers": [loop]}]))
    with pytest.raises(InputRejected, match="8192"):
        import_comp(file(w=99999))


def test_what_players_leave_out_is_drawn_where_asked_for(tmp_path: Path) -> None:
    source, out = tmp_path / "in.json", tmp_path / "comp.json"
    blurred = solid(1, "#ff0000", mb=True, ks=transform(p=moving((0, [0, 0, 0]), (9, [90, 0, 0]))))
    source.write_text(json.dumps(file(blurred, mb={"sa": 180, "sp": -90, "spf": 4})))
    assert run(["comp", "import", str(source), "--out", str(out), "--as-made", "--strict"]) == 0
    (item,) = json.loads(out.read_text())["layers"][0]["group"]["items"]
    assert len(item["moments"]) == 4


@pytest.mark.parametrize("text", ["", "[]", '{"w": 1}', '{"layers": 3, "w": 8, "h": 8, "fr": 24, "ip": 0, "op": 4}'])
def test_other_files_are_refused(tmp_path: Path, text: str) -> None:
    source = tmp_path / "in.json"
    source.write_text(text)
    assert run(["comp", "import", str(source), "--out", str(tmp_path / "comp.json")]) == 2
    assert run(["comp", "render", str(source), "--out", str(tmp_path / "frame.png")]) == 2


def test_broken_keyframes_are_refused() -> None:
    with pytest.raises(InputRejected, match="Bodymovin"):
        import_comp(file(solid(1, "#ff0000", ks=transform(p=moving((0, "x"))))))
