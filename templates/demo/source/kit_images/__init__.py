"""Pictures of the fan-kit, drawn by code: what surrounds the fan on stickers and cards."""

from .cards import card_images
from .stickers import sticker_images


def kit_images() -> dict[str, bytes]:
    """All of them, by their path in the bundle."""
    return {**card_images(), **sticker_images()}
