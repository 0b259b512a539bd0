"""What the mouth does: the sounds of the notes on the time line, and the vocal tract that they shape."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from .dsp import Signal
from .phonemes import CONSONANTS, DIPHTHONGS, VOWEL_FORMANTS, Phoneme, split

CONTROL_HZ = 400
BANDWIDTHS_HZ = np.array([110.0, 120.0, 160.0, 210.0, 260.0])
# The fixed resonances above the fifth: without them the cascade loses all treble (Fant 1960).
UPPER_FORMANTS_HZ = (5650.0, 6750.0, 7900.0, 9100.0, 10_300.0)
UPPER_BANDWIDTH_HZ = 380.0
ASPIRATION_S = 0.045


@dataclass(frozen=True)
class SungNote:
    """One syllable in seconds; `detune_cents` is what the singer is off by."""

    start_s: float
    duration_s: float
    midi: float
    phonemes: str
    detune_cents: float = 0.0


@dataclass(frozen=True)
class Segment:
    start_s: float
    end_s: float
    sound: Phoneme
    name: str


def segments_of(notes: list[SungNote]) -> list[Segment]:
    """Lays the sounds on the time line: the vowel starts on the note, consonants take time from what is before."""
    segments: list[Segment] = []
    for i, note in enumerate(notes):
        onset, vowel, coda = split(note.phonemes)
        following = notes[i + 1] if i + 1 < len(notes) else None
        end_s = note.start_s + note.duration_s
        if following is not None:
            lead_s = sum(CONSONANTS[c].length_s for c in split(following.phonemes)[0])
            end_s = min(end_s, following.start_s - lead_s)
        cursor = note.start_s - sum(CONSONANTS[c].length_s for c in onset)
        for c in onset:
            segments.append(Segment(cursor, cursor + CONSONANTS[c].length_s, CONSONANTS[c], c))
            cursor += CONSONANTS[c].length_s
        coda_s = sum(CONSONANTS[c].length_s for c in coda)
        room = max(0.3, min(1.0, (end_s - note.start_s) * 0.5 / coda_s)) if coda else 1.0
        vowel_end = max(note.start_s + 0.06, end_s - coda_s * room)
        segments += _vowel_segments(vowel, note.start_s, vowel_end)
        cursor = vowel_end
        for c in coda:
            segments.append(Segment(cursor, cursor + CONSONANTS[c].length_s * room, CONSONANTS[c], c))
            cursor += CONSONANTS[c].length_s * room
    return segments


def _vowel_segments(vowel: str, start_s: float, end_s: float) -> list[Segment]:
    first, second = DIPHTHONGS.get(vowel, (vowel, None))
    turn_s = end_s if second is None else end_s - min(0.16, 0.45 * (end_s - start_s))
    out = [Segment(start_s, turn_s, Phoneme(VOWEL_FORMANTS[first]), first)]
    if second is not None:
        out.append(Segment(turn_s, end_s, Phoneme(VOWEL_FORMANTS[second], voice=0.85), second))
    return out


class Controls:
    """Formants, bandwidth factor and levels per control frame, smoothed as a tongue would."""

    def __init__(self, segments: list[Segment], frames: int, formant_scale: float) -> None:
        formants = np.full((frames, 5), np.nan)
        bandwidth, level, aspiration = np.ones(frames), np.zeros(frames), np.zeros(frames)
        for segment in segments:
            if segment.sound.burst and segment.sound.voice == 0.0:  # t and k let go with a breath
                start = max(0, round((segment.end_s - 0.01) * CONTROL_HZ))
                aspiration[start : start + round(ASPIRATION_S * CONTROL_HZ)] = segment.sound.noise
            a, b = max(0, round(segment.start_s * CONTROL_HZ)), min(frames, round(segment.end_s * CONTROL_HZ))
            formants[a:b] = segment.sound.formants_hz
            bandwidth[a:b] = segment.sound.bandwidth
            level[a:b] = segment.sound.voice
        known = ~np.isnan(formants[:, 0])
        index = np.arange(frames)
        nearest = index[known][np.clip(np.searchsorted(index[known], index), 0, known.sum() - 1)]
        formants = np.where(known[:, None], formants, formants[nearest])
        self.scale = formant_scale
        self.formants_hz = gaussian_filter1d(formants, 0.016 * CONTROL_HZ, axis=0) * formant_scale
        self.bandwidths_hz = BANDWIDTHS_HZ * gaussian_filter1d(bandwidth, 0.010 * CONTROL_HZ)[:, None]
        self.level = gaussian_filter1d(level, 0.011 * CONTROL_HZ)
        self.aspiration = gaussian_filter1d(aspiration, 0.006 * CONTROL_HZ)

    def tract(self, frequency_hz: Signal) -> Signal:
        """Complex response of the tract, `(frames, n)`, for frequencies `(frames, n)`; 1 at 0 Hz."""
        response = np.ones(frequency_hz.shape, dtype=np.complex128)
        for k in range(5):
            f = self.formants_hz[:, k : k + 1]
            b = self.bandwidths_hz[:, k : k + 1]
            response *= (f**2 + b**2 / 4) / (f**2 + b**2 / 4 - frequency_hz**2 + 1j * b * frequency_hz)
        for upper in UPPER_FORMANTS_HZ:
            f2 = (upper * self.scale) ** 2 + UPPER_BANDWIDTH_HZ**2 / 4
            response *= f2 / (f2 - frequency_hz**2 + 1j * UPPER_BANDWIDTH_HZ * frequency_hz)
        return response

    def at(self, index: np.ndarray) -> Controls:
        """The same tract at chosen control frames."""
        picked = object.__new__(Controls)
        picked.scale = self.scale
        picked.formants_hz, picked.bandwidths_hz = self.formants_hz[index], self.bandwidths_hz[index]
        picked.level, picked.aspiration = self.level[index], self.aspiration[index]
        return picked
