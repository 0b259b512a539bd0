"""A warm host as a flow run: ready, serving, told to leave."""

from __future__ import annotations

import os
import signal
import threading
from typing import Any

import pytest
from prefect import State

from contracts.errors import ConfigurationError, ResourceExhausted
from flows.warm_host import warm_host
from tasks.dispatch.caller import call_on_pool
from tasks.dispatch.load import pool_load
from tasks.dispatch.settings import URL_SETTING
from tasks.policy import STAGES
from tasks.warm_up import STAGE_TASKS, stages_of, warm_up
from tests.dispatch.conftest import PATIENCE_S
from tests.dispatch.test_calls import until

pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the events that were emitted, in order."""
    seen: list[str] = []

    def emit(event: str, **_more: Any) -> None:
        seen.append(event)

    monkeypatch.setattr("tasks.signs_of_life.emit_event", emit)
    monkeypatch.setattr("flows.warm_host.BEAT_S", 0.2)
    return seen


def test_every_stage_has_a_pool_that_serves_it() -> None:
    assert {task.name for task in STAGE_TASKS} == set(STAGES)
    assert stages_of("gpu").keys() | stages_of("cpu").keys() == set(STAGES)
    assert not stages_of("gpu").keys() & stages_of("cpu").keys()


def test_both_pools_warm_up() -> None:
    warm_up("cpu")
    warm_up("gpu")


@pytest.mark.usefixtures("pools")
def test_a_host_serves_until_sigterm(events: list[str]) -> None:
    answers: list[Any] = []

    def fan() -> None:
        until(lambda: bool(pool_load("cpu").hosts))
        function = stages_of("cpu")["screen_name"]
        answers.append(
            call_on_pool(
                function,
                stage="screen_name",
                pool="cpu",
                arguments={"name": "Mina", "locale": "en"},
                key=f"screen_name:{os.getpid()}",
                usable=lambda _result: True,
            )
        )
        until(lambda: "fanchant.host.beat" in events)
        os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=fan)
    thread.start()
    served = warm_host("cpu", slots=1)
    thread.join(PATIENCE_S)
    assert served == 1
    assert answers[0].value().verdict == "pass"
    assert answers[0].host.startswith("cpu-")
    assert (events[0], events[-1]) == ("fanchant.host.ready", "fanchant.host.left")


@pytest.mark.usefixtures("pools")
def test_a_host_without_work_leaves(events: list[str]) -> None:
    assert warm_host("cpu", slots=1, idle_leave_s=0.3) == 0
    assert events[-1] == "fanchant.host.left"


@pytest.mark.usefixtures("pools")
def test_a_host_that_cannot_draw_fails_and_serves_nothing(events: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def no_browser() -> None:
        raise ResourceExhausted("the browser does not start", code="browser_unavailable")

    monkeypatch.setattr("tasks.warm_up._draw", no_browser)
    state: State[int] = warm_host("gpu", return_state=True)
    assert state.is_failed()
    assert "the browser does not start" in (state.message or "")
    assert events == []


def test_a_host_without_redis_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL_SETTING, raising=False)
    with pytest.raises(ConfigurationError, match=URL_SETTING):
        warm_host("cpu")
