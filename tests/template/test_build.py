"""Building a template with the real engine: what is drawn, and what is left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from contracts.errors import InputRejected, TemplateError
from deployments.local_server import LocalServer
from flows.build_template import build_template, build_template_flow
from tasks.template.lint import lint_bundle
from tasks.template.source import load_source

SOURCE = """
from pathlib import Path
import numpy as np
from contracts.comp import Comp, Look, SongClock
from contracts.layers import PerformerLayer, PlateLayer, SetLayer, SolidLayer, TextLayer
from contracts.space import Camera
from contracts.template import Cue, Note, Song, VideoFormat
from media.audio_file import write_flac
from tasks.template.source import KitPicture, PersonalShot, StaticShot, TemplateSource

COLOUR = (0.8, 0.1, 0.3)
CAMERA = Camera(matrix_track=((1,0,0,0, 0,1,0,0, 0,0,1,0, 0,4,20,1),), zoom_px_track=(150.0,))


def comp(of, layers):
    return Comp(id=of, width=160, height=88, fps=24, frames=6, camera=CAMERA, look=Look(msaa_samples=0), layers=layers)


def build_song(folder: Path, *, prefix: str = "") -> Song:
    write_flac(folder / "backing.flac", np.zeros((2, 36000), np.float32))
    write_flac(folder / "guide.flac", np.zeros((1, 12000), np.float32))
    cue = Cue(start_frame=6, frames=6, lyric="la", notes=(Note(start_s=0, duration_s=0.2, midi=60),),
              guide_vocal=f"{prefix}guide.flac")
    return Song(title="t", tempo_bpm=120, key="C", backing=f"{prefix}backing.flac", cue=cue,
                clock=SongClock(tempo_bpm=120))


def template():
    solid = SolidLayer(id="ground", colour=COLOUR)
    screens = SetLayer(id="screens", name="screens")
    name = TextLayer(id="name", slot="name", width=8, height=2)
    fan = PerformerLayer(id="fan", slot="fan")
    return TemplateSource(
        id="small", video=VideoFormat(width=160, height=88, fps=24, frames=18), build_song=build_song,
        shots=(
            StaticShot(start_frame=0, comp=comp("one", (solid,)), step_frames=2),
            PersonalShot(start_frame=6, plate=comp("two-plate", (screens,)),
                         comp=comp("two", (PlateLayer(id="plate", asset="plates/two.mp4"), fan, name)),
                         depends_on=("character", "name", "voice")),
            StaticShot(start_frame=12, comp=comp("three", (screens,))),
        ),
        fan_kit=(KitPicture(comp=comp("card", (PlateLayer(id="plate", asset="plates/card.mp4"), name)),
                            plate=comp("card-plate", (screens,)), depends_on=("name",)),),
    )
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template that is built once; tests that change it copy it."""
    folder = tmp_path_factory.mktemp("templates") / "small"
    (folder / "source").mkdir(parents=True)
    (folder / "source" / "__init__.py").write_text(SOURCE)
    report = build_template(folder)
    assert report.kept == []
    return folder


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "small"))


def test_a_bundle_has_everything_and_passes_the_lint(folder: Path) -> None:
    files = {p.relative_to(folder / "bundle").as_posix() for p in (folder / "bundle").rglob("*") if p.is_file()}
    assert files == {
        "template.json",
        "manifest.json",
        "audio/backing.flac",
        "audio/guide.flac",
        "clips/one.mp4",
        "clips/three.mp4",
        "plates/two.mp4",
        "plates/card.mp4",
        "comps/two.json",
        "comps/card.json",
    }
    assert lint_bundle(folder / "bundle", folder / "source") == []


def test_a_second_build_makes_nothing_and_changes_nothing(copy: Path) -> None:
    before = {p: p.read_bytes() for p in (copy / "bundle").rglob("*") if p.is_file()}
    assert build_template(copy).drawn == []
    assert {p: p.read_bytes() for p in (copy / "bundle").rglob("*") if p.is_file()} == before


def test_the_same_source_gives_the_same_bytes_elsewhere(folder: Path, tmp_path: Path) -> None:
    build_template(folder, tmp_path / "again")
    for path in (folder / "bundle").rglob("*"):
        if path.is_file():
            assert (tmp_path / "again" / path.relative_to(folder / "bundle")).read_bytes() == path.read_bytes()


def test_only_what_changed_is_drawn_anew(copy: Path) -> None:
    source = copy / "source" / "__init__.py"
    source.write_text(SOURCE.replace("(0.8, 0.1, 0.3)", "(0.1, 0.7, 0.3)"))
    before = build_template(copy)
    assert before.drawn == ["clips/one.mp4"]
    (copy / "bundle" / "plates" / "two.mp4").write_bytes(b"damaged")
    assert build_template(copy).drawn == ["plates/two.mp4"]


def test_only_draws_the_named_shot_and_no_other(copy: Path) -> None:
    assert build_template(copy, only=["three"]).drawn == ["clips/three.mp4"]
    with pytest.raises(InputRejected, match="there is: one, two, three, card"):
        build_template(copy, only=["four"])


def test_a_shot_that_is_gone_leaves_no_file(copy: Path) -> None:
    source = copy / "source" / "__init__.py"
    source.write_text(SOURCE.replace("fan_kit=(", "fan_kit=() and ("))
    build_template(copy)
    assert not (copy / "bundle" / "plates" / "card.mp4").exists()
    assert not (copy / "bundle" / "comps" / "card.json").exists()


def test_a_source_that_fails_is_a_template_error(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"has no source/__init__\.py"):
        load_source(tmp_path)
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "__init__.py").write_text("1 / 0\n")
    with pytest.raises(TemplateError, match="ZeroDivisionError"):
        load_source(tmp_path)
    (tmp_path / "source" / "__init__.py").write_text("def template():\n    return 3\n")
    with pytest.raises(TemplateError, match="must return a TemplateSource"):
        load_source(tmp_path)


def test_the_same_build_runs_as_a_flow(copy: Path, prefect_server: LocalServer) -> None:
    report = build_template_flow(copy, only=["one"])
    assert report.template == "small"
    assert report.drawn == ["clips/one.mp4"]
