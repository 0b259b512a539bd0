"""Stage `cast`: picks the character."""

from __future__ import annotations

from contracts.character import Character
from contracts.face_traits import FaceTraits
from tasks.casting.rules import character_for
from tasks.stage import stage


def cast(traits: FaceTraits) -> Character:
    """The character that performs for a fan with these traits; never fails."""
    return character_for(traits)


cast_task = stage("cast")(cast)
