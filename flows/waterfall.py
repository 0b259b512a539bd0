"""A run's stages as a waterfall, for people."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.delivery import StageTiming

DEADLINE_S = 60.0
"""Within which a fan shall have the video, from the begin of the flow run."""
BAR_CHARACTERS = 48
TABLE_BAR_CHARACTERS = 25
NOTHING, WAITING, WORKING, FROM_CACHE = "▁", "▄", "█", "▚"
"""Of one Unicode block, so that one font draws them all and the bars stay equally long."""


def waterfall(stages: Sequence[StageTiming]) -> str:
    """One line per stage: name, begin and end in seconds since the run began, a bar on the run's time axis."""
    if not stages:
        return "no stages"
    total_s = _total_s(stages)
    width = max(len(stage.name) for stage in stages)
    return "\n".join(_line(stage, total_s, width) for stage in stages)


def waterfall_markdown(stages: Sequence[StageTiming]) -> str:
    """The waterfall as a Markdown document for the UI: in time or late, then a row per stage."""
    if not stages:
        return "No stage has run.\n"
    total_s = _total_s(stages)
    rows = [
        f"| {stage.name} | {stage.pool} | {_seconds(stage.waited_s)} | {stage.end_s - stage.start_s:.2f} "
        f"| `{_bar(stage, total_s, TABLE_BAR_CHARACTERS, NOTHING)}` | {' '.join((_note(stage), stage.host)).strip()} |"
        for stage in stages
    ]
    return "\n".join(
        [
            f"### {verdict(total_s)}",
            "",
            _summary(stages),
            "",
            f"| stage | pool | waited | ran | 0 to {total_s:.1f} s | |",
            "| --- | --- | ---: | ---: | --- | --- |",
            *rows,
            "",
            f"`{WAITING}` waited for a host, or for the renderer  `{WORKING}` ran  `{FROM_CACHE}` taken from the cache",
            "",
        ]
    )


def verdict(total_s: float) -> str:
    """`total_s` against the deadline, in words."""
    return f"{total_s:.2f} s of {DEADLINE_S:.0f} s: {'in time' if total_s <= DEADLINE_S else 'late'}"


def is_late(stages: Sequence[StageTiming]) -> bool:
    """Whether the last stage ended after the deadline."""
    return bool(stages) and _total_s(stages) > DEADLINE_S


def _summary(stages: Sequence[StageTiming]) -> str:
    cached = sum(stage.cached for stage in stages)
    repeated = sum(stage.attempts > 1 for stage in stages)
    waited_s = max(stage.waited_s for stage in stages)
    again = f", {repeated} tried again" if repeated else ""
    return f"{len(stages)} stages, {cached} of them cached{again}. Longest wait: {waited_s:.2f} s."


def _total_s(stages: Sequence[StageTiming]) -> float:
    return max(*(stage.end_s for stage in stages), 0.001)


def _seconds(value_s: float) -> str:
    return f"{value_s:.2f}" if value_s >= 0.005 else ""


def _line(stage: StageTiming, total_s: float, width: int) -> str:
    bar = _bar(stage, total_s, BAR_CHARACTERS, " ")
    note = f"  {text}" if (text := _note(stage)) else ""
    return f"{stage.name:<{width}} {stage.start_s:7.2f} {stage.end_s:7.2f} |{bar}|{note}"


def _bar(stage: StageTiming, total_s: float, characters: int, nothing: str) -> str:
    begin = min(characters - 1, round(stage.start_s / total_s * characters))
    length = min(characters - begin, max(1, round((stage.end_s - stage.start_s) / total_s * characters)))
    waited = min(begin, round(stage.waited_s / total_s * characters))
    drawn = nothing * (begin - waited) + WAITING * waited + (FROM_CACHE if stage.cached else WORKING) * length
    return f"{drawn:{nothing}<{characters}}"


def _note(stage: StageTiming) -> str:
    return "cached" if stage.cached else f"{stage.attempts} attempts" if stage.attempts > 1 else ""
