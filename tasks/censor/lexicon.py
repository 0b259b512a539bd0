"""Terms that a name or a lyric is held against: data files, one per language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from contracts.errors import ConfigurationError
from tasks.censor.fold import WORD, fold

Tier = Literal["reject", "review"]
Match = Literal["anywhere", "word", "local"]

OWN_FOLDER = Path(__file__).resolve().parent / "lexicons"
ALLOW_FILE, SYMBOLS_FILE = "allow.txt", "symbols.txt"


@dataclass(frozen=True)
class Term:
    """One entry; `words` is folded. `anywhere` and `word` hold for every locale, `local` for its own language only."""

    words: tuple[str, ...]
    tier: Tier
    match: Match
    language: str

    @property
    def joined(self) -> str:
        return "".join(self.words)


@dataclass(frozen=True)
class Lexicon:
    """All files of one or more folders; `version` changes with any byte of them."""

    terms: tuple[Term, ...]
    allowed: frozenset[str]
    symbols: tuple[tuple[Tier, str], ...]
    version: str


@lru_cache(maxsize=4)
def load_lexicon(extra_folder: str = "") -> Lexicon:
    """The project's lexicons, with the operator's own folder on top; raises ConfigurationError for a broken line."""
    folders = [OWN_FOLDER, *([Path(extra_folder)] if extra_folder else [])]
    terms: list[Term] = []
    allowed: set[str] = set()
    symbols: list[tuple[Tier, str]] = []
    digest = hashlib.sha256()
    for path in (file for folder in folders for file in sorted(folder.glob("*.txt"))):
        data = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + data)
        lines = _entries(data.decode("utf-8"))
        if path.name == ALLOW_FILE:
            allowed |= {fold(line) for _, line in lines}
        elif path.name == SYMBOLS_FILE:
            symbols += [(_tier(path, number, line.split()[0]), line.split()[1]) for number, line in lines]
        else:
            terms += [_term(path, number, line) for number, line in lines]
    return Lexicon(tuple(terms), frozenset(allowed), tuple(symbols), digest.hexdigest()[:16])


def _entries(text: str) -> list[tuple[int, str]]:
    numbered: Iterable[tuple[int, str]] = enumerate(text.splitlines(), start=1)
    return [(number, line.strip()) for number, line in numbered if line.strip() and not line.startswith("#")]


def _term(path: Path, number: int, line: str) -> Term:
    tier, _, rest = line.partition(" ")
    match, _, text = rest.partition(" ")
    found = tuple(WORD.findall(fold(text)))
    if match not in get_args(Match) or not found:
        raise _broken(path, number)
    return Term(words=found, tier=_tier(path, number, tier), match=cast(Match, match), language=path.stem)


def _tier(path: Path, number: int, text: str) -> Tier:
    if text not in get_args(Tier):
        raise _broken(path, number)
    return cast(Tier, text)


def _broken(path: Path, number: int) -> ConfigurationError:
    return ConfigurationError(
        f"lexicon {path.name}, line {number}: expected `<reject|review> <anywhere|word|local> <term>`",
        code="lexicon_broken",
    )
