"""Takes the pictures of docs/operations.md: `python -m tests.ui.screenshots [FOLDER]`.

A home and a server of its own, the demo video made for real, every page of tests/ui/pages.py in a real browser.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path

from PIL import Image

from blocks.prefect_settings import use_server
from deployments import local_server
from deployments.server_process import free_port

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "operations"
COLOURS = 256
SUBMISSION, WARM_UP = "fan-4711", "warm-pool/every-minute"


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="fanchant-pictures-") as home:
        os.environ["FANCHANT_HOME"] = home
        server = local_server.wait_until_healthy(local_server.find_or_start(free_port(preferred=False)))
        use_server(server.api_url, ours=True)
        try:
            take_pictures(server.ui_url, folder)
        finally:
            local_server.stop()


def take_pictures(ui_url: str, folder: Path) -> None:
    """A palette PNG per page into `folder`; the server at `ui_url` is the one that this process uses."""
    from prefect.client.orchestration import get_client

    from cli.job import demo_job, to_submission
    from deployments.apply import apply
    from tests.ui.browser import Desk, open_browser
    from tests.ui.pages import PAGES
    from tests.ui.runs import make_runs

    submission = to_submission(demo_job(None)).model_copy(update={"id": SUBMISSION})
    apply()
    with get_client(sync_client=True) as client:
        warm_up = client.read_deployment_by_name(WARM_UP).id
        client.pause_deployment(warm_up)  # no worker is here to take its runs, and all would be late
        runs = make_runs(submission)
        client.resume_deployment(warm_up)
    folder.mkdir(parents=True, exist_ok=True)
    with open_browser() as browser:
        desk = Desk(browser, ui_url)
        for shown in PAGES:
            page = desk.show(shown, runs)
            picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
            picture.quantize(COLOURS, kmeans=3).save(folder / f"{shown.name}.png", optimize=True)
            print(folder / f"{shown.name}.png", (folder / f"{shown.name}.png").stat().st_size)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
