"""Stage `assemble`: the join of a submission."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from blocks.media_store import MediaStore
from blocks.render_farm import RenderFarm
from blocks.template_library import TemplateBundle, open_template
from contracts.delivery import AssembledVideo, Mix, RenderedShot
from contracts.errors import TemplateError
from contracts.media import MediaKind, MediaRef
from contracts.template import Template
from tasks.assembly.contact_sheet import contact_sheet
from tasks.assembly.splice import Clip, splice
from tasks.assembly.verify import check_video
from tasks.stage import stage

logger = logging.getLogger(__name__)


def edit_list(bundle: TemplateBundle, rendered: Mapping[str, Path]) -> list[Clip]:
    """Every shot of the template as a clip: static ones from the bundle, personal ones from `rendered` (by shot id)."""
    clips = []
    for shot in bundle.template.shots:
        if shot.kind == "static" and shot.clip is not None:
            path = bundle.path(shot.clip)
        elif shot.id in rendered:
            path = rendered[shot.id]
        else:
            raise TemplateError(f"personal shot {shot.id} was not rendered", code="shot_missing")
        clips.append(Clip(label=shot.id, path=path, frames=shot.frames))
    return clips


def assemble(template_id: str, shots: Sequence[RenderedShot], mix: Mix) -> AssembledVideo:
    """Splices the video of `template_id` from static clips, rendered `shots` and the `mix`, and checks the result."""
    store = MediaStore.configured()
    bundle = open_template(template_id)
    wanted = bundle.template.video
    clips = edit_list(bundle, {shot.shot_id: store.local_path(shot.clip) for shot in shots})
    with tempfile.TemporaryDirectory(prefix="fanchant-assembly-") as folder:
        path = Path(folder) / "video.mp4"
        allow_inband = RenderFarm.configured().allow_inband
        splice(clips, store.local_path(mix.audio), path, fps=wanted.fps, allow_inband=allow_inband)
        check_video(path, wanted)
        video = store.put_file(path, MediaKind.VIDEO)
        sheet = stored_sheet(path, bundle.template, store)
    return AssembledVideo(
        video=video,
        frames=wanted.frames,
        fps=wanted.fps,
        width=wanted.width,
        height=wanted.height,
        contact_sheet=sheet,
    )


def stored_sheet(video: Path, template: Template, store: MediaStore) -> MediaRef | None:
    """The video's contact sheet in the store; None where there is none to show, or it could not be made."""
    try:
        sheet = contact_sheet(video, template)
        return store.put_bytes(sheet, MediaKind.IMAGE, ".webp") if sheet else None
    except Exception as error:  # whatever it is: a fan's video must not fail for the operators' picture of it
        logger.warning("no contact sheet: %s", type(error).__name__)
        return None


assemble_task = stage("assemble")(assemble)
