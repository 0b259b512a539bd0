"""The results as Markdown, for docs/likeness.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from benchmarks.likeness.cases import CastFan
from benchmarks.likeness.looks import ATTRIBUTES
from benchmarks.likeness.ranking import DRAWS, OTHERS, Ranked
from benchmarks.likeness.traits import COVERED, RULES

BEGIN, END = "<!-- measured: `make bench-likeness` with `--write` -->", "<!-- end of measured -->"
WEIGHTS_BEGIN, WEIGHTS_END = "<!-- weights: from the code -->", "<!-- end of weights -->"
JUDGES = ("traits", "notes", "picture")


@dataclass(frozen=True)
class Trial:
    """One way of casting all fans: `ranked[judge][fan]`."""

    pipeline: str
    cast: Sequence[CastFan]
    ranked: Mapping[str, Mapping[str, Ranked]]


def summary(trial: Trial, judge: str) -> dict[str, float]:
    """Share of draws with the own character first, mean rank, and fans who are first in every draw."""
    results = trial.ranked[judge].values()
    return {
        "first_share": round(mean(result.first_share for result in results), 3),
        "mean_rank": round(mean(result.mean_rank for result in results), 2),
        "always_first": sum(result.first_share == 1.0 for result in results),
        "fans": len(results),
    }


def measured(trials: Sequence[Trial]) -> str:
    """All tables of the results."""
    return "\n\n".join([_summaries(trials), *(_faces(trial) for trial in trials)])


def weights() -> str:
    """Both tables of weights."""
    lines = ["| trait | weight |", "| --- | ---: |"]
    lines += [f"| {rule.name} | {rule.weight:g} |" for rule in RULES]
    lines += ["", "| seen in the picture | no likeness left at a difference of | weight |", "| --- | ---: | ---: |"]
    lines += [f"| {attribute.name} | {attribute.scale:g} | {attribute.weight:g} |" for attribute in ATTRIBUTES]
    return "\n".join(lines)


def replaced(page: str, begin: str, end: str, text: str) -> str:
    """`page` with the part between two marks written anew."""
    head, _, rest = page.partition(begin)
    return f"{head}{begin}\n\n{text}\n\n{end}{rest.partition(end)[2]}"


def _summaries(trials: Sequence[Trial]) -> str:
    lines = [
        f"| recognition | judged by | own character first of {OTHERS + 1} | mean rank | first in every draw |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    for trial in trials:
        for judge in JUDGES:
            result = summary(trial, judge)
            share, always = f"{result['first_share']:.1%}", f"{result['always_first']:.0f} of {result['fans']:.0f}"
            lines.append(f"| {trial.pipeline} | {judge} | {share} | {result['mean_rank']:.2f} | {always} |")
    lines.append(f"| chance | | {1 / (OTHERS + 1):.1%} | {(OTHERS + 2) / 2:.2f} | 0 |")
    return "\n".join(lines)


def _faces(trial: Trial) -> str:
    lines = [
        f"### Each fan, {trial.pipeline}",
        "",
        "| photo | cast as | by notes | by picture | nearest other (picture) | beaten by |",
        "| --- | --- | ---: | ---: | --- | --- |",
    ]
    for cast in trial.cast:
        name = cast.fan.name
        notes, picture = trial.ranked["notes"].get(name), trial.ranked["picture"].get(name)
        if picture is None:
            continue
        other, far = picture.nearest
        rivals = _rivals(notes, picture)
        lines.append(
            f"| {name} | {_described(cast)} | {_share(notes)} | {_share(picture)} "
            f"| {picture.own:.2f} against {far:.2f} ({other}) | {rivals} |"
        )
    return "\n".join(lines)


def _rivals(*results: Ranked | None) -> str:
    beaten: Counter[str] = Counter()
    for result in results:
        beaten |= result.beaten_by if result else Counter()
    return ", ".join(sorted(name for name, count in beaten.items() if count > DRAWS / 50)) or "nobody"


def _share(result: Ranked | None) -> str:
    return "" if result is None else f"{result.first_share:.0%}"


def _described(cast: CastFan) -> str:
    if not cast.traits.face_found:
        return "no face found: the neutral character"
    character = cast.character
    parts = [f"tone {character.skin_tone}", character.hair_style]
    if character.hair_style not in ("bald", *COVERED):
        parts.append(character.hair_colour)
    parts += [part for part in (character.glasses, character.facial_hair) if part != "none"]
    return ", ".join(parts)
