"""Files that can be imported, told apart by what they say of themselves."""

from __future__ import annotations

import json
from pathlib import Path

from contracts.comp import Comp
from contracts.errors import InputRejected
from tasks.comp_import.after_effects import import_after_effects, is_after_effects
from tasks.comp_import.bodymovin import import_comp
from tasks.comp_import.report import Finding


def import_file(path: Path, as_made: bool = False) -> tuple[Comp, tuple[Finding, ...]]:
    """Reads what our own After Effects script or Bodymovin wrote; pictures are looked for beside it.

    Args:
        as_made: of Bodymovin's files, see `import_comp`; what our own script writes always is.

    Raises:
        InputRejected: the file cannot be read or is neither.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputRejected(f"{path} cannot be read: {error.strerror}.", code="comp_unreadable") from error
    except ValueError as error:
        message = f"{path} is not JSON; export it anew with tools/ae/export_comp.jsx or Bodymovin."
        raise InputRejected(message, code="comp_not_json") from error
    if is_after_effects(data):
        return import_after_effects(data, path.parent)
    return import_comp(data, path.parent, as_made)
