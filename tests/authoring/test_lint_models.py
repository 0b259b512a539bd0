"""What the lint says about models: file, shot, and what to do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from contracts.layers import ModelLayer, PerformerLayer
from contracts.template import FanKitItem
from tasks.template import lint_models
from tasks.template.findings import Finding
from tasks.template.lint_avatars import lint_avatar
from tasks.template.lint_comps import lint_kit_item
from tasks.template.lint_models import lint_model
from tests.renderer.comps import comp
from tests.renderer.glb import GlbWriter, leaning_box
from tests.renderer.vrm import BoxAvatar


def found(folder: Path, content: bytes, **fields: Any) -> list[Finding]:
    (folder / "thing.glb").write_bytes(content)
    layer = ModelLayer(**({"id": "thing", "asset": "thing.glb"} | fields))
    return lint_model(layer, folder / "thing.glb", "opening")


def test_a_good_model_is_not_mentioned(tmp_path: Path) -> None:
    assert found(tmp_path, leaning_box(), clip="lean", morph_tracks={"wide": (1.0,)}) == []


@pytest.mark.parametrize(
    ("content", "fields", "message", "advice"),
    [
        (b"ply\n" * 20, {}, "is not a binary glTF file", "export it again"),
        (leaning_box()[:300], {}, "is cut short", "export it again"),
        (leaning_box(), {"clip": "run"}, "has no clip 'run', which layer thing plays", "lean, rise"),
        (leaning_box(), {"morph_tracks": {"tall": (1.0,)}}, "has no morph target 'tall'", "wide"),
    ],
)
def test_what_cannot_be_played_is_an_error(
    tmp_path: Path, content: bytes, fields: dict[str, Any], message: str, advice: str
) -> None:
    (finding,) = found(tmp_path, content, **fields)
    assert (finding.level, finding.file, finding.shot) == ("error", "thing.glb", "opening")
    assert message in finding.message
    assert advice in finding.advice


def test_what_the_engine_lacks_is_an_error(tmp_path: Path) -> None:
    glb = GlbWriter()
    glb.json |= {"extensionsRequired": ["KHR_draco_mesh_compression"], "images": [{"uri": "skin.png"}]}
    assert [finding.message for finding in found(tmp_path, glb.pack())] == [
        "refers to the file skin.png",
        "requires KHR_draco_mesh_compression, which the engine does not have",
    ]


def test_cost_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (pixels,) = found(tmp_path, leaning_box(np.zeros((2100, 2100, 3), np.uint8)))
    assert pixels.level == "warning"
    assert "pictures of 4.4 million pixels" in pixels.message
    monkeypatch.setattr(lint_models, "TRIANGLE_LIMIT", 11)
    (triangles,) = found(tmp_path, leaning_box())
    assert "has 12 triangles" in triangles.message


def test_a_comp_without_its_model_is_an_error(tmp_path: Path) -> None:
    picture = comp(ModelLayer(id="thing", asset="thing.glb"))
    (tmp_path / "card.json").write_text(picture.model_dump_json())
    item = FanKitItem(id="card", comp="card.json", file_name="card.png", depends_on=(), frame=0)
    (finding,) = lint_kit_item(item, tmp_path)
    assert finding.message == "is missing; layer thing of card.json shows it"


def test_lint_and_engine_know_the_same_extensions() -> None:
    source = Path(__file__).resolve().parents[2] / "compositor" / "src" / "gltf" / "glb.ts"
    (names,) = re.findall(r"KNOWN_EXTENSIONS[^\[]*\[(.*?)\]", source.read_text(), re.DOTALL)
    assert set(re.findall(r'"(\w+)"', names)) == lint_models.KNOWN_EXTENSIONS


OPEN_LICENCE = {
    "allowRedistribution": True,
    "commercialUsage": "corporation",
    "avatarPermission": "everyone",
    "creditNotation": "unnecessary",
}


def found_of_avatar(folder: Path, content: bytes) -> list[Finding]:
    (folder / "star.vrm").write_bytes(content)
    return lint_avatar("star.vrm", "singer", folder / "star.vrm", "opening")


def test_an_avatar_that_allows_everything_is_not_mentioned(tmp_path: Path) -> None:
    assert found_of_avatar(tmp_path, BoxAvatar().pack(OPEN_LICENCE)) == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("allowRedistribution", False, "allowRedistribution = false: the bundle holds the file"),
        ("commercialUsage", "personalNonProfit", "commercialUsage = personalNonProfit: no other use"),
        ("avatarPermission", "onlyAuthor", "avatarPermission = onlyAuthor: others may not let it perform"),
        ("creditNotation", "required", "asks for credit"),
        (
            "otherLicenseUrl",
            "https://example.com/terms",
            "further terms at otherLicenseUrl = https://example.com/terms",
        ),
    ],
)
def test_what_an_avatars_licence_forbids_is_a_warning(tmp_path: Path, field: str, value: object, words: str) -> None:
    (finding,) = found_of_avatar(tmp_path, BoxAvatar().pack(OPEN_LICENCE | {field: value}))
    assert finding.level == "warning"
    assert words in finding.message
    assert "Box by Tests, https://vrm.dev/licenses/1.0/" in finding.message


def test_a_licence_that_says_nothing_forbids(tmp_path: Path) -> None:
    findings = found_of_avatar(tmp_path, BoxAvatar().pack())
    assert len(findings) == 4
    assert "allowRedistribution = false, as it is where it is left out" in findings[0].message


def test_a_licence_of_another_kind_is_an_error(tmp_path: Path) -> None:
    (finding,) = found_of_avatar(tmp_path, BoxAvatar().pack(OPEN_LICENCE | {"licenseUrl": "https://example.com/"}))
    assert (finding.level, finding.message) == (
        "error",
        "its licenseUrl is https://example.com/, so the engine refuses the file",
    )


def test_what_cannot_perform_is_an_error(tmp_path: Path) -> None:
    (finding,) = found_of_avatar(tmp_path, leaning_box())
    assert finding.level == "error"
    assert "is not a VRM 1.0 avatar, which layer singer shows" in finding.message
    avatar = BoxAvatar()
    avatar.nodes.pop("leftFoot")
    avatar.expressions.pop("blink")
    bones, face = found_of_avatar(tmp_path, avatar.pack(OPEN_LICENCE))
    assert (bones.level, bones.message) == ("error", "has no leftFoot, so it cannot move")
    assert (face.level, face.message) == ("warning", "has no expression blink: its face stays still there")


def test_a_comp_with_an_avatar_is_checked(tmp_path: Path) -> None:
    item = FanKitItem(id="card", comp="card.json", file_name="card.png", depends_on=())
    (tmp_path / "card.json").write_text(comp(PerformerLayer(id="singer", vrm="star.vrm")).model_dump_json())
    (missing,) = lint_kit_item(item, tmp_path)
    assert missing.message == "is missing; layer singer of card.json shows it"
    (tmp_path / "star.vrm").write_bytes(b"no avatar" * 9)
    (broken,) = lint_kit_item(item, tmp_path)
    assert broken.message == "is not a binary glTF file"
