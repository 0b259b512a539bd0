"""A new template: builds as it is, passes the lint, and takes recordings in place of the synthesis."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import numpy as np
import pytest

from cli.main import run
from contracts.errors import InputRejected
from contracts.template import Template
from media.audio_file import read_audio
from tasks.template.lint import lint_bundle
from tasks.template.scaffold import new_template
from tasks.template.song import song_key
from tasks.template.source import load_source


def small(folder: Path) -> Path:
    """The same template at a size that draws in no time."""
    plan = folder / "source" / "plan.py"
    plan.write_text(plan.read_text().replace("(960, 540)", "(192, 108)"))
    return folder


def write_wav(path: Path, seconds: float, hz: float) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    sound = (12_000 * np.sin(2 * np.pi * hz * np.arange(round(seconds * 44_100)) / 44_100)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(sound.tobytes())


def test_a_new_template_builds_and_passes_the_lint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "new", "my-song", "--into", str(tmp_path), "--json"]) == 0
    folder = tmp_path / "my-song"
    assert json.loads(capsys.readouterr().out) == {"template": "my-song", "folder": str(folder)}
    assert run(["template", "build", str(small(folder)), "--json"]) == 0
    capsys.readouterr()
    assert run(["template", "lint", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "findings": []}
    template = Template.model_validate_json((folder / "bundle" / "template.json").read_bytes())
    assert template.id == "my-song"
    assert [shot.kind for shot in template.shots] == ["static", "personal", "static"]
    cue, sung = template.song.cue, template.shots[1]
    assert (cue.start_frame, cue.frames) == (sung.start_frame, sung.frames)
    assert "fanchant template build ./my-song" in (folder / "README.md").read_text()
    assert "{name}" not in (folder / "README.md").read_text()


def test_recordings_take_the_place_of_the_synthesis(tmp_path: Path) -> None:
    folder = new_template("taped", tmp_path)
    song_folder = folder / "source" / "song"
    before = song_key(folder / "source")
    write_wav(song_folder / "stems" / "long.wav", 9.0, 220.0)
    with_stem = song_key(folder / "source")
    write_wav(song_folder / "guide.wav", 1.0, 440.0)
    assert len({before, with_stem, song_key(folder / "source")}) == 3
    out = tmp_path / "out"
    out.mkdir()
    load_source(folder).build_song(out, prefix="audio/")
    backing, guide = read_audio(out / "backing.flac", channels=2), read_audio(out / "guide.flac")
    assert backing.shape == (2, 8 * 48_000) and guide.shape == (1, 4 * 48_000)
    assert strongest_hz(backing[0]) == pytest.approx(220, abs=1)
    assert strongest_hz(guide[0, :48_000]) == pytest.approx(440, abs=1)
    assert np.abs(guide[0, 49_000:]).max() < 1e-3


def strongest_hz(sound: np.ndarray) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(sound))) * 48_000 / sound.size)


def test_the_guide_sings_the_notes_of_the_score(tmp_path: Path) -> None:
    song = load_source(new_template("sung", tmp_path)).build_song(tmp_path, prefix="audio/")
    guide = read_audio(tmp_path / "guide.flac")[0]
    for note in song.cue.notes:
        start, end = (round((note.start_s + share * note.duration_s) * 48_000) for share in (0.25, 0.75))
        part = guide[start:end] * np.hanning(end - start)
        lags = autocorrelation(part)
        lowest, highest = 48_000 // 600, 48_000 // 150
        heard_hz = 48_000 / (lowest + int(np.argmax(lags[lowest:highest])))
        assert 12 * abs(np.log2(heard_hz / (440 * 2 ** ((note.midi - 69) / 12)))) < 0.5


def autocorrelation(sound: np.ndarray) -> np.ndarray:
    spectrum = np.fft.rfft(sound, 2 * sound.size)
    return np.fft.irfft(np.abs(spectrum) ** 2)[: sound.size]


@pytest.mark.parametrize("name", ["", "Summer", "-x", "a b", "../up", "x" * 65])
def test_a_name_that_is_no_id_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match="small Latin letters"):
        new_template(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(InputRejected, match="is there already; choose another name or --into"):
        new_template("taken", tmp_path)


def test_before_the_first_build_the_lint_says_what_to_do(tmp_path: Path) -> None:
    folder = small(new_template("broken", tmp_path))
    findings = lint_bundle(folder / "bundle", folder / "source")
    assert [finding.advice for finding in findings] == ["build the template"]
