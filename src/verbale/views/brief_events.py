"""What a brief tells of contacts and incidents: what lies ahead, what was held or fell through, what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from verbale.store.recent import Window, bundles_touched, fresh, retracted
from verbale.store.sighted import Text
from verbale.views.citing import Line, Section, Sources, judged_by
from verbale.views.contacts import AHEAD, HORIZON, Contact, Told, contacts_named
from verbale.views.incidents import Incident, Version, incidents_named
from verbale.views.walking import bundles_of

FACTS = 600  # facts that became known and are looked at, the last
BUNDLES = 30  # contacts or incidents that are compared
SOON = timedelta(days=45)  # what lies ahead is first looked for so far
LINES = 15
ACCOUNTS = 6  # rival accounts of one incident


def ahead(connection: Connection, window: Window, sources: Sources, day: date) -> Section:
    """Contacts that are planned or proposed, the nearest first."""
    found: list[Contact] = []
    for horizon in (SOON, HORIZON):
        found = _planned(connection, window, day, horizon)
        if len(found) >= LINES:
            break
    new = {id for id, fresh in bundles_touched(connection, _facts(found[:LINES]), window).items() if fresh}
    lines = [_ahead_line(one, sources, one.id in new) for one in found[:LINES]]
    return Section("ahead", "Planned contacts", tuple(lines), max(0, len(found) - LINES))


def _planned(connection: Connection, window: Window, day: date, horizon: timedelta) -> list[Contact]:
    until = min(date.max - day, horizon) + day
    scope = replace(window.scope, since=day.isoformat(), until=until.isoformat(), limit=BUNDLES)
    made = contacts_named(connection, bundles_of(connection, scope, "contact"), window.scope, day)
    found = [one for one in made.values() if one.days_left is not None and one.standing in AHEAD | {"disputed"}]
    return sorted(found, key=lambda one: (one.begin or "", one.id))


def _facts(found: list[Contact]) -> list[str]:
    return [fact for one in found for fact in one.facts]


def _ahead_line(one: Contact, sources: Sources, new: bool) -> Line:
    left = one.days_left or 0
    days = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
    return _line(one, sources, [*(["new"] if new else []), days])


def contacts_told(connection: Connection, window: Window, sources: Sources, day: date) -> tuple[Section, list[Line]]:
    """Contacts that were held, moved, called off … by what became known, and planned ones whose day went by without a
    word; and lines on those about which the texts disagree."""
    told = [one.key for one in fresh(connection, window, ("contact",), FACTS)]
    touched = bundles_touched(connection, [*told, *retracted(connection, window, ("contact",), FACTS)], window)
    gone_by = replace(window.scope, since=window.after[:10], until=day.isoformat(), limit=BUNDLES)
    ids = dict.fromkeys([*touched][:BUNDLES] + bundles_of(connection, gone_by, "contact"))
    now = contacts_named(connection, ids, window.scope, day)
    before = contacts_named(connection, ids, window.before, date.fromisoformat(window.after[:10]))
    changed = [one for one in now.values() if _changed(one, before.get(one.id))]
    changed.sort(key=lambda one: (one.begin or one.stages[-1].known or "", one.id), reverse=True)
    lines = [_contact_line(one, before.get(one.id), sources) for one in changed[:LINES]]
    section = Section("contacts", "Contacts held, moved, called off", tuple(lines), max(0, len(changed) - LINES))
    return section, [_disputed_line(one, sources) for one in changed[:LINES] if one.standing == "disputed"]


def _changed(one: Contact, before: Contact | None) -> bool:
    if one.standing in AHEAD - {"moved"}:
        return False  # it stands among those ahead
    if before is None:
        return True
    return (before.standing, before.days_left is not None and before.begin) != (
        one.standing,
        one.days_left is not None and one.begin,
    )


def _contact_line(one: Contact, before: Contact | None, sources: Sources) -> Line:
    was = None
    if before is not None and before.standing != one.standing:
        was = f"{before.standing} {before.when}" if before.begin else before.standing
    marks = [] if before is not None else ["new"]
    if one.standing == "overdue":
        marks.append("no text tells whether it was held")
    line = _line(one, sources, [*marks, *([] if one.settled else ["one source"])])
    return replace(line, was=was)


def _line(one: Contact, sources: Sources, marks: list[str]) -> Line:
    what = " or ".join(one.modes) or "contact"
    hosts = f" with {', '.join(named.name for named in one.beside)}" if one.beside else ""
    where = f" in {one.place}" if one.place else ""
    stage = _last(one)
    moved = f", moved from {stage.moved_from}" if stage.moved_from else ""
    doubt = ["uncertain"] if one.doubtful else []
    return sources.line(
        _texts(one),
        id=one.id,
        fact=next(iter(stage.facts), None),
        when=one.when,
        who=_who(one),
        what=f"{one.standing}: {what}{hosts}{where}{moved}",
        quote=stage.sentence,
        marks=[*marks, *doubt, *judged_by(one.judged)],
        counted=(one.texts, one.origins),
    )


def _who(one: Contact) -> str:
    """The parties, each with those of its people who took part."""
    found = []
    for party in one.parties:
        people = [person.name for person in one.people if person.party == party.key and person.name != party.name]
        found.append(f"{party.name} ({', '.join(people)})" if people else party.name)
    return " and ".join(found) or "not told who"


def _last(one: Contact) -> Told:
    return one.stages[-1]


def _texts(one: Contact) -> list[Text]:
    """What tells the last stage first."""
    return [text for stage in reversed(one.stages) for text in stage.texts]


def _disputed_line(one: Contact, sources: Sources) -> Line:
    return sources.line(
        _texts(one),
        id=one.id,
        fact=next(iter(one.facts), None),
        when=one.when,
        who=_who(one),
        what=f"texts disagree on the {' or '.join(one.modes) or 'contact'}",
        marks=["unsettled"],
        accounts=[
            sources.line(
                stage.texts,
                id=one.id,
                fact=next(iter(stage.facts), None),
                when=stage.known,
                who=", ".join(stage.said_by) or (stage.texts[0].outlet if stage.texts else "a text"),
                what=stage.what,
                quote=stage.sentence,
            )
            for stage in one.stages[-ACCOUNTS:]
        ],
    )


def incidents_told(connection: Connection, window: Window, sources: Sources) -> tuple[Section, list[Line]]:
    """Incidents that are new, or of which something new is told, rival accounts side by side; and lines on what the
    accounts differ in."""
    told = [one.key for one in fresh(connection, window, ("incident",), FACTS)]
    touched = bundles_touched(connection, told, window)
    ids = [*touched][:BUNDLES]
    now = incidents_named(connection, ids, window.scope)
    before = incidents_named(connection, [id for id in ids if not touched[id]], window.before)
    changed = [one for one in now.values() if _says_more(one, before.get(one.id))]
    changed.sort(key=_weight, reverse=True)
    lines = [_incident_line(one, before.get(one.id), sources) for one in changed[:LINES]]
    section = Section("incidents", "On the ground", tuple(lines), max(0, len(changed) - LINES))
    return section, [_differing_line(one, sources) for one in changed[:LINES] if one.differ]


def _says_more(one: Incident, before: Incident | None) -> bool:
    """Whether it is new, or told otherwise than before: not if another text only repeats what was known."""
    if before is None:
        return True
    return {_account(version) for version in one.versions} != {_account(version) for version in before.versions}


def _account(version: Version) -> tuple[object, ...]:
    blamed = (version.blamed, version.charges, version.claimed_by, version.denied_by, version.denied)
    return version.killed, version.injured, *blamed


def _weight(one: Incident) -> tuple[int, int, int, str]:
    return max(one.killed, default=0), one.origins, len(one.differ), one.begin or ""


def _incident_line(one: Incident, before: Incident | None, sources: Sources) -> Line:
    marks = ["new"] if before is None else ["more is told"]
    toll = _toll(one.killed, one.injured)
    was = (_toll(before.killed, before.injured) or "no toll") if before is not None else None
    return sources.line(
        [text for version in one.versions for text in (version.text, *version.told_again)],
        id=one.id,
        fact=next(iter(one.facts), None),
        when=one.when,
        who=one.place or "place not told",
        what=", ".join(filter(None, (" or ".join(one.modes) or one.type.lower(), _against(one), toll))),
        was=was if was != toll else None,
        quote="" if len(one.versions) > 1 else one.versions[0].sentence,
        marks=[*marks, *(["uncertain"] if one.doubtful else []), *judged_by(one.judged)],
        counted=(one.texts, one.origins),
        accounts=_accounts(one, sources) if len(one.versions) > 1 else (),
    )


def _accounts(one: Incident, sources: Sources) -> list[Line]:
    return [_version_line(version, sources) for version in one.versions[-ACCOUNTS:]]


def _version_line(version: Version, sources: Sources) -> Line:
    by = ", ".join(named.name for named in version.blamed)
    charges = "; ".join(f"{charge.by.name} accuses {charge.accused.name}" for charge in version.charges)
    claimed = ", ".join(named.name for named in version.claimed_by)
    denied = ", ".join(named.name for named in version.denied_by)
    told = (
        version.mode or "",
        f"by {by}" if by else "",
        _toll((version.killed,), (version.injured,)),
        charges,
        f"claimed by {claimed}" if claimed else "",
        f"denied by {denied}" if denied else "",
        "denied" if version.denied and not denied else "",
    )
    return sources.line(
        (version.text, *version.told_again),
        id=version.text.document,
        fact=version.fact,
        when=version.text.told,
        who=", ".join(version.said_by) or version.text.outlet,
        what=", ".join(filter(None, told)) or "told without numbers",
        quote=version.sentence,
        marks=["replaced later"] if version.replaced else [],
    )


def _differing_line(one: Incident, sources: Sources) -> Line:
    texts = [version.text for version in one.versions if not version.replaced]
    return sources.line(
        texts,
        id=one.id,
        fact=next(iter(one.facts), None),
        when=one.when,
        who=one.place or "place not told",
        what=f"accounts of the {' or '.join(one.modes) or one.type.lower()} differ: {', '.join(one.differ)}",
        marks=["unsettled"],
    )


def _against(one: Incident) -> str:
    return f"against {', '.join(named.name for named in one.targets)}" if one.targets else ""


def _toll(killed: tuple[int | None, ...], injured: tuple[int | None, ...]) -> str:
    """*3 or 12 killed, 5 injured.*"""
    told = ((killed, "killed"), (injured, "injured"))
    numbers = [(" or ".join(str(one) for one in found if one is not None), word) for found, word in told]
    return ", ".join(f"{number} {word}" for number, word in numbers if number)
