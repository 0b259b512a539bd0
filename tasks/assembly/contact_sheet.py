"""A small picture of a whole video for operators: moments in a grid, none of them from a shot that shows the name."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import av
from PIL import Image

from contracts.template import Shot, Template

COLUMNS, ROWS = 4, 4
CELL_WIDTH_PX, GAP_PX = 160, 4
GROUND = (24, 24, 27)
QUALITY = 60


def moments(shots: Sequence[Shot], count: int = COLUMNS * ROWS) -> tuple[int, ...]:
    """At most `count` frame numbers in order, half of them from shots that were drawn for the fan.

    Within each half they are evenly spread over the shots' frames. Shots that depend on the name give none.
    """
    nameless = [shot for shot in shots if "name" not in shot.depends_on]
    drawn = [shot for shot in nameless if shot.kind == "personal"]
    copied = [shot for shot in nameless if shot.kind == "static"]
    of_drawn = _spread(drawn, count // 2 if copied else count)
    return tuple(sorted({*of_drawn, *_spread(copied, count - len(of_drawn))}))


def contact_sheet(video: Path, template: Template) -> bytes | None:
    """WebP of about 35 kB; None where every shot shows the name.

    Only key frames are decoded. Every shot begins with one, so the last one before a moment shows the same shot.
    """
    pictures = _key_pictures(video, moments(template.shots), template.video.fps)
    if not pictures:
        return None
    width, height = pictures[0].size
    columns = min(COLUMNS, len(pictures))
    rows = -(-len(pictures) // columns)
    size = (columns * (width + GAP_PX) + GAP_PX, rows * (height + GAP_PX) + GAP_PX)
    sheet = Image.new("RGB", size, GROUND)
    for number, picture in enumerate(pictures):
        row, column = divmod(number, columns)
        sheet.paste(picture, (GAP_PX + column * (width + GAP_PX), GAP_PX + row * (height + GAP_PX)))
    encoded = io.BytesIO()
    sheet.save(encoded, format="WEBP", quality=QUALITY, method=2)
    return encoded.getvalue()


def _spread(shots: Sequence[Shot], count: int) -> list[int]:
    """`count` frame numbers in the middles of as many equal parts of the frames of `shots`."""
    frames = [frame for shot in shots for frame in range(shot.start_frame, shot.start_frame + shot.frames)]
    return [frames[int((part + 0.5) * len(frames) / count)] for part in range(count)] if frames else []


def _key_pictures(video: Path, frames: Sequence[int], fps: int) -> list[Image.Image]:
    """The key frames at or before `frames`, each once, as small sRGB pictures."""
    pictures: dict[int, Image.Image] = {}
    with av.open(str(video)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "NONE"
        assert stream.time_base is not None  # noqa: S101  # an opened MP4 has one
        for frame in frames:
            container.seek(int(frame / fps / stream.time_base), stream=stream, backward=True)
            picture = next(container.decode(stream))
            if picture.pts is not None and picture.pts not in pictures:
                height = round(CELL_WIDTH_PX * picture.height / picture.width)
                small = picture.reformat(CELL_WIDTH_PX, height, "rgb24", interpolation="AREA")
                pictures[picture.pts] = Image.fromarray(small.to_ndarray())
    return [pictures[pts] for pts in sorted(pictures)]
