"""A comparison as a picture: arrivals, hosts of every policy, waiting time, above each other on one time axis."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from contracts.errors import ConfigurationError
from deployments.drops import Floats, planned_per_s
from deployments.simulator.comparison import BLIND, ORACLE, OURS, Comparison

INK, GRID = "#1c2333", "#e3e6ec"
LOOKS = {
    OURS: ("#d6336c", 2.4),
    BLIND: ("#f0a36b", 1.4),
    "reactive": ("#2f6fbd", 1.6),
    "static, planned maximum": ("#8a8f9c", 1.4),
    "static, mean": ("#c2c6cf", 1.4),
    ORACLE: ("#2b8a3e", 1.8),
}
"""Colour and width of each policy's line."""
STEP_S = 20.0


def draw(comparison: Comparison, path: Path, *, target_wait_s: float) -> None:
    """Writes the picture to `path`, 1500 x 1275 px where it is a PNG.

    Raises:
        ConfigurationError: its kind is unknown or it cannot be written.
    """
    figure = Figure(figsize=(10, 8.5), dpi=150, facecolor="white", layout="constrained")
    canvas = FigureCanvasAgg(figure)
    arrivals, hosts, waiting = figure.subplots(3, 1, sharex=True, height_ratios=(1, 1.5, 1.3))
    trace = comparison.trace
    figure.suptitle(
        f"{trace.name}: {comparison.submissions} submissions, pool {comparison.pool}",
        x=0.01,
        ha="left",
        fontsize=14,
        color=INK,
    )
    _arrivals(arrivals, comparison)
    for name, played in comparison.played.items():
        colour, width = LOOKS[name]
        hosts.step(
            played.sample_s / 60, played.hosts, where="post", color=colour, lw=width, label=_legend(comparison, name)
        )
        at_s, p95_s = binned_p95(trace.arrivals_s, played.wait_s, trace.duration_s)
        waiting.plot(at_s / 60, np.maximum(p95_s, 0.1), color=colour, lw=width)
    _axis(hosts, "hosts that are paid for")
    figure.legend(
        *hosts.get_legend_handles_labels(),
        frameon=False,
        fontsize=9,
        labelcolor=INK,
        ncols=3,
        loc="outside lower center",
    )
    _axis(waiting, "waiting, p95 per minute [s]")
    waiting.set_yscale("log")
    waiting.set_ylim(0.1, None)
    waiting.yaxis.set_major_formatter(lambda value, _place: f"{value:g}")
    waiting.axhline(target_wait_s, color=INK, lw=0.8, ls=(0, (4, 3)))
    waiting.annotate(
        f"target {target_wait_s:g} s",
        (0.005, target_wait_s),
        xycoords=("axes fraction", "data"),
        va="bottom",
        fontsize=9,
    )
    waiting.set_xlabel("minutes", color=INK)
    waiting.set_xlim(0, trace.duration_s / 60)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        canvas.print_figure(path)
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"the picture {path} cannot be written: {error}; name a PNG, SVG or PDF file", code="plot_not_written"
        ) from error


def binned_p95(arrivals_s: Floats, wait_s: Floats, duration_s: float, bin_s: float = 60.0) -> tuple[Floats, Floats]:
    """Centre of each `bin_s` in which submissions came, and the 95th percentile of how long those waited."""
    bins = (arrivals_s // bin_s).astype(int)
    filled = np.unique(bins)
    return (filled + 0.5) * bin_s, np.array([np.quantile(wait_s[bins == one], 0.95) for one in filled])


def _arrivals(axes: Axes, comparison: Comparison) -> None:
    trace = comparison.trace
    edges_s = np.arange(0.0, trace.duration_s + STEP_S, STEP_S)
    counts, _ = np.histogram(trace.arrivals_s, edges_s)
    axes.stairs(counts * 60 / STEP_S, edges_s / 60, fill=True, color="#f3c6d6", label="came")
    if trace.calendar:
        planned = 60 * planned_per_s(trace.calendar, edges_s)
        axes.plot(edges_s / 60, planned, color=INK, lw=1.2, ls=(0, (4, 3)), label="planned in the calendar")
    axes.legend(frameon=False, fontsize=9, labelcolor=INK, loc="upper right")
    _axis(axes, "submissions per minute")


def _legend(comparison: Comparison, name: str) -> str:
    outcome = comparison.outcome(name)
    return f"{name}: {outcome.host_hours:.1f} h, p95 {outcome.p95_s:.0f} s"


def _axis(axes: Axes, label: str) -> None:
    axes.set_ylabel(label, color=INK)
    axes.set_ylim(0, None)
    axes.grid(axis="y", color=GRID, lw=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(which="both", colors=INK, length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(INK)
