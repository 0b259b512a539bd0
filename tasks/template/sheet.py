"""The contact sheet: every shot with fans who differ as much as fans do, to see at one look what breaks."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PIL import Image

from contracts.comp import DrawRequest
from contracts.errors import InputRejected, TemplateError
from contracts.layers import PlateLayer
from contracts.template import Shot, Template
from renderer.renderer import Renderer
from tasks.template.samples import SAMPLE_FANS, SampleFan
from tasks.template.sheet_layout import Cell, Row, lay_out
from tasks.template.shot_comps import comp_of, middle_frame

OnCell = Callable[[int, int], None]
"""Called with the pictures done and the pictures in all."""


def contact_sheet(
    bundle: Path,
    renderer: Renderer,
    *,
    shots: Collection[str] = (),
    static: bool = False,
    columns: int = len(SAMPLE_FANS),
    fans: Sequence[SampleFan] = SAMPLE_FANS,
    on_cell: OnCell = lambda done, total: None,
) -> Image.Image:
    """Draws the middle frame of every personal shot with every fan.

    Args:
        bundle: a built bundle.
        shots: ids of the shots to draw, personal or static; empty = all personal ones.
        static: also the static shots, where `shots` is empty.
        columns: pictures beside each other, 1 to 12.
        on_cell: hears how far the drawing is.

    Raises:
        TemplateError: the bundle cannot be read, or a comp cannot be drawn.
        InputRejected: `shots` names something that the template does not have.
        Transient, ResourceExhausted: the browser failed.
    """
    template = read_template(bundle)
    chosen = chosen_shots(template, shots, static)
    total = sum(len(fans) if shot.kind == "personal" else 1 for shot in chosen)
    done = 0
    rows: list[Row] = []
    for shot in chosen:
        cells = []
        for fan in fans if shot.kind == "personal" else (None,):
            picture = shot_picture(template, shot, fan, bundle, renderer)
            cells.append(Cell(picture, fan.name if fan else shot.id, fan.label if fan else ""))
            done += 1
            on_cell(done, total)
        if shot.kind == "static" and rows and rows[-1].title == STATIC_TITLE:
            rows[-1] = Row(STATIC_TITLE, rows[-1].subtitle, (*rows[-1].cells, *cells))
        elif shot.kind == "static":
            rows.append(Row(STATIC_TITLE, "the same for every fan", tuple(cells)))
        else:
            rows.append(Row(shot.id, shot_facts(shot), tuple(cells)))
    size = (template.video.width, template.video.height)
    return lay_out(f"{template.id}  ·  {template.song.title}", rows, size, columns, renderer, bundle)


STATIC_TITLE = "static shots"


def read_template(bundle: Path) -> Template:
    """The bundle's table of contents; raises TemplateError where there is none that can be read."""
    try:
        return Template.model_validate_json((bundle / "template.json").read_bytes())
    except (OSError, ValueError) as error:
        raise TemplateError(
            f"the bundle in {bundle.parent.name} is not readable ({error}); build the template",
            code="template_unreadable",
        ) from error


def chosen_shots(template: Template, wanted: Collection[str], static: bool) -> list[Shot]:
    """Personal shots first, both kinds in the order of the video."""
    unknown = sorted(set(wanted) - {shot.id for shot in template.shots})
    if unknown:
        known = ", ".join(shot.id for shot in template.shots)
        raise InputRejected(f"There is no shot called {unknown[0]!r}; there is: {known}.", code="shot_missing")
    chosen = [shot for shot in template.shots if (shot.id in wanted if wanted else shot.kind == "personal" or static)]
    return sorted(chosen, key=lambda shot: shot.kind == "static")


def shot_facts(shot: Shot) -> str:
    """One line about a personal shot: frames, rate of the drawings, what it depends on."""
    steps = {1: "on ones", 2: "on twos", 3: "on threes"}[shot.drawing_step_frames]
    last = shot.start_frame + shot.frames - 1
    middle = shot.start_frame + middle_frame(shot)
    return f"frames {shot.start_frame} to {last}, {steps}, {' + '.join(shot.depends_on)}; frame {middle}"


def shot_picture(
    template: Template, shot: Shot, fan: SampleFan | None, bundle: Path, renderer: Renderer
) -> Image.Image:
    """The shot's middle frame as the film has it, `(width, height)` RGB."""
    comp = comp_of(shot, template.video, bundle)
    request = DrawRequest(
        comp=comp,
        song=template.song.clock,
        song_start_frame=shot.start_frame,
        fan=fan.character if fan and "character" in shot.depends_on else None,
        name=fan.name if fan and "name" in shot.depends_on else None,
        frames=(middle_frame(shot),),
        region=shot.region,
    )
    picture = _still(renderer, request, bundle)
    if shot.region is None:
        return picture
    # What reaches beyond the region is cut off in the film too, and that is what a sheet is there to show.
    plates = tuple(layer for layer in comp.layers[:1] if isinstance(layer, PlateLayer))
    around = request.model_copy(update={"comp": comp.model_copy(update={"layers": plates}), "region": None})
    whole = _still(renderer, around, bundle)
    whole.paste(picture, (shot.region.x, shot.region.y))
    return whole


def _still(renderer: Renderer, request: DrawRequest, bundle: Path) -> Image.Image:
    return Image.open(io.BytesIO(renderer.still(request, bundle))).convert("RGB")
