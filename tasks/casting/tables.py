"""The casting tables. Every value that recognition can say, `unknown` included, has its row here.

docs/casting.md is generated from these tables and tested against them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from contracts.character import (
    BrowKind,
    ClothPalette,
    FacialHair,
    Fringe,
    HairPalette,
    HairStyle,
    Outfit,
    Rgb,
)

HEADWEAR_STYLES: Final = MappingProxyType[str, HairStyle](
    {"headscarf": "hijab", "turban": "turban", "cap": "cap", "beanie": "beanie", "hat": "cap", "hood": "beanie"}
)
"""Headwear wins over hair: what covers the head is what people see, and for many it is who they are."""

GATHERED_STYLES: Final = MappingProxyType[str, HairStyle](
    {"tied": "ponytail", "bun": "top_bun", "braids_locs": "braids"}
)

LOOSE_STYLES: Final = MappingProxyType[tuple[str, str], HairStyle](
    {
        ("short", "straight"): "short_crop",
        ("short", "wavy"): "short_crop",
        ("short", "curly"): "coily_short",
        ("short", "coily"): "coily_short",
        ("short", "unknown"): "short_crop",
        ("medium", "straight"): "bob",
        ("medium", "wavy"): "bob",
        ("medium", "curly"): "curly_bob",
        ("medium", "coily"): "afro",
        ("medium", "unknown"): "bob",
        ("long", "straight"): "long_straight",
        ("long", "wavy"): "long_wavy",
        ("long", "curly"): "curly_bob",
        ("long", "coily"): "afro",
        ("long", "unknown"): "long_wavy",
        ("unknown", "straight"): "bob",
        ("unknown", "wavy"): "bob",
        ("unknown", "curly"): "curly_bob",
        ("unknown", "coily"): "afro",
        ("unknown", "unknown"): "bob",
        ("hidden", "straight"): "bob",
        ("hidden", "wavy"): "bob",
        ("hidden", "curly"): "curly_bob",
        ("hidden", "coily"): "afro",
        ("hidden", "unknown"): "bob",
    }
)
"""(length, texture) of hair that hangs free. Bob is the neutral default: it says the least about who wears it."""

BEARDS: Final = frozenset({"stubble", "moustache", "goatee", "full"})
LENGTH_BESIDE_A_BEARD: Final = "short"
"""Hair of unknown length beside facial hair: a beard with a bob is a rarer sight than one with short hair."""

FULL_FRINGE_SHORT: Final[HairStyle] = "two_block"
"""Short hair that falls over the forehead."""
SHORT_LOCS: Final[HairStyle] = "locs"
ALMOST_BALD: Final[HairStyle] = "buzz"
ALMOST_BALD_CONFIDENCE: Final = 0.25
"""Short hair for which `bald` was that likely is drawn shaved."""

HAIR_PALETTES: Final = MappingProxyType[str, HairPalette](
    {
        "black": "ink",
        "brown": "brown",
        "blonde": "blonde",
        "red": "auburn",
        "grey": "silver",
        "other": "plum",
        "unknown": "espresso",
    }
)
NEIGHBOUR_PALETTES: Final = MappingProxyType[tuple[str, str], HairPalette](
    {("brown", "black"): "espresso", ("brown", "red"): "auburn", ("red", "blonde"): "copper"}
)
"""(colour, second guess) between two palettes, where the second guess is at least this likely:"""
NEIGHBOUR_CONFIDENCE: Final = 0.2

FRINGES: Final = MappingProxyType[str, Fringe]({"none": "none", "side": "side", "full": "full", "unknown": "side"})
BROWS: Final = MappingProxyType[str, BrowKind](
    {"thin": "soft", "medium": "regular", "bold": "bold", "unknown": "regular"}
)
FACIAL_HAIR: Final = MappingProxyType[str, FacialHair](
    {
        "none": "none",
        "stubble": "stubble",
        "moustache": "moustache",
        "goatee": "goatee",
        "full": "full",
        "unknown": "none",
    }
)

NEUTRAL_SKIN_TONE: Final = 5

JAW: Final = MappingProxyType[str, float]({"long": -0.5, "oval": 0.0, "unknown": 0.0, "round": 0.4, "square": 0.8})
LEVEL: Final = MappingProxyType[str, float]({"narrow": -0.7, "medium": 0.0, "unknown": 0.0, "wide": 0.7})
EYE_OPENING: Final = MappingProxyType[str, float]({"small": -0.7, "medium": 0.0, "unknown": 0.0, "large": 0.7})

LIGHT_SKIN_MAX: Final = 4
"""Up to this Monk tone, light hair gets light eyes; elsewhere dark brown is by far the commonest."""
LIGHT_EYES: Final = MappingProxyType[str, Rgb](
    {
        "blonde": (0.33, 0.50, 0.66),
        "red": (0.36, 0.50, 0.36),
        "grey": (0.42, 0.50, 0.56),
        "brown": (0.45, 0.33, 0.20),
    }
)
DARK_EYES: Final[Rgb] = (0.30, 0.19, 0.12)

ROUND_FRAMES_FOR: Final = frozenset({"square", "long", "oval", "unknown"})
"""Face shapes that get round frames; a round face gets square ones, as opticians do."""

OUTFITS: Final[tuple[Outfit, ...]] = ("night_suit", "white_suit", "ruby")
"""Those with trousers: a face does not say who would like to dance in a skirt."""
CLOTHS: Final[tuple[ClothPalette, ...]] = ("rose", "teal", "navy", "sand")
"""Picked by the content hash of the traits' values: stable for a fan, spread over a crowd."""
CLOTH_COLOURS: Final = MappingProxyType[str, ClothPalette](
    {"red": "rose", "yellow": "sand", "green": "teal", "blue": "navy", "dark": "navy", "pale": "sand"}
)
"""Of headwear whose colour was measured; else one of `CLOTHS`."""
