"""What the person at the terminal sees of a run: progress per stage, then the result."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table


class Display:
    """Progress on standard error, the result on standard output; `quiet` shows neither."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._errors = Console(stderr=True)
        self._output = Console()
        self._bars: dict[str, TaskID] = {}
        self._said = ""
        self._lock = threading.Lock()
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self._errors,
            disable=quiet,
        )

    def __enter__(self) -> Display:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def show_run(self, url: str) -> None:
        """The link to the run in the UI."""
        if not self._quiet:
            self._errors.print(f"Run: {url}", highlight=False)

    def say(self, sentence: str) -> None:
        """A sentence above the progress; the same one again is not repeated."""
        if not self._quiet and sentence != self._said:
            self._said = sentence
            self._errors.print(sentence, highlight=False)

    def on_progress(self, stage: str, done: int, total: int) -> None:
        """A stage's report, from any thread. The end that every stage reports as 1 of 1 fills its bar of frames."""
        with self._lock:
            bar = self._bars.get(stage)
            if bar is None:
                bar = self._bars[stage] = self._progress.add_task(stage, total=total)
            known = self._progress.tasks[self._progress.task_ids.index(bar)].total or 1
            if done >= total:
                self._progress.update(bar, completed=max(known, total), total=max(known, total))
            else:
                self._progress.update(bar, completed=done, total=total)

    def show_result(self, report: dict[str, Any]) -> None:
        """Stages with their seconds, then where the video lies."""
        table = Table(box=None, header_style="bold")
        table.add_column("stage")
        table.add_column("from s", justify="right")
        table.add_column("took s", justify="right")
        table.add_column("")
        for stage in report["stages"]:
            note = "cached" if stage["cached"] else f"{stage['attempts']} attempts" if stage["attempts"] > 1 else ""
            took_s = stage["end_s"] - stage["start_s"]
            table.add_row(stage["name"], f"{stage['start_s']:.2f}", f"{took_s:.2f}", note)
        frames, video = report["frames"], report["video"]
        self._output.print(table)
        if report["fan_kit"]:
            self._output.print(_kit_table(report["fan_kit"]))
        for warning in report["warnings"]:
            self._output.print(f"[yellow]Note:[/] {warning}", highlight=False)
        self._output.print(
            f"{video['duration_s']:.2f} s of video: {frames['rendered']} frames rendered, "
            f"{frames['copied']} copied, {frames['cached']} cached.",
            highlight=False,
        )
        self._output.print(video["path"], highlight=False, soft_wrap=True)


def _kit_table(files: list[dict[str, Any]]) -> Table:
    """The fan-kit's files and how large they are."""
    table = Table(box=None, header_style="bold")
    table.add_column("fan-kit")
    table.add_column("kB", justify="right")
    for file in files:
        table.add_row(Path(file["path"]).name, f"{file['size_bytes'] / 1000:.0f}")
    return table
