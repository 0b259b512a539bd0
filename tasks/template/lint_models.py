"""Checks of models: whether the engine can show the file, what a layer wants of it, and what it costs."""

from __future__ import annotations

from pathlib import Path

from contracts.layers import ModelLayer
from tasks.template.findings import Finding, error, warning
from tasks.template.glb import GlbFacts, NotGlb, read_glb

TRIANGLE_LIMIT = 100_000
"""A performer of our own has at most 80,000; they are drawn for every fan, on machines without a GPU too."""
TEXTURE_LIMIT_PX = 4 * 1024 * 1024
"""16 MB in the GPU's memory."""
KNOWN_EXTENSIONS = frozenset(
    {
        "EXT_meshopt_compression",
        "EXT_texture_webp",
        "KHR_materials_emissive_strength",
        "KHR_materials_unlit",
        "KHR_mesh_quantization",
        "KHR_texture_transform",
        "VRMC_materials_hdr_emissiveMultiplier",
        "VRMC_materials_mtoon",
        "VRMC_node_constraint",
        "VRMC_springBone",
        "VRMC_vrm",
    }
)
"""The same names as in compositor/src/gltf/glb.ts."""
EXPORT_AGAIN = "export it again as glTF 2.0 binary (.glb), with everything inside"


def lint_model(layer: ModelLayer, asset: Path, shot: str) -> list[Finding]:
    """`asset`: the file, which is there."""
    facts, findings = lint_glb(layer.asset, asset, shot)
    if facts is None:
        return findings
    if layer.clip is not None and layer.clip not in facts.clips:
        message = f"has no clip {layer.clip!r}, which layer {layer.id} plays"
        findings.append(error(layer.asset, message, _choose("clip", facts.clips), shot=shot))
    for name in layer.morph_tracks.keys() - facts.morph_targets:
        message = f"has no morph target {name!r}, which layer {layer.id} moves"
        findings.append(error(layer.asset, message, _choose("morph target", sorted(facts.morph_targets)), shot=shot))
    return findings


def lint_glb(name: str, asset: Path, shot: str) -> tuple[GlbFacts | None, list[Finding]]:
    """Whether the engine can load a file, and its cost."""
    try:
        facts = read_glb(asset)
    except NotGlb as problem:
        return None, [error(name, str(problem), EXPORT_AGAIN, shot=shot)]
    findings = [error(name, f"refers to the file {file}", EXPORT_AGAIN, shot=shot) for file in facts.outside_files]
    for extension in facts.required:
        if extension not in KNOWN_EXTENSIONS:
            message = f"requires {extension}, which the engine does not have"
            findings.append(error(name, message, "export it without", shot=shot))
    if facts.triangles > TRIANGLE_LIMIT:
        message = f"has {facts.triangles:,} triangles, drawn anew in every frame of every fan"
        findings.append(warning(name, message, f"simplify it to at most {TRIANGLE_LIMIT:,}", shot=shot))
    if facts.texture_px > TEXTURE_LIMIT_PX:
        message = f"has pictures of {facts.texture_px / 1e6:.1f} million pixels"
        advice = f"scale them down to {TEXTURE_LIMIT_PX / 1e6:.1f} million in all, which is one of 2048 x 2048"
        findings.append(warning(name, message, advice, shot=shot))
    return facts, findings


def _choose(kind: str, names: tuple[str, ...] | list[str]) -> str:
    return f"name one of its {kind}s: {', '.join(names)}" if names else f"the file has no {kind}: export it with one"
