"""Recordings of every kind, good and bad."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from contracts.errors import InputRejected
from contracts.media import AUDIO_SAMPLE_RATE_HZ
from media.audio_file import Audio, write_flac
from media.voicing import voiced_seconds
from tasks.intake.voice import check_voice, is_media_file, read_take

RATE = AUDIO_SAMPLE_RATE_HZ


def sung(seconds: float, level: float = 0.3, rate_hz: int = RATE, pitch_hz: float = 220.0) -> Audio:
    """A voice-like tone, `(1, n)`: harmonics with vibrato."""
    time = np.arange(round(seconds * rate_hz)) / rate_hz
    phase = 2 * np.pi * pitch_hz * time + 0.3 * np.sin(2 * np.pi * 5.5 * time)
    tone = sum(np.sin(k * phase) / k**1.3 for k in range(1, 18))
    return (level * tone / np.abs(tone).max())[None].astype(np.float32)


def silence(seconds: float) -> Audio:
    return np.zeros((1, round(seconds * RATE)), np.float32)


def flac(path: Path, audio: Audio) -> Path:
    write_flac(path, audio)
    return path


def encoded(path: Path, audio: Audio, codec: str, rate_hz: int, layout: str, form: str, video: bool = False) -> Path:
    """A file by another encoder, with a picture track where wanted."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate_hz)
        stream.layout = layout
        picture = container.add_stream("mpeg4", rate=25, width=64, height=64) if video else None
        channels = 2 if layout == "stereo" else 1
        resampler = av.AudioResampler(format=form, layout=layout, rate=rate_hz, frame_size=1024)
        frame = av.AudioFrame.from_ndarray(np.repeat(audio, channels, axis=0), format="fltp", layout=layout)
        frame.sample_rate = rate_hz
        if picture is not None:
            container.mux(picture.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8))))
        for part in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
        if picture is not None:
            container.mux(picture.encode(None))
    return path


def code_of(path: Path) -> str:
    with pytest.raises(InputRejected) as rejected:
        check_voice(path)
    assert rejected.value.public_message.endswith(".")
    return rejected.value.code


@pytest.mark.parametrize(
    ("name", "codec", "rate_hz", "layout", "form", "video"),
    [
        ("v.wav", "pcm_s16le", 44100, "stereo", "s16", False),
        ("v8.wav", "pcm_u8", 8000, "mono", "u8", False),
        ("v.m4a", "aac", 44100, "stereo", "fltp", False),
        ("v.mp3", "libmp3lame", 22050, "mono", "fltp", False),
        ("v.ogg", "libopus", 48000, "stereo", "flt", False),
        ("v.webm", "libopus", 48000, "mono", "flt", False),
        ("v.mp4", "aac", 48000, "stereo", "fltp", True),
    ],
)
def test_any_recording_becomes_mono_48_khz(
    tmp_path: Path, name: str, codec: str, rate_hz: int, layout: str, form: str, video: bool
) -> None:
    path = encoded(tmp_path / name, sung(2.5, rate_hz=rate_hz), codec, rate_hz, layout, form, video)
    take = read_take(path, max_s=10.0)
    assert take.samples.dtype == np.float32 and take.samples.shape[0] == 1
    assert abs(take.samples.shape[1] / RATE - 2.5) < 0.15
    assert take.warnings == ()


def test_files_that_are_no_recording(tmp_path: Path) -> None:
    text = tmp_path / "v.txt"
    text.write_text("la la la")
    assert code_of(text) == "voice_unreadable"
    assert code_of(tmp_path / "none.wav") == "voice_missing"
    empty = tmp_path / "empty.wav"
    empty.touch()
    assert code_of(empty) == "voice_unreadable"
    whole = flac(tmp_path / "v.flac", sung(3)).read_bytes()
    cut = tmp_path / "cut.flac"
    cut.write_bytes(whole[:40])
    assert code_of(cut) == "voice_unreadable"


def test_a_video_without_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mute.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=25, width=64, height=64)
        for _ in range(10):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8))))
        container.mux(stream.encode(None))
    assert code_of(path) == "voice_unreadable"


@pytest.mark.parametrize("head", [b"#EXTM3U\n#EXT-X-VERSION", b"ffconcat version 1.0", b"<?xml version='1.0'?>"])
def test_play_lists_never_reach_the_decoder(head: bytes) -> None:
    assert not is_media_file(head[:16])


def test_silence_noise_and_scraps_are_refused(tmp_path: Path) -> None:
    assert code_of(flac(tmp_path / "silent.flac", silence(5))) == "voice_silent"
    scrap = np.concatenate([silence(1), sung(0.2), silence(1)], axis=1)
    assert code_of(flac(tmp_path / "scrap.flac", scrap)) == "voice_too_short"
    noise = np.random.default_rng(0).normal(0, 0.1, (1, 5 * RATE)).astype(np.float32)
    assert code_of(flac(tmp_path / "noise.flac", noise)) == "voice_too_short"


def test_a_long_recording_is_cut_around_the_voice(tmp_path: Path) -> None:
    long = np.concatenate([silence(20), sung(3), silence(60)], axis=1)
    take = read_take(flac(tmp_path / "long.flac", long), max_s=6.0)
    assert take.samples.shape == (1, 6 * RATE)
    assert voiced_seconds(take.samples) > 2.5
    endless = read_take(flac(tmp_path / "endless.flac", sung(100)), max_s=6.0)
    assert endless.samples.shape == (1, 6 * RATE)
    assert any(warning.startswith("voice_cut") for warning in endless.warnings)


def test_level_and_offset_are_made_sane(tmp_path: Path) -> None:
    quiet = read_take(flac(tmp_path / "quiet.flac", sung(2, level=0.02) + 0.1), max_s=10).samples
    assert abs(float(quiet.mean())) < 1e-3
    assert abs(float(np.abs(quiet).max()) - 0.5) < 0.01
    loud = np.clip(sung(2) * 30, -1, 1)
    take = read_take(flac(tmp_path / "loud.flac", loud), max_s=10)
    assert np.abs(take.samples).max() <= 1.0
    assert any(warning.startswith("voice_clipped") for warning in take.warnings)
