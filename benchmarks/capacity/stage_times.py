"""What every stage of the demo costs alone on a warm host: `python -m benchmarks.capacity.stage_times`.

One stage after the other in one process, so that the CPU time of this process and of its browser belongs to that stage.
The first round warms up (models, browser, shaders) and is left out. The last line is one JSON object: CPU and wall
seconds per stage (render_shot: mean of its shots), medians of the rounds.
"""

from __future__ import annotations

import argparse
import inspect
import json
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from prefect import Task

from blocks.template_library import open_template
from cli.job import demo_job, to_submission
from flows.decisions import needs_character, needs_voice, personal_shots, what_shot_shows
from tasks.assembly.task import assemble_task
from tasks.audio.task import make_ringtone_task, mix_song_task, tune_voice_task
from tasks.casting.task import cast_task
from tasks.censor.task import screen_name_task, screen_voice_task
from tasks.fan_kit.task import draw_fan_kit_task
from tasks.intake.task import take_in_task
from tasks.recognition.task import recognise_task
from tasks.render.task import render_shot_task

Times = dict[str, list[tuple[float, float]]]


def family_cpu_s() -> float:
    """CPU seconds of this process and all its children, living and ended."""
    ended = os.times()
    living = psutil.Process().children(recursive=True)
    times = [child.cpu_times() for child in living if child.is_running()]
    return (
        ended.user + ended.system + ended.children_user + ended.children_system + sum(t.user + t.system for t in times)
    )


def meter(times: Times) -> Callable[..., Any]:
    """A function that runs a task's stage with its arguments and notes CPU and wall seconds under its name."""

    def run(task: Task[..., Any], *arguments: Any) -> Any:
        wall_s, cpu_s = time.perf_counter(), family_cpu_s()
        result = inspect.unwrap(task.fn)(*arguments)
        times[task.name].append((family_cpu_s() - cpu_s, time.perf_counter() - wall_s))
        return result

    return run


def one_submission(out: Path) -> Times:
    """All stages of the demo, each alone."""
    submission = to_submission(demo_job(out, None))
    template = open_template(submission.template).template
    times: Times = defaultdict(list)
    run = meter(times)
    intake = run(take_in_task, submission)
    run(screen_name_task, intake.name, intake.locale)
    run(screen_voice_task, intake.voice, intake.voice_sha256_original, template.id, intake.locale)
    character = run(cast_task, run(recognise_task, intake.selfie))
    vocal = run(tune_voice_task, intake.voice, template.id)
    mix = run(mix_song_task, vocal, template.id)
    run(make_ringtone_task, mix, template.id)
    run(draw_fan_kit_task, template.id, character, intake.name)
    rendered = tuple(
        run(
            render_shot_task,
            template.id,
            shot,
            *what_shot_shows(
                shot,
                character if needs_character(shot) else None,
                intake.name,
                vocal if needs_voice(shot) else None,
            ),
        )
        for shot in personal_shots(template)
    )
    run(assemble_task, template.id, rendered, mix)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="fanchant-stages-") as folder:
        os.environ["FANCHANT_HOME"] = folder
        measured = [one_submission(Path(folder) / "out") for _ in range(rounds + 1)][1:]
    result = {
        name: {
            "calls": len(measured[0][name]),
            "cpu_s": round(statistics.median(statistics.mean(cpu for cpu, _ in times[name]) for times in measured), 3),
            "wall_s": round(
                statistics.median(statistics.mean(wall for _, wall in times[name]) for times in measured), 3
            ),
        }
        for name in measured[0]
    }
    print(json.dumps(result))  # noqa: T201


if __name__ == "__main__":
    main()
