"""Laws of the policy: what it must never do, and what it must do for whom."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments.drops import Drop
from deployments.order_of_work import ORDER_OF_WORK, burst, work_s
from deployments.pool_plans import default_plan
from deployments.warm_policy import (
    BUCKET_S,
    HISTORY_S,
    PoolState,
    arrival_level,
    desired_hosts,
    drop_forecast,
    hosts_for,
    slots_for,
)

PLAN = default_plan("gpu", max_hosts=50, min_hosts=2)
BUCKETS = round(HISTORY_S / BUCKET_S)
NOW = 1_700_000_000.0


def state(
    arrivals: tuple[int, ...] = (0,) * BUCKETS,
    *,
    waiting: int = 0,
    running: int = 0,
    oldest_wait_s: float = 0.0,
    ready: int = 2,
    starting: int = 0,
) -> PoolState:
    return PoolState(
        at_s=NOW,
        arrivals=arrivals,
        waiting=waiting,
        running=running,
        oldest_wait_s=oldest_wait_s,
        ready=ready,
        starting=starting,
    )


def drop(in_s: float, peak_per_min: float = 60.0) -> Drop:
    start = datetime.fromtimestamp(NOW + in_s, UTC)
    return Drop(name="single", start=start, peak_per_min=peak_per_min, ramp_s=300, duration_s=1800)


states = st.builds(
    state,
    st.lists(st.integers(0, 80), min_size=BUCKETS, max_size=BUCKETS).map(tuple),
    waiting=st.integers(0, 3000),
    running=st.integers(0, 200),
    oldest_wait_s=st.floats(0, 600),
    ready=st.integers(0, 60),
    starting=st.integers(0, 60),
)
calendars = st.lists(st.builds(drop, st.floats(-2000, 600), st.floats(0, 300)), max_size=3).map(tuple)


@given(states, calendars)
@settings(max_examples=150, deadline=None)
def test_it_stays_within_minimum_and_cap_and_is_deterministic(seen: PoolState, calendar: tuple[Drop, ...]) -> None:
    desired = desired_hosts(PLAN, seen, calendar)
    assert PLAN.min_hosts <= desired.hosts <= PLAN.cap
    assert desired.reason
    assert desired_hosts(PLAN, seen, calendar) == desired


@given(states, st.integers(1, 2000))
@settings(max_examples=80, deadline=None)
def test_a_longer_queue_never_means_fewer_hosts(seen: PoolState, more: int) -> None:
    longer = PoolState(**{**vars(seen), "waiting": seen.waiting + more})
    assert desired_hosts(PLAN, longer).hosts >= desired_hosts(PLAN, seen).hosts


@given(states, calendars)
@settings(max_examples=80, deadline=None)
def test_hosts_are_let_go_only_below_what_the_level_needs(seen: PoolState, calendar: tuple[Drop, ...]) -> None:
    present = seen.ready + seen.starting
    desired = desired_hosts(PLAN, seen, calendar).hosts
    if desired < min(present, PLAN.cap):
        assert desired >= min(hosts_for(arrival_level(seen.arrivals).mean_per_s, PLAN), PLAN.cap)


@given(st.floats(0.001, 5), st.floats(0.001, 5))
def test_slots_exceed_the_busy_ones_and_grow_with_the_rate(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert slots_for(low, PLAN) > low * PLAN.work_s
    assert slots_for(low, PLAN) <= slots_for(high, PLAN) + 0.25  # one step of the search


def test_no_one_comes_no_host_beyond_the_minimum() -> None:
    assert desired_hosts(PLAN, state()).hosts == PLAN.min_hosts
    assert slots_for(0.0, PLAN) == 0.0


def test_the_budget_caps() -> None:
    plan = default_plan("gpu", price_per_host_hour=2.0, budget_per_hour=11.0)
    desired = desired_hosts(plan, state((60,) * BUCKETS, waiting=500))
    assert plan.cap == 5
    assert desired.hosts == 5
    assert desired.reason == "the cap allows no more"


def test_calm_arrivals_have_no_trend_and_a_rise_has_one() -> None:
    calm = arrival_level((5, 4, 6, 5) * 6)
    assert calm.rise_per_s2 == 0.0
    assert calm.mean_per_s == pytest.approx(0.5)
    rising = arrival_level((*([1] * 18), 4, 8, 12, 16, 20, 24))
    assert rising.rise_per_s2 > 0
    assert rising.now_per_s > 1.5


def test_a_rise_orders_more_than_its_level() -> None:
    rising = (*([1] * 18), 4, 8, 12, 16, 20, 24)
    assert desired_hosts(PLAN, state(rising)).hosts > hosts_for(np.mean(rising[-6:]) / BUCKET_S, PLAN)


def test_a_drop_is_prepared_a_cold_start_ahead_and_not_sooner() -> None:
    assert drop_forecast((drop(200.0),), state(), 70.0) is None
    assert desired_hosts(PLAN, state(), (drop(10.0, 300.0),)).hosts > PLAN.min_hosts


def test_arrivals_teach_how_high_a_drop_gets() -> None:
    planned = tuple(round(10 * x * 2 / 30) for x in range(1, 13))  # as planned: a line to 120 a minute in 300 s
    calendar = (drop(-120.0, 120.0),)
    history = (0,) * (BUCKETS - 12)
    as_planned = drop_forecast(calendar, state(history + planned), 70.0)
    triple = drop_forecast(calendar, state(history + tuple(3 * count for count in planned)), 70.0)
    assert as_planned is not None
    assert triple is not None
    assert 1.0 < as_planned < 2.6  # 76 a minute would be reached as planned, the pessimist is above it
    assert triple > 2 * as_planned


def test_overdue_calls_order_hosts_though_there_seem_to_be_enough() -> None:
    seen = state(waiting=600, ready=40)
    overdue = state(waiting=600, ready=40, oldest_wait_s=30.0)
    assert desired_hosts(PLAN, overdue).for_backlog > desired_hosts(PLAN, seen).for_backlog


def test_the_order_of_work_is_that_of_the_flow() -> None:
    names = [call.name.partition(":")[0] for call in ORDER_OF_WORK]
    from tasks.policy import STAGES

    assert set(names) == set(STAGES)
    assert names.count("render_shot") == 9
    assert all(earlier < place for place, call in enumerate(ORDER_OF_WORK) for earlier in call.after)
    assert 1 < burst("gpu") < 12
    assert work_s("gpu") + work_s("cpu") == pytest.approx(sum(call.service_s for call in ORDER_OF_WORK))
