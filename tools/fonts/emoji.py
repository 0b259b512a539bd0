"""Which emoji the bundled font keeps: those that people put beside a name, in a size that can be committed."""

from __future__ import annotations

from typing import Any

from fontTools.ttLib import TTFont

SKIN_TONES = tuple(f"u1F3F{letter}" for letter in "BCDEF")
JOINER = "uni200D"
SINGER = "u1F3A4"
REGIONAL = {f"u{code:X}": chr(ord("A") + code - 0x1F1E6) for code in range(0x1F1E6, 0x1F200)}
FLAGS = """
AR AT AU BD BE BR CA CH CL CN CO CZ DE DK EG ES EU FI FR GB GR HK HU ID IE IL IN IR IT JP KR LK MA MX MY NG NL NO
NP NZ PE PH PK PL PS PT RO RU SA SE SG TH TR TW UA US VN ZA
"""
"""Countries whose flag is drawn; another is shown as its two letters. Flags are the largest drawings of all."""


def cut_sequences(font: TTFont) -> set[int]:
    """Removes the sequences that are not kept from `font`; returns the code points that it still maps.

    A sequence that was removed is drawn as its parts, which is what Unicode asks for.
    """
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if hasattr(table, "ligatures"):
                _cut_ligatures(table)
    return set(font.getBestCmap())


def _cut_ligatures(table: Any) -> None:
    for first, ligatures in list(table.ligatures.items()):
        kept = [ligature for ligature in ligatures if _is_kept(first, ligature.Component)]
        if kept:
            table.ligatures[first] = kept
        else:
            del table.ligatures[first]


def _is_kept(first: str, rest: list[str]) -> bool:
    """All without a skin tone; hands, faces and singers with one."""
    if first in REGIONAL:
        return "".join(REGIONAL.get(glyph, "") for glyph in (first, *rest)) in FLAGS.split()
    toned = any(glyph in SKIN_TONES for glyph in rest)
    return not toned or JOINER not in rest or SINGER in rest
