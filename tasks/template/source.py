"""What a template's source code says: shots as comps, in the terms of this module, and how it is loaded.

A template is a Python package `<folder>/<id>/source` with a function `template() -> TemplateSource`; one that can be
built in several sizes has `template(size_px=(width, height))` instead.
"""

from __future__ import annotations

import importlib.util
import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from contracts.comp import Comp, Region
from contracts.errors import FanchantError, InputRejected, TemplateError
from contracts.template import Dependency, FanKitItem, Song, VideoFormat


@dataclass(frozen=True, kw_only=True)
class StaticShot:
    """A shot without the fan: its comp becomes a clip that every video copies.

    `step_frames` 2 holds every picture for two frames, which halves the build; fit where the camera rests.
    `crf` is the clip's quality, lower is better and larger; None = as all clips.
    """

    start_frame: int
    comp: Comp
    step_frames: int = 1
    crf: int | None = None

    @property
    def id(self) -> str:
        return self.comp.id


@dataclass(frozen=True, kw_only=True)
class PersonalShot:
    """A shot with the fan: `comp` is drawn for every fan, over `plate`, which is drawn once.

    The comp's first layer must be a plate with the asset `plates/<id>.mp4`. Without one, as where an imported comp
    has everything in it, all of the comp is drawn for every fan.
    """

    start_frame: int
    plate: Comp | None = None
    comp: Comp
    depends_on: tuple[Dependency, ...]
    plate_step_frames: int = 1
    plate_crf: int | None = None
    drawing_step_frames: Literal[1, 2, 3] = 2
    region: Region | None = None

    @property
    def id(self) -> str:
        return self.comp.id


@dataclass(frozen=True, kw_only=True)
class KitPicture:
    """A picture of the fan-kit: frame `frame` of `comp`, or all of it as an animation.

    Its `plate`, where there is one, becomes `plates/<id>.mp4`: frame 0, held for all frames. The other fields are
    those of `FanKitItem`.
    """

    comp: Comp
    depends_on: tuple[Dependency, ...]
    plate: Comp | None = None
    frame: int = 0
    kind: Literal["still", "card_back", "animation"] = "still"
    suffix: Literal[".png", ".webp"] = ".png"
    max_bytes: int | None = None
    mask: str | None = None
    die_cut_px: float = 0.0
    drawing_step_frames: Literal[1, 2, 3] = 2
    loop_beats: float | None = None

    @property
    def id(self) -> str:
        return self.comp.id

    @property
    def item(self) -> FanKitItem:
        """Its entry in the table of contents."""
        return FanKitItem(
            id=self.id,
            kind=self.kind,
            comp=f"comps/{self.id}.json",
            frame=self.frame,
            depends_on=self.depends_on,
            file_name=f"{self.id}{self.suffix}",
            max_bytes=self.max_bytes,
            mask=self.mask,
            die_cut_px=self.die_cut_px,
            drawing_step_frames=self.drawing_step_frames,
            loop_beats=self.loop_beats,
        )


@dataclass(frozen=True, kw_only=True)
class TemplateSource:
    """A whole template.

    `build_song(folder, prefix=...)` writes the song's sound into `folder` and returns its contract, with paths that
    begin with `prefix`. `files` are further files of the bundle: fonts and images. `fan_kit_files` are what the fan-kit
    has besides pictures: sheets of them, and a ringtone.
    """

    id: str
    video: VideoFormat
    shots: tuple[StaticShot | PersonalShot, ...]
    fan_kit: tuple[KitPicture, ...]
    build_song: Callable[..., Song]
    files: Mapping[str, Path | bytes] = field(default_factory=dict)
    fan_kit_files: tuple[FanKitItem, ...] = ()


def load_source(folder: Path, size_px: tuple[int, int] | None = None) -> TemplateSource:
    """Imports `folder/source` as a package of its own and calls its `template()`.

    Args:
        folder: holds `source/`.
        size_px: width and height of the video; None = the template's own.

    Raises:
        TemplateError: there is no such package, or it fails; the message says how.
        InputRejected: the template cannot be built in that size.
    """
    entry = folder / "source" / "__init__.py"
    if not entry.is_file():
        raise TemplateError(
            f"{folder} has no source/__init__.py; a template's source is a Python package there",
            code="template_source_missing",
        )
    package = f"fanchant_template_{folder.name.replace('-', '_')}"
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]
    spec = importlib.util.spec_from_file_location(package, entry, submodule_search_locations=[str(entry.parent)])
    assert spec is not None and spec.loader is not None  # noqa: S101  # a .py file always has a loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[package] = module
    try:
        spec.loader.exec_module(module)
        source = module.template() if size_px is None else _in_size(module.template, size_px, folder.name)
    except FanchantError:
        raise
    except Exception as error:
        raise TemplateError(f"the source of template {folder.name} fails: {error!r}", code="template_source") from error
    if not isinstance(source, TemplateSource):
        raise TemplateError(f"template() of {folder.name} must return a TemplateSource", code="template_source")
    return source


def _in_size(template: Callable[..., object], size_px: tuple[int, int], name: str) -> object:
    if "size_px" not in inspect.signature(template).parameters:
        raise InputRejected(
            f"The template {name} has one size only; leave out --size, or give its template() a parameter size_px.",
            code="template_size_fixed",
        )
    return template(size_px=size_px)
