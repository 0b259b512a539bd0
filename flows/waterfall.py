"""A run's stages as a waterfall, for people."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.delivery import StageTiming

BAR_CHARACTERS = 48


def waterfall(stages: Sequence[StageTiming]) -> str:
    """One line per stage: name, begin and end in seconds since the run began, a bar on the run's time axis."""
    if not stages:
        return "no stages"
    total_s = max(max(stage.end_s for stage in stages), 0.001)
    width = max(len(stage.name) for stage in stages)
    return "\n".join(_line(stage, total_s, width) for stage in stages)


def waterfall_markdown(stages: Sequence[StageTiming]) -> str:
    """The waterfall as a Markdown document for the UI."""
    end_s = max((stage.end_s for stage in stages), default=0.0)
    cached = sum(stage.cached for stage in stages)
    return f"### {len(stages)} stages, {cached} of them cached, {end_s:.2f} s\n\n```\n{waterfall(stages)}\n```\n"


def _line(stage: StageTiming, total_s: float, width: int) -> str:
    begin = min(BAR_CHARACTERS - 1, round(stage.start_s / total_s * BAR_CHARACTERS))
    length = max(1, round((stage.end_s - stage.start_s) / total_s * BAR_CHARACTERS))
    bar = " " * begin + ("░" if stage.cached else "█") * min(length, BAR_CHARACTERS - begin)
    note = "  cached" if stage.cached else f"  {stage.attempts} attempts" if stage.attempts > 1 else ""
    return f"{stage.name:<{width}} {stage.start_s:7.2f} {stage.end_s:7.2f} |{bar:<{BAR_CHARACTERS}}|{note}"
