"""A character's portrait in even light, and what can be seen in it.

Where hair, skin, cloth, glasses and beard lie is found by drawing the character again with that one thing in another
colour, or without it: what changes is it. So the measures hold whatever a style is made of.
"""

from __future__ import annotations

import io
from functools import cached_property
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.likeness.looks import NO_HAIR_SEEN, Look, hair_look, skin_colour
from contracts.character import Character, Rgb
from contracts.comp import Comp, DrawRequest, Light, SongClock
from contracts.layers import PerformerLayer, SolidLayer
from contracts.space import Camera
from renderer.renderer import Renderer
from tasks.recognition import regions
from tasks.recognition.face import Face, Points, mean_face_on_eyes, rotate
from tasks.recognition.head_view import HeadView, Mask, head_view

SIDE_PX = 768
ZOOM_PX = 2400.0
DISTANCE = 12.0
HEIGHT = 4.85
"""The camera's: about that of the chin. From far away, so that nothing is foreshortened."""
BACKDROP: Rgb = (0.45, 0.47, 0.5)
EVEN_LIGHT = Light(rim_a=(0.0, 0.0, 0.0), rim_b=(0.0, 0.0, 0.0), ground=(1.0, 1.0, 1.0, 0.0))

EYES_AT = (0.163, -0.112)
HAIRLINE_AT, MOUTH_AT, CHIN_AT, CHEEK_AT = 0.2, -0.36, -0.5, 0.37
"""Places on the library's head, in head heights from its centre; see cast/head in the compositor."""
SLENDER = ((-0.112, -0.3, -0.43, -0.5), (1.0, 0.82, 0.62, 0.5))
"""The drawn face tapers: from this height, what is left of a mean face's width."""
CHANGED = 12
"""Of 255, in any channel: a smaller difference is dithering."""
COVERED_SHARE = 0.3
LENSES_SHARE = 0.35
"""Of the strip from brows to nose tip: frames alone cover a fifth, dark lenses half of it."""
DARK = 0.72
"""Of the lightness without glasses or beard: what is darker is a dark lens, or a beard and no stubble."""
LEAST_SHARE = 0.04
FULL_BEARD_SHARE = 0.4
LOWER_FACE = (regions.CHIN, regions.MOUSTACHE, (*regions.LEFT_JAW, *regions.RIGHT_JAW))

Pixels = NDArray[np.uint8]


