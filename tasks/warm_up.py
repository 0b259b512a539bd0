"""What a warm host has ready before it takes calls: its stages, their models, the browser that draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import numpy as np

from blocks.censor_policy import CensorPolicy
from blocks.render_farm import RenderFarm
from blocks.voice_chain import VoiceChain
from contracts.errors import ResourceExhausted
from contracts.media import AUDIO_SAMPLE_RATE_HZ
from renderer.renderer import Renderer
from tasks.assembly.task import assemble_task
from tasks.audio.effects import vocal_chain
from tasks.audio.pitch import track_pitch
from tasks.audio.task import make_ringtone_task, mix_song_task, tune_voice_task
from tasks.casting.task import cast_task
from tasks.censor.lexicon import load_lexicon
from tasks.censor.speech import load_speech_model
from tasks.censor.task import screen_name_task, screen_voice_task
from tasks.fan_kit.task import draw_fan_kit_task
from tasks.intake.task import take_in_task
from tasks.policy import STAGES
from tasks.recognition.model_files import find_models, open_session
from tasks.recognition.recogniser import recognise_photo
from tasks.recognition.task import recognise_task
from tasks.render.task import render_shot_task
from tasks.stage import served

Pool = Literal["gpu", "cpu"]

STAGE_TASKS = (
    take_in_task,
    recognise_task,
    cast_task,
    screen_name_task,
    screen_voice_task,
    tune_voice_task,
    mix_song_task,
    make_ringtone_task,
    render_shot_task,
    draw_fan_kit_task,
    assemble_task,
)
SOUND_S = 1.0
TEMPO_BPM = 120.0


def stages_of(pool: Pool) -> dict[str, Callable[..., Any]]:
    """What a host of `pool` serves: functions by stage name."""
    return {task.name: served(task) for task in STAGE_TASKS if STAGES[task.name].pool == pool}


def warm_up(pool: Pool) -> None:
    """Loads what the stages of `pool` need and tries it.

    Raises:
        ConfigurationError: browser, model or preset are not there or not as the operator demands.
        ResourceExhausted: the browser does not start or draws nothing.
    """
    if pool == "gpu":
        Renderer.shared().start_in_background()
        _look()
        _listen()
        _draw()
    else:
        load_lexicon(CensorPolicy.configured().lexicon_folder)
        _sing()


def _look() -> None:
    """Loads the models of recognition, or the measures that need none."""
    models, _ = find_models()
    for role, path in models.items():
        if role != "detector":  # OpenCV's own network, loaded by the photo
            open_session(path)
    recognise_photo(np.full((320, 320, 3), 128, np.uint8))


def _listen() -> None:
    if model := CensorPolicy.configured().whisper:
        load_speech_model(model)


def _draw() -> None:
    farm = RenderFarm.configured()
    renderer = farm.renderer()
    farm.chosen_encoder(renderer)
    if not renderer.canary().has_content:
        raise ResourceExhausted("the browser of this host draws blank pictures", code="graphics_blank")


def _sing() -> None:
    """A second of a tone through pitch tracking and effects, whose libraries take a while to load."""
    time_s = np.arange(round(SOUND_S * AUDIO_SAMPLE_RATE_HZ)) / AUDIO_SAMPLE_RATE_HZ
    tone = np.sin(2 * np.pi * 220.0 * time_s).astype(np.float32)
    track_pitch(tone)
    vocal_chain(tone, VoiceChain.configured().preset, TEMPO_BPM)
