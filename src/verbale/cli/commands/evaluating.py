"""How well the installed reader reads a user's own texts."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from verbale.cli.app import app
from verbale.cli.options import Config, ProfileChoice
from verbale.cli.terminal import run


class ScoreFormat(StrEnum):
    """How an evaluation comes out."""

    pretty = "pretty"
    json = "json"


@app.command()
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD", exists=True, help="Annotated articles: a folder of JSON files, or one (docs/evaluation.md)."
        ),
    ],
    errors: Annotated[
        int, typer.Option(min=0, metavar="N", help="Show at most so many errors of each fact type and kind.")
    ] = 3,
    format: Annotated[ScoreFormat, typer.Option("--format", help="For people, or for machines.")] = ScoreFormat.pretty,
    profile: ProfileChoice = None,
    config: Config = None,
) -> None:
    """Score the installed reader on articles that you annotated.

    Tells for each fact type and language how much was found and how much of it is right, with intervals of 95 %, and
    on what both agree, and shows errors with their sentences. An article that cannot be used is reported and does not
    stop the others; the exit status is then 1.
    """
    from verbale.cli.evaluating import evaluate as score

    chosen = profile.value if profile else None
    run(lambda: score(gold, errors, format.value, chosen, config))
