"""The error tree. Everything that a stage raises on purpose is one of these.

FanchantError
├── InputRejected        what the fan sent cannot be used; never retried, carries the sentence the fan sees
├── Transient            a store, browser or network hiccup; retried in place
├── ResourceExhausted    this host lacks memory, disk or a working browser; retried elsewhere
├── TemplateError        the template is broken; never retried, pages the operator
└── ConfigurationError   this machine lacks something; never retried, says what to install or set
"""

from __future__ import annotations


class FanchantError(Exception):
    """Base of the tree.

    Args:
        message: what went wrong, for the operator; holds nothing personal.
        code: stable machine-readable name, `snake_case`.
        public_message: one sentence for the fan, with what to do next.
    """

    retryable: bool = False
    default_public_message: str = "Something went wrong on our side. Please try again in a moment."

    def __init__(self, message: str, *, code: str, public_message: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.public_message = public_message or self.default_public_message

    def __reduce__(self) -> tuple[object, ...]:
        # keeps the keyword-only fields when a process pool or a result store pickles the error
        return (_rebuild, (type(self), str(self), self.code, self.public_message))


def _rebuild(kind: type[FanchantError], message: str, code: str, public_message: str) -> FanchantError:
    return kind(message, code=code, public_message=public_message)


class InputRejected(FanchantError):
    """The fan's photo, voice or name cannot be used. `public_message` is the message unless given."""

    def __init__(self, message: str, *, code: str, public_message: str | None = None) -> None:
        super().__init__(message, code=code, public_message=public_message or message)


class Transient(FanchantError):
    """Worth another try in the same place."""

    retryable = True


class ResourceExhausted(FanchantError):
    """Worth another try on another host."""

    retryable = True


class TemplateError(FanchantError):
    """The template cannot be played; the operator must mend it."""


class ConfigurationError(FanchantError):
    """This machine is not set up for the job; the message says what to do."""
