"""A built template small enough for tests: one static shot, one with the character, one with the name."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from contracts.comp import Comp, SongClock
from contracts.layers import SolidLayer, TextLayer
from contracts.media import AUDIO_SAMPLE_RATE_HZ
from contracts.space import Camera
from contracts.template import Cue, FanKitItem, Note, Shot, Song, Template, VideoFormat
from media.audio_file import flac_bytes
from media.h264 import H264Writer

TINY = "tiny"
WIDTH, HEIGHT, FPS, SHOT_FRAMES = 320, 180, 24, 24
FRAMES = 3 * SHOT_FRAMES
CUE_FRAMES = 2 * SHOT_FRAMES
NOTES = tuple(
    Note(start_s=0.1 + 0.45 * step, duration_s=0.4, midi=midi, syllable="la")
    for step, midi in enumerate((57.0, 60.0, 62.0, 60.0))
)
CAMERA = Camera(
    matrix_track=((1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 8.0, 1.0),),
    zoom_px_track=(300.0,),
)


def build_tiny_template(folder: Path, revision_of: str = "") -> str:
    """Writes `<folder>/tiny/bundle`; another `revision_of` gives another revision. Returns the template's id."""
    bundle = folder / TINY / "bundle"
    bundle.mkdir(parents=True, exist_ok=True)
    (bundle / "character.json").write_text(comp("character", TextLayer(id="line", text="fan", width=3, height=1)))
    (bundle / "name.json").write_text(comp("name", TextLayer(id="line", slot="name", width=3, height=1)))
    write_clip(bundle / "static.mp4")
    (bundle / "backing.flac").write_bytes(flac_bytes(np.stack([tone(220.0, FRAMES / FPS, 0.1)] * 2)))
    (bundle / "guide.flac").write_bytes(flac_bytes(sung_line(CUE_FRAMES / FPS)[None]))
    (bundle / "template.json").write_text(template(hashlib.sha256(revision_of.encode()).hexdigest()).model_dump_json())
    return TINY


def template(revision: str) -> Template:
    cue = Cue(start_frame=SHOT_FRAMES, frames=CUE_FRAMES, lyric="la la la la", notes=NOTES, guide_vocal="guide.flac")
    song = Song(
        title="Tiny", tempo_bpm=120, key="A minor", backing="backing.flac", cue=cue, clock=SongClock(tempo_bpm=120)
    )
    return Template(
        id=TINY,
        revision=revision,
        video=VideoFormat(width=WIDTH, height=HEIGHT, fps=FPS, frames=FRAMES),
        song=song,
        shots=(
            Shot(id="opening", kind="static", start_frame=0, frames=SHOT_FRAMES, clip="static.mp4"),
            personal("face", "character", SHOT_FRAMES),
            personal("sign", "name", 2 * SHOT_FRAMES),
        ),
        fan_kit=(
            FanKitItem(id="card", comp="character.json", file_name="card.png"),
            FanKitItem(id="ringtone", kind="ringtone", file_name="ringtone.m4a", depends_on=("voice",)),
        ),
    )


def personal(shot_id: str, dependency: str, start_frame: int) -> Shot:
    return Shot.model_validate(
        {
            "id": shot_id,
            "kind": "personal",
            "start_frame": start_frame,
            "frames": SHOT_FRAMES,
            "comp": f"{dependency}.json",
            "depends_on": [dependency],
            "drawing_step_frames": 3,
        }
    )


def comp(comp_id: str, line: TextLayer) -> str:
    layers = (SolidLayer(id="ground", colour=(0.2, 0.1, 0.4)), line)
    return Comp(
        id=comp_id, width=WIDTH, height=HEIGHT, fps=FPS, frames=SHOT_FRAMES, camera=CAMERA, layers=layers
    ).model_dump_json()


def write_clip(path: Path) -> None:
    ramp = np.tile(np.linspace(30, 200, WIDTH, dtype=np.uint8), (HEIGHT, 1))
    with H264Writer(path, WIDTH, HEIGHT, FPS) as writer:
        for frame in range(SHOT_FRAMES):
            picture = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
            picture[:HEIGHT] = np.roll(ramp, frame * 4, axis=1)
            writer.write(picture)


def tone(frequency_hz: float, seconds: float, level: float) -> np.ndarray:
    """Sine, `(samples,) float32`."""
    time_s = np.arange(round(seconds * AUDIO_SAMPLE_RATE_HZ)) / AUDIO_SAMPLE_RATE_HZ
    return (level * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32)


def sung_line(seconds: float, off_key_cents: float = 0.0, late_s: float = 0.0) -> np.ndarray:
    """The cue's notes as a voice-like buzz with a vowel's formants, `(samples,) float32`."""
    line = np.zeros(round(seconds * AUDIO_SAMPLE_RATE_HZ), np.float32)
    for note in NOTES:
        frequency_hz = 440.0 * 2 ** ((note.midi - 69 + off_key_cents / 100) / 12)
        sound = sum(
            tone(frequency_hz * harmonic, note.duration_s, formant(frequency_hz * harmonic) / harmonic)
            for harmonic in range(1, 24)
        )
        fade = np.minimum(1, np.minimum(np.arange(sound.size), np.arange(sound.size)[::-1]) / 1200)
        start = round((note.start_s + late_s) * AUDIO_SAMPLE_RATE_HZ)
        end = min(line.size, start + sound.size)
        line[start:end] += (0.3 * sound * fade)[: end - start].astype(np.float32)
    return line


def formant(frequency_hz: float) -> float:
    """Weight of a partial: an `a` with its two lowest formants."""
    return 0.15 + sum(np.exp(-(((frequency_hz - centre) / 150.0) ** 2)) for centre in (700.0, 1200.0))
