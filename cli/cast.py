"""`fanchant cast`: characters as files for other tools, and pictures of them."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from contracts.errors import ConfigurationError, InputRejected

app = typer.Typer(help="Characters as files for other tools, and pictures of them.", no_args_is_help=True)

COMPOSITOR = Path(__file__).resolve().parent.parent / "compositor"
PACKAGES = ("@gltf-transform/core", "esbuild", "meshoptimizer", "sharp")
"""What the scripts need of `compositor/node_modules`; an installation without development packages lacks them."""
VIEWS: dict[str, tuple[tuple[float, float, float], tuple[float, float, float], float]] = {
    "close": ((0.0, 5.05, 5.0), (0.0, 4.98, 0.0), 20.0),
    "medium": ((0.0, 4.6, 7.0), (0.0, 4.38, 0.0), 24.0),
    "wide": ((0.0, 3.6, 14.0), (0.0, 2.95, 0.0), 27.0),
}
"""Camera, the point it looks at (units), vertical field of view (degrees)."""
THREE_QUARTER_SHARE = 0.6
"""How far the camera of the second picture stands to the side, as a share of its distance."""
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def export(
    out: Annotated[Path, typer.Option("--out", help="A .vrm or .glb file; with --library, a folder.")],
    character: Annotated[Path | None, typer.Option("--character", help="JSON of the character to write.")] = None,
    library: Annotated[bool, typer.Option("--library", help="Write every part of the library instead.")] = False,
    name: Annotated[str, typer.Option("--name", help="What tools call the avatar.")] = "Fan",
    plain: Annotated[
        bool, typer.Option("--plain", help="Floats and PNG, for tools that cannot read meshopt and WebP.")
    ] = False,
    json_wanted: Json = False,
) -> None:
    """Write a character as VRM 1.0 avatar or glTF, or the whole library as glTF parts."""
    if library == (character is not None):
        raise InputRejected("Give either --character or --library.", code="nothing_to_export")
    if character is None:
        out.mkdir(parents=True, exist_ok=True)
        report = _run("export-library.mjs", "library", str(out.resolve()))
    else:
        if out.suffix not in (".vrm", ".glb"):
            raise InputRejected(f"{out} must end in .vrm or .glb.", code="unknown_format")
        report = _export_character(_read(character), out, ["--name", name, *(["--plain"] if plain else [])])
    if json_wanted:
        typer.echo(json.dumps(report))
    elif library:
        typer.echo(f"{report['file']}: {report['files']} files, {report['bytes'] / 1e6:.2f} MB.")
    else:
        typer.echo(
            f"{out}: {report['bytes'] / 1e3:.0f} kB, {report['triangles']} triangles, "
            f"{report['drawCalls']} draw calls, {report['texture_bytes'] / 1e6:.1f} MB of textures on a GPU."
        )


@app.command()
def sheet(
    characters: Annotated[list[Path], typer.Argument(help="JSON of characters.")],
    out: Annotated[Path, typer.Option("--out", help="The PNG to write.")],
    view: Annotated[Literal["close", "medium", "wide"], typer.Option("--view", help="How near.")] = "medium",
) -> None:
    """Draw characters side by side, each from the front and from the side of the key light."""
    cells = [
        {"character": _read(path), "camera": camera, "motion": "hold", "lod": view}
        for path in characters
        for camera in _cameras(view)
    ]
    with tempfile.TemporaryDirectory() as folder:
        description = Path(folder) / "sheet.json"
        description.write_text(json.dumps({"columns": min(6, len(cells)), "view": view, "cells": cells}))
        _node("contact-sheet.mjs", str(description), str(out.resolve()))
    typer.echo(f"{out}: {len(characters)} characters.")


def _cameras(view: str) -> list[dict[str, Any]]:
    (x, y, z), at, fov = VIEWS[view]
    return [
        {"position": position, "at": at, "fov": fov} for position in ((x, y, z), (THREE_QUARTER_SHARE * z, y, 0.8 * z))
    ]


def _read(path: Path) -> dict[str, Any]:
    """The character in a file, with its defaults filled in."""
    from pydantic import ValidationError

    from contracts.character import Character

    try:
        return Character.model_validate_json(path.read_bytes()).model_dump(mode="json")
    except OSError as error:
        raise InputRejected(f"{path} cannot be read: {error.strerror}.", code="character_missing") from error
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"])) or "the file"
        sentence = f"{path} is not a character: {place}: {error.errors()[0]['msg']}."
        raise InputRejected(sentence, code="not_a_character") from error


def _export_character(character: dict[str, Any], out: Path, options: list[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "character.json"
        source.write_text(json.dumps(character))
        return _run("export-library.mjs", "character", str(source), str(out.resolve()), *options)


def _run(script: str, *arguments: str) -> dict[str, Any]:
    """Runs a script whose last line is JSON."""
    lines = _node(script, *arguments).strip().splitlines()
    report: dict[str, Any] = json.loads(lines[-1])
    return report


def _node(script: str, *arguments: str) -> str:
    node = shutil.which("node")
    if node is None:
        raise ConfigurationError("Node.js is missing; install version 20 or newer", code="node_missing")
    absent = [package for package in PACKAGES if not (COMPOSITOR / "node_modules" / package).is_dir()]
    if absent:
        raise ConfigurationError(f"{', '.join(absent)} missing; run `npm ci` in compositor/", code="packages_missing")
    command = [node, f"scripts/{script}", *arguments]
    done = subprocess.run(command, cwd=COMPOSITOR, capture_output=True, text=True)  # noqa: S603
    if done.returncode != 0:
        reason = next((line for line in done.stderr.splitlines() if "Error" in line), done.stderr.strip()[-300:])
        raise ConfigurationError(f"the export failed: {reason.strip()}", code="export_failed")
    return done.stdout
