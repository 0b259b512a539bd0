"""Stages `screen_name` and `screen_voice`: what may be shown and heard."""

from __future__ import annotations

from blocks.censor_policy import CensorPolicy
from blocks.media_store import MediaStore
from blocks.template_library import open_template
from contracts.errors import ConfigurationError
from contracts.media import MediaRef
from contracts.screening import Evidence, Screening
from media.audio_file import read_audio
from media.voicing import at_speech_rate, voiced_seconds
from tasks.censor.approvals import find_approval
from tasks.censor.lexicon import Lexicon, load_lexicon
from tasks.censor.names import MATCHER_VERSION, screen_name_text, worst
from tasks.censor.speech import load_speech_model
from tasks.censor.voices import judge_voice
from tasks.stage import stage


def screen_name(name: str, locale: str) -> Screening:
    """Whether `name` (as intake normalised it) may be shown."""
    return screen_name_text(name, locale, load_lexicon(CensorPolicy.configured().lexicon_folder))


def screen_voice(voice: MediaRef, voice_sha256_original: str, template_id: str, locale: str) -> Screening:
    """Whether a voice may be heard: `pass` by a speech model's transcript or by a recorded approval, never otherwise.

    A recorded approval opens `review`; a term that the model really heard still rejects.
    """
    policy = CensorPolicy.configured()
    lexicon = load_lexicon(policy.lexicon_folder)
    evidence, model_version = _listen(voice, template_id, locale, policy, lexicon)
    verdict = worst(evidence)
    if verdict != "reject" and (approval := find_approval(template_id, voice_sha256_original)) is not None:
        verdict = "pass"
        evidence += (
            Evidence(
                check="recorded_approval",
                verdict="pass",
                detail=f"approved by {approval.approved_by_role} on {approval.date.isoformat()}",
            ),
        )
    versions = {"matcher": MATCHER_VERSION, "lexicon": lexicon.version, "speech_model": model_version}
    return Screening(verdict=verdict, evidence=evidence, versions=versions)


def _listen(
    voice: MediaRef, template_id: str, locale: str, policy: CensorPolicy, lexicon: Lexicon
) -> tuple[tuple[Evidence, ...], str]:
    """Evidence of the speech model, and its version; `review` wherever there is none to ask."""
    if not policy.whisper:
        return (_no_model("no speech model is configured"),), "none"
    try:
        model = load_speech_model(policy.whisper)
    except ConfigurationError as error:
        return (_no_model(str(error)),), "none"
    samples = read_audio(MediaStore.configured().local_path(voice))
    transcripts = model.transcripts(at_speech_rate(samples), policy.speech.languages, locale)
    lyric = open_template(template_id).template.song.cue.lyric
    loaded = Evidence(check="speech_model", verdict="pass", detail="loaded")
    judged = judge_voice(transcripts, voiced_seconds(samples), lyric, locale, policy.speech, lexicon)
    return (loaded, *judged), model.version


def _no_model(detail: str) -> Evidence:
    return Evidence(check="speech_model", verdict="review", detail=detail)


screen_name_task = stage("screen_name")(screen_name)
screen_voice_task = stage("screen_voice")(screen_voice)
