"""Every way from drawings to a clip makes the same film; the operator's setting picks one."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

import blocks.render_farm as farm_module
from blocks.render_farm import RenderFarm
from contracts.comp import Comp, SongClock
from contracts.errors import ConfigurationError
from contracts.layers import PlateLayer, SolidLayer
from contracts.media import Encoder
from contracts.template import Shot, VideoFormat
from media import nvenc
from media.h264 import Pixels
from media.nvenc import ContextWriter, nvenc_options, nvenc_refusal
from media.packet_writer import PacketWriter
from media.video import VideoFrames
from renderer.browser import find_browser
from renderer.renderer import Renderer
from renderer.session import QUEUE_FRAMES, SessionOptions, page_error
from tasks.assembly.splice import Clip, SpliceMismatchError, splice
from tasks.assembly.verify import check_video
from tasks.render.drawings import draw_request
from tasks.render.shot_frames import shot_frames
from tasks.render.task import read_comp, render_shot
from tasks.render.ways import WAYS, ShotJob, clip_order
from tests.assembly.clips import write_beeps
from tests.render.template import FAN, FPS, FRAMES, HEIGHT, MIDDLE, NAME, PERFORMER, PLATE, WIDTH, write_template

KINDS: dict[str, dict[str, Any]] = {
    "laid over the plate, on twos": {"shot": {"drawing_step_frames": 2}},
    "laid over the plate, a region": {"shot": {"region": MIDDLE}},
    "drawn whole, on threes": {"shot": {"drawing_step_frames": 3}, "comp": {"look": {"vignette": 0.5}}},
    "drawn whole, a region of the plate": {
        "shot": {"region": MIDDLE, "drawing_step_frames": 2},
        "comp": {"look": {"vignette": 0.5}},
    },
}


@functools.cache
def missing(encoder: Encoder) -> str | None:
    """Why a way cannot be tried here."""
    try:
        find_browser()
    except ConfigurationError as error:
        return str(error)
    refusal = nvenc_refusal() if encoder == "nvenc" else None
    return f"this machine has no NVENC: {refusal}" if refusal else None


@pytest.fixture(params=["x264", "nvenc", "webcodecs"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    if reason := missing(request.param):
        pytest.skip(reason)
    chosen: Encoder = request.param
    return chosen


@pytest.fixture
def browser() -> None:
    if reason := missing("webcodecs"):
        pytest.skip(reason)


def job_of(
    folder: Path, *layers: Any, kind: dict[str, Any], on_drawing: Callable[[int], None] = lambda _: None
) -> ShotJob:
    shot: Shot = write_template(folder, *layers, **kind)
    bundle = folder / "small" / "bundle"
    request = draw_request(read_comp(bundle / "close.json"), SongClock(tempo_bpm=120), shot, FAN, "Zoë")
    return ShotJob(
        renderer=Renderer.shared(),
        request=request,
        bundle=bundle,
        step_frames=shot.drawing_step_frames,
        on_drawing=on_drawing,
    )


def psnr_db(mine: Pixels, wanted: Pixels) -> float:
    error = np.mean((mine.astype(float) - wanted.astype(float)) ** 2)
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_way_makes_the_same_film(tmp_path: Path, encoder: Encoder, kind: dict[str, Any]) -> None:
    heard: list[int] = []
    job = job_of(tmp_path, PLATE, PERFORMER, NAME, kind=kind, on_drawing=heard.append)
    path = tmp_path / "clip.mp4"
    WAYS[encoder](job, path)
    assert heard == list(range(1, FRAMES // job.step_frames + 1))
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.profile, context.pix_fmt, stream.time_base) == ("High", "yuv420p", Fraction(1, FPS * 512))
        colour = (context.color_range, context.color_primaries, context.color_trc, context.colorspace)
        assert [int(value) for value in colour] == [1, 1, 1, 1]
        packets = [packet for packet in container.demux(stream) if packet.pts is not None]
    assert [(packet.pts, packet.dts, packet.duration) for packet in packets] == [
        (512 * frame, 512 * frame, 512) for frame in range(FRAMES)
    ]
    assert [packet.is_keyframe for packet in packets] == [True] + [False] * (FRAMES - 1)
    wanted = list(shot_frames(job.renderer, job.request, job.bundle, job.step_frames, lambda _: None))
    with VideoFrames(path) as clip:
        quality_db = [psnr_db(clip.frame(frame), wanted[frame]) for frame in range(FRAMES)]
        # A picture belongs to its own frame: it is further from the neighbours' than from its own.
        others_db = [psnr_db(clip.frame(frame), wanted[frame - 1]) for frame in range(1, FRAMES)]
    assert min(quality_db) > 38
    if job.step_frames == 1 or clip_order(job.request, job.step_frames).base_first_frame is not None:
        assert all(own > other + 3 for own, other in zip(quality_db[1:], others_db, strict=True))


def test_key_frames_come_every_second_with_their_parameter_sets(tmp_path: Path, encoder: Encoder) -> None:
    job = job_of(tmp_path, PLATE, kind={})
    back = SolidLayer(id="back", colour=(0.2, 0.4, 0.7))
    comp = Comp.model_validate(job.request.comp.model_dump() | {"frames": 2 * FPS + 3, "layers": (back, NAME)})
    frames = tuple(range(0, comp.frames, 2))
    long = ShotJob(
        renderer=job.renderer,
        request=job.request.model_copy(update={"comp": comp, "frames": frames}),
        bundle=job.bundle,
        step_frames=2,
        on_drawing=lambda _: None,
    )
    path, again = tmp_path / "long.mp4", tmp_path / "again.mp4"
    WAYS[encoder](long, path)
    WAYS[encoder](long, again)
    assert path.read_bytes() == again.read_bytes()
    with av.open(str(path)) as container:
        keys = [packet.is_keyframe for packet in container.demux(video=0) if packet.pts is not None]
    assert [frame for frame, key in enumerate(keys) if key] == [0, FPS, 2 * FPS]
    assert len(keys) == comp.frames


def counted_plates(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Plate frames that pages ask for from now on: what the page has begun to draw."""
    from renderer.plates import PlateFeed

    asked: list[int] = []
    answer = PlateFeed.answer

    def counting(self: PlateFeed, request: Any) -> bytes:
        asked.append(request.frame)
        return answer(self, request)

    monkeypatch.setattr(PlateFeed, "answer", counting)
    return asked


