"""The optional open models: which files, where from, under which licence, and whether they are the right ones."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

MODELS_VARIABLE = "FANCHANT_MODELS"


@dataclass(frozen=True)
class ModelFile:
    """One file that may lie in the folder `$FANCHANT_MODELS`."""

    name: str
    sha256: str
    licence: str
    source: str


MODELS: Final = {
    "detector": ModelFile(
        "yunet_s_640_640.onnx",
        "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
        "Apache-2.0",
        "libfacedetection.train, onnx/ (the bytes of OpenCV Zoo's face_detection_yunet_2023mar)",
    ),
    "mesh": ModelFile(
        "zaru_face_landmark.onnx",
        "2ece916c568172aafde5d8beaf0198c65b10691a618e551c4b1015a32116e326",
        "Apache-2.0",
        "MediaPipe face mesh with 468 points, as ONNX in Zaru, 3rdparty/onnx/",
    ),
    "hair": ModelFile(
        "mp_hair_seg_512.onnx",
        "7b82fa0741ebb14e9be578fcf7876b27e734f778d04e2ad0a77da657793fbeee",
        "Apache-2.0",
        "MediaPipe hair_segmentation.tflite, converted to ONNX",
    ),
    "glasses": ModelFile(
        "slinko_glasses.onnx",
        "60cf53428a4316f6689e5bcde83e6b93b6bb25d1779aedeb94b7f44dbc11a13a",
        "Apache-2.0 (the licence of its training photos was not checked)",
        "glasses_detector by Igor Slinko, weights/fp16_model.tflite, converted to ONNX",
    ),
}


def find_models() -> tuple[dict[str, Path], tuple[str, ...]]:
    """Files of `$FANCHANT_MODELS` that have the right bytes, by role, and a warning for each that has not.

    No folder named: no models and no warnings, the measures that need none are used.
    """
    folder = os.environ.get(MODELS_VARIABLE)
    if not folder:
        return {}, ()
    found, warnings = {}, []
    for role, model in MODELS.items():
        path = Path(folder) / model.name
        if not path.is_file():
            warnings.append(f"model_missing: {model.name} is not in {MODELS_VARIABLE}; using the measure without it")
        elif _sha256(path, path.stat().st_mtime_ns) != model.sha256:
            warnings.append(f"model_differs: {model.name} does not have the known bytes; using the measure without it")
        else:
            found[role] = path
    return found, tuple(warnings)


@lru_cache(maxsize=8)
def open_session(path: Path) -> Any:
    """An onnxruntime session on the CPU with one thread that does not spin: many run beside each other on a host."""
    import onnxruntime  # loads 100 MB: only where a model is really used

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=16)
def _sha256(path: Path, _mtime_ns: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
