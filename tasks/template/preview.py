"""What the preview page is told of a template."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from contracts.comp import Comp
from contracts.errors import InputRejected
from contracts.layers import PerformerLayer, SolidLayer
from contracts.space import Camera
from renderer.protocol import font_files
from tasks.template.samples import SAMPLE_FANS
from tasks.template.sheet import read_template
from tasks.template.shot_comps import comp_of

PORTRAIT_PX = 128
PORTRAIT_FOV_DEGREES = 17.0
PORTRAIT_EYE = (0.0, 5.1, 7.0)
"""In front of the face, in units."""
PORTRAIT_GROUND = (0.19, 0.17, 0.29)


class PreviewFilm:
    """Reads the bundle anew for every page, so that reloading shows the last build."""

    def __init__(self, bundle: Path) -> None:
        """Raises TemplateError where the bundle cannot be read."""
        self.bundle = bundle
        read_template(bundle)

    def contents(self) -> dict[str, Any]:
        """The counterpart of `Film` in compositor/src/preview/film.ts. Raises TemplateError: see above."""
        template = read_template(self.bundle)
        cue = template.song.cue
        return {
            "id": template.id,
            "title": template.song.title,
            "video": template.video.model_dump(mode="json"),
            "clock": template.song.clock.model_dump(mode="json"),
            "cue": {"start_frame": cue.start_frame, "frames": cue.frames, "lyric": cue.lyric},
            "shots": [shot.model_dump(mode="json", exclude={"clip", "comp"}) for shot in template.shots],
            "fans": [
                {"label": fan.label, "name": fan.name, "character": fan.character.model_dump(mode="json")}
                for fan in SAMPLE_FANS
            ],
            "fonts": font_files(self.bundle, "assets/"),
            "portrait": portrait().model_dump(mode="json"),
        }

    def comp(self, shot_id: str) -> str:
        """JSON of the comp that shows a shot.

        Raises:
            InputRejected: there is no such shot.
            TemplateError: its comp cannot be read.
        """
        template = read_template(self.bundle)
        for shot in template.shots:
            if shot.id == shot_id:
                return comp_of(shot, template.video, self.bundle).model_dump_json()
        raise InputRejected(f"There is no shot called {shot_id!r}.", code="shot_missing")


def portrait() -> Comp:
    """A comp that shows the fan's head on one colour."""
    x, y, z = PORTRAIT_EYE
    matrix = (1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, x, y, z, 1.0)
    zoom_px = PORTRAIT_PX / 2 / math.tan(math.radians(PORTRAIT_FOV_DEGREES) / 2)
    return Comp(
        id="portrait",
        width=PORTRAIT_PX,
        height=PORTRAIT_PX,
        fps=24,
        frames=1,
        camera=Camera(matrix_track=(matrix,), zoom_px_track=(zoom_px,)),
        layers=(
            SolidLayer(id="ground", colour=PORTRAIT_GROUND),
            PerformerLayer(id="fan", slot="fan", motion="hold", sings=False),
        ),
    )
