"""Judging a fact by a form: what can be corrected and how it reads now, where else it might belong, what was decided.

A form carries the ``token`` of what its reader saw. Where somebody has judged the fact meanwhile, or it is told anew,
the token is another one and nothing is written (``Meanwhile``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from sqlalchemy import Connection, func, select

from verbale.record import Act, EventType, ProposalKind, ProposalStatus, Stance, Status
from verbale.store.decided import Judgement, JudgementError, judgement_by_id
from verbale.store.doubts import told_of_links
from verbale.store.facts import INCIDENTS
from verbale.store.judging import FIELDS, LONGEST, change_of, judge_fact, withdraw
from verbale.store.merging import merge_bundles, split_fact
from verbale.store.query import StoredFact, facts_named
from verbale.store.restating import ROLES, current
from verbale.store.tables import appearances, bundles, facts, judgements

OWN = "own"  # the choice of a link: to nothing that is known
NAMED = 80  # actors of a text that are offered
LINK = "link"  # the name of what is wrong with a link, among the names of fields
NUMBERS = frozenset({"killed", "injured"})
NEEDED = frozenset({"stance", "act", "type"})

Verdict = Literal["confirm", "reject", "correct"]


class Meanwhile(JudgementError):
    """A fact that was judged, or told anew, since its form was made."""


class Refused(JudgementError):
    """A correction that cannot be made: ``errors`` tell why, by the name of the field, ``LINK``, or an empty name."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can be corrected. ``choices`` are the values that it may have with their labels, if they are a
    closed class; ``offered`` are names that the text uses. ``empty``: it may be *not known*."""

    name: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    offered: tuple[str, ...] = ()
    empty: bool = True

    @property
    def number(self) -> bool:
        return self.name in NUMBERS


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person decides by a form. ``values`` are those of all fields that it shows; ``into`` is a bundle, ``OWN``
    or empty for where the fact is; ``whole``: all that the fact is linked with goes there too."""

    verdict: Verdict
    token: str
    reason: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    into: str = ""
    whole: bool = False


def token_of(connection: Connection, key: str) -> str:
    """What a form must send back. It is made of what ``views.explained`` tells too: how many judgements there are,
    how many of them are withdrawn, and since when the fact is told so."""
    made, withdrawn = connection.execute(
        select(func.count(), func.count(judgements.c.withdrawn)).where(judgements.c.target == key)
    ).one()
    holds = connection.execute(
        select(facts.c.known_from)
        .where(facts.c.key == key, facts.c.known_until.is_(None))
        .order_by(facts.c.id.desc())
        .limit(1)
    ).scalar()
    return f"{made}.{withdrawn}.{holds}"


def decide_by_form(connection: Connection, key: str, asked: Asked, author: str, now: str) -> tuple[Judgement, ...]:
    """Do what a form asks for, all of it or nothing. Raises ``Meanwhile``, ``Refused`` or another
    ``JudgementError``."""
    if token_of(connection, key) != asked.token:
        raise Meanwhile(f"{key} was judged or told anew meanwhile")
    if asked.verdict != "correct":
        return (judge_fact(connection, key, asked.verdict, (), author, asked.reason, now),)
    changes = _changes(connection, key, asked.values)
    if not changes and not asked.into:
        raise Refused({"": "nothing is changed; what is right as it is can be confirmed"})
    made: list[Judgement] = []
    if changes:
        made.append(judge_fact(connection, key, "correct", changes, author, asked.reason, now))
    if asked.into:
        try:
            made.append(_relink(connection, key, asked, author, now))
        except JudgementError as error:
            raise Refused({LINK: str(error)}) from error
    return tuple(made)


def undo(connection: Connection, ids: Sequence[int], author: str, now: str) -> tuple[Judgement, ...]:
    """Withdraw judgements, the last first. Raises ``JudgementError``."""
    return tuple(withdraw(connection, id, author, now) for id in sorted(set(ids), reverse=True))


def judgements_named(connection: Connection, ids: Sequence[int]) -> tuple[Judgement, ...]:
    """Judgements by their numbers. Raises ``JudgementError``."""
    return tuple(judgement_by_id(connection, id) for id in ids)


