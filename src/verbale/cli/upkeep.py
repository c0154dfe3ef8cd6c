"""``verbale verify``, ``backup``, ``restore`` and ``forget``: the upkeep of a store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from verbale.cli.opened import with_ledger, write_json
from verbale.cli.terminal import report
from verbale.harmless import one_line
from verbale.store import Ledger
from verbale.store.forgetting import document_named, forget, scrub
from verbale.store.keeping import backup, restore
from verbale.store.relinking import relink
from verbale.store.relinking import work as links_to_make
from verbale.store.tracking import track_named
from verbale.store.verifying import verify as faults_of
from verbale.store.verifying import work

Tick = Callable[[int], None]


def verify(store: str, most: int, format: str) -> int:
    """Check a store; the status is 1 if anything is wrong."""

    def check(ledger: Ledger) -> int:
        with ledger.reading() as connection:
            total = work(connection)
        found = []
        count = 0
        with bar("Checking", total) as tick:
            for fault in faults_of(ledger, tick):
                count += 1
                if count <= most:
                    found.append(fault)
        if format == "json":
            write_json({"checked": total, "count": count, "faults": found})
            return 1 if count else 0
        for fault in found:
            sys.stdout.write(f"{one_line(fault.place, 200)}: {one_line(fault.reason, 400)}\n")
        if count > len(found):
            sys.stdout.write(f"… and {count - len(found)} more\n")
        verdict = f"{count} faults" if count != 1 else "1 fault"
        sys.stdout.write(f"{verdict} in {total} documents and bundles\n" if count else f"no fault: {total} checked\n")
        return 1 if count else 0

    return with_ledger(store, check)


def save(store: str, file: Path) -> int:
    """Write a backup."""

    def keep(ledger: Ledger) -> int:
        with bar("Saving") as tick:
            kind = backup(ledger, file, tick)
        size = file.stat().st_size
        sys.stdout.write(
            f"{one_line(str(file))}: {size / 1e6:.1f} MB ({'all tables' if kind == 'zip' else 'SQLite'})\n"
        )
        return 0

    return with_ledger(store, keep)


def bring_back(store: str, file: Path) -> int:
    """Fill an empty store from a backup."""
    if not file.is_file():
        report(str(file), "there is no such file")
        return 2

    def fill(ledger: Ledger) -> int:
        with bar("Restoring") as tick:
            rows = restore(ledger, file, tick)
        sys.stdout.write(f"restored {rows} rows from {one_line(str(file))}\n")
        return 0

    return with_ledger(store, fill, create=True)


def link_anew(store: str, track: str | None, format: str) -> int:
    """Link all facts anew, or those that are linked with facts of a track."""

    def linking(ledger: Ledger) -> int:
        with ledger.writing() as connection:
            chosen = track_named(connection, track) if track else None
            with bar("Linking", links_to_make(connection, chosen)) as tick:
                done = relink(connection, ledger.clock(), chosen, tick)
        if format == "json":
            write_json(done)
            return 0
        sys.stdout.write(
            f"{done.moved} facts moved, {done.reasons} linked for other reasons; "
            f"{done.opened} bundles opened, {done.closed} closed ({done.documents} documents)\n"
        )
        return 0

    return with_ledger(store, linking)


def erase(store: str, document: str) -> int:
    """Forget a document."""

    def work(ledger: Ledger) -> int:
        with ledger.writing() as connection:
            key = forget(connection, document_named(connection, document), ledger.clock())
        sys.stdout.write(f"forgotten: {key}\n")
        if not scrub(ledger.engine):
            report(store, "others are using the store; its words may stay in the file until verbale forget --scrub")
            return 1
        return 0

    return with_ledger(store, work)


def clean(store: str) -> int:
    """Write the files of a store anew without what was erased."""

    def work(ledger: Ledger) -> int:
        if scrub(ledger.engine):
            return 0
        report(store, "others are using the store; try again when they have ended")
        return 1

    return with_ledger(store, work)


@contextmanager
def bar(title: str, total: int | None = None) -> Iterator[Tick]:
    """A progress bar on standard error where that is a terminal; what is called with the steps done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=total)
        yield lambda steps: progress.advance(task, steps)
