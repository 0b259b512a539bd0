"""`fanchant doctor` says what is true of this machine."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli.checks import _shielded
from cli.finding import Finding
from cli.main import run
from contracts.errors import ConfigurationError


def findings(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, dict[str, str]]]:
    code = run(["doctor", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert answer["ready"] == (code == 0)
    return code, {check["check"]: check for check in answer["checks"]}


def test_this_machine_is_looked_at_for_real(tiny: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, checks = findings(capsys)
    for name in ("browser", "drawing", "h264", "inference", "media_store", "disk"):
        assert checks[name]["state"] == "ok", checks[name]
    assert "ANGLE" in checks["drawing"]["found"]
    assert checks["nvenc"]["found"] == "h264_nvenc encodes" or not Path("/dev/nvidiactl").exists()
    assert checks["speech_model"]["state"] == "warn"
    assert all(check["advice"] for check in checks.values() if check["state"] != "ok")


def test_a_missing_browser_fails_with_advice(
    tiny: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FANCHANT_CHROMIUM", str(tmp_path / "nowhere"))
    code, checks = findings(capsys)
    assert code == 1
    assert checks["browser"]["state"] == "fail"


def test_a_template_with_a_missing_file_fails(
    tiny: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from cli.checks import templates
    from tests.conftest import SESSION

    shutil.copytree(SESSION / "templates" / tiny, tmp_path / tiny)
    (tmp_path / tiny / "bundle" / "static.mp4").unlink()
    monkeypatch.setenv("FANCHANT_TEMPLATES", str(tmp_path))
    finding = _shielded(templates)
    assert finding.state == "fail"
    assert "static.mp4" in finding.found


def test_checks_cannot_break_each_other() -> None:
    def unlucky() -> Finding:
        raise ConfigurationError("install this", code="test")

    def broken() -> Finding:
        raise OSError("no such library")

    assert _shielded(unlucky) == Finding("unlucky", "fail", "install this")
    assert _shielded(broken) == Finding("broken", "fail", "OSError: no such library")
