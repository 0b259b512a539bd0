"""How many warm hosts a pool should have: one pure function, used by the warm-up flow and by the simulator.

A host that is ordered now serves after the cold start, so what counts is the demand of then:

1. Forecast. Arrivals of the last minutes give a level and a trend. A drop in the calendar gives the shape of what is to
   come; how high it really gets, the arrivals teach.
2. Capacity. Little's law turns submissions per second into busy slots; on top comes what keeps waiting beyond the
   target rare.
3. Backlog. What will be waiting when a host that is ordered now is ready, is worked off soon after.
4. Patience. A host goes only when a cautious reading of the arrivals does not need it.
5. Cap. Never more than the operators allow or the budget pays, never fewer than the minimum.

The constants were chosen on the traces of the simulator (docs/capacity.md) with seeds that its report does not use.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from deployments.drops import Calendar, Floats, planned_per_s
from deployments.pool_plans import PoolPlan

BUCKET_S = 10.0
"""Arrivals are counted per 10 s: as often as the policy looks."""
HISTORY_S = 240.0
"""How far back arrivals are wanted."""
WINDOWS_S = (240.0, 120.0, 60.0, 40.0)
"""The level is a mean over one of these: at 100 submissions a minute its error is 5 % over the longest, 12 % over the
shortest."""
CHANGE = 1.5
"""Standard errors by which two halves of a window must differ to count as a change: 13 in 100 by chance."""
KEEP = 0.25
"""Hosts are kept for the mean and this part of its standard error: ending one too early costs a cold start."""
LEARN_S = 120.0
"""The stories of a drop are judged by two minutes, so that what none of them foresaw is forgotten as soon."""
HEIGHTS = np.geomspace(0.25, 8.0, 16)
HEIGHT_SPREAD = 1.0
"""How high a drop gets, in parts of its plan: log-normal, above three times the plan in 14 of 100 cases."""
STORIES = ((0.7, 1.0), (1.0, 1.0), (1.4, 1.0), (0.7, 2.0), (1.0, 2.0), (1.4, 2.0))
"""When a drop peaks, in parts of its planned ramp, and the power by which it rises: fans who first film themselves come
slowly at the beginning."""
DISPERSION = 2.0
"""Variance over mean of the counts, as fans share posts: as if every second arrival were news."""
PESSIMISM = 0.88
"""Quantile of the stories to be ready for. A newsvendor's: a fan who waits is worth seven idle hosts."""
OTHER_PER_S = 0.02
"""Submissions that come beside any drop, at least: no story is impossible because of one early fan."""
LATE_SHARE = 0.08
"""Share of the submissions that may wait beyond the target at a steady rate: between looks there are too many hosts as
often as too few, and the goal of 5 in 100 was met with this one."""
SLOT_STEP = 0.25
BACKLOG_S = 60.0
"""A backlog is worked off in the time of a cold start: quicker would order hosts that end before they have paid."""


@dataclass(frozen=True, kw_only=True)
class PoolState:
    """What is seen of a pool at `at_s` (seconds since 1970).

    `arrivals` are submissions per `BUCKET_S`, oldest first, the last ends at `at_s`. Calls `waiting` and `running`, the
    age of the oldest that waits; hosts that are `ready` or `starting`.
    """

    at_s: float
    arrivals: tuple[int, ...]
    waiting: int
    running: int
    oldest_wait_s: float
    ready: int
    starting: int


@dataclass(frozen=True, kw_only=True)
class Desired:
    """How many hosts, and why: the forecast and the hosts for it, for the backlog, and what a host would stay for."""

    hosts: int
    forecast_per_min: float
    for_forecast: int
    for_backlog: int
    kept: int
    reason: str


