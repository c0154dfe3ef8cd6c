"""Commands for the upkeep of a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from verbale.cli.app import app
from verbale.cli.options import STORE, Store, SummaryFormat, TrackName
from verbale.cli.terminal import run


@app.command()
def verify(
    store: Store = STORE,
    limit: Annotated[int, typer.Option(min=1, help="List at most so many faults; all are counted.")] = 100,
    format: Annotated[SummaryFormat, typer.Option(help="For people, or for machines.")] = SummaryFormat.pretty,
) -> None:
    """Check a store: every span against its text, every hash, every link; that nothing was stored by halves.

    The exit status is 1 if anything is wrong.
    """
    from verbale.cli.upkeep import verify as check

    run(lambda: check(store, limit, format.value))


@app.command()
def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="NAME.zip: all tables, for either database; else SQLite.")
    ],
    store: Store = STORE,
) -> None:
    """Write a copy of a store, also while others use it."""
    from verbale.cli.upkeep import save

    run(lambda: save(store, file))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup of either kind, or a store in a file.")],
    store: Store = STORE,
) -> None:
    """Fill a new store from a backup or a store; so a team moves from a file to a server, and back.

    All of it or nothing: an interrupted restore leaves the new store empty.
    """
    from verbale.cli.upkeep import bring_back

    run(lambda: bring_back(store, file))


@app.command()
def relink(
    store: Store = STORE,
    track: TrackName = None,
    format: Annotated[SummaryFormat, typer.Option(help="For people, or for machines.")] = SummaryFormat.pretty,
) -> None:
    """Link all facts anew, as if their texts had been added in the order of publication.

    After actors were merged or split, or texts added late, what belongs together is found again. Bundles keep their
    ids as far as their facts stay together; what moves is told in the feed, and what was known before stays known.
    What persons merged or split stays. It is one transaction: other writers wait, and a second run changes nothing.
    """
    from verbale.cli.upkeep import link_anew

    run(lambda: link_anew(store, track, format.value))


@app.command()
def forget(
    document: Annotated[
        str | None, typer.Argument(metavar="DOCUMENT", help="The key, the address or the id of a document.")
    ] = None,
    store: Store = STORE,
    scrub: Annotated[
        bool, typer.Option("--scrub", help="Only write the files anew, where others were using them.")
    ] = False,
) -> None:
    """Erase a document: its text, its facts, every word that the store quotes of it.

    What stays is its key, the hash of its text and its dates, by which it is refused when it comes again; verbale add
    --remember lets it in. Backups and copies of the store are not touched.
    """
    from verbale.cli.upkeep import clean, erase

    if (document is None) != scrub:
        raise typer.BadParameter("give a DOCUMENT, or --scrub")
    run(lambda: clean(store) if document is None else erase(store, document))
