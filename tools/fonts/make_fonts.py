"""Cuts the fonts for names out of Noto and writes them, and what they cover, to templates/fonts.

    pip install fonttools brotli
    apt-get install fonts-noto-core fonts-noto-cjk
    npm pack @fontsource/noto-color-emoji && tar xzf fontsource-noto-color-emoji-*.tgz
    python tools/fonts/make_fonts.py --emoji package/files/noto-color-emoji-emoji-400-normal.woff2

Only whoever changes the selection needs this; the result is committed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from charsets import (
    CYRILLIC,
    GREEK,
    HANGUL,
    JAPANESE,
    JOINERS,
    KANA,
    LATIN,
    SIMPLIFIED,
    SYMBOLS,
    TRADITIONAL,
    span,
)
from emoji import cut_sequences
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parents[2] / "templates" / "fonts"
CJK_FACES = {"JP": 0, "KR": 1, "SC": 2, "TC": 3}


@dataclass(frozen=True)
class Cut:
    """One file to write: characters of one face of a Noto family."""

    file: str
    source: str
    characters: frozenset[int] | None
    """None: all that the face has."""
    face: str | None = None


def cuts() -> list[Cut]:
    """In the order in which the page looks for a character."""
    latin = [
        Cut("NotoSans-Latin", "NotoSans-Bold.ttf", frozenset(LATIN)),
        Cut("NotoSans-Greek", "NotoSans-Bold.ttf", frozenset(GREEK)),
        Cut("NotoSans-Cyrillic", "NotoSans-Bold.ttf", frozenset(CYRILLIC)),
    ]
    scripts = [Cut(f"NotoSans{name}", f"NotoSans{name}-Bold.ttf", None) for name in SCRIPTS]
    japanese, simplified = JAPANESE, SIMPLIFIED - JAPANESE
    traditional = TRADITIONAL - JAPANESE - SIMPLIFIED
    cjk = [
        Cut("NotoSansCJK-Hangul", CJK, frozenset(HANGUL), "KR"),
        Cut("NotoSansCJK-Kana", CJK, frozenset(KANA | SYMBOLS), "JP"),
        Cut("NotoSansCJK-Japanese", CJK, frozenset(japanese), "JP"),
        Cut("NotoSansCJK-Simplified", CJK, frozenset(simplified), "SC"),
        Cut("NotoSansCJK-Traditional", CJK, frozenset(traditional), "TC"),
    ]
    return [*latin, *scripts, *cjk]


CJK = "NotoSansCJK-Bold.ttc"
SCRIPTS = (
    "Arabic",
    "Hebrew",
    "Devanagari",
    "Bengali",
    "Tamil",
    "Thai",
    "Armenian",
    "Georgian",
    "Gujarati",
    "Gurmukhi",
    "Kannada",
    "Malayalam",
    "Telugu",
    "Sinhala",
    "Khmer",
    "Lao",
    "Myanmar",
)
EMOJI = "NotoColorEmoji"
BASIC = span("0020-007E", "00A0-00FF", "2010-2027")
"""What every script's font has a few of and the Latin one draws."""


def main() -> None:
    """Writes all fonts and coverage.json; prints their sizes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--noto", type=Path, default=Path("/usr/share/fonts"), help="folder of Debian's fonts")
    parser.add_argument("--emoji", type=Path, required=True, help="Noto Color Emoji with a COLR table")
    arguments = parser.parse_args()
    sources = {path.name: path for path in arguments.noto.rglob("Noto*")}
    for old in TARGET.glob("*.woff2"):
        old.unlink()
    table = [_write(cut.file, *_cut(cut, sources)) for cut in cuts()]
    table.append(_write(EMOJI, *_cut_emoji(arguments.emoji)))
    lines = ",\n".join("  " + json.dumps(entry, separators=(",", ":")) for entry in table)
    (TARGET / "coverage.json").write_text(f'{{"fonts":[\n{lines}\n]}}\n')


def _cut(cut: Cut, sources: dict[str, Path]) -> tuple[TTFont, set[int]]:
    path = sources[cut.source]
    number = CJK_FACES[cut.face] if cut.face else -1
    font = TTFont(path, fontNumber=number, lazy=True, recalcTimestamp=False)
    known = set(font.getBestCmap())
    wanted = known - BASIC if cut.characters is None else known & (cut.characters | JOINERS)
    options = _options()
    if cut.face:
        options.layout_features = ["ccmp", "mark", "mkmk", "liga", "ljmo", "vjmo", "tjmo"]
        options.desubroutinize = True
    return _subset(font, wanted, options), wanted


def _cut_emoji(path: Path) -> tuple[TTFont, set[int]]:
    font = TTFont(path, lazy=False, recalcTimestamp=False)
    del font["SVG "]
    wanted = cut_sequences(font)
    options = _options()
    options.drop_tables += ["vhea", "vmtx"]
    return _subset(font, wanted, options), wanted


def _options() -> Options:
    options = Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_features = ["*"]
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += ["BASE", "DSIG", "VORG", "meta"]
    return options


def _subset(font: TTFont, characters: Iterable[int], options: Options) -> TTFont:
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def _write(name: str, font: TTFont, characters: set[int]) -> dict[str, object]:
    path = TARGET / f"{name}.woff2"
    font.flavor = "woff2"
    font.save(path)
    print(f"{path.stat().st_size:>8} {len(characters):>6} characters  {path.name}")  # noqa: T201
    # The hash makes the table change with every font, for caches that depend on it.
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"file": path.name, "sha256": digest, "family": f"Fanchant {name}", "ranges": ranges(characters)}


def ranges(characters: Iterable[int]) -> list[list[int]]:
    """Code points as first and last of each run, ascending."""
    found: list[list[int]] = []
    for code in sorted(characters):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


if __name__ == "__main__":
    main()
