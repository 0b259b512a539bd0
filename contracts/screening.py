"""The censor's word on one input."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

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


class SpeechRules(Contract):
    """When a transcript is good enough to let a voice pass by itself; everything else is `review`."""

    min_speech_share: float = Field(default=0.6, ge=0, le=1, description="speech the model kept, of the voiced seconds")
    min_average_log_probability: float = Field(
        default=-1.0, le=0, description="of the words that the model heard; 0 = certain of every one"
    )
    max_no_speech_probability: float = Field(
        default=0.6, ge=0, le=1, description="how sure the model may be that nobody speaks"
    )
    max_compression_ratio: float = Field(default=2.4, gt=0, description="of the text: repetition means hallucination")
    min_language_probability: float = Field(
        default=0.5, ge=0, le=1, description="below it the voice is transcribed in two languages"
    )
    min_agreement: float = Field(
        default=80, ge=0, le=100, description="of two transcripts, where the language is unsure"
    )
    min_lyric_match: float = Field(default=50, ge=0, le=100, description="of the transcript with the cue's lyric")
    languages: tuple[str, ...] = Field(default=(), description="of the campaign; empty = any")
