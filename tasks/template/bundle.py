"""The parts of a bundle that are written, not drawn: comps, fonts, images, the table of contents, the manifest."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from contracts.template import Shot, Song, Template
from tasks.template.drawings import clip_path, drawings_of
from tasks.template.manifest import CONTENTS, MANIFEST, Manifest, content_revision, file_entries
from tasks.template.source import KitPicture, PersonalShot, StaticShot, TemplateSource

AUDIO_PREFIX = "audio/"
NO_REVISION = ""


def comp_path(of: PersonalShot | KitPicture) -> str:
    return f"comps/{of.id}.json"


def write_files(source: TemplateSource, bundle: Path) -> None:
    """Fonts and images; they come first, because drawings show them."""
    for path, content in source.files.items():
        _write(bundle / path, content if isinstance(content, bytes) else content.read_bytes())


def write_comps(source: TemplateSource, bundle: Path) -> None:
    """The comps that are drawn for every fan."""
    for item in _drawn_for_fans(source):
        _write(bundle / comp_path(item), (item.comp.model_dump_json() + "\n").encode())


def contents_of(source: TemplateSource, song: Song, revision: str = NO_REVISION) -> Template:
    """The bundle's table of contents."""
    fonts = tuple(path for path in sorted(source.files) if path.startswith("fonts/") and not _is_licence(path))
    return Template(
        id=source.id,
        revision=revision,
        video=source.video,
        song=song,
        shots=tuple(_shot(shot) for shot in source.shots),
        fonts=fonts,
        fan_kit=(*(picture.item for picture in source.fan_kit), *source.fan_kit_files),
    )


def finish(source: TemplateSource, song: Song, keys: dict[str, str], sources: dict[str, str], bundle: Path) -> Template:
    """Removes what the template no longer has, then writes table of contents and manifest.

    `sources` are the hashes from before the drawing: what is edited meanwhile must show as newer.
    """
    _remove_others(bundle, _expected_files(source, song))
    bare = contents_of(source, song).model_dump_json(indent=1)
    contents = contents_of(source, song, content_revision(file_entries(bundle), bare))
    _write(bundle / CONTENTS, (contents.model_dump_json(indent=1) + "\n").encode())
    manifest = Manifest(sources=sources, files=file_entries(bundle), keys=keys)
    _write(bundle / MANIFEST, manifest.to_json().encode())
    return contents


def _drawn_for_fans(source: TemplateSource) -> list[PersonalShot | KitPicture]:
    return [*(shot for shot in source.shots if isinstance(shot, PersonalShot)), *source.fan_kit]


def _shot(shot: StaticShot | PersonalShot) -> Shot:
    if isinstance(shot, StaticShot):
        return Shot(
            id=shot.id, kind="static", start_frame=shot.start_frame, frames=shot.comp.frames, clip=clip_path(shot)
        )
    return Shot(
        id=shot.id,
        kind="personal",
        start_frame=shot.start_frame,
        frames=shot.comp.frames,
        comp=comp_path(shot),
        depends_on=shot.depends_on,
        drawing_step_frames=shot.drawing_step_frames,
        region=shot.region,
    )


def _is_licence(path: str) -> bool:
    return Path(path).name.upper().startswith("LICENSE")


def _expected_files(source: TemplateSource, song: Song) -> set[str]:
    return {
        *source.files,
        *(comp_path(item) for item in _drawn_for_fans(source)),
        *(drawing.path for drawing in drawings_of(source)),
        *(song.backing, song.cue.guide_vocal, *song.stems),
        CONTENTS,
        MANIFEST,
    }


def _remove_others(bundle: Path, expected: Iterable[str]) -> None:
    keep = set(expected)
    for path in sorted(bundle.rglob("*")):
        if path.is_file() and path.relative_to(bundle).as_posix() not in keep:
            path.unlink()


def _write(path: Path, content: bytes) -> None:
    """Replaces a file in one step, and only where it changes: others may be reading the bundle."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}")
    partial.write_bytes(content)
    partial.replace(path)
