"""The work of `fanchant submit`: check as `make` does, store the media, make the flow run, follow it to the files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cli.connection import Connection, begin_floor_connection, quieten
from cli.display import Display
from cli.job import Job, check_cheaply, check_folder, in_background, media_check, to_submission

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun

INTERRUPTED = 130


def submit_job(job: Job, out: Path | None, *, wait: bool, json_wanted: bool, debug: bool) -> None:
    """Sends `job`; unless not to `wait`, follows its run and writes the results into `out`, or a folder of its name.

    Raises:
        InputRejected: before anything is sent, where an input cannot be used; or as the run says.
        FanchantError: as the run does.
    """
    quieten(debug)
    check_cheaply(job)
    if out is not None:
        check_folder(out)
    connection = begin_floor_connection()
    check_media = media_check()
    loading = in_background(load_client)
    check_media(job)
    loading()
    connection.wait()

    from prefect.client.orchestration import get_client

    from deployments.submissions import send

    submission = to_submission(job)
    with get_client(sync_client=True) as client:
        sent = send(client, submission)
    if wait:
        _follow(sent.run, submission.id, out, connection, json_wanted=json_wanted, known=sent.known)
        return
    facts = {"submission": submission.id, "run_url": _run_url(connection, sent.run), "known": sent.known}
    typer.echo(
        json.dumps(facts) if json_wanted else f"{facts['run_url']}\nFollow it: {_follow_command(submission.id, out)}"
    )


def follow_submission(submission_id: str, out: Path | None, *, json_wanted: bool, debug: bool) -> None:
    """Follows a submission that was sent before, and writes its results.

    Raises:
        InputRejected: the server knows no such submission; or as the run says.
        FanchantError: as the run does.
    """
    quieten(debug)
    if out is not None:
        check_folder(out)
    connection = begin_floor_connection()
    load_client()
    connection.wait()

    from prefect.client.orchestration import get_client

    from deployments.submissions import require_known

    with get_client(sync_client=True) as client:
        run = require_known(client, submission_id)
    _follow(run, submission_id, out, connection, json_wanted=json_wanted, known=True)


def load_client() -> None:
    """Imports Prefect's client and the store, which takes seconds; no flow and no stage."""
    import deployments.submissions  # noqa: F401


def _follow(
    run: FlowRun, submission_id: str, out: Path | None, connection: Connection, *, json_wanted: bool, known: bool
) -> None:
    from cli.following import followed
    from cli.outputs import print_report, write_outputs
    from deployments.outcome import delivery_of

    folder = out or Path("out") / submission_id
    try:
        with Display(quiet=json_wanted) as display:
            display.show_run(_run_url(connection, run))
            if known:
                display.say("This submission was sent before; it is made once.")
            delivery = delivery_of(followed(run, display))
            report = write_outputs(delivery, folder)
    except KeyboardInterrupt:
        print(f"The run goes on. Follow it: {_follow_command(submission_id, out)}", file=sys.stderr)  # noqa: T201
        raise typer.Exit(INTERRUPTED) from None
    if json_wanted:
        print_report(report)
    else:
        display.show_result(report)


def _follow_command(submission_id: str, out: Path | None) -> str:
    return f"fanchant submit --follow {submission_id}" + (f" --out {out}" if out else "")


def _run_url(connection: Connection, run: FlowRun) -> str:
    return f"{connection.ui_url}/runs/flow-run/{run.id}"
