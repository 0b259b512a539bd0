"""`make bench-audio`: tables for people, one JSON object as the last line for machines."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np

from contracts.voice_preset import VoicePreset
from media.audio_file import read_audio
from media.loudness import gain, integrated_lufs
from tasks.audio.mix import lay_voice, master
from tasks.audio.tune import tune
from templates.demo.source.song.build import BACKING_LUFS, cue_notes
from templates.demo.source.song.demo_take import demo_take
from templates.demo.source.song.mixdown import compose

from .quality import judge_take, snap_to_semitones
from .singers import KnownTake, speech_takes, synthetic_takes

REAL_VOICES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "voices"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _spread(values: np.ndarray) -> dict[str, float]:
    return {"median": round(float(np.median(values)), 1), "p90": round(float(np.percentile(values, 90)), 1)}


def main() -> None:
    stems, notes, preset = compose(), cue_notes(), VoicePreset()
    guide = (stems.guide * gain(-20.0 - integrated_lufs(stems.guide[None].astype(np.float32)))).astype(np.float32)
    backing = stems.backing().astype(np.float32)
    backing *= np.float32(gain(BACKING_LUFS - integrated_lufs(backing)))
    demo = demo_take()
    groups = {
        "demo take": [KnownTake("demo", demo.samples.astype(np.float32), demo.onsets_s)],
        "synthetic": list(synthetic_takes()),
        "espeak": list(speech_takes()),
    }
    report: dict[str, object] = {}
    for group, takes in groups.items():
        if not takes:
            continue
        judged = [judge_take(take, guide, notes) for take in takes]
        keys = ("pitch_before", "pitch_after", "onset_before", "onset_after")
        report[group] = {k: _spread(np.concatenate([np.atleast_1d(j[k]) for j in judged])) for k in keys} | {
            "takes": len(takes),
            "least_trust": round(min(float(j["trust"]) for j in judged), 2),
            "warned": sum(int(j["warned"]) for j in judged),
        }
        _say(f"{group}: {report[group]}")
    if (REAL_VOICES / "vocadito_10_singing.flac").is_file():
        report["real singing"] = snap_to_semitones(read_audio(REAL_VOICES / "vocadito_10_singing.flac")[0])
        _say(f"real singing: {report['real singing']}")
    report["seconds"] = _speed(demo.samples.astype(np.float32), guide, backing, preset)
    _say(json.dumps(report))


def _speed(take: np.ndarray, guide: np.ndarray, backing: np.ndarray, preset: VoicePreset) -> dict[str, float]:
    notes = cue_notes()
    started = time.perf_counter()
    tuned = tune(take, guide, notes, preset)
    tuned_at = time.perf_counter()
    mastered = master(lay_voice(backing, tuned.samples, 8 * 48_000, preset, 120.0), preset)
    done = time.perf_counter()
    _say(f"mix: {mastered.lufs:.2f} LUFS, true peak {mastered.true_peak_dbtp:.2f} dBTP")
    return {"tune": round(tuned_at - started, 2), "mix": round(done - tuned_at, 2)}


if __name__ == "__main__":
    main()
