"""Checks of VRM avatars: whether the engine can play them, and what their own licence says about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tasks.template.findings import Finding, error, warning
from tasks.template.lint_models import lint_glb

BONES = frozenset(
    {"hips", "spine", "head"}
    | {
        f"{side}{bone}"
        for side in ("left", "right")
        for bone in ("UpperArm", "LowerArm", "Hand", "UpperLeg", "LowerLeg", "Foot")
    }
)
"""What VRM 1.0 requires of every avatar."""
LICENCE = "https://vrm.dev/licenses/1.0/"
"""The only value of `licenseUrl` that VRM 1.0 knows; terms of others go into `otherLicenseUrl`."""
EXPRESSIONS = ("aa", "ih", "ou", "ee", "oh", "blink")
PERMISSIONS = {
    "allowRedistribution": (False, (True,), "the bundle holds the file, so whoever gets the bundle gets the avatar"),
    "commercialUsage": ("personalNonProfit", ("corporation",), "no other use is allowed"),
    "avatarPermission": ("onlyAuthor", ("everyone",), "others may not let it perform"),
}
"""Per field of the licence: what it says where it is left out, what allows everything, what follows if not.

After VRMC_vrm-1.0, section Meta (https://vrm.dev/licenses/1.0/).
"""


def lint_avatar(name: str, layer: str, asset: Path, shot: str) -> list[Finding]:
    """`asset`: the file, which is there."""
    facts, findings = lint_glb(name, asset, shot)
    if facts is None:
        return findings
    if facts.vrm is None:
        message = f"is not a VRM 1.0 avatar, which layer {layer} shows"
        return [*findings, error(name, message, "export the avatar as VRM 1.0 (VRM 0.x must be converted)", shot=shot)]
    missing = BONES - _names(facts.vrm, "humanoid", "humanBones")
    if missing:
        message = f"has no {', '.join(sorted(missing))}, so it cannot move"
        findings.append(error(name, message, "assign these bones in the VRM tool", shot=shot))
    silent = [each for each in EXPRESSIONS if each not in _names(facts.vrm, "expressions", "preset")]
    if silent:
        message = f"has no expression {', '.join(silent)}: its face stays still there"
        findings.append(warning(name, message, "add these expressions in the VRM tool", shot=shot))
    return findings + _lint_licence(name, facts.vrm.get("meta"), shot)


def _lint_licence(name: str, meta: Any, shot: str) -> list[Finding]:
    meta = meta if isinstance(meta, dict) else {}
    authors = ", ".join(map(str, meta.get("authors") or ["an unnamed author"]))
    source = f"{meta.get('name', 'the avatar')} by {authors}, {meta.get('licenseUrl', 'no licence named')}"
    findings = []
    if meta.get("licenseUrl") != LICENCE:
        message = f"its licenseUrl is {meta.get('licenseUrl', 'missing')}, so the engine refuses the file"
        advice = f"have its author set {LICENCE}, and other terms as otherLicenseUrl"
        findings.append(error(name, message, advice, shot=shot))
    if other := meta.get("otherLicenseUrl"):
        message = f"its licence has further terms at otherLicenseUrl = {other} ({source})"
        findings.append(warning(name, message, "read them before you publish", shot=shot))
    for field, (default, allowing, consequence) in PERMISSIONS.items():
        value = meta.get(field, default)
        if value not in allowing:
            left_out = "" if field in meta else ", as it is where it is left out"
            message = f"its licence says {field} = {_plain(value)}{left_out}: {consequence} ({source})"
            findings.append(warning(name, message, "ask the author, or take another avatar", shot=shot))
    if meta.get("creditNotation", "required") == "required":
        findings.append(warning(name, f"its licence asks for credit ({source})", "name the author", shot=shot))
    return findings


def _names(vrm: dict[str, Any], *path: str) -> frozenset[str]:
    part: Any = vrm
    for key in path:
        part = part.get(key) if isinstance(part, dict) else None
    return frozenset(part) if isinstance(part, dict) else frozenset()


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
