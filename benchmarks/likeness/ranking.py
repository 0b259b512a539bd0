"""Draws of five others, and where a fan's own character comes in among them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

OTHERS = 5
DRAWS = 1000


@dataclass(frozen=True)
class Ranked:
    """One fan over all draws.

    Attributes:
        own: distance to the own character.
        nearest: the nearest of all other characters, and its distance.
        first_share: share of the draws in which the own character was nearer than all five others.
        mean_rank: 1 to 6.
        beaten_by: in how many draws a character was as near as the own one, or nearer.
    """

    own: float
    nearest: tuple[str, float]
    first_share: float
    mean_rank: float
    beaten_by: Counter[str]


def rank(fan: str, distances: Mapping[str, float], seed: bytes, draws: int = DRAWS) -> Ranked:
    """`distances`: of the fan to every character, the own one included. A tie counts as lost.

    `seed`: the same for the same photo, so that everybody draws the same others.
    """
    others = sorted(name for name in distances if name != fan)
    own = distances[fan]
    chance = random.Random(seed)  # noqa: S311 - a draw of lots that everybody can repeat, no secret
    firsts, ranks = 0, 0
    beaten_by: Counter[str] = Counter()
    for _ in range(draws):
        nearer = [name for name in chance.sample(others, min(OTHERS, len(others))) if distances[name] <= own]
        beaten_by.update(nearer)
        firsts += not nearer
        ranks += 1 + len(nearer)
    nearest = min(others, key=lambda name: distances[name])
    return Ranked(own, (nearest, distances[nearest]), firsts / draws, ranks / draws, beaten_by)
