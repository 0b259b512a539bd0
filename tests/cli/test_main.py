"""The command as a whole: quick to answer, documented."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer

from cli.main import app, run

PROJECT = Path(__file__).resolve().parents[2]
HEAVY = ("prefect", "numpy", "av", "cv2", "scipy", "onnxruntime", "PIL", "aiohttp")


def test_help_imports_nothing_heavy() -> None:
    code = f"import cli.main, sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True, timeout=60
    )
    assert answer.stdout.strip() == "[]"


def commands(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    children = getattr(command, "commands", None)
    if children and words and getattr(command, "invoke_without_command", False):
        yield words, command
    if children:
        for name, child in children.items():
            yield from commands(child, (*words, name))
    else:
        yield words, command


ALL_COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("words", ALL_COMMANDS, ids=" ".join)
def test_every_command_has_help(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*words, "--help"]) == 0
    assert "Usage: fanchant" in capsys.readouterr().out


@pytest.mark.parametrize("words", ALL_COMMANDS, ids=" ".join)
def test_every_command_and_option_is_documented(words: tuple[str, ...]) -> None:
    section = documented_sections().get(f"fanchant {' '.join(words)}")
    assert section is not None, f"docs/cli.md has no section for {' '.join(words)}"
    options = {option for parameter in ALL_COMMANDS[words].params for option in parameter.opts if option[:2] == "--"}
    assert options - {"--help"} == set(re.findall(r"`(--[a-z-]+)", section))


def test_documentation_names_no_command_that_is_not_there() -> None:
    assert set(documented_sections()) == {f"fanchant {' '.join(words)}" for words in ALL_COMMANDS}


def documented_sections() -> dict[str, str]:
    """Sections of docs/cli.md by the command in their heading."""
    parts = re.split(r"^## `(fanchant [^`]+)`$", (PROJECT / "docs" / "cli.md").read_text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_unknown_command_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sing"]) == 2
    assert "sing" in capsys.readouterr().err
