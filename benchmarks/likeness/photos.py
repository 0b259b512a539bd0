"""What can be seen in a photo: measured where it can be measured, else what a person wrote down about it.

Nothing here asks recognition for its opinion: of it, only the place of the face and the mask of the hair are used.
"""

from __future__ import annotations

from typing import Any

from benchmarks.likeness.looks import NO_HAIR_SEEN, Look, hair_look, skin_colour
from media.image_file import RgbImage
from tasks.recognition.face import FaceLocator
from tasks.recognition.haar_locator import HaarLocator
from tasks.recognition.hair_mask import hair_by_colour, hair_by_model
from tasks.recognition.head_view import head_view
from tasks.recognition.mesh_locator import MeshLocator
from tasks.recognition.model_files import find_models
from tasks.recognition.skin import measure_skin

GLASSES = {"none": 0.0, "clear": 0.5, "sunglasses": 1.0}
BEARD = {"none": 0.0, "stubble": 0.3, "moustache": 0.6, "goatee": 0.6, "full": 1.0}


def look_of_photo(image: RgbImage, notes: dict[str, str]) -> Look | None:
    """The look of the face in an upright photo; None where none is found.

    `notes`: what a person wrote down about it, by the names of `FaceTraits`; several values are separated by spaces.
    With the models in `$FANCHANT_MODELS` the hair's mask is theirs, else one grown by colour.
    """
    models, _ = find_models()
    with_mesh = "detector" in models and "mesh" in models
    locator: FaceLocator = MeshLocator(models["detector"], models["mesh"]) if with_mesh else HaarLocator()
    face = locator.locate(image)
    if face is None:
        return None
    view = head_view(image, face)
    skin = measure_skin(view)
    hair = hair_by_model(view, models["hair"]) if "hair" in models else hair_by_colour(view, skin and skin.lab)
    headwear = notes.get("headwear")
    covered = None if headwear is None else float(headwear != "none")
    measured: dict[str, Any] = NO_HAIR_SEEN if covered or not hair.usable else hair_look(view, hair.mask)
    return Look(
        skin=skin_colour(view, hair.mask),
        covered=covered,
        glasses=_noted(GLASSES, notes.get("glasses")),
        beard=_noted(BEARD, notes.get("facial_hair")),
        **measured,
    )


def _noted(values: dict[str, float], words: str | None) -> float | None:
    """Mean of the values noted."""
    return None if words is None else sum(values[word] for word in words.split()) / len(words.split())
