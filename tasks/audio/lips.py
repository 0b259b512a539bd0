"""How a mouth moves that sings this: vowels by formants, openness by loudness.

Formants come from linear prediction (Markel and Gray, "Linear Prediction of Speech", 1976). Throats differ in length,
so the reference formants are first moved to where this voice has them, for which the words of the line are a good
guide; they also weigh in where the sound alone does not decide, as it does not in high voices.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from contracts.comp import MouthShape, Viseme
from contracts.media import AUDIO_SAMPLE_RATE_HZ
from contracts.template import Note
from tasks.audio.pitch import Curve, Samples

VISEMES: tuple[Viseme, ...] = get_args(Viseme)
VISEME_OF_VOWEL: dict[str, Viseme] = {"a": "aa", "e": "ee", "i": "ih", "o": "oh", "u": "ou"}
FORMANTS_HZ: dict[Viseme, tuple[float, float]] = {
    "aa": (800.0, 1300.0),
    "ih": (370.0, 2500.0),
    "ou": (380.0, 1000.0),
    "ee": (580.0, 2100.0),
    "oh": (580.0, 920.0),
}
"""First and second formant of an adult woman's sung vowels, after Hillenbrand et al. (1995)."""

HOP_S = 1 / 24
"""Nobody sees more: pictures come no faster."""
LPC_RATE_HZ = 12_000
LPC_ORDER = 14
WINDOW_S = 0.04
PRE_EMPHASIS = 0.94
FORMANT_RANGE_HZ = ((230.0, 1150.0), (650.0, 3200.0))
WIDEST_BANDWIDTH_HZ = 500.0

SPREAD = (0.22, 0.18)
"""Standard deviation of ln F1 and ln F2 around a vowel's reference."""
WORD_TRUST = 2.0
"""What the line's own vowel is ahead of others, in squared standard deviations."""
CHANGE_COST = 3.0
"""Of another mouth from one moment to the next: mouths do not flutter."""
LONGEST_SHIFT = 0.3
"""Of ln F between the reference and this voice: from a man's throat to a child's."""
QUIET_DB = -26.0
"""Below the loud parts, where a mouth counts as closed."""
OPENNESS_STEP = 0.125


def mouth_shapes(line: Samples, notes: Sequence[Note]) -> tuple[MouthShape, ...]:
    """Mouth shapes of a sung line, in order, without overlap.

    Args:
        line: `(n,)` at 48 kHz, in time with `notes`.
        notes: the melody with the vowel of each syllable.

    Returns:
        `(start_s, duration_s, viseme, openness)`, empty for silence; openness 0 to 1 in eighths.
    """
    frames = _frames(line)
    openness = _openness(frames)
    sounds = openness > 0
    if not sounds.any():
        return ()
    times_s: Curve = (np.arange(len(frames), dtype=np.float64) + 0.5) * HOP_S
    written = _written_vowels(times_s, notes)
    costs = _costs(_formants(frames), written)
    shapes = _cheapest_path(costs)
    runs = groupby(range(len(frames)), key=lambda i: (bool(sounds[i]), int(shapes[i]), float(openness[i])))
    found: list[MouthShape] = []
    for (opened, shape, wide), run in runs:
        if opened:
            moments = list(run)
            found.append((round(moments[0] * HOP_S, 4), round(len(moments) * HOP_S, 4), VISEMES[shape], round(wide, 3)))
    return tuple(found)


