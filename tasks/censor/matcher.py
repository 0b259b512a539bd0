"""Finds terms of the lexicon in a text, through the usual disguises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from tasks.censor.confusables import WILDCARDS
from tasks.censor.fold import fold, longest_run, readings, spelled_out, squeeze, words
from tasks.censor.lexicon import Lexicon, Term, Tier

COMPACT_LETTERS = 7
"""Terms this long are also sought across words: shorter ones turn up in innocent neighbours (`Bas Shite`)."""
SHORT_WORD = 3
"""A name made of nothing but such scraps is read as one word too: `fu ck`."""
FIRST_SYLLABIC = 0x2E80
"""From here on, Unicode has the scripts of China, Japan and Korea, where two characters are a word."""
LEAST_SPELLED = 3
LEAST_STRETCHED = 3
"""Letters that a term must have inside a spelled-out run, or after squeezing: `as` is not `ass`."""

_LETTERS = regex.compile(r"[\p{L}\p{M}]+")
_MASKED = regex.compile(
    rf"\p{{L}}[\p{{L}}{regex.escape(WILDCARDS)}]*[{regex.escape(WILDCARDS)}][\p{{L}}{regex.escape(WILDCARDS)}]*"
)


class Hit(NamedTuple):
    """One finding: its tier, the lexicon's language, and how it was found. Never the text itself."""

    tier: Tier
    language: str
    how: str


def find_hits(text: str, locale: str, lexicon: Lexicon) -> tuple[Hit, ...]:
    """Every distinct hit of `text`, the most serious first. `locale` switches `local` terms on."""
    language = locale.split("-")[0].lower()
    terms = [term for term in lexicon.terms if term.match != "local" or term.language == language]
    hits = set(_symbols(text, lexicon)) | set(_masked(text, terms))
    for reading in readings(text):
        found = tuple(word for word in words(reading) if word not in lexicon.allowed)
        spelled = spelled_out(reading)
        for term in terms:
            hits |= set(_in_words(term, found)) | set(_spelled(term, spelled))
        hits |= set(_across_words(reading, terms, lexicon))
    return tuple(sorted(hits, key=lambda hit: (hit.tier != "reject", hit.language, hit.how)))


def _in_words(term: Term, found: tuple[str, ...]) -> Iterator[Hit]:
    if len(term.words) > 1:
        size = len(term.words)
        if any(found[start : start + size] == term.words for start in range(len(found) - size + 1)):
            yield Hit(term.tier, term.language, "phrase")
        return
    sought = term.words[0]
    for word in found:
        if word == sought:
            yield Hit(term.tier, term.language, "word")
        elif term.match == "anywhere" and sought in word:
            yield Hit(term.tier, term.language, "inside")
        elif len(word) > len(sought) >= LEAST_STRETCHED:
            yield from _stretched(term, sought, word)


def _spelled(term: Term, spelled: tuple[str, ...]) -> Iterator[Hit]:
    """`X. f u c k`: where every letter stands alone, nothing says where a word begins, so every term counts inside."""
    for run in spelled:
        if len(term.words) > 1:
            continue
        sought = term.words[0]
        long_enough = len(sought) >= LEAST_SPELLED or _is_syllabic(term)
        if run == sought or (long_enough and sought in run):
            yield Hit(term.tier, term.language, "spelled out")


def _stretched(term: Term, sought: str, word: str) -> Iterator[Hit]:
    """`fuuuck`. A doubled letter alone may be a name's own spelling, so it only calls for a look."""
    run = longest_run(word)
    if run < 2 or len(squeeze(sought)) < LEAST_STRETCHED:
        return
    plain = squeeze(word)
    same = plain == squeeze(sought) or (term.match == "anywhere" and squeeze(sought) in plain)
    if run == 2:  # the term's own double letters are no disguise
        same = plain == sought or (term.match == "anywhere" and sought in plain)
    if same:
        yield Hit(term.tier if run > 2 else "review", term.language, "stretched")


def _across_words(reading: str, terms: list[Term], lexicon: Lexicon) -> Iterator[Hit]:
    """Terms that only appear when the spaces go; a person looks at those, because two innocent words can meet."""
    parts = _LETTERS.findall(reading)
    if len(parts) < 2 or all(part in lexicon.allowed for part in parts):
        return
    compact = "".join(parts)
    scraps = all(len(part) <= SHORT_WORD for part in parts)
    for term in terms:
        if term.tier != "reject":
            continue
        long_enough = len(term.joined) >= COMPACT_LETTERS or (term.match == "anywhere" and _is_syllabic(term))
        if (long_enough and term.joined in compact) or (scraps and compact == term.joined):
            yield Hit("review", term.language, "across words")


def _is_syllabic(term: Term) -> bool:
    return ord(term.joined[0]) >= FIRST_SYLLABIC


def _masked(text: str, terms: list[Term]) -> Iterator[Hit]:
    """`f**k`, `b*tch`: a sign for a letter."""
    for match in _MASKED.finditer(fold(text)):
        masked = match.group()
        letters = sum(character not in WILDCARDS for character in masked)
        if letters < 2:
            continue
        pattern = regex.compile("".join("." if sign in WILDCARDS else regex.escape(sign) for sign in masked))
        for term in terms:
            if len(term.words) == 1 and len(term.words[0]) >= 4 and pattern.fullmatch(term.words[0]):
                yield Hit(term.tier, term.language, "masked")


def _symbols(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    for tier, symbol in lexicon.symbols:
        if symbol in text:
            yield Hit(tier, "signs", "sign")
