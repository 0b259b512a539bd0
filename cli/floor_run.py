"""The foreground of `fanchant serve`: up, a live view, down again."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.live import Live

from cli.floor_display import SUBMIT, facts_of, status_view
from contracts.errors import ConfigurationError
from deployments.floor.bring_up import bring_down, bring_up, wait_for_hosts
from deployments.floor.state import is_forgotten, only_one, running_floor
from deployments.floor.status import floor_status
from deployments.floor.supervisor import log_file

if TYPE_CHECKING:
    from deployments.floor.plan import FloorPlan

REFRESH_S = 3.0


def run_floor(plan: FloorPlan, *, detach: bool, json_wanted: bool) -> None:
    """Brings the floor of `plan` up and keeps it until Ctrl-C or SIGTERM; with `detach` returns when it is up.

    Raises:
        ConfigurationError: it did not come up, or its supervisor ended.
    """
    console = Console(stderr=True)
    began_s = time.monotonic()

    def on_ready(step: str) -> None:
        if not json_wanted:
            console.print(f"{time.monotonic() - began_s:6.1f} s  {step}", highlight=False)

    with _sigterm_as_interrupt():
        bring_up(plan, on_ready)
        try:
            if not wait_for_hosts(plan, on_ready):
                console.print(
                    f"[yellow]Not every host is ready yet[/]; read {log_file(plan.folder, 'gpu-hosts')}",
                    highlight=False,
                )
            if json_wanted:
                facts = facts_of(plan, floor_status(plan)) | {"up_s": round(time.monotonic() - began_s, 1)}
                typer.echo(json.dumps(facts))
            else:
                console.print(f"The UI: {plan.ui_url}\nSubmit:  {SUBMIT}", highlight=False, soft_wrap=True)
            if not detach:
                _watch(plan, console, quiet=json_wanted)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                console.print("Ending: submissions and calls in work are finished or given back ...")
            bring_down()
            if not isinstance(error, KeyboardInterrupt):
                raise


def _watch(plan: FloorPlan, console: Console, *, quiet: bool) -> None:
    """Shows how the floor is until `fanchant serve stop`; on what is no terminal it only waits.

    Raises:
        ConfigurationError: the floor ended by itself.
    """
    if quiet or not console.is_terminal:
        while running_floor() is not None:
            time.sleep(REFRESH_S)
    else:
        with Live(status_view(plan, floor_status(plan)), console=console, auto_refresh=False) as live:
            while running_floor() is not None:
                live.update(status_view(plan, floor_status(plan)), refresh=True)
                time.sleep(REFRESH_S)
    with only_one(wait=True):
        if is_forgotten():
            console.print("Ended by `fanchant serve stop`.")
            return
    raise ConfigurationError(
        f"the floor's supervisor has ended; read {log_file(plan.folder, 'supervisor')}", code="floor_ended"
    )


@contextmanager
def _sigterm_as_interrupt() -> Iterator[None]:
    """A service manager's SIGTERM ends the floor as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
