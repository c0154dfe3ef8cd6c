"""A ledger of the bundled dispatches, as it would have grown: each came in the evening of its day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.resources import as_file, files

from verbale.cli.run import read_each
from verbale.cli.terminal import report
from verbale.pipeline import Reader
from verbale.reading import ReadingError, read_sources
from verbale.settings import Settings
from verbale.store import Ledger
from verbale.store.clock import Clock, stamp
from verbale.store.tracking import Definition
from verbale.store.tracks import new_track, propose

HOUR = 18
AUTHOR = "Verbale"


def fill_with_examples(ledger: Ledger, reading: Settings | None = None) -> None:
    """Read the bundled dispatches into a store, and make the track that they suggest. The ledger's clock then goes on
    from the evening of the last one, so that plans are still ahead."""
    last = ""
    with as_file(files("verbale") / "examples" / "dispatches.jsonl") as path:
        for item in read_each(Reader(reading or Settings()), read_sources([str(path)])):
            if isinstance(item, ReadingError):
                report(item.name, item.reason)
                continue
            last = max(last, (item[1].document.published or "")[:10])
            ledger.clock = from_evening(last, running=False)
            ledger.add(item[1])
    if last:
        ledger.clock = from_evening(last)
    with ledger.writing() as connection:
        for one in propose(connection)[:1]:
            parties = tuple(key for key, _ in one.parties)
            new_track(connection, one.name, Definition(parties=parties), AUTHOR, ledger.clock())


def from_evening(day: str, *, running: bool = True) -> Clock:
    """A clock that is put on the evening of a day (ISO), and stands still there unless it is ``running``."""
    evening = datetime.fromisoformat(day).replace(hour=HOUR, tzinfo=UTC)
    began = datetime.now(UTC)
    return lambda: stamp(evening + (datetime.now(UTC) - began if running else timedelta()))
