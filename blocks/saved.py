"""Blocks that an operator saved on the server and names in a setting."""

from __future__ import annotations

from typing import TypeVar

from prefect.blocks.core import Block

from contracts.errors import ConfigurationError

Kind = TypeVar("Kind", bound=Block)
PREFIX = "block:"


def load_saved(kind: type[Kind], setting: str, name: str, *, instead: str, code: str) -> Kind:
    """The saved block that `setting` names as `name` (`block:NAME`).

    Raises:
        ConfigurationError: the server has none of that name; the message ends with what to do `instead`.
    """
    try:
        loaded = kind.load(name.removeprefix(PREFIX))
    except ValueError as error:
        raise ConfigurationError(
            f"{setting}={name}: the server has no such block; save it or {instead}", code=code
        ) from error
    assert isinstance(loaded, kind)  # noqa: S101  # load() is async-or-sync typed; this is the sync path
    return loaded