def settled(counts: list[int]) -> int:
    """How many there are once no more come."""
    known, quiet = -1, 0
    while quiet < 8:
        quiet = quiet + 1 if len(counts) == known else 0
        known = len(counts)
        time.sleep(0.1)
    return known


def long_plate_job(folder: Path, frames: int, size: tuple[int, int]) -> ShotJob:
    """A comp over one still plate clip that goes on for `frames` frames; drawn whole."""
    from media.h264 import H264Writer

    width, height = size
    with H264Writer(folder / "plate.mp4", width, height, FPS, preset="ultrafast") as writer:
        for _ in range(frames):
            writer.write(np.full((height * 3 // 2, width), 128, np.uint8))
    plate = PlateLayer(id="plate", asset="plate.mp4")
    camera = {"matrix_track": ((1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 6, 1),), "zoom_px_track": (240.0,)}
    comp = Comp(
        id="long",
        width=width,
        height=height,
        fps=FPS,
        frames=frames,
        camera=camera,  # type: ignore[arg-type]  # pydantic builds it
        look={"vignette": 0.2, "msaa_samples": 0},  # type: ignore[arg-type]
        layers=(plate,),
    )
    shot = Shot(id="long", kind="personal", start_frame=0, frames=frames, comp="c.json", depends_on=("name",))
    request = draw_request(comp, SongClock(tempo_bpm=120), shot, None, "Zoë")
    return ShotJob(renderer=Renderer.shared(), request=request, bundle=folder, step_frames=1, on_drawing=lambda _: None)


@pytest.mark.usefixtures("browser")
def test_packets_that_nobody_takes_hold_the_page_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = long_plate_job(tmp_path, 120, (64, 36))
    asked = counted_plates(monkeypatch)
    packets = job.renderer.encode(job.request, job.bundle, clip_order(job.request, 1))
    taken = [next(packets) for _ in range(3)]
    # Eight packets may be unused; three pictures more are in the encoder or being drawn, and one plate is announced.
    assert settled(asked) <= len(taken) + 8 + 4
    session = job.renderer._session
    assert session is not None and session._job is not None
    assert session._job.reports.qsize() <= QUEUE_FRAMES
    assert len(taken) + len(list(packets)) == 120
    assert sorted(set(asked)) == list(range(120))


@pytest.mark.usefixtures("browser")
def test_pictures_that_nobody_takes_hold_the_page_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = 60
    job = long_plate_job(tmp_path, frames, (1280, 720))
    asked = counted_plates(monkeypatch)
    pictures = job.renderer.draw(job.request, job.bundle)
    next(pictures)
    # Three wait here, a few more in the two sockets and their buffers.
    assert settled(asked) <= 24
    session = job.renderer._session
    assert session is not None and session._job is not None
    assert session._job.reports.qsize() <= QUEUE_FRAMES
    pictures.close()
    assert len(asked) < frames


@pytest.mark.usefixtures("browser")
def test_a_clip_that_is_given_up_leaves_the_browser_usable(tmp_path: Path) -> None:
    job = long_plate_job(tmp_path, 120, (64, 36))
    packets = job.renderer.encode(job.request, job.bundle, clip_order(job.request, 1))
    next(packets)
    browser = job.renderer.browser_pid
    packets.close()
    assert len(list(job.renderer.encode(job.request, job.bundle, clip_order(job.request, 1)))) == 120
    assert job.renderer.browser_pid == browser


def test_a_browser_without_h264_is_explained() -> None:
    error = page_error("encoder", "avc1.640028 at 320 x 180\nat open")
    assert isinstance(error, ConfigurationError)
    assert "(avc1.640028 at 320 x 180); install" in str(error)


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_both_readouts_make_the_same_clip_in_the_page(tmp_path: Path, kind: dict[str, Any]) -> None:
    job = job_of(tmp_path, PLATE, PERFORMER, NAME, kind=kind)
    other = Renderer(SessionOptions(readout="packed"))
    try:
        WAYS["webcodecs"](job, tmp_path / "converted.mp4")
        WAYS["webcodecs"](replace(job, renderer=other), tmp_path / "packed.mp4")
    finally:
        other.close()
    assert (tmp_path / "converted.mp4").read_bytes() == (tmp_path / "packed.mp4").read_bytes()


@pytest.mark.usefixtures("browser")
def test_a_clip_of_the_browser_is_joined_between_ours(tmp_path: Path) -> None:
    job = job_of(tmp_path, PLATE, PERFORMER, NAME, kind={})
    encoders: tuple[Encoder, ...] = ("x264", "webcodecs", "x264")
    parts = []
    for place, made_by in enumerate(encoders):
        path = tmp_path / f"{place}.mp4"
        WAYS[made_by](job, path)
        parts.append(Clip(label=f"{made_by}{place}", path=path, frames=FRAMES))
    sound = write_beeps(tmp_path / "sound.mp4", seconds=2)
    with pytest.raises(SpliceMismatchError, match="webcodecs1 was encoded with other SPS/PPS"):
        splice(parts, sound, tmp_path / "video.mp4", fps=FPS)
    assert splice(parts, sound, tmp_path / "video.mp4", fps=FPS, allow_inband=True) == 3 * FRAMES
    check_video(tmp_path / "video.mp4", VideoFormat(width=WIDTH, height=HEIGHT, fps=FPS, frames=3 * FRAMES))
    with av.open(str(tmp_path / "video.mp4")) as container:
        together = [frame.to_ndarray(format="yuv420p") for frame in container.decode(video=0)]
    for place, part in enumerate(parts):
        with VideoFrames(part.path) as clip:
            alone = [clip.frame(frame).tobytes() for frame in range(FRAMES)]
        assert [picture.tobytes() for picture in together[place * FRAMES : (place + 1) * FRAMES]] == alone


@pytest.mark.usefixtures("browser")
def test_the_stage_makes_its_clip_as_the_operator_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANCHANT_TEMPLATES", str(tmp_path / "templates"))
    monkeypatch.setenv("FANCHANT_STORE", str(tmp_path / "store"))
    shot = write_template(tmp_path / "templates", PLATE, NAME, shot={"depends_on": ("name",)})
    clips = {}
    for value, encoder in (("any", "x264"), ("webcodecs,inband", "webcodecs")):
        monkeypatch.setenv("FANCHANT_RENDER_FARM", value)
        rendered = render_shot("small", shot, FAN, "Zoë")
        assert (rendered.encoder, rendered.frames) == (encoder, FRAMES)
        clips[encoder] = rendered.clip
    assert clips["x264"] != clips["webcodecs"]


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], RenderFarm]]:
    def set_to(value: str) -> RenderFarm:
        monkeypatch.setenv("FANCHANT_RENDER_FARM", value)
        return RenderFarm.configured()

    yield set_to


