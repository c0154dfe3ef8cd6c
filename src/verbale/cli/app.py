"""The commands and their options; what they do is in the modules beside this one."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from verbale.cli.terminal import run, speak_utf8
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


class Format(StrEnum):
    """How records come out."""

    pretty = "pretty"
    json = "json"
    jsonl = "jsonl"


class MatrixFormat(StrEnum):
    """How a matrix comes out."""

    pretty = "pretty"
    json = "json"
    csv = "csv"


class Profile(StrEnum):
    """How much care is spent on a sentence."""

    fast = "fast"
    full = "full"


Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE", help="Text (.txt, .md), web pages (.html) or JSON Lines (.jsonl); - is standard input."
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="ISO date or date-time of publication, for documents that do not state it."),
]
Language = Annotated[
    str | None,
    typer.Option(metavar="CODE", help="Language (it, en), for documents that do not state it; else identified."),
]
ProfileChoice = Annotated[Profile | None, typer.Option(help="Read faster, or with all that is installed.")]
Config = Annotated[Path | None, typer.Option(metavar="FILE", help="Settings in TOML (see docs/configuration.md).")]


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


@app.command()
def read(
    files: Files,
    published: Published = None,
    language: Language = None,
    format: Annotated[Format, typer.Option(help="For people, or for machines: an array, or a record a line.")] = (
        Format.pretty
    ),
    profile: ProfileChoice = None,
    config: Config = None,
) -> None:
    """Read documents and show or write their records.

    A document that cannot be read is reported on standard error with the reason and does not stop the others; the exit
    status is then 1.
    """
    from verbale.cli.reading import read_files

    chosen = profile.value if profile else None
    run(lambda: read_files(files, published, language, format.value, chosen, config))


@app.command()
def positions(
    files: Files,
    published: Published = None,
    language: Language = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Show where they stood on that day, by what was told by then.")
    ] = None,
    format: Annotated[
        MatrixFormat, typer.Option(help="For people, or for machines: the whole matrix, or a row an answer.")
    ] = MatrixFormat.pretty,
    profile: ProfileChoice = None,
    config: Config = None,
) -> None:
    """Read documents and show where each party stands on each proposal.

    The same proposal and the same party in several texts and languages are laid together; each answer comes with its
    date, its condition, who says so and the sentence. A document that cannot be read is reported on standard error and
    does not stop the others; the exit status is then 1.
    """
    from verbale.cli.positions import show_matrix

    chosen = profile.value if profile else None
    run(lambda: show_matrix(files, published, language, as_of, format.value, chosen, config))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from verbale.record import record_schema

    run(lambda: sys.stdout.write(json.dumps(record_schema(), indent=2, ensure_ascii=False) + "\n") and 0)


@app.command()
def demo() -> None:
    """Read the nine example dispatches and show the negotiation that they tell."""
    from verbale.cli.demo import show_demo

    run(show_demo)


def main() -> None:
    """Entry point of the ``verbale`` command."""
    speak_utf8()
    app()
