"""Arrivals to replay: made ones, by name and seed, and those of a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from contracts.errors import ConfigurationError
from deployments.drops import Calendar, Drop, Floats
from deployments.warm_policy import HISTORY_S


@dataclass(frozen=True, kw_only=True)
class Trace:
    """Submissions of `duration_s` seconds: when each came, what the calendar said, how long a host lives on average.

    `earlier_s` are submissions before the begin, at negative times: history for those who look back.
    """

    name: str
    duration_s: float
    arrivals_s: Floats
    earlier_s: Floats
    calendar: Calendar = ()
    host_life_s: float | None = None


def drop(start_s: float, peak_per_min: float, *, ramp_s: float = 300.0, duration_s: float = 1800.0) -> Drop:
    """A calendar entry on the simulator's clock, which begins in 1970."""
    start = datetime.fromtimestamp(start_s, UTC)
    return Drop(name="drop", start=start, peak_per_min=peak_per_min, ramp_s=ramp_s, duration_s=duration_s)


def reality(entry: Drop, at_s: Floats, height: float) -> Floats:
    """Submissions per second that really come of a drop: its peak times `height`.

    Of another shape than planned: fans see the post, open the page, sing; three waits of the same mean add up to
    x² exp(2 - 2x) of the ramp's time x (Erlang). Steeper than planned before the peak, quicker down, with a tail.
    """
    x = np.maximum(0.0, (at_s - entry.start.timestamp()) / entry.ramp_s)
    return np.asarray(height * entry.peak_per_min / 60 * (x * np.exp(1 - x)) ** 2)


def _steady(planned_per_min: float, at_s: Floats) -> tuple[Floats, Calendar]:
    return np.full_like(at_s, planned_per_min / 2 / 60), ()


def _spike(planned_per_min: float, at_s: Floats) -> tuple[Floats, Calendar]:
    height = np.interp(at_s, [600, 660, 1260, 1560], [0.1, 1.0, 1.0, 0.1])
    return planned_per_min / 60 * height, ()


def _drops(planned_per_min: float, at_s: Floats, entries: Calendar, height: float) -> tuple[Floats, Calendar]:
    arrivals = np.full_like(at_s, 0.05 * planned_per_min / 60)
    return arrivals + sum(reality(entry, at_s, height) for entry in entries), entries


def _three_bands(planned_per_min: float, at_s: Floats) -> tuple[Floats, Calendar]:
    return _drops(planned_per_min, at_s, tuple(drop(600 + 20 * band, planned_per_min) for band in range(3)), 1.0)


def _triple(planned_per_min: float, at_s: Floats) -> tuple[Floats, Calendar]:
    return _drops(planned_per_min, at_s, (drop(600, planned_per_min),), 3.0)


def _as_planned(planned_per_min: float, at_s: Floats) -> tuple[Floats, Calendar]:
    return _drops(planned_per_min, at_s, (drop(600, planned_per_min),), 1.0)


TRACES: dict[str, tuple[str, float, Callable[[float, Floats], tuple[Floats, Calendar]]]] = {
    "steady": ("half the planned maximum all the time", 2400.0, _steady),
    "spike": ("ten times as many within 60 s, which nobody announced", 2400.0, _spike),
    "three-bands": ("three bands post within a minute, each with the planned maximum", 2400.0, _three_bands),
    "triple": ("a drop three times as high as planned", 2400.0, _triple),
    "dying": ("a drop as planned while a host lives half an hour on average", 2400.0, _as_planned),
}
"""What each trace is, its seconds, its rate of arrivals."""
HOST_LIFE_S = 1800.0


def make_trace(name: str, planned_per_min: float, seed: int) -> Trace:
    """The trace `name`: Poisson arrivals at its rate, the same for the same seed."""
    _, duration_s, rate = TRACES[name]
    seconds = np.arange(duration_s)
    per_s, calendar = rate(planned_per_min, seconds + 0.5)
    rng = np.random.default_rng([seed, sorted(TRACES).index(name)])
    counts = rng.poisson(per_s)
    arrivals_s = np.sort(np.repeat(seconds, counts) + rng.random(counts.sum()))
    return Trace(
        name=name,
        duration_s=duration_s,
        arrivals_s=arrivals_s,
        earlier_s=-HISTORY_S * np.sort(rng.random(rng.poisson(per_s[0] * HISTORY_S)))[::-1],
        calendar=calendar,
        host_life_s=HOST_LIFE_S if name == "dying" else None,
    )


def read_trace(path: Path) -> Trace:
    """Arrivals of a file: seconds from any begin, one per row in the first column (CSV), or a JSON list of numbers.

    Raises:
        ConfigurationError: it cannot be read, or has no arrivals.
    """
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            values = [float(value) for value in json.loads(text)]
        else:
            rows = [row[0].strip() for row in csv.reader(text.splitlines()) if row and row[0].strip()]
            header = bool(rows) and not rows[0].lstrip("+-").replace(".", "", 1).isdigit()
            values = [float(value) for value in rows[header:]]
    except (OSError, ValueError, TypeError) as error:
        raise _unreadable(path, str(error)) from error
    arrivals_s = np.sort(np.asarray(values, dtype=np.float64))
    if not len(arrivals_s) or not np.isfinite(arrivals_s).all():
        raise _unreadable(path, "it has no arrivals, or one that is no number")
    arrivals_s -= arrivals_s[0]
    return Trace(name=path.stem, duration_s=float(arrivals_s[-1]) + 60.0, arrivals_s=arrivals_s, earlier_s=np.zeros(0))


def _unreadable(path: Path, why: str) -> ConfigurationError:
    return ConfigurationError(
        f"the trace {path} is not usable: {why}; give one of {', '.join(TRACES)}, a CSV file with seconds in its first "
        "column, or a JSON list of seconds",
        code="trace_unreadable",
    )
