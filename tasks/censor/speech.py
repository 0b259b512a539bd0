"""Listens: what a voice says, by faster-whisper, in the few languages it may be in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contracts.errors import ConfigurationError

CANDIDATE_LANGUAGES = 3
BEAM_SIZE = 5
VAD_THRESHOLD = 0.3
"""Of Silero's speech probability: singing scores lower than speech."""
SILENCE_BEFORE_DOUBT_S = 2.0
"""Text that starts after so much silence is doubted as hallucinated."""
CPU_THREADS = 2


@dataclass(frozen=True)
class Segment:
    """How sure the model was of one stretch of text."""

    average_log_probability: float
    no_speech_probability: float
    compression_ratio: float


@dataclass(frozen=True)
class Transcript:
    """One decoding. Lives in memory only: it never gets into evidence, logs or results."""

    text: str
    language: str
    language_probability: float
    speech_s: float
    segments: tuple[Segment, ...]


class SpeechModel:
    """A loaded model and its version."""

    def __init__(self, model: Any, version: str) -> None:
        self._model = model
        self.version = version

    def transcripts(
        self, sound: NDArray[np.float32], languages: tuple[str, ...], locale: str
    ) -> tuple[Transcript, ...]:
        """Decodes `sound` (n,) at 16 kHz once per likely language, the likeliest first.

        `languages` restricts the choice (empty = any); the locale's own language is always among them.
        """
        _, _, probabilities = self._model.detect_language(sound)
        likely = dict(probabilities)
        own = locale.split("-")[0].lower()
        allowed = [code for code in likely if not languages or code in (*languages, own)]
        chosen = sorted(allowed, key=lambda code: -likely[code])[:CANDIDATE_LANGUAGES]
        if own in likely and own not in chosen:
            chosen.append(own)
        return tuple(self._decode(sound, code, likely[code]) for code in chosen)

    def _decode(self, sound: NDArray[np.float32], language: str, probability: float) -> Transcript:
        segments, info = self._model.transcribe(
            sound,
            language=language,
            beam_size=BEAM_SIZE,
            temperature=0.0,  # no ladder of retries: they are slow and random
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=True,
            vad_parameters={"threshold": VAD_THRESHOLD},
            hallucination_silence_threshold=SILENCE_BEFORE_DOUBT_S,
        )
        found = list(segments)
        return Transcript(
            text=" ".join(segment.text.strip() for segment in found),
            language=language,
            language_probability=float(probability),
            speech_s=float(info.duration_after_vad),
            segments=tuple(
                Segment(float(part.avg_logprob), float(part.no_speech_prob), float(part.compression_ratio))
                for part in found
            ),
        )


@lru_cache(maxsize=1)
def load_speech_model(name: str) -> SpeechModel:
    """The model in a local folder, or by its hub name; raises ConfigurationError where it cannot be used.

    A folder needs `tokenizer.json`: without it faster-whisper would silently fetch one from the network.
    """
    folder = Path(name)
    local = folder.is_dir()
    if local and not (folder / "tokenizer.json").is_file():
        raise _unusable("its folder has no tokenizer.json")
    try:
        from faster_whisper import WhisperModel  # loads CTranslate2: only where a model is configured

        model = WhisperModel(name, device="cpu", compute_type="int8", cpu_threads=CPU_THREADS, local_files_only=local)
    except (OSError, RuntimeError, ValueError) as error:
        raise _unusable(f"it does not load ({type(error).__name__})") from error
    version = hashlib.sha256((folder / "model.bin").read_bytes()).hexdigest()[:16] if local else name
    return SpeechModel(model, version)


def _unusable(reason: str) -> ConfigurationError:
    return ConfigurationError(f"the configured speech model cannot be used: {reason}", code="speech_model_unusable")
