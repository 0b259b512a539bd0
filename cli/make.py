"""`fanchant make` and `fanchant demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

OutOption = Annotated[Path, typer.Option("--out", help="Folder for the video, the fan-kit and the report.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the report as JSON instead of progress and table.")]
TemplateOption = Annotated[str, typer.Option("--template", help="Which music video.")]
LocaleOption = Annotated[str, typer.Option("--locale", help="Language of the fan, e.g. en, ko, pt-BR.")]
ApproveVoiceOption = Annotated[
    bool, typer.Option("--approve-voice", help="You listened to the voice: use it where screening is unsure.")
]
SubmissionIdOption = Annotated[
    str | None, typer.Option("--submission-id", help="Name of the run; by default a hash of the inputs.")
]


def make(
    context: typer.Context,
    selfie: Annotated[Path, typer.Option("--selfie", help="Photo of the fan: JPEG, PNG or WebP.")],
    voice: Annotated[Path, typer.Option("--voice", help="The fan singing the template's line: any common audio file.")],
    name: Annotated[str, typer.Option("--name", help="Name to show, at most 40 characters.")],
    out: OutOption,
    template: TemplateOption = "demo",
    locale: LocaleOption = "en",
    approve_voice: ApproveVoiceOption = False,
    json_wanted: JsonOption = False,
    submission_id: SubmissionIdOption = None,
) -> None:
    """Make a music video from a selfie, a sung line and a name."""
    from cli.job import Job, run_job

    job = Job(
        selfie=selfie,
        voice=voice,
        name=name,
        template=template,
        locale=locale,
        voice_approved=approve_voice,
        submission_id=submission_id,
    )
    run_job(job, out, json_wanted=json_wanted, debug=bool(context.obj["debug"]))


def demo(
    context: typer.Context,
    out: OutOption = Path("out/demo"),
    name: Annotated[str | None, typer.Option("--name", help="Another name than the demo's own.")] = None,
    json_wanted: JsonOption = False,
) -> None:
    """Make the demo video from the inputs that come with the demo template."""
    from cli.job import demo_job, run_job

    run_job(demo_job(name), out, json_wanted=json_wanted, debug=bool(context.obj["debug"]))
