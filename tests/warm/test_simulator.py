"""The simulated floor obeys what queueing theory and arithmetic say, and our policy does what it is for."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from contracts.errors import ConfigurationError
from deployments.order_of_work import work_s
from deployments.pool_plans import default_plan
from deployments.simulator.comparison import OURS, calm_hosts, play_one
from deployments.simulator.contestants import ours, static
from deployments.simulator.floor import Floor, Played
from deployments.simulator.oracle import ask_oracle, smoothed, spans
from deployments.simulator.plot import draw
from deployments.simulator.traces import TRACES, Trace, make_trace, read_trace
from deployments.simulator.workload import make_workload

PLAN = default_plan("gpu")


def play_ours(trace: Trace, seed: int) -> Played:
    contestant = ours(PLAN, trace.calendar)
    return play_one(make_workload(trace, seed), PLAN, seed, contestant, initial_hosts=calm_hosts(trace, PLAN))


def one_submission() -> Trace:
    return Trace(name="one", duration_s=60.0, arrivals_s=np.zeros(1), earlier_s=np.zeros(0))


@pytest.mark.parametrize("name", list(TRACES))
def test_a_trace_is_the_same_for_the_same_seed_only(name: str) -> None:
    first, again, other = (make_trace(name, 40, seed).arrivals_s for seed in (5, 5, 6))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert (np.diff(first) >= 0).all()


def test_the_triple_is_three_times_what_the_calendar_says() -> None:
    trace = make_trace("triple", 200, 1)
    counts, _ = np.histogram(trace.arrivals_s, np.arange(0, trace.duration_s, 60.0))
    assert counts.max() == pytest.approx(3 * trace.calendar[0].peak_per_min, rel=0.15)


def test_with_endless_hosts_nothing_waits_and_with_one_the_whole_work_is_done_in_turn() -> None:
    workload = make_workload(one_submission(), 1)
    free = Floor(workload, PLAN, 1).play(static(100), look_every_s=10, initial_hosts=100)
    assert free.wait_s == pytest.approx([0.0])
    one_slot = default_plan("gpu", slots=1)
    alone = Floor(workload, one_slot, 1).play(static(1), look_every_s=10, initial_hosts=1)
    took_s = alone.wait_s[0] + workload.unhindered_s[0]
    assert work_s("gpu") * 0.7 < workload.slot_s("gpu") <= took_s < workload.slot_s("gpu") + 2.0
    assert alone.host_hours == pytest.approx(60 / 3600)


def test_busy_slots_add_up_to_the_work() -> None:
    workload = make_workload(make_trace("steady", 40, 1), 1)
    assert workload.busy_slots("gpu").sum() == pytest.approx(workload.slot_s("gpu"), rel=1e-6)


def test_no_submission_is_lost_when_hosts_die_and_each_is_done_once() -> None:
    trace = replace(make_trace("dying", 40, 3), host_life_s=200.0)
    played = play_ours(trace, 3)
    assert played.deaths > 20
    assert len(played.wait_s) == len(trace.arrivals_s)
    assert (played.wait_s > -1e-6).all()


def test_a_play_is_the_same_for_the_same_seed() -> None:
    trace = make_trace("triple", 40, 2)
    first, again = play_ours(trace, 2), play_ours(trace, 2)
    assert np.array_equal(first.wait_s, again.wait_s)
    assert first.host_hours == again.host_hours


def test_ours_keeps_fans_from_waiting_at_three_times_the_plan() -> None:
    trace = make_trace("triple", 100, 201)
    announced = play_ours(trace, 201)
    surprised = play_ours(replace(trace, calendar=()), 201)
    fixed = play_one(make_workload(trace, 201), PLAN, 201, static(calm_hosts(trace, PLAN)), initial_hosts=3)
    assert np.quantile(announced.wait_s, 0.95) <= PLAN.target_wait_s
    assert np.quantile(surprised.wait_s, 0.95) < 60.0 < np.quantile(fixed.wait_s, 0.95)


def test_the_oracle_keeps_the_target_and_pays_no_more_than_any_fixed_size_that_does() -> None:
    trace = make_trace("steady", 20, 4)
    trace = replace(trace, duration_s=600.0, arrivals_s=trace.arrivals_s[trace.arrivals_s < 600])
    workload = make_workload(trace, 4)
    oracle = ask_oracle(workload, PLAN, 4)
    assert np.quantile(oracle.wait_s, 0.95) <= PLAN.target_wait_s
    fixed = (
        Floor(workload, PLAN, 4, mortal=False).play(static(n), look_every_s=10, initial_hosts=n) for n in range(2, 9)
    )
    cheapest = min(play.host_hours for play in fixed if np.quantile(play.wait_s, 0.95) <= PLAN.target_wait_s)
    assert workload.slot_s("gpu") / PLAN.slots / 3600 <= oracle.host_hours <= cheapest


def test_spans_close_short_gaps_and_smoothing_keeps_the_mean() -> None:
    present = np.array([0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1], dtype=bool)
    assert spans(present, 2) == [(1, 6), (10, 11)]
    assert smoothed(np.ones(50), 7) == pytest.approx(np.ones(50))


def test_own_traces_are_read(tmp_path: Path) -> None:
    table = tmp_path / "friday.csv"
    table.write_text("seconds,site\n1712.5,a\n1700,b\n1760.25,a\n")
    assert read_trace(table).arrivals_s == pytest.approx([0.0, 12.5, 60.25])
    listed = tmp_path / "friday.json"
    listed.write_text(json.dumps([3, 1, 2]))
    assert read_trace(listed).arrivals_s == pytest.approx([0.0, 1.0, 2.0])


@pytest.mark.parametrize("text", ["", "seconds\n", "seconds\nnoon\n", "nan\n"])
def test_an_unusable_trace_says_what_to_give(text: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text)
    with pytest.raises(ConfigurationError, match=r"three-bands.*seconds in its first column"):
        read_trace(path)


def test_the_command_prints_json_and_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from cli.main import run

    picture = tmp_path / "plan.png"
    options = ["--planned-max", "20", "--no-oracle", "--price", "2", "--plot", str(picture), "--json"]
    assert run(["plan", "--trace", "spike", *options]) == 0
    report = json.loads(capsys.readouterr().out)
    first = report["policies"][0]
    assert first["name"] == OURS
    assert first["cost"] == pytest.approx(2 * first["host_hours"], abs=0.01)
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from cli.main import run

    assert run(["plan", "--trace", str(tmp_path / "missing.csv")]) == 1
    assert "missing.csv is not usable" in capsys.readouterr().err
    assert run(["plan", "--trace", "steady", "--budget", "0.5"]) == 1
    assert "raise --budget" in capsys.readouterr().err


def test_a_picture_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    from deployments.simulator.comparison import compare

    comparison = compare(one_submission(), PLAN, 1, planned_per_min=1, oracle=False)
    with pytest.raises(ConfigurationError, match="name a PNG"):
        draw(comparison, tmp_path / "plan.nope", target_wait_s=10.0)
