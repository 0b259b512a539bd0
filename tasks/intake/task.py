"""Stage `intake`: decodes, checks and normalises the media of a submission."""

from __future__ import annotations

from blocks.media_store import MediaStore
from blocks.template_library import open_template
from contracts.media import MediaKind
from contracts.submission import Intake, Submission
from media.audio_file import flac_bytes
from tasks.intake.name import check_name
from tasks.intake.selfie import normalise_selfie
from tasks.intake.voice import MARGIN_S, read_take
from tasks.stage import stage


def take_in(submission: Submission) -> Intake:
    """Everything later stages read of `submission`; raises InputRejected with the sentence for the fan."""
    template = open_template(submission.template).template
    store = MediaStore.configured()
    name = check_name(submission.name)
    selfie = normalise_selfie(store.read_bytes(submission.selfie))
    cue_s = template.song.cue.frames / template.video.fps
    take = read_take(store.local_path(submission.voice), cue_s + MARGIN_S)
    return Intake(
        selfie=store.put_bytes(selfie, MediaKind.IMAGE, ".png"),
        voice=store.put_bytes(flac_bytes(take.samples), MediaKind.AUDIO, ".flac"),
        voice_sha256_original=submission.voice.sha256,
        name=name,
        locale=submission.locale,
        warnings=take.warnings,
    )


take_in_task = stage("intake")(take_in)
