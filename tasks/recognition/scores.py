"""From scores to a trait: the threshold of every attribute, in one table."""

from __future__ import annotations

import math
from typing import Any, Final

from contracts.face_traits import UNKNOWN, Trait

Scores = dict[str, float]
"""Value of an attribute to its score, each 0 to 1. They need not add up to 1."""

THRESHOLDS: Final = {
    "glasses": 0.60,
    "hair_length": 0.50,
    "hair_texture": 0.55,
    "hair_style": 0.60,
    "fringe": 0.55,
    "hair_colour": 0.50,
    "skin_tone": 0.40,
    "facial_hair": 0.50,
    "headwear": 0.55,
    "headwear_colour": 0.50,
    "face_shape": 0.60,
    "nose": 0.55,
    "lips": 0.55,
    "eyes": 0.55,
    "brows": 0.55,
}
"""Below its threshold an attribute is `unknown`; the best guess then stays among the alternatives."""

LEAST_ALTERNATIVE = 0.05


def decide(attribute: str, scores: Scores, source: str) -> Trait[Any]:
    """The best value if its score reaches the attribute's threshold, else `unknown` with that score."""
    if not scores:
        return unknown(source)
    best = max(scores, key=lambda value: scores[value])
    confidence = min(1.0, max(0.0, scores[best]))
    known = confidence >= THRESHOLDS[attribute]
    alternatives = {
        value: round(min(1.0, score), 3)
        for value, score in scores.items()
        if score >= LEAST_ALTERNATIVE and not (known and value == best)
    }
    return Trait(
        value=best if known else UNKNOWN,
        confidence=round(confidence, 3),
        alternatives=alternatives,
        source=source,
    )


def unknown(source: str) -> Trait[Any]:
    """An attribute that this measure says nothing about."""
    return Trait(value=UNKNOWN, confidence=0.0, source=source)


def ramp(value: float, low: float, high: float) -> float:
    """0 up to `low`, 1 from `high` on, straight between; `low` above `high` falls instead."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


def bell(value: float, centre: float, width: float) -> float:
    """1 at `centre`, falling like a Gaussian of standard deviation `width`."""
    return math.exp(-0.5 * ((value - centre) / width) ** 2)
