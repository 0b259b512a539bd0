"""The fans of the test: photos of a folder, what a person noted about them, and what the pipeline makes of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.character import Character
from contracts.errors import InputRejected
from contracts.face_traits import FaceTraits, Trait
from media.image_file import RgbImage, decode_upright_rgb
from tasks.casting.rules import character_for
from tasks.recognition.model_files import MODELS_VARIABLE
from tasks.recognition.recogniser import recognise_photo
from tests.recognition.samples import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic"})


@dataclass(frozen=True)
class Fan:
    """`notes` are a person's, by the names of `FaceTraits`; empty for photos that nobody described."""

    name: str
    photo: RgbImage
    content: bytes
    notes: Mapping[str, str]


@dataclass(frozen=True)
class CastFan:
    """A fan after recognition and casting."""

    fan: Fan
    traits: FaceTraits
    character: Character

    @property
    def values(self) -> dict[str, str]:
        """What recognition said, by attribute."""
        return {name: trait.value for name, trait in self.traits if isinstance(trait, Trait)}


def fans_of(folder: Path) -> list[Fan]:
    """The photos of a folder in the order of their names; without those that are known to show nobody."""
    fans = []
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES):
        content = path.read_bytes()
        fans.append(Fan(path.stem, decode_upright_rgb(content), content, LABELS.get(path.name, {})))
    if not fans:
        raise InputRejected(f"There is no photo in {folder.name}; put selfies there.", code="no_photos")
    return fans


def cast_fans(fans: list[Fan], models: Path | None) -> list[CastFan]:
    """Every fan through recognition, with these models or without any, and casting."""
    with models_at(models):
        recognised = [(fan, recognise_photo(fan.photo)) for fan in fans]
    return [CastFan(fan, traits, character_for(traits)) for fan, traits in recognised]


@contextmanager
def models_at(models: Path | None) -> Iterator[None]:
    """Recognition uses the models of this folder, or none, as long as the context lasts."""
    before = os.environ.pop(MODELS_VARIABLE, None)
    if models is not None:
        os.environ[MODELS_VARIABLE] = str(models)
    try:
        yield
    finally:
        os.environ.pop(MODELS_VARIABLE, None)
        if before is not None:
            os.environ[MODELS_VARIABLE] = before
