"""FFmpeg's own loudness meter as an outside judge of ours."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np

from contracts.media import AUDIO_SAMPLE_RATE_HZ
from media.audio_file import Audio


@dataclass(frozen=True)
class Verdict:
    lufs: float
    true_peak_dbtp: float


def ebur128(audio: Audio) -> Verdict:
    """Runs stereo `(2, samples)` through the `ebur128` filter."""
    rate = AUDIO_SAMPLE_RATE_HZ
    graph = av.filter.Graph()
    source = graph.add_abuffer(format="fltp", sample_rate=rate, layout="stereo", time_base=Fraction(1, rate))
    meter, sink = graph.add("ebur128", "peak=true:metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    metadata: dict[str, str] = {}
    for start in range(0, audio.shape[1], 4800):
        block = np.ascontiguousarray(audio[:, start : start + 4800], dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        source.push(frame)
        while True:
            try:
                metadata = dict(sink.pull().metadata)
            except (av.error.BlockingIOError, av.error.EOFError):
                break
    peak = float(metadata["lavfi.r128.true_peak"])
    return Verdict(float(metadata["lavfi.r128.I"]), 20.0 * float(np.log10(peak)))
