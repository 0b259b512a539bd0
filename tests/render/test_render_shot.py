"""The stage as the flow calls it: a real browser, a real encoder, a small template."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from blocks.media_store import MediaStore
from contracts.comp import Region, SongClock
from contracts.delivery import RenderedShot
from contracts.errors import ConfigurationError, TemplateError
from contracts.layers import SolidLayer
from contracts.template import Shot
from media.video import VideoFrames
from renderer.browser import find_browser
from renderer.renderer import Renderer
from tasks.progress import listening
from tasks.render.drawings import draw_request
from tasks.render.shot_frames import shot_frames
from tasks.render.task import read_comp, render_shot
from tests.render.template import FAN, FRAMES, HEIGHT, MIDDLE, NAME, PERFORMER, PLATE, WIDTH, write_template


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    try:
        find_browser()
    except ConfigurationError as error:
        pytest.skip(str(error))
    monkeypatch.setenv("FANCHANT_TEMPLATES", str(tmp_path / "templates"))
    monkeypatch.setenv("FANCHANT_STORE", str(tmp_path / "store"))
    return tmp_path / "templates"


def pictures(rendered: RenderedShot) -> list[np.ndarray]:
    with VideoFrames(MediaStore.configured().local_path(rendered.clip)) as clip:
        assert clip.size == (WIDTH, HEIGHT)
        return [clip.frame(index).astype(int) for index in range(rendered.frames)]


def plate_pictures(folders: Path) -> list[np.ndarray]:
    with VideoFrames(folders / "small" / "bundle" / "plate.mp4") as clip:
        return [clip.frame(index).astype(int) for index in range(FRAMES)]


def test_a_shot_is_drawn_and_encoded(folders: Path) -> None:
    shot = write_template(folders)
    heard: list[tuple[str, int, int]] = []
    with listening(lambda *report: heard.append(report)):
        rendered = render_shot("small", shot, FAN, "Zoë")
    assert (rendered.shot_id, rendered.frames, rendered.drawings) == ("close", FRAMES, FRAMES)
    assert rendered.gl_renderer
    assert heard == [("render_shot:close", done, FRAMES) for done in range(1, FRAMES + 1)]
    assert len(pictures(rendered)) == FRAMES
    assert render_shot("small", shot, FAN, "Zoë").clip == rendered.clip
    assert render_shot("small", shot, FAN, "Zoe").clip != rendered.clip


def test_a_shot_depends_on_nothing_else(folders: Path) -> None:
    shot = write_template(folders, PLATE, NAME, shot={"depends_on": ("name",)})
    assert render_shot("small", shot, FAN, "Zoë").clip == render_shot("small", shot, None, "Zoë").clip


def test_the_mouth_follows_the_fans_voice(folders: Path) -> None:
    shot = write_template(folders)
    open_mouth = render_shot("small", shot, FAN, "Zoë", ((0.0, 2.0, "aa", 1.0),))
    assert open_mouth.clip != render_shot("small", shot, FAN, "Zoë").clip
    assert open_mouth.clip == render_shot("small", shot, FAN, "Zoë", ((0.0, 2.0, "aa", 1.0),)).clip


def test_on_twos_drawings_are_held_and_the_plate_runs_on(folders: Path) -> None:
    shot = write_template(folders, shot={"drawing_step_frames": 2, "region": MIDDLE})
    rendered = render_shot("small", shot, FAN, "Zoë")
    assert (rendered.frames, rendered.drawings) == (FRAMES, FRAMES // 2)
    drawn, plate = pictures(rendered), plate_pictures(folders)
    corner = np.s_[:HEIGHT, :64]
    for mine, below in zip(drawn, plate, strict=True):
        assert np.abs(mine[corner] - below[corner]).mean() < 2.5
    face = np.s_[60:90, 150:170]
    held = [np.abs(drawn[i + 1][face] - drawn[i][face]).mean() for i in range(0, FRAMES, 2)]
    plate_moves = np.abs(plate[1][corner] - plate[0][corner]).mean()
    assert max(held) < 0.5 * plate_moves


def test_region_and_whole_frame_agree(folders: Path) -> None:
    shot = write_template(folders, PLATE, PERFORMER)
    bundle = folders / "small" / "bundle"
    request = draw_request(read_comp(bundle / "close.json"), SongClock(tempo_bpm=120), shot, FAN, None)

    def luma_of(region: Region | None) -> list[np.ndarray]:
        part = request.model_copy(update={"region": region})
        frames = shot_frames(Renderer.shared(), part, bundle, 1, lambda _: None)
        return [frame[MIDDLE.y : MIDDLE.y + MIDDLE.height, MIDDLE.x : MIDDLE.x + MIDDLE.width] for frame in frames]

    for whole, part in zip(luma_of(None), luma_of(MIDDLE), strict=True):
        # A viewport that begins elsewhere rounds a handful of edge samples to the other side.
        assert (whole != part).mean() < 5e-4


def test_a_comp_with_a_finish_is_drawn_whole(folders: Path) -> None:
    shot = write_template(folders, comp={"look": {"vignette": 0.9}}, shot={"drawing_step_frames": 3})
    rendered = render_shot("small", shot, FAN, "Zoë")
    assert rendered.drawings == 4
    drawn, plate = pictures(rendered), plate_pictures(folders)
    assert drawn[0][:8, :8].mean() < plate[0][:8, :8].mean() - 20


@pytest.mark.parametrize(
    ("layers", "shot", "code"),
    [
        ((PLATE, PERFORMER), {"frames": 11}, "comp_mismatch"),
        ((SolidLayer(id="back", colour=(0, 0, 0)), PERFORMER), {"region": MIDDLE}, "region_without_plate"),
        ((PLATE, PERFORMER), {"region": {"x": 200, "y": 0, "width": 160, "height": 100}}, "region_outside"),
        ((PLATE.model_copy(update={"asset": "gone.mp4"}), PERFORMER), {}, "plate_unreadable"),
        ((PLATE.model_copy(update={"first_frame": 5}), PERFORMER), {}, "plate_too_short"),
    ],
)
def test_a_broken_template_is_named_as_such(folders: Path, layers: tuple, shot: dict, code: str) -> None:  # type: ignore[type-arg]
    personal = write_template(folders, *layers)
    changed = Shot.model_validate(personal.model_dump() | shot)
    with pytest.raises(TemplateError) as caught:
        render_shot("small", changed, FAN, "Zoë")
    assert caught.value.code == code
    # The error and its traceback are still held here; that must not keep the renderer busy.
    assert not Renderer.shared()._job_lock.locked()
