"""Look-alikes of Latin letters, and what people write instead of letters.

After Unicode Technical Standard 39 (confusables), cut down to letters that are really used for this. Every entry is
the look-alike followed by the Latin letters it is read as.
"""

from __future__ import annotations

from typing import Final

_CYRILLIC: Final = "аa сc еe ԁd һh іi јj ӏl оo рp ԛq ѕs ѵv ԝw хx уy кk мm тt вb нh їi ёe ѳo гr пn шw щw цu иu яr зz бb"
_GREEK: Final = "αa βb γy εe ζz ηn ιi κk μu νv οo ρp σo ςc τt υu χx ωw ϲc ϳj"
_ARMENIAN: Final = "աw սu ցg օo հh ոn զq քp յj լl տs ւi ռn ԁd եt ղn"
_SMALL_CAPITALS: Final = "ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ǫq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz"
_LATIN_VARIANTS: Final = (
    "ɑa ɐa ɓb ɕc ɖd ɗd əe ɛe ɜe ɟj ɡg ɣy ɦh ɨi ɩi ıi ɫl ɭl ɱm ɯw ɲn ɳn ŋn ɔo ɵo ɹr ɽr ʂs ʃs ʈt ʉu ʊu ʋv "
    "ʌa ʐz ʒz ƒf łl øo đd ħh ſs þp ðd ßss æae œoe"
)

ENCLOSED_BLOCKS: Final = (0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
"""Where squared, circled and flag letters A to Z start; NFKC leaves most of them alone."""

LEET: Final = dict(zip("@43!|05$7+8962€¢£", "aaeiiosstt" + "bggzecl", strict=True))
ONE: Final = "1"
"""Stands for i and for l: both are tried."""
WILDCARDS: Final = "*#%•·_?✱"
"""Put in the place of a letter."""


def latin_look_alikes() -> dict[int, str]:
    """Code point of a look-alike to the Latin letters it is read as; for `str.translate`."""
    rows = " ".join((_CYRILLIC, _GREEK, _ARMENIAN, _SMALL_CAPITALS, _LATIN_VARIANTS))
    table = {ord(entry[0]): entry[1:] for entry in rows.split()}
    for first in ENCLOSED_BLOCKS:
        table.update({first + offset: chr(ord("a") + offset) for offset in range(26)})
    return table
