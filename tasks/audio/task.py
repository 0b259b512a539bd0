"""The three audio stages: `tune_voice`, `mix_song` and `make_ringtone`."""

from __future__ import annotations

import numpy as np

from blocks.media_store import MediaStore
from blocks.template_library import TemplateBundle, open_template
from blocks.voice_chain import VoiceChain
from contracts.delivery import Mix, TunedVocal
from contracts.errors import InputRejected, TemplateError
from contracts.media import MediaKind, MediaRef, frames_to_samples
from media.audio_file import Audio, aac_mp4_bytes, flac_bytes, read_audio
from tasks.audio.lips import mouth_shapes
from tasks.audio.mix import AAC_BIT_RATE, lay_voice, master
from tasks.audio.pitch import Samples
from tasks.audio.ringtone import cut_ringtone, ringtone_span
from tasks.audio.tune import LONGEST_TAKE_S, NO_SINGING, tune
from tasks.stage import stage


def tune_voice(voice: MediaRef, template_id: str) -> TunedVocal:
    """The fan's line in tune and in time with the guide, as mono FLAC exactly as long as the cue.

    Raises:
        InputRejected: the voice cannot be decoded.
        TemplateError: the template's guide vocal is missing or has the wrong length.
    """
    store = MediaStore.configured()
    bundle = open_template(template_id)
    try:
        take = read_audio(store.read_bytes(voice), max_s=LONGEST_TAKE_S)[0]
    except ValueError as error:
        raise InputRejected(
            "We could not read your recording. Please record your line again.", code="voice_unreadable"
        ) from error
    notes = bundle.template.song.cue.notes
    result = tune(take, _guide(bundle), notes, VoiceChain.configured().preset)
    return TunedVocal(
        audio=store.put_bytes(flac_bytes(result.samples[None]), MediaKind.AUDIO, ".flac"),
        pitch_error_before_cents=result.pitch_error_before_cents,
        pitch_error_cents=result.pitch_error_cents,
        onset_error_before_ms=result.onset_error_before_ms,
        onset_error_ms=result.onset_error_ms,
        mouth=() if NO_SINGING in result.warnings else mouth_shapes(result.samples, notes),
        warnings=result.warnings,
    )


def mix_song(vocal: TunedVocal | None, template_id: str) -> Mix:
    """The whole song with the fan's line; the guide sings where there is no vocal, or none that sings.

    Raises:
        TemplateError: the template's backing or guide vocal is missing or has the wrong length.
    """
    store = MediaStore.configured()
    bundle = open_template(template_id)
    song, video = bundle.template.song, bundle.template.video
    preset = VoiceChain.configured().preset
    backing = _sound(bundle, song.backing, video.frames, channels=2)
    fan_sings = vocal is not None and NO_SINGING not in vocal.warnings
    voice = read_audio(store.read_bytes(vocal.audio))[0] if vocal is not None and fan_sings else _guide(bundle)
    cue_start = frames_to_samples(song.cue.start_frame, video.fps)
    mastered = master(lay_voice(backing, voice, cue_start, preset, song.tempo_bpm), preset)
    return Mix(
        audio=store.put_bytes(mastered.mp4, MediaKind.AUDIO, ".mp4"),
        voice_used="fan" if fan_sings else "guide",
        lufs=mastered.lufs,
        true_peak_dbtp=mastered.true_peak_dbtp,
    )


def make_ringtone(mix: Mix, template_id: str) -> MediaRef:
    """The bars of the sung line out of the finished song, as an M4A that can be looped.

    Who sings there is whom the mix has: the fan, or the guide where the fan's voice was not let through.
    """
    store = MediaStore.configured()
    template = open_template(template_id).template
    song = read_audio(store.read_bytes(mix.audio), channels=2)
    cut = cut_ringtone(song, ringtone_span(template), VoiceChain.configured().preset)
    return store.put_bytes(aac_mp4_bytes(cut, AAC_BIT_RATE, container_format="ipod"), MediaKind.AUDIO, ".m4a")


def _guide(bundle: TemplateBundle) -> Samples:
    cue = bundle.template.song.cue
    return np.asarray(_sound(bundle, cue.guide_vocal, cue.frames, channels=1)[0])


def _sound(bundle: TemplateBundle, bundle_path: str, frames: int, channels: int) -> Audio:
    """A sound of the bundle that must be exactly as long as `frames` of its video."""
    try:
        audio = read_audio(bundle.path(bundle_path), channels=channels)
    except ValueError as error:
        raise TemplateError(
            f"{bundle_path} of template {bundle.template.id}: {error}", code="song_unreadable"
        ) from error
    wanted = frames_to_samples(frames, bundle.template.video.fps)
    if audio.shape[1] != wanted:
        raise TemplateError(
            f"{bundle_path} of template {bundle.template.id} has {audio.shape[1]} samples, wanted {wanted}",
            code="song_length",
        )
    return audio


tune_voice_task = stage("tune_voice")(tune_voice)
mix_song_task = stage("mix_song")(mix_song)
make_ringtone_task = stage("make_ringtone")(make_ringtone)
