"""A folder with our prefect.yaml and flows that do nothing, for tests of what lies on the server."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from deployments.checkout import PROJECT
from deployments.description import Description, read_description

FLOWS = {
    "make_video": '@flow(name="make-video")\ndef make_video(submission: dict) -> None:\n    pass\n',
    "warm_host": (
        '@flow(name="warm-host")\n'
        'def warm_host(pool: Literal["gpu", "cpu"], slots: int = 2, idle_leave_s: float | None = None) -> None:\n'
        "    pass\n"
    ),
    "warm_pool": (
        '@flow(name="warm-pool")\ndef warm_pool(pool: str | None = None, dry_run: bool = False) -> None:\n    pass\n'
    ),
}


def make_checkout(folder: Path, **watch: float) -> Description:
    """Writes the folder; `watch` are times of the automations that differ from ours."""
    document = yaml.safe_load((PROJECT / "prefect.yaml").read_text())
    document["definitions"]["watch"] |= watch
    folder.mkdir(exist_ok=True)
    (folder / "prefect.yaml").write_text(yaml.safe_dump(document, sort_keys=False))
    (folder / "flows").mkdir(exist_ok=True)
    for name, text in FLOWS.items():
        (folder / "flows" / f"{name}.py").write_text(f"from typing import Literal\nfrom prefect import flow\n\n{text}")
    shutil.copytree(PROJECT / "deployments" / "aws", folder / "deployments" / "aws", dirs_exist_ok=True)
    return read_description(folder / "prefect.yaml")
