"""Stream-copy splicing: no frame is decoded or encoded here.

Clips of one video share their SPS and PPS (see `media/h264.py` for the pinned encoder parameters), their time base and
their frame rate, and each starts with an IDR frame. So joining them is adding an offset to time stamps. A clip that
does not fit is refused: mixed parameter sets decode in some players and not in others. Where they are allowed, every
key frame of the video carries its own sets and the sample entry says so (`avc3`): a player that takes sets only from
the sample entry then refuses the file instead of showing broken pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, cast

import av

from contracts.errors import TemplateError
from contracts.media import VIDEO_TICKS_PER_FRAME
from media.access_units import declared_sets, with_sets_in_band

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.packet import Packet
    from av.video.stream import VideoStream

    MediaPacket = Packet[VideoStream] | Packet[AudioStream]

INBAND_TAG = "avc3"
"""Sample entry of H.264 whose parameter sets may lie in band (ISO/IEC 14496-15)."""


@dataclass(frozen=True, kw_only=True)
class Clip:
    """An MP4 with one H.264 stream of `frames` frames, closed GOPs, no B-frames."""

    label: str
    path: Path
    frames: int


class SpliceMismatchError(TemplateError):
    """A clip cannot be copied beside the others; the message names the clip and what differs."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="splice_mismatch")


def splice(clips: Sequence[Clip], audio: Path, destination: Path, *, fps: int, allow_inband: bool = False) -> int:
    """Writes `clips` one after the other with the audio stream of `audio` as a faststart MP4.

    Args:
        clips: in the order of the video.
        audio: an MP4 with one AAC stream that covers the whole timeline; its edit list (encoder priming) is kept.
        destination: file to write.
        fps: frames per second of every clip.
        allow_inband: whether clips may have different parameter sets, which then lie in band.

    Returns:
        Video frames written.

    Raises:
        SpliceMismatchError: a clip has other parameter sets, another size or time base, no key frame at its start or
            another number of frames than announced.
    """
    if not clips:
        raise SpliceMismatchError("there is no clip to splice")
    time_scale = fps * VIDEO_TICKS_PER_FRAME
    with (
        av.open(str(clips[0].path)) as first,
        av.open(str(audio)) as sound,
        av.open(
            str(destination),
            "w",
            format="mp4",
            options={"movflags": "+faststart", "video_track_timescale": str(time_scale), "fflags": "+bitexact"},
        ) as output,
    ):
        reference = first.streams.video[0]
        video_out = output.add_stream_from_template(reference)
        audio_out = output.add_stream_from_template(sound.streams.audio[0])
        mixed = allow_inband and len({_parameter_sets(clip) for clip in clips}) > 1
        if mixed:
            video_out.codec_context.codec_tag = INBAND_TAG
        video_packets = _joined(clips, reference, Fraction(1, time_scale), mixed=mixed)
        audio_packets = (packet for packet in sound.demux(audio=0) if packet.dts is not None)
        frames = 0
        for packet, is_video in _interleaved(video_packets, audio_packets):
            packet.stream = video_out if is_video else audio_out
            frames += is_video
            output.mux_one(packet)
    return frames


def _joined(
    clips: Sequence[Clip], reference: VideoStream, time_base: Fraction, *, mixed: bool
) -> Iterator[Packet[VideoStream]]:
    offset_ticks = 0
    for clip in clips:
        with av.open(str(clip.path)) as container:
            stream = container.streams.video[0]
            _check_stream(clip, stream, reference, time_base, mixed=mixed)
            sets = _own_sets(clip, stream) if mixed else ()
            count = 0
            for packet in container.demux(stream):
                if packet.dts is None or packet.pts is None:
                    continue
                if count == 0 and not packet.is_keyframe:
                    raise SpliceMismatchError(f"clip {clip.label} does not start with a key frame")
                if packet.pts != count * VIDEO_TICKS_PER_FRAME:
                    raise SpliceMismatchError(f"clip {clip.label}: frame {count} lies at tick {packet.pts}")
                copied = _with_sets(clip, packet, sets) if mixed and packet.is_keyframe else packet
                copied.pts = packet.pts + offset_ticks
                copied.dts = packet.dts + offset_ticks
                copied.duration = VIDEO_TICKS_PER_FRAME
                count += 1
                yield copied
        if count != clip.frames:
            raise SpliceMismatchError(f"clip {clip.label} has {count} frames, {clip.frames} were announced")
        offset_ticks += count * VIDEO_TICKS_PER_FRAME


def _check_stream(clip: Clip, stream: VideoStream, reference: VideoStream, time_base: Fraction, *, mixed: bool) -> None:
    if stream.time_base != time_base:
        raise SpliceMismatchError(f"clip {clip.label} has the time base {stream.time_base}, the video {time_base}")
    if not mixed and stream.codec_context.extradata != reference.codec_context.extradata:
        raise SpliceMismatchError(
            f"clip {clip.label} was encoded with other SPS/PPS than the first clip; encode both with x264, or switch "
            "allow_inband on in the render farm block where every player of the video is known to take that"
        )
    if _look(stream) != _look(reference):
        raise SpliceMismatchError(f"clip {clip.label} has another size or other colours than the first clip")


def _look(stream: VideoStream) -> tuple[object, ...]:
    context = stream.codec_context
    colour = (context.color_range, context.color_primaries, context.color_trc, context.colorspace)
    return (context.name, context.width, context.height, context.pix_fmt, *colour)


def _parameter_sets(clip: Clip) -> bytes:
    with av.open(str(clip.path)) as container:
        return bytes(container.streams.video[0].codec_context.extradata or b"")


def _own_sets(clip: Clip, stream: VideoStream) -> tuple[bytes, ...]:
    try:
        return declared_sets(bytes(stream.codec_context.extradata or b""))
    except ValueError as error:
        raise SpliceMismatchError(f"clip {clip.label}: {error}") from error


def _with_sets(clip: Clip, packet: Packet[VideoStream], sets: tuple[bytes, ...]) -> Packet[VideoStream]:
    """A key frame that needs no sets from elsewhere."""
    try:
        sample = with_sets_in_band(bytes(packet), sets)
    except ValueError as error:
        raise SpliceMismatchError(f"clip {clip.label}: {error}") from error
    copied = cast("Packet[VideoStream]", av.Packet(sample))
    copied.time_base = packet.time_base
    copied.is_keyframe = True
    return copied


def _interleaved(
    video: Iterator[Packet[VideoStream]], audio: Iterator[Packet[AudioStream]]
) -> Iterator[tuple[MediaPacket, bool]]:
    """Both streams in decoding order, so that a player never has to seek between them."""
    sound = next(audio, None)
    for picture in video:
        while sound is not None and _decode_time_s(sound) <= _decode_time_s(picture):
            yield sound, False
            sound = next(audio, None)
        yield picture, True
    while sound is not None:
        yield sound, False
        sound = next(audio, None)


def _decode_time_s(packet: MediaPacket) -> Fraction:
    return (packet.dts or 0) * packet.time_base
