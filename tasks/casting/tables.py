"""The casting tables. Every value that recognition can say, `unknown` included, has its row here.

docs/casting.md is generated from these tables and tested against them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from contracts.character import (
    BrowKind,
    ClothPalette,
    Earrings,
    FacialHair,
    Fringe,
    GlassesStyle,
    HairPalette,
    HairStyle,
    Outfit,
    Rgb,
)

HEADWEAR_STYLES: Final = MappingProxyType[str, HairStyle](
    {"headscarf": "hijab", "turban": "turban", "cap": "cap", "beanie": "beanie", "hat": "hat", "hood": "beanie"}
)
"""Headwear wins over hair: what covers the head is what people see, and for many it is who they are. A headscarf is
always the one that shows no hair: to uncover somebody's hair would be the worse mistake."""

GATHERED_STYLES: Final = MappingProxyType[tuple[str, str], HairStyle](
    {
        ("tied", "straight"): "ponytail",
        ("tied", "wavy"): "half_up",
        ("tied", "curly"): "high_ponytail",
        ("tied", "coily"): "coily_puffs",
        ("tied", "unknown"): "ponytail",
        ("bun", "straight"): "top_bun",
        ("bun", "wavy"): "low_bun",
        ("bun", "curly"): "top_bun",
        ("bun", "coily"): "top_bun",
        ("bun", "unknown"): "top_bun",
        ("braids_locs", "straight"): "braids",
        ("braids_locs", "wavy"): "braids",
        ("braids_locs", "curly"): "box_braids",
        ("braids_locs", "coily"): "box_braids",
        ("braids_locs", "unknown"): "box_braids",
    }
)
"""(kind, texture) of gathered hair."""

LOCS_BY_LENGTH: Final = MappingProxyType[tuple[str, str], HairStyle](
    {
        ("short", "curly"): "locs",
        ("short", "coily"): "locs",
        ("short", "unknown"): "locs",
        ("long", "curly"): "long_locs",
        ("hidden", "curly"): "cornrows",
        ("hidden", "coily"): "cornrows",
        ("hidden", "unknown"): "cornrows",
    }
)
"""(length, texture) of braids or locs that are not cast by their texture alone: short ones, long curly ones, and those
that lie so close to the head that no length was seen."""

SHORT_STYLES: Final = MappingProxyType[tuple[str, str], HairStyle](
    {
        ("straight", "none"): "short_crop",
        ("straight", "side"): "side_part",
        ("straight", "full"): "two_block",
        ("straight", "unknown"): "short_crop",
        ("wavy", "none"): "slick_back",
        ("wavy", "side"): "pixie",
        ("wavy", "full"): "two_block",
        ("wavy", "unknown"): "short_crop",
        ("curly", "none"): "coily_short",
        ("curly", "side"): "coily_short",
        ("curly", "full"): "coily_short",
        ("curly", "unknown"): "coily_short",
        ("coily", "none"): "coily_short",
        ("coily", "side"): "coily_short",
        ("coily", "full"): "coily_short",
        ("coily", "unknown"): "coily_short",
        ("unknown", "none"): "short_crop",
        ("unknown", "side"): "side_part",
        ("unknown", "full"): "two_block",
        ("unknown", "unknown"): "short_crop",
    }
)
"""(texture, fringe) of short hair."""

LOOSE_STYLES: Final = MappingProxyType[tuple[str, str], HairStyle](
    {
        ("medium", "straight"): "bob",
        ("medium", "wavy"): "wavy_bob",
        ("medium", "curly"): "curly_bob",
        ("medium", "coily"): "afro",
        ("medium", "unknown"): "bob",
        ("long", "straight"): "long_straight",
        ("long", "wavy"): "long_wavy",
        ("long", "curly"): "curly_long",
        ("long", "coily"): "curly_long",
        ("long", "unknown"): "long_wavy",
        ("unknown", "straight"): "bob",
        ("unknown", "wavy"): "wavy_bob",
        ("unknown", "curly"): "curly_bob",
        ("unknown", "coily"): "afro",
        ("unknown", "unknown"): "bob",
        ("hidden", "straight"): "bob",
        ("hidden", "wavy"): "wavy_bob",
        ("hidden", "curly"): "curly_bob",
        ("hidden", "coily"): "afro",
        ("hidden", "unknown"): "bob",
    }
)
"""(length, texture) of longer hair that hangs free. Bob is the neutral default: it says the least about its wearer."""

