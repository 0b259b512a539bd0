"""Whatever a stage takes, gives or raises travels whole."""

from __future__ import annotations

import inspect
import json
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prefect import Task

from contracts.errors import FanchantError, Transient
from tasks.dispatch.wire import ERRORS, argument_types, decode_answer, encode_call, run_call
from tasks.warm_up import STAGE_TASKS
from tests.dispatch.contract_values import values

FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))

every_stage = pytest.mark.parametrize("task", STAGE_TASKS, ids=lambda task: task.name)


def function_of(task: Task[..., Any]) -> Any:
    return inspect.unwrap(task.fn)


@every_stage
@FEW
@given(data=st.data())
def test_arguments_arrive_as_they_were_sent(task: Task[..., Any], data: st.DataObject) -> None:
    function = function_of(task)
    hints = get_type_hints(function, include_extras=True)
    sent = {name: data.draw(values(hints[name])) for name in inspect.signature(function).parameters}
    types, travelled = argument_types(function), json.loads(encode_call(function, sent))
    arrived = {name: types[name].validate_python(value) for name, value in travelled.items()}
    assert {name: types[name].dump_json(value) for name, value in arrived.items()} == {
        name: types[name].dump_json(value) for name, value in sent.items()
    }


@every_stage
@FEW
@given(data=st.data())
def test_results_come_back_as_they_were_returned(task: Task[..., Any], data: st.DataObject) -> None:
    kind = get_type_hints(function_of(task))["return"]
    returned = data.draw(values(kind))

    def stage() -> Any:
        return returned

    stage.__annotations__ = {"return": kind}
    assert decode_answer(stage, run_call(stage, "{}", "host")).value() == returned


@given(st.sampled_from(sorted(ERRORS)), st.text(), st.text(), st.none() | st.text())
def test_errors_arrive_whole(kind: str, message: str, code: str, public: str | None) -> None:
    error = ERRORS[kind](message, code=code, public_message=public)

    def stage() -> int:
        raise error

    raised = decode_answer(stage, run_call(stage, "{}", "host")).error
    assert type(raised) is type(error)
    assert isinstance(raised, FanchantError)
    assert (str(raised), raised.code, raised.public_message) == (message, code, error.public_message)


def test_an_error_that_only_a_newer_host_knows_is_tried_again() -> None:
    def stage() -> int:
        raise Transient("later", code="new")

    answer = json.loads(run_call(stage, "{}", "host")) | {"error": "SomethingNew"}
    assert isinstance(decode_answer(stage, json.dumps(answer)).error, Transient)
