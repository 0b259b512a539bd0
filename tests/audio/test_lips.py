"""The mouth that sings the line: vowels by their sound, openness by their loudness."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import lfilter

from contracts.comp import MouthShape
from contracts.media import AUDIO_SAMPLE_RATE_HZ
from contracts.template import Note
from tasks.audio.lips import FORMANTS_HZ, VISEME_OF_VOWEL, mouth_shapes
from tasks.audio.pitch import Samples

VOWEL_OF_VISEME = {viseme: vowel for vowel, viseme in VISEME_OF_VOWEL.items()}


def vowel_sound(viseme: str, seconds: float, pitch_hz: float = 190.0, throat: float = 1.0) -> Samples:
    """A pulse train through resonators at the formants of a vowel: the classic source and filter."""
    count = round(seconds * AUDIO_SAMPLE_RATE_HZ)
    phase = np.arange(count) * pitch_hz / AUDIO_SAMPLE_RATE_HZ
    sound = np.diff(np.floor(phase), prepend=0.0)
    first, second = FORMANTS_HZ[viseme]  # type: ignore[index]
    for formant_hz, bandwidth_hz in ((first, 80), (second, 110), (2900, 170), (3800, 250)):
        radius = np.exp(-np.pi * bandwidth_hz / AUDIO_SAMPLE_RATE_HZ)
        angle = 2 * np.pi * formant_hz * throat / AUDIO_SAMPLE_RATE_HZ
        sound = lfilter([1.0], [1.0, -2 * radius * np.cos(angle), radius**2], sound)
    return np.asarray(0.3 * sound / np.abs(sound).max(), np.float32)


def note(vowel: str, start_s: float, duration_s: float) -> Note:
    return Note.model_validate({"start_s": start_s, "duration_s": duration_s, "midi": 60, "vowel": vowel})


def seconds_of(shapes: tuple[MouthShape, ...], viseme: str, from_s: float, to_s: float) -> float:
    """For how long between two moments the mouth has a shape."""
    return sum(
        max(0.0, min(start_s + duration_s, to_s) - max(start_s, from_s))
        for start_s, duration_s, seen, _ in shapes
        if seen == viseme
    )


@pytest.mark.parametrize("viseme", sorted(FORMANTS_HZ))
def test_a_vowel_is_seen_as_it_sounds_whatever_the_words_say(viseme: str) -> None:
    written = "a" if viseme != "aa" else "i"
    # One note of the right words lets the throat be measured; the rest is sung with another vowel than written.
    line = np.concatenate([vowel_sound("aa", 0.6), vowel_sound("ih", 0.6), vowel_sound(viseme, 1.0)])
    notes = (note("a", 0.0, 0.6), note("i", 0.6, 0.6), note(written, 1.25, 0.2))
    assert seconds_of(mouth_shapes(line, notes), viseme, 1.25, 2.15) > 0.8


@pytest.mark.parametrize("throat", [0.82, 1.0, 1.25])
def test_throats_of_all_lengths_are_understood(throat: float) -> None:
    order = ("aa", "oh", "ih", "ou", "ee")
    line = np.concatenate([vowel_sound(viseme, 0.5, 150.0 * throat, throat) for viseme in order])
    notes = [note(VOWEL_OF_VISEME[viseme], 0.5 * index, 0.5) for index, viseme in enumerate(order)]  # type: ignore[index]
    shapes = mouth_shapes(line, notes)
    for index, viseme in enumerate(order):
        assert seconds_of(shapes, viseme, 0.5 * index, 0.5 * (index + 1)) > 0.35


def test_louder_is_wider_and_silence_is_closed() -> None:
    loud, soft = vowel_sound("aa", 0.5), vowel_sound("aa", 0.5) * np.float32(0.25)
    line = np.concatenate([loud, np.zeros(AUDIO_SAMPLE_RATE_HZ // 2, np.float32), soft])
    shapes = mouth_shapes(line, ())
    assert not [shape for shape in shapes if 0.55 < shape[0] < 0.95]
    widest = [max(shape[3] for shape in shapes if low <= shape[0] < high) for low, high in ((0, 0.5), (1.0, 1.5))]
    assert widest[0] >= 0.875 and 0.3 <= widest[1] <= 0.7


def test_nobody_sings_in_silence() -> None:
    assert mouth_shapes(np.zeros(AUDIO_SAMPLE_RATE_HZ, np.float32), (note("a", 0, 1),)) == ()
    assert mouth_shapes(np.zeros(0, np.float32), ()) == ()


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), seconds=st.floats(0.05, 3.0), level=st.floats(1e-4, 1.0))
def test_shapes_are_in_order_and_within_the_line(seed: int, seconds: float, level: float) -> None:
    line = np.random.default_rng(seed).normal(0, level, round(seconds * AUDIO_SAMPLE_RATE_HZ)).astype(np.float32)
    shapes = mouth_shapes(line, (note("o", 0.1, 0.4),))
    assert shapes == mouth_shapes(line, (note("o", 0.1, 0.4),))
    assert all(a[0] + a[1] <= b[0] + 1e-3 for a, b in pairwise(shapes))
    assert all(0 <= openness <= 1 and duration_s > 0 for _, duration_s, _, openness in shapes)
    assert not shapes or shapes[-1][0] + shapes[-1][1] <= max(seconds, 1 / 24) + 1e-3