LONG_WITH_FULL_FRINGE: Final = MappingProxyType[str, HairStyle]({"straight": "hime_cut", "unknown": "long_straight"})
"""Long hair of this texture over a full fringe."""

BEARDS: Final = frozenset({"stubble", "moustache", "goatee", "full"})
LENGTH_BESIDE_A_BEARD: Final = "short"
"""Hair of unknown length beside facial hair: a beard with a bob is a rarer sight than one with short hair."""

SHAGGY_BESIDE_A_BEARD: Final[HairStyle] = "wolf_cut"
SHAGGY_INSTEAD_OF: Final = frozenset({"bob", "wavy_bob"})
"""The same holds for hair of medium length: it is drawn shaggy."""

ALMOST_BALD: Final[HairStyle] = "buzz"
ALMOST_BALD_CONFIDENCE: Final = 0.25
"""Short hair for which `bald` was that likely is drawn shaved."""
NOT_QUITE_BALD: Final[HairStyle] = "receding"
NOT_QUITE_BALD_CONFIDENCE: Final = 0.25
"""A bald head for which `short` was that likely keeps what hair it has."""

AUTHORS_CHOICE: Final = frozenset[HairStyle](
    {
        "shawl",
        "headwrap",
        "twin_tails",
        "low_pigtails",
        "space_buns",
        "box_braid_bun",
        "undercut",
        "fade",
        "high_top_fade",
        "twist_out",
    }
)
"""In the library for template authors; nothing that a selfie tells leads to them."""
AUTHORS_COLOURS: Final = frozenset[HairPalette]({"pink", "teal", "blue", "violet"})
"""Dyes: `other` says that hair is dyed, not how."""

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
    {
        ("brown", "black"): "espresso",
        ("brown", "blonde"): "honey",
        ("brown", "red"): "auburn",
        ("red", "blonde"): "copper",
        ("blonde", "brown"): "honey",
        ("grey", "black"): "slate",
        ("black", "grey"): "slate",
    }
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

JAW: Final = MappingProxyType[str, float]({"long": -0.2, "oval": 0.0, "unknown": 0.0, "round": 0.3, "square": 1.0})
CHEEKS: Final = MappingProxyType[str, float]({"long": -0.7, "oval": 0.0, "unknown": 0.0, "round": 1.0, "square": 0.2})
LENGTH: Final = MappingProxyType[str, float]({"long": 1.0, "oval": 0.0, "unknown": 0.0, "round": -0.8, "square": 0.0})
LEVEL: Final = MappingProxyType[str, float]({"narrow": -0.9, "medium": 0.0, "unknown": 0.0, "wide": 0.9})
EYE_OPENING: Final = MappingProxyType[str, float]({"small": -0.9, "medium": 0.0, "unknown": 0.0, "large": 0.9})
LASHES: Final = MappingProxyType[str, float](
    {"none": 0.6, "stubble": 0.3, "moustache": 0.3, "goatee": 0.3, "full": 0.3, "unknown": 0.6}
)
"""By facial hair: long lashes over a beard draw the eye away from it."""

AGE: Final = MappingProxyType[str, float](
    {
        "black": 0.0,
        "brown": 0.0,
        "blonde": 0.0,
        "red": 0.0,
        "grey": 0.5,
        "other": 0.0,
        "unknown": 0.0,
    }
)
"""By hair colour. Recognition guesses nobody's age; grey hair is the only ground for a line in a face."""
AGE_NEAR_GREY: Final = 0.25
"""Brown or black hair whose second guess is grey: grey temples."""
NEAR_GREY: Final = frozenset({"brown", "black"})

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

