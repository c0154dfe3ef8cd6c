"""Commands that read documents and keep nothing."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from verbale.cli.app import app
from verbale.cli.options import Config, Files, Format, Language, ProfileChoice, Published, ViewFormat
from verbale.cli.terminal import run


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
        ViewFormat, typer.Option(help="For people, or for machines: the whole matrix, or a row an answer.")
    ] = ViewFormat.pretty,
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
