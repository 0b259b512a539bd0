"""The name as it will stand on the screen."""

from __future__ import annotations

import unicodedata

import regex

from contracts.errors import InputRejected
from contracts.submission import NAME_MAX_GRAPHEMES
from tasks.intake.glyphs import check_glyphs

MAX_CHARACTERS = 200
MAX_MARKS_PER_GRAPHEME = 5
"""Tibetan and pointed Hebrew stack up to four; more is meant to climb out of its line."""

JOINERS = "\u200c\u200d"
"""Zero-width joiners: part of Persian and Indic spelling and of family emoji."""
EMOJI_TAGS = frozenset(chr(code) for code in range(0xE0020, 0xE0080))
"""They spell the region of a flag such as Scotland's."""
INVISIBLE_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols by category, blank on the screen."""

_GRAPHEME = regex.compile(r"\X")
_SPACES = regex.compile(r"[\s\p{Z}]+")


def check_name(text: str) -> str:
    """The name in NFC, trimmed, with single spaces and without control or text-direction characters.

    Raises InputRejected: `name_empty`, `name_too_long` (over 40 graphemes or 200 characters), `name_stacked_marks`,
    `name_not_drawable` (see `check_glyphs`).
    """
    if len(text) > 50 * MAX_CHARACTERS:  # before any work on it
        raise _too_long()
    name = _tidy(text)
    if not name:
        raise InputRejected("The name is empty; please type the name to show.", code="name_empty")
    graphemes = _GRAPHEME.findall(name)
    if len(graphemes) > NAME_MAX_GRAPHEMES or len(name) > MAX_CHARACTERS:
        raise _too_long()
    if any(_marks(grapheme) > MAX_MARKS_PER_GRAPHEME for grapheme in graphemes):
        raise InputRejected(
            "The name stacks too many accents on one letter; please type it plainly.", code="name_stacked_marks"
        )
    check_glyphs(name)
    return name


def _tidy(text: str) -> str:
    visible = "".join(_cleaned(character) for character in unicodedata.normalize("NFC", text))
    name = _SPACES.sub(" ", unicodedata.normalize("NFC", visible)).strip(" " + JOINERS)
    return name if any(_shows(character) for character in name) else ""


def _cleaned(character: str) -> str:
    """The character itself, a space for white space, nothing for what must not reach a screen."""
    category = unicodedata.category(character)
    if character.isspace() or category.startswith("Z") or character in INVISIBLE_LETTERS:
        return " "
    if character in JOINERS or character in EMOJI_TAGS:
        return character
    if category in ("Cc", "Cf", "Cs") or _is_noncharacter(character):
        return ""
    return character


def _is_noncharacter(character: str) -> bool:
    code = ord(character)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _shows(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNSP" or unicodedata.category(character) in ("Cn", "Co")


def _marks(grapheme: str) -> int:
    return sum(unicodedata.category(character) in ("Mn", "Me") for character in grapheme)


def _too_long() -> InputRejected:
    return InputRejected(
        f"The name is longer than {NAME_MAX_GRAPHEMES} characters; please shorten it.", code="name_too_long"
    )
