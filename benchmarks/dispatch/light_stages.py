"""The stages of a submission as functions that only sleep, for measuring what lies around them.

They have the real stages' names, parameters and results. What they put into the media store follows from their inputs,
as what real stages make does, and they read from it what real stages read.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from prefect import Task

from blocks.media_store import MediaStore
from blocks.template_library import open_template
from contracts.character import Character
from contracts.comp import MouthShape
from contracts.delivery import AssembledVideo, FanKit, Mix, RenderedShot, TunedVocal
from contracts.face_traits import FaceTraits, HairColour, SkinTone, Trait
from contracts.media import MediaKind, MediaRef
from contracts.screening import Screening
from contracts.submission import Intake, Submission
from contracts.template import Shot
from tasks.assembly.task import assemble_task
from tasks.audio.task import mix_song_task, tune_voice_task
from tasks.cache import content_of
from tasks.casting.rules import character_for
from tasks.casting.task import cast_task
from tasks.censor.task import screen_name_task, screen_voice_task
from tasks.fan_kit.task import draw_fan_kit_task
from tasks.intake.task import take_in_task
from tasks.policy import STAGES
from tasks.recognition.task import recognise_task
from tasks.render.task import render_shot_task
from tasks.stage import here, placed

PACE_SETTING, CALLS_SETTING = "FANCHANT_LIGHT_PACE", "FANCHANT_LIGHT_CALLS"
"""By what the sleeps are multiplied; the folder in which every process notes its calls (empty: it notes none)."""

MEDIA_BYTES = 32 * 1024
SLEEPS_S: dict[str, float] = {
    "intake": 0.1,
    "recognise": 0.3,
    "cast": 0.0,
    "screen_name": 0.05,
    "screen_voice": 0.3,
    "tune_voice": 0.3,
    "mix_song": 0.2,
    "render_shot": 0.4,
    "draw_fan_kit": 0.3,
    "assemble": 0.2,
}


def critical_path_s(pace: float) -> float:
    """What a submission would take if nothing but the sleeps took time: the longest way through the flow."""
    s = {stage: pace * sleep_s for stage, sleep_s in SLEEPS_S.items()}
    voice_known_s = max(s["recognise"] + s["cast"], s["screen_name"], s["screen_voice"], s["tune_voice"])
    finished_s = max(s["render_shot"], s["mix_song"]) + s["assemble"]
    return s["intake"] + max(voice_known_s + finished_s, s["recognise"] + s["cast"] + s["draw_fan_kit"])


def take_in(submission: Submission) -> Intake:
    return Intake(
        selfie=_made("selfie", MediaKind.IMAGE, ".png", submission.selfie),
        voice=_made("voice", MediaKind.AUDIO, ".flac", submission.voice),
        voice_sha256_original=submission.voice.sha256,
        name=submission.name,
        locale=submission.locale,
    )


def recognise(selfie: MediaRef) -> FaceTraits:
    """Traits that follow from the photo's bytes: some fans look alike, and share the shots that show the character."""
    look = MediaStore.configured().read_bytes(selfie)
    traits = {field: {"value": "unknown", "confidence": 0.0, "source": "light"} for field in _TRAITS}
    for field, kind, byte in (("skin_tone", SkinTone, look[0]), ("hair_colour", HairColour, look[1])):
        traits[field] |= {"value": get_args(kind)[byte % len(get_args(kind))], "confidence": 1.0}
    return FaceTraits.model_validate({"face_found": True, **traits})


def cast(traits: FaceTraits) -> Character:
    return character_for(traits)


def screen_name(name: str, locale: str) -> Screening:
    return Screening(verdict="pass", evidence=(), versions={"light": f"{len(name)}-{locale}"})


def screen_voice(voice: MediaRef, voice_sha256_original: str, template_id: str, locale: str) -> Screening:
    MediaStore.configured().local_path(voice)
    return Screening(verdict="pass", evidence=(), versions={"light": locale})


def tune_voice(voice: MediaRef, template_id: str) -> TunedVocal:
    return TunedVocal(
        audio=_made("vocal", MediaKind.AUDIO, ".flac", voice),
        pitch_error_before_cents=60.0,
        pitch_error_cents=4.0,
        onset_error_before_ms=90.0,
        onset_error_ms=9.0,
        mouth=((0.1, 0.5, "aa", 0.8),),
    )


