"""`fanchant serve` and `fanchant submit`: one floor comes up, makes a video, mends itself, and goes without a trace."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from deployments.floor.start import floor_members
from deployments.server_process import free_port
from tests.flow.inputs import SELFIE, write_voice
from tests.serve.floor import Floor

pytestmark = [
    pytest.mark.timeout(600),  # the first test waits for the floor
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="redis-server is not installed"),
]


@pytest.fixture(scope="module")
def floor(tiny: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    """A floor that is up; its first words are in `home/up.json`."""
    floor = Floor(tmp_path_factory.mktemp("floor"))
    port = str(free_port(preferred=False))
    serving = floor.begin("serve", "--json", "--port", port, "--gpu-slots", "2", "--cpu-slots", "2")
    try:
        assert serving.stdout is not None
        up = serving.stdout.readline()
        assert up, (floor.home / "command.err").read_text()
        (floor.home / "up.json").write_text(up)
        yield floor
    finally:
        end(serving, floor)


def end(serving: subprocess.Popen[str], floor: Floor) -> None:
    """As a service manager does it; then nothing of the floor is left."""
    serving.send_signal(signal.SIGTERM)
    assert serving.wait(200) == 0, (floor.home / "command.err").read_text()
    assert floor_members(floor.home / "floor") == []
    assert not (floor.home / "floor" / "floor.json").exists()
    assert "database is locked" not in (floor.home / "floor" / "server.log").read_text()


def until(fact: Callable[[], Any], patience_s: float = 120.0) -> Any:
    """The first value of `fact` that is true."""
    deadline = time.monotonic() + patience_s
    while not (value := fact()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.5)
    return value


def submission(floor: Floor, name: str) -> tuple[str, ...]:
    voice = write_voice(floor.home / "voice.flac")
    return ("submit", "--selfie", str(SELFIE), "--voice", str(voice), "--template", "tiny", "--name", name)


def runs_on_server(floor: Floor, submission_id: str) -> int:
    question = {"flow_runs": {"idempotency_key": {"any_": [submission_id]}}}
    api_url = json.loads((floor.home / "up.json").read_text())["api_url"]
    return int(httpx.post(f"{api_url}/flow_runs/count", json=question).raise_for_status().json())


def test_comes_up_whole(floor: Floor) -> None:
    up = json.loads((floor.home / "up.json").read_text())
    assert up["well"], up
    assert {pool: len(load["hosts"]) for pool, load in up["pools"].items()} == {"gpu": 1, "cpu": 1}
    assert {process["name"] for process in up["processes"]} == {
        *("redis", "server", "gpu-hosts", "cpu-hosts", "submissions")
    }
    assert floor.run("serve", "status", "--json").facts["running"]


def test_is_the_local_server_of_its_home(floor: Floor) -> None:
    status = floor.run("server", "status", "--json").facts
    assert status["api_url"] == json.loads((floor.home / "up.json").read_text())["api_url"]
    refused = floor.run("server", "stop")
    assert (refused.code, "fanchant serve stop" in refused.err) == (1, True)


def test_a_second_one_is_refused(floor: Floor) -> None:
    refused = floor.run("serve")
    assert refused.code == 1
    assert "runs already" in refused.err
    assert floor.run("serve", "status", "--json").facts["running"]


def test_submission_to_files_once(floor: Floor) -> None:
    made = floor.run(*submission(floor, "Mina"), "--out", "first", "--json")
    assert made.code == 0, made.err
    report = made.facts
    video = (floor.home / "first" / "video.mp4").read_bytes()
    assert video[4:8] == b"ftyp"
    assert report["frames"] == {"rendered": 48, "copied": 24, "cached": 0}

    again = floor.run(*submission(floor, "Mina"), "--out", "second")
    assert again.code == 0, again.err
    assert "sent before" in again.err
    assert (floor.home / "second" / "video.mp4").read_bytes() == video
    assert runs_on_server(floor, report["submission"]) == 1

    followed = floor.run("submit", "--follow", report["submission"], "--out", "third", "--json")
    assert followed.facts["video"]["sha256"] == report["video"]["sha256"]


def test_what_was_deleted_is_made_again(floor: Floor) -> None:
    sent = submission(floor, "Mina")
    first = floor.run(*sent, "--out", "before", "--json").facts
    for video in (floor.home / "store").rglob(f"{first['video']['sha256']}*"):
        video.unlink()
    again = floor.run(*sent, "--out", "again", "--json")
    assert again.code == 0, again.err
    assert again.facts["video"]["sha256"] == first["video"]["sha256"]
    assert again.facts["frames"]["rendered"] == 0
    assert runs_on_server(floor, first["submission"]) == 1


def test_refusal_by_the_run_is_a_sentence_for_the_fan(floor: Floor) -> None:
    refused = floor.run(*submission(floor, "fuck you"), "--out", "refused")
    assert refused.code == 2
    assert "please type another name" in refused.err
    assert not (floor.home / "refused").exists()


def test_unknown_submission(floor: Floor) -> None:
    unknown = floor.run("submit", "--follow", "nobody-sent-this")
    assert (unknown.code, "knows no submission" in unknown.err) == (2, True)


def test_a_killed_worker_comes_back_and_works(floor: Floor) -> None:
    def worker() -> dict[str, Any]:
        processes = floor.run("serve", "status", "--json").facts["processes"]
        return next(process for process in processes if process["name"] == "submissions")

    killed = worker()["pid"]
    os.kill(killed, signal.SIGKILL)
    until(lambda: worker()["pid"] not in (0, killed))
    sent = floor.run(*submission(floor, "Zoe"), "--no-wait", "--json").facts
    assert not sent["known"]
    followed = floor.run("submit", "--follow", sent["submission"], "--out", "after", "--json")
    assert followed.code == 0, followed.err
    assert (floor.home / "after" / "video.mp4").is_file()
