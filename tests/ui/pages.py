"""The pages of the Prefect UI that docs/operations.md speaks of, and what they show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.ui.runs import ShownRuns


@dataclass(frozen=True)
class ShownPage:
    """`texts` are what an operator must find on it; `prepare` brings it there, e.g. to a tab."""

    name: str
    path: Callable[[ShownRuns], str]
    texts: tuple[str, ...]
    prepare: Callable[[Page], None] = lambda page: None
    height_px: int = 800


def tab(name: str) -> Callable[[Page], None]:
    """Opens the tab of that name."""
    return lambda page: page.get_by_role("tab", name=name).or_(page.get_by_text(name, exact=True)).first.click()


def whole_message(page: Page) -> None:
    """Opens the details, in which a long state message is cut at first."""
    tab("Details")(page)
    page.get_by_text("See More").click()


PAGES = (
    ShownPage("runs", lambda runs: "/runs", ("make-video", "Completed", "Failed", "template:"), height_px=900),
    ShownPage(
        "run",
        lambda runs: f"/runs/flow-run/{runs.delivered}",
        ("Completed", "make-video", "Task runs", "template:", "waterfall", "contact-sheet", "results", "progress"),
        tab("Artifacts"),
        height_px=1100,
    ),
    ShownPage(
        "waterfall",
        lambda runs: f"/artifacts/artifact/{runs.artifacts['waterfall']}",
        ("of 60 s", "stages", "waited", "assemble", "taken from the cache"),
        height_px=1200,
    ),
    ShownPage(
        "contact-sheet",
        lambda runs: f"/artifacts/artifact/{runs.artifacts['contact-sheet']}",
        ("The video at a glance",),
        height_px=510,
    ),
    ShownPage(
        "results", lambda runs: f"/artifacts/artifact/{runs.artifacts['results']}", ("video.mp4", "frames drawn")
    ),
    ShownPage(
        "rejected",
        lambda runs: f"/runs/flow-run/{runs.rejected}",
        ("Failed", "State Message", "not a photo that can be read"),
        whole_message,
        height_px=960,
    ),
    ShownPage("pools", lambda runs: "/work-pools", ("submissions", "cpu", "gpu"), height_px=760),
    ShownPage("deployments", lambda runs: "/deployments", ("make-video", "warm-host", "every-minute"), height_px=620),
    ShownPage(
        "automations",
        lambda runs: "/automations",
        ("a submission is late", "a silent submission has crashed", "a lost host is replaced"),
        height_px=1000,
    ),
    ShownPage(
        "block",
        lambda runs: "/blocks/catalog/fanchant-render-farm/create",
        ("Fanchant render farm", "refuse jobs where a software renderer draws"),
    ),
)