def desired_hosts(plan: PoolPlan, state: PoolState, calendar: Calendar = ()) -> Desired:
    """Hosts (ready and starting together) that the pool should have now. Deterministic; asks no clock."""
    lead_s = plan.cold_start_s + plan.look_every_s
    level = arrival_level(state.arrivals)
    drop_per_s = drop_forecast(calendar, state, lead_s)
    ahead_per_s = level.now_per_s + level.rise_per_s2 * lead_s if drop_per_s is None else drop_per_s
    forecast_per_s = max(level.now_per_s, ahead_per_s)
    for_forecast = hosts_for(forecast_per_s, plan)
    backlog_slots = slots_for_backlog(plan, state, level.now_per_s, forecast_per_s)
    wanted = max(for_forecast, math.ceil((forecast_per_s * plan.work_s + backlog_slots) / plan.slots))
    kept = min(state.ready + state.starting, hosts_for(level.mean_per_s + KEEP * level.error_per_s, plan))
    hosts = min(max(wanted, kept, plan.min_hosts), plan.cap)
    return Desired(
        hosts=hosts,
        forecast_per_min=60 * forecast_per_s,
        for_forecast=for_forecast,
        for_backlog=wanted - for_forecast,
        kept=kept,
        reason=_reason(
            plan, wanted, kept, ahead_per_s > level.now_per_s and drop_per_s is not None, wanted > for_forecast
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Level:
    """Submissions per second, per second² where they rise: the mean of a window with its error, and the value now."""

    mean_per_s: float
    error_per_s: float
    now_per_s: float
    rise_per_s2: float


def arrival_level(arrivals: Sequence[int]) -> Level:
    """How many come now, and how quickly they become more.

    The level is the mean of the longest of `WINDOWS_S` whose two halves do not differ more than chance explains, so
    that calm arrivals are known well and a change is seen soon. Where they differ, the trend between the halves of the
    next longer window counts by what is certain of it (less one standard error; arrivals are Poisson at least), so that
    noise orders no hosts.
    """
    slope_per_s2 = 0.0
    for window_s in WINDOWS_S:
        half = round(window_s / BUCKET_S / 2)
        later, earlier = sum(arrivals[-half:]), sum(arrivals[-2 * half : -half])
        half_s, chance = half * BUCKET_S, math.sqrt(later + earlier)
        if window_s == WINDOWS_S[-1] or abs(later - earlier) <= CHANGE * chance:
            break
        slope_per_s2 = math.copysign(max(0.0, abs(later - earlier) - chance), later - earlier) / half_s**2
    mean_per_s = (later + earlier) / (2 * half_s)
    return Level(
        mean_per_s=mean_per_s,
        error_per_s=chance / (2 * half_s),
        now_per_s=max(0.0, mean_per_s + half_s * slope_per_s2),
        rise_per_s2=max(0.0, slope_per_s2),
    )


def drop_forecast(calendar: Calendar, state: PoolState, lead_s: float) -> float | None:
    """Submissions per second that the calendar's drops bring within `lead_s`, at most; None where none is near.

    A grid of stories: a drop may be higher or lower than planned, peak sooner or later, begin slowly or not. A story is
    as likely as it was before and as it explains what came lately (Poisson with `DISPERSION`). Of what the stories say
    that is still to come, the `PESSIMISM` quantile is taken; once all have passed their peak, the arrivals speak.
    """
    ages_s = BUCKET_S * (np.arange(len(state.arrivals), dtype=np.float64)[::-1] + 0.5)
    past_s = np.asarray(state.at_s - ages_s, dtype=np.float64)
    ahead_s = np.linspace(state.at_s, state.at_s + lead_s, 8)
    came = np.array(state.arrivals)
    if not planned_per_s(calendar, ahead_s).any():
        return None
    quiet = came[planned_per_s(calendar, past_s) == 0]
    other_per_s = max(OTHER_PER_S, float(quiet.mean()) / BUCKET_S if len(quiet) else 0.0)
    lately = slice(-round(LEARN_S / BUCKET_S), None)
    heights = HEIGHTS[:, None]
    rates, log_likely = [], []
    for stretch, power in STORIES:
        expected = BUCKET_S * (heights * planned_per_s(calendar, past_s[lately], stretch, power) + other_per_s)
        log_likely.append((came[lately] * np.log(expected) - expected).sum(axis=1) / DISPERSION)
        coming = planned_per_s(calendar, ahead_s, stretch, power)
        rates.append(HEIGHTS * (coming.max() if coming.max() > coming[0] else 0.0))
    log_weight = np.array(log_likely) - (np.log(HEIGHTS) / HEIGHT_SPREAD) ** 2 / 2
    return weighted_quantile(np.array(rates), np.exp(log_weight - log_weight.max()), PESSIMISM)


def weighted_quantile(values: Floats, weights: Floats, share: float) -> float:
    """The least of `values` that together with those below has at least `share` of the weight."""
    order = np.argsort(values, axis=None)
    running = np.cumsum(weights.ravel()[order])
    return float(values.ravel()[order][np.searchsorted(running, share * running[-1])])


def hosts_for(arrivals_per_s: float, plan: PoolPlan) -> int:
    """Hosts at which few submissions wait beyond the target, at a steady rate."""
    return math.ceil(slots_for(arrivals_per_s, plan) / plan.slots)


def slots_for(arrivals_per_s: float, plan: PoolPlan) -> float:
    """Least slots c at which at most `LATE_SHARE` of the submissions wait beyond the target, at a steady rate.

    Busy slots r are rate times work (Little). A submission's calls spread over the slots, so the pool works through
    what lies before it like one server of speed c: the wait exceeds t with probability r/c exp(-2 (c - r) t / work)
    (Kingman's heavy-traffic tail). A lone submission too is slowed where c is less than the slots it could use at once.
    """
    busy = arrivals_per_s * plan.work_s
    slots = busy
    while busy > 0:
        slots += SLOT_STEP
        own_wait_s = max(0.0, plan.work_s / slots - plan.work_s / plan.burst)
        left_s = max(0.0, plan.target_wait_s - own_wait_s)
        if busy / slots * math.exp(-2 * (slots - busy) * left_s / plan.work_s) <= LATE_SHARE:
            break
    return slots


def slots_for_backlog(plan: PoolPlan, state: PoolState, now_per_s: float, forecast_per_s: float) -> float:
    """Slots on top, which work off in `BACKLOG_S` what will be waiting when a host that is ordered now is ready.

    Hosts that are starting serve half of that time on average. Once calls wait beyond the target, the present hosts
    are no longer believed to do: some may be dead and not yet noticed.
    """
    waiting_s = state.waiting * plan.work_s / plan.calls
    coming_s = (now_per_s + forecast_per_s) / 2 * plan.work_s * plan.cold_start_s
    served_s = (state.ready + state.starting / 2) * plan.slots * plan.cold_start_s
    left_s = max(0.0, waiting_s + coming_s - served_s)
    overdue = state.oldest_wait_s > plan.target_wait_s
    return max(left_s, waiting_s if overdue else 0.0) / BACKLOG_S


def _reason(plan: PoolPlan, wanted: int, kept: int, drop: bool, backlog: bool) -> str:
    if wanted > plan.cap:
        return "the cap allows no more"
    if max(wanted, kept) < plan.min_hosts:
        return "the minimum"
    if kept > wanted:
        return "not yet sure that fewer are enough"
    what = "a drop in the calendar" if drop else "arrivals"
    return f"{what} and a backlog" if backlog else what
