"""Retries, timeouts, tags, pools and code versions of every stage, in one table."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class StagePolicy:
    """How Prefect runs one stage. `code` names the packages whose source is part of the stage's cache key."""

    pool: Literal["cpu", "gpu"]
    timeout_s: int
    retries: int = 2
    retry_delay_s: float = 1.0
    code: tuple[str, ...]


STAGES: dict[str, StagePolicy] = {
    "intake": StagePolicy(pool="cpu", timeout_s=60, code=("tasks/intake", "media")),
    "recognise": StagePolicy(pool="gpu", timeout_s=60, code=("tasks/recognition",)),
    "cast": StagePolicy(pool="cpu", timeout_s=10, code=("tasks/casting",)),
    "screen_name": StagePolicy(pool="cpu", timeout_s=10, code=("tasks/censor",)),
    "screen_voice": StagePolicy(pool="gpu", timeout_s=120, code=("tasks/censor",)),
    "tune_voice": StagePolicy(pool="cpu", timeout_s=120, code=("tasks/audio", "media")),
    "mix_song": StagePolicy(pool="cpu", timeout_s=120, code=("tasks/audio", "media")),
    "render_shot": StagePolicy(pool="gpu", timeout_s=300, code=("tasks/render", "renderer", "media", "compositor/src")),
    "draw_fan_kit": StagePolicy(pool="gpu", timeout_s=120, code=("tasks/fan_kit", "renderer", "compositor/src")),
    "assemble": StagePolicy(pool="cpu", timeout_s=120, code=("tasks/assembly", "media")),
}
