"""How much of a text animator each character gets: range selectors.

Source: the Lottie specification, section Text, and what Bodymovin's own player does.
"""

from __future__ import annotations

from math import cos, floor, pi, sqrt
from typing import Any

from tasks.comp_import.keyframes import cubic_ease, value_at

CHARACTERS, CHARACTERS_WITHOUT_SPACES, WORDS, LINES = 1, 2, 3, 4
SQUARE, RAMP_UP, RAMP_DOWN, TRIANGLE, ROUND, SMOOTH = 1, 2, 3, 4, 5, 6
PERCENT, INDEX = 1, 2
BREAK = "\n"


def shares(selector: dict[str, Any], text: str, frame: float) -> list[float]:
    """For every character of `text`, line breaks too, how much of the animator it gets; -1 to 1."""
    places, count = _places(text, int(selector.get("b", CHARACTERS)))
    scale = 1.0 if selector.get("r", PERCENT) == INDEX else count / 100
    shift = _number(selector, "o", frame, 0.0)
    ends = [(_number(selector, name, frame, full) + shift) * scale for name, full in (("s", 0.0), ("e", 100.0))]
    amount = _number(selector, "a", frame, 100.0) / 100
    shape = int(selector.get("sh", SQUARE))
    return [amount * _eased(_within(shape, place, min(ends), max(ends)), selector, frame) for place in places]


def _places(text: str, based_on: int) -> tuple[list[int], int]:
    """The number of each character's unit (itself, its word or its line), and how many units there are."""
    places, unit = [], 0
    for index, character in enumerate(text):
        places.append(unit)
        last = index == len(text) - 1
        ends_unit = {
            CHARACTERS: character != BREAK,
            CHARACTERS_WITHOUT_SPACES: character not in (BREAK, " "),
            WORDS: character in (BREAK, " ") or last,
            LINES: character == BREAK or last,
        }
        unit += bool(ends_unit.get(based_on, True))
    return places, unit


def _within(shape: int, place: int, start: float, end: float) -> float:
    """The selector's shape at a unit: 0 outside, 1 where it is full."""
    width = end - start
    if shape in (RAMP_UP, RAMP_DOWN):
        ramp = _clamped((0.5 + place - start) / width) if width else float(place >= end)
        return ramp if shape == RAMP_UP else 1 - ramp
    if shape in (TRIANGLE, ROUND, SMOOTH):
        if not width:
            return 0.0
        across = _clamped((place + 0.5 - start) / width)
        if shape == TRIANGLE:
            return 1 - abs(2 * across - 1)
        return sqrt(max(0.0, 1 - (2 * across - 1) ** 2)) if shape == ROUND else (1 - cos(2 * pi * across)) / 2
    if place < floor(start):
        return 0.0
    return _clamped(min(end, 1.0) - (start - place)) if place < start else _clamped(end - place)


def _eased(share: float, selector: dict[str, Any], frame: float) -> float:
    low, high = (_number(selector, name, frame, 0.0) / 100 for name in ("ne", "xe"))
    x1, y1 = (low, 0.0) if low > 0 else (0.0, -low)
    x2, y2 = (1 - high, 1.0) if high > 0 else (1.0, 1 + high)
    eased = cubic_ease(x1, y1, x2, y2, share)
    smoothness = _number(selector, "sm", frame, 100.0) / 100
    if smoothness >= 1:
        return eased
    threshold = 0.5 - smoothness / 2
    return 0.0 if eased < threshold else min(1.0, (eased - threshold) / max(smoothness, 1e-8))


def _number(selector: dict[str, Any], name: str, frame: float, default: float) -> float:
    return value_at(selector[name], frame)[0] if name in selector else default


def _clamped(value: float) -> float:
    return min(max(value, 0.0), 1.0)
