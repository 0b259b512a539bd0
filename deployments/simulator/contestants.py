"""Who may set the number of hosts: our policy, and what it is compared with."""

from __future__ import annotations

import math

import numpy as np

from deployments.drops import Calendar, Floats
from deployments.pool_plans import PoolPlan
from deployments.simulator.floor import Contestant
from deployments.warm_policy import PoolState, desired_hosts

TARGET_UTILISATION = 0.7
PERIOD_S = 60.0
DELAY_S = 60.0
COOL_DOWN_OUT_S = 60.0
COOL_DOWN_IN_S = 300.0


def ours(plan: PoolPlan, calendar: Calendar) -> Contestant:
    """Our policy."""
    return lambda state: desired_hosts(plan, state, calendar).hosts


def static(hosts: int) -> Contestant:
    """As many hosts all the time."""
    return lambda _state: hosts


def reactive(plan: PoolPlan) -> Contestant:
    """Target tracking on utilisation, as clouds do it: the metric is the mean of a minute and comes a minute late.

    Wanted hosts are the present ones times utilisation over its target. Cool-downs are 60 s out and 300 s in, quicker
    than AWS's Application Auto Scaling begins with (300 s each, and 15 minutes below the target before it goes in).
    """
    seen: list[tuple[float, float]] = []
    last_out_s = last_in_s = -math.inf

    def decide(state: PoolState) -> int:
        nonlocal last_out_s, last_in_s
        slots = state.ready * plan.slots
        seen.append((state.at_s, min(1.0, state.running / slots) if slots else 1.0))
        period_end_s = (state.at_s - DELAY_S) // PERIOD_S * PERIOD_S
        metric = [used for at_s, used in seen if period_end_s - PERIOD_S <= at_s < period_end_s]
        present = state.ready + state.starting
        if not metric:
            return present
        wanted = max(plan.min_hosts, math.ceil(state.ready * float(np.mean(metric)) / TARGET_UTILISATION - 1e-9))
        if wanted > present and state.at_s - last_out_s >= COOL_DOWN_OUT_S:
            last_out_s = state.at_s
            return wanted
        if wanted < present and state.at_s - max(last_in_s, last_out_s) >= COOL_DOWN_IN_S:
            last_in_s = state.at_s
            return wanted
        return present

    return decide


def scheduled(needed: Floats, plan: PoolPlan) -> Contestant:
    """Who knows the future: `needed` hosts in each second, ordered a cold start ahead, kept over short gaps.

    What is left at the end is done by as many hosts as there were on average.
    """
    ahead = round(plan.cold_start_s)
    at_last = math.ceil(needed.mean())

    def decide(state: PoolState) -> int:
        second = round(state.at_s)
        wanted = int(needed[second : second + ahead + 1].max(initial=0.0))
        return at_last if second >= len(needed) and state.waiting else wanted

    return decide
