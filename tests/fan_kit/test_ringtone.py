"""The ringtone: whole bars of the finished song, as loud as it, ready to be looped."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.media_store import MediaStore
from blocks.template_library import open_template
from blocks.voice_chain import VoiceChain
from contracts.comp import SongClock
from contracts.delivery import Mix
from contracts.media import AUDIO_SAMPLE_RATE_HZ
from contracts.template import Template
from contracts.voice_preset import PRESETS
from media.audio_file import read_audio
from media.loudness import integrated_lufs, true_peak_dbtp
from tasks.audio.ringtone import FADE_OUT_S, LONGEST_S, cut_ringtone, ringtone_span
from tasks.audio.task import make_ringtone, mix_song
from tests.flow.tiny_template import template as tiny_template


@pytest.fixture
def mix(tiny: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mix:
    """The tiny song, with the guide: what is sung where the fan's voice was not let through."""
    monkeypatch.setenv("FANCHANT_STORE", str(tmp_path / "store"))
    return mix_song(None, tiny)


def timed(tempo_bpm: float, first_beat_s: float, cue: tuple[int, int], frames: int) -> Template:
    base = tiny_template("0" * 64)
    song = base.song.model_copy(
        update={
            "tempo_bpm": tempo_bpm,
            "clock": SongClock(tempo_bpm=tempo_bpm, first_beat_s=first_beat_s),
            "cue": base.song.cue.model_copy(update={"start_frame": cue[0], "frames": cue[1]}),
        }
    )
    return base.model_copy(update={"song": song, "video": base.video.model_copy(update={"frames": frames})})


def test_it_is_exactly_the_bars_of_the_line_out_of_the_mix(mix: Mix, tiny: str) -> None:
    store = MediaStore.configured()
    file = store.read_bytes(make_ringtone(mix, tiny))
    start, stop = ringtone_span(open_template(tiny).template)
    assert (start, stop) == (0, 2 * AUDIO_SAMPLE_RATE_HZ)
    with av.open(io.BytesIO(file)) as container:
        (stream,) = container.streams
        assert stream.duration * stream.time_base == 2, "what a player loops"
    ringtone = read_audio(file, channels=2)[:, : stop - start]
    song = read_audio(store.read_bytes(mix.audio), channels=2)[:, start:stop]
    assert mix.voice_used == "guide"
    assert np.corrcoef(ringtone[0], song[0])[0, 1] > 0.95


def test_it_is_as_loud_as_a_song_and_its_ends_do_not_click(mix: Mix, tiny: str) -> None:
    ringtone = read_audio(MediaStore.configured().read_bytes(make_ringtone(mix, tiny)), channels=2)[:, :96_000]
    preset = VoiceChain.configured().preset
    assert integrated_lufs(ringtone) == pytest.approx(preset.target_lufs, abs=0.6)
    assert true_peak_dbtp(ringtone) <= preset.ceiling_dbtp + 0.3
    assert np.abs(ringtone[:, :16]).max() < 0.05
    assert np.abs(ringtone[:, -16:]).max() < 0.05


def test_phones_know_it_as_music_and_it_is_the_same_every_time(mix: Mix, tiny: str) -> None:
    first, second = make_ringtone(mix, tiny), make_ringtone(mix, tiny)
    assert first == second
    assert first.media_type == "audio/mp4"
    assert first.uri.endswith(".m4a")
    assert MediaStore.configured().read_bytes(first)[4:12] == b"ftypM4A "


def test_a_quiet_part_is_brought_up_without_clipping() -> None:
    preset = next(iter(PRESETS.values()))
    time_s = np.arange(3 * AUDIO_SAMPLE_RATE_HZ) / AUDIO_SAMPLE_RATE_HZ
    quiet = np.stack([0.02 * np.sin(2 * np.pi * 330 * time_s)] * 2).astype(np.float32)
    cut = cut_ringtone(quiet, (24_000, 120_000), preset)
    assert cut.shape == (2, 96_000)
    assert integrated_lufs(cut) == pytest.approx(preset.target_lufs, abs=0.3)
    assert true_peak_dbtp(cut) <= preset.ceiling_dbtp
    faded = round(FADE_OUT_S * AUDIO_SAMPLE_RATE_HZ / 8)
    assert np.abs(cut[:, -faded:]).max() < 0.5 * np.abs(cut).max()


@given(
    tempo_bpm=st.integers(60, 200),
    first_beat_s=st.sampled_from([0.0, 0.25, 0.5]),
    start=st.integers(12, 400),
    length=st.integers(1, 1200),
    after=st.integers(0, 200),
)
def test_it_begins_and_ends_on_bars_and_phones_take_it(
    tempo_bpm: int, first_beat_s: float, start: int, length: int, after: int
) -> None:
    frames = start + length + after
    begin, end = ringtone_span(timed(tempo_bpm, first_beat_s, (start, length), frames))
    bar = Fraction(240 * AUDIO_SAMPLE_RATE_HZ, tempo_bpm)
    origin = Fraction(first_beat_s) * AUDIO_SAMPLE_RATE_HZ
    song_samples = frames * AUDIO_SAMPLE_RATE_HZ // 24
    assert 0 <= begin < end <= song_samples
    assert end - begin <= LONGEST_S * AUDIO_SAMPLE_RATE_HZ
    assert begin <= start * AUDIO_SAMPLE_RATE_HZ // 24
    for edge in (begin, end):
        bars = (edge - origin) / bar
        assert abs(bars - round(bars)) * bar <= 1 or edge in (0, song_samples)