def _changes(connection: Connection, key: str, values: Mapping[str, str]) -> list[str]:
    """The corrections that a form asks for: the fields that it shows otherwise than they are. Raises ``Refused``."""
    row = current(connection, key)
    if row is None:
        raise JudgementError(f"{key} is told no more: no text or reader holds it now")
    (fact,) = facts_named(connection, [key])
    was = {one.name: one.value for one in fields(connection, fact)}
    told = {name: " ".join(values[name].split()) for name in was if name in values}
    changed = [name for name in told if told[name] != was[name]]
    if "place" in changed and "country" not in changed and told.get("country") and told["place"]:
        changed.append("country")  # a new place leaves no country but the one that is given with it
    errors: dict[str, str] = {}
    for name in changed:
        try:
            change_of(connection, row, [f"{name}={told[name]}"])
        except JudgementError as error:
            errors[name] = str(error)
    if errors:
        raise Refused(errors)
    return [f"{name}={told[name]}" for name in changed]


def _relink(connection: Connection, key: str, asked: Asked, author: str, now: str) -> Judgement:
    into = None if asked.into == OWN else asked.into
    link = told_of_links(connection, [key]).get(key)
    if not asked.whole or into is None or link is None:
        return split_fact(connection, key, into, author, asked.reason, now)
    kind = connection.execute(select(bundles.c.kind).where(bundles.c.id == link.bundle)).scalar_one()
    return merge_bundles(connection, kind, link.bundle, into, author, asked.reason, now)


def fields(connection: Connection, fact: StoredFact) -> tuple[Field, ...]:
    """The fields of a fact that can be corrected, as they read now."""
    here = select(appearances.c.name).where(appearances.c.version_id == fact.version)
    names = connection.execute(here.order_by(appearances.c.mentions.desc(), appearances.c.actor).limit(NAMED)).scalars()
    offered = tuple(dict.fromkeys(name for name in names if "," not in name))
    return tuple(_field(connection, fact, name, offered) for name in FIELDS.get(fact.kind, ()))


def _field(connection: Connection, fact: StoredFact, name: str, offered: tuple[str, ...]) -> Field:
    value = _value(fact, name)
    if name in ROLES:
        return Field(name, value, offered=offered, empty=name != "party")
    if name == "proposal":
        return Field(name, value, _proposals(connection, fact), empty=False)
    choices = tuple((word, word) for word in choices_of(fact.kind, name))
    empty = name not in (*NEEDED, "label") and (name != "status" or fact.kind == "proposal")
    return Field(name, value, choices, empty=empty)


def choices_of(kind: str, name: str) -> tuple[str, ...]:
    """The words that a field of a kind of facts may hold; none where it is free."""
    if name == "stance":
        return get_args(Stance)
    if name == "act":
        return get_args(Act)
    if name == "status":
        return get_args(ProposalStatus if kind == "proposal" else Status)
    if name != "type":
        return ()
    if kind == "proposal":
        return get_args(ProposalKind)
    return tuple(one for one in get_args(EventType) if one != "CONSULT" and (one in INCIDENTS) == (kind == "incident"))


def _value(fact: StoredFact, name: str) -> str:
    if name in ROLES:
        own = {one.actor: one.name for one in fact.who if one.role == name}
        return ", ".join(dict.fromkeys(actor if "," in called else called for actor, called in own.items()))
    if name == "date":
        return timex(fact)
    columns = {"stance": fact.status, "act": fact.type, "type": fact.type, "status": fact.status, "mode": fact.mode}
    columns |= {"place": fact.place, "country": fact.country}
    told = columns[name] if name in columns else fact.data.get(name)
    return "" if told is None else str(told)


def timex(fact: StoredFact) -> str:
    """When it was so as TIMEX3 has it, the two days of a span that is no week, month or year; empty where that is not
    told."""
    if not fact.begin or not fact.until:
        return ""
    first, last = date.fromisoformat(fact.begin), date.fromisoformat(fact.until)
    if first == last:
        return first.isoformat()
    year, week, weekday = first.isocalendar()
    if weekday == 1 and (last - first).days == 6:
        return f"{year:04}-W{week:02}"
    after = date.fromordinal(last.toordinal() + 1) if last < date.max else None
    if first.day == 1 and after is not None and after.day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return first.isoformat()[:7]
        if first.month == after.month == 1 and after.year == first.year + 1:
            return first.isoformat()[:4]
    return f"{first.isoformat()}/{last.isoformat()}"


def _proposals(connection: Connection, fact: StoredFact) -> tuple[tuple[str, str], ...]:
    """The proposals of the same text, with what they are called."""
    query = select(facts.c.key).where(
        facts.c.version_id == fact.version, facts.c.kind == "proposal", facts.c.known_until.is_(None)
    )
    told = facts_named(connection, connection.execute(query.limit(NAMED)).scalars())
    return tuple((one.key, str(one.data.get("label") or one.sentence)[:LONGEST]) for one in told)
