"""May this name be shown? Pure: no model, no network."""

from __future__ import annotations

import regex

from contracts.screening import Evidence, Screening, Verdict
from tasks.censor.fold import WORD, fold
from tasks.censor.lexicon import Lexicon
from tasks.censor.matcher import find_hits

MATCHER_VERSION = "1"

COVERED_SCRIPTS = ("Latin", "Cyrillic", "Arabic", "Devanagari", "Han", "Hiragana", "Katakana", "Hangul")
"""Scripts that at least one lexicon is written in; a name in another one is left to a person."""

_URL = regex.compile(
    r"(?i)\b(?:https?://|www\.)|\b[\p{L}\p{N}-]{2,}\.(?:com|net|org|io|me|tv|app|info|co|de|fr|ru|uk|gg|xyz)\b"
)
_EMAIL = regex.compile(r"\S@\S+\.\S")
_HANDLE = regex.compile(r"(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]{2,}")
_PHONE = regex.compile(r"(?:\p{Nd}[\s().+/-]*){7,}")
_LETTER = regex.compile(r"\p{L}")
_SCRIPTS = {script: regex.compile(rf"\p{{{script}}}") for script in (*COVERED_SCRIPTS, "Greek", "Armenian", "Common")}
_LOOK_ALIKE_SCRIPTS = frozenset({"Latin", "Cyrillic", "Greek", "Armenian"})


def screen_name_text(name: str, locale: str, lexicon: Lexicon) -> Screening:
    """The verdict on a normalised name; evidence holds classes only, never the name."""
    evidence = (
        lexicon_evidence("name_lexicon", name, locale, lexicon),
        _contact_evidence(name),
        _script_evidence(name),
    )
    return Screening(
        verdict=worst(evidence),
        evidence=evidence,
        versions={"matcher": MATCHER_VERSION, "lexicon": lexicon.version},
    )


def lexicon_evidence(check: str, text: str, locale: str, lexicon: Lexicon) -> Evidence:
    """What the lexicon finds in `text`, as one piece of evidence."""
    hits = find_hits(text, locale, lexicon)
    if not hits:
        return Evidence(check=check, verdict="pass", detail="no term found")
    found = ", ".join(dict.fromkeys(f"{hit.language}/{hit.how}" for hit in hits))
    return Evidence(check=check, verdict=hits[0].tier, detail=f"term found: {found}")


def worst(evidence: tuple[Evidence, ...]) -> Verdict:
    """`reject` if anything says so, else `review` if anything says so, else `pass`; `review` without any evidence."""
    verdicts = {piece.verdict for piece in evidence}
    if "reject" in verdicts:
        return "reject"
    return "pass" if verdicts == {"pass"} else "review"


def _contact_evidence(name: str) -> Evidence:
    patterns = {"address": _URL, "e-mail": _EMAIL, "handle": _HANDLE, "number": _PHONE}
    found = [kind for kind, pattern in patterns.items() if pattern.search(name)]
    if found:
        return Evidence(check="name_contact", verdict="review", detail=f"looks like contact data: {', '.join(found)}")
    return Evidence(check="name_contact", verdict="pass", detail="no contact data")


def _script_evidence(name: str) -> Evidence:
    """Words that mix look-alike scripts, and scripts that no lexicon covers."""
    plain = fold(name)
    by_word = [{_script(letter) for letter in _LETTER.findall(word)} for word in WORD.findall(plain)]
    if any(len(scripts & _LOOK_ALIKE_SCRIPTS) > 1 for scripts in by_word):
        return Evidence(check="name_script", verdict="review", detail="one word mixes scripts that look alike")
    if any(scripts - {*COVERED_SCRIPTS, "Common"} for scripts in by_word):
        return Evidence(check="name_script", verdict="review", detail="no lexicon covers this script")
    return Evidence(check="name_script", verdict="pass", detail="scripts covered by a lexicon")


def _script(letter: str) -> str:
    return next((script for script, pattern in _SCRIPTS.items() if pattern.match(letter)), "other")
