"""What a page is asked for: the part of a store, the day, the moment of knowing. All of it stands in the address, so
that every state of the desk has a link that stays."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends, Query
from sqlalchemy import Connection

from verbale.store.query import Scope, scope_of

LIMIT = 100  # rows of a page
MOST = 500
PARTIES = 12  # that one address may name
DAY = 10
NAME = 200

_Day = Annotated[str, Query(max_length=DAY)]
_Name = Annotated[str, Query(max_length=NAME)]


@dataclass(frozen=True, slots=True)
class Asked:
    """The shared parameters of all pages; an empty one is none. ``fact`` is the key of the fact whose evidence stands
    open beside the page."""

    track: str = ""
    as_of: str = ""
    known_at: str = ""
    since: str = ""
    until: str = ""
    party: tuple[str, ...] = ()
    language: str = ""
    limit: int = LIMIT
    fact: str = ""

    def scope(self, connection: Connection, **changes: Any) -> Scope:
        """The scope of the views. Raises ``ValueError`` for days that are none and tracks that there are not."""
        given: dict[str, Any] = {
            "as_of": self.as_of or None,
            "known_at": self.known_at or None,
            "track": self.track or None,
            "since": self.since or None,
            "until": self.until or None,
            "parties": self.party,
            "language": self.language or None,
            "limit": self.limit,
        }
        return scope_of(connection, **{**given, **changes})

    def link(self, path: str, **changes: Any) -> str:
        """A link to ``path`` in this state; ``changes`` are further or other parameters, ``None`` or empty ones are
        left out. The open fact is not carried along unless it is among them."""
        own = {name: value for name, value in changes.items() if name in _NAMES}
        state = replace(self, **{"fact": "", **{name: value or _DEFAULTS[name] for name, value in own.items()}})
        told: list[tuple[str, str]] = []
        for name in _NAMES:
            value = getattr(state, name)
            if value != _DEFAULTS[name]:
                told += [(name, one) for one in value] if isinstance(value, tuple) else [(name, str(value))]
        for name, value in changes.items():
            if name not in own and value not in (None, "", (), []):
                told += [(name, str(one)) for one in (value if isinstance(value, tuple | list) else (value,))]
        return quote(path, safe="/:@") + (f"?{urlencode(told)}" if told else "")


_DEFAULTS: dict[str, Any] = {one.name: one.default for one in fields(Asked)}
_NAMES = tuple(_DEFAULTS)


def asked_of(
    track: _Name = "",
    as_of: _Day = "",
    known_at: Annotated[str, Query(max_length=40)] = "",
    since: _Day = "",
    until: _Day = "",
    party: Annotated[list[Annotated[str, Query(max_length=NAME)]], Query(max_length=PARTIES)] = [],  # noqa: B006
    language: Annotated[str, Query(max_length=8)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
    fact: Annotated[str, Query(max_length=40)] = "",
) -> Asked:
    """The parameters of a request, bounded. Several keys of parties may stand in one field."""
    given = tuple(dict.fromkeys(key for field in party for key in field.split()))
    if len(given) > PARTIES:
        raise ValueError(f"party: not more than {PARTIES} at once")
    return Asked(track, _day(as_of), known_at, _day(since), _day(until), given, language, limit, fact)


def _day(given: str) -> str:
    """A day as it is compared, however ISO 8601 lets one write it. Raises ``ValueError`` for what is none."""
    return date.fromisoformat(given).isoformat() if given else ""


AskedNow = Annotated[Asked, Depends(asked_of)]
