"""Counts right, unknown and wrong over the sample photos beside the checkout, and writes the table of the docs.

`python -m tests.recognition.samples` refreshes docs/recognition.md.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from media.image_file import decode_upright_rgb
from tasks.recognition.model_files import MODELS, MODELS_VARIABLE
from tasks.recognition.recogniser import recognise_photo
from tasks.recognition.scores import THRESHOLDS

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FACES = SHARED / "samples" / "faces"
MODEL_FOLDER = SHARED / "models"
PAGE = ROOT / "docs" / "recognition.md"
BEGIN, END = "<!-- measured: `python -m tests.recognition.samples` -->", "<!-- end of measured -->"
CODE_BEGIN, CODE_END = "<!-- from the code: `python -m tests.recognition.samples` -->", "<!-- end of code -->"

LABELS: dict[str, dict[str, str]] = {
    "face_009.jpg": {"glasses": "none", "hair_length": "long", "hair_colour": "blonde", "skin_tone": "2 3",
                     "hair_texture": "wavy", "fringe": "none", "facial_hair": "none", "headwear": "none"},
    "face_010.jpg": {"glasses": "sunglasses", "hair_length": "short", "hair_colour": "blonde", "skin_tone": "2 3",
                     "fringe": "none", "facial_hair": "none", "headwear": "none"},
    "face_016.jpg": {"glasses": "clear", "hair_length": "short", "hair_colour": "black", "skin_tone": "4 5",
                     "fringe": "none", "facial_hair": "full", "headwear": "none"},
    "face_028.jpg": {"glasses": "none", "hair_length": "short", "hair_colour": "grey", "skin_tone": "3 4",
                     "fringe": "none", "facial_hair": "none", "headwear": "none"},
    "face_046.jpg": {"glasses": "none", "hair_length": "hidden", "skin_tone": "3 4", "facial_hair": "none",
                     "headwear": "headscarf"},
    "face_049.jpg": {"glasses": "none", "hair_length": "long", "hair_colour": "black", "skin_tone": "2 3",
                     "hair_texture": "straight", "fringe": "full", "facial_hair": "none", "headwear": "none"},
    "face_051.jpg": {"glasses": "none", "hair_length": "short", "hair_colour": "black", "skin_tone": "7 8",
                     "hair_texture": "coily", "fringe": "none", "facial_hair": "none", "headwear": "none"},
    "face_058.jpg": {"glasses": "none", "hair_length": "long", "hair_colour": "black brown", "skin_tone": "7 8",
                     "hair_texture": "curly coily", "facial_hair": "none", "headwear": "none"},
    "face_061.jpg": {"glasses": "none", "hair_length": "bald", "skin_tone": "6 7", "fringe": "none",
                     "facial_hair": "full", "headwear": "none"},
    "face_072.jpg": {"glasses": "none", "hair_length": "short", "hair_colour": "brown", "skin_tone": "3 4",
                     "fringe": "none", "facial_hair": "none stubble", "headwear": "none"},
    "face_083.jpg": {"glasses": "none", "hair_length": "long", "hair_colour": "red", "skin_tone": "3 4",
                     "hair_texture": "wavy", "fringe": "side none", "facial_hair": "none", "headwear": "none"},
    "skimage_astronaut.jpg": {"glasses": "none", "hair_length": "medium", "hair_colour": "brown",
                              "skin_tone": "2 3", "hair_texture": "wavy", "fringe": "side full",
                              "facial_hair": "none", "headwear": "none"},
}  # fmt: skip
"""What the photos' own description says, completed by one person's eye; several values = any of them is right."""
NO_FACE = ("skimage_chelsea.jpg", "skimage_coffee.jpg")


def judge(with_models: bool) -> dict[str, Counter[str]]:
    """Per attribute how many labelled photos came out right, unknown or wrong; `face` counts all photos."""
    if with_models:
        os.environ[MODELS_VARIABLE] = str(MODEL_FOLDER)
    try:
        counts: dict[str, Counter[str]] = {"face": Counter()}
        for name, labels in {**LABELS, **{name: {} for name in NO_FACE}}.items():
            traits = recognise_photo(decode_upright_rgb((FACES / name).read_bytes()))
            counts["face"]["right" if traits.face_found == (name in LABELS) else "wrong"] += 1
            for attribute, wanted in labels.items():
                value = getattr(traits, attribute).value
                word = "unknown" if value == "unknown" else "right" if value in wanted.split() else "wrong"
                counts.setdefault(attribute, Counter())[word] += 1
        return counts
    finally:
        os.environ.pop(MODELS_VARIABLE, None)


def measured_table() -> str:
    """Both back ends side by side, as Markdown."""
    plain, models = judge(with_models=False), judge(with_models=True)
    lines = ["| attribute | without models: right / unknown / wrong | with models |", "| --- | --- | --- |"]
    lines += [f"| {name} | {_cell(plain[name])} | {_cell(models[name])} |" for name in plain]
    return "\n".join(lines)


def code_tables() -> str:
    """Thresholds and model files, as Markdown."""
    lines = ["| attribute | threshold |", "| --- | --- |"]
    lines += [f"| {name} | {value:.2f} |" for name, value in THRESHOLDS.items()]
    lines += ["", "| role | file | licence | source | sha256 |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {role} | `{model.name}` | {model.licence} | {model.source} | `{model.sha256}` |"
        for role, model in MODELS.items()
    ]
    return "\n".join(lines)


def between(page: str, begin: str, end: str) -> str:
    return page.partition(begin)[2].partition(end)[0].strip()


def replaced(page: str, begin: str, end: str, text: str) -> str:
    head, _, rest = page.partition(begin)
    return f"{head}{begin}\n\n{text}\n\n{end}{rest.partition(end)[2]}"


def _cell(count: Counter[str]) -> str:
    return f"{count['right']} / {count['unknown']} / {count['wrong']}"


if __name__ == "__main__":
    text = replaced(PAGE.read_text(encoding="utf-8"), CODE_BEGIN, CODE_END, code_tables())
    PAGE.write_text(replaced(text, BEGIN, END, measured_table()), encoding="utf-8")
