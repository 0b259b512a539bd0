"""The demo's fan-kit, drawn by the real engine for fans that differ much."""

from __future__ import annotations

import io
from collections.abc import Mapping

import numpy as np
import pytest
from PIL import Image

from blocks.template_library import TemplateBundle
from contracts.character import Character
from contracts.comp import DrawRequest
from contracts.layers import PerformerLayer
from contracts.template import FanKitItem
from renderer.renderer import Renderer
from tasks.fan_kit.die_cut import Pixels
from tasks.fan_kit.requests import animation_request, still_request
from tasks.fan_kit.task import KitDrawing, read_comp
from tests.fan_kit.demo_kit import AFRO, BEARD, HIJAB, LONG_NAME, SHORT_NAME, TAILS, build_demo_kit

SIDE = 512
RIBBON_TOP = 391
"""Below it the ribbon hides where the figure ends."""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> TemplateBundle:
    return build_demo_kit(tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="module")
def files(bundle: TemplateBundle) -> dict[str, bytes]:
    """Every picture's file, by the item's id."""
    return draw(bundle, AFRO, LONG_NAME, pictured(bundle))


def pictured(bundle: TemplateBundle) -> list[FanKitItem]:
    return sorted((i for i in bundle.template.fan_kit if i.kind != "ringtone"), key=lambda i: i.kind == "sheet")


def draw(bundle: TemplateBundle, fan: Character, name: str, items: list[FanKitItem]) -> dict[str, bytes]:
    kit = KitDrawing(Renderer.shared(), bundle, fan, name)
    return {item.id: kit.file_of(item) for item in items}


def stickers(bundle: TemplateBundle) -> list[FanKitItem]:
    return [item for item in bundle.template.fan_kit if item.kind == "still" and item.die_cut_px]


def moving(bundle: TemplateBundle) -> FanKitItem:
    (item,) = (item for item in bundle.template.fan_kit if item.kind == "animation")
    return item


def decoded(file: bytes) -> Pixels:
    return np.asarray(Image.open(io.BytesIO(file)).convert("RGBA"))


def frames_of(file: bytes) -> tuple[list[Pixels], list[int]]:
    pictures, durations = [], []
    with Image.open(io.BytesIO(file)) as image:
        for index in range(image.n_frames):
            image.seek(index)
            pictures.append(np.asarray(image.convert("RGBA")))
            durations.append(int(image.info["duration"]))
    return pictures, durations


def on(background: int, picture: Pixels) -> np.ndarray:
    """As it is seen on a grey background, `(height, width)` brightness."""
    alpha = picture[..., 3:] / 255.0
    return np.asarray((picture[..., :3] * alpha + background * (1 - alpha)).mean(axis=2))


def test_the_kit_has_what_fans_expect(bundle: TemplateBundle) -> None:
    kinds = [item.kind for item in bundle.template.fan_kit]
    assert len(stickers(bundle)) == 6
    assert {kind: kinds.count(kind) for kind in ("animation", "sheet", "card_back", "ringtone")} == {
        "animation": 1,
        "sheet": 1,
        "card_back": 1,
        "ringtone": 1,
    }
    assert all("name" in item.depends_on for item in pictured(bundle))


