"""How far a character is from a vector of traits. What is unknown is no evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from contracts.character import Character
from tasks.casting.tables import JAW

COVERED: Final = MappingProxyType(
    {
        "hijab": "headscarf",
        "shawl": "headscarf",
        "headwrap": "headscarf",
        "turban": "turban",
        "cap": "cap",
        "beanie": "beanie",
        "hat": "hat",
    }
)
LENGTHS: Final = ("bald", "short", "medium", "long")
TEXTURES: Final = ("straight", "wavy", "curly", "coily")
STYLES: Final = MappingProxyType(
    {
        "long_straight": ("long", "straight", "loose"),
        "long_wavy": ("long", "wavy", "loose"),
        "hime_cut": ("long", "straight", "loose"),
        "bob": ("medium", "straight", "loose"),
        "wavy_bob": ("medium", "wavy", "loose"),
        "curly_bob": ("medium", "curly", "loose"),
        "curly_long": ("long", "curly", "loose"),
        "pixie": ("short", "wavy", "loose"),
        "wolf_cut": ("medium", "wavy", "loose"),
        "two_block": ("short", "straight", "loose"),
        "side_part": ("short", "straight", "loose"),
        "undercut": ("short", "straight", "loose"),
        "slick_back": ("short", "wavy", "loose"),
        "short_crop": ("short", "straight", "loose"),
        "fade": ("short", "coily", "loose"),
        "afro": ("medium", "coily", "loose"),
        "coily_short": ("short", "coily", "loose"),
        "coily_puffs": ("medium", "coily", "tied"),
        "high_top_fade": ("short", "coily", "loose"),
        "twist_out": ("long", "coily", "loose"),
        "braids": ("long", "straight", "braids_locs"),
        "box_braids": ("long", "coily", "braids_locs"),
        "box_braid_bun": ("long", "coily", "bun"),
        "cornrows": ("short", "coily", "braids_locs"),
        "locs": ("short", "coily", "braids_locs"),
        "long_locs": ("long", "curly", "braids_locs"),
        "twin_tails": ("long", "straight", "tied"),
        "low_pigtails": ("long", "straight", "tied"),
        "space_buns": ("medium", "straight", "bun"),
        "ponytail": ("long", "straight", "tied"),
        "high_ponytail": ("long", "curly", "tied"),
        "half_up": ("long", "wavy", "tied"),
        "top_bun": ("medium", "straight", "bun"),
        "low_bun": ("medium", "wavy", "bun"),
        "buzz": ("short", "straight", "loose"),
        "receding": ("bald", "straight", "loose"),
        "bald": ("bald", "straight", "loose"),
    }
)
"""Length, texture and kind that a style shows; styles that cover the hair are in `COVERED`."""
COLOURS: Final = MappingProxyType(
    {
        "ink": ("black",),
        "espresso": ("black", "brown"),
        "brown": ("brown",),
        "auburn": ("red", "brown"),
        "copper": ("red", "blonde"),
        "honey": ("blonde", "brown"),
        "blonde": ("blonde",),
        "slate": ("grey", "black"),
        "silver": ("grey",),
        "pink": ("other",),
        "teal": ("other",),
        "blue": ("other",),
        "violet": ("other",),
        "plum": ("other",),
    }
)
"""Which hair colours a palette shows; half a match for the second."""
NEAR_COLOURS: Final = frozenset({frozenset({"black", "brown"}), frozenset({"blonde", "grey"})})
"""Pairs that light alone can exchange."""
TONES_APART: Final = 4
"""Skin tones that are so far apart could not be taken for one another."""
FELT: Final = 0.3
"""Of a proportion: a smaller deviation from the mean face is none."""
LEVELS: Final = ("narrow", "medium", "wide")
OPENINGS: Final = ("small", "medium", "large")
BROWS: Final = MappingProxyType({"soft": "thin", "regular": "medium", "bold": "bold"})


@dataclass(frozen=True)
class TraitRule:
    """`unlike` gives 0 to 1 for a known value of the trait and a character, or None where it cannot be seen."""

    name: str
    weight: float
    unlike: Callable[[str, Character], float | None]


def trait_distance(values: Mapping[str, str], character: Character) -> float:
    """0 alike to 1 unlike in everything known.

    `values`: by the names of `FaceTraits`; what is missing or `unknown` is no evidence. Several values separated by
    spaces are equally good.
    """
    total, weights = 0.0, 0.0
    for rule in RULES:
        known = [value for value in values.get(rule.name, "unknown").split() if value != "unknown"]
        unlike = [rule.unlike(value, character) for value in known]
        seen = [value for value in unlike if value is not None]
        if seen:
            total += rule.weight * min(seen)
            weights += rule.weight
    return total / weights if weights else 0.0


def _headwear(value: str, character: Character) -> float:
    drawn = COVERED.get(character.hair_style, "none")
    if value == drawn or {value, drawn} == {"hood", "beanie"}:
        return 0.0
    return 1.0 if "none" in (value, drawn) or "headscarf" in (value, drawn) else 0.5


def _length(value: str, character: Character) -> float | None:
    if value == "hidden":
        return float(character.hair_style not in COVERED)
    if character.hair_style in COVERED:
        return None
    drawn = STYLES[character.hair_style][0]
    return abs(LENGTHS.index(value) - LENGTHS.index(drawn)) / (len(LENGTHS) - 1)


def _texture(value: str, character: Character) -> float | None:
    if character.hair_style in COVERED or STYLES[character.hair_style][0] == "bald":
        return None
    return abs(TEXTURES.index(value) - TEXTURES.index(STYLES[character.hair_style][1])) / (len(TEXTURES) - 1)


def _kind(value: str, character: Character) -> float | None:
    return None if character.hair_style in COVERED else float(STYLES[character.hair_style][2] != value)


def _fringe(value: str, character: Character) -> float | None:
    if character.hair_style in COVERED:
        return None
    levels = ("none", "side", "full")
    drawn = "none" if STYLES[character.hair_style][0] == "bald" else character.fringe
    return abs(levels.index(value) - levels.index(drawn)) / 2


def _hair_colour(value: str, character: Character) -> float | None:
    if character.hair_style in (*COVERED, "bald"):
        return None
    shown = COLOURS[character.hair_colour]
    if value in shown:
        return 0.0 if value == shown[0] else 0.25
    return 0.5 if frozenset({value, shown[0]}) in NEAR_COLOURS else 1.0


def _glasses(value: str, character: Character) -> float:
    worn = character.glasses
    drawn = worn if worn == "none" else "sunglasses" if worn.startswith("sunglasses") else "clear"
    if value == drawn:
        return 0.0
    return 1.0 if "none" in (value, drawn) else 0.5


def _facial_hair(value: str, character: Character) -> float:
    if value == character.facial_hair:
        return 0.0
    some = {"none": 0.0, "stubble": 0.3, "moustache": 0.6, "goatee": 0.6, "full": 1.0}
    return max(0.2, abs(some[value] - some[character.facial_hair]))


def _level(names: tuple[str, str, str], part: str) -> Callable[[str, Character], float]:
    def unlike(value: str, character: Character) -> float:
        drawn: float = getattr(character.face, part)
        return abs(names.index(value) - 1 - (drawn > FELT) + (drawn < -FELT)) / 2

    return unlike


def _face_shape(value: str, character: Character) -> float:
    known = [shape for shape in JAW if shape != "unknown"]
    return float(value != min(known, key=lambda shape: abs(JAW[shape] - character.face.jaw)))


RULES: Final = (
    TraitRule("headwear", 4.0, _headwear),
    TraitRule("skin_tone", 3.0, lambda value, character: min(1.0, abs(int(value) - character.skin_tone) / TONES_APART)),
    TraitRule("hair_length", 2.0, _length),
    TraitRule("hair_colour", 2.0, _hair_colour),
    TraitRule("glasses", 2.0, _glasses),
    TraitRule("facial_hair", 2.0, _facial_hair),
    TraitRule("hair_texture", 1.5, _texture),
    TraitRule("hair_style", 1.0, _kind),
    TraitRule("fringe", 1.0, _fringe),
    TraitRule("brows", 0.5, lambda value, character: float(BROWS[character.brow] != value)),
    TraitRule("face_shape", 0.5, _face_shape),
    TraitRule("nose", 0.5, _level(LEVELS, "nose")),
    TraitRule("lips", 0.5, _level(LEVELS, "lips")),
    TraitRule("eyes", 0.5, _level(OPENINGS, "eyes")),
)
"""The only weights of the comparison by traits, heaviest first: what a stranger would name to describe somebody."""
