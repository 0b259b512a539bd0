"""Stream-copy splicing: no frame is decoded or encoded here.

Clips of one video share their SPS and PPS (see `media/h264.py` for the pinned encoder parameters), their time base and
their frame rate, and each starts with an IDR frame. So joining them is adding an offset to time stamps. A clip that
does not fit is refused: mixed parameter sets decode in some players and not in others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av

from contracts.errors import TemplateError
from contracts.media import VIDEO_TICKS_PER_FRAME

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.packet import Packet
    from av.video.stream import VideoStream

    MediaPacket = Packet[VideoStream] | Packet[AudioStream]


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


def splice(clips: Sequence[Clip], audio: Path, destination: Path, *, fps: int) -> int:
    """Writes `clips` one after the other with the audio stream of `audio` as a faststart MP4.

    Args:
        clips: in the order of the video.
        audio: an MP4 with one AAC stream that covers the whole timeline; its edit list (encoder priming) is kept.
        destination: file to write.
        fps: frames per second of every clip.

    Returns:
        Video frames written.

    Raises:
        SpliceMismatchError: a clip has other parameter sets, another time base, no key frame at its start or another
            number of frames than announced.
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
        video_packets = _joined(clips, bytes(reference.codec_context.extradata or b""), Fraction(1, time_scale))
        audio_packets = (packet for packet in sound.demux(audio=0) if packet.dts is not None)
        frames = 0
        for packet, is_video in _interleaved(video_packets, audio_packets):
            packet.stream = video_out if is_video else audio_out
            frames += is_video
            output.mux_one(packet)
    return frames


def _joined(clips: Sequence[Clip], parameter_sets: bytes, time_base: Fraction) -> Iterator[Packet[VideoStream]]:
    offset_ticks = 0
    for clip in clips:
        with av.open(str(clip.path)) as container:
            stream = container.streams.video[0]
            _check_stream(clip, stream, parameter_sets, time_base)
            count = 0
            for packet in container.demux(stream):
                if packet.dts is None or packet.pts is None:
                    continue
                if count == 0 and not packet.is_keyframe:
                    raise SpliceMismatchError(f"clip {clip.label} does not start with a key frame")
                if packet.pts != count * VIDEO_TICKS_PER_FRAME:
                    raise SpliceMismatchError(f"clip {clip.label}: frame {count} lies at tick {packet.pts}")
                packet.pts += offset_ticks
                packet.dts += offset_ticks
                packet.duration = VIDEO_TICKS_PER_FRAME
                count += 1
                yield packet
        if count != clip.frames:
            raise SpliceMismatchError(f"clip {clip.label} has {count} frames, {clip.frames} were announced")
        offset_ticks += count * VIDEO_TICKS_PER_FRAME


def _check_stream(clip: Clip, stream: VideoStream, parameter_sets: bytes, time_base: Fraction) -> None:
    if stream.time_base != time_base:
        raise SpliceMismatchError(f"clip {clip.label} has the time base {stream.time_base}, the video {time_base}")
    if bytes(stream.codec_context.extradata or b"") != parameter_sets:
        raise SpliceMismatchError(f"clip {clip.label} was encoded with other SPS/PPS than the first clip")


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
