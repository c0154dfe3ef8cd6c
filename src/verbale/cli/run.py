"""Documents through the reader, so that one that fails stops no other."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from verbale.cli.terminal import report
from verbale.pipeline import Reader
from verbale.reading import Given, ReadingError
from verbale.record import Record
from verbale.settings import Settings, load_settings

logger = logging.getLogger(__name__)


def settings_of(config: Path | None, profile: str | None) -> Settings:
    """The settings of a file, with the profile of the command line over its own. Raises ``SettingsError``."""
    settings = load_settings(config) if config else Settings()
    return settings.model_copy(update={"profile": profile}) if profile else settings


def warn(given: Given) -> None:
    """Tell what is doubtful about a document."""
    for note in given.notes:
        report(given.document.id, f"{note.path.rpartition('/')[2]}: {note.reason}")


def read_each(reader: Reader, found: Iterable[Given | ReadingError]) -> Iterator[tuple[Given, Record] | ReadingError]:
    """Records, and the reasons why there is none, in the order of what was found."""
    waiting = iter(found)
    while batch := list(islice(waiting, reader.settings.batch_size)):
        records = _records(reader, [item for item in batch if isinstance(item, Given)])
        for item in batch:
            if isinstance(item, ReadingError):
                yield item
                continue
            record = next(records)
            yield record if isinstance(record, ReadingError) else (item, item.annotate(record))


def _records(reader: Reader, batch: list[Given]) -> Iterator[Record | ReadingError]:
    done = 0
    try:
        for record in reader.read_all([given.document for given in batch]):
            done += 1
            yield record
    except Exception as error:  # a fault of ours in one document; the rest of the batch is read one by one
        logger.debug("reading a batch failed", exc_info=error)
        for given in batch[done:]:
            yield _alone(reader, given)


def _alone(reader: Reader, given: Given) -> Record | ReadingError:
    try:
        return reader.read(given.document)
    except Exception as error:  # the same, in this document
        logger.debug("reading %s failed", given.document.id, exc_info=error)
        return ReadingError(given.document.id, f"reading failed: {type(error).__name__}: {str(error) or 'no reason'}")
