"""Judgements of persons on facts: confirmed, rejected, or corrected in some fields; each can be withdrawn.

A correction is given as ``FIELD=VALUE``, an empty value for *not known*. What may be said of which kind of fact, and in
which words, is in ``FIELDS``; anything else is refused with the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

from sqlalchemy import Connection, select

from verbale.record import Act, EventType, ProposalKind, ProposalStatus, Stance, Status
from verbale.store.decided import Judgement, JudgementError, Verdict, decide, judgement_by_id, named, take_back
from verbale.store.facts import INCIDENTS, when_of
from verbale.store.feed import news, watch
from verbale.store.merging import undo
from verbale.store.restating import OF_FACTS, ROLES, active, current, restate
from verbale.store.sql import latest_first
from verbale.store.tables import appearances, bundles, facts, members
from verbale.threads.days import hours_of

SHORTEST = 4  # characters of a key that are enough if no other begins so
MANY = 12  # actors of one role that a person may name
LONGEST = 200  # characters of a value
NUL = "\x00"  # no column of a server can hold it

_WHO = ("source", "target", "host", "mediator", "claims", "denies")
_WHERE = ("status", "mode", "date", "place", "country")
FIELDS: dict[str, tuple[str, ...]] = {
    "statement": ("act", "speaker", "addressee", "date"),
    "contact": (*_WHERE, *_WHO),
    "incident": ("type", *_WHERE, *_WHO, "killed", "injured"),
    "event": ("type", *_WHERE, *_WHO, "killed", "injured"),
    "proposal": ("type", "status", "by", "between", "label", "duration", "start", "scope", "date"),
    "position": ("stance", "party", "date", "proposal"),
}
_NEEDED = frozenset({"stance", "act", "party", "proposal", "label"})  # a correction cannot leave them empty
_TIMEX = re.compile(r"\d{4}(-\d{2}(-\d{2}(T[\d:]{2,8}|TMO|TMI|TAF|TEV|TNI)?)?|-W\d{2}|-(SP|SU|FA|WI|Q\d|H\d))?")


def judge_fact(
    connection: Connection,
    given: str,
    verdict: str,
    changes: Sequence[str],
    author: str,
    reason: str | None,
    now: str,
) -> Judgement:
    """Confirm, reject or correct a fact (its key, or the beginning of it). Raises ``JudgementError``."""
    author = named(author)
    if verdict not in OF_FACTS:
        raise JudgementError(f"a fact can be judged by {_listed(OF_FACTS)}, not by {verdict!r}")
    if bool(changes) != (verdict == "correct"):
        raise JudgementError(
            "what is correct? FIELD=VALUE …" if verdict == "correct" else f"{verdict} takes no FIELD=VALUE"
        )
    key = fact_named(connection, given)
    row = current(connection, key)
    if row is None:
        raise JudgementError(f"{key} is told no more: no text or reader holds it now")
    change = change_of(connection, row, changes) if changes else None
    before = watch(connection, [key])
    made = decide(connection, "fact", key, cast(Verdict, verdict), change, author, reason, now)
    restate(connection, key, active(connection, [key]).get(key, []), now)
    news(connection, before, now, row.version_id)
    return made


def withdraw(connection: Connection, id: int, author: str, now: str) -> Judgement:
    """Take a judgement back: what it changed is as the others, or the machine, tell it. Raises ``JudgementError``."""
    judgement = judgement_by_id(connection, id)
    if judgement.withdrawn:
        raise JudgementError(f"judgement {id} was withdrawn on {judgement.withdrawn[:10]} by {judgement.withdrawn_by}")
    if judgement.subject == "fact":
        before = watch(connection, [judgement.target])
        take_back(connection, judgement, author, now)
        restate(connection, judgement.target, active(connection, [judgement.target]).get(judgement.target, []), now)
    else:
        before = watch(connection, judgement.change.get("facts", [judgement.target]))
        take_back(connection, judgement, author, now)
        undo(connection, judgement, now)
    news(connection, before, now)
    return judgement_by_id(connection, id)


def fact_named(connection: Connection, given: str) -> str:
    """The key of the fact that begins with ``given``. Raises ``JudgementError`` unless it is one."""
    given = given.strip()
    if connection.execute(select(facts.c.key).where(facts.c.key == given).limit(1)).first() is not None:
        return given
    if len(given) < SHORTEST:
        raise JudgementError(f"there is no fact {given!r}; at least {SHORTEST} characters of its key are needed")
    between = (facts.c.key >= given, facts.c.key <= given + "zzzz", facts.c.key.startswith(given, autoescape=True))
    found = connection.execute(select(facts.c.key).distinct().where(*between).order_by(facts.c.key).limit(4)).scalars()
    keys = found.all()
    if len(keys) == 1:
        return str(keys[0])
    if keys:
        raise JudgementError(f"{given!r} is the beginning of several keys: {', '.join(keys[:3])} …")
    raise JudgementError(f"there is no fact {given!r}")


def bundle_named(connection: Connection, kind: str, given: str) -> str:
    """The bundle with this id, or that of the fact whose key begins so. Raises ``JudgementError``."""
    given = given.strip()
    if connection.execute(select(bundles.c.id).where(bundles.c.id == given)).first() is not None:
        return given
    where = (members.c.fact_key == fact_named(connection, given), members.c.known_until.is_(None))
    found = connection.execute(select(members.c.bundle_id).where(*where)).scalar()
    if found is None:
        raise JudgementError(f"{given} is the key of no {kind} that is told now")
    return str(found)


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a fact that is being corrected."""

    connection: Connection
    fact: Any
    name: str
    value: str

    def refuse(self, may: str) -> JudgementError:
        return JudgementError(f"{self.name} cannot be {self.value!r}; it may be {may}")

    def one_of(self, words: Sequence[str]) -> str:
        value = next((word for word in words if word.casefold() == self.value.casefold()), None)
        if value is None:
            raise self.refuse(_listed(sorted(words)))
        return value


