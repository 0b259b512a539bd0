"""`fanchant make`: what it writes, and that it refuses what it cannot use before it writes anything."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from cli.main import run
from contracts.errors import ConfigurationError, InputRejected, TemplateError
from tests.cli.bad_inputs import NAMES, SELFIES, VOICES
from tests.flow.inputs import SELFIE, write_voice

REPORT_FIELDS = (
    "submission video frames shots stages traits character screening audio fan_kit warnings".split()  # noqa: SIM905
)


def arguments(folder: Path, **changes: str) -> list[str]:
    options = {
        "selfie": str(SELFIE),
        "voice": str(folder / "good.flac"),
        "name": "Mina",
        "template": "tiny",
        "out": str(folder / "out"),
    }
    write_voice(folder / "good.flac")
    return ["make", *(part for name, value in (options | changes).items() for part in (f"--{name}", value))]


def refused(capsys: pytest.CaptureFixture[str], words: list[str], folder: Path) -> str:
    """Runs the command, which must refuse; returns its sentence."""
    assert run(words) == 2
    sentence = capsys.readouterr().err.strip()
    assert len(sentence.splitlines()) == 1
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    assert not (folder / "out").exists()
    assert not list(folder.glob(".*partial"))
    return sentence


@pytest.mark.parametrize("kind", SELFIES)
def test_bad_selfie(kind: str, tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sentence = refused(capsys, arguments(tmp_path, selfie=str(SELFIES[kind](tmp_path))), tmp_path)
    assert any(word in sentence.lower() for word in ("photo", "selfie"))
    assert "please" in sentence


@pytest.mark.parametrize("kind", VOICES)
def test_bad_voice(kind: str, tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sentence = refused(capsys, arguments(tmp_path, voice=str(VOICES[kind](tmp_path))), tmp_path)
    assert any(word in sentence.lower() for word in ("voice", "record", "sound", "sing"))


@pytest.mark.parametrize("kind", NAMES)
def test_bad_name(kind: str, tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "name" in refused(capsys, arguments(tmp_path, name=NAMES[kind]), tmp_path)


def test_missing_template(tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sentence = refused(capsys, arguments(tmp_path, template="nowhere"), tmp_path)
    assert "nowhere" in sentence
    assert "tiny" in sentence


def test_out_that_is_a_file(tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "taken").write_text("mine")
    assert "folder" in refused(capsys, arguments(tmp_path, out=str(tmp_path / "taken")), tmp_path)
    assert (tmp_path / "taken").read_text() == "mine"


def test_refusal_as_json(tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*arguments(tmp_path, name=""), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "name_empty"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputRejected("Not this.", code="test"), 2),
        (TemplateError("the template is broken", code="test"), 3),
        (ConfigurationError("install it", code="test"), 1),
        (RuntimeError("surprise"), 1),
    ],
)
def test_exit_codes(
    error: Exception, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr("cli.job.run_job", fail)
    words = ["make", "--selfie", "a", "--voice", "b", "--name", "c", "--out", "d"]
    assert run(words) == code
    assert str(error) in capsys.readouterr().err
    with pytest.raises(type(error)):
        run(["--debug", *words])


@pytest.mark.usefixtures("prefect_server")
def test_make_writes_everything_or_replaces_it(tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    (out / "fan-kit").mkdir(parents=True)
    (out / "fan-kit" / "old.png").write_text("of another run")
    (out / "notes.txt").write_text("mine")
    assert run([*arguments(tmp_path), "--approve-voice", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report == json.loads((out / "report.json").read_text())
    assert list(report) == REPORT_FIELDS
    assert report["video"]["sha256"] == hashlib.sha256((out / "video.mp4").read_bytes()).hexdigest()
    assert (report["video"]["frames"], report["video"]["duration_s"]) == (72, 3.0)
    kit = {Path(file["path"]).name: file for file in report["fan_kit"]}
    assert {name: file["media_type"] for name, file in kit.items()} == {
        "card.png": "image/png",
        "ringtone.m4a": "audio/mp4",
    }
    assert {path.name: path.stat().st_size for path in (out / "fan-kit").iterdir()} == {
        name: file["size_bytes"] for name, file in kit.items()
    }
    assert (out / "notes.txt").read_text() == "mine"
    assert report["screening"]["voice_used"] == "fan"
    assert report["audio"]["pitch_error_cents"] < report["audio"]["pitch_error_before_cents"]
    assert not list(tmp_path.glob(".*partial"))


@pytest.mark.usefixtures("prefect_server")
def test_same_inputs_are_the_same_submission(tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports = []
    for out in ("first", "second"):
        assert run([*arguments(tmp_path, out=str(tmp_path / out)), "--json"]) == 0
        reports.append(json.loads(capsys.readouterr().out))
    assert reports[0]["submission"] == reports[1]["submission"]
    assert reports[1]["frames"]["rendered"] == 0
    assert reports[0]["video"]["sha256"] == reports[1]["video"]["sha256"]


@pytest.mark.usefixtures("prefect_server")
def test_people_see_stages_and_where_the_video_is(
    tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments(tmp_path)) == 0
    shown = capsys.readouterr()
    assert "/runs/flow-run/" in shown.err
    assert "ringtone.m4a" in shown.out
    assert "render_shot:face" in shown.out
    assert str(tmp_path / "out" / "video.mp4") in shown.out.replace("\n", "")
    assert "guide vocal" in shown.out.replace("\n", " ")
