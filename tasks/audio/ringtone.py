"""A ringtone from the mixed song: whole bars around the sung line, as loud as the song, ready to be looped."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from contracts.media import AUDIO_SAMPLE_RATE_HZ, frames_to_samples
from contracts.template import Template
from contracts.voice_preset import VoicePreset
from media.audio_file import Audio
from tasks.audio.mix import at_loudness

BEATS_PER_BAR = 4
FADE_IN_S, FADE_OUT_S = 0.004, 0.03
"""Just long enough that nothing clicks: the loop's last beat must not be heard to fade."""
LONGEST_S = 30
"""What phones take."""


def ringtone_span(template: Template) -> tuple[int, int]:
    """First sample of the ringtone in the song and the one after its last: the bars in which the line is sung.

    Bars that phones would not take, or that the song does not have whole, fall away at the end.
    """
    song, fps = template.song, template.video.fps
    bar = Fraction(BEATS_PER_BAR * 60) / Fraction(song.tempo_bpm)
    origin = Fraction(song.clock.first_beat_s).limit_denominator(AUDIO_SAMPLE_RATE_HZ)
    begin, end = (Fraction(frame, fps) for frame in (song.cue.start_frame, song.cue.start_frame + song.cue.frames))
    first, last = (begin - origin) // bar, -((origin - end) // bar)
    whole = (Fraction(template.video.frames, fps) - origin) // bar
    last = max(first + 1, min(last, whole, first + LONGEST_S // bar))
    start, stop = (round((origin + bars * bar) * AUDIO_SAMPLE_RATE_HZ) for bars in (first, last))
    return max(0, start), min(stop, frames_to_samples(template.video.frames, fps))


def cut_ringtone(song: Audio, span: tuple[int, int], preset: VoicePreset) -> Audio:
    """The part `span` of `song`, `(2, n)`, faded at both ends, at the preset's loudness and below its ceiling."""
    start, stop = span
    part = song[:, start:stop] * _fades(stop - start)
    return at_loudness(part, preset)


def _fades(samples: int) -> Audio:
    time_s = (np.arange(samples) + 0.5) / AUDIO_SAMPLE_RATE_HZ
    rise, fall = np.minimum(1.0, time_s / FADE_IN_S), np.minimum(1.0, time_s[::-1] / FADE_OUT_S)
    return np.asarray(np.sin(np.minimum(rise, fall) * np.pi / 2)[None], dtype=np.float32)
