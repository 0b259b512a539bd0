"""Turns the comps of an After Effects export into groups: layers come with their matrices, only time is worked out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from contracts.precomp import Actor, Drawing, Group, Item, Mask, Matte, Paint, Picture
from contracts.space import Camera
from tasks.comp_import.after_effects_collapse import unfolded
from tasks.comp_import.after_effects_slots import Content, actor_of, room_of, shifted, words_of
from tasks.comp_import.after_effects_survey import survey_comp, survey_layer
from tasks.comp_import.after_effects_values import BLENDS, MASK_MODES, at, matrix_of, path_of, short
from tasks.comp_import.paths import path_data, rectangle
from tasks.comp_import.pictures import embedded
from tasks.comp_import.report import Report
from tasks.comp_import.shutter import Shutter, moment, rests

BETWEEN_FRAMES = 1e-3
Value = TypeVar("Value")
Frames = Sequence[float | None]


class AfterEffectsFile:
    """A parsed export: comps by id, slots by comp and layer, and the folder that footage lies below."""

    def __init__(self, data: dict[str, Any], folder: Path | None) -> None:
        self.comps: dict[str, dict[str, Any]] = {comp["id"]: comp for comp in data["comps"]}
        self.slots = {(slot["comp"], slot["layer"]): slot for slot in data["slots"]}
        self._folder = folder

    def picture(self, path: str) -> str | None:
        return embedded(self._folder, path) if self._folder else None


@dataclass(frozen=True)
class _Layer:
    """A layer as the file has it, and its name for the report."""

    data: dict[str, Any]
    name: str

    def shows(self, frame: float | None) -> bool:
        return frame is not None and bool(self.data["in_frame"] <= frame < self.data["out_frame"])

    def near(self, frame: float | None, offset: float) -> float | None:
        """A moment near a frame at which the layer is seen: never before its first frame or after its last."""
        if frame is None or not self.shows(frame):
            return None
        return float(min(max(frame + offset, self.data["in_frame"]), self.data["out_frame"] - 1))


class CompBaker:
    """Bakes one comp at given frames of its own; None is a frame at which nobody looks.

    Args:
        path: name of the comp for the report, empty for the outermost.
    """

    def __init__(
        self, source: AfterEffectsFile, comp: dict[str, Any], frames: Frames, path: str, report: Report
    ) -> None:
        self._source = source
        self._comp = comp
        self._frames = frames
        self._path = path
        self._report = report

    def group(self) -> Group:
        """The whole comp."""
        comp = self._comp
        survey_comp(comp, self._path or "comp", self._report)
        items: list[Item] = []
        places: dict[int, int] = {}
        layers = [_Layer(layer, self._name(layer)) for layer in comp["layers"]]
        cutting = {layer.data["matte"]["layer"] for layer in layers if layer.data.get("matte")}
        for layer in sorted(layers, key=lambda layer: -layer.data["index"]):
            item = self._blurred(layer, layer.data["index"] in cutting)
            if item:
                places[layer.data["index"]] = len(items)
                items.append(item)
        collapsed = set()
        for layer in layers:
            place = places.get(layer.data["index"], -1)
            if place < 0:
                continue
            if layer.data["matte"]:
                items[place] = self._matted(items[place], layer, places)
            if self._unfolds(items[place], layer, cutting):
                collapsed.add(place)
        return Group(
            width=comp["width"], height=comp["height"], camera=self._camera(), items=unfolded(items, collapsed)
        )

    def _camera(self) -> Camera:
        view = self._comp["camera"]
        return Camera(
            matrix_track=self._always(view["matrix_track"], matrix_of),
            zoom_px_track=self._always(view["zoom_px_track"], float),
        )

    def _blurred(self, layer: _Layer, cuts: bool) -> Item | None:
        """An item, with the moments of its motion blur."""
        item = self._item(layer, cuts)
        shutter = Shutter.of_export(self._comp)
        if item is None or shutter is None or not layer.data["motion_blur"]:
            return item
        if isinstance(item.content, Actor):
            self._report.add(layer.name, "motion blur", "is left out on a character")
            return item
        moments = []
        camera = self._camera()
        for offset in shutter.offsets:
            frames = [layer.near(frame, offset) for frame in self._frames]
            moved = CompBaker(self._source, self._comp, frames, self._path, Report())
            moments.append(moment(item, moved._item(layer, cuts), camera, moved._camera()))
        found = tuple(moments)
        return item if rests(item, found) else item.model_copy(update={"moments": found})

    def _unfolds(self, item: Item, layer: _Layer, cutting: set[int]) -> bool:
        """Whether this is a collapsed precomp whose layers can be laid into this comp, one by one."""
        if not (layer.data["collapse"] and isinstance(item.content, Group)):
            return False
        if not (item.matte or item.masks or item.blend != "normal" or layer.data["index"] in cutting):
            return True
        message = "is left out on a masked, matted or blended precomp: it is drawn flat and cut off at its edges"
        self._report.add(layer.name, "collapse transformations", message)
        return False

    def _item(self, layer: _Layer, cuts: bool) -> Item | None:
        data = layer.data
        survey_layer(data, layer.name, self._report)
        if data["type"] in ("camera", "unsupported") or not (data["visible"] or cuts):
            return None
        slot = self._source.slots.get((self._comp["id"], data["index"]))
        content, left_top = self._content(layer, slot)
        if content is None:
            return None
        if data["blend"] not in BLENDS:
            self._report.add(layer.name, "blend mode", f"{data['blend']} is drawn as normal")
        is_picture = content.type not in ("actor", "words")
        if data["masks"] and not is_picture:
            self._report.add(layer.name, "masks", "are left out on a layer that is filled in; use a matte")
        return Item(
            name=data["name"],
            three_d=data["three_d"],
            matte_only=not data["visible"],
            opacity_track=self._opacity(layer),
            blend=BLENDS.get(data["blend"], "normal"),
            matrix_track=self._track(layer, data["matrix_track"], lambda matrix: shifted(matrix_of(matrix), left_top)),
            masks=self._masks(layer) if is_picture else (),
            content=content,
        )

    def _matted(self, item: Item, layer: _Layer, places: dict[int, int]) -> Item:
        matte = layer.data["matte"]
        if matte["layer"] not in places:
            message = "its matte layer is missing or not drawn; the layer is not cut"
            self._report.add(layer.name, "track matte", message)
            return item
        channel: Literal["alpha", "luma"] = "alpha" if matte["mode"].startswith("alpha") else "luma"
        inverted = matte["mode"].endswith("inverted")
        return item.model_copy(update={"matte": Matte(item=places[matte["layer"]], channel=channel, inverted=inverted)})

    def _content(self, layer: _Layer, slot: dict[str, Any] | None) -> tuple[Content | None, tuple[float, float]]:
        """What a layer shows, and where its origin lies in the layer's pixels."""
        data = layer.data
        if slot and slot["slot"] == "fan":
            left, top, width, height = room_of(data)
            return actor_of(slot, data["index"], height), (left + width / 2, top + height)
        if data["type"] == "text":
            left, top, width, height = room_of(data)
            if not (width > 0 and height > 0):
                return None, (0.0, 0.0)
            return words_of(data["text"], bool(slot and slot["slot"] == "name"), width, height), (left, top)
        if slot:
            self._report.add(layer.name, f"slot @{slot['slot']}", "is not filled in; the layer itself is shown")
        return self._picture(layer), (0.0, 0.0)

    def _picture(self, layer: _Layer) -> Drawing | Picture | Group | None:
        data = layer.data
        width, height = data["size_px"]
        match data["type"]:
            case "solid":
                outline = rectangle((width / 2, height / 2), width, height)
                red, green, blue = data["source"]["colour"]
                return Drawing(paints_track=((Paint(path=path_data(outline), colour=(red, green, blue, 1.0)),),))
            case "image":
                source = data["source"]
                url = self._source.picture(source["path"])
                if url:
                    return Picture(data_url=url, width=source["width_px"], height=source["height_px"])
                message = f"{source['path']} is not below the file's folder; the layer is left out"
                self._report.add(layer.name, "image", message)
            case "precomp":
                return self._nested(layer)
        return None

    def _nested(self, layer: _Layer) -> Group | None:
        inner = self._source.comps.get(layer.data["source"]["comp"])
        if inner is None:
            self._report.add(layer.name, "precomp", "its comp is missing; the layer is left out")
            return None
        frames = [self._inner_frame(layer, inner, frame) for frame in self._frames]
        return CompBaker(self._source, inner, frames, layer.name, self._report).group()

    def _inner_frame(self, layer: _Layer, inner: dict[str, Any], frame: float | None) -> int | None:
        """The frame of a comp inside this one that shows at `frame`: the one at or before its moment."""
        if frame is None or not layer.shows(frame):
            return None
        remap = layer.data["time_remap_s_track"]
        own_fps, inner_fps = (comp["fps"]["numerator"] / comp["fps"]["denominator"] for comp in (self._comp, inner))
        if remap:
            wanted = at(remap, frame - self._comp["bake_first_frame"]) * inner_fps
            wanted = min(max(wanted, 0), inner["frames"] - 1)
        else:
            stretch = layer.data["stretch_percent"] / 100 or 1.0
            wanted = (frame - layer.data["start_frame"]) / stretch / own_fps * inner_fps
        whole = math.floor(wanted + BETWEEN_FRAMES)
        if wanted - whole > BETWEEN_FRAMES:
            message = "its comp is asked for between two frames; the one before is shown"
            self._report.add(layer.name, "time", message)
        first = inner["bake_first_frame"]
        return whole if first <= whole < first + inner["bake_frames"] else None

    def _opacity(self, layer: _Layer) -> tuple[float, ...]:
        track = layer.data["opacity_track"]
        return short(
            [
                min(max(float(self._value(track, frame)), 0.0), 1.0)
                if frame is not None and layer.shows(frame)
                else 0.0
                for frame in self._frames
            ]
        )

    def _masks(self, layer: _Layer) -> tuple[Mask, ...]:
        masks = []
        for number, mask in enumerate(layer.data["masks"], 1):
            if mask["mode"] == "none":
                continue
            if mask["mode"] not in MASK_MODES:
                self._report.add(layer.name, f"mask {number}.mode", f"{mask['mode']} is drawn as add")
            masks.append(
                Mask(
                    mode=MASK_MODES.get(mask["mode"], "add"),
                    inverted=mask["inverted"],
                    path_track=self._track(layer, mask["path_track"], path_of),
                    opacity_track=self._track(layer, mask["opacity_track"], float),
                    feather_px_track=self._track(layer, mask["feather_px_track"], lambda pair: float(pair[0])),
                    expansion_px_track=self._track(layer, mask["expansion_px_track"], float),
                )
            )
        return tuple(masks)

    def _track(self, layer: _Layer, track: list[Any], value: Callable[[Any], Value]) -> tuple[Value, ...]:
        """Where the layer is not seen any value serves, so the nearest one before is kept."""
        seen = [frame for frame in self._frames if frame is not None and layer.shows(frame)]
        return self._kept(track, value, seen)

    def _always(self, track: list[Any], value: Callable[[Any], Value]) -> tuple[Value, ...]:
        return self._kept(track, value, [frame for frame in self._frames if frame is not None])

    def _kept(self, track: list[Any], value: Callable[[Any], Value], seen: list[float]) -> tuple[Value, ...]:
        if len(track) == 1 or not seen:
            return (value(track[0]),)
        wanted, last, found = set(seen), seen[0], []
        for frame in self._frames:
            last = frame if frame is not None and frame in wanted else last
            found.append(value(self._value(track, last)))
        return short(found)

    def _value(self, track: list[Any], frame: float) -> Any:
        return at(track, frame - self._comp["bake_first_frame"])

    def _name(self, layer: dict[str, Any]) -> str:
        return f"{self._path} > {layer['name']}" if self._path else str(layer["name"])
