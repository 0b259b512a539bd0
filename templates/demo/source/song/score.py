"""The demo song on paper: "Light the Sky", C major, 120 bpm, 15 bars of 4/4, 30 s.

Times are beats from the song's start; a beat is 0.5 s or 12 frames, a sixteenth 3 frames. Where a picture can be cut:

| bar | beat | frame | what happens |
| --- | --- | --- | --- |
| 1 | 0 | 0 | intro: the hook on bells, filter closed; low hit |
| 2 | 4 | 48 | muffled kick on every beat, riser from here |
| 3 | 8 | 96 | verse: impact, house voice enters at beat 8.5; kick 8, 10.5, 12; snaps on 9, 11, 13 |
| 4 | 14 | 168 | snare roll in sixteenths, riser |
| 4 | 15.5 | 186 | gap: half a beat without drums, a cymbal rushes in backwards |
| 5 | 16 | 192 | cue: crash, the fan sings; kick on every beat, clap on 17, 19, 21 ... |
| 7 | 24 | 288 | second half of the line; soft crash, hats in sixteenths |
| 8 | 28 | 336 | build: snare roll, riser; kicks end at beat 30 |
| 8 | 31 | 372 | gap: the band stops, only the fan's last word and the cymbal backwards |
| 9 | 32 | 384 | chorus, the drop: crash, impact, the hook in full, choir; kick on every beat, snare on 33, 35 ... |
| 11 | 40 | 480 | answer of the hook, crash; its top note falls on beat 44, frame 528 |
| 12 | 46.5 | 558 | tom fill |
| 13 | 48 | 576 | break: downlifter, half time, the choir echoes "Say my name" |
| 14 | 52 | 624 | "light the sky"; roll from beat 54, frame 648, riser |
| 14 | 55.5 | 666 | gap |
| 15 | 56 | 672 | last hit on the tonic: kick, crash, impact; the bells play the hook once more into the tail |
"""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "Light the Sky"
KEY = "C major"
TEMPO_BPM = 120.0
BEAT_S = 60.0 / TEMPO_BPM
BEATS_PER_BAR = 4
BARS = 15
SONG_BEATS = BARS * BEATS_PER_BAR
SAMPLE_RATE_HZ = 48_000
SONG_SAMPLES = int(SONG_BEATS * BEAT_S * SAMPLE_RATE_HZ)
FPS = 24

VERSE_BEAT, CUE_BEAT, CHORUS_BEAT, BREAK_BEAT, END_BEAT = 8, 16, 32, 48, 56
SECTIONS = {
    "intro": (0, VERSE_BEAT),
    "verse": (VERSE_BEAT, CUE_BEAT),
    "cue": (CUE_BEAT, CHORUS_BEAT),
    "chorus": (CHORUS_BEAT, BREAK_BEAT),
    "break": (BREAK_BEAT, END_BEAT),
    "end": (END_BEAT, SONG_BEATS),
}
"""First beat and the beat after the last."""
GAPS = ((15.5, 16.0), (31.0, 32.0), (55.5, 56.0))
"""The band holds its breath before a downbeat."""

CUE_START_BEAT = CUE_BEAT
CUE_BEATS = CHORUS_BEAT - CUE_BEAT
CUE_LYRIC = "Say my name and light the sky, we will sing all through the night"


@dataclass(frozen=True)
class Sung:
    """One sung syllable; `phonemes` = consonants before the vowel, the vowel, consonants after it."""

    beat: float
    beats: float
    midi: int
    syllable: str
    phonemes: str


@dataclass(frozen=True)
class Chord:
    """`bass` and `tones` are MIDI notes."""

    beat: float
    beats: float
    bass: int
    tones: tuple[int, ...]


# Each voice moves by two semitones at most, or stays; only the bass leaps.
F_MAJ7 = (41, (57, 60, 64, 67))
G_ADD9 = (43, (57, 59, 62, 67))
E_MIN7 = (40, (55, 59, 62, 67))
A_MIN7 = (45, (55, 60, 64, 67))
C_ADD9 = (36, (55, 60, 62, 64))

_ROUND = (F_MAJ7, G_ADD9, E_MIN7, A_MIN7)
_BAR_CHORDS = (F_MAJ7, G_ADD9, A_MIN7, G_ADD9, *_ROUND, *_ROUND, F_MAJ7, G_ADD9, C_ADD9)


