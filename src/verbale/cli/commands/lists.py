"""Commands that list what a ledger holds."""

from __future__ import annotations

from typing import Annotated

import typer

from verbale.cli.app import app
from verbale.cli.asked import Asked
from verbale.cli.options import (
    STORE,
    AsOf,
    KnownAt,
    Limit,
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
def timeline(
    store: Store = STORE,
    lane: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LANE",
            help="Only these: statement, contact, incident, position, proposal, agreement, accusation, action.",
        ),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    track: TrackName = None,
    since: Since = None,
    until: Until = None,
    party: Party = None,
    limit: Limit = 200,
    format: OutputFormat = ViewFormat.pretty,
) -> None:
    """Show day by day what was said, done, met, proposed and answered.

    What several texts tell is one row, with the number of texts and of independent origins. What is planned or only
    proposed is hollow, what is so is solid.
    """
    from verbale.cli.timeline import show_timeline

    scope = _scope(as_of, known_at, track, since, until, party, limit)
    run(lambda: show_timeline(store, lane or [], format.value, scope))


@app.command()
def contacts(
    store: Store = STORE,
    standing: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STANDING",
            help="Only these: proposed, planned, moved, overdue, held, refused, called off, denied, disputed.",
        ),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    track: TrackName = None,
    since: Since = None,
    until: Until = None,
    party: Party = None,
    limit: Limit = 200,
    format: OutputFormat = ViewFormat.pretty,
) -> None:
    """Show calls, meetings and visits: planned, held, moved, called off, refused, denied, overdue, disputed.

    Each contact stands once, with what was told of it and when, who says so, and the readouts of those who took part.
    Overdue is a plan whose day is past and of which no text tells what became of it.
    """
    from verbale.cli.contacts import show_contacts

    scope = _scope(as_of, known_at, track, since, until, party, limit)
    run(lambda: show_contacts(store, standing or [], format.value, scope))


@app.command()
def incidents(
    store: Store = STORE,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    track: TrackName = None,
    since: Since = None,
    until: Until = None,
    party: Party = None,
    limit: Limit = 200,
    format: OutputFormat = ViewFormat.pretty,
) -> None:
    """Show what happened on the ground, with rival tolls, blame, claims and denials side by side.

    Each incident stands once; nothing is added up.
    """
    from verbale.cli.incidents import show_incidents

    scope = _scope(as_of, known_at, track, since, until, party, limit)
    run(lambda: show_incidents(store, format.value, scope))


@app.command()
def actors(
    name: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="Words of a name; the last may be its beginning.")
    ] = None,
    store: Store = STORE,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    track: TrackName = None,
    since: Since = None,
    until: Until = None,
    party: Party = None,
    limit: Limit = 50,
    format: OutputFormat = ViewFormat.pretty,
) -> None:
    """Show who speaks for whom, since when, in which roles, and when each was last seen.

    Without a name, the actors that the latest texts name most. The key beside each name is what --party takes.
    """
    from verbale.cli.actors import show_actors

    scope = _scope(as_of, known_at, track, since, until, party, limit)
    run(lambda: show_actors(store, " ".join(name or []), format.value, scope))


@app.command()
def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORD", help='Words that all must be there; "words in quotes" in this order.')
    ],
    store: Store = STORE,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    track: TrackName = None,
    since: Since = None,
    until: Until = None,
    party: Party = None,
    limit: Limit = 20,
    format: OutputFormat = ViewFormat.pretty,
) -> None:
    """Find documents by their words, in all languages, with the sentences and the facts that hold them.

    Accents and capitals do not count. --since and --until are days of publication here.
    """
    from verbale.cli.found import show_found

    scope = _scope(as_of, known_at, track, since, until, party, limit)
    run(lambda: show_found(store, asked(words), format.value, scope))


def asked(words: list[str]) -> str:
    """The query of a command line: an argument with a blank in it was in quotes there."""
    return " ".join(f'"{word}"' if " " in word.strip() and '"' not in word else word for word in words)


def _scope(
    as_of: str | None,
    known_at: str | None,
    track: str | None,
    since: str | None,
    until: str | None,
    party: list[str] | None,
    limit: int,
) -> Asked:
    return {
        "as_of": as_of,
        "known_at": known_at,
        "track": track,
        "since": since,
        "until": until,
        "parties": tuple(party or ()),
        "limit": limit,
    }
