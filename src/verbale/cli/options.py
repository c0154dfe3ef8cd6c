"""The options that several commands share, so that they are called and explained alike."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How records come out."""

    pretty = "pretty"
    json = "json"
    jsonl = "jsonl"


class ViewFormat(StrEnum):
    """How a view comes out."""

    pretty = "pretty"
    json = "json"
    csv = "csv"


class SummaryFormat(StrEnum):
    """How a count comes out."""

    pretty = "pretty"
    json = "json"


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

Store = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="STORE",
        envvar="VERBALE_STORE",
        help="The ledger: a file of SQLite, or postgresql://USER@HOST/NAME.",
    ),
]
STORE = "verbale.db"
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The state of the world on that day, by all that is known."),
]
KnownAt = Annotated[
    str | None,
    typer.Option("--known-at", metavar="MOMENT", help="What we knew by then: an ISO date (its end) or date-time."),
]
TrackName = Annotated[str | None, typer.Option("--track", metavar="NAME", help="Only what belongs to this track.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="From that day of the world on.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Up to that day of the world.")]
Party = Annotated[
    list[str] | None,
    typer.Option(metavar="KEY", help="Only with this party or actor: a country code, or a key of `verbale actors`."),
]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="At most so many, the latest.")]
OutputFormat = Annotated[ViewFormat, typer.Option("--format", help="For people, or for machines.")]
Author = Annotated[
    str, typer.Option(metavar="NAME", envvar=["VERBALE_AUTHOR", "USER"], help="Who decides; kept with the decision.")
]