CLEAR_GLASSES: Final = MappingProxyType[str, tuple[GlassesStyle, ...]](
    {
        "oval": ("round", "square", "rectangular", "cat_eye", "aviator", "half_rim"),
        "round": ("square", "rectangular", "cat_eye", "half_rim"),
        "square": ("round", "cat_eye", "aviator", "half_rim"),
        "long": ("round", "square", "cat_eye", "aviator"),
        "unknown": ("round", "square", "rectangular", "cat_eye", "aviator", "half_rim"),
    }
)
"""By face shape, as opticians do: frames that its outline does not repeat. Which of them is up to the content hash."""
SUNGLASSES: Final = MappingProxyType[str, tuple[GlassesStyle, ...]](
    {
        "oval": ("sunglasses", "sunglasses_aviator", "sunglasses_round", "sunglasses_visor"),
        "round": ("sunglasses", "sunglasses_aviator", "sunglasses_visor"),
        "square": ("sunglasses_aviator", "sunglasses_round", "sunglasses_visor"),
        "long": ("sunglasses", "sunglasses_aviator", "sunglasses_round"),
        "unknown": ("sunglasses", "sunglasses_aviator", "sunglasses_round", "sunglasses_visor"),
    }
)
NOT_BESIDE_A_BEARD: Final = frozenset[GlassesStyle]({"cat_eye"})
"""Left out where facial hair was measured."""

METAL_FRAMES: Final = frozenset[GlassesStyle]({"aviator", "sunglasses_aviator", "sunglasses_round"})
METALS: Final[tuple[Rgb, ...]] = ((0.86, 0.66, 0.32), (0.76, 0.78, 0.84), (0.30, 0.30, 0.36))
PLASTICS: Final[tuple[Rgb, ...]] = (
    (0.08, 0.08, 0.10),
    (0.30, 0.17, 0.10),
    (0.12, 0.16, 0.34),
    (0.42, 0.10, 0.18),
)
"""Frame colours, picked by the content hash: gold, silver, gunmetal; black, tortoise, navy, burgundy."""

EARRINGS: Final[tuple[Earrings, ...]] = ("none", "none", "none", "none", "stud", "hoop")
"""Picked by the content hash and by nothing else. Drops and freckles are left to template authors."""

OUTFITS: Final[tuple[Outfit, ...]] = (
    "night_suit",
    "white_suit",
    "ruby",
    "coral_crop",
    "ink_crop",
    "mint_crop",
    "lime_street",
    "sky_street",
    "ember_street",
    "pearl_coat",
    "plum_coat",
    "sand_coat",
    "cobalt_bomber",
    "amber_bomber",
    "jade_vest",
    "scarlet_vest",
    "gold_vest",
)
"""Those without a skirt: a face does not say who would like to dance in one."""
COVERED_OUTFITS: Final[tuple[Outfit, ...]] = (
    "midnight_gown",
    "emerald_gown",
    "ivory_gown",
    "pearl_coat",
    "plum_coat",
    "sand_coat",
)
"""Neck, arms and legs covered: what goes with a covered head."""
COVERING_HEADWEAR: Final = frozenset({"headscarf", "turban"})
AUTHORS_OUTFITS: Final = frozenset[Outfit]({"night", "white", "rose_bomber"})
"""With a skirt; for template authors."""
CLOTHS: Final[tuple[ClothPalette, ...]] = ("rose", "teal", "navy", "sand")
"""Picked by the content hash of the traits' values: stable for a fan, spread over a crowd."""
CLOTH_COLOURS: Final = MappingProxyType[str, ClothPalette](
    {"red": "rose", "yellow": "sand", "green": "teal", "blue": "navy", "dark": "navy", "pale": "sand"}
)
"""Of headwear whose colour was measured; else one of `CLOTHS`."""
