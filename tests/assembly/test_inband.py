"""Clips of different encoders in one video: refused, or with their parameter sets in band where that is allowed."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from contracts.errors import ConfigurationError
from contracts.template import VideoFormat
from media.access_units import annexb_units, declared_sets, is_key_frame, sample_units, unit_type, with_sets_in_band
from media.h264 import H264Writer
from media.nvenc import ContextWriter
from renderer.browser import find_browser
from tasks.assembly.splice import Clip, SpliceMismatchError, splice
from tasks.assembly.verify import check_video
from tests.assembly.clips import FPS, HEIGHT, WIDTH, numbered_frame, packets, read_number, write_beeps, write_clip

FRAMES = 30
FOREIGN = {"preset": "veryfast", "forced-idr": "1", "profile": "main", "x264-params": "bframes=0:ref=3:scenecut=0"}
COLOURS = ((100, 90, 200), (140, 200, 90))


def write_foreign(path: Path, numbers: range, width: int = WIDTH) -> Path:
    """A clip as another encoder writes it: the same law, other parameter sets."""
    with ContextWriter(path, width, HEIGHT, FPS, codec="libx264", options=FOREIGN) as writer:
        for number in numbers:
            writer.write(numbered_frame(number) if width == WIDTH else np.zeros((HEIGHT * 3 // 2, width), np.uint8))
    return path


def stripped(path: Path, source: Path) -> Path:
    """The same clip with its parameter sets in the sample entry only, as most encoders write it."""
    with (
        av.open(str(source)) as clip,
        av.open(str(path), "w", options={"video_track_timescale": str(FPS * 512)}) as out,
    ):
        stream = out.add_stream_from_template(clip.streams.video[0])
        for packet in clip.demux(video=0):
            if packet.pts is None:
                continue
            units = [unit for unit in sample_units(bytes(packet)) if unit_type(unit) not in (7, 8)]
            copied = av.Packet(b"".join(len(unit).to_bytes(4, "big") + unit for unit in units))
            copied.pts, copied.dts, copied.duration = packet.pts, packet.dts, packet.duration
            copied.time_base, copied.is_keyframe, copied.stream = packet.time_base, packet.is_keyframe, stream
            out.mux(copied)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inband")
    write_beeps(folder / "sound.mp4", seconds=5)
    write_clip(folder / "ours0.mp4", range(FRAMES))
    write_foreign(folder / "foreign1.mp4", range(FRAMES, 2 * FRAMES))
    write_clip(folder / "ours2.mp4", range(2 * FRAMES, 3 * FRAMES))
    write_foreign(folder / "whole3.mp4", range(3 * FRAMES, 4 * FRAMES))
    stripped(folder / "foreign3.mp4", folder / "whole3.mp4")
    return folder


def clips(folder: Path, *labels: str) -> list[Clip]:
    return [Clip(label=label, path=folder / f"{label}.mp4", frames=FRAMES) for label in labels]


@pytest.fixture(scope="module")
def mixed(folder: Path) -> Path:
    """Ours, another's, ours, another's without sets in its key frames."""
    path = folder / "mixed.mp4"
    parts = clips(folder, "ours0", "foreign1", "ours2", "foreign3")
    assert splice(parts, folder / "sound.mp4", path, fps=FPS, allow_inband=True) == 4 * FRAMES
    return path


def sample_entry(path: Path) -> str:
    with av.open(str(path)) as container:
        return container.streams.video[0].codec_context.codec_tag


def test_every_frame_decodes_in_order_with_its_own_picture(folder: Path, mixed: Path) -> None:
    check_video(mixed, VideoFormat(width=WIDTH, height=HEIGHT, fps=FPS, frames=4 * FRAMES))
    with av.open(str(mixed)) as container:
        decoded = [frame.to_ndarray(format="yuv420p") for frame in container.decode(video=0)]
    assert [read_number(picture[:HEIGHT]) for picture in decoded] == list(range(4 * FRAMES))
    for part, label in enumerate(("ours0", "foreign1", "ours2", "foreign3")):
        with av.open(str(folder / f"{label}.mp4")) as clip:
            alone = [frame.to_ndarray(format="yuv420p") for frame in clip.decode(video=0)]
        together = decoded[part * FRAMES : (part + 1) * FRAMES]
        assert all(np.array_equal(a, b) for a, b in zip(alone, together, strict=True))


def test_every_key_frame_can_be_begun_at(folder: Path, mixed: Path) -> None:
    assert sample_entry(mixed) == "avc3"
    starts = 0
    for number in range(4 * FRAMES):
        with av.open(str(mixed)) as container:
            container.seek(number * 512, stream=container.streams.video[0])
            frame = next(container.decode(video=0))
            assert frame.pts is not None
            assert read_number(frame.to_ndarray(format="gray")) == frame.pts // 512
            starts += frame.pts // 512 == number
    assert starts == 8  # two per clip
    for sample in packets(mixed)[::FRAMES]:
        assert {7, 8} <= {unit_type(unit) for unit in sample_units(sample)}


def test_equal_clips_are_copied_as_ever(folder: Path, tmp_path: Path) -> None:
    parts = clips(folder, "ours0", "ours2")
    splice(parts, folder / "sound.mp4", tmp_path / "plain.mp4", fps=FPS)
    splice(parts, folder / "sound.mp4", tmp_path / "allowed.mp4", fps=FPS, allow_inband=True)
    assert (tmp_path / "plain.mp4").read_bytes() == (tmp_path / "allowed.mp4").read_bytes()
    assert sample_entry(tmp_path / "plain.mp4") == "avc1"


def test_mixed_clips_are_refused_where_that_is_not_allowed(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(SpliceMismatchError, match=r"foreign1 .* SPS/PPS .*; encode both with x264, or switch"):
        splice(clips(folder, "ours0", "foreign1"), folder / "sound.mp4", tmp_path / "video.mp4", fps=FPS)


def test_another_size_is_refused_in_any_case(folder: Path, tmp_path: Path) -> None:
    narrow = Clip(label="narrow", path=write_foreign(tmp_path / "n.mp4", range(3), WIDTH - 16), frames=3)
    with pytest.raises(SpliceMismatchError, match="narrow has another size"):
        parts = [*clips(folder, "ours0"), narrow]
        splice(parts, folder / "sound.mp4", tmp_path / "video.mp4", fps=FPS, allow_inband=True)


def test_parameter_sets_are_found_and_added_once(folder: Path) -> None:
    with av.open(str(folder / "foreign3.mp4")) as container:
        sets = declared_sets(bytes(container.streams.video[0].codec_context.extradata or b""))
    bare = packets(folder / "foreign3.mp4")[0]
    whole = with_sets_in_band(bare, sets)
    assert [unit_type(unit) for unit in sample_units(whole)][:2] == [7, 8]
    assert whole.endswith(bare)
    assert with_sets_in_band(whole, sets) == whole
    stream = b"".join(b"\0\0\0\1" + unit for unit in sample_units(whole))
    assert annexb_units(stream) == list(sample_units(whole))
    assert is_key_frame(stream)
    for broken in (b"", b"\x01\x64\0\x28\xfe\xe0\0", b"\x01\x64\0\x28\xff\xe0\0"):
        with pytest.raises(ValueError, match="avcC"):
            declared_sets(broken)
    with pytest.raises(ValueError, match="ends within"):
        list(sample_units(bare[:-1]))


# A browser as a player ------------------------------------------------------------------------------------------------

SHOW = """async ([source, times, frame_s]) => {
  const video = document.createElement('video');
  video.muted = true;
  video.src = 'data:video/mp4;base64,' + source;
  await new Promise((resolve, reject) => {
    video.onloadeddata = resolve;
    video.onerror = () => reject(video.error.message);
  });
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const pictures = [];
  for (const time of times) {
    await new Promise((resolve, reject) => {
      // On a busy machine "seeked" comes before the picture is there to be drawn.
      const presented = (_now, { mediaTime }) => {
        if (mediaTime <= time && time < mediaTime + frame_s) resolve();
        else video.requestVideoFrameCallback(presented);
      };
      video.requestVideoFrameCallback(presented);
      video.onerror = () => reject(video.error.message);
      video.currentTime = time;
    });
    canvas.getContext('2d').drawImage(video, 0, 0);
    pictures.push(canvas.toDataURL('image/png').split(',')[1]);
  }
  return pictures;
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    try:
        executable = find_browser()
    except ConfigurationError as error:
        pytest.skip(str(error))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(executable), args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


def shown(page: Page, video: Path, frames: list[int]) -> list[np.ndarray]:
    """What a browser's player shows at those frames, `(height, width, 3)`."""
    source = base64.b64encode(video.read_bytes()).decode()
    times = [(frame + 0.5) / FPS for frame in frames]
    pictures: list[str] = page.evaluate(SHOW, [source, times, 1 / FPS])
    return [np.asarray(Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB")) for picture in pictures]


def test_a_browser_plays_it_around_every_cut(mixed: Path, page: Page) -> None:
    cuts = [FRAMES, 2 * FRAMES, 3 * FRAMES]
    order = [frame for cut in cuts for frame in (cut - 1, cut, cut + 1)]
    order += [4 * FRAMES - 1, 0, FPS, 3 * FRAMES + FPS, FRAMES + 3]
    assert [read_number(picture.mean(axis=2)) for picture in shown(page, mixed, order)] == order


def test_a_browser_shows_the_same_colours_on_both_sides_of_a_cut(tmp_path: Path, page: Page, folder: Path) -> None:
    picture = np.empty((HEIGHT * 3 // 2, WIDTH), np.uint8)
    parts = []
    for index, (luma, blue, red) in enumerate([(120, *COLOURS[0][1:]), (120, *COLOURS[1][1:])]):
        picture[:HEIGHT] = luma
        picture[HEIGHT : HEIGHT * 5 // 4], picture[HEIGHT * 5 // 4 :] = blue, red
        for label in ("ours", "foreign"):
            path = tmp_path / f"{label}{index}.mp4"
            writer = (
                H264Writer(path, WIDTH, HEIGHT, FPS)
                if label == "ours"
                else ContextWriter(path, WIDTH, HEIGHT, FPS, codec="libx264", options=FOREIGN)
            )
            with writer:
                for _ in range(6):
                    writer.write(picture)
            parts.append(Clip(label=path.stem, path=path, frames=6))
    video = tmp_path / "video.mp4"
    splice(parts, folder / "sound.mp4", video, fps=FPS, allow_inband=True)
    pictures = [image.astype(int) for image in shown(page, video, [3, 8, 14, 21])]
    for ours, other in (pictures[:2], pictures[2:]):
        assert np.abs(ours - other).max() <= 3
        assert np.abs(ours - ours.mean(axis=(0, 1))).max() <= 3
    assert np.abs(pictures[0] - pictures[2]).mean() > 30
