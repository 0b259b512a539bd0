"""The same stages embedded and on pools: nothing of what Prefect does with them may differ."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from prefect import Task, flow
from prefect.context import FlowRunContext

from blocks.media_store import MediaStore
from contracts.errors import FanchantError, InputRejected, ResourceExhausted, TemplateError, Transient
from contracts.media import MediaKind, MediaRef
from tasks.dispatch.settings import URL_SETTING
from tasks.policy import STAGES
from tasks.stage import served, stage
from tasks.timings import stage_log
from tests.dispatch.conftest import host

Stage = Callable[..., Any]
Place = Callable[[Task[..., Any]], Any]

pytestmark = pytest.mark.usefixtures("prefect_server", "quick_retries")


@pytest.fixture
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(STAGES, "cast", replace(STAGES["cast"], retry_delay_s=0.01, timeout_s=1))


@pytest.fixture(params=["embedded", "pools"])
def place(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Where the test's stage runs; a context manager."""
    if request.param == "pools":
        request.getfixturevalue("pools")
    else:
        monkeypatch.delenv(URL_SETTING, raising=False)

    @contextmanager
    def running(task: Task[..., Any]) -> Iterator[None]:
        if request.param == "embedded":
            yield
        else:
            with host({task.name: served(task)}):
                yield

    return running


def fresh() -> str:
    return str(uuid4())


def run(task: Task[..., Any], *tickets: str) -> list[Any]:
    """The states in which the task's runs ended, one after the other."""

    @flow
    def stages() -> list[Any]:
        return [task(ticket, return_state=True) for ticket in tickets]

    states: list[Any] = stages()
    return states


def outcome(state: Any) -> Any:
    """The result, or the error itself."""
    try:
        return state.result(raise_on_failure=True)
    except Exception as error:
        return error


def test_results_are_contracts_again(place: Place) -> None:
    def keep(ticket: str) -> tuple[MediaRef, ...]:
        return (MediaStore.configured().put_bytes(ticket.encode(), MediaKind.IMAGE, ".png"),)

    task, ticket = stage("cast")(keep), fresh()
    with place(task):
        (state,) = run(task, ticket)
    (media,) = outcome(state)
    assert MediaStore.configured().read_bytes(media) == ticket.encode()


@pytest.mark.parametrize("kind", [InputRejected, TemplateError])
def test_bad_input_fails_at_once_and_says_why(place: Place, kind: type[FanchantError]) -> None:
    attempts = []

    def refuse(ticket: str) -> str:
        attempts.append(ticket)
        raise kind("internal", code="test_code", public_message="Please try another photo.")

    task = stage("cast")(refuse)
    with place(task):
        (state,) = run(task, fresh())
    error = outcome(state)
    assert isinstance(error, kind)
    assert (str(error), error.code, error.public_message) == ("internal", "test_code", "Please try another photo.")
    assert len(attempts) == 1


@pytest.mark.parametrize("kind", [Transient, ResourceExhausted])
def test_what_may_get_better_is_tried_again(place: Place, kind: type[FanchantError]) -> None:
    attempts = []

    def flaky(ticket: str) -> str:
        attempts.append(ticket)
        if len(attempts) < 3:
            raise kind("a hiccup", code="test")
        return ticket

    task, ticket = stage("cast")(flaky), fresh()
    with place(task):
        (state,) = run(task, ticket)
    assert outcome(state) == ticket
    assert len(attempts) == 3


def test_unexpected_errors_fail_at_once(place: Place) -> None:
    attempts = []

    def stumble(ticket: str) -> str:
        attempts.append(ticket)
        raise ZeroDivisionError

    task = stage("cast")(stumble)
    with place(task):
        (state,) = run(task, fresh())
    assert "ZeroDivisionError" in repr(outcome(state))
    assert len(attempts) == 1


def test_a_stage_past_its_timeout_is_left_and_tried_again(place: Place) -> None:
    attempts = []

    def slow_once(ticket: str) -> str:
        attempts.append(ticket)
        if len(attempts) == 1:
            time.sleep(3)
        return ticket

    task, ticket = stage("cast")(slow_once), fresh()
    with place(task):
        (state,) = run(task, ticket)
    assert outcome(state) == ticket
    assert len(attempts) == 2


def test_equal_work_is_cached(place: Place) -> None:
    attempts = []

    def note(ticket: str) -> str:
        attempts.append(ticket)
        return ticket

    task, ticket = stage("cast")(note), fresh()
    with place(task):
        first, second = run(task, ticket, ticket)
    assert (first.name, second.name) == ("Completed", "Cached")
    assert len(attempts) == 1


def test_lost_media_are_made_again(place: Place) -> None:
    attempts = []

    def keep(ticket: str) -> MediaRef:
        attempts.append(ticket)
        return MediaStore.configured().put_bytes(ticket.encode(), MediaKind.IMAGE, ".png")

    task, ticket, store = stage("cast")(keep), fresh(), MediaStore.configured()
    with place(task):
        media = outcome(run(task, ticket)[0])
        store.discard(media)
        again = run(task, ticket)[0]
    assert again.name == "Completed"
    assert store.exists(outcome(again))
    assert len(attempts) == 2


def test_timings_count_the_work_and_not_the_wait(place: Place) -> None:
    def work(ticket: str) -> str:
        time.sleep(0.05)
        return ticket

    task, ticket = stage("cast")(work), fresh()

    @flow
    def timed() -> list[tuple[str, int, bool]]:
        context = FlowRunContext.get()
        assert context is not None
        assert context.flow_run is not None
        with stage_log(context.flow_run.id, context.start_time) as log:
            task(ticket)
            task(ticket)
            return [(timing.name, timing.attempts, timing.cached) for timing in log.timings()]

    with place(task):
        assert timed() == [("cast", 1, False), ("cast", 0, True)]
