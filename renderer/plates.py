"""Plates that are clips: decoded here and pushed to the page, so that frame and picture always agree."""

from __future__ import annotations

from pathlib import Path

from contracts.comp import DrawRequest, Region
from contracts.errors import TemplateError
from contracts.layers import PlateLayer
from media.i420 import crop
from media.video import VideoFrames
from renderer.protocol import PlateRequest, plate_message

# Chroma of a pixel at a region's edge is interpolated with its neighbour outside.
MARGIN_PX = (8, 4)


class PlateFeed:
    """The clips of one drawing job."""

    def __init__(self, request: DrawRequest, asset_root: Path) -> None:
        """Opens the clips; raises TemplateError where one is missing or has another size than the comp."""
        comp = request.comp
        self._window = _window(request.region, comp.width, comp.height)
        self._clips: dict[int, VideoFrames] = {}
        for index, layer in enumerate(comp.layers):
            if isinstance(layer, PlateLayer) and layer.asset.lower().endswith(".mp4"):
                path = asset_root / layer.asset
                if not path.is_file():
                    raise TemplateError(
                        f"plate {layer.asset} is missing from the bundle", code="template_asset_missing"
                    )
                clip = self._clips[index] = VideoFrames(path)
                if clip.size != (comp.width, comp.height):
                    size = "x".join(map(str, clip.size))
                    raise TemplateError(f"plate {layer.asset} is {size}, the comp is not", code="plate_size")

    def answer(self, asked: PlateRequest) -> bytes:
        """The message with that picture, cut to what the job's region needs."""
        picture = self._clips[asked.layer].frame(asked.frame)
        window = self._window
        return plate_message(asked, crop(picture, window), window.x, window.y)

    def close(self) -> None:
        for clip in self._clips.values():
            clip.close()


def _window(region: Region | None, width: int, height: int) -> Region:
    if region is None:
        return Region(x=0, y=0, width=width, height=height)
    across, down = MARGIN_PX
    left, top = max(region.x - across, 0), max(region.y - down, 0)
    right = min(region.x + region.width + across, width)
    bottom = min(region.y + region.height + down, height)
    return Region(x=left, y=top, width=right - left, height=bottom - top)
