"""What the flow decides between stages: plain functions on contracts, so that the flow reads as the order of work."""

from __future__ import annotations

from collections.abc import Collection

from contracts.character import Character
from contracts.comp import MouthShape
from contracts.delivery import FanKit, FrameCount, Mix, ShotReport, TunedVocal
from contracts.errors import InputRejected
from contracts.face_traits import FaceTraits
from contracts.media import MediaRef
from contracts.screening import Screening
from contracts.submission import Intake
from contracts.template import Shot, Template


def personal_shots(template: Template) -> tuple[Shot, ...]:
    """The shots that must be drawn for the fan, longest first: the last to end should not be the last to begin."""
    return tuple(sorted((s for s in template.shots if s.kind == "personal"), key=lambda s: (-s.frames, s.start_frame)))


def ringtone_name(template: Template) -> str | None:
    """File name of the fan-kit's ringtone; None where the template has none."""
    return next((item.file_name for item in template.fan_kit if item.kind == "ringtone"), None)


def whole_kit(pictures: FanKit, ringtone: MediaRef | None, template: Template) -> FanKit:
    """Pictures and ringtone, in the template's order."""
    name = ringtone_name(template)
    made = pictures.items | ({name: ringtone} if name and ringtone else {})
    return FanKit(items={item.file_name: made[item.file_name] for item in template.fan_kit})


def needs_character(shot: Shot) -> bool:
    return "character" in shot.depends_on


def needs_voice(shot: Shot) -> bool:
    return "voice" in shot.depends_on


def what_shot_shows(
    shot: Shot, character: Character | None, name: str, vocal: TunedVocal | None = None
) -> tuple[Character | None, str | None, tuple[MouthShape, ...]]:
    """The `fan`, `name` and `mouth` that `shot` is drawn with: only what it depends on, so that results are shared."""
    return (
        character if needs_character(shot) else None,
        name if "name" in shot.depends_on else None,
        vocal.mouth if vocal and needs_voice(shot) else (),
    )


def require_showable_name(screening: Screening) -> None:
    """Raises InputRejected where the censor rejects the name."""
    if screening.verdict == "reject":
        raise InputRejected("This name cannot be shown in the video; please type another name.", code="name_rejected")


def fan_voice_allowed(screening: Screening, *, approved: bool) -> bool:
    """Whether the fan's voice may sing: screening fails closed, an operator's approval opens `review` only."""
    return screening.verdict == "pass" or (screening.verdict == "review" and approved)


def needs_a_person(name: Screening, voice: Screening, mix: Mix) -> bool:
    """Whether somebody should look at the name, or listen to a voice that was left out because screening is unsure."""
    return name.verdict == "review" or (voice.verdict == "review" and mix.voice_used == "guide")


def warnings_of(
    intake: Intake, traits: FaceTraits, name: Screening, voice: Screening, vocal: TunedVocal | None
) -> tuple[str, ...]:
    """Everything that the operator should know of a video that was made all the same, without repeats."""
    warnings = [*intake.warnings, *traits.warnings]
    if name.verdict == "review":
        warnings.append("The name could not be cleared by itself; a person should look at it before publishing.")
    if vocal is not None:
        warnings += vocal.warnings
    elif voice.verdict == "review":
        warnings.append(
            "The voice could not be cleared by itself, so the guide vocal sings; "
            "listen to it and run again with --approve-voice to use it."
        )
    else:
        warnings.append("The voice was rejected by screening, so the guide vocal sings.")
    return tuple(dict.fromkeys(warnings))


def shot_reports(template: Template, cached: Collection[str]) -> tuple[ShotReport, ...]:
    """One report per shot of the template, in their order; `cached` are ids of shots that were not drawn anew."""
    return tuple(
        ShotReport(
            id=shot.id, kind=shot.kind, start_frame=shot.start_frame, frames=shot.frames, cached=shot.id in cached
        )
        for shot in template.shots
    )


def count_frames(template: Template, cached: Collection[str]) -> FrameCount:
    """Frames of the video by where they came from: drawn for this run, copied from the template, or cached."""
    personal = [shot for shot in template.shots if shot.kind == "personal"]
    return FrameCount(
        rendered=sum(shot.frames for shot in personal if shot.id not in cached),
        copied=sum(shot.frames for shot in template.shots if shot.kind == "static"),
        cached=sum(shot.frames for shot in personal if shot.id in cached),
    )
