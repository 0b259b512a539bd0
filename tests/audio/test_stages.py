"""`tune_voice` and `mix_song` on a small bundle, judged from outside by FFmpeg's loudness meter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from blocks.media_store import MediaStore
from blocks.voice_chain import VoiceChain
from contracts.comp import SongClock
from contracts.delivery import Mix, TunedVocal
from contracts.errors import ConfigurationError, InputRejected, TemplateError
from contracts.media import MediaKind
from contracts.template import Cue, Note, Shot, Song, Template, VideoFormat
from contracts.voice_preset import PRESETS, VoicePreset
from media.audio_file import flac_bytes, read_audio, write_flac
from media.loudness import integrated_lufs
from tasks.audio.mix import lay_voice, master
from tasks.audio.pitch import Samples
from tasks.audio.task import mix_song, tune_voice
from tasks.audio.tune import NO_SINGING
from templates.demo.source.song.demo_take import DemoTake
from templates.demo.source.song.mixdown import Stems
from tests.audio.judge import ebur128

FRAMES, CUE_START_FRAME, CUE_FRAMES, FPS = 720, 192, 192, 24


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory, stems: Stems, guide: Samples, notes: tuple[Note, ...]) -> Path:
    root = tmp_path_factory.mktemp("templates")
    folder = root / "tiny" / "bundle"
    folder.mkdir(parents=True)
    write_flac(folder / "backing.flac", (0.4 * stems.backing()).astype(np.float32))
    write_flac(folder / "guide.flac", guide[None])
    cue = Cue(start_frame=CUE_START_FRAME, frames=CUE_FRAMES, lyric="la", notes=notes, guide_vocal="guide.flac")
    song = Song(title="t", tempo_bpm=120, key="C", backing="backing.flac", cue=cue, clock=SongClock(tempo_bpm=120))
    template = Template(
        id="tiny",
        revision="1",
        video=VideoFormat(width=320, height=180, fps=FPS, frames=FRAMES),
        song=song,
        shots=(Shot(id="all", kind="static", start_frame=0, frames=FRAMES, clip="all.mp4"),),
    )
    (folder / "template.json").write_text(template.model_dump_json())
    return root


@pytest.fixture(autouse=True)
def _place(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANCHANT_TEMPLATES", str(bundle))
    monkeypatch.setenv("FANCHANT_STORE", str(tmp_path / "store"))
    monkeypatch.delenv("FANCHANT_VOICE_CHAIN", raising=False)


def _stored(samples: np.ndarray) -> TunedVocal:
    ref = MediaStore.configured().put_bytes(flac_bytes(samples[None].astype(np.float32)), MediaKind.AUDIO, ".flac")
    return TunedVocal(
        audio=ref, pitch_error_before_cents=0, pitch_error_cents=0, onset_error_before_ms=0, onset_error_ms=0
    )


def _decoded(mix: Mix) -> np.ndarray:
    return read_audio(MediaStore.configured().read_bytes(mix.audio), channels=2)


def test_from_take_to_track(take: DemoTake, guide: Samples) -> None:
    store = MediaStore.configured()
    voice = store.put_bytes(flac_bytes(take.samples[None].astype(np.float32)), MediaKind.AUDIO, ".flac")
    vocal = tune_voice(voice, "tiny")
    assert vocal == tune_voice(voice, "tiny")
    assert vocal.pitch_error_cents < 10 < vocal.pitch_error_before_cents
    assert read_audio(store.read_bytes(vocal.audio)).shape == (1, len(guide))
    assert {viseme for _, _, viseme, _ in vocal.mouth} == {"aa", "ih", "ou", "ee", "oh"}
    assert all(0 <= start_s < CUE_FRAMES / FPS for start_s, *_ in vocal.mouth)
    mix = mix_song(vocal, "tiny")
    assert mix.voice_used == "fan"
    audio = _decoded(mix)
    assert FRAMES * 2_000 <= audio.shape[1] < FRAMES * 2_000 + 1_024, "padded to whole AAC frames, nothing else"
    verdict = ebur128(audio[:, : FRAMES * 2_000])
    assert verdict.lufs == pytest.approx(-14.0, abs=0.5)
    assert verdict.true_peak_dbtp <= -1.0
    assert mix.lufs == pytest.approx(verdict.lufs, abs=0.2)
    assert mix.true_peak_dbtp == pytest.approx(verdict.true_peak_dbtp, abs=0.2)


def test_guide_sings_where_the_fan_does_not(take: DemoTake) -> None:
    mix = mix_song(None, "tiny")
    assert mix.voice_used == "guide"
    silent = _stored(0.001 * take.samples[: 8 * 48_000]).model_copy(update={"warnings": (NO_SINGING,)})
    assert mix_song(silent, "tiny") == mix


def test_voice_lands_on_its_sample() -> None:
    """Bursts in the vocal come out of the decoded AAC exactly at the cue's start plus their own time."""
    preset = VoicePreset(double_db=-60, delay_db=-60, reverb_db=-60, vocal_above_backing_db=12)
    rng = np.random.default_rng(0)
    bursts = np.zeros(8 * 48_000, dtype=np.float32)
    positions = (0, 96_000, 300_000)
    for position in positions:
        bursts[position : position + 4_800] = 0.3 * rng.normal(0, 1, 4_800) * np.hanning(4_800)
    backing = (0.01 * rng.normal(0, 1, (2, 28 * 48_000))).astype(np.float32)
    decoded = read_audio(master(lay_voice(backing, bursts, 8 * 48_000, preset, 120), preset).mp4, channels=2)[0]
    for position in positions:
        around = decoded[8 * 48_000 + position - 2_000 : 8 * 48_000 + position + 6_800]
        match = np.correlate(around, bursts[position : position + 4_800], "valid")
        assert abs(int(np.argmax(np.abs(match))) - 2_000) <= 1