class Drawn:
    """Stands for a renderer whose browser has told what draws."""

    def __init__(self, gl_renderer: str) -> None:
        self.gl_renderer = gl_renderer


CARD, SOFTWARE = Drawn("ANGLE (NVIDIA Corporation, NVIDIA L4/PCIe/SSE2)"), Drawn("ANGLE (Mesa, llvmpipe)")


@pytest.mark.parametrize(
    ("value", "drawn", "refusal", "chosen"),
    [
        ("any", CARD, None, "x264"),  # clips of two encoders are not mixed unless the operator allows it
        ("inband", CARD, None, "nvenc"),
        ("inband", CARD, "no encoder", "x264"),
        ("inband", SOFTWARE, None, "x264"),
        ("x264,inband", CARD, None, "x264"),
        ("hardware,nvenc,inband", CARD, None, "nvenc"),
        ("webcodecs,inband", SOFTWARE, None, "webcodecs"),
    ],
)
def test_the_encoder_is_chosen_by_setting_and_machine(
    setting: Callable[[str], RenderFarm],
    monkeypatch: pytest.MonkeyPatch,
    value: str,
    drawn: Drawn,
    refusal: str | None,
    chosen: Encoder,
) -> None:
    monkeypatch.setattr(farm_module, "nvenc_refusal", lambda: refusal)
    assert setting(value).chosen_encoder(drawn) == chosen  # type: ignore[arg-type]


