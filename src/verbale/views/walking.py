"""The contacts, incidents and statements that a list shows, found by their latest facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from sqlalchemy import Connection
from sqlalchemy.sql import ColumnElement

from verbale.store.listing import Line, bundled, latest
from verbale.store.query import Scope


def bundles_of(
    connection: Connection, scope: Scope, kind: str, *more: ColumnElement[bool], rising: bool = False
) -> list[str]:
    """The first ``scope.limit`` bundles of a kind that facts in a scope are of, the latest first (``rising``: the
    earliest)."""
    found: dict[str, None] = {}
    for part in parts(latest(connection, scope, [kind], *more, rising=rising), scope.limit):
        of = bundled(connection, [line.key for line in part], scope)
        found.update(dict.fromkeys(of[line.key] for line in part if line.key in of))
        if len(found) >= scope.limit:
            break
    return list(found)[: scope.limit]


def parts(lines: Iterable[Line], limit: int) -> Iterator[list[Line]]:
    """Lines, as many at once as may make ``limit`` rows."""
    size = max(50, min(limit, 400))
    waiting = iter(lines)
    while part := list(islice(waiting, size)):
        yield part
