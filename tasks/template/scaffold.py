"""Begins a template: a small source that builds, to be changed piece by piece."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from contracts.errors import InputRejected

HERE = Path(__file__).resolve().parent
STARTER = HERE / "starter"
README = HERE / "starter_readme.md"
NAME_PATTERN = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def new_template(name: str, into: Path) -> Path:
    """Writes `<into>/<name>` with the starter's source and a README; returns that folder.

    Raises:
        InputRejected: the name is no template id, or the folder is there already.
    """
    if not NAME_PATTERN.fullmatch(name):
        raise InputRejected(
            f"{name!r} cannot be a template's name: use up to 64 small Latin letters, digits, - and _, "
            "beginning with a letter or digit.",
            code="template_name",
        )
    folder = into / name
    if folder.exists():
        raise InputRejected(f"{folder} is there already; choose another name or --into.", code="template_exists")
    shutil.copytree(STARTER, folder / "source", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "README.md").write_text(README.read_text(encoding="utf-8").replace("{name}", name), encoding="utf-8")
    return folder
