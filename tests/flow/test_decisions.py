"""What the flow decides between stages, and how it tells people."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.character import Character
from contracts.delivery import StageTiming
from contracts.errors import InputRejected
from contracts.screening import Screening
from flows.decisions import (
    count_frames,
    fan_voice_allowed,
    personal_shots,
    require_showable_name,
    shot_reports,
    what_shot_shows,
)
from flows.waterfall import BAR_CHARACTERS, waterfall, waterfall_markdown
from tests.flow.tiny_template import template

TINY = template("0" * 64)
FAN = Character(skin_tone=5, hair_style="bob", hair_colour="ink")


def screening(verdict: str) -> Screening:
    return Screening.model_validate({"verdict": verdict, "evidence": (), "versions": {}})


def test_voice_is_let_through_only_where_screening_or_an_operator_says_so() -> None:
    allowed = {
        (verdict, approved)
        for verdict, approved in product(("pass", "review", "reject"), (True, False))
        if fan_voice_allowed(screening(verdict), approved=approved)
    }
    assert allowed == {("pass", True), ("pass", False), ("review", True)}


def test_only_a_rejected_name_stops_the_run() -> None:
    require_showable_name(screening("pass"))
    require_showable_name(screening("review"))
    with pytest.raises(InputRejected) as rejection:
        require_showable_name(screening("reject"))
    assert "another name" in rejection.value.public_message


def test_a_shot_is_drawn_with_what_it_depends_on_only() -> None:
    shown = {shot.id: what_shot_shows(shot, FAN, "Mina") for shot in personal_shots(TINY)}
    assert shown == {"face": (FAN, None, ()), "sign": (None, "Mina", ())}


@given(cached=st.sets(st.sampled_from(["face", "sign"])))
def test_every_frame_is_counted_once(cached: set[str]) -> None:
    count = count_frames(TINY, cached)
    assert count.rendered + count.copied + count.cached == TINY.video.frames
    assert count.cached == sum(report.frames for report in shot_reports(TINY, cached) if report.cached)


spans = st.tuples(st.floats(0, 100), st.floats(0, 100)).map(sorted)


@given(st.lists(st.tuples(spans, st.booleans()), min_size=1, max_size=12))
def test_waterfall_bars_stay_on_the_axis(stages: list[tuple[list[float], bool]]) -> None:
    timings = [
        StageTiming(name=f"s{n}", start_s=span[0], end_s=span[1], attempts=1, cached=cached)
        for n, (span, cached) in enumerate(stages)
    ]
    lines = waterfall(timings).splitlines()
    assert len(lines) == len(timings)
    for line in lines:
        _, bar, _ = line.split("|")
        assert len(bar) == BAR_CHARACTERS
        assert bar.strip(" ")


def test_markdown_says_what_was_cached() -> None:
    timing = StageTiming(name="cast", start_s=0.5, end_s=1.25, attempts=0, cached=True)
    document = waterfall_markdown([timing])
    assert "1.25 s of 60 s: in time" in document
    assert "1 stages, 1 of them cached" in document
    assert waterfall([]) == "no stages"
