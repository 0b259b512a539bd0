"""The picture of a chaos run: every submission from its arrival to its delivery, above what broke meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from prefect.client.schemas.objects import FlowRun

from benchmarks.chaos.faults import Broken

INK, GREY, FIRST, AGAIN, LOST = "#1f2430", "#8a93a3", "#3b7dd8", "#e08a1e", "#c62f4b"
BREAKS = "#c62f4b"


def draw_timeline(path: Path, runs: Sequence[FlowRun], broken: Sequence[Broken], title: str) -> None:
    """Writes a PNG of 1500 pixels' width."""
    arrived = sorted(
        (run for run in runs if run.created), key=lambda run: run.created.timestamp() if run.created else 0
    )
    zero = arrived[0].created.timestamp() if arrived and arrived[0].created else 0.0
    ends = [run.end_time.timestamp() for run in arrived if run.end_time] + [fault.mended for fault in broken]
    last = max(ends, default=zero) - zero
    lanes = sorted({fault.kind for fault in broken})
    plt.rcParams.update({"font.size": 10, "font.family": "DejaVu Sans", "text.color": INK, "axes.labelcolor": INK})
    figure, (above, below) = plt.subplots(
        2,
        1,
        figsize=(12.5, 8.2),
        dpi=120,
        sharex=True,
        gridspec_kw={"height_ratios": [3, 0.16 * max(4, len(lanes)) + 0.2], "hspace": 0.06},
    )
    for fault in broken:
        for axes in (above, below):
            axes.axvspan(fault.began - zero, fault.mended - zero, color=BREAKS, alpha=0.07, linewidth=0)
    for row, run in enumerate(arrived):
        _draw_run(above, row, run, zero, last)
    _draw_delivered(above, arrived, zero)
    for row, kind in enumerate(lanes):
        for fault in (fault for fault in broken if fault.kind == kind):
            begin, end = fault.began - zero, fault.mended - zero
            below.plot([begin, end], [row, row], color=BREAKS, linewidth=5, solid_capstyle="butt")
            below.plot([begin], [row], marker="|", color=BREAKS, markersize=11, markeredgewidth=2)
    above.set_ylabel("submissions, in the order of arrival")
    above.set_title(title, loc="left", fontsize=12, pad=10)
    above.legend(handles=_legend(), loc="upper left", frameon=False, fontsize=9)
    above.set_ylim(-2, len(arrived) + 2)
    below.set_yticks(range(len(lanes)), lanes)
    below.set_ylim(len(lanes) - 0.4, -0.6)
    below.set_xlabel("seconds since the first submission")
    for axes in (above, below):
        axes.spines[["top", "right"]].set_visible(False)
        axes.spines[["left", "bottom"]].set_color(GREY)
        axes.tick_params(colors=INK, length=3)
        axes.margins(x=0.01)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, bbox_inches="tight")
    plt.close(figure)


def _draw_run(axes: Axes, row: int, run: FlowRun, zero: float, last: float) -> None:
    """What never ended is drawn to the `last` moment of the picture."""
    assert run.created is not None  # noqa: S101  # those without are left out
    accepted = run.created.timestamp() - zero
    began = run.start_time.timestamp() - zero if run.start_time else accepted
    ended = run.end_time.timestamp() - zero if run.end_time else last
    delivered = run.state is not None and run.state.is_completed()
    colour = LOST if not delivered else AGAIN if run.run_count > 1 else FIRST
    axes.plot([accepted, began], [row, row], color=GREY, linewidth=0.8, alpha=0.8)
    axes.plot([began, ended], [row, row], color=colour, linewidth=1.5, solid_capstyle="butt")


def _draw_delivered(axes: Axes, runs: Sequence[FlowRun], zero: float) -> None:
    ends = sorted(
        run.end_time.timestamp() - zero for run in runs if run.end_time and run.state and run.state.is_completed()
    )
    axes.step(ends, range(1, len(ends) + 1), where="post", color=INK, linewidth=1.2)


def _legend() -> list[Line2D]:
    entries = [
        (GREY, "accepted, waiting", 1.0),
        (FIRST, "running", 2.0),
        (AGAIN, "running, begun more than once", 2.0),
        (LOST, "not delivered", 2.0),
        (INK, "delivered so far", 1.2),
    ]
    return [Line2D([], [], color=colour, linewidth=width, label=label) for colour, label, width in entries]
