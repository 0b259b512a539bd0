"""A template: the song, the shots and everything that does not depend on the fan."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from contracts.base import Contract
from contracts.comp import Region, SongClock

BundlePath = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_./-]*$", description="relative to the bundle")]
Dependency = Literal["character", "name", "voice"]
"""What a shot shows of the fan; `voice`: the character's mouth sings the line."""

KitKind = Literal["still", "card_back", "animation", "sheet", "ringtone"]


class Note(Contract):
    """One note of the cue's melody. Times are on the cue's own timeline."""

    start_s: float = Field(ge=0)
    duration_s: float = Field(gt=0)
    midi: float = Field(ge=24, le=96, description="MIDI note number, 69 = A4 = 440 Hz")
    syllable: str = ""
    vowel: Literal["a", "e", "i", "o", "u"] = "a"


class Cue(Contract):
    """The line that the fan sings."""

    start_frame: int = Field(ge=0, description="on the video's timeline")
    frames: int = Field(gt=0)
    lyric: str
    language: str = "en"
    notes: tuple[Note, ...] = Field(min_length=1)
    guide_vocal: BundlePath = Field(description="mono 48 kHz FLAC, exactly as long as the cue")


class Song(Contract):
    """The song on the video's timeline; `backing` has everything but the cue's voice."""

    title: str
    tempo_bpm: float = Field(gt=0)
    key: str
    backing: BundlePath = Field(description="stereo 48 kHz FLAC, exactly as long as the video")
    stems: tuple[BundlePath, ...] = ()
    cue: Cue
    clock: SongClock


class Shot(Contract):
    """One cut of the video. A static shot is a clip that is copied; a personal one is drawn from its comp."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    kind: Literal["static", "personal"]
    start_frame: int = Field(ge=0)
    frames: int = Field(gt=0)
    clip: BundlePath | None = None
    comp: BundlePath | None = None
    depends_on: tuple[Dependency, ...] = ()
    drawing_step_frames: Literal[1, 2, 3] = Field(
        default=1, description="2 = on twos: a drawing is held for two frames, as animators do where the camera rests"
    )
    region: Region | None = Field(default=None, description="where personal layers draw; None = the whole frame")

    @model_validator(mode="after")
    def _sources(self) -> Shot:
        if self.kind == "static" and (self.clip is None or self.depends_on):
            raise ValueError(f"shot {self.id}: a static shot needs a clip and depends on nothing")
        if self.kind == "personal" and (self.comp is None or not self.depends_on):
            raise ValueError(f"shot {self.id}: a personal shot needs a comp and what it depends on")
        return self


class FanKitItem(Contract):
    """One file of the fan-kit. What it is made of depends on its kind:

    - `still`: frame `frame` of the comp.
    - `card_back`: a still in whose words `{issue}` becomes a number that belongs to this fan's card.
    - `animation`: all frames of the comp as a loop; `loop_beats` beats of the motions pass in one round.
    - `sheet`: the stills `of`, beside each other.
    - `ringtone`: the fan's line with the backing, from bar line to bar line.
    """

    id: str
    kind: KitKind = "still"
    comp: BundlePath | None = Field(default=None, description="None for sheets and ringtones")
    frame: int = Field(default=0, ge=0)
    depends_on: tuple[Dependency, ...] = ("character",)
    file_name: str = Field(pattern=r"^[a-z0-9_-]+\.(png|webp|m4a)$")
    max_bytes: int | None = Field(
        default=None, gt=0, description="WebP: the best quality that stays within it is taken"
    )
    mask: BundlePath | None = Field(default=None, description="PNG of the comp's size, whose alpha cuts the picture")
    die_cut_px: float = Field(
        default=0.0, ge=0, le=32, description="width of the white edge around the picture; 0 = none"
    )
    drawing_step_frames: Literal[1, 2, 3] = Field(default=2, description="of an animation, see Shot")
    loop_beats: float | None = Field(default=None, gt=0)
    of: tuple[str, ...] = Field(default=(), description="ids of the sheet's pictures, row by row")
    columns: int = Field(default=3, gt=0, description="of a sheet")

    @model_validator(mode="after")
    def _fits_its_kind(self) -> FanKitItem:
        suffix = self.file_name.rpartition(".")[2]
        drawn = self.kind in ("still", "card_back", "animation")
        if drawn != (self.comp is not None):
            raise ValueError(f"fan-kit item {self.id}: stills, card backs and animations have a comp, others have none")
        if (suffix == "m4a") != (self.kind == "ringtone"):
            raise ValueError(f"fan-kit item {self.id}: ringtones, and nothing else, are .m4a files")
        if self.kind == "animation" and (suffix != "webp" or self.loop_beats is None):
            raise ValueError(f"fan-kit item {self.id}: an animation is a .webp file and needs loop_beats")
        if (self.kind == "sheet") != bool(self.of):
            raise ValueError(f"fan-kit item {self.id}: `of` names the pictures of a sheet")
        return self


class VideoFormat(Contract):
    width: int = Field(gt=0, multiple_of=8)
    height: int = Field(gt=0, multiple_of=4)
    fps: int = Field(gt=0)
    frames: int = Field(gt=0)


class Template(Contract):
    """The built bundle's table of contents."""

    version: Literal[1] = 1
    id: str
    revision: str = Field(description="content hash of the bundle; part of every cache key")
    video: VideoFormat
    song: Song
    shots: tuple[Shot, ...] = Field(min_length=1)
    fonts: tuple[BundlePath, ...] = ()
    fan_kit: tuple[FanKitItem, ...] = ()

    @model_validator(mode="after")
    def _shots_cover(self) -> Template:
        cursor = 0
        for shot in self.shots:
            if shot.start_frame != cursor:
                raise ValueError(f"shot {shot.id} starts at frame {shot.start_frame}, the one before ends at {cursor}")
            cursor += shot.frames
        if cursor != self.video.frames:
            raise ValueError(f"the shots cover {cursor} frames of {self.video.frames}")
        return self

    @model_validator(mode="after")
    def _kit_fits_together(self) -> Template:
        names = [item.file_name for item in self.fan_kit]
        if len(set(names)) < len(names):
            raise ValueError("two files of the fan-kit have the same name")
        stills = {item.id for item in self.fan_kit if item.kind in ("still", "card_back")}
        for item in self.fan_kit:
            if not stills.issuperset(item.of):
                raise ValueError(f"fan-kit item {item.id} shows {sorted(set(item.of) - stills)}, which are no stills")
        return self
