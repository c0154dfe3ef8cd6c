"""Commands that fill a store."""

from __future__ import annotations

from typing import Annotated

import typer

from verbale.cli.app import app
from verbale.cli.options import STORE, Config, Language, ProfileChoice, Published, Store, SummaryFormat
from verbale.cli.terminal import run


@app.command()
def add(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Text (.txt, .md), web pages (.html), JSON Lines (.jsonl), or folders of them; - is standard input.",
        ),
    ],
    store: Store = STORE,
    published: Published = None,
    retrieved: Annotated[
        str | None,
        typer.Option(metavar="MOMENT", help="When the texts were fetched (ISO), where they do not say; else now."),
    ] = None,
    language: Language = None,
    remember: Annotated[
        bool, typer.Option("--remember", help="Add what was forgotten (`verbale forget`) anew, instead of refusing it.")
    ] = False,
    profile: ProfileChoice = None,
    config: Config = None,
    format: Annotated[SummaryFormat, typer.Option(help="For people, or for machines.")] = SummaryFormat.pretty,
) -> None:
    """Read documents and store what they say.

    What the store holds already is not read again. The same address with another text is a new version: the old one is
    kept, and what it alone said is closed. Each document is stored whole or not at all, so the command may be stopped
    at any moment and simply given again; several may run at once.
    """
    from verbale.cli.adding import add_files
    from verbale.reading import Told

    chosen = profile.value if profile else None
    told = Told(published, language)
    run(lambda: add_files(store, files, told, retrieved, chosen, config, format.value, remember))


@app.command()
def reread(
    store: Store = STORE,
    profile: ProfileChoice = None,
    config: Config = None,
    format: Annotated[SummaryFormat, typer.Option(help="For people, or for machines.")] = SummaryFormat.pretty,
) -> None:
    """Read again the documents that another version of the reader has read.

    Facts that are the same keep their keys, what is told otherwise replaces the old revision, judgements stay.
    """
    from verbale.cli.adding import reread as read_again

    chosen = profile.value if profile else None
    run(lambda: read_again(store, chosen, config, format.value))
