"""Names that the fonts cannot draw are refused at intake, with a sentence that says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.main import run
from contracts.errors import ConfigurationError, InputRejected
from tasks.intake.glyphs import COVERAGE, check_glyphs, coverage
from tasks.intake.name import check_name
from tests.flow.inputs import SELFIE
from tests.text.names import LONG, MIXED, SCRIPTS


@pytest.mark.parametrize(
    "name",
    [
        *(word for words in SCRIPTS.values() for word in words),
        MIXED,
        LONG,
        "مَرْيَم بِنْت",
        "👨\u200d👩\u200d👧\u200d👦 family",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "👍🏿 ✌🏽 ♥\ufe0f ♥\ufe0e",
        "क्\u200dष",
        "★Mina☆ ♡ ♪",
        "O’Brien-Smith, Jr. & Co. №1 (2×)",
        "뷁쀍",
        "𠮟",
        "Е́лена",
    ],
)
def test_accepted(name: str) -> None:
    assert check_name(name)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("\U00013000\U00013001", "Egyptian"),
        ("Ana \U00012000", "Cuneiform"),
        ("\ue000", "only some devices"),
        ("Ana \uf8ff", "only some devices"),
        ("\U0001fbff", "only some devices"),
        ("\U0002a6d6", "rare Chinese"),
        ("\U0001d173\U0001d11e", "symbol"),
        ("ᚠᚢᚦ", "Runic"),
        ("Aक़ि김\u0301", "joins marks"),
    ],
)
def test_refused(name: str, says: str) -> None:
    with pytest.raises(InputRejected, match=says) as refused:
        check_name(name)
    assert refused.value.code == "name_not_drawable"
    assert "please" in str(refused.value)
    assert not any(ord(character) > 0x2FF for character in str(refused.value))


@given(st.data())
def test_what_one_font_has_can_be_drawn(data: st.DataObject) -> None:
    """However marks and letters of a font follow each other."""
    font = data.draw(st.sampled_from(coverage(COVERAGE)))
    runs = st.sampled_from(list(zip(font.firsts, font.lasts, strict=True)))
    codes = data.draw(st.lists(runs.flatmap(lambda run: st.integers(*run)), min_size=1, max_size=12))
    check_glyphs("".join(map(chr, codes)))


def test_the_command_refuses_before_anything_else_runs(
    tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    voice = tmp_path / "voice.wav"
    voice.write_bytes(b"")
    words = ["--selfie", str(SELFIE), "--voice", str(voice), "--template", tiny, "--out", str(tmp_path / "out")]
    assert run(["make", *words, "--name", "\U00013000"]) == 2
    assert "Egyptian" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_missing_table_is_a_matter_of_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        coverage(tmp_path / "coverage.json")
