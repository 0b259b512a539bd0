"""What is drawn of an After Effects export: the fan among its planes, seen by its camera."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from blocks.media_store import MediaStore
from blocks.template_library import open_template
from contracts.character import Character
from contracts.comp import Comp, DrawRequest, Look, SongClock
from contracts.errors import ConfigurationError
from contracts.layers import PerformerLayer
from contracts.precomp import Group, Item, Matte
from contracts.space import Camera, Matrix4
from flows.build_template import build_template
from media.video import VideoFrames
from renderer.browser import find_browser
from renderer.page_server import DIST
from renderer.renderer import Renderer
from tasks.comp_import.after_effects import import_after_effects
from tasks.comp_import.bodymovin import import_comp
from tasks.render.drawings import can_lay_over
from tasks.render.task import render_shot
from tasks.template.lint import lint_bundle
from tests.comp import fixtures
from tests.comp.judges import FAR_LEVELS, Pixels, ours, percent_off
from tests.comp.stage import FRAMES, HEIGHT, WIDTH, layer, precomp, seen_at, stage
from tests.render.template import PLATE, write_template

ROOT = Path(__file__).resolve().parents[2]
IDENTITY = (1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)
FAN = Character(skin_tone=4, hair_style="bald", hair_colour="ink")
RED, BLUE, WALL = (229, 25, 25), (25, 25, 102), (25, 127, 229)
FEET, HEAD = (311, 300), (320, 100)
"""Pixels of frame 0 inside the fan: on a boot, where the board is before it, and in the face."""


@pytest.fixture(autouse=True)
def _needs_browser() -> None:
    try:
        find_browser()
    except ConfigurationError as error:
        pytest.skip(str(error))
    if not (DIST / "compositor.js").exists():
        pytest.skip("the compositor is not built; run `make setup`")


SILENCE = SongClock(tempo_bpm=120)


def drawn(comp: Comp, frame: int = 0, name: str | None = "Zoë", song: SongClock = SILENCE) -> Pixels:
    """A frame over white."""
    request = DrawRequest(comp=comp, song=song, song_start_frame=0, fan=FAN, name=name, frames=(frame,))
    image = Image.open(io.BytesIO(Renderer.shared().still(request, ROOT))).convert("RGBA")
    white = Image.new("RGBA", image.size, (255, 255, 255, 255))
    return np.asarray(Image.alpha_composite(white, image).convert("RGB")).astype(np.int16)


def imported(data: dict[str, Any]) -> Comp:
    return import_after_effects(data)[0]


def only(comp: Comp, *names: str, **changes: Any) -> Comp:
    """The comp with nothing but some of its items; `changes` are made to the fan's."""
    group = precomp(comp).group
    kept = [item for item in group.items if item.name in names]
    changed = []
    for item in kept:
        update = dict(changes) if item.name.startswith("@fan") else {}
        if item.matte:
            update["matte"] = item.matte.model_copy(update={"item": kept.index(group.items[item.matte.item])})
        changed.append(item.model_copy(update=update))
    return with_group(comp, group.model_copy(update={"items": tuple(changed)}))


def with_group(comp: Comp, group: Group) -> Comp:
    return comp.model_copy(update={"layers": (precomp(comp).model_copy(update={"group": group}),)})


