"""Six submissions that differ in photo, voice and name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from media.audio_file import flac_bytes, read_audio

PROJECT = Path(__file__).resolve().parents[2]
DEMO = PROJECT / "templates" / "demo" / "inputs"
SAMPLES = PROJECT.parent / "shared" / "samples"
"""Photos and voices that are not part of the project; without them the demo's own are varied."""
NAMES = ("Mina", "Zoë", "Jun", "Amara", "Łukasz", "Ines")
PHOTOS = ("face_009", "face_016", "face_049", "face_051", "face_083")
VOICES = ("vocadito_10_singing", "jfk_en", "azure_esmx")


@dataclass(frozen=True)
class Inputs:
    """What one fan sends."""

    selfie: Path
    voice: Path
    name: str


def six_inputs(folder: Path) -> list[Inputs]:
    """The demo's own fan and five others; files that had to be made lie in `folder`."""
    selfies = [DEMO / "selfie.jpg", *_photos(folder)]
    voices = [DEMO / "take.flac", *_voices(folder)]
    return [Inputs(*fan) for fan in zip(selfies, voices, NAMES, strict=True)]


def _photos(folder: Path) -> list[Path]:
    photos = [SAMPLES / "faces" / f"{name}.jpg" for name in PHOTOS]
    if all(photo.is_file() for photo in photos):
        return photos
    with Image.open(DEMO / "selfie.jpg") as file:
        own = ImageOps.exif_transpose(file).convert("RGB")
    edge = own.width // 12
    cropped = own.crop((edge, edge, own.width - edge, own.height - edge))
    varied = [ImageOps.mirror(own), cropped, ImageOps.mirror(cropped), own.rotate(3), ImageOps.autocontrast(own)]
    paths = [folder / f"selfie-{number}.jpg" for number in range(len(varied))]
    for path, photo in zip(paths, varied, strict=True):
        photo.save(path, quality=92)
    return paths


def _voices(folder: Path) -> list[Path]:
    """Other voices, then the demo's take sung later and more quietly."""
    voices = [path for name in VOICES if (path := SAMPLES / "voices" / f"{name}.flac").is_file()]
    take = read_audio(DEMO / "take.flac")
    for number in range(len(voices), len(NAMES) - 1):
        varied = np.pad(take * (0.9 - 0.1 * number), ((0, 0), (480 * (number + 1), 0)))
        path = folder / f"take-{number}.flac"
        path.write_bytes(flac_bytes(varied.astype(np.float32)))
        voices.append(path)
    return voices
