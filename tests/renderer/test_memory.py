"""Memory of one browser stays flat over many fans."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import psutil

from contracts.character import Character
from contracts.layers import PerformerLayer
from contracts.space import Camera
from renderer.renderer import Renderer
from tests.renderer.comps import comp, moved, name_text, request

SHOTS = 200
WARM_SHOTS = 60
"""By then every cache of the page has been full for a while."""
GROWTH_MB = 60


def tree_pss_mb(browser: int | None) -> float:
    """Memory of the browser with all its processes; shared pages count once."""
    root = psutil.Process(browser)
    total = 0
    for process in (root, *root.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            total += process.memory_full_info().pss
    return total / 1e6


def test_memory_is_flat_over_many_shots(second_renderer: Renderer, bundle: Path) -> None:
    styles = ("bob", "afro", "buzz", "long_wavy", "cap", "hijab", "braids", "ponytail")
    view = Camera(matrix_track=(moved(y=3, z=14),), zoom_px_track=(300.0,))
    used_mb = []
    drawn = set()
    for number in range(SHOTS):
        fan = Character(
            skin_tone=number % 10 + 1,
            hair_style=styles[number % 8],  # type: ignore[arg-type]
            hair_colour="ink",
            glasses_colour=(number / SHOTS, 0.1, 0.1),  # every fan is another one
            glasses="round",
        )
        layers = (PerformerLayer(id="fan", character=fan), name_text(f"Fan {number}"))
        (picture,) = second_renderer.draw_over(request(comp(*layers, camera=view, transparent=True)), bundle)
        drawn.add(picture.colour.tobytes())
        used_mb.append(tree_pss_mb(second_renderer.browser_pid) if number >= WARM_SHOTS else 0.0)
    assert len(drawn) > SHOTS * 0.9
    # Garbage collection makes it swing, so valleys are compared, not single values.
    early, late = min(used_mb[WARM_SHOTS : WARM_SHOTS + 50]), min(used_mb[-50:])
    assert late - early < GROWTH_MB
