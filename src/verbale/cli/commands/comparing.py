"""The command that lays accounts side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from verbale.cli.app import app
from verbale.cli.asked import Asked
from verbale.cli.options import (
    STORE,
    AsOf,
    KnownAt,
    OutputFormat,
    Party,
    Since,
    Store,
    TrackName,
    Until,
    ViewFormat,
)
from verbale.cli.terminal import run


@app.command()
def readouts(
    chosen: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CONTACT|DOCUMENT...]",
            help="A contact (its id, see `verbale contacts --format json`), or the documents to compare.",
        ),
    ] = None,
    store: Store = STORE,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    track: TrackName = None,
    since: Since = None,
    until: Until = None,
    party: Party = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="At most so many contacts, the latest.")] = 3,
    format: OutputFormat = ViewFormat.pretty,
) -> None:
    """Compare what the sides of a contact have published of it, point by point.

    What all accounts mention comes first, then what only one mentions; an account, or another text, that says what was
    left out is quoted, and numbers, days and answers that differ are marked. docs/readouts.md defines a point.
    """
    from verbale.cli.readouts import show_readouts

    asked = Asked(
        as_of=as_of,
        known_at=known_at,
        track=track,
        since=since,
        until=until,
        parties=tuple(party or ()),
        limit=limit,
    )
    run(lambda: show_readouts(store, chosen or [], format.value, asked))