class Studio:
    """Draws portraits with one browser; equal characters are drawn once."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._known: dict[str, Pixels] = {}

    def portrait(self, character: Character) -> Pixels:
        """`(768, 768, 3)`, looking at the camera, without a microphone."""
        picture = self._known.get(character.key)
        if picture is None:
            picture = self._known[character.key] = self._drawn(character)
        return picture

    def changed(self, one: Character, other: Character) -> Mask:
        """Where two characters look different."""
        difference = np.abs(self.portrait(one).astype(np.int16) - self.portrait(other).astype(np.int16))
        return np.asarray(difference.max(axis=2) > CHANGED, dtype=np.bool_)

    def look(self, character: Character) -> Look:
        """What can be seen of a character."""
        view = head_view(self.portrait(character), self.face)

        def seen(other: Character, than: Character = character) -> Mask:
            return self._in_view(self.changed(than, other))

        bald = _with(character, hair_style="bald")
        hair = seen(_other_hair(character)) & ~seen(_other_hair(bald), bald)
        cloth = seen(_other_cloth(character))
        glasses = seen(_with(character, glasses="none"))
        beard = seen(_with(character, facial_hair="none"))
        top = view.above_forehead(0.05, 0.25, 0.25)
        covered = float(cloth[top].mean()) > COVERED_SHARE
        measured: dict[str, Any] = NO_HAIR_SEEN if covered else hair_look(view, hair)
        return Look(
            skin=skin_colour(view, hair | cloth | glasses),
            covered=float(covered),
            glasses=self._glasses(view, character, glasses),
            beard=self._beard(view, character, beard),
            **measured,
        )

    @cached_property
    def face(self) -> Face:
        """Where the face lies: the eyes are what changes with their size, the rest is the library's head."""
        plain = Character(skin_tone=3, hair_style="bald", hair_colour="brown")
        large = plain.model_copy(update={"face": plain.face.model_copy(update={"eyes": 1.0})})
        _, _, sizes, centres = cv2.connectedComponentsWithStats(_closed(self.changed(plain, large)))
        largest = np.argsort(sizes[1:, cv2.CC_STAT_AREA])[-2:] + 1
        left, right = sorted((centres[index] for index in largest), key=lambda centre: float(centre[0]))
        points = _points_on(np.asarray(left), np.asarray(right))
        low, high = np.nanmin(points, axis=0), np.nanmax(points, axis=0)
        x, y, width, height = (round(float(value)) for value in (*low, *(high - low)))
        return Face(points=points, box_px=(x, y, width, height), measured=True, source="portrait")

    def _in_view(self, mask: Mask) -> Mask:
        """A mask of the portrait in the pixels of the head's view."""
        grey = np.repeat(mask.astype(np.uint8)[..., None] * 255, 3, axis=2)
        return np.asarray(head_view(grey, self.face).rgb[..., 0] > 127, dtype=np.bool_) & self._inside

    @cached_property
    def _inside(self) -> Mask:
        return head_view(np.zeros((SIDE_PX, SIDE_PX, 3), np.uint8), self.face).inside

    def _glasses(self, view: HeadView, character: Character, mask: Mask) -> float:
        eyes = view.region((*regions.LEFT_EYE, *regions.RIGHT_EYE, *regions.EYE_STRIP))
        if float(mask[eyes].mean()) < LEAST_SHARE:
            return 0.0
        without = head_view(self.portrait(_with(character, glasses="none")), self.face)
        wide = float(mask[eyes].mean()) > LENSES_SHARE
        return 1.0 if wide and _darkness(view, without, mask & eyes) < DARK else 0.5

    def _beard(self, view: HeadView, character: Character, mask: Mask) -> float:
        """By which parts of the lower face it covers, and how much darker they are for it."""
        lips = view.region(regions.LIPS)
        chin, lip, jaw = (float(mask[view.region(part) & ~lips].mean()) for part in LOWER_FACE)
        if max(chin, lip, jaw) < LEAST_SHARE:
            return 0.0
        if min(chin, jaw) < FULL_BEARD_SHARE:
            return 0.6
        without = head_view(self.portrait(_with(character, facial_hair="none")), self.face)
        area = np.any([view.region(part) for part in LOWER_FACE], axis=0) & ~lips & mask
        return 1.0 if _darkness(view, without, area) < DARK else 0.3

    def _drawn(self, character: Character) -> Pixels:
        camera = Camera(
            matrix_track=((1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, HEIGHT, DISTANCE, 1.0),),
            zoom_px_track=(ZOOM_PX,),
        )
        comp = Comp(
            id="portrait",
            width=SIDE_PX,
            height=SIDE_PX,
            fps=24,
            frames=1,
            camera=camera,
            light=EVEN_LIGHT,
            layers=(
                SolidLayer(id="backdrop", colour=BACKDROP),
                PerformerLayer(id="sitter", character=character, motion="hold", sings=False),
            ),
        )
        request = DrawRequest(comp=comp, song=SongClock(tempo_bpm=120), song_start_frame=0, frames=(0,))
        image = Image.open(io.BytesIO(self._renderer.still(request, Path.cwd()))).convert("RGB")
        return np.asarray(image, dtype=np.uint8)


def _with(character: Character, **fields: object) -> Character:
    return character.model_copy(update=fields)


def _other_hair(character: Character) -> Character:
    return _with(character, hair_colour="teal" if character.hair_colour != "teal" else "blonde")


def _other_cloth(character: Character) -> Character:
    return _with(character, cloth_colour="sand" if character.cloth_colour != "sand" else "navy")


def _closed(mask: Mask) -> NDArray[np.uint8]:
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    return np.asarray(closed, dtype=np.uint8)


def _points_on(left: Points, right: Points) -> Points:
    """The mean face's points on the library's head, whose eyes lie at the given pixels."""
    span = right - left
    head_px = float(np.hypot(*span)) / (2 * EYES_AT[0])
    degrees = float(np.degrees(np.arctan2(span[1], span[0])))
    mean = mean_face_on_eyes(np.array([-0.5, 0.0]), np.array([0.5, 0.0]))
    known = (regions.FOREHEAD_TOP, regions.MOUTH, regions.CHIN_TIP)
    top, mouth, chin = (float(mean[index, 1]) for index in known)
    heights = np.interp(mean[:, 1], (top, 0.0, mouth, chin), (HAIRLINE_AT, EYES_AT[1], MOUTH_AT, CHIN_AT))
    widths = mean[:, 0] / abs(float(mean[regions.FACE_LEFT, 0])) * CHEEK_AT
    widths *= np.interp(-heights, np.negative(SLENDER[0]), SLENDER[1])
    on_head = np.column_stack([widths, EYES_AT[1] - heights]) * head_px
    return rotate(on_head, degrees) + (left + right) / 2


def _darkness(view: HeadView, without: HeadView, mask: Mask) -> float:
    """Lightness under `mask` over that of the same place without what covers it."""
    return float(view.lab[mask][:, 0].mean() / max(float(without.lab[mask][:, 0].mean()), 1.0))
