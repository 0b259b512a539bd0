"""Stage `render_shot`: one personal shot, drawn and encoded."""

from __future__ import annotations

import tempfile
from pathlib import Path

import av

from blocks.media_store import MediaStore
from blocks.render_farm import RenderFarm
from blocks.template_library import open_template
from contracts.character import Character
from contracts.comp import Comp, MouthShape
from contracts.delivery import RenderedShot
from contracts.errors import TemplateError, Transient
from contracts.media import MediaKind
from contracts.template import Shot
from tasks.progress import report_progress
from tasks.render.drawings import check_comp, clock_of, draw_request, drawn_frames
from tasks.render.ways import WAYS, ShotJob
from tasks.stage import stage


def render_shot(
    template_id: str, shot: Shot, fan: Character | None, name: str | None, mouth: tuple[MouthShape, ...] = ()
) -> RenderedShot:
    """Draws the personal `shot` of `template_id` and encodes it the way that the render farm block says.

    Args:
        mouth: how the fan sings the line, on the cue's timeline; empty: as the guide does.

    Raises:
        TemplateError: the comp cannot be played or does not fit the shot.
        Transient, ResourceExhausted: the browser failed.
        ConfigurationError: the encoder that is asked for is not there.
    """
    bundle, farm = open_template(template_id), RenderFarm.configured()
    renderer = farm.renderer()
    encoder = farm.chosen_encoder(renderer)
    comp = read_comp(bundle.path(shot.comp or ""))
    check_comp(comp, shot, bundle.template.video)
    clock = clock_of(bundle.template.song, comp.fps, mouth)
    request = draw_request(comp, clock, shot, fan, name)
    drawings = len(drawn_frames(shot))

    def on_drawing(done: int) -> None:
        report_progress(f"render_shot:{shot.id}", done, drawings)

    with tempfile.TemporaryDirectory(prefix="fanchant-shot-") as folder:
        path = Path(folder) / "shot.mp4"
        job = ShotJob(
            renderer=renderer,
            request=request,
            bundle=bundle.root,
            step_frames=shot.drawing_step_frames,
            on_drawing=on_drawing,
        )
        WAYS[encoder](job, path)
        check_clip(path, shot)
        clip = MediaStore.configured().put_file(path, MediaKind.VIDEO)
    return RenderedShot(
        shot_id=shot.id,
        clip=clip,
        frames=shot.frames,
        drawings=drawings,
        gl_renderer=renderer.gl_renderer,
        encoder=encoder,
    )


def read_comp(path: Path) -> Comp:
    """A comp of the bundle; raises TemplateError where it is not one."""
    try:
        return Comp.model_validate_json(path.read_bytes())
    except ValueError as error:
        raise TemplateError(f"{path.name} is not a comp: {error}", code="comp_unreadable") from error


def check_clip(path: Path, shot: Shot) -> None:
    """Raises Transient (the shot is rendered again) where the clip does not have the shot's frames."""
    with av.open(str(path)) as container:
        frames = sum(packet.pts is not None for packet in container.demux(video=0))
    if frames != shot.frames:
        raise Transient(
            f"shot {shot.id} was encoded with {frames} frames instead of {shot.frames}", code="shot_incomplete"
        )


render_shot_task = stage("render_shot")(render_shot)
