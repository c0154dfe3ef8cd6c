"""Contacts: planned (with the days that are left), held, moved, called off, refused, denied, overdue, disputed.

Each contact stands once, with what every text told of it, when, and who says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, get_args

from sqlalchemy import Connection, exists, select

from verbale.store.clock import Clock, now
from verbale.store.listing import Telling as Count
from verbale.store.listing import tellings
from verbale.store.query import Scope
from verbale.store.sighted import Mark, Telling, Text, sighted
from verbale.store.tables import facts, versions
from verbale.threads.fates import Stage, State, fate, state_of
from verbale.threads.sights import Sight
from verbale.views.dating import between, narrowed
from verbale.views.naming import Named, Naming
from verbale.views.walking import Walk, walked

Standing = Literal["proposed", "planned", "moved", "overdue", "held", "refused", "called off", "denied", "disputed"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
AHEAD = frozenset({"proposed", "planned", "moved"})
HORIZON = timedelta(days=800)  # how far ahead plans are looked for
REAL = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, slots=True)
class Told:
    """One stage of a contact: ``what`` was told on the day ``known``, and by whom. ``begin`` and ``until``: when it was
    held, or was then due; ``moved_from``: the days on which it was due before. ``own``: somebody who takes part says
    so. ``texts`` tell it again; ``facts`` are those that say it."""

    what: str
    known: str | None
    begin: str | None
    until: str | None
    when: str | None
    moved_from: str | None
    said_by: tuple[str, ...]
    own: bool
    texts: tuple[Text, ...]
    sentence: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact on the day ``ContactList.day``. ``days_left`` counts to its first day where that is ahead.
    ``begin`` and ``until``: its days, or where it was put off without a new one, those on which it was due. ``days``
    holds all days that texts tell where they differ. ``doubtful`` members may mean another contact. ``readouts`` are
    accounts published by those who took part."""

    id: str
    standing: Standing
    begin: str | None
    until: str | None
    when: str
    days: tuple[str, ...]
    days_left: int | None
    settled: bool
    modes: tuple[str, ...]
    parties: tuple[Named, ...]
    people: tuple[Named, ...]
    beside: tuple[Named, ...]
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    stages: tuple[Told, ...]
    texts: int
    origins: int
    doubtful: int
    readouts: tuple[Text, ...]
    judged: tuple[Mark, ...]
    facts: tuple[str, ...]

    @property
    def met(self) -> tuple[str, ...]:
        """Who takes part: the persons that are named, and the parties of which none is."""
        represented = {one.party for one in self.people}
        parties = [one.name for one in self.parties if one.key not in represented]
        return tuple(dict.fromkeys((*(one.name for one in self.people), *parties)))


@dataclass(frozen=True, slots=True)
class ContactList:
    """Contacts as they stood on ``day``: those ahead by their day, then the others, the latest first. ``older`` is the
    last day of those that have no room in the list, ``None`` where all have."""

    day: str
    contacts: tuple[Contact, ...]
    older: str | None = None

    def of(self, *standings: Standing) -> tuple[Contact, ...]:
        return tuple(contact for contact in self.contacts if contact.standing in standings)


def contacts(
    connection: Connection, scope: Scope, standings: Sequence[Standing] = (), clock: Clock = now
) -> ContactList:
    """The contacts of a scope; ``standings`` are those to show (none: all).

    On ``scope.as_of`` a contact stood as the texts that were published by then told it, and as later ones tell of days
    by then. Without it, as all texts that are known tell it, today (or at ``scope.known_at``).
    """
    day = reference_day(scope, clock)
    coming, past = _walked(connection, scope, day)
    made = contacts_named(connection, (*coming.days, *past.days), scope, day)
    kept = [one for one in made.values() if not standings or one.standing in standings]
    ahead = sorted((one for one in kept if one.days_left is not None), key=lambda one: (one.begin or "", one.id))
    rest = sorted((one for one in kept if one.days_left is None), key=_latest_first, reverse=True)
    without = rest[max(0, scope.limit - len(ahead)) :]
    edges = [edge for edge in (past.edge, *(past.days.get(one.id) for one in without)) if edge is not None]
    return ContactList(day.isoformat(), (*ahead, *rest)[: scope.limit], max(edges, default=None))


def contacts_named(connection: Connection, ids: Iterable[str], scope: Scope, day: date) -> dict[str, Contact]:
    """Contacts by their ids, as they stood on ``day``; one that had not been told of is left out."""
    wanted = list(dict.fromkeys(ids))
    told = {
        id: own
        for id, members in sighted(connection, wanted, scope).items()
        if (own := [one for one in members if scope.as_of is None or _told_by(one, day)])
    }
    counted = tellings(connection, told, scope) if scope.as_of is None else {}
    naming = Naming.of(connection, told.values(), scope.merged)
    return {id: _contact(id, told[id], day, naming, counted.get(id)) for id in wanted if id in told}