def test_stickers_are_as_messengers_want_them(bundle: TemplateBundle, files: Mapping[str, bytes]) -> None:
    for item in stickers(bundle):
        file = files[item.id]
        picture = decoded(file)
        assert file[8:12] == b"WEBP" and len(file) <= 100_000
        assert picture.shape == (SIDE, SIDE, 4)
        alpha = picture[..., 3]
        assert max(alpha[:6].max(), alpha[-6:].max(), alpha[:, :6].max(), alpha[:, -6:].max()) <= 8
        assert alpha[SIDE // 2, SIDE // 2] == 255
        for corner in (alpha[:40, :16], alpha[:40, -16:], alpha[-12:, :12], alpha[-12:, -12:]):
            assert corner.max() <= 8, f"{item.id}: not cut out"


def test_stickers_stand_off_from_light_and_dark_backgrounds(bundle: TemplateBundle, files: Mapping[str, bytes]) -> None:
    for item in (*stickers(bundle), moving(bundle)):
        picture = frames_of(files[item.id])[0][0] if item.kind == "animation" else decoded(files[item.id])
        row = picture[430]
        rim = np.flatnonzero(row[:, 3] == 255)[0] + 4
        assert row[rim, :3].min() > 235, f"{item.id}: no white edge"
        assert on(255, picture[430:431])[0, :rim].min() < 225, f"{item.id}: lost on white"
        assert on(20, picture[430:431])[0, rim] > 220, f"{item.id}: lost on black"


@pytest.mark.parametrize("fan", [AFRO, TAILS, HIJAB, BEARD], ids=["afro", "tails", "hijab", "beard"])
def test_nobody_is_cut_off(bundle: TemplateBundle, fan: Character) -> None:
    items = (*stickers(bundle), moving(bundle))
    for item in items:
        comp = read_comp(bundle, item)
        if item.kind == "animation":
            request = animation_request(item, comp, fan, SHORT_NAME)
            request = request.model_copy(update={"frames": request.frames[::4]})
        else:
            request = still_request(item, comp, bundle.template.song.clock, fan, SHORT_NAME)
        kept = decoded(bundle.path(item.mask or "").read_bytes())[..., 3]
        for whole in Renderer.shared().pictures(request, bundle.root):
            lost = (whole[..., 3] > 40) & (kept < 40)
            assert not lost[:RIBBON_TOP].any(), f"{item.id}: {lost[:RIBBON_TOP].sum()} pixels are cut off"


def test_the_sheet_shows_all_six(bundle: TemplateBundle, files: Mapping[str, bytes]) -> None:
    (item,) = (item for item in bundle.template.fan_kit if item.kind == "sheet")
    page = decoded(files[item.id])
    assert set(item.of) == {sticker.id for sticker in stickers(bundle)}
    assert page.shape[1] > 3 * SIDE and page.shape[0] > 2 * SIDE
    assert page[:8, :, 3].max() == 0
    for row in range(2):
        for column in range(3):
            part = page[row * SIDE : (row + 1) * SIDE, column * SIDE : (column + 1) * SIDE, 3]
            assert 0.4 < (part > 128).mean() < 0.9


def test_the_moving_sticker_loops(bundle: TemplateBundle, files: Mapping[str, bytes]) -> None:
    file = files[moving(bundle).id]
    pictures, durations = frames_of(file)
    assert len(file) <= 500_000
    assert 1000 <= sum(durations) <= 2000
    assert len(durations) == pytest.approx(12 * sum(durations) / 1000, abs=1), "on twos"
    assert max(picture[..., 3][:6].max() for picture in pictures) <= 8
    seen = [on(128, picture)[:RIBBON_TOP, 120:] for picture in pictures]
    steps = [np.abs(a - b).mean() for a, b in zip(seen, [*seen[1:], seen[0]], strict=True)]
    assert min(steps) > 0.3, "it moves all the time"
    assert steps[-1] <= 1.5 * max(steps[:-1]), "from the last picture to the first as between any two"


def test_after_one_round_the_dancer_is_where_the_round_began(bundle: TemplateBundle) -> None:
    item = moving(bundle)
    comp = read_comp(bundle, item)
    request = animation_request(item, comp, TAILS, SHORT_NAME)
    dancer = tuple(layer for layer in comp.layers if isinstance(layer, PerformerLayer))
    longer = comp.model_copy(update={"layers": dancer, "frames": comp.frames + 1})
    around = DrawRequest.model_validate(
        request.model_dump() | {"comp": longer.model_dump(), "name": None, "frames": (0, comp.frames // 2, comp.frames)}
    )
    first, middle, again = (on(128, picture) for picture in Renderer.shared().pictures(around, bundle.root))
    assert np.abs(first - again).mean() < 0.02 * np.abs(first - middle).mean()


def test_card_and_wallpaper_have_their_sizes_and_leave_the_clock_alone(files: Mapping[str, bytes]) -> None:
    assert decoded(files["photocard"]).shape[:2] == decoded(files["photocard-back"]).shape[:2] == (1040, 744)
    wallpaper = on(0, decoded(files["wallpaper"]))
    assert wallpaper.shape == (1920, 1080)
    clock, middle = wallpaper[130:520, 140:940], wallpaper[760:1400, 140:940]
    assert clock.mean() < 60 and clock.std() < 0.6 * middle.std()
    assert wallpaper[1700:].mean() < 40


def test_another_fan_has_another_number_on_the_back_and_the_same_fan_the_same(bundle: TemplateBundle) -> None:
    (back,) = (item for item in bundle.template.fan_kit if item.kind == "card_back")
    backs = [draw(bundle, fan, SHORT_NAME, [back])[back.id] for fan in (AFRO, HIJAB, AFRO)]
    assert backs[0] == backs[2]
    changed = np.abs(decoded(backs[0]).astype(int) - decoded(backs[1])).sum(axis=2) > 0
    rows = np.flatnonzero(changed.any(axis=1))
    assert 0 < len(rows) < 60, "only the number differs"


def test_the_same_fan_gets_the_same_bytes_in_any_order(bundle: TemplateBundle, files: Mapping[str, bytes]) -> None:
    some = [item for item in reversed(pictured(bundle)) if item.id in ("sticker-love", "photocard-back", "photocard")]
    assert draw(bundle, AFRO, LONG_NAME, some) == {item.id: files[item.id] for item in some}


def test_files_tell_nothing_about_the_fan(bundle: TemplateBundle, files: Mapping[str, bytes]) -> None:
    for item in pictured(bundle):
        file = files[item.id]
        assert LONG_NAME.encode() not in file and LONG_NAME.lower() not in item.file_name
        assert not any(chunk in file[:64] + file[-4096:] for chunk in (b"EXIF", b"XMP ", b"tEXt", b"iTXt", b"tIME"))
