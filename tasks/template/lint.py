"""Checks a bundle before anybody plays it: every finding says which file and shot, and what to do."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from contracts.comp import Comp
from contracts.template import Template
from tasks.template.findings import Finding, error, warning
from tasks.template.lint_comps import lint_kit_item, lint_personal_shot
from tasks.template.lint_media import ClipFacts, lint_clip, lint_song
from tasks.template.lint_slots import lint_slots
from tasks.template.lint_text import lint_kit_text, lint_shot_text
from tasks.template.manifest import CONTENTS, MANIFEST, Manifest, file_entries, read_manifest, source_hashes

SIZE_LIMIT_BYTES = 15_000_000


def lint_bundle(bundle: Path, source_folder: Path | None = None) -> list[Finding]:
    """Everything that is wrong with a bundle, errors and warnings.

    Args:
        bundle: folder with `template.json`.
        source_folder: the template's source, to see whether the bundle is older; None or missing = not compared.
    """
    raw = _raw_contents(bundle)
    if isinstance(raw, Finding):
        return [raw]
    findings = lint_coverage(raw)
    try:
        template = Template.model_validate(raw)
    except ValidationError as problem:
        if not findings:
            findings = [
                error(CONTENTS, f"{'.'.join(map(str, e['loc']))}: {e['msg']}", "correct the source and build")
                for e in problem.errors()
            ]
        return findings
    findings += lint_song(template, bundle)
    findings += lint_slots(template)
    findings += _lint_shots(template, bundle)
    findings += _lint_fonts(template, bundle)
    for item in template.fan_kit:
        findings += lint_kit_item(item, bundle)
        findings += lint_kit_text(item, bundle)
    return findings + _lint_manifest(bundle, source_folder) + _lint_size(bundle)


def lint_coverage(raw: dict[str, object]) -> list[Finding]:
    """Gaps and overlaps between the shots, and at the video's end."""
    findings = []
    cursor, before = 0, "the video's start"
    shots = raw.get("shots")
    for shot in shots if isinstance(shots, list) else []:
        name, start, frames = shot.get("id", "?"), int(shot.get("start_frame", 0)), int(shot.get("frames", 0))
        if start != cursor:
            kind = "gap" if start > cursor else "overlap"
            findings.append(
                error(
                    CONTENTS,
                    f"{kind} of {abs(start - cursor)} frames between {before} and {name}",
                    f"let {name} start at frame {cursor}",
                    shot=name,
                )
            )
        cursor, before = start + frames, name
    video = raw.get("video")
    wanted = int(video.get("frames", 0)) if isinstance(video, dict) else 0
    if cursor != wanted:
        findings.append(
            error(
                CONTENTS,
                f"the shots end at frame {cursor}, the video at {wanted}",
                "make the last fit",
                shot=before,
            )
        )
    return findings


def _raw_contents(bundle: Path) -> dict[str, object] | Finding:
    try:
        raw = json.loads((bundle / CONTENTS).read_bytes())
    except (OSError, ValueError) as problem:
        return error(CONTENTS, f"cannot be read ({problem})", "build the template")
    return raw if isinstance(raw, dict) else error(CONTENTS, "is not a JSON object", "build the template")


def _lint_shots(template: Template, bundle: Path) -> list[Finding]:
    findings: list[Finding] = []
    reference: ClipFacts | None = None
    for shot in template.shots:
        if shot.clip is not None:
            facts, found = lint_clip(shot.clip, shot.id, shot.frames, template.video, bundle, reference)
            findings += found
            reference = reference or facts
        if shot.comp is not None and shot.kind == "personal":
            comp, found = _read_comp(bundle, shot.comp, shot.id)
            findings += found
            if comp is not None:
                findings += lint_personal_shot(shot, comp, template, bundle)
                findings += lint_shot_text(shot, comp, bundle)
    return findings


def _read_comp(bundle: Path, path: str, shot: str) -> tuple[Comp | None, list[Finding]]:
    try:
        return Comp.model_validate_json((bundle / path).read_bytes()), []
    except OSError:
        return None, [error(path, "is missing", "build the template", shot=shot)]
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(map(str, first["loc"]))
        return None, [error(path, f"{where}: {first['msg']}", "correct the shot's source and build", shot=shot)]


def _lint_fonts(template: Template, bundle: Path) -> list[Finding]:
    return [error(path, "is missing", "build the template") for path in template.fonts if not (bundle / path).is_file()]


def _lint_manifest(bundle: Path, source_folder: Path | None) -> list[Finding]:
    manifest: Manifest = read_manifest(bundle)
    if not manifest.files:
        return [warning(MANIFEST, "is missing, so nobody can tell whether files were changed", "build the template")]
    there = file_entries(bundle)
    findings = [
        error(path, "is not the file that was built", "build the template again")
        for path, entry in manifest.files.items()
        if path in there and there[path] != entry
    ]
    findings += [error(path, "is missing", "build the template again") for path in manifest.files if path not in there]
    findings += [
        warning(path, "does not belong to the bundle", "delete it") for path in there if path not in manifest.files
    ]
    if source_folder is not None and source_folder.is_dir() and source_hashes(source_folder) != manifest.sources:
        findings.append(warning(MANIFEST, "the source has changed since the last build", "build the template again"))
    return findings


def _lint_size(bundle: Path) -> list[Finding]:
    size_bytes = sum(entry.bytes for entry in file_entries(bundle).values())
    if size_bytes <= SIZE_LIMIT_BYTES:
        return []
    return [
        warning(CONTENTS, f"the bundle has {size_bytes / 1e6:.1f} MB", f"stay below {SIZE_LIMIT_BYTES / 1e6:.0f} MB")
    ]
