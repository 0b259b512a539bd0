"""The desk: faders by loudness, the gaps, and a bus whose compressor and limiter every stem goes through."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from media.loudness import gain, integrated_lufs

from . import keys
from .bass import bass_track
from .drums import cut_before_downbeats, drum_track, effects_track
from .dsp import Signal, beat_sample, ride
from .score import SONG_SAMPLES
from .spaces import compressor_gain, limiter_gain
from .vocals import house_vocal, sing_guide

MASTER_LUFS, CEILING_DBTP = -14.0, -1.2
FADERS_LUFS = {"drums": -18.5, "effects": -24.5, "bass": -18.7, "chords": -21.0, "lead": -22.3, "house_vocal": -18.5}
"""Loudness of each stem over its own playing, before the bus: the balance of the song."""
PART_LUFS = {"pad": -20.0, "stab": -19.0, "arpeggio": -24.0, "lead": -20.0, "bells": -22.0}
"""The same for the parts of a stem among themselves."""
SECTION_RIDE_DB = (
    *((0.0, 0.0), (7.9, 0.0), (8.0, -2.0), (15.9, -1.5), (16.0, -1.5), (31.9, -1.0)),
    *((32.0, 1.0), (47.9, 1.0), (48.0, -1.0), (55.9, 0.0), (56.0, 0.5), (60.0, 0.5)),
)
FADE_BEAT = 57.5


@dataclass(frozen=True)
class Stems:
    """Stereo `(2, samples)` each, as they lie in the mastered backing; `guide` is mono and as long as the cue."""

    drums: Signal
    effects: Signal
    bass: Signal
    chords: Signal
    lead: Signal
    house_vocal: Signal
    guide: Signal

    def backing(self) -> Signal:
        """-14 LUFS, at most -1 dBTP."""
        return self.drums + self.effects + self.bass + self.chords + self.lead + self.house_vocal


def compose() -> Stems:
    """Plays, balances and masters every stem; bit-identical on every run."""
    tracks = {
        "drums": cut_before_downbeats(drum_track()),
        "effects": effects_track(),
        "bass": cut_before_downbeats(bass_track()),
        "chords": cut_before_downbeats(_chords(), 0.8),
        "lead": keys.with_space(_together({"lead": keys.lead_track(), "bells": keys.bell_track()}), 0.2, 42),
        "house_vocal": house_vocal(),
    }
    level = 10.0 ** (ride(SECTION_RIDE_DB) / 20.0) * _ending_fade()
    tracks = {name: _levelled(track, FADERS_LUFS[name]) * level for name, track in tracks.items()}
    bus = _bus_gain(np.sum(list(tracks.values()), axis=0))
    return Stems(guide=sing_guide(), **{name: track * bus for name, track in tracks.items()})


def _chords() -> Signal:
    parts = {"pad": keys.pad_track(), "stab": keys.stab_track(), "arpeggio": keys.arpeggio_track()}
    return keys.with_space(keys.carve_for_voice(_together(parts)), 0.22, 41)


def _together(parts: dict[str, Signal]) -> Signal:
    return np.asarray(np.sum([_levelled(track, PART_LUFS[name]) for name, track in parts.items()], axis=0))


def _levelled(track: Signal, lufs: float) -> Signal:
    return track * gain(lufs - integrated_lufs(track.astype(np.float32)))


def _ending_fade() -> Signal:
    """The last hit rings on and is gone at the last sample."""
    fade = np.ones(SONG_SAMPLES)
    start = beat_sample(FADE_BEAT)
    fade[start:] = 0.5 + 0.5 * np.cos(np.linspace(0.0, np.pi, SONG_SAMPLES - start))
    fade[-1] = 0.0
    return fade


def _bus_gain(mix: Signal) -> Signal:
    """What the bus does to every stem: glue by a slow compressor, then loudness below a true-peak ceiling."""
    level = gain(MASTER_LUFS - integrated_lufs(mix.astype(np.float32)))
    curve = level * compressor_gain(mix * level, -17.0, 1.8, 0.02, 0.16)
    for _ in range(4):  # compressing and limiting take some loudness away, so aim again
        curve = curve * gain(
            MASTER_LUFS - integrated_lufs((mix * curve * limiter_gain(mix * curve, CEILING_DBTP)).astype(np.float32))
        )
    return np.asarray(curve * limiter_gain(mix * curve, CEILING_DBTP))
