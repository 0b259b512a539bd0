"""One submission from the command line: check the inputs, run the flow against the server, write the results."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from blocks.template_library import TemplateBundle, open_template
from cli.connection import Connection, begin_connection, quieten
from cli.display import Display
from contracts.errors import ConfigurationError, InputRejected, TemplateError
from tasks.progress import listening

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun

    from contracts.delivery import Delivery
    from contracts.submission import Submission

DEMO, DEMO_NAME = "demo", "Mina"
DEMO_INPUTS = ("selfie.jpg", "take.flac")
CONSENT_VERSION = "operator-command-line"


@dataclass(frozen=True, kw_only=True)
class Job:
    """What `fanchant make` or `fanchant submit` was asked for."""

    selfie: Path
    voice: Path
    name: str
    template: str
    locale: str = "en"
    voice_approved: bool = False
    submission_id: str | None = None


def demo_job(name: str | None) -> Job:
    """The demo template's own inputs; `name` replaces its name. The approval of its voice is recorded beside it."""
    inputs = open_template(DEMO).root.parent / "inputs"
    missing = [file for file in DEMO_INPUTS if not (inputs / file).is_file()]
    if missing:
        raise TemplateError(f"the demo's inputs {', '.join(missing)} are missing in {inputs}", code="demo_incomplete")
    selfie, take = (inputs / file for file in DEMO_INPUTS)
    return Job(selfie=selfie, voice=take, name=DEMO_NAME if name is None else name, template=DEMO)


def run_job(job: Job, out: Path, *, json_wanted: bool, debug: bool) -> None:
    """Makes the video of `job` and writes it into the folder `out`.

    Raises:
        InputRejected: before anything is written, where an input cannot be used.
        FanchantError: as the flow does.
    """
    quieten(debug)
    check_cheaply(job)
    check_folder(out)
    connection = begin_connection()
    start_browser()
    check_media = media_check()
    loading = in_background(load_stages)
    check_media(job)
    loading()
    connection.wait()

    from cli.outputs import print_report, write_outputs

    with Display(quiet=json_wanted) as display:
        delivery = make_delivery(job, connection, display)
        report = write_outputs(delivery, out)
    if json_wanted:
        print_report(report)
    else:
        display.show_result(report)


def check_cheaply(job: Job) -> TemplateBundle:
    """Everything about `job` that takes milliseconds to check; returns its template."""
    from tasks.intake.name import check_name

    for path, noun in ((job.selfie, "selfie"), (job.voice, "voice")):
        if not path.is_file():
            raise InputRejected(f"There is no {noun} file at {path}; please check the path.", code=f"{noun}_missing")
    check_name(job.name)
    return open_template(job.template)


def start_browser() -> None:
    """Starts the browser that draws; it warms up by itself, in processes of its own."""
    from renderer.renderer import Renderer

    Renderer.shared().start_in_background()


def media_check() -> Callable[[Job], None]:
    """A function that decodes the selfie and the voice and raises InputRejected where the flow could not use them.

    What it needs is imported now, before another thread imports the stages: two threads that import the same packages
    can see each other's half-made modules.
    """
    from tasks.intake.selfie import check_selfie
    from tasks.intake.voice import check_voice

    def check(job: Job) -> None:
        check_selfie(job.selfie)
        check_voice(job.voice)

    return check


def load_stages() -> None:
    """Imports Prefect and every stage, which takes seconds, while the server starts and the inputs are decoded."""
    import flows.make_video  # noqa: F401


def in_background(work: Callable[[], None]) -> Callable[[], None]:
    """Begins `work` in a thread; the returned function waits for it and raises what it raised."""
    errors: list[BaseException] = []

    def guarded() -> None:
        try:
            work()
        except BaseException as error:  # raised again by whoever waits
            errors.append(error)

    thread = threading.Thread(target=guarded, name="warm-up", daemon=True)
    thread.start()

    def wait() -> None:
        thread.join()
        if errors:
            raise errors[0]

    return wait


def make_delivery(job: Job, connection: Connection, display: Display) -> Delivery:
    """Runs the flow in this process, with its progress on `display`."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.make_video import make_video

    def announce(flow: object, flow_run: FlowRun, state: object) -> None:
        display.show_run(f"{connection.ui_url}/runs/flow-run/{flow_run.id}")

    submission = to_submission(job)
    # Heartbeats tell a server which hosts died. This run's host is in front of somebody, and their thread would hold
    # the end of the run up to the next full second.
    with listening(display.on_progress), temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        return make_video.with_options(on_running=[announce])(submission)


def to_submission(job: Job) -> Submission:
    """Stores the media of `job`; the submission's id is a hash of its inputs unless the job names one."""
    from blocks.media_store import MediaStore
    from contracts.media import MediaKind
    from contracts.submission import Consent, Submission, utc_now

    store = MediaStore.configured()
    selfie = store.put_file(job.selfie, MediaKind.IMAGE)
    voice = store.put_file(job.voice, MediaKind.AUDIO)
    content = "\0".join([job.template, selfie.sha256, voice.sha256, job.name, job.locale, str(job.voice_approved)])
    return Submission(
        id=job.submission_id or hashlib.sha256(content.encode()).hexdigest()[:16],
        template=job.template,
        selfie=selfie,
        voice=voice,
        name=job.name,
        locale=job.locale,
        consent=Consent(version=CONSENT_VERSION, given_at=utc_now()),
        voice_approved=job.voice_approved,
    )


def check_folder(out: Path) -> None:
    """Raises InputRejected or ConfigurationError where `out` cannot be the folder of results."""
    if out.exists() and not out.is_dir():
        raise InputRejected(f"{out} is a file; please name a folder for the results.", code="out_not_a_folder")
    try:
        out.absolute().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"{out} cannot be written: {error.strerror}", code="out_not_writable") from error
