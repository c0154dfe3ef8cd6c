"""``verbale serve``: a store, or the examples, behind a server that runs until it is stopped."""

from __future__ import annotations

import socket
import sys
import tempfile
import webbrowser
from dataclasses import replace
from pathlib import Path

from verbale.cli.examples import fill_with_examples
from verbale.cli.opened import with_ledger
from verbale.cli.run import settings_of
from verbale.settings import SettingsError
from verbale.store import Ledger
from verbale.web.settings import DeskSettings


def serve(
    store: str,
    host: str,
    port: int,
    login: bool,
    https: bool,
    names: tuple[str, ...],
    examples: bool,
    open_browser: bool,
    profile: str | None,
    config: Path | None,
) -> int:
    """Serve until interrupted; the status is 2 where that is refused."""
    try:
        reading = settings_of(config, profile)
    except SettingsError as error:
        sys.stderr.write(f"verbale: {' '.join(str(error).split())}\n")
        return 2
    settings = DeskSettings(host=host, port=port, login=login, https=https, names=names, reading=reading)
    if not examples:
        return with_ledger(store, lambda ledger: _serve(ledger, settings, open_browser))
    with tempfile.TemporaryDirectory(prefix="verbale-") as folder:

        def work(ledger: Ledger) -> int:
            sys.stderr.write("Reading the example dispatches …\n")
            fill_with_examples(ledger, reading)
            return _serve(ledger, settings, open_browser)

        return with_ledger(str(Path(folder) / "examples.db"), work, create=True)


def _serve(ledger: Ledger, settings: DeskSettings, open_browser: bool) -> int:
    import uvicorn

    from verbale.web.app import make_desk
    from verbale.web.security.binding import refuse_to_bind

    refusal = refuse_to_bind(ledger, settings)
    if refusal is not None:
        sys.stderr.write(f"verbale: {refusal}\n")
        return 2
    try:
        listening = _listen(settings.host, settings.port)
    except OSError as error:
        sys.stderr.write(f"verbale: {settings.host}:{settings.port}: {error.strerror or error}\n")
        return 2
    with listening:
        settings = replace(settings, port=listening.getsockname()[1])  # by which its cookie is named
        address = address_of(settings)
        sys.stdout.write(f"The desk is open at {address} (Ctrl+C closes it)\n")
        sys.stdout.flush()
        if open_browser:
            webbrowser.open(address)
        desk = make_desk(ledger, settings)
        run = uvicorn.Config(desk, log_level="warning", server_header=False, date_header=True, proxy_headers=False)
        uvicorn.Server(run).run(sockets=[listening])
    return 0


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=128)


def address_of(settings: DeskSettings) -> str:
    """The address of the desk for a browser."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http{'s' if settings.https else ''}://{host}:{settings.port}/"
