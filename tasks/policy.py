"""Retries, timeouts, tags, pools and code versions of every stage, in one table.

The key of a stage's cached result is built from the stage's name, the content of its inputs and what this table names:
the source files of `code` (and of contracts/, which shape every result), and the environment variables of `settings`
with the files that they name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class StagePolicy:
    """How Prefect runs one stage.

    `code` names the folders and files whose source is part of the cache key, `settings` the environment variables.
    `blocks` are the operator's configuration by `module:class`; what they are configured to counts.
    `template_files` lie beside the template's bundle, may change without a new revision, and count too.
    `run_name` is what the run is called in timings and in the UI; it may refer to parameters that are not personal.
    `lane` names a resource of the process that few stages may use at once.

    A stage is tried again after `retry_delay_s`, then after twice as long each time, up to `LONGEST_RETRY_DELAY_S`:
    often enough for a store of which one call in ten fails, long enough for a disk that is full for a while. It is not
    begun again once `TRIED_FOR_S` have passed since its first begin, however few tries that were.
    """

    pool: Literal["cpu", "gpu"]
    timeout_s: int
    retries: int = 8
    retry_delay_s: float = 0.5
    code: tuple[str, ...]
    settings: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    template_files: tuple[str, ...] = ()
    run_name: str = ""
    lane: Literal["", "renderer", "recogniser"] = ""

    @property
    def retry_delays_s(self) -> list[float]:
        """Seconds before each retry."""
        return [min(LONGEST_RETRY_DELAY_S, self.retry_delay_s * 2**number) for number in range(self.retries)]


LONGEST_RETRY_DELAY_S, TRIED_FOR_S = 8.0, 180.0

LANES: dict[str, int] = {"renderer": 2, "recogniser": 1}
"""How many stages of one process may be in a lane at once. The renderer draws one job at a time; the second encodes its
last frames or prepares its first. OpenCV's face detectors may not be shared by threads. Time spent waiting for the lane
counts neither as timeout nor in the timings."""

COMPOSITOR = ("compositor/src", "compositor/wasm", "templates/fonts/coverage.json")
"""All that decides how a drawing looks; the table of the fonts holds their hashes."""

STAGES: dict[str, StagePolicy] = {
    "intake": StagePolicy(pool="cpu", timeout_s=60, code=("tasks/intake", "media", "templates/fonts/coverage.json")),
    "recognise": StagePolicy(
        pool="gpu",
        timeout_s=60,
        code=("tasks/recognition", "media"),
        settings=("FANCHANT_MODELS",),
        lane="recogniser",
    ),
    "cast": StagePolicy(pool="cpu", timeout_s=30, code=("tasks/casting",)),
    "screen_name": StagePolicy(
        pool="cpu",
        timeout_s=30,
        code=("tasks/censor", "blocks/censor_policy.py"),
        settings=("FANCHANT_LEXICONS",),
        blocks=("blocks.censor_policy:CensorPolicy",),
    ),
    "screen_voice": StagePolicy(
        pool="gpu",
        timeout_s=120,
        code=("tasks/censor", "blocks/censor_policy.py", "media"),
        settings=("FANCHANT_WHISPER",),
        blocks=("blocks.censor_policy:CensorPolicy",),
        template_files=("inputs/approvals.json",),
    ),
    "tune_voice": StagePolicy(
        pool="cpu",
        timeout_s=120,
        code=("tasks/audio", "media", "blocks/voice_chain.py"),
        blocks=("blocks.voice_chain:VoiceChain",),
    ),
    "mix_song": StagePolicy(
        pool="cpu",
        timeout_s=120,
        code=("tasks/audio", "media", "blocks/voice_chain.py"),
        blocks=("blocks.voice_chain:VoiceChain",),
    ),
    "make_ringtone": StagePolicy(
        pool="cpu",
        timeout_s=60,
        code=("tasks/audio", "media", "blocks/voice_chain.py"),
        blocks=("blocks.voice_chain:VoiceChain",),
    ),
    "render_shot": StagePolicy(
        pool="gpu",
        timeout_s=300,
        code=("tasks/render", "blocks/render_farm.py", "renderer", "media", *COMPOSITOR),
        blocks=("blocks.render_farm:RenderFarm",),
        run_name="render_shot:{shot.id}",
        lane="renderer",
    ),
    "draw_fan_kit": StagePolicy(
        pool="gpu", timeout_s=120, code=("tasks/fan_kit", "renderer", "media", *COMPOSITOR), lane="renderer"
    ),
    "assemble": StagePolicy(
        pool="cpu",
        timeout_s=120,
        code=("tasks/assembly", "blocks/render_farm.py", "media"),
        blocks=("blocks.render_farm:RenderFarm",),
    ),
}
