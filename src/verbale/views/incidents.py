"""Incidents: each once, with the tolls, the blame, the claims and the denials of all texts side by side.

Nothing is added up or averaged; where accounts differ, all of them are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from verbale.store.listing import Telling as Count
from verbale.store.listing import tellings
from verbale.store.query import Scope
from verbale.store.sighted import Mark, Telling, Text, sighted
from verbale.threads.accounts import Account, accounts
from verbale.threads.sights import Where
from verbale.views.dating import Days, between, narrowed
from verbale.views.naming import Named, Naming
from verbale.views.walking import walked


@dataclass(frozen=True, slots=True)
class Charge:
    """An accusation: ``by`` says that ``accused`` did it."""

    by: Named
    accused: Named


@dataclass(frozen=True, slots=True)
class Version:
    """What one text tells. ``said_by`` are the speakers, none where the outlet says so. ``replaced``: the same voice
    later told other numbers. ``fact`` is what ``text`` tells; ``told_again`` are the other texts that say exactly the
    same."""

    said_by: tuple[str, ...]
    mode: str | None
    killed: int | None
    injured: int | None
    blamed: tuple[Named, ...]
    charges: tuple[Charge, ...]
    claimed_by: tuple[Named, ...]
    denied_by: tuple[Named, ...]
    denied: bool
    replaced: bool
    text: Text
    told_again: tuple[Text, ...]
    sentence: str
    fact: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident. ``begin`` and ``until`` are the days that most texts tell, ``days`` all where they differ;
    ``differ`` names what the accounts disagree on: killed, injured, by whom, how, denied."""

    id: str
    begin: str | None
    until: str | None
    when: str
    days: tuple[str, ...]
    type: str
    modes: tuple[str, ...]
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    targets: tuple[Named, ...]
    versions: tuple[Version, ...]
    differ: tuple[str, ...]
    texts: int
    origins: int
    doubtful: int
    judged: tuple[Mark, ...]
    facts: tuple[str, ...]

    @property
    def killed(self) -> tuple[int, ...]:
        """The different numbers of dead that hold, ascending."""
        return _numbers(one.killed for one in self.versions if not one.replaced)

    @property
    def injured(self) -> tuple[int, ...]:
        return _numbers(one.injured for one in self.versions if not one.replaced)

    @property
    def tolls(self) -> str:
        """The numbers that are told, rival ones with a slash between."""
        told = ((self.killed, "killed"), (self.injured, "injured"))
        return ", ".join(f"{'/'.join(map(str, numbers))} {word}" for numbers, word in told if numbers)

    @property
    def what(self) -> str:
        """How it was done, and the tolls."""
        named = " or ".join(self.modes) or self.type.lower()
        return f"{named}: {self.tolls}" if self.tolls else named

    @property
    def doers(self) -> tuple[str, ...]:
        """Who did it by all accounts; nobody where they differ."""
        if "by whom" in self.differ:
            return ()
        blamed = (one.name for version in self.versions for one in version.blamed)
        return tuple(dict.fromkeys(blamed))


@dataclass(frozen=True, slots=True)
class IncidentList:
    """Incidents, the latest first. ``older`` is the last day of those that have no room in the list, ``None`` where all
    have."""

    incidents: tuple[Incident, ...]
    older: str | None


def incidents(connection: Connection, scope: Scope) -> tuple[Incident, ...]:
    """The incidents of a scope, the latest first."""
    return incident_list(connection, scope).incidents


def incident_list(connection: Connection, scope: Scope) -> IncidentList:
    """The incidents of a scope, and where the next ones begin."""
    walk = walked(connection, scope, "incident")
    made = incidents_named(connection, walk.days, scope)
    return IncidentList(
        tuple(sorted(made.values(), key=lambda one: (incident_day(one), one.id), reverse=True)), walk.edge
    )


def incidents_named(connection: Connection, ids: Iterable[str], scope: Scope) -> dict[str, Incident]:
    """Incidents by their ids, as they were known."""
    wanted = list(dict.fromkeys(ids))
    told = sighted(connection, wanted, scope)
    counted = tellings(connection, told, scope)
    naming = Naming.of(connection, told.values(), scope.merged)
    return {id: _incident(id, told[id], naming, counted.get(id)) for id in wanted if id in told}


def _incident(id: str, members: Sequence[Telling], naming: Naming, count: Count | None) -> Incident:
    sights = [one.sight for one in members]
    by_sight = {one.sight.id: one for one in members}
    found = accounts(sights)
    days = narrowed([one.days for one in sights if one.days is not None])
    place = _place([one.place for one in sights if one.place is not None])
    told = min((one.text.told for one in members if one.text.told), default=None)
    return Incident(
        id=id,
        begin=days[0][0].isoformat() if days else None,
        until=days[0][1].isoformat() if days else None,
        when=between(*days[0]) if days else f"undated, told on {told}" if told else "undated",
        days=_spelled(days) if len(days) > 1 else (),
        type=sights[0].type,
        modes=tuple(dict.fromkeys(one.mode for one in sights if one.mode)),
        place=place.name if place else None,
        country=place.country if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        targets=naming.parties(key for one in sights for key in one.targets),
        versions=_versions(found.accounts, by_sight, naming),
        differ=found.differ,
        texts=count.texts if count else len({one.text.document for one in members}),
        origins=count.origins if count else len({one.text.origin for one in members}),
        doubtful=sum(not one.certain for one in members),
        judged=tuple(one.judged for one in members if one.judged is not None),
        facts=tuple(one.fact for one in members),
    )


def _versions(found: Iterable[Account], by_sight: dict[str, Telling], naming: Naming) -> tuple[Version, ...]:
    """The accounts; those that say the same in the same voice stand once."""
    once: dict[tuple[object, ...], list[Account]] = {}
    for one in found:
        voice = tuple(sorted(voice.name for voice in one.said_by)) or (by_sight[one.sight].text.origin,)
        blame = (one.blamed, one.blames, one.claimed_by, one.denied_by, one.denied)
        once.setdefault((voice, one.mode, one.killed, one.injured, *blame, one.replaced), []).append(one)
    return tuple(_version(same, by_sight, naming) for same in once.values())


def _version(same: Sequence[Account], by_sight: dict[str, Telling], naming: Naming) -> Version:
    one = same[0]
    first = by_sight[one.sight]
    others = {by_sight[two.sight].text.document: by_sight[two.sight].text for two in same[1:]}
    others.pop(first.text.document, None)
    return Version(
        said_by=tuple(dict.fromkeys(voice.name for voice in one.said_by)),
        mode=one.mode,
        killed=one.killed,
        injured=one.injured,
        blamed=naming.parties(one.blamed),
        charges=tuple(Charge(naming.party(blame.by), naming.party(blame.accused)) for blame in one.blames),
        claimed_by=naming.parties(one.claimed_by),
        denied_by=naming.parties(one.denied_by),
        denied=one.denied,
        replaced=one.replaced,
        text=first.text,
        told_again=tuple(others.values()),
        sentence=first.sight.sentence,
        fact=first.fact,
    )


def _place(told: Sequence[Where]) -> Where | None:
    """Where it was, as exactly as any text tells."""
    return max(told, key=lambda place: (not place.wide, place.lat is not None), default=None)


def _spelled(days: Iterable[Days]) -> tuple[str, ...]:
    return tuple(between(*one) for one in days)


def incident_day(incident: Incident) -> str:
    """The day by which an incident is sorted: its own, else the first on which it was told of."""
    return incident.begin or min((one.text.told for one in incident.versions if one.text.told), default="")


def _numbers(told: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(sorted({number for number in told if number is not None}))
