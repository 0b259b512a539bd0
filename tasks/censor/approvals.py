"""Recorded approvals: voices that a person listened to before, by the hash of the file as it was sent.

`python -m tasks.censor.approvals demo` records the template's own take (`templates/demo/inputs/take.flac`).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from datetime import date
from pathlib import Path

from pydantic import Field, TypeAdapter, ValidationError

from blocks.template_library import template_folders
from contracts.base import Contract
from contracts.errors import ConfigurationError

APPROVALS_FILE, TAKE_FILE = "approvals.json", "take.flac"


class Approval(Contract):
    """One voice that may be heard. Says in which role somebody approved it, never who."""

    voice_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    approved_by_role: str = Field(min_length=1)
    date: date
    note: str


_APPROVALS = TypeAdapter(tuple[Approval, ...])


def find_approval(template_id: str, voice_sha256: str) -> Approval | None:
    """The approval of that voice for that template, if there is one; raises ConfigurationError for a broken file."""
    for folder in template_folders():
        for approval in load_approvals(folder / template_id / "inputs" / APPROVALS_FILE):
            if approval.voice_sha256 == voice_sha256:
                return approval
    return None


def load_approvals(path: Path) -> tuple[Approval, ...]:
    """All approvals of a file; none where there is no file."""
    if not path.is_file():
        return ()
    try:
        return _APPROVALS.validate_json(path.read_bytes())
    except ValidationError as error:
        raise ConfigurationError(
            f"{path.parent.parent.name}/{path.parent.name}/{path.name} is not a list of approvals: "
            f"{error.error_count()} faults",
            code="approvals_broken",
        ) from error


def record_take(inputs: Path, role: str, on: date) -> Approval:
    """Approves `take.flac` of a template's inputs folder, in place of an earlier version of the same take."""
    path = inputs / APPROVALS_FILE
    take = Approval(
        voice_sha256=hashlib.sha256((inputs / TAKE_FILE).read_bytes()).hexdigest(),
        approved_by_role=role,
        date=on,
        note=f"{TAKE_FILE}: the sung line that comes with the template",
    )
    known = load_approvals(path)
    if any(approval.voice_sha256 == take.voice_sha256 for approval in known):
        return take
    others = [approval for approval in known if approval.note != take.note]
    rows = [approval.model_dump(mode="json") for approval in (*others, take)]
    path.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return take


def main() -> None:
    parser = argparse.ArgumentParser(description="Record that a template's own take was listened to and may be heard.")
    parser.add_argument("template", help="id of the template")
    parser.add_argument("--role", default="template author")
    parser.add_argument("--date", type=date.fromisoformat, default=date.today())
    arguments = parser.parse_args()
    for folder in template_folders():
        inputs = folder / arguments.template / "inputs"
        if (inputs / TAKE_FILE).is_file():
            record_take(inputs, arguments.role, arguments.date)
            return
    parser.error(f"no template {arguments.template!r} has an inputs/{TAKE_FILE}")


if __name__ == "__main__":
    main()
