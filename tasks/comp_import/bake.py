"""Bakes the layers of a Bodymovin comp, frame by frame, into items of ours."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeVar

import numpy as np

from contracts.effects import Effect
from contracts.precomp import BlendModeOfItem, Drawing, Group, Item, Mask, Matte, Paint, Picture
from contracts.space import Camera
from tasks.comp_import.collapse import can_collapse, collapsed
from tasks.comp_import.drawing import paints_at
from tasks.comp_import.effects import effects_of, folded
from tasks.comp_import.keyframes import is_animated, value_at
from tasks.comp_import.paths import bezier_at, path_data, rectangle
from tasks.comp_import.report import Report
from tasks.comp_import.shutter import Shutter, moment, rests, shifted
from tasks.comp_import.survey import survey_layer
from tasks.comp_import.text import Fonts, text_paints
from tasks.comp_import.transforms import Matrix, camera_matrix, default_camera, layer_matrix, translation

PRECOMP, SOLID, IMAGE, NULL, SHAPE, TEXT, ADJUSTMENT, CAMERA = 0, 1, 2, 3, 4, 5, 12, 13
DRAWN = (PRECOMP, SOLID, NULL, SHAPE, TEXT, ADJUSTMENT)
LARGEST_COMP_PX, FITTED_COMP_PX = 8192, 4096
SINGULAR = 1e-12
BLENDS: tuple[BlendModeOfItem, ...] = (
    *("normal", "multiply", "screen", "overlay", "darken", "lighten", "color-dodge", "color-burn"),
    *("hard-light", "soft-light", "difference", "exclusion", "hue", "saturation", "color", "luminosity"),
    *("add", "hard-mix"),
)
MASK_MODES: dict[str, Literal["add", "subtract", "intersect", "difference"]] = {
    "a": "add",
    "s": "subtract",
    "i": "intersect",
    "f": "difference",
}
Value = TypeVar("Value")
Times = Sequence[float | None]


@dataclass(frozen=True)
class Source:
    """A Bodymovin file: frame rate, assets by id, pictures as data URLs by asset id; `as_made` as in the import."""

    fps: float
    assets: dict[str, dict[str, Any]]
    pictures: dict[str, str]
    fonts: Fonts
    as_made: bool = False


class CompBaker:
    """Bakes one comp at given times; None is a frame at which nobody looks.

    Args:
        path: name of the comp for the report, empty for the outermost.
        corner: what of the comp is baked begins here; else the whole comp.
        shutter: for the layers with motion blur.
    """

    def __init__(
        self,
        source: Source,
        layers: list[dict[str, Any]],
        times: Times,
        path: str,
        report: Report,
        shutter: Shutter | None = None,
        corner: tuple[int, int] = (0, 0),
    ) -> None:
        self._source = source
        self._shutter = shutter
        self._layers = [layer if "ks" in layer else {**layer, "ks": {}} for layer in layers]
        self._corner_px = corner
        self._corner = translation(-corner[0], -corner[1])
        self._seen = (0, 0)
        self._times = times
        self._path = path
        self._report = report
        self._by_index = {layer["ind"]: layer for layer in layers if "ind" in layer}

    def group(self, width: int, height: int) -> Group:
        """The comp, `width` x `height` pixels of it."""
        self._seen = (width, height)
        items: list[Item] = []
        places: dict[int, int] = {}
        # Bodymovin lists the topmost first, a matte before what it cuts.
        for number in range(len(self._layers) - 1, -1, -1):
            item = self._blurred(self._layers[number])
            if item is None:
                continue
            places[number] = len(items)
            if self._collapses(self._layers[number]) and isinstance(item.content, Group):
                items += collapsed(item, item.content, len(items))
            else:
                items.append(item)
        for number, place in places.items():
            if self._layers[number].get("tt"):
                items[place] = self._matted(items[place], number, places)
        return Group(width=width, height=height, camera=self._camera(width, height), items=tuple(items))

    def _item(self, layer: dict[str, Any]) -> Item | None:
        name = self._name(layer)
        survey_layer(layer, name, self._report, self._source.as_made)
        # A hidden layer is not drawn, but may be a matte.
        if layer.get("hd") and not layer.get("td"):
            return None
        content = self._content(layer, name)
        if content is None:
            return None
        flat = not layer.get("ddd")
        if flat and any(parent.get("ddd") for parent in self._ancestors(layer)):
            self._report.add(name, "parent", "is 3D, but the layer is 2D; it follows x and y only")
        blend = layer.get("bm", 0)
        if blend >= len(BLENDS):
            self._report.add(name, "blend mode", f"mode {blend} is drawn as normal")
            blend = 0
        item = Item(
            name=str(layer.get("nm", "")),
            three_d=not flat,
            matte_only=bool(layer.get("td")),
            opacity_track=_short([0.0 if time is None else _opacity(layer, time) for time in self._times]),
            blend=BLENDS[blend],
            matrix_track=self._matrices(layer),
            masks=self._masks(layer, name),
            **self._effects(layer),
            adjustment=layer["ty"] == ADJUSTMENT,
            content=content,
        )
        return folded(item)

    def _collapses(self, layer: dict[str, Any]) -> bool:
        return bool(self._source.as_made and layer.get("ct")) and can_collapse(layer)

    def _blurred(self, layer: dict[str, Any]) -> Item | None:
        """An item, with the moments of its motion blur."""
        item = self._item(layer)
        if item is None or self._shutter is None or not layer.get("mb"):
            return item
        moments = []
        camera = self._camera(*self._seen)
        for offset in self._shutter.offsets:
            times = [shifted(time, offset, layer) for time in self._times]
            moved = CompBaker(self._source, self._layers, times, self._path, Report(), corner=self._corner_px)
            moved._seen = self._seen
            moments.append(moment(item, moved._item(layer), camera, moved._camera(*self._seen)))
        found = tuple(moments)
        return item if rests(item, found) else item.model_copy(update={"moments": found})

    def _effects(self, layer: dict[str, Any]) -> dict[str, tuple[Effect, ...]]:
        moving = _has_keyframes([layer.get("ef", []), layer.get("sy", [])])
        return effects_of(layer, lambda value, absent: self._each(value, absent, layer, moving), self._source.as_made)

    def _matted(self, item: Item, number: int, places: dict[int, int]) -> Item:
        layer, name = self._layers[number], self._name(self._layers[number])
        kind = layer["tt"]
        wanted = number - 1
        if "tp" in layer:
            wanted = next((n for n, other in enumerate(self._layers) if other.get("ind") == layer["tp"]), -1)
        layer_there = 0 <= wanted < len(self._layers)
        if layer_there and wanted not in places and kind in (1, 3) and self._layers[wanted]["ty"] in DRAWN:
            # A matte that shows nothing cuts all away.
            return item.model_copy(update={"opacity_track": (0.0,)})
        if wanted not in places or kind not in (1, 2, 3, 4):
            self._report.add(name, "track matte", "its matte layer is missing or not drawn; the layer is not cut")
            return item
        matte = Matte(item=places[wanted], channel="alpha" if kind < 3 else "luma", inverted=kind in (2, 4))
        return item.model_copy(update={"matte": matte})

    def _content(self, layer: dict[str, Any], name: str) -> Drawing | Picture | Group | None:
        kind = layer["ty"]
        if kind in (SOLID, ADJUSTMENT):
            return self._solid(layer, name)
        if kind == SHAPE:
            shapes = layer.get("shapes", [])
            moving = _has_keyframes(shapes)
            nothing: tuple[Paint, ...] = ()
            bake = self._each(lambda frame: paints_at(shapes, frame, name, self._report), nothing, layer, moving)
            return Drawing(paints_track=bake) if any(bake) else None
        if kind == TEXT:
            return self._text(layer, name)
        if kind == IMAGE:
            asset = self._source.assets.get(layer.get("refId", ""), {})
            url = self._source.pictures.get(layer.get("refId", ""))
            if not url:
                self._report.add(name, "image", "the picture is missing; the layer is left out")
                return None
            return Picture(data_url=url, width=asset["w"], height=asset["h"])
        if kind == PRECOMP:
            return self._nested(layer, name)
        return None

    def _solid(self, layer: dict[str, Any], name: str) -> Drawing | None:
        is_cover = layer["ty"] == ADJUSTMENT
        digits = str(layer.get("sc", "#ffffff" if is_cover else "")).lstrip("#")
        if not re.fullmatch("[0-9a-fA-F]{6}", digits):
            self._report.add(name, "solid colour", f"{digits or 'none'} is no colour; the layer is left out")
            return None
        across, down = (layer.get(side, whole) for side, whole in zip(("sw", "sh"), self._seen, strict=True))
        outline = rectangle((across / 2, down / 2), across, down)
        red, green, blue = (int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))
        return Drawing(paints_track=((Paint(path=path_data(outline), colour=(red, green, blue, 1.0)),),))

    def _text(self, layer: dict[str, Any], name: str) -> Drawing | None:
        text = layer["t"]
        moving = len(text["d"]["k"]) > 1 or _has_keyframes(text.get("a")) or _has_keyframes(text.get("m"))
        nothing: tuple[Paint, ...] = ()
        fonts = self._source.fonts
        bake = self._each(lambda frame: text_paints(text, frame, fonts, name, self._report), nothing, layer, moving)
        return Drawing(paints_track=bake) if any(bake) else None

    def _nested(self, layer: dict[str, Any], name: str) -> Group | None:
        asset = self._source.assets.get(layer.get("refId", ""))
        if asset is None or "layers" not in asset:
            self._report.add(name, "precomp", "its comp is missing; the layer is left out")
            return None
        times = [self._inner_time(layer, time) for time in self._times]
        left, top, width, height = self._window(layer, name)
        shutter = Shutter.of(asset) if self._source.as_made else None
        inner = CompBaker(self._source, asset["layers"], times, name, self._report, shutter, (left, top))
        return inner.group(width, height)

    def _window(self, layer: dict[str, Any], name: str) -> tuple[int, int, int, int]:
        """What of a precomp is drawn: left, top, width, height. Some exporters write sizes far beyond any picture."""
        size = np.array([int(layer["w"]), int(layer["h"])])
        if max(size) <= LARGEST_COMP_PX:
            return 0, 0, int(size[0]), int(size[1])
        first = np.zeros(2)
        if not layer.get("ddd"):
            first, last = self._seen_of(layer, size)
            size = np.maximum(np.ceil(last) - first, 1)
        if max(size) > LARGEST_COMP_PX:
            self._report.add(name, "precomp size", f"is cut off at {FITTED_COMP_PX} pixels")
            size = np.minimum(size, FITTED_COMP_PX)
        return int(first[0]), int(first[1]), int(size[0]), int(size[1])

    def _seen_of(self, layer: dict[str, Any], size: Any) -> tuple[Any, Any]:
        """First and last pixel of a 2D precomp that this comp shows at any time."""
        edges = np.array([[x, y, 0, 1] for x in (0, self._seen[0]) for y in (0, self._seen[1])], float).T
        corners = []
        for time in self._times:
            if time is not None and _active(layer, time):
                matrix = self._world(layer, time)
                if abs(np.linalg.det(matrix)) > SINGULAR:
                    corners.append((np.linalg.inv(matrix) @ edges)[:2])
        if not corners:
            return np.zeros(2), np.ones(2)
        found = np.hstack(corners)
        return np.clip(np.floor(found.min(axis=1)), 0, size - 1), np.clip(found.max(axis=1), 1, size)

    def _inner_time(self, layer: dict[str, Any], time: float | None) -> float | None:
        if time is None or not _active(layer, time):
            return None
        if "tm" in layer:
            return value_at(layer["tm"], time)[0] * self._source.fps
        return float((time - layer.get("st", 0)) / (layer.get("sr", 1) or 1))

    def _camera(self, width: int, height: int) -> Camera:
        cameras = [layer for layer in self._layers if layer["ty"] == CAMERA and not layer.get("hd")]
        matrices, zooms = [], []
        for time in self._times:
            camera = next((c for c in cameras if time is not None and _active(c, time)), None)
            if camera is None or time is None:
                matrix, zoom = default_camera(width, height)
            else:
                matrix = self._corner @ self._parents(camera, time) @ camera_matrix(camera["ks"], time)
                zoom = value_at(camera["pe"], time)[0]
            matrices.append(_flat(matrix))
            zooms.append(_rounded(zoom))
        return Camera(matrix_track=_short(matrices), zoom_px_track=_short(zooms))

    def _matrices(self, layer: dict[str, Any]) -> tuple[tuple[float, ...], ...]:
        chain = [layer, *self._ancestors(layer)]
        moving = any(_has_keyframes(part["ks"]) for part in chain)
        inner = np.eye(4)
        if layer["ty"] == PRECOMP and "w" in layer and "h" in layer:
            left, top, _, _ = self._window(layer, self._name(layer))
            inner = translation(left, top)
        return self._each(lambda frame: _flat(self._world(layer, frame) @ inner), _flat(np.eye(4)), layer, moving)

    def _world(self, layer: dict[str, Any], frame: float) -> Matrix:
        three_d = bool(layer.get("ddd"))
        own = layer_matrix(layer["ks"], frame, auto_orient=bool(layer.get("ao")) and not three_d, three_d=three_d)
        return self._corner @ self._parents(layer, frame) @ own

    def _parents(self, layer: dict[str, Any], frame: float) -> Matrix:
        matrix = np.eye(4)
        for parent in self._ancestors(layer):
            if parent["ty"] == CAMERA:
                own = camera_matrix(parent["ks"], frame)
            else:
                own = layer_matrix(parent["ks"], frame, three_d=bool(parent.get("ddd")))
            matrix = own @ matrix
        return matrix

    def _ancestors(self, layer: dict[str, Any]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        index = layer.get("parent")
        while index is not None and index in self._by_index and len(found) < len(self._layers):
            found.append(self._by_index[index])
            index = found[-1].get("parent")
        return found

    def _masks(self, layer: dict[str, Any], name: str) -> tuple[Mask, ...]:
        masks = []
        corner = self._window(layer, name)[:2] if layer["ty"] == PRECOMP and "w" in layer and "h" in layer else (0, 0)
        for number, mask in enumerate(layer.get("masksProperties") or [], 1):
            mode = mask.get("mode", "a")
            if mode == "n":
                continue
            if mode not in MASK_MODES:
                self._report.add(name, f"mask {number}.mode", f"mode {mode} is not drawn; the mask is left out")
                continue
            paths = self._each(partial(_mask_path, mask["pt"], corner), "", layer, is_animated(mask["pt"]))
            fade = mask.get("o", {"k": 100})
            opacity = self._each(partial(_share, fade), 0.0, layer, is_animated(fade))
            masks.append(
                Mask(
                    mode=MASK_MODES[mode],
                    inverted=bool(mask.get("inv")),
                    path_track=paths,
                    opacity_track=opacity,
                    feather_px_track=self._mask_size(mask, "f", layer),
                    expansion_px_track=self._mask_size(mask, "x", layer),
                )
            )
        return tuple(masks)

    def _mask_size(self, mask: dict[str, Any], name: str, layer: dict[str, Any]) -> tuple[float, ...]:
        prop = mask.get(name, 0)
        return self._each(lambda frame: float(np.mean(value_at(prop, frame))), 0.0, layer, is_animated(prop))

    def _each(
        self, value: Callable[[float], Value], absent: Value, layer: dict[str, Any], moving: bool
    ) -> tuple[Value, ...]:
        """A track of `value`; where the layer is not seen any value serves, so the nearest one before is kept."""
        seen = [time for time in self._times if time is not None and _active(layer, time)]
        if not seen:
            return (absent,)
        if not moving:
            return (value(seen[0]),)
        last = value(seen[0])
        track = []
        for time in self._times:
            last = value(time) if time is not None and _active(layer, time) else last
            track.append(last)
        return _short(track)

    def _name(self, layer: dict[str, Any]) -> str:
        own = str(layer.get("nm") or f"layer {layer.get('ind', '?')}")
        return f"{self._path} > {own}" if self._path else own


def _opacity(layer: dict[str, Any], frame: float) -> float:
    if not _active(layer, frame):
        return 0.0
    return _share(layer["ks"]["o"], frame) if "o" in layer["ks"] else 1.0


def _mask_path(prop: dict[str, Any], corner: tuple[int, int], frame: float) -> str:
    return path_data(bezier_at(prop, frame).moved(translation(-corner[0], -corner[1])))


def _share(prop: Any, frame: float) -> float:
    """A percentage as a share of 1."""
    return _rounded(min(max(value_at(prop, frame)[0] / 100, 0.0), 1.0))


def _active(layer: dict[str, Any], frame: float) -> bool:
    return bool(layer.get("ip", -math.inf) <= frame < layer.get("op", math.inf))


def _has_keyframes(node: Any) -> bool:
    if isinstance(node, dict):
        return is_animated(node) or any(_has_keyframes(part) for part in node.values())
    return isinstance(node, list) and any(_has_keyframes(part) for part in node)


def _flat(matrix: Matrix) -> tuple[float, ...]:
    """Column-major."""
    return tuple(_rounded(value) for value in matrix.T.flatten().tolist())


def _rounded(value: float) -> float:
    return float(f"{value:.9g}") + 0.0


def _short(track: list[Value]) -> tuple[Value, ...]:
    return (track[0],) if all(value == track[0] for value in track) else tuple(track)
