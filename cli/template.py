"""`fanchant template`: begin, build, check, look at and play templates."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Begin, build, check, look at and play templates.", no_args_is_help=True)

BROKEN_TEMPLATE = 3
Name = Annotated[str, typer.Argument(help="A template's name, or the folder that holds its source.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The template's name: small letters, digits, - and _.")],
    into: Annotated[Path, typer.Option(help="Folder that gets the template's folder.")] = Path(),
    json_wanted: Json = False,
) -> None:
    """Begin a template: a small source that builds, to be changed piece by piece."""
    from tasks.template.scaffold import new_template

    folder = new_template(name, into)
    if json_wanted:
        typer.echo(json.dumps({"template": name, "folder": str(folder)}))
        return
    place = folder if folder.is_absolute() else f"./{folder.as_posix()}"
    typer.echo(f"{place} is there; its README.md says how to go on. Try:\n  fanchant template build {place}")


@app.command()
def build(
    template: Name,
    out: Annotated[Path | None, typer.Option(help="Folder of the bundle; the template's own by default.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="Draw only this shot anew; may be repeated.")] = None,
    size: Annotated[str | None, typer.Option(help="Width x height in pixels, as 1920x1080; wants --out.")] = None,
    json_wanted: Json = False,
) -> None:
    """Draw and write what has changed since the last build."""
    from cli.display import Display
    from flows.build_template import build_template
    from tasks.progress import listening
    from tasks.template.folders import parse_size, template_folder

    with Display(quiet=json_wanted) as display, listening(display.on_progress):
        report = build_template(template_folder(template), out, only or [], parse_size(size) if size else None)
    if json_wanted:
        typer.echo(json.dumps(asdict(report)))
        return
    typer.echo(
        f"{report.bundle}: {len(report.drawn)} made, {len(report.kept)} unchanged, revision {report.revision[:12]}"
    )


@app.command()
def lint(template: Name, json_wanted: Json = False) -> None:
    """Check a bundle; exit code 3 where it cannot be played."""
    from tasks.template.folders import template_folder
    from tasks.template.lint import lint_bundle

    folder = template_folder(template)
    findings = lint_bundle(folder / "bundle", folder / "source")
    errors = [finding for finding in findings if finding.level == "error"]
    if json_wanted:
        typer.echo(json.dumps({"ok": not errors, "findings": [asdict(finding) for finding in findings]}))
    else:
        for finding in findings:
            place = f"{finding.file}{f' (shot {finding.shot})' if finding.shot else ''}"
            typer.echo(f"{finding.level}: {place}: {finding.message}; {finding.advice}")
        typer.echo(f"{len(errors)} errors, {len(findings) - len(errors)} warnings.")
    if errors:
        raise typer.Exit(BROKEN_TEMPLATE)


@app.command()
def sheet(
    template: Name,
    out: Annotated[Path, typer.Option(help="Where the picture goes.")] = Path("sheet.png"),
    shots: Annotated[str, typer.Option(help="Only these shots, with commas between.")] = "",
    static: Annotated[bool, typer.Option("--static", help="The static shots as well.")] = False,
    columns: Annotated[int, typer.Option(min=1, max=12, help="Pictures beside each other.")] = 6,
    json_wanted: Json = False,
) -> None:
    """Draw a contact sheet: every personal shot with six fans who differ in all that can differ."""
    from cli.display import Display
    from renderer.renderer import Renderer
    from tasks.template.folders import template_folder
    from tasks.template.sheet import contact_sheet

    wanted = [shot.strip() for shot in shots.split(",") if shot.strip()]
    bundle = template_folder(template) / "bundle"
    drawn = 0
    with Display(quiet=json_wanted) as display:

        def on_cell(done: int, total: int) -> None:
            nonlocal drawn
            drawn = done
            display.on_progress("sheet", done, total)

        page = contact_sheet(bundle, Renderer.shared(), shots=wanted, static=static, columns=columns, on_cell=on_cell)
    out.parent.mkdir(parents=True, exist_ok=True)
    page.save(out, "PNG", optimize=True)
    if json_wanted:
        typer.echo(json.dumps({"sheet": str(out), "width": page.width, "height": page.height, "pictures": drawn}))
        return
    typer.echo(f"{out}: {drawn} pictures, {page.width}x{page.height}")


@app.command()
def preview(
    template: Name,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine; 0 takes a free one.")] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
    json_wanted: Json = False,
) -> None:
    """Play the template in your browser, with any fan and name, until Ctrl-C."""
    import asyncio
    import webbrowser

    from renderer.preview_server import serve
    from tasks.template.folders import template_folder
    from tasks.template.preview import PreviewFilm

    film = PreviewFilm(template_folder(template) / "bundle")

    def on_ready(url: str) -> None:
        typer.echo(json.dumps({"url": url}) if json_wanted else f"{url}\nCtrl-C ends the preview.")
        if not no_open:
            webbrowser.open(url)

    asyncio.run(serve(film, port, on_ready))
