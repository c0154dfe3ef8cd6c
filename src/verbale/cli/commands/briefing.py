"""The command that writes a brief."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from verbale.cli.app import app
from verbale.cli.options import STORE, Party, Store, TrackName
from verbale.cli.terminal import run


class BriefFormat(StrEnum):
    """How a brief comes out."""

    md = "md"
    html = "html"
    json = "json"


@app.command()
def brief(
    since: Annotated[
        str,
        typer.Option(metavar="DATE", help="What became known from that day on (ISO; a date-time: after that moment)."),
    ],
    until: Annotated[
        str | None,
        typer.Option(
            "--until", "--known-at", metavar="DATE", help="And by the end of that day (or that moment); else now."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="The day of the world, from which days left are counted; else that of --until.",
        ),
    ] = None,
    store: Store = STORE,
    track: TrackName = None,
    party: Party = None,
    format: Annotated[BriefFormat, typer.Option(help="Markdown, a page of HTML, or for machines.")] = BriefFormat.md,
) -> None:
    """Write a morning brief with numbered sources.

    It tells what became known since a day, also of days long past: positions new and changed with what they were,
    proposals and amended drafts, planned contacts with the days that are left, contacts held, moved and called off,
    incidents with rival tolls side by side, contradictions, the statements that matter most, and corrected articles.
    An article that only repeats what was known adds nothing; copies of one text count as one origin.
    """
    from verbale.cli.brief import write_brief

    run(lambda: write_brief(store, since, until, track, format.value, as_of, party or ()))
