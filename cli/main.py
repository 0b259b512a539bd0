"""The `fanchant` command. Nothing heavy is imported before a command needs it: help must answer at once."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli import cast, comp, deploy, doctor, make, plan, serve, server, submit, template
from cli.failure import exit_code, explain, show_failure
from contracts.errors import FanchantError

app = typer.Typer(
    name="fanchant",
    help="Makes a music video in which a fan performs: a selfie, one sung line and a name are enough.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("make")(make.make)
app.command("demo")(make.demo)
app.command("submit")(submit.submit)
app.command("doctor")(doctor.doctor)
app.command("deploy")(deploy.deploy)
app.command("worker")(deploy.worker)
app.command("plan")(plan.plan)
app.add_typer(serve.app, name="serve")
app.add_typer(server.app, name="server")
app.add_typer(template.app, name="template")
app.add_typer(comp.app, name="comp")
app.add_typer(cast.app, name="cast")


@app.callback()
def options(
    context: typer.Context,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error and all log lines.")] = False,
) -> None:
    """Options of every command stand before it: `fanchant --debug make ...`."""
    context.obj = {"debug": debug}


def run(arguments: list[str]) -> int:
    """Runs one command; returns its exit code: 0 done, 2 bad input, 3 broken template, 1 anything else."""
    try:
        app(args=arguments, prog_name="fanchant")
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 1
    except FanchantError as error:
        if "--debug" in arguments:
            raise
        show_failure(error, json_wanted="--json" in arguments)
        return exit_code(error)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)  # noqa: T201
        return 130
    except Exception as error:
        if "--debug" in arguments:
            raise
        print(explain(error), file=sys.stderr)  # noqa: T201
        return 1
    return 0


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))
