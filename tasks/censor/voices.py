"""May this voice be heard? The rules, on transcripts; pure, and closed by default."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from contracts.screening import Evidence, SpeechRules, Verdict
from tasks.censor.fold import fold
from tasks.censor.lexicon import Lexicon
from tasks.censor.names import lexicon_evidence
from tasks.censor.speech import Transcript


def judge_voice(
    transcripts: Sequence[Transcript], voiced_s: float, lyric: str, locale: str, rules: SpeechRules, lexicon: Lexicon
) -> tuple[Evidence, ...]:
    """One piece of evidence per rule; only if all say `pass` may the voice be heard without a person.

    Args:
        transcripts: of the same voice in its likely languages, likeliest first.
        voiced_s: seconds in which a voice sounds, measured without the speech model.
        lyric: what the cue's line says.
    """
    if not transcripts:
        return (Evidence(check="speech_heard", verdict="review", detail="no transcript"),)
    best = max(transcripts, key=lambda transcript: _match(transcript.text, lyric))
    return (
        _heard(transcripts, voiced_s, rules),
        _quality(best, rules),
        _language(transcripts, best, lyric, rules),
        _lyric(best, lyric, rules),
        *(lexicon_evidence("transcript_lexicon", each.text, each.language, lexicon) for each in transcripts),
        lexicon_evidence("transcript_lexicon", best.text, locale, lexicon),
    )


def _heard(transcripts: Sequence[Transcript], voiced_s: float, rules: SpeechRules) -> Evidence:
    """Silence gives no segments and no error: taken for a pass, it would let everything through."""
    spoken = [each for each in transcripts if each.segments and each.text.strip()]
    share = min((each.speech_s for each in spoken), default=0.0) / voiced_s if voiced_s > 0 else 0.0
    enough = bool(spoken) and len(spoken) == len(transcripts) and share >= rules.min_speech_share
    detail = f"{min(share, 1.0):.0%} of the voice was taken for speech" if spoken else "no words were heard"
    return Evidence(check="speech_heard", verdict=_verdict(enough), detail=detail)


def _quality(transcript: Transcript, rules: SpeechRules) -> Evidence:
    sure = bool(transcript.segments) and all(
        part.average_log_probability > rules.min_average_log_probability
        and part.no_speech_probability < rules.max_no_speech_probability
        and part.compression_ratio < rules.max_compression_ratio
        for part in transcript.segments
    )
    detail = "the model was sure of every segment" if sure else "the model was unsure of a segment"
    return Evidence(check="speech_quality", verdict=_verdict(sure), detail=detail)


def _language(transcripts: Sequence[Transcript], best: Transcript, lyric: str, rules: SpeechRules) -> Evidence:
    """The language is known, or two languages' decodings say the same, or it is the song's own line."""
    known = max(each.language_probability for each in transcripts) >= rules.min_language_probability
    agreement = max((_match(best.text, other.text) for other in transcripts if other is not best), default=0.0)
    sure = known or max(agreement, _match(best.text, lyric)) >= rules.min_agreement
    detail = "the language is known or does not matter" if sure else "the language is unsure"
    return Evidence(check="speech_language", verdict=_verdict(sure), detail=detail)


def _lyric(best: Transcript, lyric: str, rules: SpeechRules) -> Evidence:
    score = _match(best.text, lyric)
    return Evidence(
        check="lyric_match",
        verdict=_verdict(score >= rules.min_lyric_match),
        detail=f"the words match the song's line by {score:.0f} %",
    )


def _match(one: str, other: str) -> float:
    """Likeness of two texts in per cent, whatever the order of their words; 0 where either is empty."""
    first, second = fold(one).strip(), fold(other).strip()
    return float(fuzz.token_sort_ratio(first, second)) if first and second else 0.0


def _verdict(fulfilled: bool) -> Verdict:
    return "pass" if fulfilled else "review"