def change_of(connection: Connection, fact: Any, changes: Sequence[str]) -> dict[str, Any]:
    """What some corrections (``FIELD=VALUE``) say of a fact (its row). Raises ``JudgementError``."""
    known = FIELDS[fact.kind]
    made: dict[str, Any] = {}
    for one in changes:
        name, equals, value = one.partition("=")
        name, value = name.strip().lower(), " ".join(value.split())
        if not equals or name not in known:
            raise JudgementError(f"{one!r}: of a {fact.kind} can be corrected {_listed(known)}, as FIELD=VALUE")
        if NUL in value:
            raise JudgementError(f"{name} holds the character NUL, which is in no text")
        if len(value) > LONGEST:
            raise JudgementError(f"{name} is longer than {LONGEST} characters")
        if name in made and name not in ROLES:
            raise JudgementError(f"{name} is given twice")
        field = _Field(connection, fact, name, value)
        if not value:
            made[name] = _nothing(field)
        elif name in ROLES:
            made[name] = [*made.get(name, ()), *_actors(field)][:MANY]
        else:
            made[name] = _READ[name](field)
    return made


def _nothing(field: _Field) -> Any:
    if field.name in _NEEDED or (field.name in ("status", "type") and field.fact.kind != "proposal"):
        raise JudgementError(f"{field.name} cannot be left empty")
    if field.name == "type":
        raise JudgementError("type cannot be left empty")
    return [] if field.name in ROLES else None


def _status(field: _Field) -> str:
    return field.one_of(get_args(ProposalStatus if field.fact.kind == "proposal" else Status))


def _type(field: _Field) -> str:
    if field.fact.kind == "proposal":
        return field.one_of(get_args(ProposalKind))
    on_ground = field.fact.kind == "incident"
    return field.one_of([one for one in get_args(EventType) if one != "CONSULT" and (one in INCIDENTS) == on_ground])


def _date(field: _Field) -> str:
    may = "a day (2025-03-01), a week (2025-W09), a month (2025-03) or a year (2025), in TIMEX3"
    if not _TIMEX.fullmatch(field.value) or when_of(field.value, None).begin is None:
        raise field.refuse(may)
    return field.value


def _country(field: _Field) -> str:
    if not re.fullmatch(r"[A-Z]{3}", field.value):
        raise field.refuse("an ISO 3166-1 code of three capitals, as UKR")
    return field.value


def _number(field: _Field) -> int:
    if not re.fullmatch(r"[0-9]{1,7}", field.value):
        raise field.refuse("a whole number")
    return int(field.value)


def _duration(field: _Field) -> str:
    if hours_of(field.value) is None:
        raise field.refuse("a TIMEX3 duration, as P30D, P2W or PT72H")
    return field.value


def _proposal(field: _Field) -> str:
    key = fact_named(field.connection, field.value)
    row = current(field.connection, key)
    if row is None or row.kind != "proposal" or row.version_id != field.fact.version_id:
        raise field.refuse("the key of a proposal of the same text")
    return key


def _text(field: _Field) -> str:
    return field.value


def _mode(field: _Field) -> str:
    return field.value[:40].lower()


_READ: dict[str, Callable[[_Field], Any]] = {
    "stance": lambda field: field.one_of(get_args(Stance)),
    "act": lambda field: field.one_of(get_args(Act)),
    "status": _status,
    "type": _type,
    "mode": _mode,
    "date": _date,
    "start": _date,
    "duration": _duration,
    "place": _text,
    "label": _text,
    "scope": _text,
    "country": _country,
    "killed": _number,
    "injured": _number,
    "proposal": _proposal,
}


def _actors(field: _Field) -> list[list[str]]:
    """Keys of an actor and of its party, for each of those named: by key, or by the name that the text uses."""
    found = [_actor(field, " ".join(one.split())) for one in field.value.split(",") if one.strip()]
    if not found or (field.name == "party" and len(found) != 1):
        raise field.refuse("one actor" if field.name == "party" else "actors, divided by commas")
    return found


def _actor(field: _Field, given: str) -> list[str]:
    if given.startswith("new:") and (name := given[4:].strip()):
        key = "-".join(re.findall(r"\w+", name.casefold()))[:LONGEST]
        return [key, key]
    here = select(appearances).where(appearances.c.version_id == field.fact.version_id)
    rows = field.connection.execute(here.order_by(appearances.c.actor, appearances.c.party)).all()
    for row in rows:
        if given == row.actor or given.casefold() == row.name.casefold():
            return [row.actor, row.party]
    for row in rows:
        if given == row.party:
            return [given, given]
    for column in (appearances.c.party, appearances.c.actor):
        columns = (appearances.c.actor, appearances.c.party)
        where = select(*columns).where(column == given).order_by(latest_first(appearances.c.day)).limit(1)
        if (found := field.connection.execute(where).first()) is not None:
            return [given, given if column is appearances.c.party else found.party]
    if re.fullmatch(r"[A-Z]{3}", given):
        return [given, given]
    names = list(dict.fromkeys(row.name for row in rows))[:8]
    raise JudgementError(
        f"{field.name}: nobody is known as {given!r}; give a key (verbale actors), a country code, a name that the "
        f"text uses ({', '.join(names)}), or new:NAME for somebody whom no text has named"
    )


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words)