def test_an_encoder_that_is_not_there_is_refused(
    setting: Callable[[str], RenderFarm], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(farm_module, "nvenc_refusal", lambda: "no capable devices found")
    with pytest.raises(ConfigurationError, match=r"NVENC \(no capable devices found\); install the card's driver"):
        setting("nvenc,inband").chosen_encoder(CARD)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["nvenc", "webcodecs", "hardware,webcodecs"])
def test_clips_that_could_not_be_joined_are_refused_before_they_are_drawn(
    setting: Callable[[str], RenderFarm], value: str
) -> None:
    with pytest.raises(ConfigurationError, match="switch allow_inband on"):
        setting(value)


@pytest.mark.parametrize("value", ["gpu", "x264,nvenc", "hardware,,inband"])
def test_an_unknown_word_is_refused(setting: Callable[[str], RenderFarm], value: str) -> None:
    with pytest.raises(ConfigurationError, match="joined by commas"):
        setting(value)


def test_the_probe_says_why_and_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    if "h264_nvenc" in av.codecs_available and nvenc_refusal() is None:
        pytest.skip("this machine has NVENC")
    tries: list[str] = []
    real = nvenc.nvenc_writer

    def counting(*arguments: Any) -> ContextWriter:
        tries.append("probe")
        return real(*arguments)

    monkeypatch.setattr(nvenc, "nvenc_writer", counting)
    nvenc_refusal.cache_clear()
    assert nvenc_refusal()
    assert nvenc_refusal() == nvenc_refusal()
    assert tries == ["probe"]


def test_nvenc_is_asked_for_closed_groups_of_one_second() -> None:
    if "h264_nvenc" not in av.codecs_available:
        pytest.skip("this FFmpeg was built without h264_nvenc")
    options = nvenc_options(30)
    assert (options["g"], options["bf"], options["forced-idr"], options["profile"]) == ("30", "0", "1", "high")
    refusal = nvenc_refusal()
    # FFmpeg reads names and values before it looks for a card.
    assert refusal is None or not ("Invalid argument" in refusal or "does not know" in refusal)


def test_an_encoder_of_ffmpeg_writes_what_the_splicer_wants(tmp_path: Path) -> None:
    pictures = [np.full((HEIGHT * 3 // 2, WIDTH), 40 + 3 * frame, np.uint8) for frame in range(30)]
    path = tmp_path / "clip.mp4"
    with pytest.raises(ValueError, match="libx264 does not know quality"):
        ContextWriter(path, WIDTH, HEIGHT, FPS, codec="libx264", options={"quality": "high"})
    options = {"preset": "veryfast", "forced-idr": "1", "x264-params": "bframes=0:scenecut=0"}
    with ContextWriter(path, WIDTH, HEIGHT, FPS, codec="libx264", options=options) as writer:
        for picture in pictures:
            writer.write(picture)
        with pytest.raises(ValueError, match="the clip wants"):
            writer.write(pictures[0][:8])
    assert writer.frames == 30
    with VideoFrames(path) as clip:
        assert clip.frames == 30
        assert all(abs(int(clip.frame(frame)[0, 0]) - (40 + 3 * frame)) <= 2 for frame in range(30))
    with av.open(str(path)) as container:
        keys = [packet.is_keyframe for packet in container.demux(video=0) if packet.pts is not None]
    assert [frame for frame, key in enumerate(keys) if key] == [0, FPS]


def test_a_clip_begins_with_a_readable_key_frame_in_our_colours(tmp_path: Path) -> None:
    with PacketWriter(tmp_path / "a.mp4", FPS) as writer:
        with pytest.raises(ValueError, match="begins with a key frame"):
            writer.write(b"\0\0\0\1\x41\x9a\0\0")
        assert writer.frames == 0
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    context.time_base = Fraction(1, FPS)
    grey = av.VideoFrame.from_ndarray(np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8), format="yuv420p")
    packets = [*context.encode(grey), *context.encode(None)]
    with (
        PacketWriter(tmp_path / "b.mp4", FPS) as writer,
        pytest.raises(ConfigurationError, match=r"BT\.709, limited range"),
    ):
        writer.write(bytes(packets[0]))