def is_near(picture: Pixels, place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    return bool(np.abs(picture[place[1], place[0]] - colour).max() <= 3)


def figure_of(picture: Pixels) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of what is not white."""
    covered = (255 - picture).max(axis=2) > 60
    rows, columns = np.nonzero(covered.any(axis=1))[0], np.nonzero(covered.any(axis=0))[0]
    return columns[0], rows[0], columns[-1] + 1, rows[-1] + 1


def test_the_fan_stands_between_the_planes() -> None:
    picture = drawn(imported(stage()))
    assert is_near(picture, FEET, RED)
    assert not is_near(picture, HEAD, WALL)
    assert is_near(picture, (200, 180), WALL)
    assert is_near(picture, (20, 180), BLUE)
    grey = np.abs(picture - 127).max(axis=2) < 2
    assert grey.mean() < 0.001, "the slot's own layer shows"
    behind = stage()
    for matrix in layer(behind, "Board")["matrix_track"]:
        matrix[14] += 120
    assert not is_near(drawn(imported(behind)), FEET, RED)
    before = stage()
    for matrix in layer(before, "Wall")["matrix_track"]:
        matrix[14] -= 200
    assert is_near(drawn(imported(before)), HEAD, WALL)


@pytest.mark.parametrize("frame", [0, 4, 8])
def test_feet_and_head_land_where_the_slot_does(frame: int) -> None:
    left, top, right, bottom = figure_of(drawn(only(imported(stage()), "@fan hold"), frame))
    feet, head = seen_at((320, 320, 0), frame), seen_at((320, 80, 0), frame)
    height = feet[1] - head[1]
    # Soles and crown have depth: half a head of it, seen at an angle; toes reach further than a crown.
    assert abs(bottom - feet[1]) < 0.03 * height
    assert abs(top - head[1]) < 0.02 * height
    assert abs((left + right) / 2 - (feet[0] + head[0]) / 2) < 0.06 * height
    assert 0.3 * height < right - left < 0.6 * height


def test_the_slots_scale_is_the_fans() -> None:
    data = stage()
    (matrix,) = layer(data, "@fan hold")["matrix_track"]
    # Half as high, twice as wide: the fan keeps its proportions. The feet stay where they are.
    matrix[:12] = [2, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 1, 0]
    matrix[12:14] = [320 - 120, 320 - 120]
    left, top, right, bottom = figure_of(drawn(only(imported(data), "@fan hold")))
    assert abs(bottom - 320) < 4
    assert abs(top - 200) < 4
    assert 36 < right - left < 72


def test_a_flat_slot_ignores_the_camera() -> None:
    comp = only(imported(stage()), "@fan hold", three_d=False)
    first, last = drawn(comp, 0), drawn(comp, 8)
    _, top, _, bottom = figure_of(first)
    assert abs(bottom - 320) < 0.03 * 240
    assert abs(top - 80) < 5
    assert np.abs(figure_of(last)[1] - top) <= 1


def test_it_is_the_performer_of_any_other_comp() -> None:
    """The same place, camera and light as a layer of its own, in the engine's axes and units."""
    comp = only(imported(stage()), "@fan hold")
    group = precomp(comp).group
    unit = 240 / 5.7

    def flipped(values: Matrix4, origin: np.ndarray) -> Matrix4:
        flip = np.diag([1, -1, -1, 1])
        matrix = np.array(values).reshape(4, 4).T
        matrix[:3, 3] = (matrix[:3, 3] - origin) / unit
        return tuple((flip @ matrix @ flip).T.flatten().tolist())

    feet = np.array([320, 320, 0])
    camera = Camera(
        matrix_track=tuple(flipped(matrix, feet) for matrix in group.camera.matrix_track),
        zoom_px_track=group.camera.zoom_px_track,
    )
    fan = PerformerLayer(id="fan", slot="fan", motion="hold", seed=group.items[0].content.seed)  # type: ignore[union-attr]
    plain = comp.model_copy(update={"layers": (fan,), "camera": camera, "look": Look(msaa_samples=4)})
    for frame in (0, 8):
        assert percent_off(drawn(comp, frame), drawn(plain, frame)) < 0.05


def test_opacity_matte_and_blend_take_the_fan_as_a_whole() -> None:
    comp = imported(stage())
    alone = drawn(only(comp, "@fan hold"))
    faded = drawn(only(comp, "@fan hold", opacity_track=(0.5,)))
    assert np.abs(faded - (alone + 255) / 2).max() <= 3
    group = precomp(comp).group
    half = next(item for item in group.items if item.name == "Half")
    fan = next(item for item in group.items if item.name == "@fan hold")
    moved = half.model_copy(update={"matrix_track": ((*half.matrix_track[0][:12], 320, 160, 0, 1),)})
    cut = fan.model_copy(update={"matte": Matte(item=0, channel="alpha")})
    matted = drawn(with_group(comp, Group.model_validate(group.model_dump() | {"items": dumped(moved, cut)})))
    assert (matted[:, :318] == 255).all()
    assert (matted[165:235, 322:372] == alone[165:235, 322:372]).mean() > 0.99
    wall = next(item for item in group.items if item.name == "Wall")
    screened = fan.model_copy(update={"blend": "multiply"})
    multiplied = drawn(with_group(comp, Group.model_validate(group.model_dump() | {"items": dumped(wall, screened)})))
    expected = np.array(WALL) * alone[HEAD[1], HEAD[0]] / 255
    assert np.abs(multiplied[HEAD[1], HEAD[0]] - expected).max() <= 4


def dumped(*items: Item) -> list[dict[str, Any]]:
    return [item.model_dump() for item in items]


def test_the_name_is_drawn_in_its_box() -> None:
    comp = only(imported(stage()), "@name big", "Inner")
    lettered, empty = drawn(comp, name="Zoë"), drawn(comp, name="")
    changed = np.abs(lettered - empty).max(axis=2) > FAR_LEVELS
    rows, columns = np.nonzero(changed.any(axis=1))[0], np.nonzero(changed.any(axis=0))[0]
    assert 9 <= rows[0] < 14
    assert 55 < rows[-1] <= 59
    assert abs((columns[0] + columns[-1]) / 2 - 320) < 3
    assert np.abs(lettered[changed] - 255).max(axis=1).min() < 100
    assert (drawn(comp, name="Maximilian-Alexander")[:, :135] == empty[:, :135]).all(), "long names stay in the box"


def test_the_mouth_sings_and_the_eyes_follow_the_camera() -> None:
    comp = imported(stage())
    still = drawn(comp, 8)
    singing = drawn(comp, 8, song=SongClock(tempo_bpm=120, visemes=((0.2, 0.5, "aa", 1.0),)))
    rows = np.nonzero((np.abs(singing - still).max(axis=2) > FAR_LEVELS).any(axis=1))[0]
    # Who sings nods and opens the chest too, but stands as before.
    assert 60 < rows.min() <= rows.max() < 240
    group = precomp(comp).group
    items = tuple(
        item.model_copy(update={"content": item.content.model_copy(update={"gaze": "ahead"})})
        if item.name.startswith("@fan")
        else item
        for item in group.items
    )
    assert percent_off(drawn(with_group(comp, group.model_copy(update={"items": items})), 8), still) > 0.02


def test_frames_do_not_depend_on_each_other() -> None:
    comp = imported(stage())
    request = DrawRequest(
        comp=comp, song=SongClock(tempo_bpm=120), song_start_frame=0, fan=FAN, name="Zoë", frames=(8, 0, 5)
    )
    many = [picture.copy() for picture in Renderer.shared().draw(request, ROOT)]
    for frame, picture in zip(request.frames, many, strict=True):
        (one,) = Renderer.shared().draw(request.model_copy(update={"frames": (frame,)}), ROOT)
        assert np.array_equal(one, picture)


def test_bodymovin_draws_the_same_where_it_can() -> None:
    """The same project by hand: its two turns are about one axis, on which players cannot disagree."""

    def spatial(index: int, name: str, colour: str, size: tuple[int, int], **ks: Any) -> dict[str, Any]:
        return fixtures.solid(index, colour, *size, nm=name, ddd=1, ks=fixtures.transform(**ks))

    still, moving = fixtures.still, fixtures.moving
    view = {"p": moving((0, [320, 180, -900]), (8, [480, 140, -820])), "a": still([320, 180, 0])}
    half = spatial(2, "Half", "#ffffff", (60, 80), p=still([490, 290, 0]), a=still([0, 40, 0])) | {"td": 1}
    cut = spatial(3, "Cut", "#00ff00", (120, 80), p=still([490, 290, 0]), a=still([60, 40, 0])) | {"tt": 1}
    turned = {"ry": still(10), "or": still([0, 5, 0])}
    board = spatial(4, "Board", "#e61a1a", (80, 60), p=still([320, 300, -60]), a=still([40, 30, 0]), **turned)
    wall = spatial(5, "Wall", "#1a80e6", (360, 280), p=still([320, 180, 120]), a=still([180, 140, 0]))
    inner = {"ty": 0, "nm": "Inner", "ind": 6, "refId": "c", "w": 320, "h": 180, "ip": 0, "op": 48, "st": 0}
    inner |= {"ks": fixtures.transform(s=still([200, 200, 100])), "tm": moving((0, 8 / 24), (8, 0))}
    dot = fixtures.solid(1, "#ffcc00", 40, 40, ks=fixtures.transform(p=moving((0, [0, 70, 0]), (8, [240, 70, 0]))))
    floor = fixtures.solid(2, "#1a1a66", 320, 180)
    data = fixtures.file(
        fixtures.camera(1, still(900), ks=view),
        *(half, cut, board, wall, inner),
        w=WIDTH,
        h=HEIGHT,
        op=FRAMES,
        assets=[{"id": "c", "layers": [dot, floor]}],
    )
    theirs = import_comp(data)[0]
    mine = only(imported(stage()), "Inner", "Wall", "Board", "Cut", "Half")
    assert precomp(mine).group.items[3].matte == Matte(item=4, channel="alpha")
    for frame in (0, 5, 8):
        assert percent_off(ours(mine, frame, WIDTH, HEIGHT), ours(theirs, frame, WIDTH, HEIGHT)) < 0.05


SOURCE = """
from pathlib import Path
import numpy as np
from contracts.comp import Comp, SongClock
from contracts.template import Cue, Note, Song, VideoFormat
from media.audio_file import write_flac
from tasks.template.source import PersonalShot, TemplateSource

SCENE = Path(__file__).with_name("scene.json")


def build_song(folder: Path, *, prefix: str = "") -> Song:
    write_flac(folder / "backing.flac", np.zeros((2, 18000), np.float32))
    write_flac(folder / "guide.flac", np.zeros((1, 16000), np.float32))
    cue = Cue(start_frame=0, frames=8, lyric="la", notes=(Note(start_s=0, duration_s=0.2, midi=60),),
              guide_vocal=f"{prefix}guide.flac")
    return Song(title="Small", tempo_bpm=120, key="C", backing=f"{prefix}backing.flac", cue=cue,
                clock=SongClock(tempo_bpm=120))


def template():
    scene = Comp.model_validate_json(SCENE.read_text()).model_copy(update={"id": "scene"})
    shot = PersonalShot(start_frame=0, comp=scene, depends_on=("character", "name"), drawing_step_frames=1)
    video = VideoFormat(width=640, height=360, fps=24, frames=scene.frames)
    return TemplateSource(id="little", video=video, shots=(shot,), fan_kit=(), build_song=build_song)
"""


def test_from_the_export_to_a_fans_shot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way that docs/after-effects.md describes."""
    source = tmp_path / "templates" / "little" / "source"
    source.mkdir(parents=True)
    (source / "__init__.py").write_text(SOURCE)
    (source / "scene.json").write_text(imported(stage()).model_dump_json())
    build_template(source.parent)
    bundle = source.parent / "bundle"
    assert [finding for finding in lint_bundle(bundle) if finding.level == "error"] == []
    monkeypatch.setenv("FANCHANT_TEMPLATES", str(tmp_path / "templates"))
    monkeypatch.setenv("FANCHANT_STORE", str(tmp_path / "store"))
    (shot,) = open_template("little").template.shots
    rendered = render_shot("little", shot, FAN, "Zoë")
    assert rendered.frames == rendered.drawings == FRAMES
    with VideoFrames(MediaStore.configured().local_path(rendered.clip)) as clip:
        luma = clip.frame(0)[:HEIGHT].astype(int)
    expected = drawn(imported(stage())) @ [0.2126, 0.7152, 0.0722] * 219 / 255 + 16
    assert np.abs(luma - expected).mean() < 2
    assert render_shot("little", shot, FAN, "Ana").clip != rendered.clip


def test_over_a_plate_only_the_comp_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANCHANT_TEMPLATES", str(tmp_path / "templates"))
    monkeypatch.setenv("FANCHANT_STORE", str(tmp_path / "store"))
    monkeypatch.setattr("tests.render.template.FRAMES", FRAMES)
    comp = only(imported(stage()), "@fan hold", "Board")
    layers = (PLATE, precomp(comp).model_copy(update={"scale": 0.5}))
    assert can_lay_over(comp.model_copy(update={"layers": layers}))
    shot = write_template(tmp_path / "templates", *layers, comp={"camera": comp.camera})
    rendered = render_shot("small", shot, FAN, None)
    with VideoFrames(MediaStore.configured().local_path(rendered.clip)) as clip:
        luma = clip.frame(3)[:180].astype(int)
    with VideoFrames(tmp_path / "templates" / "small" / "bundle" / "plate.mp4") as clip:
        below = clip.frame(3)[:180].astype(int)
    figure = drawn(comp, 3)[::2, ::2]
    assert np.abs(luma[:, :90] - below[:, :90]).mean() < 2
    inside = np.abs(figure - RED).max(axis=2) < 10
    assert inside.sum() > 500
    assert np.abs(luma[inside] - (np.array(RED) @ [0.2126, 0.7152, 0.0722] * 219 / 255 + 16)).mean() < 4


def test_inside_another_comp_the_fan_is_the_same() -> None:
    comp = only(imported(stage()), "@fan hold", "Wall", "Board")
    group = precomp(comp).group
    item = {"matrix_track": (IDENTITY,), "content": group.model_dump() | {"type": "group"}}
    nested = Group.model_validate(group.model_dump() | {"items": (item,)})
    for frame in (0, 8):
        assert percent_off(drawn(with_group(comp, nested), frame), drawn(comp, frame)) < 0.05


@pytest.mark.parametrize(("align", "side"), [("left", 140), ("right", 500)])
def test_words_stand_at_their_side_of_the_box(align: str, side: int) -> None:
    data = stage()
    layer(data, "@name big")["text"]["justification"] = align
    comp = only(imported(data), "@name big", "Inner")
    ink = np.abs(drawn(comp, name="Zo") - drawn(comp, name="")).max(axis=2) > FAR_LEVELS
    columns = np.nonzero(ink.any(axis=0))[0]
    assert abs((columns[0] if align == "left" else columns[-1] + 1) - side) < 4
