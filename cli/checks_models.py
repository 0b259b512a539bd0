"""Checks of what recognises and listens."""

from __future__ import annotations

import os
from pathlib import Path

from cli.finding import Finding


def inference() -> Finding:
    """Opens a real model on the graphics card where there is one; the list of built-in providers proves nothing."""
    import onnxruntime
    import swift_f0

    model = Path(swift_f0.__file__).with_name("model.onnx")
    onnxruntime.set_default_logger_severity(4)
    built_in = onnxruntime.get_available_providers()
    wanted = [name for name in ("CUDAExecutionProvider", "CPUExecutionProvider") if name in built_in]
    session = onnxruntime.InferenceSession(str(model), providers=wanted)
    providers = ", ".join(name.removesuffix("ExecutionProvider") for name in session.get_providers())
    return Finding("inference", "ok", f"onnxruntime {onnxruntime.__version__} runs on {providers}")


def face_models() -> Finding:
    """The optional open models, with the bytes they should have."""
    from tasks.recognition.model_files import MODELS, MODELS_VARIABLE, find_models

    if not os.environ.get(MODELS_VARIABLE):
        return Finding(
            "face_models",
            "warn",
            f"{MODELS_VARIABLE} is not set; faces are measured without models",
            f"Put {', '.join(model.name for model in MODELS.values())} into a folder and name it in {MODELS_VARIABLE}.",
        )
    found, warnings = find_models()
    listing = ", ".join(f"{MODELS[role].name} ({MODELS[role].sha256[:12]})" for role in found)
    return Finding("face_models", "warn" if warnings else "ok", listing or "none", "; ".join(warnings))


def speech_model() -> Finding:
    """Without a speech model nobody hears what was sung: every voice is for review."""
    folder = os.environ.get("FANCHANT_WHISPER", "")
    if not folder:
        advice = "Name a faster-whisper model folder in FANCHANT_WHISPER, or approve voices with --approve-voice."
        return Finding("speech_model", "warn", "FANCHANT_WHISPER is not set; every voice is for review", advice)
    if not (Path(folder) / "model.bin").is_file():
        advice = "Name a folder with a faster-whisper model; without one every voice is for review."
        return Finding("speech_model", "warn", f"{folder} has no model.bin", advice)
    return Finding("speech_model", "ok", folder)
