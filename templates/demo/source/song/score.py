"""The demo song on paper: "Light the Sky", C major, 120 bpm, 14 bars of 4/4. Times: beats from the song's start."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "Light the Sky"
KEY = "C major"
TEMPO_BPM = 120.0
BEAT_S = 60.0 / TEMPO_BPM
BEATS_PER_BAR = 4
BARS = 14
SAMPLE_RATE_HZ = 48_000
SONG_SAMPLES = int(BARS * BEATS_PER_BAR * BEAT_S * SAMPLE_RATE_HZ)
FPS = 24

CUE_START_BEAT = 16
CUE_BEATS = 16
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


F_MAJ9 = (41, (53, 57, 60, 64, 67))
G_ADD9 = (43, (55, 59, 62, 67, 69))
E_MIN7 = (40, (52, 55, 59, 62, 67))
A_MIN9 = (45, (57, 60, 64, 67, 71))
C_ADD9 = (48, (55, 60, 62, 64, 67))

_ROUND = (F_MAJ9, G_ADD9, E_MIN7, A_MIN9)
_BAR_CHORDS = (F_MAJ9, G_ADD9, A_MIN9, G_ADD9, *_ROUND, *_ROUND)  # intro, verse, cue, chorus


def chords() -> list[Chord]:
    """One chord to a bar, two in bar 13, the tonic in bar 14."""
    by_bar = [Chord(BEATS_PER_BAR * i, BEATS_PER_BAR, bass, tones) for i, (bass, tones) in enumerate(_BAR_CHORDS)]
    return [*by_bar, Chord(48, 2, *F_MAJ9), Chord(50, 2, *G_ADD9), Chord(52, 4, *C_ADD9)]


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
    Sung(14.0, 1.8, 67, "you", "y UW"),
)

CHORUS = (
    Sung(32.0, 0.75, 72, "oh", "OW"),
    Sung(32.75, 0.75, 72, "oh", "OW"),
    Sung(33.5, 1.3, 76, "oh", "OW"),
    Sung(36.0, 1.0, 74, "shine", "sh AY n"),
    Sung(37.0, 0.5, 71, "with", "w IH dh"),
    Sung(37.5, 1.9, 71, "me", "m IY"),
    Sung(40.0, 0.75, 71, "oh", "OW"),
    Sung(40.75, 0.75, 71, "oh", "OW"),
    Sung(41.5, 1.3, 74, "oh", "OW"),
    Sung(44.0, 1.0, 72, "light", "l AY t"),
    Sung(45.0, 0.5, 71, "the", "dh AH"),
    Sung(45.5, 1.9, 69, "sky", "s k AY"),
    Sung(48.0, 1.9, 69, "sing", "s IH ng"),
    Sung(50.0, 1.8, 71, "to", "t UW"),
    Sung(52.0, 3.2, 72, "night", "n AY t"),
)

# (beat, beats, midi): the hook, heard filtered in the intro and in full in the chorus.
HOOK_PHRASE = (
    (0.0, 0.5, 84),
    (0.5, 0.25, 83),
    (0.75, 0.5, 79),
    (1.5, 0.5, 76),
    (2.0, 0.5, 79),
    (2.5, 0.75, 81),
    (3.5, 0.5, 79),
    (4.0, 0.5, 83),
    (4.5, 0.25, 81),
    (4.75, 0.5, 79),
    (5.5, 0.5, 74),
    (6.0, 0.5, 79),
    (6.5, 1.25, 81),
)


# Its answer over the two minor chords climbs to the sixth octave.
HOOK_ANSWER = (
    (0.0, 0.5, 83),
    (0.5, 0.25, 86),
    (0.75, 0.5, 83),
    (1.5, 0.5, 79),
    (2.0, 0.5, 83),
    (2.5, 0.75, 86),
    (3.5, 0.5, 84),
    (4.0, 0.5, 84),
    (4.5, 0.25, 83),
    (4.75, 0.5, 81),
    (5.5, 0.5, 76),
    (6.0, 0.5, 79),
    (6.5, 1.25, 81),
)


def hook(start_beat: float, *, answer: bool = False) -> list[tuple[float, float, int]]:
    """The two-bar hook, or its answer, from `start_beat` on."""
    return [(start_beat + beat, beats, midi) for beat, beats, midi in (HOOK_ANSWER if answer else HOOK_PHRASE)]
