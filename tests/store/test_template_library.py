"""Built templates: found, checked, read anew when they are rebuilt."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from blocks.template_library import known_templates, open_template
from contracts.errors import InputRejected, TemplateError
from tests.flow.tiny_template import build_tiny_template


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FANCHANT_TEMPLATES", str(tmp_path))
    build_tiny_template(tmp_path)
    return tmp_path


def test_operators_templates_are_found(library: Path) -> None:
    assert "tiny" in known_templates()
    assert open_template("tiny").template.video.frames == 72
    assert open_template("tiny").path("static.mp4").is_file()


def test_an_unknown_template_is_refused_with_those_that_are_there(library: Path) -> None:
    with pytest.raises(InputRejected, match="tiny") as refused:
        open_template("nowhere")
    assert refused.value.code == "template_missing"


def test_a_rebuilt_template_is_read_anew(library: Path) -> None:
    before = open_template("tiny").template.revision
    build_tiny_template(library, revision_of="rebuilt")
    table = library / "tiny" / "bundle" / "template.json"
    os.utime(table, ns=(0, table.stat().st_mtime_ns + 1))
    assert open_template("tiny").template.revision != before


def test_broken_bundles_say_how_to_mend_them(library: Path) -> None:
    bundle = open_template("tiny")
    (library / "tiny" / "bundle" / "static.mp4").unlink()
    with pytest.raises(TemplateError, match="fanchant template build tiny"):
        bundle.path("static.mp4")
    (library / "tiny" / "bundle" / "template.json").write_text("{}")
    with pytest.raises(TemplateError) as broken:
        open_template("tiny")
    assert broken.value.code == "template_unreadable"