def test_voice_stands_in_front_and_only_in_its_cue(stems: Stems) -> None:
    cue = slice(8 * 48_000, 16 * 48_000)
    song = (0.4 * stems.backing()).astype(np.float32)
    with_voice = lay_voice(song, stems.guide.astype(np.float32), 8 * 48_000, VoicePreset(), 120)
    assert integrated_lufs(with_voice[:, cue]) > integrated_lufs(song[:, cue]) + 1.5
    assert np.array_equal(with_voice[:, : 7 * 48_000], song[:, : 7 * 48_000])


def test_loud_and_quiet_presets_reach_their_loudness(stems: Stems) -> None:
    song = (0.4 * stems.backing()).astype(np.float32)
    for target in (-20.0, -11.0):
        result = master(song, VoicePreset(target_lufs=target))
        verdict = ebur128(read_audio(result.mp4, channels=2)[:, : song.shape[1]])
        assert verdict.lufs == pytest.approx(target, abs=1.0)
        assert verdict.true_peak_dbtp <= -1.0


def test_unreadable_voice_is_the_fans_to_mend() -> None:
    ref = MediaStore.configured().put_bytes(b"no sound", MediaKind.AUDIO, ".flac")
    with pytest.raises(InputRejected, match="record your line again"):
        tune_voice(ref, "tiny")


def test_guide_of_wrong_length_is_the_operators_to_mend(bundle: Path, guide: Samples, take: DemoTake) -> None:
    path = bundle / "tiny" / "bundle" / "guide.flac"
    good = path.read_bytes()
    try:
        write_flac(path, guide[None, :-1])
        with pytest.raises(TemplateError, match="383999 samples, wanted 384000"):
            mix_song(None, "tiny")
    finally:
        path.write_bytes(good)


def test_operator_picks_a_preset(monkeypatch: pytest.MonkeyPatch) -> None:
    assert VoiceChain.configured().preset == PRESETS["pop"]
    monkeypatch.setenv("FANCHANT_VOICE_CHAIN", "robot")
    assert VoiceChain.configured().preset.retune_ms == 0
    monkeypatch.setenv("FANCHANT_VOICE_CHAIN", "karaoke")
    with pytest.raises(ConfigurationError, match="pop, natural, robot"):
        VoiceChain.configured()
