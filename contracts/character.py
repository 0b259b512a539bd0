"""The character that performs: asset ids, colours and proportions that the compositor's generator understands."""

from __future__ import annotations

import hashlib
from typing import Literal

from pydantic import Field

from contracts.base import Contract

Rgb = tuple[float, float, float]
"""Red, green, blue, each 0 to 1, sRGB encoded."""

HairStyle = Literal[
    "long_straight",
    "long_wavy",
    "hime_cut",
    "bob",
    "wavy_bob",
    "curly_bob",
    "curly_long",
    "pixie",
    "wolf_cut",
    "two_block",
    "side_part",
    "undercut",
    "slick_back",
    "short_crop",
    "fade",
    "afro",
    "coily_short",
    "coily_puffs",
    "high_top_fade",
    "twist_out",
    "braids",
    "box_braids",
    "box_braid_bun",
    "cornrows",
    "locs",
    "long_locs",
    "twin_tails",
    "low_pigtails",
    "space_buns",
    "ponytail",
    "high_ponytail",
    "half_up",
    "top_bun",
    "low_bun",
    "buzz",
    "receding",
    "bald",
    "hijab",
    "shawl",
    "headwrap",
    "turban",
    "cap",
    "beanie",
    "hat",
]
HairPalette = Literal[
    "ink",
    "espresso",
    "brown",
    "auburn",
    "copper",
    "honey",
    "blonde",
    "slate",
    "silver",
    "pink",
    "teal",
    "blue",
    "violet",
    "plum",
]
ClothPalette = Literal["rose", "teal", "navy", "sand"]
Fringe = Literal["none", "side", "full"]
GlassesStyle = Literal[
    "none",
    "round",
    "square",
    "rectangular",
    "cat_eye",
    "aviator",
    "half_rim",
    "sunglasses",
    "sunglasses_aviator",
    "sunglasses_round",
    "sunglasses_visor",
]
"""`sunglasses` have the classic trapezoid frame; what begins with the word has dark lenses."""
FacialHair = Literal["none", "stubble", "moustache", "goatee", "full"]
Outfit = Literal[
    "night",
    "night_suit",
    "white",
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
    "rose_bomber",
    "jade_vest",
    "scarlet_vest",
    "gold_vest",
    "midnight_gown",
    "emerald_gown",
    "ivory_gown",
]
"""Stage colourway and cut. The first five are the band uniform, `night` and `white` with a skirt, the others with
trousers; `rose_bomber` has a skirt, the other bombers shorts. Coats and gowns cover neck, arms and legs."""
BrowKind = Literal["soft", "regular", "bold"]
Earrings = Literal["none", "stud", "hoop", "drop"]


class FaceProportions(Contract):
    """Deviations from the library's mean face."""

    jaw: float = Field(default=0.0, ge=-1, le=1, description="-1 slender chin, 1 broad jaw")
    cheeks: float = Field(default=0.0, ge=-1, le=1, description="-1 hollow, 1 full")
    length: float = Field(default=0.0, ge=-1, le=1, description="-1 short below the eyes, 1 long")
    nose: float = Field(default=0.0, ge=-1, le=1, description="-1 narrow, 1 wide")
    lips: float = Field(default=0.0, ge=-1, le=1, description="-1 thin, 1 full")
    eyes: float = Field(default=0.0, ge=-1, le=1, description="-1 small, 1 large")
    lashes: float = Field(default=0.6, ge=0, le=1, description="0 short, 1 long")


class Character(Contract):
    """Everything the compositor needs to build one performer; equal models draw equal pixels."""

    skin_tone: int = Field(ge=1, le=10, description="Monk Skin Tone scale")
    hair_style: HairStyle
    hair_colour: HairPalette
    fringe: Fringe = "full"
    cloth_colour: ClothPalette = Field(default="rose", description="of a headscarf, turban, cap or beanie")
    eye_colour: Rgb = (0.35, 0.25, 0.2)
    brow: BrowKind = "regular"
    glasses: GlassesStyle = "none"
    glasses_colour: Rgb = (0.08, 0.08, 0.1)
    facial_hair: FacialHair = "none"
    face: FaceProportions = FaceProportions()
    earrings: Earrings = "none"
    freckles: bool = False
    age: float = Field(default=0.0, ge=0, le=1, description="strength of age lines and of grey at the temples")
    outfit: Outfit = "night_suit"

    @property
    def key(self) -> str:
        """Content key: two fans who cast alike share it, and so the shots that show only the character."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()
