"""Checks of what is drawn for every fan: comps, their plates and regions."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from contracts.comp import Comp
from contracts.errors import TemplateError
from contracts.layers import DefocusLayer, ImageLayer, Layer, ModelLayer, PerformerLayer, PlateLayer, SetLayer
from contracts.template import Cue, Dependency, FanKitItem, Shot, Template, VideoFormat
from media.video import VideoFrames
from tasks.template.findings import Finding, error, warning
from tasks.template.lint_avatars import lint_avatar
from tasks.template.lint_models import lint_model
from tasks.template.slots import performers_of, shown_of_fan

CORRECT = "correct the shot's source and build"


def lint_personal_shot(shot: Shot, comp: Comp, template: Template, bundle: Path) -> list[Finding]:
    """Whether a personal shot's comp fits the shot, the video and its plate."""
    path = shot.comp or ""
    findings = [error(path, message, CORRECT, shot=shot.id) for message in _misfits(shot, comp, template.video)]
    findings += _lint_dependencies(path, comp, shot.depends_on, shot.id)
    findings += _lint_voice(shot, comp, template.song.cue)
    findings += _lint_assets(path, comp, shot.id, bundle)
    costly = any(isinstance(layer, SetLayer | DefocusLayer) for layer in comp.layers)
    if comp.look.bloom or comp.look.vignette or costly:
        findings.append(
            warning(path, "draws scenery or a finish for every fan", "bake it into the plate", shot=shot.id)
        )
    return findings


def lint_kit_item(item: FanKitItem, bundle: Path) -> list[Finding]:
    """Whether a picture of the fan-kit can be drawn; sheets and ringtones have nothing of their own to draw."""
    if item.comp is None:
        return []
    try:
        comp = Comp.model_validate_json((bundle / item.comp).read_bytes())
    except OSError:
        return [error(item.comp, "is missing", "build the template", shot=item.id)]
    except ValidationError as problem:
        return [error(item.comp, problem.errors()[0]["msg"], CORRECT, shot=item.id)]
    findings = _lint_dependencies(item.comp, comp, item.depends_on, item.id)
    if item.frame >= comp.frames:
        message = f"frame {item.frame} is wanted of a comp of {comp.frames}"
        findings.append(error(item.comp, message, CORRECT, shot=item.id))
    if (item.mask or item.die_cut_px) and not comp.transparent:
        findings.append(error(item.comp, "is cut out but not transparent", CORRECT, shot=item.id))
    if item.mask and not (bundle / item.mask).is_file():
        findings.append(error(item.mask, f"is missing; it cuts {item.comp}", "build the template", shot=item.id))
    return findings + _lint_assets(item.comp, comp, item.id, bundle)


def _misfits(shot: Shot, comp: Comp, video: VideoFormat) -> list[str]:
    found = []
    if (comp.width, comp.height, comp.fps) != (video.width, video.height, video.fps):
        found.append(f"is {comp.width}x{comp.height} at {comp.fps} fps, the video is not")
    if comp.frames != shot.frames:
        found.append(f"has {comp.frames} frames, the shot {shot.frames}")
    region = shot.region
    if region is None:
        return found
    if region.x + region.width > comp.width or region.y + region.height > comp.height:
        found.append("the shot's region reaches beyond the frame")
    if not comp.layers or not isinstance(comp.layers[0], PlateLayer):
        found.append("a shot with a region needs a plate as its first layer")
    return found


def _lint_dependencies(path: str, comp: Comp, depends_on: tuple[Dependency, ...], shot: str) -> list[Finding]:
    findings = []
    for dependency, is_shown in shown_of_fan(comp).items():
        if is_shown and dependency not in depends_on:
            findings.append(error(path, f"shows the fan's {dependency} without saying so", CORRECT, shot=shot))
        if not is_shown and dependency in depends_on:
            message = f"depends on the fan's {dependency} but does not show it, so it is drawn too often"
            findings.append(warning(path, message, CORRECT, shot=shot))
    return findings


def _lint_voice(shot: Shot, comp: Comp, cue: Cue) -> list[Finding]:
    """Whether the fan's mouth follows the fan's own voice wherever it is heard."""
    during = shot.start_frame < cue.start_frame + cue.frames and cue.start_frame < shot.start_frame + shot.frames
    sings = during and any(performer.slot == "fan" and performer.sings for performer in performers_of(comp))
    path = shot.comp or ""
    if sings and "voice" not in shot.depends_on:
        return [warning(path, "the fan's mouth follows the guide", "add 'voice' to depends_on", shot=shot.id)]
    if "voice" in shot.depends_on and not sings:
        message = "depends on the fan's voice but does not show the fan sing the line, so it is drawn too often"
        return [warning(path, message, CORRECT, shot=shot.id)]
    return []


def _lint_assets(path: str, comp: Comp, shot: str, bundle: Path) -> list[Finding]:
    findings = []
    for layer in comp.layers:
        name = _asset_of(layer)
        if name is None:
            continue
        asset = bundle / name
        if not asset.is_file():
            message = f"is missing; layer {layer.id} of {path} shows it"
            findings.append(error(name, message, "build the template", shot=shot))
        elif isinstance(layer, PlateLayer) and asset.suffix.lower() == ".mp4":
            findings += _lint_plate(layer, comp, shot, asset)
        elif isinstance(layer, ModelLayer):
            findings += lint_model(layer, asset, shot)
        elif isinstance(layer, PerformerLayer):
            findings += lint_avatar(name, layer.id, asset, shot)
    return findings


def _asset_of(layer: Layer) -> str | None:
    """The file that a layer shows."""
    if isinstance(layer, PlateLayer | ImageLayer | ModelLayer):
        return layer.asset
    return layer.vrm if isinstance(layer, PerformerLayer) else None


def _lint_plate(layer: PlateLayer, comp: Comp, shot: str, asset: Path) -> list[Finding]:
    try:
        with VideoFrames(asset) as clip:
            size, frames = clip.size, clip.frames
    except TemplateError as problem:
        return [error(layer.asset, str(problem), "build the template", shot=shot)]
    findings = []
    if size != (comp.width, comp.height):
        message = f"is {size[0]}x{size[1]}, its comp {comp.width}x{comp.height}"
        findings.append(error(layer.asset, message, "build the template", shot=shot))
    needed = layer.first_frame + comp.frames
    if frames < needed:
        findings.append(error(layer.asset, f"has {frames} frames, {needed} are shown", "build the template", shot=shot))
    return findings
