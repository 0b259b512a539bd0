"""Whether the project's fonts can draw a name; the page looks fonts up in the same table."""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex

from blocks.template_library import PROJECT_TEMPLATES
from contracts.errors import ConfigurationError, InputRejected

COVERAGE = PROJECT_TEMPLATES / "fonts" / "coverage.json"

_GRAPHEME = regex.compile(r"\X")
_UNSEEN = regex.compile(r"\p{Default_Ignorable_Code_Point}")
"""Joiners, variation selectors, tags: they steer the shaping and need no glyph of their own."""
_KIND = re.compile(
    r" (?:CAPITAL|SMALL|LETTER|SYLLABLE|SIGN|VOWEL|CONSONANT|IDEOGRAPH|HIEROGLYPH|CHARACTER|DIGIT|MARK)\b"
)
_REPAIR = "please write the name in another script, such as Latin."


@dataclass(frozen=True)
class Coverage:
    """The code points of one font: first and last of each run, ascending."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def __contains__(self, character: str) -> bool:
        run = bisect_right(self.firsts, ord(character)) - 1
        return run >= 0 and ord(character) <= self.lasts[run]


def check_glyphs(name: str) -> None:
    """Raises InputRejected (`name_not_drawable`) where a font is missing for a grapheme of `name`.

    One font has to have all of a grapheme: a mark is placed by the font of its letter.
    """
    fonts = coverage(COVERAGE)
    for grapheme in _GRAPHEME.findall(name):
        seen = [character for character in grapheme if not _UNSEEN.match(character)]
        if any(all(character in font for character in seen) for font in fonts):
            continue
        unknown = [character for character in seen if not any(character in font for font in fonts)]
        raise InputRejected(_sentence(unknown), code="name_not_drawable")


@lru_cache(maxsize=2)
def coverage(path: Path) -> tuple[Coverage, ...]:
    """The table that tools/fonts writes beside the fonts; raises ConfigurationError where it cannot be read."""
    try:
        fonts = json.loads(path.read_bytes())["fonts"]
        return tuple(Coverage(*map(tuple, zip(*font["ranges"], strict=True))) for font in fonts)
    except (OSError, ValueError, KeyError) as error:
        raise ConfigurationError(f"the table of fonts cannot be read: {error}", code="fonts_unreadable") from error


def _sentence(unknown: list[str]) -> str:
    if not unknown:
        return (
            "The name joins marks of one script to letters of another, which cannot be drawn; please type it plainly."
        )
    category = unicodedata.category(unknown[0])
    if category in ("Co", "Cn"):
        return "The name has a symbol that only some devices know; please leave it out."
    if category[0] in "SPN":
        return "The name has a symbol that cannot be drawn; please leave it out or choose another."
    kind = _KIND.split(unicodedata.name(unknown[0], "UNKNOWN"))[0]
    if kind.startswith("CJK"):
        return f"The name has a rare Chinese character that cannot be drawn; {_REPAIR}"
    return f"The name has {kind.title()} characters, which cannot be drawn; {_REPAIR}"
