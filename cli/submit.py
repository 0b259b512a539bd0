"""`fanchant submit`: send a submission to the running server and follow it to the files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.make import ApproveVoiceOption, JsonOption, LocaleOption, SubmissionIdOption, TemplateOption
from contracts.errors import InputRejected


def submit(
    context: typer.Context,
    selfie: Annotated[Path | None, typer.Option("--selfie", help="Photo of the fan: JPEG, PNG or WebP.")] = None,
    voice: Annotated[
        Path | None, typer.Option("--voice", help="The fan singing the template's line: any common audio file.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="Name to show, at most 40 characters.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the results; by default out/ and the submission's id.")
    ] = None,
    template: TemplateOption = "demo",
    locale: LocaleOption = "en",
    approve_voice: ApproveVoiceOption = False,
    follow: Annotated[str | None, typer.Option("--follow", help="Follow the submission of this id instead.")] = None,
    no_wait: Annotated[bool, typer.Option("--no-wait", help="Return as soon as the server has it.")] = False,
    json_wanted: JsonOption = False,
    submission_id: SubmissionIdOption = None,
) -> None:
    """Send a submission to the running server and follow it to its files; sent twice, it is made once."""
    from cli.sending import follow_submission, submit_job

    debug = bool(context.obj["debug"])
    if follow is not None:
        follow_submission(follow, out, json_wanted=json_wanted, debug=debug)
        return
    if selfie is None or voice is None or name is None:
        raise InputRejected("Please give --selfie, --voice and --name, or --follow.", code="inputs_missing")
    from cli.job import Job

    job = Job(
        selfie=selfie,
        voice=voice,
        name=name,
        template=template,
        locale=locale,
        voice_approved=approve_voice,
        submission_id=submission_id,
    )
    submit_job(job, out, wait=not no_wait, json_wanted=json_wanted, debug=debug)
