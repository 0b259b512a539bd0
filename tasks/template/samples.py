"""Six clearly different fans to try a template with: every kind of hair, glasses, skin and name that breaks layouts."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.character import Character, FaceProportions


@dataclass(frozen=True)
class SampleFan:
    """A character and a name; `label` says what the sample is there for."""

    label: str
    name: str
    character: Character


SAMPLE_FANS: tuple[SampleFan, ...] = (
    SampleFan(
        "long hair, short name",
        "Zoë",
        Character(
            skin_tone=2,
            hair_style="long_wavy",
            hair_colour="copper",
            fringe="side",
            eye_colour=(0.3, 0.5, 0.34),
            face=FaceProportions(eyes=0.2, lashes=0.8),
            outfit="night",
        ),
    ),
    SampleFan(
        "round glasses, Hangul",
        "민아",
        Character(
            skin_tone=4,
            hair_style="two_block",
            hair_colour="ink",
            glasses="round",
            brow="bold",
            face=FaceProportions(jaw=0.3, lashes=0.3),
            outfit="white_suit",
        ),
    ),
    SampleFan(
        "headscarf, right to left",
        "نور الهدى",
        Character(
            skin_tone=6,
            hair_style="hijab",
            hair_colour="ink",
            cloth_colour="teal",
            eye_colour=(0.4, 0.28, 0.16),
            face=FaceProportions(lips=0.3, lashes=0.9),
        ),
    ),
    SampleFan(
        "full beard, long name",
        "Maximilian-Alexander",
        Character(
            skin_tone=3,
            hair_style="top_bun",
            hair_colour="brown",
            fringe="none",
            facial_hair="full",
            brow="bold",
            eye_colour=(0.3, 0.45, 0.6),
            face=FaceProportions(jaw=0.8, nose=0.4, lashes=0.1),
        ),
    ),
    SampleFan(
        "wide hair, deep skin, marks above and below",
        "अनन्या",
        Character(
            skin_tone=9,
            hair_style="afro",
            hair_colour="espresso",
            fringe="none",
            eye_colour=(0.5, 0.34, 0.16),
            face=FaceProportions(lips=0.7, nose=0.4, lashes=0.8),
            outfit="white",
        ),
    ),
    SampleFan(
        "cap, sunglasses, Cyrillic",
        "Александра",
        Character(
            skin_tone=1,
            hair_style="cap",
            hair_colour="blonde",
            cloth_colour="navy",
            glasses="sunglasses",
            facial_hair="none",
            face=FaceProportions(jaw=-0.6, lashes=0.4),
            outfit="ruby",
        ),
    ),
)
