"""Speech sounds as the singer needs them: resonances, voicing, noise and natural length.

Formants (Hz) are of an adult woman, after Peterson and Barney (1952) and Hillenbrand et al. (1995), with the higher
ones drawn together as trained singers do; other voices scale them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Vowel = Literal["a", "e", "i", "o", "u"]
Viseme = Literal["aa", "ih", "ou", "ee", "oh"]
Formants = tuple[float, float, float, float, float]


@dataclass(frozen=True)
class Phoneme:
    """One sound. Levels are factors; `noise_band_hz` is the band of its hiss; `burst` = a stop: silence, then a pop."""

    formants_hz: Formants
    length_s: float = 0.0
    voice: float = 1.0
    noise: float = 0.0
    noise_band_hz: tuple[float, float] = (300.0, 6000.0)
    burst: bool = False
    bandwidth: float = 1.0


_NEUTRAL: Formants = (560.0, 1650.0, 2750.0, 3700.0, 4600.0)

VOWEL_FORMANTS: dict[str, Formants] = {
    "AA": (850.0, 1220.0, 2810.0, 3600.0, 4500.0),
    "AE": (780.0, 1850.0, 2800.0, 3650.0, 4500.0),
    "AH": (680.0, 1400.0, 2780.0, 3650.0, 4500.0),
    "AO": (590.0, 920.0, 2710.0, 3500.0, 4400.0),
    "EH": (610.0, 2150.0, 2900.0, 3750.0, 4600.0),
    "IH": (450.0, 2350.0, 3000.0, 3800.0, 4650.0),
    "IY": (340.0, 2650.0, 3250.0, 3900.0, 4700.0),
    "UH": (470.0, 1160.0, 2680.0, 3500.0, 4400.0),
    "UW": (380.0, 980.0, 2650.0, 3450.0, 4400.0),
}

# A vowel is held on its first sound; a diphthong closes on the second one.
DIPHTHONGS: dict[str, tuple[str, str]] = {
    "AY": ("AA", "IH"),
    "EY": ("EH", "IY"),
    "OW": ("AO", "UH"),
    "AW": ("AA", "UH"),
}


def _stop(formants: Formants, length_s: float, voice: float, noise: float, band: tuple[float, float]) -> Phoneme:
    return Phoneme(formants, length_s, voice=voice, noise=noise, noise_band_hz=band, burst=True)


CONSONANTS: dict[str, Phoneme] = {
    "s": Phoneme(_NEUTRAL, 0.11, voice=0.0, noise=0.42, noise_band_hz=(5000.0, 9000.0)),
    "z": Phoneme(_NEUTRAL, 0.08, voice=0.35, noise=0.25, noise_band_hz=(4800.0, 10_000.0)),
    "sh": Phoneme(_NEUTRAL, 0.11, voice=0.0, noise=0.5, noise_band_hz=(2300.0, 7000.0)),
    "th": Phoneme(_NEUTRAL, 0.09, voice=0.0, noise=0.12, noise_band_hz=(2500.0, 9000.0)),
    "dh": Phoneme((300.0, 1500.0, 2650.0, 3600.0, 4500.0), 0.05, voice=0.4, noise=0.04, noise_band_hz=(2500.0, 8000.0)),
    "m": Phoneme((280.0, 1150.0, 2300.0, 3300.0, 4300.0), 0.075, voice=0.42, bandwidth=2.2),
    "n": Phoneme((280.0, 1600.0, 2500.0, 3400.0, 4300.0), 0.07, voice=0.42, bandwidth=2.2),
    "ng": Phoneme((280.0, 2000.0, 2700.0, 3500.0, 4300.0), 0.10, voice=0.45, bandwidth=2.0),
    "l": Phoneme((360.0, 1250.0, 2900.0, 3700.0, 4500.0), 0.07, voice=0.6, bandwidth=1.4),
    "r": Phoneme((360.0, 1250.0, 1750.0, 3300.0, 4400.0), 0.075, voice=0.65, bandwidth=1.3),
    "w": Phoneme((330.0, 720.0, 2500.0, 3400.0, 4400.0), 0.075, voice=0.6, bandwidth=1.2),
    "y": Phoneme((300.0, 2700.0, 3350.0, 3950.0, 4700.0), 0.07, voice=0.65, bandwidth=1.2),
    "t": _stop(_NEUTRAL, 0.075, 0.0, 0.45, (3000.0, 9000.0)),
    "k": _stop((480.0, 2000.0, 2500.0, 3600.0, 4500.0), 0.08, 0.0, 0.45, (1400.0, 4200.0)),
    "d": _stop((320.0, 1750.0, 2700.0, 3600.0, 4500.0), 0.055, 0.12, 0.25, (2500.0, 7500.0)),
    "g": _stop((320.0, 2000.0, 2500.0, 3600.0, 4500.0), 0.06, 0.12, 0.28, (1300.0, 3800.0)),
}

VOWEL_OF: dict[str, Vowel] = {
    "AA": "a",
    "AE": "a",
    "AH": "a",
    "AY": "a",
    "AW": "a",
    "AO": "o",
    "OW": "o",
    "EH": "e",
    "EY": "e",
    "IH": "i",
    "IY": "i",
    "UH": "u",
    "UW": "u",
}
VISEME_OF: dict[str, Viseme] = {"a": "aa", "e": "ee", "i": "ih", "o": "oh", "u": "ou"}
GLIDE_VISEME: dict[str, Viseme] = {"AY": "ih", "EY": "ih", "OW": "ou", "AW": "ou"}


def split(phonemes: str) -> tuple[list[str], str, list[str]]:
    """`"n AY t"` to (["n"], "AY", ["t"]); raises ValueError unless there is exactly one vowel and all is known."""
    sounds = phonemes.split()
    vowels = [i for i, s in enumerate(sounds) if s in VOWEL_OF]
    unknown = [s for s in sounds if s not in VOWEL_OF and s not in CONSONANTS]
    if len(vowels) != 1 or unknown:
        raise ValueError(f"syllable {phonemes!r}: wants one vowel and known consonants, unknown: {unknown}")
    at = vowels[0]
    return sounds[:at], sounds[at], sounds[at + 1 :]
