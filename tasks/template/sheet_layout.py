"""How the pictures of a contact sheet lie on one page, and the words between them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from PIL import Image

from contracts.character import Rgb
from contracts.comp import Comp, DrawRequest, Look, SongClock
from contracts.layers import TextLayer
from contracts.space import Camera
from renderer.renderer import Renderer
from tasks.template.shot_comps import IDENTITY

SHEET_WIDTH_PX = 2400
MARGIN_PX, GAP_PX, SECTION_PX = 40, 10, 36
TITLE_PX, SHOT_PX, FACTS_PX, NAME_PX, LABEL_PX = 40, 26, 19, 20, 15
GROUND = (14, 14, 20)
WHITE: Rgb = (0.96, 0.96, 1.0)
SOFT: Rgb = (0.55, 0.56, 0.66)
ACCENT: Rgb = (1.0, 0.42, 0.72)
INK_SHARE = 0.72
"""How much of its line a text fills, from the top of its capitals to the foot of its descenders."""
CAPITALS_SHARE = 0.55
"""The same for a line without descenders: the engine fits ink, and letters of one page should have one size."""
CAPITALS_RISE = 0.085
"""How far such a line is moved up, in line heights, so that both stand on one baseline."""
WITHOUT_DESCENDERS = re.compile(r"[A-PR-Za-fhik-or-xzÀ-ÖØ-Þà-æè-öø-üА-ПР-ТХЧШЪ-Яа-пстхчшъ-я0-9 .:·+-]+")


@dataclass(frozen=True)
class Cell:
    """One picture with the two lines below it."""

    picture: Image.Image
    name: str
    label: str


@dataclass(frozen=True)
class Row:
    """The pictures of one shot."""

    title: str
    subtitle: str
    cells: tuple[Cell, ...]


def lay_out(
    title: str, rows: Sequence[Row], picture_size: tuple[int, int], columns: int, renderer: Renderer, bundle: Path
) -> Image.Image:
    """One RGB page, `SHEET_WIDTH_PX` wide and as high as it has to be; words are shaped by the engine's browser."""
    words = Words(renderer, bundle)
    width = (SHEET_WIDTH_PX - 2 * MARGIN_PX - (columns - 1) * GAP_PX) // columns
    height = round(width * picture_size[1] / picture_size[0])
    line_height = height + NAME_PX + LABEL_PX + 22
    lines = [ceil(len(row.cells) / columns) for row in rows]
    head = MARGIN_PX + TITLE_PX + SECTION_PX
    page_height = head + sum(SHOT_PX + 14 + count * line_height + SECTION_PX for count in lines) + MARGIN_PX // 2
    page = Image.new("RGB", (SHEET_WIDTH_PX, page_height), GROUND)
    words.write(page, title, (MARGIN_PX, MARGIN_PX), TITLE_PX, WHITE)
    y = head
    for row, count in zip(rows, lines, strict=True):
        end = words.write(page, row.title, (MARGIN_PX, y), SHOT_PX, ACCENT)
        words.write(page, row.subtitle, (end + 18, y + round(0.7 * (SHOT_PX - FACTS_PX))), FACTS_PX, SOFT)
        y += SHOT_PX + 14
        for index, cell in enumerate(row.cells):
            left = MARGIN_PX + index % columns * (width + GAP_PX)
            top = y + index // columns * line_height
            page.paste(cell.picture.resize((width, height), Image.Resampling.LANCZOS), (left, top))
            words.write(page, cell.name, (left + 2, top + height + 6), NAME_PX, WHITE, width - 4)
            words.write(page, cell.label, (left + 2, top + height + 10 + NAME_PX), LABEL_PX, SOFT, width - 4)
        y += count * line_height + SECTION_PX
    return page


class Words:
    """Writes lines in any script: the browser has the fonts and shapes them; every line is drawn once."""

    def __init__(self, renderer: Renderer, bundle: Path) -> None:
        self._renderer = renderer
        self._bundle = bundle
        self._known: dict[tuple[str, int, Rgb, int], Image.Image] = {}

    def write(
        self,
        page: Image.Image,
        text: str,
        at: tuple[int, int],
        height_px: int,
        colour: Rgb,
        width_px: int = SHEET_WIDTH_PX - 2 * MARGIN_PX,
    ) -> int:
        """Lays `text` on the page, its left edge and the top of its line at `at`; returns where it ends."""
        if not text:
            return at[0]
        key = (text, height_px, colour, width_px)
        picture = self._known.get(key)
        if picture is None:
            picture = self._known[key] = self._drawn(*key)
        ink = picture.getbbox()
        if ink is None:
            return at[0]
        line = picture.crop((ink[0], 0, ink[2], picture.height))
        page.paste(line, at, line)
        return at[0] + line.width

    def _drawn(self, text: str, height_px: int, colour: Rgb, width_px: int) -> Image.Image:
        # Twice the size, so that small letters are smooth when they are taken back to it.
        height = ceil(2 * height_px / 4) * 4
        width = ceil(2 * width_px / 8) * 8
        plain = WITHOUT_DESCENDERS.fullmatch(text) is not None
        rise = CAPITALS_RISE if plain else 0.0
        layer = TextLayer(
            id="words",
            text=text,
            width=width / height,
            height=CAPITALS_SHARE if plain else INK_SHARE,
            matrix_track=((*IDENTITY[:13], rise, *IDENTITY[14:]),),
            font_family="Noto Sans, sans-serif",
            font_weight=600,
            colour=colour,
            screen_space=True,
        )
        comp = Comp(
            id="words",
            width=width,
            height=height,
            fps=24,
            frames=1,
            transparent=True,
            camera=Camera(matrix_track=(IDENTITY,), zoom_px_track=(float(height),)),
            look=Look(msaa_samples=0),
            layers=(layer,),
        )
        request = DrawRequest(comp=comp, song=SongClock(tempo_bpm=120), song_start_frame=0, frames=(0,))
        image = Image.open(io.BytesIO(self._renderer.still(request, self._bundle)))
        return image.resize((width // 2, height // 2), Image.Resampling.LANCZOS)