def reference_day(scope: Scope, clock: Clock = now) -> date:
    """The day on which the world is looked at: the one that is asked for, else that of knowing, else today."""
    return date.fromisoformat(scope.as_of or (scope.known_at or clock())[:10])


def _walked(connection: Connection, scope: Scope, day: date) -> tuple[Walk, Walk]:
    """Contacts ahead, the nearest ones, and those whose day is past, the latest ones."""
    told = exists(
        select(versions.c.id).where(versions.c.id == facts.c.version_id, versions.c.day <= (scope.as_of or "9999"))
    )
    since = max(scope.since or "", _later(day, timedelta(days=1)).isoformat())
    until = min(scope.until or "9999-12-31", _later(day, HORIZON).isoformat())
    future = replace(scope, as_of=None, since=since, until=until)
    ahead = walked(connection, future, "contact", told, rising=True) if since <= until else Walk({})
    until = min(day.isoformat(), scope.until or "9999-12-31")
    return ahead, walked(connection, replace(scope, as_of=None, until=until), "contact")


def _later(day: date, time: timedelta) -> date:
    """A later day, the last of all days where there is none."""
    return day + time if date.max - day > time else date.max


def _told_by(one: Telling, day: date) -> bool:
    """Whether a text counts for the state of the world on a day: it was out by then, or tells of what was by then."""
    sight = one.sight
    if sight.published is None or sight.published <= day:
        return True
    return sight.days is not None and sight.days[1] <= day and sight.status in REAL


def _contact(id: str, members: Sequence[Telling], day: date, naming: Naming, count: Count | None) -> Contact:
    sights = [one.sight for one in members]
    stages = fate(sights)
    state = state_of(stages, day)
    assert state is not None  # a contact has at least one member
    days = state.day or state.due
    standing = _standing(state)
    by_sight = {one.sight.id: one for one in members}
    place = next((one.place for one in reversed(sights) if one.place is not None and not one.place.wide), None)
    place = place or next((one.place for one in reversed(sights) if one.place is not None), None)
    left = (
        (days[0] - day).days
        if days and state.day and state.what in AHEAD and not state.overdue and days[1] >= day
        else None
    )
    texts = {one.text.document: one.text for one in members}
    return Contact(
        id=id,
        standing=standing,
        begin=days[0].isoformat() if days else None,
        until=days[1].isoformat() if days else None,
        when=_when(state) if days else f"undated, told on {state.known}" if state.known else "undated",
        days=_days(sights),
        days_left=max(0, left) if left is not None else None,
        settled=state.settled,
        modes=tuple(dict.fromkeys(one.mode for one in sights if one.mode)),
        parties=naming.parties(key for one in sights for key in one.parties),
        people=naming.people(sights),
        beside=naming.parties(key for one in sights for key in one.beside),
        place=place.name if place else None,
        country=place.country if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        stages=tuple(_told(stage, by_sight) for stage in stages),
        texts=count.texts if count else len(texts),
        origins=count.origins if count else len({text.origin for text in texts.values()}),
        doubtful=sum(not one.certain for one in members),
        readouts=tuple(text for text in texts.values() if text.kind == "readout"),
        judged=tuple(one.judged for one in members if one.judged is not None),
        facts=tuple(one.fact for one in members),
    )


def _when(state: State) -> str:
    if state.day is not None:
        return between(*state.day)
    return f"put off from {between(*state.due)}" if state.due is not None else ""


def _standing(state: State) -> Standing:
    if state.disputed:
        return "disputed"
    return "overdue" if state.overdue else state.what


def _days(sights: Sequence[Sight]) -> tuple[str, ...]:
    """The days that texts tell of one that was held, where they differ."""
    found = narrowed([one.days for one in sights if one.days is not None and one.status in REAL])
    return tuple(between(*days) for days in found) if len(found) > 1 else ()


def _told(stage: Stage, by_sight: Mapping[str, Telling]) -> Told:
    tellers = [by_sight[id] for id in stage.sights if id in by_sight]
    return Told(
        what=stage.what,
        known=stage.known.isoformat() if stage.known else None,
        begin=stage.day[0].isoformat() if stage.day else None,
        until=stage.day[1].isoformat() if stage.day else None,
        when=between(*stage.day) if stage.day else None,
        moved_from=between(*stage.moved_from) if stage.moved_from else None,
        said_by=tuple(dict.fromkeys(voice.name for voice in stage.said_by)),
        own=stage.own,
        texts=tuple({one.text.document: one.text for one in tellers}.values()),
        sentence=tellers[0].sight.sentence if tellers else "",
        facts=tuple(one.fact for one in tellers),
    )


def _latest_first(contact: Contact) -> tuple[str, str]:
    return contact.begin or (contact.stages[-1].known if contact.stages else None) or "", contact.id
