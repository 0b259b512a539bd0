"""Calls between a caller and hosts over a real Redis: joined, taken over, waiting, withdrawn, redelivered."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from uuid import uuid4

import pytest

from contracts.errors import ConfigurationError, InputRejected, Transient
from tasks.dispatch.caller import call_on_pool
from tasks.dispatch.load import pool_load
from tasks.dispatch.settings import LEASE_SETTING, URL_SETTING
from tasks.dispatch.wire import Answer, UnexpectedStageError
from tests.dispatch.conftest import PATIENCE_S, Gate, host
from tests.dispatch.redis_server import RedisServer

SLEEPER = Path(__file__).with_name("sleeping_host.py")


def echo(ticket: str) -> str:
    return f"{ticket} back"


def call(function: Callable[..., object], ticket: str, *, pool: str = "cpu", **more: object) -> Answer:
    return call_on_pool(
        function,
        stage="echo",
        pool=pool,
        arguments={"ticket": ticket},
        key=f"echo:{ticket}",
        usable=more.pop("usable", lambda _result: True),  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


def later(function: Callable[..., object], ticket: str, **more: object) -> Future[Answer]:
    future: Future[Answer] = Future()

    def work() -> None:
        try:
            future.set_result(call(function, ticket, **more))  # type: ignore[arg-type]
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    return future


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def fresh() -> str:
    return str(uuid4())


@pytest.mark.usefixtures("pools")
def test_an_answer_comes_back_with_its_host() -> None:
    ticket = fresh()
    with host({"echo": echo}, name="gpu-1"):
        answer = call(echo, ticket)
    assert (answer.value(), answer.host) == (f"{ticket} back", "gpu-1")


@pytest.mark.usefixtures("pools")
def test_errors_of_our_tree_come_back_whole() -> None:
    def refuse(ticket: str) -> str:
        raise InputRejected("internal", code="no_face", public_message="We could not see a face.")

    with host({"echo": refuse}):
        error = call(refuse, fresh()).error
    assert isinstance(error, InputRejected)
    assert (str(error), error.code, error.public_message) == ("internal", "no_face", "We could not see a face.")


@pytest.mark.usefixtures("pools")
def test_unexpected_errors_come_back_without_their_text() -> None:
    def stumble(ticket: str) -> str:
        raise ValueError("Wilhelmina")

    with host({"echo": stumble}):
        error = call(stumble, fresh()).error
    assert isinstance(error, UnexpectedStageError)
    assert "ValueError" in str(error)
    assert "Wilhelmina" not in str(error)


@pytest.mark.usefixtures("pools")
def test_a_second_caller_joins_a_call_that_runs() -> None:
    gate, ticket = Gate(), fresh()
    with host({"echo": gate.pass_through}):
        calls = [later(gate.pass_through, ticket) for _ in range(3)]
        gate.wait_for_starts(1)
        gate.open()
        assert {one.result(PATIENCE_S).value() for one in calls} == {ticket}
    assert gate.starts == [ticket]


@pytest.mark.usefixtures("pools")
def test_the_answer_of_a_finished_call_is_taken_over_where_it_is_usable() -> None:
    gate, ticket = Gate(), fresh()
    gate.open()
    with host({"echo": gate.pass_through}):
        call(gate.pass_through, ticket)
        call(gate.pass_through, ticket)
        assert len(gate.starts) == 1
        call(gate.pass_through, ticket, usable=lambda _result: False)
        assert len(gate.starts) == 2


@pytest.mark.usefixtures("pools")
def test_the_error_of_a_finished_call_is_not_taken_over() -> None:
    outcomes = iter([Transient("a hiccup", code="test"), None])

    def flaky(ticket: str) -> str:
        if error := next(outcomes):
            raise error
        return ticket

    ticket = fresh()
    with host({"echo": flaky}):
        assert isinstance(call(flaky, ticket).error, Transient)
        assert call(flaky, ticket).value() == ticket


@pytest.mark.usefixtures("pools")
def test_a_call_waits_for_the_first_host() -> None:
    ticket = fresh()
    waiting = later(echo, ticket)
    until(lambda: pool_load("cpu").waiting == 1)
    load = pool_load("cpu")
    assert (load.running, load.hosts) == (0, ())
    assert load.oldest_wait_s >= 0
    with host({"echo": echo}):
        assert waiting.result(PATIENCE_S).value() == f"{ticket} back"
    assert pool_load("cpu").waiting == 0


@pytest.mark.usefixtures("pools")
def test_patience_ends() -> None:
    with pytest.raises(Transient, match="no host of pool nobody answered") as late:
        call(echo, fresh(), pool="nobody", patience_s=0.1)
    assert late.value.code == "no_host"


@pytest.mark.usefixtures("pools")
def test_slots_are_respected_and_load_tells_what_runs() -> None:
    gate = Gate()
    with host({"echo": gate.pass_through}, slots=2, name="two-slots") as serving:
        calls = [later(gate.pass_through, fresh()) for _ in range(5)]
        gate.wait_for_starts(2)
        until(lambda: pool_load("cpu").waiting == 3)
        load = pool_load("cpu")
        assert (load.running, load.hosts) == (2, ("two-slots",))
        assert serving.activity.running == 2
        assert serving.activity.idle_s() == 0
        gate.open()
        for one in calls:
            one.result(PATIENCE_S)
    assert gate.most_at_once == 2
    assert serving.activity.served == 5


@pytest.mark.usefixtures("pools")
def test_a_host_that_leaves_finishes_what_runs_and_leaves_what_waits() -> None:
    gate = Gate()
    first_ticket, second_ticket = fresh(), fresh()
    with host({"echo": gate.pass_through}, slots=1) as leaving:
        first = later(gate.pass_through, first_ticket)
        gate.wait_for_starts(1)
        second = later(gate.pass_through, second_ticket)
        until(lambda: pool_load("cpu").waiting == 1)
        leaving.leave()
        assert not leaving.ended(within_s=0.2)
        gate.open()
        assert first.result(PATIENCE_S).value() == first_ticket
        assert leaving.ended(within_s=PATIENCE_S)
        assert gate.starts == [first_ticket]
    assert pool_load("cpu").waiting == 1
    with host({"echo": gate.pass_through}, name="next"):
        assert second.result(PATIENCE_S).host == "next"


@pytest.mark.usefixtures("pools")
def test_a_call_that_nobody_wants_any_more_is_withdrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.dispatch.caller.LOOK_AGAIN_S", 0.1)
    unwanted = threading.Event()

    def still_wanted() -> None:
        if unwanted.is_set():
            raise InterruptedError

    waiting = later(echo, fresh(), still_wanted=still_wanted)
    until(lambda: pool_load("cpu").waiting == 1)
    unwanted.set()
    with pytest.raises(InterruptedError):
        waiting.result(PATIENCE_S)
    assert pool_load("cpu").waiting == 0


@pytest.mark.usefixtures("pools")
def test_who_still_wants_a_withdrawn_call_sends_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.dispatch.caller.LOOK_AGAIN_S", 0.1)
    ticket, unwanted = fresh(), threading.Event()

    def still_wanted() -> None:
        if unwanted.is_set():
            raise InterruptedError

    fickle, steady = later(echo, ticket, still_wanted=still_wanted), later(echo, ticket)
    until(lambda: pool_load("cpu").waiting == 1)
    unwanted.set()
    with pytest.raises(InterruptedError):
        fickle.result(PATIENCE_S)
    with host({"echo": echo}):
        assert steady.result(PATIENCE_S).value() == f"{ticket} back"


def sleeping_host(folder: Path, redis: RedisServer, name: str, work_s: float) -> subprocess.Popen[bytes]:
    """A host in a process of its own, whose stage sleeps; it notes each start in `folder`."""
    environment = os.environ | {URL_SETTING: redis.url, LEASE_SETTING: os.environ[LEASE_SETTING]}
    return subprocess.Popen([sys.executable, SLEEPER, str(folder), name, str(work_s)], env=environment)


def test_a_call_is_redelivered_when_its_host_is_killed(pools: RedisServer, tmp_path: Path) -> None:
    ticket = fresh()
    calling = later(echo, ticket)
    doomed = sleeping_host(tmp_path, pools, "doomed", 600)
    try:
        until(lambda: (tmp_path / "doomed").exists())
    finally:
        doomed.send_signal(signal.SIGKILL)
        doomed.wait()
    with host({"echo": echo}, name="heir"):
        assert calling.result(PATIENCE_S).host == "heir"


def test_a_call_outlives_a_restart_of_redis(pools: RedisServer) -> None:
    gate, ticket = Gate(), fresh()
    with host({"echo": gate.pass_through}):
        calling = later(gate.pass_through, ticket)
        gate.wait_for_starts(1)
        pools.kill()
        gate.open()
        pools.start()
        assert calling.result(PATIENCE_S).value() == ticket
        other = fresh()
        assert call(gate.pass_through, other).value() == other


def test_without_redis_a_sentence_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL_SETTING, raising=False)
    with pytest.raises(ConfigurationError, match=URL_SETTING):
        call(echo, fresh())
