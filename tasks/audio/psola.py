"""Time-domain pitch-synchronous overlap-add: new pitch and new timing in one pass, timbre kept.

After Moulines and Charpentier (1990). One grain of two periods around every pitch mark; the output takes the nearest
grain of the mapped moment and sets it down at the wanted period. Ratio 1 with the identity map gives the input back.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from contracts.media import AUDIO_SAMPLE_RATE_HZ
from tasks.audio.pitch import Curve, PitchTrack, Samples

OVERSAMPLING = 2
"""Grains are set down on whole samples: at 96 kHz the rounding is below one cent for any sung note."""
RATE_HZ = AUDIO_SAMPLE_RATE_HZ * OVERSAMPLING
UNVOICED_STEP = round(0.005 * RATE_HZ)
_SEARCH = 0.12
"""A pitch mark lies within this part of a period of where the one before predicts it."""


def resynthesise(
    voice: Samples,
    pitch: PitchTrack,
    ratio_at: Callable[[Curve], Curve],
    take_time_at: Callable[[Curve], Curve],
    samples: int,
) -> Samples:
    """Sings `voice` anew.

    Args:
        voice: the take, `(n,)` at 48 kHz.
        pitch: its pitch.
        ratio_at: output seconds to pitch factor, 1 = unchanged.
        take_time_at: output seconds to the take's seconds, not falling.
        samples: length of the result.

    Returns:
        `(samples,)`; moments outside the take are silent.
    """
    from scipy.signal import resample_poly

    fine = np.asarray(resample_poly(voice.astype(np.float64), OVERSAMPLING, 1))
    marks, voiced = pitch_marks(fine, pitch)
    length = samples * OVERSAMPLING
    times_s = np.arange(0, length + RATE_HZ // 100, RATE_HZ // 200) / RATE_HZ
    source = take_time_at(times_s) * RATE_HZ
    ratio = ratio_at(times_s)
    out, weight = np.zeros(length), np.zeros(length)
    position = _first_position(times_s * RATE_HZ, source, marks)
    last, backwards = -1, False
    while position < length:
        take_position = float(np.interp(position, times_s * RATE_HZ, source))
        if take_position > len(fine):
            break
        k = _nearest(marks, take_position)
        # The same hiss twice in a row would hum at 200 Hz: the second time it runs backwards.
        backwards = k == last and not voiced[k] and not backwards
        _add_grain(fine, marks, k, round(position), out, weight, backwards)
        last = k
        period = float(marks[k + 1] - marks[k])
        factor = float(np.interp(position, times_s * RATE_HZ, ratio)) if voiced[k] else 1.0
        position += max(8.0, period / factor)
    out /= np.maximum(weight, 0.35)
    return np.asarray(resample_poly(out, 1, OVERSAMPLING)[:samples], dtype=np.float32)


def _first_position(output: Curve, source: Curve, marks: NDArray[np.int64]) -> float:
    """Output sample of the first grain: where the take begins, or at the mark nearest to the output's start."""
    if source[0] < marks[1]:
        rising = np.maximum.accumulate(source)
        return float(max(0.0, np.interp(marks[1], rising, output)))
    start = marks[_nearest(marks, float(source[0]))]
    return float(max(0.0, start - source[0]))


def _nearest(marks: NDArray[np.int64], position: float) -> int:
    """Index of the mark nearest to `position`, never the first or the last: both neighbours exist."""
    k = int(np.searchsorted(marks, position))
    if k > 0 and (k == len(marks) or position - marks[k - 1] < marks[k] - position):
        k -= 1
    return min(max(k, 1), len(marks) - 2)


def _add_grain(
    fine: Curve, marks: NDArray[np.int64], k: int, at: int, out: Curve, weight: Curve, backwards: bool
) -> None:
    before, here, after = int(marks[k - 1]), int(marks[k]), int(marks[k + 1])
    start, stop = max(before, here - at, 0), min(after, here + len(out) - at, len(fine))
    if stop <= start:
        return
    position = np.arange(start, stop) - here
    span = np.where(position < 0, here - before, after - here)
    window = 0.5 + 0.5 * np.cos(np.pi * position / span)
    target = slice(at + start - here, at + stop - here)
    grain = fine[start:stop] * window
    out[target] += grain[::-1] if backwards else grain
    weight[target] += window[::-1] if backwards else window


def pitch_marks(fine: Curve, pitch: PitchTrack) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """One mark to a period in voiced parts, one every 5 ms elsewhere, from before the signal to after it.

    Args:
        fine: the voice at `RATE_HZ`.
        pitch: its pitch.

    Returns:
        Rising sample positions, and whether each lies in a voiced part.
    """
    length = len(fine)
    times_s = np.arange(0, length, UNVOICED_STEP) / RATE_HZ
    voiced = pitch.voiced_at(times_s)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], voiced.astype(np.int8), [0]]))) * UNVOICED_STEP
    smooth = _fundamental(fine, pitch)
    marks: list[int] = []
    sung: list[bool] = []
    cursor = -UNVOICED_STEP
    for start, stop in zip(edges[::2], np.minimum(edges[1::2], length), strict=True):
        run = _marks_of_run(smooth, pitch, int(start), int(stop))
        if len(run) < 3:
            continue
        gap = list(range(cursor, run[0] - UNVOICED_STEP // 2, UNVOICED_STEP))
        marks += gap + run
        sung += [False] * len(gap) + [True] * len(run)
        cursor = run[-1] + UNVOICED_STEP
    rest = list(range(cursor, length + 2 * UNVOICED_STEP, UNVOICED_STEP))
    return np.array(marks + rest, dtype=np.int64), np.array(sung + [False] * len(rest))


def _fundamental(fine: Curve, pitch: PitchTrack) -> Curve:
    """The voice without its upper harmonics, in which every period has one clear peak."""
    from scipy.signal import butter, sosfiltfilt

    if not pitch.voiced.any() or len(fine) < 64:
        return fine
    cutoff_hz = min(4000.0, 3.0 * float(np.median(pitch.hz[pitch.voiced])) + 200.0)
    return np.asarray(sosfiltfilt(butter(2, cutoff_hz, "low", fs=RATE_HZ, output="sos"), fine))


def _marks_of_run(smooth: Curve, pitch: PitchTrack, start: int, stop: int) -> list[int]:
    """Marks of one voiced run: from its highest peak outwards, each about a period from the one before."""
    anchor = start + int(np.argmax(smooth[start:stop]))
    grid = np.arange(start, stop + UNVOICED_STEP, UNVOICED_STEP)
    periods = RATE_HZ / 2.0 ** pitch.log2_at(grid / RATE_HZ)
    after = _follow(smooth, anchor, grid, periods, start, stop, +1)
    before = _follow(smooth, anchor, grid, periods, start, stop, -1)
    return [*before[::-1], anchor, *after]


def _follow(
    smooth: Curve, anchor: int, grid: NDArray[np.int64], periods: Curve, start: int, stop: int, direction: int
) -> list[int]:
    marks: list[int] = []
    mark = anchor
    while True:
        period = float(np.interp(mark, grid, periods))
        reach = max(3, round(_SEARCH * period))
        expected = round(mark + direction * period)
        low, high = expected - reach, expected + reach + 1
        if low <= start or high >= stop:
            return marks
        part = smooth[low:high]
        closeness = 1.0 - 0.3 * np.abs(np.linspace(-1.0, 1.0, len(part)))
        mark = low + int(np.argmax((part - part.min()) * closeness))
        marks.append(mark)
