"""Commands that read documents and keep nothing; ``positions`` asks the store where no documents are given."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from verbale.cli.app import app
from verbale.cli.options import (
    STORE,
    Config,
    Files,
    Format,
    KnownAt,
    Language,
    Party,
    ProfileChoice,
    Published,
    Store,
    TrackName,
    Until,
    ViewFormat,
)
from verbale.cli.terminal import run

PROPOSALS = 12  # of a store that are shown unless more are asked for


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
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE",
            help="Documents that are read for this alone; - is standard input. Without them the store is asked.",
        ),
    ] = None,
    published: Published = None,
    language: Language = None,
    store: Store = STORE,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Where they stood on that day by all that is known; of FILEs, by what was told by then.",
        ),
    ] = None,
    known_at: KnownAt = None,
    track: TrackName = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only proposals of which texts spoke from that day on.")
    ] = None,
    until: Until = None,
    party: Party = None,
    limit: Annotated[
        int, typer.Option(min=1, max=100, help="At most so many proposals, those spoken of last.")
    ] = PROPOSALS,
    history: Annotated[
        bool, typer.Option("--history", help="Every answer of each party in time, not only the deciding ones.")
    ] = False,
    format: Annotated[
        ViewFormat, typer.Option(help="For people, or for machines: the whole matrix, or a row an answer.")
    ] = ViewFormat.pretty,
    profile: ProfileChoice = None,
    config: Config = None,
) -> None:
    """Show where each party stands on each proposal: in the store, or in documents that are read for it.

    The same proposal and the same party in several texts and languages are laid together; each answer comes with its
    date, its condition, who says so and the sentence. Copies of one text count as one origin. What contradicts is shown
    beside what holds. A document that cannot be read is reported on standard error and does not stop the others; the
    exit status is then 1.
    """
    chosen = profile.value if profile else None
    if files:
        asked = {"--known-at": known_at, "--track": track, "--since": since, "--until": until, "--party": party}
        if wrong := [name for name, value in asked.items() if value]:
            raise typer.BadParameter(f"{', '.join(wrong)}: only a store can be asked so, not FILEs")
        from verbale.cli.positions import show_matrix

        run(lambda: show_matrix(files, published, language, as_of, format.value, chosen, config))
    from verbale.cli.positions import show_stored_matrix

    scope: dict[str, Any] = {"as_of": as_of, "known_at": known_at, "track": track, "since": since, "until": until}
    scope |= {"parties": party or (), "limit": limit}
    run(lambda: show_stored_matrix(store, scope, history, format.value))


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
