"""How long a voice sounds in a recording."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from contracts.media import AUDIO_SAMPLE_RATE_HZ
from media.audio_file import Audio

if TYPE_CHECKING:
    from swift_f0 import SwiftF0

SPEECH_RATE_HZ = 16_000
"""What pitch and speech models listen at."""
VOICED_CONFIDENCE = 0.5
PITCH_RANGE_HZ = (65.0, 1000.0)
SILENCE_DBFS = -50.0


def at_speech_rate(samples: Audio) -> NDArray[np.float32]:
    """A mono recording `(1, n)` at 48 kHz as `(m,)` at 16 kHz."""
    ratio = AUDIO_SAMPLE_RATE_HZ // SPEECH_RATE_HZ
    return np.asarray(resample_poly(samples[0], 1, ratio), dtype=np.float32)


def voiced_seconds(samples: Audio) -> float:
    """Seconds in which a pitched voice sounds, by SwiftF0's voicing score; `samples` is `(1, n)` at 48 kHz."""
    low_hz, high_hz = PITCH_RANGE_HZ
    pitch = _pitch_tracker().detect(at_speech_rate(samples), SPEECH_RATE_HZ, fmin=low_hz, fmax=high_hz)
    if len(pitch.timestamps) < 2:
        return 0.0
    hop_s = float(pitch.timestamps[1] - pitch.timestamps[0])
    heard = (pitch.confidence >= VOICED_CONFIDENCE) & (pitch.loudness_db > SILENCE_DBFS)
    return float(np.count_nonzero(heard)) * hop_s


@cache
def _pitch_tracker() -> SwiftF0:
    from swift_f0 import SwiftF0  # loads onnxruntime: only where a voice is really read

    return SwiftF0(threads=1, spin=False)
