"""Decoding and encoding keep every sample in its place."""

from __future__ import annotations

import av
import numpy as np
import pytest

from media.audio_file import aac_mp4_bytes, flac_bytes, read_audio

CLICKS = (4_800, 48_000, 96_000, 150_000)


def _clicks() -> np.ndarray:
    audio = 1e-4 * np.random.default_rng(0).normal(0, 1, (2, 192_000)).astype(np.float32)
    for position in CLICKS:
        audio[:, position - 12 : position + 12] += 0.8 * np.hanning(24).astype(np.float32)
    return audio


@pytest.mark.parametrize(("channels", "samples"), [(1, 1), (1, 4_095), (2, 4_096), (2, 48_001)])
def test_flac_keeps_every_sample_within_half_a_step(channels: int, samples: int) -> None:
    audio = np.random.default_rng(samples).uniform(-0.99, 0.99, (channels, samples)).astype(np.float32)
    decoded = read_audio(flac_bytes(audio), channels=channels)
    assert decoded.shape == audio.shape
    assert np.abs(decoded - audio).max() < 1.0 / 32_768


def test_flac_of_equal_arrays_is_equal() -> None:
    audio = _clicks()
    assert flac_bytes(audio) == flac_bytes(audio.copy())


def test_aac_clicks_stay_on_their_samples() -> None:
    decoded = read_audio(aac_mp4_bytes(_clicks(), 192_000), channels=2)
    assert decoded.shape[1] >= 192_000
    for position in CLICKS:
        near = np.abs(decoded[0, position - 2_000 : position + 2_000])
        assert abs(int(np.argmax(near)) - 2_000) <= 1


def test_aac_is_one_stream_at_48_khz_in_a_plain_mp4() -> None:
    import io

    data = aac_mp4_bytes(_clicks(), 192_000)
    assert b"moof" not in data
    with av.open(io.BytesIO(data)) as container:
        assert [s.codec_context.name for s in container.streams] == ["aac"]
        assert container.streams.audio[0].rate == 48_000
        assert container.streams.audio[0].channels == 2


def test_other_rates_and_channels_are_converted() -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(44_100) / 44_100).astype(np.float32)[None] * 0.5
    decoded = read_audio(flac_bytes(tone, 44_100), channels=2)
    assert decoded.shape[0] == 2
    assert abs(decoded.shape[1] - 48_000) <= 32
    assert read_audio(flac_bytes(tone, 44_100), max_s=0.25).shape == (1, 12_000)


@pytest.mark.parametrize("data", [b"", b"not sound at all", b"fLaC" + bytes(200)])
def test_what_is_not_sound_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):
        read_audio(data)
