"""The contacts, incidents and statements that a list shows, found by their latest facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection
from sqlalchemy.sql import ColumnElement

from verbale.store.listing import Line, bundled, latest, most
from verbale.store.query import Scope


@dataclass(frozen=True, slots=True)
class Walk:
    """Bundles with the day of the fact by which each was met. ``edge`` is the day at which the walk ended, on which and
    beyond which there may be others; ``None`` where all were met."""

    days: Mapping[str, str]
    edge: str | None = None


def walked(connection: Connection, scope: Scope, kind: str, *more: ColumnElement[bool], rising: bool = False) -> Walk:
    """The first ``scope.limit`` bundles of a kind that facts in a scope are of, the latest first (``rising``: the
    earliest)."""
    found: dict[str, str] = {}
    seen, last = 0, ""
    for part in parts(latest(connection, scope, [kind], *more, rising=rising), scope.limit):
        of = bundled(connection, [line.key for line in part], scope)
        for line in part:
            seen, last = seen + 1, line.day or ""
            if line.key in of and of[line.key] not in found:
                if len(found) == scope.limit:
                    return Walk(found, last)
                found[of[line.key]] = last
    return Walk(found, last if seen == most(scope) else None)


def bundles_of(
    connection: Connection, scope: Scope, kind: str, *more: ColumnElement[bool], rising: bool = False
) -> list[str]:
    """The bundles of a walk."""
    return list(walked(connection, scope, kind, *more, rising=rising).days)


def parts(lines: Iterable[Line], limit: int) -> Iterator[list[Line]]:
    """Lines, as many at once as may make ``limit`` rows."""
    size = max(50, min(limit, 400))
    waiting = iter(lines)
    while part := list(islice(waiting, size)):
        yield part
