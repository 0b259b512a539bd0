"""Brings a text to the few forms in which it is compared: what a reader would take it for."""

from __future__ import annotations

import unicodedata
from functools import cache

import regex

from tasks.censor.confusables import LEET, ONE, latin_look_alikes

WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
"""A word with its marks: Python's own `\\w` stops at the vowel signs of Indic scripts."""

_INVISIBLE = regex.compile(r"[\p{Cf}\p{Cc}\p{Me}\u115f\u1160\u3164\uffa0\ufe00-\ufe0f\u034f]")
_LATIN_MARKS = regex.compile(r"(?<=\p{Latin})\p{Mn}+")
_SEMITIC_MARKS = regex.compile(r"(?<=[\p{Arabic}\p{Hebrew}])\p{Mn}+|\u0640")
_SINGLES = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}])(?:\p{L}\p{M}*[^\p{L}\p{M}\p{N}]{1,3}){1,}\p{L}\p{M}*(?![\p{L}\p{M}\p{N}])"
)
_RUN = regex.compile(r"(.)\1+")
_ALEF = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي"})
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def fold(text: str) -> str:
    """Case, width, invisible characters, Latin accents, Arabic marks and Japanese syllabaries made one."""
    text = regex.sub(_INVISIBLE, "", unicodedata.normalize("NFKC", text)).casefold()
    decomposed = regex.sub(_SEMITIC_MARKS, "", regex.sub(_LATIN_MARKS, "", unicodedata.normalize("NFD", text)))
    text = unicodedata.normalize("NFKC", decomposed)
    return text.translate(_ALEF).translate(_KATAKANA).replace("ё", "е").replace("ı", "i").replace("ß", "ss")


def readings(text: str) -> tuple[str, ...]:
    """The folded text as it stands, with look-alikes read as Latin, and with digits and signs read as letters."""
    plain = fold(text)
    latin = fold(plain.translate(_look_alikes()))
    leet = latin.translate({ord(sign): letter for sign, letter in LEET.items()})
    found = (plain, latin, leet.replace(ONE, "i"), leet.replace(ONE, "l"))
    return tuple(dict.fromkeys(found))


def words(reading: str) -> tuple[str, ...]:
    """Words of a reading, each with its marks."""
    return tuple(WORD.findall(reading))


def spelled_out(reading: str) -> tuple[str, ...]:
    """What runs of single letters with separators between them spell: `f.u.c.k`, `씨 발`."""
    return tuple(regex.sub(r"[^\p{L}\p{M}\p{N}]", "", run.group()) for run in regex.finditer(_SINGLES, reading))


def squeeze(word: str) -> str:
    """`fuuuck` as `fuck`: every run of one letter once."""
    return str(_RUN.sub(r"\1", word))


def longest_run(word: str) -> int:
    """Length of the longest run of one letter."""
    return max((len(run.group()) for run in _RUN.finditer(word)), default=1)


@cache
def _look_alikes() -> dict[int, str]:
    return latin_look_alikes()
