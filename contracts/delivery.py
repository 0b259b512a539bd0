"""What a submission becomes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from contracts.base import Contract
from contracts.character import Character
from contracts.comp import MouthShape
from contracts.face_traits import FaceTraits
from contracts.media import Encoder, MediaRef
from contracts.screening import Screening


class TunedVocal(Contract):
    """The fan's line, tuned and aligned: mono 48 kHz FLAC, exactly as long as the cue."""

    audio: MediaRef
    pitch_error_before_cents: float = Field(description="median distance to the melody over voiced frames")
    pitch_error_cents: float
    onset_error_before_ms: float = Field(description="median distance of note onsets to the guide's")
    onset_error_ms: float
    mouth: tuple[MouthShape, ...] = Field(default=(), description="how the line is sung, on the cue's own timeline")
    warnings: tuple[str, ...] = ()


class Mix(Contract):
    """The one audio track of the video: an MP4 with one AAC stream over the whole timeline."""

    audio: MediaRef
    voice_used: Literal["fan", "guide"]
    lufs: float
    true_peak_dbtp: float


class RenderedShot(Contract):
    """A personal shot, ready to be copied into the video."""

    shot_id: str
    clip: MediaRef
    frames: int
    drawings: int = Field(description="frames really drawn; fewer than `frames` where the shot is on twos")
    gl_renderer: str
    encoder: Encoder = "x264"


class AssembledVideo(Contract):
    video: MediaRef
    frames: int
    fps: int
    width: int
    height: int
    contact_sheet: MediaRef | None = Field(
        default=None, description="small picture of the video for operators; it does not show the name"
    )


class FanKit(Contract):
    """The files that a fan keeps and shares; what each of them is says the template's item of that file name."""

    items: dict[str, MediaRef] = Field(description="file name -> picture, animation or sound")


class StageTiming(Contract):
    """Seconds since the flow run began."""

    name: str
    start_s: float
    end_s: float
    attempts: int
    cached: bool
    pool: str = ""
    host: str = Field(default="", description="warm host that did it; empty: the flow's own process")
    waited_s: float = Field(default=0.0, description="from the call to `start_s`: for a host, or for the renderer here")


class ShotReport(Contract):
    id: str
    kind: Literal["static", "personal"]
    start_frame: int
    frames: int
    cached: bool


class FrameCount(Contract):
    rendered: int
    copied: int
    cached: int


class Delivery(Contract):
    """The flow's result: everything the site and the operator need, by reference."""

    submission: str
    template: str
    template_revision: str
    video: AssembledVideo
    fan_kit: FanKit
    frames: FrameCount
    shots: tuple[ShotReport, ...]
    stages: tuple[StageTiming, ...]
    traits: FaceTraits
    character: Character
    name_screening: Screening
    voice_screening: Screening
    vocal: TunedVocal | None = Field(description="None where the guide sings because the voice was not let through")
    mix: Mix
    warnings: tuple[str, ...] = ()
