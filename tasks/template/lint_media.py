"""Checks of a bundle's sound and clips."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.video.reformatter import ColorRange, Colorspace

from contracts.media import AUDIO_SAMPLE_RATE_HZ, VIDEO_TICKS_PER_FRAME, frames_to_samples
from contracts.template import Template, VideoFormat
from tasks.template.findings import Finding, error

REBUILD = "build the template again"


@dataclass(frozen=True)
class ClipFacts:
    """What must be equal in all clips of a video."""

    file: str
    parameter_sets: bytes


def lint_clip(
    path: str, shot: str, frames: int, video: VideoFormat, bundle: Path, reference: ClipFacts | None
) -> tuple[ClipFacts | None, list[Finding]]:
    """Frame count, size, time base, colour tags and parameter sets of a clip."""
    if not (bundle / path).is_file():
        return None, [error(path, "is missing", REBUILD, shot=shot)]
    try:
        with av.open(str(bundle / path)) as container:
            stream = container.streams.video[0]
            context = stream.codec_context
            packets = [packet for packet in container.demux(stream) if packet.pts is not None]
            facts = ClipFacts(path, bytes(context.extradata or b""))
            size = (context.width, context.height)
            time_base, colour_range, colour_space = stream.time_base, context.color_range, context.colorspace
    except (av.error.FFmpegError, IndexError) as problem:
        return None, [error(path, f"is not a readable video ({problem})", REBUILD, shot=shot)]
    wanted_base = Fraction(1, video.fps * VIDEO_TICKS_PER_FRAME)
    complaints = []
    if len(packets) != frames:
        complaints.append(f"has {len(packets)} frames, {frames} were announced")
    if packets and not packets[0].is_keyframe:
        complaints.append("does not start with a key frame")
    if size != (video.width, video.height):
        complaints.append(f"is {size[0]}x{size[1]}, the video {video.width}x{video.height}")
    if time_base != wanted_base:
        complaints.append(f"has the time base {time_base}, the video {wanted_base}")
    if (colour_range, colour_space) != (ColorRange.MPEG, Colorspace.ITU709):
        complaints.append("is not tagged BT.709 limited range")
    if reference is not None and facts.parameter_sets != reference.parameter_sets:
        complaints.append(f"has other SPS/PPS than {reference.file}, so the two do not splice")
    return facts, [error(path, complaint, REBUILD, shot=shot) for complaint in complaints]


def lint_song(template: Template, bundle: Path) -> list[Finding]:
    """Sound files and their lengths, the cue's place and its notes."""
    song, cue, video = template.song, template.song.cue, template.video
    findings = _lint_sound(song.backing, "backing", 2, video.frames, video.fps, bundle)
    findings += _lint_sound(cue.guide_vocal, "guide vocal", 1, cue.frames, video.fps, bundle)
    for stem in song.stems:
        findings += _lint_sound(stem, "stem", 2, video.frames, video.fps, bundle)
    if cue.start_frame + cue.frames > video.frames:
        end = cue.start_frame + cue.frames
        findings.append(error("template.json", f"the cue ends at frame {end}, the video at {video.frames}", "move it"))
    cue_s = Fraction(cue.frames, video.fps)
    for note in cue.notes:
        end_s = note.start_s + note.duration_s
        if end_s > cue_s:
            message = f"the note {note.syllable!r} ends {end_s:.2f} s into a cue of {float(cue_s):.2f} s"
            findings.append(error("template.json", message, "shorten the note"))
    return findings


def _lint_sound(path: str, what: str, channels: int, frames: int, fps: int, bundle: Path) -> list[Finding]:
    if not (bundle / path).is_file():
        return [error(path, f"the {what} is missing", REBUILD)]
    try:
        with av.open(str(bundle / path)) as container:
            stream = container.streams.audio[0]
            rate_hz, found_channels = stream.rate, stream.channels
            samples = sum(frame.samples for frame in container.decode(stream))
    except (av.error.FFmpegError, IndexError) as problem:
        return [error(path, f"is not a readable sound file ({problem})", REBUILD)]
    wanted = frames_to_samples(frames, fps)
    complaints = []
    if rate_hz != AUDIO_SAMPLE_RATE_HZ:
        complaints.append(f"has {rate_hz} Hz, {AUDIO_SAMPLE_RATE_HZ} are needed")
    elif samples != wanted:
        complaints.append(f"has {samples} samples, {wanted} are needed for {frames} frames")
    if found_channels != channels:
        complaints.append(f"has {found_channels} channels, {channels} are needed")
    return [error(path, f"the {what} {complaint}", REBUILD) for complaint in complaints]
