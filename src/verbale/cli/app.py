"""The application; its commands are in ``commands``, what they do in the modules beside this one."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from verbale.cli.terminal import speak_utf8
from verbale.version import VERSION

app = typer.Typer(
    name="verbale",
    help="The record of peace and ceasefire diplomacy: who said what, who met whom, what is on the table, where each "
    "party stands, each fact tied to its sentence.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"verbale {VERSION}\n")
        raise typer.Exit


@app.callback()
def verbale(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """The record of peace and ceasefire diplomacy: who said what, who met whom, what is on the table, where each party
    stands, each fact tied to its sentence."""


def main() -> None:
    """Entry point of the ``verbale`` command."""
    speak_utf8()
    app()
