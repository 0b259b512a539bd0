"""Names as people type them."""

from __future__ import annotations

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from contracts.errors import InputRejected
from tasks.intake.name import check_name


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Ana \t María\n", "Ana María"),
        ("Jose\u0301", "José"),
        ("\u202eevil\u202c Eve", "evil Eve"),
        ("A\u0000nn\u0007a", "Anna"),
        ("\ufeffLi\u200b", "Li"),
        ("مريم", "مريم"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩🏽\u200d🎤 Zoë", "👩🏽\u200d🎤 Zoë"),
        (
            "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
            "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        ),
        ("क्ष्मा", "क्ष्मा"),
        ("นํ้า", "นํ้า"),
        ("!!!", "!!!"),
        ("a\u3000b", "a b"),
        ("👨\u200d👩\u200d👧\u200d👦" * 20, "👨\u200d👩\u200d👧\u200d👦" * 20),
    ],
)
def test_names_that_can_be_shown(typed: str, shown: str) -> None:
    assert check_name(typed) == shown


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "name_empty"),
        (" \t\n", "name_empty"),
        ("\u200b\u200d\u2060", "name_empty"),
        ("\u3164\u2800", "name_empty"),
        ("a" * 41, "name_too_long"),
        ("👨\u200d👩\u200d👧\u200d👦" * 30, "name_too_long"),
        ("x" * 1_000_000, "name_too_long"),
        ("Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307algo", "name_stacked_marks"),
    ],
)
def test_names_that_cannot(typed: str, code: str) -> None:
    with pytest.raises(InputRejected) as rejected:
        check_name(typed)
    assert rejected.value.code == code
    assert not typed.strip() or typed[:20] not in str(rejected.value)


@given(st.text(max_size=60))
def test_what_comes_out_is_clean_and_stays_as_it_is(typed: str) -> None:
    try:
        name = check_name(typed)
    except InputRejected:
        return
    assert check_name(name) == name
    assert unicodedata.is_normalized("NFC", name)
    assert name == name.strip() and "  " not in name
    assert not regex.search(r"[\p{Cc}\u202a-\u202e\u2066-\u2069\p{Cs}]", name)
    assert 1 <= len(regex.findall(r"\X", name)) <= 40
