"""The feed for people and programs: what was added, changed and taken back, in the order of commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from verbale.store.changes import (
    Entry,
    Told,
    changes_after,
    kinds_of,
    latest_changes,
    name_of,
    number_before,
)
from verbale.store.sql import chunks
from verbale.store.tables import changes, facts
from verbale.store.tracking import track_named
from verbale.views.dating import lasting


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``says`` tells it in a line, ``sentence`` is the sentence behind it, ``document`` the text that
    brought it; ``judged`` is true of a fact on which a person has decided."""

    id: int
    urn: str
    made: str
    topic: str
    verb: str
    subject: str
    says: str
    sentence: str
    document: Told | None
    judged: bool
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Feed:
    """Changes in the order of commit. All up to the number ``last`` have been looked at: who wants to go on asks for
    what came since then; ``more`` says that there is more already."""

    urn: str
    changes: tuple[Change, ...]
    last: int
    more: bool


def feed_of(
    connection: Connection,
    since: str | None = None,
    topics: Sequence[str] = (),
    track: str | None = None,
    limit: int = 200,
    *,
    latest: bool = False,
) -> Feed:
    """The first changes since a number, a day or a moment (see ``number_before``); without ``since``, or where
    ``latest`` is set, the last ones. Raises ``ValueError`` for topics and tracks that there are not."""
    kinds = kinds_of(topics)
    within = track_named(connection, track) if track else None
    number = number_before(connection, since) if since else 0
    if since is None or latest:
        page = latest_changes(connection, kinds, within, limit, number)
    else:
        page = changes_after(connection, number, kinds, within, limit)
    judged = _judged(connection, page.entries)
    first = connection.execute(select(changes.c.made, changes.c.subject).order_by(changes.c.id).limit(1)).first()
    names = sorted(f"{topic}.{verb}" for topic, verb in kinds)
    return Feed(
        urn=name_of("feed", *(first or ("", "")), within.name if within else "", *names),
        changes=tuple(_change(entry, entry.subject in judged) for entry in page.entries),
        last=page.last,
        more=page.more,
    )


def _judged(connection: Connection, entries: Sequence[Entry]) -> set[str]:
    """The facts among the subjects whose present revision stands on a judgement."""
    found: set[str] = set()
    for part in chunks(sorted({entry.subject for entry in entries})):
        where = (facts.c.key.in_(part), facts.c.known_until.is_(None), facts.c.judged.is_not(None))
        found |= set(connection.execute(select(facts.c.key).where(*where)).scalars())
    return found


def _change(entry: Entry, judged: bool) -> Change:
    return Change(
        id=entry.id,
        urn=entry.urn,
        made=entry.made,
        topic=entry.topic,
        verb=entry.verb,
        subject=entry.subject,
        says=says(entry),
        sentence=str(entry.data.get("sentence") or ""),
        document=entry.document,
        judged=judged,
        data=entry.data,
    )


def says(entry: Entry) -> str:
    """A change in one line."""
    data = entry.data
    who = ", ".join(data.get("who") or ())
    if entry.topic == "position" and "was" in data:
        return _position(who, entry.verb, data)
    if entry.topic == "contact" and "was" in data:
        return _contact(who, entry.verb, data)
    if entry.topic == "document":
        return f"document {entry.verb}: {_title(entry)}"
    if entry.topic in ("judgement", "track"):
        author = f" by {data['author']}" if data.get("author") else ""
        return f"{entry.topic} {entry.verb}{author}: {entry.subject}"
    what = ", ".join(str(data[name]) for name in ("type", "mode", "status", "day") if data.get(name))
    told = " · ".join(part for part in (who, what) if part)
    return f"{entry.topic} {entry.verb}: {told}" if told else f"{entry.topic} {entry.verb}"


def _title(entry: Entry) -> str:
    if entry.document is None:
        return entry.subject
    return entry.document.title or entry.document.id


def _position(who: str, verb: str, data: dict[str, Any]) -> str:
    terms = [told for told in (str(data.get("kind") or ""), lasting(data.get("duration"))) if told]
    terms += [f"by {', '.join(data['by'])}"] if data.get("by") else []
    was, now = data["was"], data.get("stance")
    if verb == "changed":
        stand = f"{was} → {now}"
    elif verb == "disputed":
        stand = f"{now}, but also {data.get('against')}"
    else:
        stand = str(now) if now else f"no longer told ({was})"
    conditions = f", {'; '.join(data['conditions'])}" if data.get("conditions") and now == "conditional" else ""
    return f"{who}: {stand}{conditions} · {', '.join(terms)}"


def _contact(who: str, verb: str, data: dict[str, Any]) -> str:
    mode = data.get("mode") or "contact"
    verb = "no longer told" if verb == "dropped" else verb
    was = data["was"]
    earlier = f" (was {was}{_days(data.get('was_days'), ' for ')})" if was else ""
    return f"{who or '?'}: {mode} {verb}{_days(data.get('days'), ' ')}{earlier}"


def _days(days: Sequence[str] | None, before: str) -> str:
    if not days:
        return ""
    return before + (days[0] if days[0] == days[1] else f"{days[0]} to {days[1]}")
