"""The results of a run on disk: all of them, or none."""

from __future__ import annotations

import json
import shutil
import uuid
from pathlib import Path
from typing import Any

from blocks.media_store import MediaStore
from contracts.delivery import Delivery
from contracts.media import frames_to_seconds
from contracts.screening import Screening

VIDEO, FAN_KIT, REPORT = "video.mp4", "fan-kit", "report.json"


def write_outputs(delivery: Delivery, out: Path) -> dict[str, Any]:
    """Writes `video.mp4`, `fan-kit/` and `report.json` into `out`; returns the report.

    All is written to a sibling folder first and moved in by renaming, so `out` never holds half a file. Other files in
    `out` stay.
    """
    out = out.absolute()
    partial = out.with_name(f".{out.name}.{uuid.uuid4().hex}.partial")
    store = MediaStore.configured()
    report = report_of(delivery, out)
    try:
        (partial / FAN_KIT).mkdir(parents=True)
        shutil.copyfile(store.local_path(delivery.video.video), partial / VIDEO)
        for file_name, file in delivery.fan_kit.items.items():
            shutil.copyfile(store.local_path(file), partial / FAN_KIT / file_name)
        (partial / REPORT).write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        _move_in(partial, out)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return report


def report_of(delivery: Delivery, out: Path) -> dict[str, Any]:
    """`delivery` as the documented report; paths are those in `out`."""
    video, vocal = delivery.video, delivery.vocal
    return {
        "submission": delivery.submission,
        "video": {
            "path": str(out / VIDEO),
            "sha256": video.video.sha256,
            "frames": video.frames,
            "fps": video.fps,
            "width": video.width,
            "height": video.height,
            "duration_s": float(frames_to_seconds(video.frames, video.fps)),
        },
        "frames": delivery.frames.model_dump(mode="json"),
        "shots": [shot.model_dump(mode="json") for shot in delivery.shots],
        "stages": [stage.model_dump(mode="json") for stage in delivery.stages],
        "traits": delivery.traits.model_dump(mode="json"),
        "character": delivery.character.model_dump(mode="json"),
        "screening": {
            "name": _verdict(delivery.name_screening),
            "voice": _verdict(delivery.voice_screening),
            "voice_used": delivery.mix.voice_used,
        },
        "audio": {
            "lufs": delivery.mix.lufs,
            "true_peak_dbtp": delivery.mix.true_peak_dbtp,
            "pitch_error_before_cents": vocal.pitch_error_before_cents if vocal else None,
            "pitch_error_cents": vocal.pitch_error_cents if vocal else None,
            "onset_error_before_ms": vocal.onset_error_before_ms if vocal else None,
            "onset_error_ms": vocal.onset_error_ms if vocal else None,
        },
        "fan_kit": [
            {"path": str(out / FAN_KIT / file_name), "media_type": file.media_type, "size_bytes": file.size_bytes}
            for file_name, file in delivery.fan_kit.items.items()
        ],
        "warnings": list(delivery.warnings),
    }


def print_report(report: dict[str, Any]) -> None:
    """The report as one JSON object on standard output."""
    print(json.dumps(report, ensure_ascii=False))  # noqa: T201


def _verdict(screening: Screening) -> dict[str, Any]:
    return screening.model_dump(mode="json", include={"verdict", "evidence"})


def _move_in(partial: Path, out: Path) -> None:
    if not out.exists():
        partial.rename(out)
        return
    if (out / FAN_KIT).exists():
        (out / FAN_KIT).rename(partial / "replaced")
    (partial / FAN_KIT).rename(out / FAN_KIT)
    (partial / VIDEO).replace(out / VIDEO)
    (partial / REPORT).replace(out / REPORT)
