"""Calls and answers as JSON.

docket pickles what it carries. It gets strings only, so that what a host reads from Redis is checked data and never
somebody's object, and a host of the next version understands the callers of the last one.
"""

from __future__ import annotations

import functools
import inspect
import json
import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from contracts import errors
from contracts.errors import FanchantError, Transient

logger = logging.getLogger(__name__)

ERRORS: dict[str, type[FanchantError]] = {
    kind.__name__: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, FanchantError) and kind is not FanchantError
}


class UnexpectedStageError(RuntimeError):
    """A stage failed on its host with an error that is not of our tree; the message names the error's type only."""


@dataclass(frozen=True)
class Answer:
    """What a host made of a call: `result`, or the `error` that the stage raised."""

    result: Any
    error: Exception | None
    began: datetime
    host: str

    def value(self) -> Any:
        """The result; raises the error."""
        if self.error is not None:
            raise self.error
        return self.result


def encode_call(function: Callable[..., Any], arguments: Mapping[str, Any]) -> str:
    """The arguments of `function` by name, as JSON of their declared types."""
    types = argument_types(function)
    return json.dumps({name: types[name].dump_python(value, mode="json") for name, value in arguments.items()})


def run_call(function: Callable[..., Any], call: str, host: str) -> str:
    """Runs `function` with the arguments of `call`; the answer as JSON. Never raises what the function raises."""
    began = datetime.now(UTC)
    body: dict[str, Any]
    try:
        types = argument_types(function)
        arguments = {name: types[name].validate_python(value) for name, value in json.loads(call).items()}
        body = {"result": result_type(function).dump_python(function(**arguments), mode="json")}
    except FanchantError as error:
        body = {
            "error": type(error).__name__,
            "message": str(error),
            "code": error.code,
            "public_message": error.public_message,
        }
    except Exception as error:  # whatever it is; its text may be personal, where it came from is not
        where = "".join(traceback.format_tb(error.__traceback__))
        logger.error("stage %s failed with %s\n%s", function.__name__, type(error).__name__, where)
        body = {"unexpected": type(error).__name__}
    return json.dumps(body | {"began": began.isoformat(), "host": host})


def decode_answer(function: Callable[..., Any], text: str) -> Answer:
    """What `run_call` of the same function gave."""
    body = json.loads(text)
    began, host = datetime.fromisoformat(body["began"]), body["host"]
    if "unexpected" in body:
        unexpected = UnexpectedStageError(f"{body['unexpected']} on host {host}; its log has the details")
        return Answer(None, unexpected, began, host)
    if "error" in body:
        kind = ERRORS.get(body["error"], Transient)  # a host of another version may know more kinds
        error = kind(body["message"], code=body["code"], public_message=body["public_message"])
        return Answer(None, error, began, host)
    return Answer(result_type(function).validate_python(body["result"]), None, began, host)


@functools.cache
def argument_types(function: Callable[..., Any]) -> dict[str, TypeAdapter[Any]]:
    """A type adapter per parameter."""
    hints = get_type_hints(function)
    return {name: TypeAdapter(hints[name]) for name in inspect.signature(function).parameters}


@functools.cache
def result_type(function: Callable[..., Any]) -> TypeAdapter[Any]:
    """The type adapter of what the function returns."""
    return TypeAdapter(get_type_hints(function)["return"])