def chords() -> list[Chord]:
    """One chord to a bar."""
    return [Chord(BEATS_PER_BAR * i, BEATS_PER_BAR, bass, tones) for i, (bass, tones) in enumerate(_BAR_CHORDS)]


CUE = (
    Sung(16.5, 0.5, 69, "Say", "s EY"),
    Sung(17.0, 0.5, 69, "my", "m AY"),
    Sung(17.5, 1.4, 72, "name", "n EY m"),
    Sung(19.0, 0.5, 71, "and", "AE n d"),
    Sung(19.5, 0.9, 67, "light", "l AY t"),
    Sung(20.5, 0.5, 69, "the", "dh AH"),
    Sung(21.0, 2.2, 71, "sky", "s k AY"),
    Sung(24.5, 0.5, 71, "we", "w IY"),
    Sung(25.0, 0.5, 71, "will", "w IH l"),
    Sung(25.5, 1.4, 74, "sing", "s IH ng"),
    Sung(27.0, 0.5, 72, "all", "AO l"),
    Sung(27.5, 0.9, 71, "through", "th r UW"),
    Sung(28.5, 0.5, 67, "the", "dh AH"),
    Sung(29.0, 2.5, 69, "night", "n AY t"),
)

VERSE = (
    Sung(8.5, 0.5, 64, "Lights", "l AY t s"),
    Sung(9.0, 0.5, 64, "go", "g OW"),
    Sung(9.5, 1.2, 67, "down", "d AW n"),
    Sung(11.0, 0.5, 64, "the", "dh AH"),
    Sung(11.5, 0.9, 62, "crowd", "k r AW d"),
    Sung(12.5, 0.5, 62, "is", "IH z"),
    Sung(13.0, 0.5, 64, "call", "k AO l"),
    Sung(13.5, 0.5, 67, "ing", "IH ng"),
    Sung(14.0, 1.4, 69, "you", "y UW"),
)

# The hook: one rhythm, 3 + 3 + 2 + 2 sixteenths and a long note, four times. (beat, beats, midi)
HOOK = (
    *((0.0, 0.70, 79), (0.75, 0.70, 79), (1.5, 0.48, 81), (2.0, 0.48, 79), (2.5, 1.2, 76)),
    *((4.0, 0.70, 74), (4.75, 0.70, 76), (5.5, 0.48, 79), (6.0, 0.48, 76), (6.5, 1.2, 74)),
    *((8.0, 0.70, 79), (8.75, 0.70, 79), (9.5, 0.48, 81), (10.0, 0.48, 79), (10.5, 1.2, 83)),
    *((12.0, 0.70, 84), (12.75, 0.70, 83), (13.5, 0.48, 81), (14.0, 0.48, 76), (14.5, 1.3, 81)),
)
HOOK_NOTES_PER_BAR = 5

_HOOK_WORDS = (
    *(("oh", "OW"), ("oh", "OW"), ("oh", "OW"), ("oh", "OW"), ("oh", "OW")),
    *(("we", "w IY"), ("light", "l AY t"), ("up", "AH"), ("the", "dh AH"), ("sky", "s k AY")),
    *(("oh", "OW"), ("oh", "OW"), ("oh", "OW"), ("oh", "OW"), ("oh", "OW")),
    *(("sing", "s IH ng"), ("all", "AO l"), ("through", "th r UW"), ("the", "dh AH"), ("night", "n AY t")),
)

CHORUS = tuple(
    Sung(CHORUS_BEAT + beat, beats, midi - 12, syllable, phonemes)
    for (beat, beats, midi), (syllable, phonemes) in zip(HOOK, _HOOK_WORDS, strict=True)
)

# The break answers with the fan's own first words.
ECHO = (
    Sung(48.5, 0.5, 69, "say", "s EY"),
    Sung(49.0, 0.5, 69, "my", "m AY"),
    Sung(49.5, 1.6, 72, "name", "n EY m"),
    Sung(52.0, 0.5, 71, "light", "l AY t"),
    Sung(52.5, 0.5, 69, "the", "dh AH"),
    Sung(53.0, 2.2, 71, "sky", "s k AY"),
    Sung(56.0, 2.2, 72, "oh", "OW"),
)


def hook(start_beat: float, bars: int = 4) -> list[tuple[float, float, int]]:
    """The first `bars` bars of the hook from `start_beat` on, as (beat, beats, MIDI note)."""
    return [(start_beat + beat, beats, midi) for beat, beats, midi in HOOK[: bars * HOOK_NOTES_PER_BAR]]
