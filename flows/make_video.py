"""From a submission to its music video: the whole order of work.

    take in ─┬─ recognise ── cast ─┬─ render the shots that show the fan ─────┐
             ├─ screen the name ───┘  └─ draw the fan-kit                     │
             ├─ screen the voice ──┬─ render the shots in which the fan sings ├─ assemble
             └─ tune the voice ────┴─ mix ─┬──────────────────────────────────┘
                                           └─ make the ringtone

One flow run per submission, named after it. Retries, timeouts, pools and cache keys stand in tasks/policy.py.
"""

from __future__ import annotations

from prefect import flow
from prefect.serializers import JSONSerializer
from prefect.task_runners import ThreadPoolTaskRunner

from blocks.template_library import open_template
from contracts.delivery import Delivery
from contracts.submission import Submission
from flows.decisions import (
    count_frames,
    fan_voice_allowed,
    needs_character,
    needs_voice,
    personal_shots,
    require_showable_name,
    ringtone_name,
    shot_reports,
    warnings_of,
    what_shot_shows,
    whole_kit,
)
from flows.run_record import run_record, was_cached
from tasks.assembly.task import assemble_task
from tasks.audio.task import make_ringtone_task, mix_song_task, tune_voice_task
from tasks.casting.task import cast_task
from tasks.censor.task import screen_name_task, screen_voice_task
from tasks.fan_kit.task import draw_fan_kit_task
from tasks.intake.task import take_in_task
from tasks.recognition.task import recognise_task
from tasks.render.task import render_shot_task

STAGES_AT_ONCE = 32
"""Threads that wait for stages; how many really draw or encode at once is the renderer's and the machine's business."""


@flow(
    name="make-video",
    flow_run_name="{submission.id}",
    task_runner=ThreadPoolTaskRunner(max_workers=STAGES_AT_ONCE),  # type: ignore[arg-type]  # invariant in Prefect
    persist_result=True,
    result_serializer=JSONSerializer(),
)
def make_video(submission: Submission) -> Delivery:
    """Makes the video and the fan-kit of `submission`.

    Raises:
        InputRejected: the selfie, the voice or the name cannot be used; nothing was published.
        TemplateError: the template cannot be played.
        Transient, ResourceExhausted: a stage failed more often than its policy allows.
    """
    template = open_template(submission.template).template
    shots = personal_shots(template)

    with run_record(template) as record:
        intake = take_in_task(submission)

        recognition = recognise_task.submit(intake.selfie)
        name_check = screen_name_task.submit(intake.name, intake.locale)
        voice_check = screen_voice_task.submit(intake.voice, intake.voice_sha256_original, template.id, intake.locale)
        tuning = tune_voice_task.submit(intake.voice, template.id)

        name_screening = name_check.result()
        require_showable_name(name_screening)
        rendering = {
            shot.id: render_shot_task.submit(template.id, shot, *what_shot_shows(shot, None, intake.name))
            for shot in shots
            if not needs_character(shot)
        }

        traits = recognition.result()
        character = cast_task(traits)
        record.show_progress()
        rendering |= {
            shot.id: render_shot_task.submit(template.id, shot, *what_shot_shows(shot, character, intake.name))
            for shot in shots
            if needs_character(shot) and not needs_voice(shot)
        }
        drawing = draw_fan_kit_task.submit(template.id, character, intake.name)

        voice_screening = voice_check.result()
        voice_allowed = fan_voice_allowed(voice_screening, approved=submission.voice_approved)
        vocal = tuning.result() if voice_allowed else None
        mixing = mix_song_task.submit(vocal, template.id)
        rendering |= {
            shot.id: render_shot_task.submit(template.id, shot, *what_shot_shows(shot, character, intake.name, vocal))
            for shot in shots
            if needs_character(shot) and needs_voice(shot)
        }

        mix = mixing.result()
        cutting = make_ringtone_task.submit(mix, template.id) if ringtone_name(template) else None
        rendered = tuple(rendering[shot.id].result() for shot in shots)
        record.show_progress()
        video = assemble_task(template.id, rendered, mix)
        fan_kit = whole_kit(drawing.result(), cutting.result() if cutting else None, template)

        cached = frozenset(shot_id for shot_id, future in rendering.items() if was_cached(future))
        delivery = Delivery(
            submission=submission.id,
            template=template.id,
            template_revision=template.revision,
            video=video,
            fan_kit=fan_kit,
            frames=count_frames(template, cached),
            shots=shot_reports(template, cached),
            stages=record.timings(),
            traits=traits,
            character=character,
            name_screening=name_screening,
            voice_screening=voice_screening,
            vocal=vocal,
            mix=mix,
            warnings=warnings_of(intake, traits, name_screening, voice_screening, vocal),
        )
        record.publish(delivery)
        return delivery
