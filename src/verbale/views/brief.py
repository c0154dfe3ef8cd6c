"""A morning brief: what became known since a day, every line with its numbered sources.

It compares what was known then with what is known now, so that an article that only repeats adds nothing. What a store
learnt late of days long past is news as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from verbale.store.clock import Clock, moment_of, now
from verbale.store.memory import names_of
from verbale.store.query import scope_of
from verbale.store.recent import Window, count_texts
from verbale.views.brief_events import ahead, contacts_told, incidents_told
from verbale.views.brief_positions import Tabled
from verbale.views.brief_words import corrected, said
from verbale.views.citing import Citation, Section, Sources


@dataclass(frozen=True, slots=True)
class Brief:
    """``since`` is the first day of knowing, ``until`` the last moment (``None``: now); ``day`` is that on which days
    left are counted; ``parties`` are the names of those that were asked for. So many ``articles`` became known, of so
    many ``origins`` (copies count once)."""

    since: str
    until: str | None
    day: str
    track: str | None
    parties: tuple[str, ...]
    articles: int
    origins: int
    sections: tuple[Section, ...]
    sources: tuple[Citation, ...]


def brief(
    connection: Connection,
    since: str,
    until: str | None = None,
    track: str | None = None,
    clock: Clock = now,
    as_of: str | None = None,
    parties: Iterable[str] = (),
) -> Brief:
    """What became known from the day (or moment) ``since`` on, up to ``until``; of the world as it was on the day
    ``as_of``, by default that of ``until``; with ``parties`` only that in which one of them takes part.

    Raises ``ValueError`` for days that are none, and for a track that there is not.
    """
    scope = scope_of(connection, as_of=as_of, known_at=until, track=track, parties=parties)
    window = Window(_before(since), scope)
    if window.after >= scope.moment:
        raise ValueError(f"the brief would end ({until}) before it begins ({since})")
    day = date.fromisoformat(as_of or (scope.known_at or clock())[:10])
    sources = Sources()
    tabled = Tabled.of(connection, window, sources)
    articles, origins = count_texts(connection, window)
    named = names_of(connection, scope.parties)
    sections = [tabled.positions(), tabled.proposals(), ahead(connection, window, sources, day)]
    contacts, disputed = contacts_told(connection, window, sources, day)
    incidents, differing = incidents_told(connection, window, sources)
    sections += [contacts, incidents, tabled.contradictions((*disputed, *differing))]
    sections += [said(connection, window, sources, tabled.parties), corrected(connection, window, sources)]
    return Brief(
        since=since,
        until=until,
        day=day.isoformat(),
        track=scope.track.name if scope.track else None,
        parties=tuple(named.get(key, key) for key in scope.parties),
        articles=articles,
        origins=origins,
        sections=tuple(section for section in sections if section.lines),
        sources=tuple(sources.cited.values()),
    )


def _before(since: str) -> str:
    """The last moment before a day, or before a moment."""
    given = since.strip()
    if len(given) == 10:
        day = date.fromisoformat(given)
        return moment_of((day - timedelta(days=1)).isoformat()) if day > date.min else "0001-01-01T00:00:00.000Z"
    return moment_of(given)
