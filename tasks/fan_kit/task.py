"""Stage `draw_fan_kit`: stills of the template's fan-kit comps, drawn by the engine that draws the video."""

from __future__ import annotations

from blocks.media_store import MediaStore
from blocks.render_farm import RenderFarm
from blocks.template_library import TemplateBundle, open_template
from contracts.character import Character
from contracts.comp import Comp, DrawRequest
from contracts.delivery import FanKit
from contracts.media import MediaKind, MediaRef
from contracts.template import FanKitItem
from tasks.progress import report_progress
from tasks.stage import stage


def still_request(bundle: TemplateBundle, item: FanKitItem, fan: Character, name: str) -> DrawRequest:
    """What the engine must draw for one picture; holds only what the picture depends on."""
    return DrawRequest(
        comp=Comp.model_validate_json(bundle.path(item.comp).read_bytes()),
        song=bundle.template.song.clock,
        song_start_frame=0,
        fan=fan if "character" in item.depends_on else None,
        name=name if "name" in item.depends_on else None,
        frames=(item.frame,),
    )


def draw_fan_kit(template_id: str, fan: Character, name: str) -> FanKit:
    """Draws every picture of the template's fan-kit as PNG (with alpha where the comp is transparent)."""
    store, renderer = MediaStore.configured(), RenderFarm.configured().renderer()
    bundle = open_template(template_id)
    items: dict[str, MediaRef] = {}
    kit = bundle.template.fan_kit
    for done, item in enumerate(kit, start=1):
        png = renderer.still(still_request(bundle, item, fan, name), bundle.root)
        items[item.file_name] = store.put_bytes(png, MediaKind.IMAGE, ".png")
        report_progress("draw_fan_kit", done, len(kit))
    return FanKit(items=items)


draw_fan_kit_task = stage("draw_fan_kit")(draw_fan_kit)
