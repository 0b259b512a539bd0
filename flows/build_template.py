"""From a template's source code to its bundle: the whole order of work.

    load the source -> write comps, fonts, images -> play the song -> draw clips and plates -> contents and manifest

Only what changed is made anew. `build_template` is a plain function, so that `fanchant template build` needs no server;
`build_template_flow` is the same as a Prefect flow, for builds that should be seen in the UI.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from prefect import flow

from contracts.errors import InputRejected
from tasks.template.source import load_source
from tasks.template.steps import Build


@dataclass(frozen=True)
class BuildReport:
    """What a build did; paths are relative to the bundle."""

    template: str
    revision: str
    bundle: str
    drawn: list[str]
    kept: list[str]


def build_template(
    folder: Path,
    out: Path | None = None,
    only: Collection[str] = (),
    size_px: tuple[int, int] | None = None,
) -> BuildReport:
    """Builds the template whose source lies in `folder/source`.

    Args:
        folder: the template's folder.
        out: the bundle's folder; None = `folder/bundle`.
        only: ids of shots to draw anew; what else is there stays as it is.
        size_px: width and height of the video; None = the template's own. Needs an `out` of its own.

    Raises:
        TemplateError: the source fails, or a comp names something that is not there.
        InputRejected: `only` names an unknown shot, or the template cannot be built in that size.
    """
    if size_px is not None and out is None:
        raise InputRejected(
            "A bundle of another size needs a folder of its own; say which with --out.", code="size_without_out"
        )
    source = load_source(folder, size_px)
    build = Build(source, folder, out or folder / "bundle")
    build.write_files()
    song = build.play_song()
    build.draw(song.clock, only)
    template = build.finish(song)
    return BuildReport(template.id, template.revision, str(build.out), build.drawn, build.kept)


build_template_flow = flow(name="build-template", persist_result=False)(build_template)
