"""Built templates on disk."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from contracts.errors import InputRejected, TemplateError
from contracts.template import Template

PROJECT_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


class TemplateBundle:
    """One built template: its table of contents and the files beside it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        try:
            self.template = Template.model_validate_json((root / "template.json").read_bytes())
        except (OSError, ValueError) as error:
            raise TemplateError(
                f"template bundle {root.parent.name} is not readable: {error}; "
                f"run `fanchant template build {root.parent.name}`",
                code="template_unreadable",
            ) from error

    def path(self, bundle_path: str) -> Path:
        """Absolute path of a file of the bundle; raises TemplateError where it is missing."""
        path = self.root / bundle_path
        if not path.is_file():
            raise TemplateError(
                f"template {self.template.id}: {bundle_path} is missing from the bundle; "
                f"run `fanchant template build {self.template.id}`",
                code="template_asset_missing",
            )
        return path


def template_folders() -> list[Path]:
    """Folders that are searched for `<id>/bundle/template.json`, the operator's own before the project's."""
    own = os.environ.get("FANCHANT_TEMPLATES")
    return [*([Path(own)] if own else []), PROJECT_TEMPLATES]


def known_templates() -> list[str]:
    """Ids of all built templates, sorted."""
    return sorted({path.parent.parent.name for f in template_folders() for path in f.glob("*/bundle/template.json")})


def open_template(template_id: str) -> TemplateBundle:
    """The built template of that id.

    Raises:
        InputRejected: there is none; the message lists those that there are.
        TemplateError: its bundle cannot be read.
    """
    for folder in template_folders():
        bundle = folder / template_id / "bundle"
        if (bundle / "template.json").is_file():
            return _open(bundle, (bundle / "template.json").stat().st_mtime_ns)
    raise InputRejected(
        f"There is no template called {template_id!r}; this machine has: {', '.join(known_templates()) or 'none'}.",
        code="template_missing",
    )


@lru_cache(maxsize=8)
def _open(bundle: Path, _mtime_ns: int) -> TemplateBundle:
    return TemplateBundle(bundle)
