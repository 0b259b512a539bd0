"""Which characters the bundled fonts draw, from the character sets that their countries standardised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def span(*ranges: str) -> set[int]:
    """Code points of ranges such as `0041-005A` or `20AC`."""
    found: set[int] = set()
    for text in ranges:
        first, _, last = text.partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def _rows(codec: str, leads: range, trails: Iterable[int]) -> Iterator[int]:
    for lead in leads:
        for trail in trails:
            try:
                text = bytes([lead, trail]).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                yield ord(text)


TRAILS_94 = range(0xA1, 0xFF)
TRAILS_BIG5 = (*range(0x40, 0x7F), *range(0xA1, 0xFF))

HANGUL = span("AC00-D7A3", "1100-1112", "1161-1175", "11A8-11C2", "3131-318E")
"""All modern syllables and the letters they are made of."""
JAPANESE = set(_rows("euc_jp", range(0xB0, 0xD0), TRAILS_94))
"""JIS X 0208, level 1: 2,965 characters."""
JAPANESE |= {
    ord(c)
    for c in "剝頰塡𠮟凜凛亘彅彌惺煌煕熙燿瓏瑚璃琉瑠瑛暉暈曄楓槇絢綺翔耀聡舜芙苺茉莉萌葵蒼詩諒遥遙雛雫颯飛鳳鷹鸞龍髙﨑"
}
"""Those of the list of everyday characters, and of many given names and family names, that stand in level 2."""
SIMPLIFIED = set(_rows("gb2312", range(0xB0, 0xD8), TRAILS_94))
"""GB 2312, level 1: 3,755 characters."""
TRADITIONAL = set(_rows("big5", range(0xA4, 0xC7), TRAILS_BIG5))
"""Big5, level 1: 5,401 characters, and what of them other lists have is drawn from those."""

MARKS = span("0300-036F")
JOINERS = span("200C-200D", "25CC")
LATIN = (
    MARKS
    | span(
        "0020-007E", "00A0-024F", "0259", "02B0-02DD", "1E00-1EFF", "2010-2027", "2030-205E", "2070-209C", "20A0-20BF"
    )
    | span("2113", "2116-2117", "2120", "2122", "2150-215E", "2212", "2C60-2C7F", "A720-A7BF", "FB00-FB06")
)
GREEK = MARKS | span("0370-03FF", "1F00-1FFF")
CYRILLIC = MARKS | span("0400-052F", "1C80-1C88", "2DE0-2DFF", "A640-A69F")
KANA = span("3001-301F", "3030", "303D", "3041-3096", "3099-30FF", "31F0-31FF", "FF01-FF9F", "FFE0-FFE6")
SYMBOLS = {ord(c) for c in "★☆●○◎◇◆□■△▲▽▼※→←↑↓⇒⇔∞♂♀♪♩♫♬♭♯♥♡♠♤♣♧♦♢☀☁☂☃☎✓✔①②③④⑤⑥⑦⑧⑨⑩√∀∃∇∂≒≠≤≥×÷±・…‥°′″"}
