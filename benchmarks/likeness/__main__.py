"""Whether every fan's character is nearer to the fan than five others: by traits, by notes, by the picture.

Needs photos of faces beside the checkout, or a folder of your own; see docs/likeness.md. The last line is one JSON
object.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.likeness.cases import CastFan, cast_fans, fans_of, models_at
from benchmarks.likeness.looks import Look, distance
from benchmarks.likeness.photos import look_of_photo
from benchmarks.likeness.portraits import Studio
from benchmarks.likeness.ranking import Ranked, rank
from benchmarks.likeness.report import (
    BEGIN,
    END,
    JUDGES,
    WEIGHTS_BEGIN,
    WEIGHTS_END,
    Trial,
    measured,
    replaced,
    summary,
    weights,
)
from benchmarks.likeness.traits import trait_distance
from renderer.renderer import Renderer

ROOT = Path(__file__).parents[2]
FACES, MODELS = ROOT.parent / "shared" / "samples" / "faces", ROOT.parent / "shared" / "models"
PAGE = ROOT / "docs" / "likeness.md"


def run_trial(pipeline: str, cast: list[CastFan], photos: dict[str, Look], studio: Studio) -> Trial:
    """All fans of one way of recognising, judged in all three ways."""
    drawings = {each.fan.name: studio.look(each.character) for each in cast}

    def by(far: Callable[[CastFan, CastFan], float], judged: list[CastFan]) -> dict[str, Ranked]:
        return {
            fan.fan.name: rank(
                fan.fan.name,
                {other.fan.name: far(fan, other) for other in cast},
                hashlib.sha256(fan.fan.content).digest(),
            )
            for fan in judged
        }

    ranked = {
        "traits": by(lambda fan, other: trait_distance(fan.values, other.character), cast),
        "notes": by(
            lambda fan, other: trait_distance(fan.fan.notes, other.character),
            [fan for fan in cast if fan.fan.notes],
        ),
        "picture": by(
            lambda fan, other: distance(photos[fan.fan.name], drawings[other.fan.name]),
            [fan for fan in cast if fan.fan.name in photos],
        ),
    }
    return Trial(pipeline, cast, ranked)


def run_trials(faces: Path, models: Path | None) -> list[Trial]:
    """Without models, and with them where there are any; the judge of photos uses the better one for both."""
    fans = fans_of(faces)
    with models_at(models):
        looks = {fan.name: look_of_photo(fan.photo, dict(fan.notes)) for fan in fans}
    photos = {name: look for name, look in looks.items() if look is not None}
    fans = [fan for fan in fans if fan.notes or fan.name in photos]
    ways = [("without models", cast_fans(fans, None))]
    if models is not None:
        ways.append(("with models", cast_fans(fans, models)))
    renderer = Renderer.shared()
    try:
        studio = Studio(renderer)
        return [run_trial(pipeline, cast, photos, studio) for pipeline, cast in ways]
    finally:
        renderer.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.likeness", description=__doc__)
    parser.add_argument("--faces", type=Path, default=FACES, help="folder of selfies, at least six")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the recognition models")
    parser.add_argument("--write", action="store_true", help="write the tables of docs/likeness.md")
    options = parser.parse_args()
    if not options.faces.is_dir():
        raise SystemExit(f"There is no folder {options.faces}; name one of selfies with --faces.")
    trials = run_trials(options.faces, options.models if options.models.is_dir() else None)
    tables = measured(trials)
    if options.write:
        page = replaced(PAGE.read_text(encoding="utf-8"), BEGIN, END, tables)
        PAGE.write_text(replaced(page, WEIGHTS_BEGIN, WEIGHTS_END, weights()), encoding="utf-8")
    figures = {
        trial.pipeline: {judge: summary(trial, judge) for judge in JUDGES if trial.ranked[judge]} for trial in trials
    }
    sys.stdout.write(f"{tables}\n\n{json.dumps({'benchmark': 'likeness', **figures})}\n")


if __name__ == "__main__":
    main()