def mix_song(vocal: TunedVocal | None, template_id: str) -> Mix:
    sources = [vocal.audio] if vocal else []
    audio = _made("mix", MediaKind.AUDIO, ".mp4", *sources)
    return Mix(audio=audio, voice_used="fan" if vocal else "guide", lufs=-14.0, true_peak_dbtp=-1.0)


def render_shot(
    template_id: str, shot: Shot, fan: Character | None, name: str | None, mouth: tuple[MouthShape, ...] = ()
) -> RenderedShot:
    shown = json.dumps([shot.id, fan.key if fan else None, name, mouth])
    clip = _made(shown, MediaKind.VIDEO, ".mp4")
    return RenderedShot(shot_id=shot.id, clip=clip, frames=shot.frames, drawings=shot.frames, gl_renderer="none")


def draw_fan_kit(template_id: str, fan: Character, name: str) -> FanKit:
    return FanKit(items={"card.png": _made(f"{fan.key} {name}", MediaKind.IMAGE, ".png")})


def assemble(template_id: str, shots: Sequence[RenderedShot], mix: Mix) -> AssembledVideo:
    wanted = open_template(template_id).template.video
    video = _made("video", MediaKind.VIDEO, ".mp4", mix.audio, *(shot.clip for shot in shots))
    return AssembledVideo(video=video, frames=wanted.frames, fps=wanted.fps, width=wanted.width, height=wanted.height)


LIGHT_STAGES: tuple[tuple[Task[..., Any], Callable[..., Any]], ...] = (
    (take_in_task, take_in),
    (recognise_task, recognise),
    (cast_task, cast),
    (screen_name_task, screen_name),
    (screen_voice_task, screen_voice),
    (tune_voice_task, tune_voice),
    (mix_song_task, mix_song),
    (render_shot_task, render_shot),
    (draw_fan_kit_task, draw_fan_kit),
    (assemble_task, assemble),
)


def served_light(pool: str) -> dict[str, Callable[..., Any]]:
    """What a host of `pool` serves, by stage name, with the real stages' timeouts and lanes."""
    return {t.name: here(_noted(f, t.name), t.name) for t, f in LIGHT_STAGES if STAGES[t.name].pool == pool}


def use_light_stages() -> None:
    """Puts the light stages in the place of the real ones, for flows that run their stages in this process."""
    for task, function in LIGHT_STAGES:
        task.fn = placed(_noted(function, task.name), task.name)


def _noted(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """`function` after its sleep; its begin and end are noted, so that a process that dies has said what it held."""
    signature = inspect.signature(function)

    @functools.wraps(function)
    def noted(*args: Any, **kwargs: Any) -> Any:
        arguments = signature.bind(*args, **kwargs).arguments
        call = f"{name}:{hashlib.sha256(json.dumps(content_of(arguments)).encode()).hexdigest()[:24]}"
        _note(call, "began")
        try:
            time.sleep(SLEEPS_S[name] * float(os.environ.get(PACE_SETTING, "1")))
            result = function(*args, **kwargs)
        except BaseException as error:
            _note(call, getattr(error, "code", type(error).__name__))
            raise
        _note(call, "done")
        return result

    return noted


def _note(call: str, what: str) -> None:
    if folder := os.environ.get(CALLS_SETTING):
        line = json.dumps({"call": call, "what": what, "at": time.time(), "pid": os.getpid()}) + "\n"
        os.write(_notes(folder), line.encode())


@functools.cache
def _notes(folder: str) -> int:
    Path(folder).mkdir(parents=True, exist_ok=True)
    return os.open(Path(folder) / f"{os.getpid()}.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)


def _made(label: str, kind: MediaKind, suffix: str, *sources: MediaRef) -> MediaRef:
    """Media that follow from `label` and the bytes of `sources`, which are read and checked."""
    store = MediaStore.configured()
    digest = hashlib.shake_256(label.encode())
    for source in sources:
        digest.update(store.read_bytes(source))
    return store.put_bytes(digest.digest(MEDIA_BYTES), kind, suffix)


_TRAITS: Mapping[str, Any] = {
    name: field
    for name, field in FaceTraits.model_fields.items()
    if isinstance(field.annotation, type) and issubclass(field.annotation, Trait)
}
