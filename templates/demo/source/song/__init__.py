"""The demo song, composed and synthesised by code: `build_song(out_dir)`."""

from .build import build_song

__all__ = ["build_song"]
