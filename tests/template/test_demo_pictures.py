"""The demo template through the real engine: plates have content, and nobody's hair is cut off.

Its fan-kit is tested in tests/fan_kit.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from contracts.character import Character
from contracts.comp import Comp, DrawRequest, SongClock
from contracts.layers import PerformerLayer, TextLayer
from renderer.renderer import Renderer
from tasks.template.source import PersonalShot, TemplateSource, load_source

DEMO = Path(__file__).resolve().parents[2] / "templates" / "demo"
BUNDLE = DEMO / "bundle"
CLOCK = SongClock(tempo_bpm=120)
AFRO = Character(skin_tone=8, hair_style="afro", hair_colour="ink", outfit="ruby")
TAILS = Character(skin_tone=2, hair_style="twin_tails", hair_colour="pink")


@pytest.fixture(scope="module")
def source() -> TemplateSource:
    return load_source(DEMO)


def personal(source: TemplateSource) -> list[PersonalShot]:
    return [shot for shot in source.shots if isinstance(shot, PersonalShot)]


def alone(comp: Comp) -> Comp:
    """Only the fan and the name, on nothing; light and paper in front may leave the frame."""
    shown = tuple(layer for layer in comp.layers if isinstance(layer, PerformerLayer | TextLayer))
    return comp.model_copy(update={"layers": shown, "transparent": True})


def test_a_plate_has_light_and_colour_from_one_edge_to_the_other(source: TemplateSource) -> None:
    shot = next(shot for shot in personal(source) if shot.id == "fan-low")
    request = DrawRequest(comp=shot.plate, song=CLOCK, song_start_frame=shot.start_frame, frames=(12,))
    (picture,) = Renderer.shared().draw(request, BUNDLE)
    luma = picture[:720].astype(float)
    for part in np.array_split(luma, 4, axis=1):
        assert part.std() > 8
    assert 25 < luma.mean() < 110, "a concert is dark, but not black"
    redness = picture[900:].reshape(360, 640)
    left, right = redness[:, :200].mean(), redness[:, -200:].mean()
    assert left > right + 4, "magenta comes from the left, cyan from the right"


def test_figure_and_name_stay_inside_the_frame(source: TemplateSource) -> None:
    for shot in personal(source):
        frames = (0, shot.comp.frames - 2)
        for fan in (AFRO, TAILS):
            request = DrawRequest(
                comp=alone(shot.comp),
                song=CLOCK,
                song_start_frame=shot.start_frame,
                fan=fan,
                name="WWWWWWWWWWWW" if "name" in shot.depends_on else None,
                frames=frames,
            )
            for overlay in Renderer.shared().draw_over(request, BUNDLE):
                rows, columns = np.where(overlay.alpha > 8)
                assert rows.min() + overlay.region.y > 8, f"{shot.id}: cut at the top"
                assert columns.min() + overlay.region.x > 8, f"{shot.id}: cut at the left"
                assert columns.max() + overlay.region.x < shot.comp.width - 9, f"{shot.id}: cut at the right"
