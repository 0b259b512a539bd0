"""The demo's fan-kit as a bundle of its own, built from the template's source: no video, only what the kit shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from blocks.template_library import TemplateBundle
from contracts.character import Character, FaceProportions
from contracts.template import Template
from renderer.renderer import Renderer
from tasks.template.bundle import contents_of, write_comps, write_files
from tasks.template.drawings import drawings_of
from tasks.template.encode import draw_file
from tasks.template.source import load_source

DEMO = Path(__file__).resolve().parents[2] / "templates" / "demo"
SHORT_NAME, LONG_NAME = "Wu", "Wilhelmina-Sophia"
AFRO = Character(skin_tone=9, hair_style="afro", hair_colour="ink", outfit="ruby", glasses="round")
TAILS = Character(skin_tone=2, hair_style="twin_tails", hair_colour="pink", outfit="night")
HIJAB = Character(skin_tone=6, hair_style="hijab", hair_colour="ink", cloth_colour="teal", outfit="white_suit")
BEARD = Character(
    skin_tone=4,
    hair_style="short_crop",
    hair_colour="copper",
    facial_hair="full",
    face=FaceProportions(jaw=0.6, lashes=0.1),
)


def build_demo_kit(root: Path) -> TemplateBundle:
    """Writes what the fan-kit needs into `root`."""
    song = Template.model_validate_json((DEMO / "bundle" / "template.json").read_bytes()).song
    source = load_source(DEMO)
    write_files(source, root)
    write_comps(replace(source, shots=()), root)
    kit = {picture.id for picture in source.fan_kit}
    for drawing in drawings_of(source):
        if drawing.shot in kit:
            draw_file(Renderer.shared(), drawing, song.clock, root, lambda *_: None)
    (root / "template.json").write_text(contents_of(source, song, "0" * 64).model_dump_json())
    return TemplateBundle(root)