def _frames(line: Samples) -> Curve:
    """Windows around each moment, `(moments, samples)` at `LPC_RATE_HZ`."""
    from scipy.signal import resample_poly

    signal = np.asarray(resample_poly(line.astype(np.float64), 1, AUDIO_SAMPLE_RATE_HZ // LPC_RATE_HZ))
    hop, window = round(HOP_S * LPC_RATE_HZ), round(WINDOW_S * LPC_RATE_HZ)
    moments = max(1, len(signal) // hop)
    # Centred on the middle of each moment.
    before = max(0, (window - hop + 1) // 2)
    padded = np.pad(signal, (before, window + hop))
    return np.lib.stride_tricks.sliding_window_view(padded, window)[::hop][:moments]


def _openness(frames: Curve) -> Curve:
    """0 where nobody sings, 1 in the loudest parts, in steps."""
    level_db = 10 * np.log10((frames**2).mean(axis=1) + 1e-10)
    loud_db = float(np.percentile(level_db, 90))
    if loud_db < -60:
        return np.zeros(len(frames))
    share = np.clip(1 - (level_db - loud_db) / QUIET_DB, 0, 1)
    return np.asarray(np.round(share / OPENNESS_STEP) * OPENNESS_STEP)


def _written_vowels(times_s: Curve, notes: Sequence[Note]) -> NDArray[np.int64]:
    """Index of the viseme that the words want at each time; -1 between notes."""
    written = np.full(len(times_s), -1)
    for note in notes:
        inside = (times_s >= note.start_s) & (times_s < note.start_s + note.duration_s)
        written[inside] = VISEMES.index(VISEME_OF_VOWEL[note.vowel])
    return written


def _formants(frames: Curve) -> Curve:
    """First and second formant in Hz, `(moments, 2)`; nan where none is found."""
    from scipy.linalg import solve_toeplitz

    emphasised = frames[:, 1:] - PRE_EMPHASIS * frames[:, :-1]
    windowed = emphasised * np.hamming(emphasised.shape[1])
    found = np.full((len(frames), 2), np.nan)
    for row, frame in enumerate(windowed):
        correlation = np.correlate(frame, frame, "full")[len(frame) - 1 : len(frame) + LPC_ORDER]
        if correlation[0] < 1e-9:
            continue
        correlation[0] *= 1 + 1e-6
        predictor = solve_toeplitz(correlation[:-1], correlation[1:])
        roots = np.roots(np.concatenate([[1.0], -predictor]))
        roots = roots[np.imag(roots) > 0]
        hz = np.angle(roots) * LPC_RATE_HZ / (2 * np.pi)
        bandwidth_hz = -np.log(np.abs(roots) + 1e-12) * LPC_RATE_HZ / np.pi
        sharp = np.sort(hz[bandwidth_hz < WIDEST_BANDWIDTH_HZ])
        lowest = FORMANT_RANGE_HZ[0][0]
        sharp = sharp[sharp > lowest]
        if len(sharp) >= 2 and all(low <= f <= high for f, (low, high) in zip(sharp, FORMANT_RANGE_HZ, strict=False)):
            found[row] = sharp[:2]
    return found


def _costs(formants_hz: Curve, written: NDArray[np.int64]) -> Curve:
    """How badly each viseme fits each moment, `(moments, 5)`."""
    reference = np.log(np.array([FORMANTS_HZ[viseme] for viseme in VISEMES]))
    heard = np.log(formants_hz)
    known: NDArray[np.bool_] = np.isfinite(heard[:, 0])
    both = known & (written >= 0)
    shift = np.zeros(2)
    if both.sum() >= 12:
        shift = np.clip(np.median(heard[both] - reference[written[both]], axis=0), -LONGEST_SHIFT, LONGEST_SHIFT)
    distance = (heard[:, None, :] - reference[None] - shift) / np.array(SPREAD)
    costs = np.where(known[:, None], np.minimum((distance**2).sum(axis=2), 12.0), 0.0)
    wanted = np.flatnonzero(written >= 0)
    costs[wanted, written[wanted]] -= WORD_TRUST
    return np.asarray(costs)


def _cheapest_path(costs: Curve) -> NDArray[np.int64]:
    """The sequence of visemes of least cost in all (Viterbi)."""
    moments, shapes = costs.shape
    change = CHANGE_COST * (1 - np.eye(shapes))
    best = costs[0]
    came_from = np.zeros((moments, shapes), np.int64)
    for moment in range(1, moments):
        step = best[:, None] + change
        came_from[moment] = step.argmin(axis=0)
        best = step.min(axis=0) + costs[moment]
    path = np.zeros(moments, np.int64)
    path[-1] = best.argmin()
    for moment in range(moments - 1, 0, -1):
        path[moment - 1] = came_from[moment, path[moment]]
    return path
