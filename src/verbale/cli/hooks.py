"""``verbale hook``: who is told of changes, and the telling."""

from __future__ import annotations

import sys
import time
from dataclasses import asdict

from verbale.cli.opened import with_ledger, write_json
from verbale.cli.terminal import report
from verbale.harmless import one_line
from verbale.store import Ledger
from verbale.store.delivering import Delivered, deliver
from verbale.store.hooks import Hook, add_hook, end_hook, hooks_of


def add(
    store: str, url: str, secret: str | None, topics: list[str], track: str | None, after: int | None, format: str
) -> int:
    """Make a hook; a secret that was made for it is shown this once."""

    def work(ledger: Ledger) -> int:
        with ledger.writing() as connection:
            hook = add_hook(connection, url, ledger.clock(), secret=secret, topics=topics, track=track, after=after)
        if format == "json":
            write_json(_plain(hook) | ({} if secret else {"secret": hook.secret}))
            return 0
        sys.stdout.write(f"hook {hook.id}: {one_line(hook.shown)} is told of {', '.join(hook.topics)}\n")
        if not secret:
            sys.stdout.write(f"secret (it is not shown again): {hook.secret}\n")
        return 0

    return with_ledger(store, work)


def show(store: str, format: str) -> int:
    """List the hooks, without their secrets."""

    def work(ledger: Ledger) -> int:
        with ledger.reading() as connection:
            found = hooks_of(connection)
        if format == "json":
            write_json([_plain(hook) for hook in found])
        else:
            _pretty(found)
        return 0

    return with_ledger(store, work)


def remove(store: str, id: int) -> int:
    """End a hook."""

    def work(ledger: Ledger) -> int:
        with ledger.writing() as connection:
            end_hook(connection, id, ledger.clock())
        return 0

    return with_ledger(store, work)


def send(store: str, watch: float | None, timeout: float) -> int:
    """Deliver what is due: once (status 1 if an address did not take it), or again and again."""

    def work(ledger: Ledger) -> int:
        while True:
            done = deliver(ledger, timeout)
            for one in done:
                _tell(one)
            if watch is None:
                return int(any(one.error for one in done))
            sys.stdout.flush()
            time.sleep(watch)

    return with_ledger(store, work)


def _tell(done: Delivered) -> None:
    if done.taken:
        sys.stdout.write(f"hook {done.hook.id}: {done.taken} delivered\n")
    if done.error:
        report(f"hook {done.hook.id} ({done.hook.shown})", f"{done.error}; tried again after {done.again}")


def _plain(hook: Hook) -> dict[str, object]:
    told = asdict(hook)
    del told["secret"]
    return told | {"url": hook.shown}


def _pretty(found: tuple[Hook, ...]) -> None:
    from rich.text import Text

    from verbale.cli.pretty import console, grid, write

    out = console()
    if not found:
        write(out, Text("There are no hooks.", style="dim"))
        return
    rows = [
        [
            Text(str(hook.id)),
            Text(one_line(hook.shown, 100), style="bold"),
            Text(", ".join(hook.topics) + (f" · track {one_line(hook.track, 60)}" if hook.track else "")),
            Text(str(hook.delivered)),
            Text(_state(hook), style="red" if hook.failures else "dim"),
        ]
        for hook in found
    ]
    write(out, grid(["", "address", "topics", "delivered", "state"], rows, out.width, frozenset({1, 4})))


def _state(hook: Hook) -> str:
    if not hook.failures:
        return "well"
    return one_line(f"failed {hook.failures} times: {hook.last_error}; again after {hook.next_try}", 200)
