"""How an error reaches the person at the terminal: one sentence, what to do, an exit code."""

from __future__ import annotations

import json
import sys

from contracts.errors import FanchantError, InputRejected, TemplateError

BAD_INPUT = 2
BROKEN_TEMPLATE = 3
FAILED = 1


def exit_code(error: FanchantError) -> int:
    """2 for input that cannot be used, 3 for a template that cannot be played, 1 for anything else."""
    if isinstance(error, InputRejected):
        return BAD_INPUT
    return BROKEN_TEMPLATE if isinstance(error, TemplateError) else FAILED


def show_failure(error: FanchantError, *, json_wanted: bool) -> None:
    """Prints the error's sentence to standard error, and as JSON to standard output where that was asked for."""
    sentence = error.public_message if isinstance(error, InputRejected) else str(error)
    print(sentence, file=sys.stderr)  # noqa: T201
    if json_wanted:
        print(json.dumps({"error": {"code": error.code, "message": sentence}}, ensure_ascii=False))  # noqa: T201


def explain(error: Exception) -> str:
    """A sentence for an error that is none of ours."""
    return (
        f"{type(error).__name__}: {error}\n"
        "That should not have happened. `fanchant doctor` checks this machine; `fanchant --debug ...` shows the place."
    )
