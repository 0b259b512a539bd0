"""The contact sheet: evenly spread, without the name, small."""

from __future__ import annotations

import io
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from blocks.media_store import MediaStore
from blocks.template_library import PROJECT_TEMPLATES
from contracts.template import Shot, Template
from tasks.assembly.contact_sheet import CELL_WIDTH_PX, COLUMNS, GAP_PX, ROWS, contact_sheet, moments
from tasks.assembly.task import stored_sheet
from tests.flow.tiny_template import FPS, FRAMES, template
from tests.flow.tiny_template import write_clip as write_tiny_clip

LENGTHS = st.lists(st.tuples(st.integers(1, 90), st.sampled_from(["static", "character", "name"])), min_size=1)


def shots(parts: list[tuple[int, str]]) -> list[Shot]:
    starts = accumulate((frames for frames, _ in parts), initial=0)
    return [
        Shot(id=f"s{number}", kind="static", start_frame=start, frames=frames, clip="a.mp4")
        if kind == "static"
        else Shot.model_validate(
            {"id": f"s{number}", "kind": "personal", "start_frame": start, "frames": frames}
            | {"comp": "a.json", "depends_on": [kind]}
        )
        for number, (start, (frames, kind)) in enumerate(zip(starts, parts, strict=False))
    ]


@given(LENGTHS)
def test_no_moment_shows_the_name(parts: list[tuple[int, str]]) -> None:
    chosen = moments(shots(parts))
    allowed = {
        frame
        for shot in shots(parts)
        if "name" not in shot.depends_on
        for frame in range(shot.start_frame, shot.start_frame + shot.frames)
    }
    assert set(chosen) <= allowed
    assert bool(chosen) == bool(allowed)
    assert list(chosen) == sorted(set(chosen))
    assert len(chosen) <= COLUMNS * ROWS


def test_half_of_the_moments_were_drawn_for_the_fan() -> None:
    demo = Template.model_validate_json((PROJECT_TEMPLATES / "demo" / "bundle" / "template.json").read_bytes())
    personal = [
        any(shot.kind == "personal" and 0 <= frame - shot.start_frame < shot.frames for shot in demo.shots)
        for frame in moments(demo.shots)
    ]
    assert (sum(personal), len(personal)) == (8, 16)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    write_tiny_clip(tmp_path / "clip.mp4")
    return tmp_path / "clip.mp4"


def test_a_key_frame_becomes_one_cell(clip: Path) -> None:
    sheet = contact_sheet(clip, template("0" * 64))  # the clip is one shot long, and has one key frame
    assert sheet is not None
    picture = Image.open(io.BytesIO(sheet))
    assert picture.format == "WEBP"
    assert picture.size == (CELL_WIDTH_PX + 2 * GAP_PX, CELL_WIDTH_PX * 9 // 16 + 2 * GAP_PX)
    assert FRAMES / FPS > 1


def test_a_video_is_delivered_without_its_sheet(tmp_path: Path) -> None:
    broken = tmp_path / "video.mp4"
    broken.write_bytes(b"no video")
    assert stored_sheet(broken, template("0" * 64), MediaStore.configured()) is None
