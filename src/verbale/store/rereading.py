"""Which documents another reader has read: those whose facts a newer one may tell better."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator

from sqlalchemy import select

from verbale.record import Document
from verbale.store.ledger import Ledger
from verbale.store.tables import readings, versions

BATCH = 64


def outdated(ledger: Ledger, reader: Callable[[str], str]) -> Iterator[Document]:
    """The documents whose present version was last read by a reader other than ``reader`` (digest by language)."""
    last = 0
    while True:
        query = (
            select(versions.c.id, versions.c.text, versions.c.language, readings.c.reader, readings.c.record)
            .join(readings, readings.c.version_id == versions.c.id)
            .where(versions.c.id > last, versions.c.superseded.is_(None), versions.c.forgotten.is_(None))
            .where(readings.c.superseded.is_(None))
            .order_by(versions.c.id)
            .limit(BATCH)
        )
        with ledger.reading() as connection:
            rows = connection.execute(query).all()
        for row in rows:
            last = row.id
            if row.language is None or reader(row.language) != row.reader:
                yield _document(row.record, row.text)
        if len(rows) < BATCH:
            return


def _document(record: bytes, text: str) -> Document:
    """A document as it was before it was read."""
    told = json.loads(zlib.decompress(record))["document"]
    if told["published_origin"] == "text":
        told |= {"published": None, "published_origin": None}
    return Document.model_validate(told | {"text": text, "issuer": None})
