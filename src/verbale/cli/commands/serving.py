"""The command that opens the desk."""

from __future__ import annotations

from typing import Annotated

import typer

from verbale.cli.app import app
from verbale.cli.options import STORE, Config, ProfileChoice, Store
from verbale.cli.terminal import run


@app.command()
def serve(
    store: Store = STORE,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="The port; 0 takes a free one.")] = 8400,
    login: Annotated[
        bool, typer.Option("--login", help="Ask for a user on this machine, too; on other addresses always.")
    ] = False,
    https: Annotated[
        bool, typer.Option("--https", help="It is reached through TLS: cookies are sent over that alone.")
    ] = False,
    name: Annotated[
        list[str] | None, typer.Option(metavar="HOST", help="A host name under which the desk may be asked for.")
    ] = None,
    examples: Annotated[
        bool,
        typer.Option("--examples", help="Open the nine example dispatches, in a store that is gone afterwards."),
    ] = False,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the browser.")] = False,
    profile: ProfileChoice = None,
    config: Config = None,
) -> None:
    """Open the desk: a store in the browser.

    Only this machine can reach it, unless another address is given: then everybody needs a user and a password, or a
    token (see verbale user, verbale token). Nothing is fetched from elsewhere.
    """
    from verbale.cli.serving import serve as open_desk

    chosen = profile.value if profile is not None else None
    run(lambda: open_desk(store, host, port, login, https, tuple(name or ()), examples, open_browser, chosen, config))
