"""`fanchant doctor`: is this machine ready for the main job, and if not, what to do."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

MARKS = {"ok": "[green]ok  [/]", "warn": "[yellow]warn[/]", "fail": "[red]fail[/]"}


def doctor(json_wanted: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Check browser, encoders, models, fonts, server and store; exit code 1 where videos cannot be made."""
    from rich.console import Console

    from cli.checks import check_all

    findings = check_all()
    failed = any(finding.state == "fail" for finding in findings)
    if json_wanted:
        typer.echo(json.dumps({"ready": not failed, "checks": [asdict(finding) for finding in findings]}))
    else:
        console = Console()
        for finding in findings:
            console.print(f"{MARKS[finding.state]} {finding.check}: {finding.found}", highlight=False, soft_wrap=True)
            if finding.advice:
                console.print(f"       {finding.advice}", highlight=False, soft_wrap=True)
        console.print("Not ready: mend what failed." if failed else "Ready to make videos.")
    if failed:
        raise typer.Exit(1)
