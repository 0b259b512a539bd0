"""Hypothesis strategies for everything that stages take and give, made from the types' own annotations."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from datetime import UTC
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

MOST = 2
"""Items of a collection."""


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of the annotation `kind`."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return constrained(arguments[0], arguments[1:])
    if origin in (Union, types.UnionType):
        return st.one_of([values(one) for one in arguments])
    if origin is tuple and arguments[1:] != (...,):
        return st.tuples(*[values(one) for one in arguments])
    if origin in (tuple, list, Sequence):
        return st.lists(values(arguments[0]), max_size=MOST).map(tuple if origin is tuple else list)
    if origin in (dict, Mapping):
        return st.dictionaries(values(arguments[0]), values(arguments[1]), max_size=MOST)
    if origin is Literal:
        return st.sampled_from(arguments)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return st.deferred(lambda: models(kind))
    if kind is float:
        return st.floats(allow_nan=False)
    if kind is str:
        return st.text(max_size=8)
    if getattr(kind, "__name__", "") in ("datetime", "AwareDatetime"):
        return st.datetimes(timezones=st.just(UTC))
    return st.from_type(kind)


@cache
def models(kind: type[BaseModel]) -> st.SearchStrategy[BaseModel]:
    """Instances of a contract; values that its own checks refuse are left out."""
    fields = {
        name: constrained(field.annotation, field.metadata) if field.metadata else values(field.annotation)
        for name, field in kind.model_fields.items()
    }
    return st.fixed_dictionaries(fields).map(lambda data: checked(kind, data)).filter(lambda made: made is not None)


def checked(kind: type[BaseModel], data: Mapping[str, Any]) -> BaseModel | None:
    try:
        return kind.model_validate(dict(data))
    except ValidationError:
        return None


def constrained(kind: Any, metadata: Sequence[Any]) -> st.SearchStrategy[Any]:
    """Values of `kind` within what Pydantic was told in `Field(...)`."""
    limits: dict[str, Any] = {}
    for item in metadata:
        for part in getattr(item, "metadata", None) or (item,):
            for name in ("ge", "gt", "le", "lt", "min_length", "max_length", "pattern"):
                if (limit := getattr(part, name, None)) is not None:
                    limits[name] = limit
    if pattern := limits.get("pattern"):
        return st.from_regex(pattern, fullmatch=True)
    if kind in (int, float) and limits.keys() & {"ge", "gt", "le", "lt"}:
        return numbers(kind, limits)
    if kind is str:
        return st.text(min_size=limits.get("min_length", 0), max_size=min(limits.get("max_length", 8), 64))
    if get_origin(kind) is tuple and get_args(kind)[1:] == (...,):
        least = limits.get("min_length", 0)
        return st.lists(values(get_args(kind)[0]), min_size=least, max_size=least + MOST).map(tuple)
    return values(kind)


def numbers(kind: type, limits: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    least, most = limits.get("ge", limits.get("gt")), limits.get("le", limits.get("lt"))
    if kind is int:
        return st.integers(
            None if least is None else least + ("gt" in limits), None if most is None else most - ("lt" in limits)
        )
    return st.floats(least, most, exclude_min="gt" in limits, exclude_max="lt" in limits, allow_nan=False)
