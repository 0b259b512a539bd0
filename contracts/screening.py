"""The censor's word on one input."""

from __future__ import annotations

from typing import Literal

from contracts.base import Contract

Verdict = Literal["pass", "review", "reject"]


class Evidence(Contract):
    """One check: what was looked at, what it found. Holds no name and no transcript, only classes and scores."""

    check: str
    verdict: Verdict
    detail: str


class Screening(Contract):
    """`pass` only where every check passed; anything unsure is `review`: screening fails closed."""

    verdict: Verdict
    evidence: tuple[Evidence, ...]
    versions: dict[str, str]
