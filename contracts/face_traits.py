"""What recognition says of a face: attributes only, never an embedding, never an identity."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from pydantic import Field

from contracts.base import Contract

Value = TypeVar("Value", bound=str)
UNKNOWN: Literal["unknown"] = "unknown"


class Trait(Contract, Generic[Value]):
    """One attribute. `value` is `unknown` where the confidence is below the attribute's threshold."""

    value: Value | Literal["unknown"]
    confidence: float = Field(ge=0, le=1)
    alternatives: dict[str, float] = Field(default_factory=dict, description="other values with their confidence")
    source: str = Field(description="which recogniser or measure said so, with its version")


Glasses = Literal["none", "clear", "sunglasses"]
HairLength = Literal["bald", "short", "medium", "long", "hidden"]
HairTexture = Literal["straight", "wavy", "curly", "coily"]
HairStyleKind = Literal["loose", "tied", "bun", "braids_locs"]
Fringe = Literal["none", "side", "full"]
HairColour = Literal["black", "brown", "blonde", "red", "grey", "other"]
SkinTone = Literal["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]
FacialHair = Literal["none", "stubble", "moustache", "goatee", "full"]
Headwear = Literal["none", "cap", "beanie", "hat", "headscarf", "turban", "hood"]
ClothColour = Literal["red", "yellow", "green", "blue", "dark", "pale"]
FaceShape = Literal["oval", "round", "square", "long"]
Level = Literal["narrow", "medium", "wide"]
EyeOpening = Literal["small", "medium", "large"]
BrowWeight = Literal["thin", "medium", "bold"]


class FaceTraits(Contract):
    """All attributes of one selfie. `face_found` is False for a photo without a usable face: all are `unknown`."""

    face_found: bool
    face_box_px: tuple[int, int, int, int] | None = Field(
        default=None, description="x, y, width, height in the normalised selfie"
    )
    glasses: Trait[Glasses]
    hair_length: Trait[HairLength]
    hair_texture: Trait[HairTexture]
    hair_style: Trait[HairStyleKind]
    fringe: Trait[Fringe]
    hair_colour: Trait[HairColour]
    skin_tone: Trait[SkinTone] = Field(description="Monk Skin Tone scale, 1 lightest to 10 deepest")
    facial_hair: Trait[FacialHair]
    headwear: Trait[Headwear]
    headwear_colour: Trait[ClothColour] = Field(
        default=Trait[ClothColour](value=UNKNOWN, confidence=0.0, source="not-measured"),
        description="red includes pink, yellow includes orange and brown, blue includes violet",
    )
    face_shape: Trait[FaceShape]
    nose: Trait[Level]
    lips: Trait[Level]
    eyes: Trait[EyeOpening]
    brows: Trait[BrowWeight]
    warnings: tuple[str, ...] = ()
