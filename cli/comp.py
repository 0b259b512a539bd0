"""`fanchant comp`: import comps from After Effects, and draw single frames of comps."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Import comps from After Effects and look at them.", no_args_is_help=True)

UNSUPPORTED = 3
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("import")
def import_(
    source: Annotated[Path, typer.Argument(help="A file of tools/ae/export_comp.jsx, or of Bodymovin.")],
    out: Annotated[Path, typer.Option("--out", help="Where the comp goes.")],
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 3 where anything cannot be kept.")] = False,
    as_made: Annotated[
        bool,
        typer.Option("--as-made", help="Also draw what other players leave out: motion blur, wipes, collapsed comps."),
    ] = False,
    json_wanted: Json = False,
) -> None:
    """Bake an After Effects export into a comp and name everything that cannot be kept."""
    from tasks.comp_import.files import import_file

    comp, findings = import_file(source, as_made)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(comp.model_dump_json() + "\n", encoding="utf-8")
    if json_wanted:
        report = {"comp": str(out), "frames": comp.frames, "unsupported": [asdict(finding) for finding in findings]}
        typer.echo(json.dumps(report, ensure_ascii=False))
    else:
        for finding in findings:
            typer.echo(f"unsupported: {finding.layer}: {finding.property}: {finding.message}")
        typer.echo(f"{out}: {comp.frames} frames, {len(findings)} things unsupported.")
    if strict and findings:
        raise typer.Exit(UNSUPPORTED)


@app.command()
def render(
    comp: Annotated[Path, typer.Argument(help="A comp as `comp import` writes it; assets lie beside it.")],
    out: Annotated[Path, typer.Option("--out", help="The PNG to write.")],
    frame: Annotated[int, typer.Option("--frame", min=0, help="Which frame, from 0.")] = 0,
    size: Annotated[str | None, typer.Option("--size", help="WxH to fit the picture into; its own by default.")] = None,
    fan: Annotated[int, typer.Option("--fan", min=1, max=6, help="Which sample fan fills its slots.")] = 1,
    name: Annotated[str | None, typer.Option("--name", help="The fan's name; the sample's own by default.")] = None,
    json_wanted: Json = False,
) -> None:
    """Draw one frame of a comp as PNG, with its alpha where the comp is transparent."""
    from renderer.renderer import Renderer
    from tasks.comp_import.still import Fan, load_comp, parse_size, still
    from tasks.template.samples import SAMPLE_FANS

    sample = SAMPLE_FANS[fan - 1]
    shown = Fan(sample.character, sample.name if name is None else name)
    width, height = still(load_comp(comp), frame, parse_size(size), Renderer.shared(), comp.parent, out, shown)
    if json_wanted:
        typer.echo(json.dumps({"picture": str(out), "frame": frame, "width": width, "height": height}))
    else:
        typer.echo(f"{out}: frame {frame}, {width}x{height}.")
