"""Stage `recognise`: attributes of the face in the normalised selfie."""

from __future__ import annotations

from blocks.media_store import MediaStore
from contracts.face_traits import FaceTraits
from contracts.media import MediaRef
from media.image_file import decode_upright_rgb
from tasks.recognition.recogniser import recognise_photo
from tasks.stage import stage


def recognise(selfie: MediaRef) -> FaceTraits:
    """Attributes only: nothing that could tell who it is leaves this function, and nothing of it is logged."""
    return recognise_photo(decode_upright_rgb(MediaStore.configured().read_bytes(selfie)))


recognise_task = stage("recognise")(recognise)
