"""``verbale add`` and ``verbale reread``: documents in, and what became of each told at the end."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from verbale.cli.opened import with_ledger, write_json
from verbale.cli.run import read_each, settings_of, warn
from verbale.cli.terminal import progress, report
from verbale.pipeline import Reader
from verbale.reading import Given, ReadingError, Told, files_in, read_sources
from verbale.settings import SettingsError
from verbale.store import Ledger
from verbale.store.documents import info_digest
from verbale.store.rereading import outdated

ORDER = ("added", "corrected", "read again", "unchanged", "forgotten", "failed")


def add_files(
    store: str,
    files: list[str],
    told: Told,
    retrieved: str | None,
    profile: str | None,
    config: Path | None,
    format: str,
    remember: bool = False,
) -> int:
    """Read what is new and store it, a transaction a document; the status is 1 if anything could not be read. With
    ``remember`` what was forgotten is new."""

    def work(ledger: Ledger, reader: Reader) -> Counter[str]:
        count: Counter[str] = Counter()
        with progress([*files_in(files)], quiet=False) as watched:
            found = read_sources(watched, told, reader.settings, unique=False)
            _store(ledger, reader, _unknown(ledger, found, count, remember), retrieved, count, remember)
        return count

    return _run(store, work, profile, config, format, create=True)


def reread(store: str, profile: str | None, config: Path | None, format: str) -> int:
    """Read again what another version of the reader has read."""

    def work(ledger: Ledger, reader: Reader) -> Counter[str]:
        count: Counter[str] = Counter()

        old = outdated(ledger, lambda language: info_digest(reader.info(language)))
        for item in read_each(reader, (Given(document) for document in old)):
            if isinstance(item, ReadingError):
                report(item.name, item.reason)
                count["failed"] += 1
            else:
                count[ledger.add(item[1]).outcome] += 1
        return count

    return _run(store, work, profile, config, format, create=False)


def _run(
    store: str,
    work: Callable[[Ledger, Reader], Counter[str]],
    profile: str | None,
    config: Path | None,
    format: str,
    *,
    create: bool,
) -> int:
    try:
        reader = Reader(settings_of(config, profile))
    except SettingsError as error:
        sys.stderr.write(f"verbale: {' '.join(str(error).split())}\n")
        return 2

    def counted(ledger: Ledger) -> int:
        count = work(ledger, reader)
        told = {name: count[name] for name in ORDER if count[name] or name == "added"}
        if format == "json":
            write_json(told)
        else:
            sys.stdout.write(", ".join(f"{number} {name}" for name, number in told.items()) + "\n")
        return 1 if count["failed"] else 0

    return with_ledger(store, counted, create=create)


def _unknown(
    ledger: Ledger, found: Iterable[Given | ReadingError], count: Counter[str], remember: bool
) -> Iterator[Given | ReadingError]:
    """What the store does not hold yet; the rest is counted."""
    known = ("unchanged",) if remember else ("unchanged", "forgotten")
    for item in found:
        if isinstance(item, Given) and (outcome := ledger.outcome(item.document)) in known:
            count[outcome] += 1
            continue
        yield item


def _store(
    ledger: Ledger,
    reader: Reader,
    found: Iterable[Given | ReadingError],
    retrieved: str | None,
    count: Counter[str],
    remember: bool,
) -> None:
    waiting = iter(found)
    while batch := list(islice(waiting, reader.settings.batch_size)):
        for item in read_each(reader, batch):
            if isinstance(item, ReadingError):
                report(item.name, item.reason)
                count["failed"] += 1
                continue
            given, record = item
            warn(given)
            fetched = given.retrieved or retrieved
            added = ledger.add(record, retrieved=fetched, original=given.original, remember=remember)
            count[added.outcome] += 1
