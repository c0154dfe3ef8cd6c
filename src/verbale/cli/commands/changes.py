"""The commands of the feed: what changed, and who is told of it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from verbale.cli.app import app
from verbale.cli.options import STORE, Store, TrackName
from verbale.cli.terminal import run

hook = typer.Typer(
    help="Tell other programs of changes by signed POST requests (web hooks).",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(hook, name="hook")


class FeedFormat(StrEnum):
    """How the feed comes out."""

    pretty = "pretty"
    json = "json"
    jsonl = "jsonl"
    atom = "atom"


class HookFormat(StrEnum):
    """How hooks come out."""

    pretty = "pretty"
    json = "json"


Topics = Annotated[
    list[str] | None,
    typer.Option(
        "--topic",
        metavar="TOPIC",
        help="Only these, as position, position.changed, contact.held (see docs/ledger.md); may be given again.",
    ),
]
Shown = Annotated[HookFormat, typer.Option("--format", help="For people, or for machines.")]


@app.command()
def changes(
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE|ID", help="Since that day or moment of commit (UTC), or after that change."),
    ] = None,
    topic: Topics = None,
    track: TrackName = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 200,
    format: Annotated[
        FeedFormat,
        typer.Option(
            "--format", help="For people, for machines, or an Atom feed of what changed for positions and contacts."
        ),
    ] = FeedFormat.pretty,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to this file, replaced as a whole.", dir_okay=False)
    ] = None,
    store: Store = STORE,
) -> None:
    """List what was added, changed and taken back, in the order in which it was committed.

    Without --since the latest changes are listed; with it the first ones since then, and where there are more it is
    told with which number to go on.
    """
    from verbale.cli.changes import show_changes

    run(lambda: show_changes(store, since, topic or [], track, limit, format.value, output))


@hook.command("add")
def add_hook(
    url: Annotated[str, typer.Argument(metavar="URL", help="http:// or https:// address that takes POST requests.")],
    secret: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            envvar="VERBALE_HOOK_SECRET",
            help="With what requests are signed, 16 characters at least; one is made and shown where none is given.",
        ),
    ] = None,
    topic: Topics = None,
    track: TrackName = None,
    after: Annotated[
        int | None,
        typer.Option(min=0, metavar="ID", help="Begin after this change; without it with the next that comes."),
    ] = None,
    format: Shown = HookFormat.pretty,
    store: Store = STORE,
) -> None:
    """Tell an address of changes: by default of positions taken or changed and contacts announced, held, moved or
    called off.

    Requests are sent by `verbale hook deliver`.
    """
    from verbale.cli.hooks import add

    run(lambda: add(store, url, secret, topic or [], track, after, format.value))


@hook.command("list")
def list_hooks(format: Shown = HookFormat.pretty, store: Store = STORE) -> None:
    """List the hooks, how far each has been told, and what went wrong last."""
    from verbale.cli.hooks import show

    run(lambda: show(store, format.value))


@hook.command("remove")
def remove_hook(
    id: Annotated[int, typer.Argument(metavar="ID", help="The number of a hook.")], store: Store = STORE
) -> None:
    """Tell an address no more; its secret is erased."""
    from verbale.cli.hooks import remove

    run(lambda: remove(store, id))


@hook.command("deliver")
def deliver_hooks(
    watch: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0.1, help="Go on, and look for changes again after so many seconds."),
    ] = None,
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", min=0.1, max=300, help="How long an address may take to answer.")
    ] = 10,
    store: Store = STORE,
) -> None:
    """Send what is due to every hook, in order, each change until the address answers with a status 2xx.

    An address that fails is tried again after a while, twice as long each time and an hour at most; its later changes
    wait, those of other hooks do not. The exit status is 1 if an address failed.
    """
    from verbale.cli.hooks import send

    run(lambda: send(store, watch, timeout))
