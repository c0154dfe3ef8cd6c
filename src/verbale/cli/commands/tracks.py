"""``verbale track …``: negotiation tracks."""

from __future__ import annotations

from typing import Annotated

import typer

from verbale.cli.app import app
from verbale.cli.options import STORE, Author, OutputFormat, Store, ViewFormat
from verbale.cli.terminal import run

track = typer.Typer(
    name="track",
    help="Negotiation tracks: named sets of parties, places and subjects, by which every view can be filtered.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(track)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of a track.")]
Parties = Annotated[
    list[str] | None,
    typer.Option(
        "--party", metavar="KEY", help="A party: a country code, or a key of `verbale actors`; several times."
    ),
]
Places = Annotated[list[str] | None, typer.Option("--place", metavar="NAME", help="A place; several times.")]
Subjects = Annotated[
    list[str] | None, typer.Option("--subject", metavar="WORDS", help="Words that the texts hold; several times.")
]
First = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only texts from that day on.")]
Last = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only texts up to that day.")]


@track.command("list")
def list_(store: Store = STORE, format: OutputFormat = ViewFormat.pretty) -> None:
    """List the tracks in use, with how many texts and origins tell of each."""
    from verbale.cli.tracks import show_tracks

    run(lambda: show_tracks(store, format.value))


@track.command()
def show(name: Name, store: Store = STORE, format: OutputFormat = ViewFormat.pretty) -> None:
    """Show one track."""
    from verbale.cli.tracks import show_track

    run(lambda: show_track(store, name, format.value))


@track.command()
def new(
    name: Name,
    party: Parties = None,
    place: Places = None,
    subject: Subjects = None,
    since: First = None,
    until: Last = None,
    store: Store = STORE,
    author: Author = "",
) -> None:
    """Make a track.

    A text belongs to it when two of its parties appear there (or the only one), or one of them and one of its places or
    subjects; of a track without parties, one of its places or subjects is enough.
    """
    from verbale.cli.tracks import make
    from verbale.store.tracking import Definition

    parties, places, subjects = (tuple(items or ()) for items in (party, place, subject))
    run(lambda: make(store, name, Definition(parties, places, subjects, since, until), author))


@track.command()
def edit(
    name: Name,
    to: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Another name.")] = None,
    party: Parties = None,
    place: Places = None,
    subject: Subjects = None,
    since: First = None,
    until: Last = None,
    store: Store = STORE,
    author: Author = "",
) -> None:
    """Change a track: what is given takes the place of what it had; an empty value removes it."""
    from verbale.cli.tracks import edit as change

    told = {"parties": party, "places": place, "subjects": subject}
    given: dict[str, object] = {field: tuple(items) for field, items in told.items() if items is not None}
    given |= {field: day or None for field, day in (("since", since), ("until", until)) if day is not None}
    run(lambda: change(store, name, given, author, to))


@track.command()
def end(name: Name, store: Store = STORE, author: Author = "") -> None:
    """Use a track no more."""
    from verbale.cli.tracks import end as close

    run(lambda: close(store, name, author))


@track.command()
def propose(store: Store = STORE, format: OutputFormat = ViewFormat.pretty) -> None:
    """Suggest tracks: parties that stand on both sides of contacts and proposals in texts of several origins.

    Nothing is made; each comes with the command that would make it.
    """
    from verbale.cli.tracks import show_proposed

    run(lambda: show_proposed(store, format.value))
