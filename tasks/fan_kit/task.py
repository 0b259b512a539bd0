"""Stage `draw_fan_kit`: the pictures of the fan-kit, drawn by the engine that draws the video."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PIL import Image

from blocks.media_store import MediaStore
from blocks.render_farm import RenderFarm
from blocks.template_library import TemplateBundle, open_template
from contracts.character import Character
from contracts.comp import Comp, DrawRequest
from contracts.delivery import FanKit
from contracts.errors import TemplateError
from contracts.media import MediaKind, MediaRef
from contracts.template import FanKitItem
from renderer.renderer import Renderer
from tasks.fan_kit.die_cut import Pixels, die_cut, masked
from tasks.fan_kit.files import animation_bytes, still_bytes
from tasks.fan_kit.requests import animation_request, drawing_durations_ms, still_request
from tasks.fan_kit.sheet import sheet
from tasks.progress import report_progress
from tasks.stage import stage

NAME = "draw_fan_kit"


def draw_fan_kit(template_id: str, fan: Character, name: str) -> FanKit:
    """Draws every picture of the template's fan-kit; its ringtone is not a picture and made by `make_ringtone`.

    Raises:
        TemplateError: a comp cannot be played, or a file is larger than the template allows.
        Transient, ResourceExhausted: the browser failed.
    """
    store, bundle = MediaStore.configured(), open_template(template_id)
    kit = KitDrawing(RenderFarm.configured().renderer(), bundle, fan, name)
    pictured = [item for item in bundle.template.fan_kit if item.kind != "ringtone"]
    items: dict[str, MediaRef] = {}
    # Sheets show what was drawn before them.
    for done, item in enumerate(sorted(pictured, key=lambda item: item.kind == "sheet"), start=1):
        suffix = item.file_name[item.file_name.rindex(".") :]
        items[item.file_name] = store.put_bytes(kit.file_of(item), MediaKind.IMAGE, suffix)
        report_progress(NAME, done, len(pictured))
    return FanKit(items={item.file_name: items[item.file_name] for item in pictured})


class KitDrawing:
    """The pictures of one fan's kit."""

    def __init__(self, renderer: Renderer, bundle: TemplateBundle, fan: Character, name: str) -> None:
        self._renderer = renderer
        self._bundle = bundle
        self._fan = fan
        self._name = name
        self._stills: dict[str, Pixels] = {}
        """By item, for sheets."""

    def file_of(self, item: FanKitItem) -> bytes:
        """The bytes of an item's file. A sheet wants its pictures' files made before it. Errors: see `draw_fan_kit`."""
        if item.kind == "sheet":
            return still_bytes(item, sheet([self._stills[of] for of in item.of], item.columns))
        comp = read_comp(self._bundle, item)
        if item.kind == "animation":
            pictures = list(self._drawn(item, animation_request(item, comp, self._fan, self._name)))
            return animation_bytes(item, pictures, drawing_durations_ms(item, comp))
        clock = self._bundle.template.song.clock
        (picture,) = self._drawn(item, still_request(item, comp, clock, self._fan, self._name))
        self._stills[item.id] = picture
        return still_bytes(item, picture)

    def _drawn(self, item: FanKitItem, request: DrawRequest) -> Iterator[Pixels]:
        """The request's pictures, cut as the item says."""
        mask = np.asarray(Image.open(self._bundle.path(item.mask)).convert("RGBA")) if item.mask else None
        for picture in self._renderer.pictures(request, self._bundle.root):
            cut = picture if mask is None else masked(picture, mask)
            soft = item.kind != "animation"
            yield die_cut(cut, item.die_cut_px, soft_shadow=soft) if item.die_cut_px else cut


def read_comp(bundle: TemplateBundle, item: FanKitItem) -> Comp:
    """The item's comp.

    Raises:
        TemplateError: it is not one, or what cuts it does not fit.
    """
    try:
        comp = Comp.model_validate_json(bundle.path(item.comp or "").read_bytes())
    except ValueError as error:
        raise TemplateError(f"{item.comp} is not a comp: {error}", code="comp_unreadable") from error
    if (item.mask or item.die_cut_px) and not comp.transparent:
        raise TemplateError(f"{item.comp} is cut out, so it must be transparent", code="fan_kit_opaque")
    if item.mask:
        with Image.open(bundle.path(item.mask)) as mask:
            if mask.size != (comp.width, comp.height):
                raise TemplateError(f"{item.mask} has not the size of {item.comp}", code="fan_kit_mask_size")
    return comp


draw_fan_kit_task = stage(NAME)(draw_fan_kit)
