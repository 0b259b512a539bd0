"""Draws the picture of docs/fan-kit.md: `python -m tests.fan_kit.contact_sheet docs/pictures/fan-kit.jpg`."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from contracts.character import Character
from renderer.renderer import Renderer
from tasks.fan_kit.task import KitDrawing
from tests.fan_kit.demo_kit import AFRO, BEARD, HIJAB, TAILS, build_demo_kit

SIZE_PX = (1500, 1130)
SCALE = 0.86
LIGHT, DARK = (238, 234, 226, 255), (24, 34, 45, 255)
MAX_BYTES = 245_000
BOB = Character(skin_tone=4, hair_style="bob", hair_colour="brown", outfit="white_suit", eye_colour=(0.45, 0.32, 0.15))
FANS = {
    "bob": (BOB, "Mina"),
    "afro": (AFRO, "Wilhelmina-Sophia"),
    "hijab": (HIJAB.model_copy(update={"outfit": "night"}), "زينب"),
    "tails": (TAILS, "陽菜"),
    "beard": (BEARD, "Bo"),
}


class Place(NamedTuple):
    fan: str
    item: str
    x: int
    y: int
    width: int
    picture: int = 0
    """Of an animation."""


PLACES = (
    Place("bob", "sticker-sheet", 8, 0, 734),
    Place("afro", "sticker-hello", 760, 6, 240),
    Place("afro", "sticker-love", 1005, 6, 240),
    Place("hijab", "sticker-thanks", 1250, 6, 240),
    Place("hijab", "sticker-cheer", 760, 250, 240),
    Place("tails", "sticker-encore", 1005, 250, 240),
    Place("beard", "sticker-you", 1250, 250, 240),
    Place("bob", "photocard", 24, 520, 420),
    Place("bob", "sticker-moving", 464, 500, 140, 0),
    Place("bob", "sticker-moving", 600, 500, 140, 7),
    Place("bob", "photocard-back", 464, 640, 270),
    Place("afro", "photocard", 770, 520, 420),
    Place("hijab", "wallpaper", 1214, 520, 270),
)


def contact_sheet() -> Image.Image:
    """All places, the left half on a light background and the right half on a dark one."""
    page = Image.new("RGBA", SIZE_PX, LIGHT)
    page.paste(DARK, (SIZE_PX[0] // 2, 0, *SIZE_PX))
    with tempfile.TemporaryDirectory() as folder:
        bundle = build_demo_kit(Path(folder))
        items = {item.id: item for item in bundle.template.fan_kit}
        for fan, (character, name) in FANS.items():
            kit = KitDrawing(Renderer.shared(), bundle, character, name)
            wanted = {place.item for place in PLACES if place.fan == fan}
            wanted |= {of for item in tuple(wanted) for of in items[item].of}
            ordered = sorted(wanted, key=lambda item: items[item].kind == "sheet")
            files = {item: kit.file_of(items[item]) for item in ordered}
            for place in (place for place in PLACES if place.fan == fan):
                with Image.open(io.BytesIO(files[place.item])) as image:
                    image.seek(place.picture)
                    height = round(image.height * place.width / image.width)
                    small = image.convert("RGBA").resize((place.width, height), Image.Resampling.LANCZOS)
                page.alpha_composite(small, (place.x, place.y))
    size = (round(SIZE_PX[0] * SCALE), round(SIZE_PX[1] * SCALE))
    return page.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def main(path: Path) -> None:
    """Writes the sheet as the best JPEG within MAX_BYTES."""
    sheet = contact_sheet()
    for quality in range(90, 30, -4):
        sheet.save(path, "JPEG", quality=quality, optimize=True, progressive=True)
        if path.stat().st_size <= MAX_BYTES:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]))
