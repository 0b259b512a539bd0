"""How the fan's voice is treated: what an operator tunes by ear."""

from __future__ import annotations

from pydantic import Field

from contracts.base import Contract


class VoicePreset(Contract):
    """One named sound. The defaults are a modern pop vocal: clearly in tune, still a person."""

    retune_ms: float = Field(
        default=25.0, ge=0, le=400, description="how fast pitch is pulled in; 0 = robot, 120 = natural"
    )
    strength: float = Field(default=1.0, ge=0, le=1, description="1 = all the way to the melody")
    max_shift_semitones: float = Field(default=6.0, ge=0, le=12, description="a note is never moved further than this")
    align_strength: float = Field(default=1.0, ge=0, le=1, description="1 = every note where the guide has it")
    denoise_db: float = Field(default=18.0, ge=0, le=40, description="how far room noise is turned down; 0 = off")
    high_pass_hz: float = Field(default=95.0, ge=20, le=400, description="rumble below it is cut")
    compressor_threshold_db: float = Field(
        default=-22.0, ge=-60, le=0, description="level above which loud notes are held back"
    )
    compressor_ratio: float = Field(default=3.0, ge=1, le=20, description="how much they are held back; 1 = not at all")
    de_ess_db: float = Field(default=6.0, ge=0, le=20, description="most that hissing consonants are turned down")
    presence_db: float = Field(default=2.5, ge=-12, le=12, description="bell at 3.4 kHz")
    air_db: float = Field(default=2.0, ge=-12, le=12, description="shelf above 9 kHz")
    double_db: float = Field(default=-17.0, ge=-60, le=0, description="level of the two side voices; -60 = off")
    delay_db: float = Field(default=-22.0, ge=-60, le=0, description="level of an echo on the dotted eighth; -60 = off")
    reverb_db: float = Field(default=-19.0, ge=-60, le=0, description="level of a short room; -60 = off")
    vocal_above_backing_db: float = Field(
        default=2.0, ge=-12, le=12, description="loudness of the voice over the backing"
    )
    duck_db: float = Field(default=3.0, ge=0, le=12, description="how far the backing steps back while the voice sings")
    target_lufs: float = Field(default=-14.0, ge=-30, le=-8, description="loudness of the whole mix")
    ceiling_dbtp: float = Field(default=-1.0, ge=-9, le=0, description="true peak of the encoded track")


PRESETS: dict[str, VoicePreset] = {
    "pop": VoicePreset(),
    "natural": VoicePreset(retune_ms=90.0, strength=0.9, double_db=-60.0, delay_db=-60.0, reverb_db=-17.0),
    "robot": VoicePreset(retune_ms=0.0, double_db=-13.0, compressor_ratio=5.0, delay_db=-18.0),
}
