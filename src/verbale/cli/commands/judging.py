"""Commands by which persons decide, and ask what stands behind a fact."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from verbale.cli.app import app
from verbale.cli.options import STORE, Author, Limit, OutputFormat, Store, SummaryFormat, ViewFormat
from verbale.cli.terminal import run

Reason = Annotated[str | None, typer.Option(metavar="TEXT", help="Why; kept with the decision.")]
FactKey = Annotated[str, typer.Argument(metavar="FACT", help="The key of a fact, or the beginning of it.")]


@app.command()
def judge(
    fact: Annotated[
        str | None, typer.Argument(metavar="FACT", help="The key of a fact, or the beginning of it.")
    ] = None,
    verdict: Annotated[str | None, typer.Argument(metavar="VERDICT", help="confirm, reject or correct.")] = None,
    changes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FIELD=VALUE", help="With correct: stance=rejects date=2025-03-01 party=MDA killed=3 place= …"
        ),
    ] = None,
    store: Store = STORE,
    author: Author = "",
    reason: Reason = None,
    withdraw: Annotated[int | None, typer.Option(metavar="ID", help="Take this judgement back instead.")] = None,
) -> None:
    """Confirm, reject or correct a fact.

    A judgement outranks the reader: it holds through readings by later versions and corrections of the text, until it
    is withdrawn. What may be corrected depends on the kind of fact; an empty value means that it is not known. A field
    or a value that cannot be is refused with the list of those that can.
    """
    from verbale.cli.judging import judge as decide
    from verbale.cli.judging import take_back

    if withdraw is not None:
        if fact is not None:
            raise typer.BadParameter("--withdraw takes no FACT")
        run(lambda: take_back(store, withdraw, author))
    if fact is None or verdict is None:
        raise typer.BadParameter("give a FACT and a VERDICT, or --withdraw ID")
    run(lambda: decide(store, fact, verdict, changes or [], author, reason))


@app.command()
def judgements(
    fact: Annotated[
        str | None, typer.Argument(metavar="KEY", help="Only about facts, actors, bundles whose key begins so.")
    ] = None,
    store: Store = STORE,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="Those that were withdrawn, too.")] = False,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Only by this author.")] = None,
    limit: Limit = 200,
    format: OutputFormat = ViewFormat.pretty,
    export: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write all facts that are judged as annotated passages (JSON Lines) instead."
        ),
    ] = None,
) -> None:
    """List what persons decided, the latest first; where two authors disagree, both say so.

    With --export a file is written that verbale evaluate takes: each confirmed or corrected fact with its sentence and
    what stands around it, and rejected ones as what is not said there. - is standard output.
    """
    from verbale.cli.judging import export_judged, show_judgements

    if export is not None:
        run(lambda: export_judged(store, export))
    run(lambda: show_judgements(store, fact, withdrawn, by, limit, format.value))


@app.command()
def merge(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="actor, proposal, contact, incident or statement.")],
    first: Annotated[
        str, typer.Argument(metavar="A", help="What becomes part of B: its key, or that of a fact of it.")
    ],
    second: Annotated[str, typer.Argument(metavar="B", help="What stays.")],
    store: Store = STORE,
    author: Author = "",
    reason: Reason = None,
) -> None:
    """Say that two actors, proposals, contacts, incidents or statements are one.

    Later texts that tell of either are linked to B. To undo it: verbale judge --withdraw ID.
    """
    from verbale.cli.judging import merge as unite

    run(lambda: unite(store, kind, first, second, author, reason))


@app.command()
def split(
    fact: FactKey,
    into: Annotated[
        str | None, typer.Option(metavar="B", help="Into this one, else into one of its own: a key, or that of a fact.")
    ] = None,
    store: Store = STORE,
    author: Author = "",
    reason: Reason = None,
) -> None:
    """Take a fact out of the proposal, contact, incident or statement with which it was linked."""
    from verbale.cli.judging import split as part

    run(lambda: part(store, fact, into, author, reason))


@app.command()
def explain(
    fact: FactKey,
    store: Store = STORE,
    format: Annotated[SummaryFormat, typer.Option(help="For people, or for machines.")] = SummaryFormat.pretty,
) -> None:
    """Show where a fact comes from.

    Its text and the place in it, what read it, with what it was linked and why, the other sources and how many of them
    are independent, judgements, and all its revisions.
    """
    from verbale.cli.judging import show_explained

    run(lambda: show_explained(store, fact, format.value))
