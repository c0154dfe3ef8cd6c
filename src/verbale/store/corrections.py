"""What stands behind the proposals and positions of some versions: their facts, and what persons decided on them.

A fact that a person rejected is told no more; what a person corrected is told as corrected; an answer that a person
confirmed, and that a later reader finds no more, is told all the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast, get_args

from sqlalchemy import Connection, select

from verbale.record import ProposalKind, ProposalStatus, Span, Stance
from verbale.store.query import Scope, known
from verbale.store.restating import KEPT
from verbale.store.sighted import Mark, marks_of
from verbale.store.sql import chunks
from verbale.store.tables import appearances, facts, participants
from verbale.threads import Answer, Authority, Party
from verbale.threads.days import Days
from verbale.threads.parties import Kind
from verbale.threads.stable import stable_id
from verbale.threads.tabled import Tabled

_STANCES: tuple[str, ...] = get_args(Stance)
_COLUMNS = (
    *("id", "key", "kind", "local", "version_id", "type", "status", "begin", "until", "precision", "confidence"),
    *("rejected", "judged", "made_by"),
)


@dataclass(frozen=True, slots=True)
class Behind:
    """A fact of a version. ``mark`` tells that a person judged it; only then are ``data`` (see ``facts.py``) and
    ``who`` (keys of parties by role) filled."""

    key: str
    kind: str
    local: str
    version: int
    type: str | None = None
    status: str | None = None
    days: Days | None = None
    confidence: float = 1.0
    rejected: bool = False
    mark: Mark | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    who: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def corrected(self) -> frozenset[str]:
        """The fields that a person set."""
        return frozenset(self.data.get("corrected", ()))

    @property
    def elsewhere(self) -> bool:
        """Whether it is told by a person's word alone, or of another proposal than the reader found."""
        return self.local.endswith(KEPT) or "proposal" in self.corrected


def facts_behind(
    connection: Connection, versions: Iterable[int], scope: Scope, kinds: Iterable[str] = ("proposal", "position")
) -> dict[tuple[int, str], Behind]:
    """The facts of some versions by version and id in the record, as they were known."""
    found: dict[tuple[int, str], Behind] = {}
    decided: dict[int, tuple[tuple[int, str], int | None]] = {}
    for part in chunks(sorted(set(versions))):
        query = select(*(facts.c[name] for name in _COLUMNS)).where(
            facts.c.version_id.in_(part), facts.c.kind.in_([*kinds]), *known(facts, scope)
        )
        for row in connection.execute(query.order_by(facts.c.id)):
            place = row.version_id, row.local
            found[place] = Behind(
                key=row.key,
                kind=row.kind,
                local=row.local,
                version=row.version_id,
                type=row.type,
                status=row.status,
                days=_days(row),
                confidence=row.confidence,
                rejected=bool(row.rejected),
            )
            if row.made_by == "judgement":
                decided[row.id] = place, row.judged
    for id, one in _decided(connection, decided, found).items():
        found[decided[id][0]] = one
    return found


def _days(row: Any) -> Days | None:
    if row.precision not in ("day", "week", "month") or not row.begin or not row.until:
        return None
    return date.fromisoformat(row.begin), date.fromisoformat(row.until)


def _decided(
    connection: Connection,
    decided: Mapping[int, tuple[tuple[int, str], int | None]],
    found: Mapping[tuple[int, str], Behind],
) -> dict[int, Behind]:
    """Facts (by the number of the revision) with the judgement on which they stand."""
    made: dict[int, Behind] = {}
    marks = marks_of(connection, [judgement for _, judgement in decided.values()])
    for part in chunks(sorted(decided)):
        who: dict[int, dict[str, dict[str, None]]] = {}
        parties = select(participants.c.fact_id, participants.c.role, participants.c.party)
        order = (participants.c.fact_id, participants.c.role, participants.c.actor, participants.c.party)
        for id, role, party in connection.execute(parties.where(participants.c.fact_id.in_(part)).order_by(*order)):
            who.setdefault(id, {}).setdefault(role, {})[party] = None
        for id, data in connection.execute(select(facts.c.id, facts.c.data).where(facts.c.id.in_(part))):
            place, judgement = decided[id]
            made[id] = replace(
                found[place],
                mark=marks[judgement].of(found[place].key) if judgement in marks else None,
                data=json.loads(data),
                who={role: tuple(keys) for role, keys in who.get(id, {}).items()},
            )
    return made


@dataclass(frozen=True, slots=True)
class Corrections:
    """The decisions of persons, applied to what the texts tell. ``kinds`` are those of the parties that they name,
    ``more`` the answers that only persons know of, by the version and the key of the proposal."""

    behind: Mapping[tuple[int, str], Behind]
    kinds: Mapping[str, str]
    more: Mapping[tuple[int, str], tuple[Behind, ...]]

    @classmethod
    def of(cls, connection: Connection, behind: Mapping[tuple[int, str], Behind]) -> Corrections:
        """With the kinds of parties as the texts tell them."""
        wanted = {key for one in behind.values() for keys in one.who.values() for key in keys}
        kinds: dict[str, str] = {}
        for key in sorted(wanted):
            query = select(appearances.c.party_kind).where(appearances.c.party == key).limit(1)
            if (kind := connection.execute(query).scalar()) is not None:
                kinds[key] = kind
        more: dict[tuple[int, str], tuple[Behind, ...]] = {}
        for one in behind.values():
            if one.kind == "position" and one.elsewhere and not one.rejected and one.status in _STANCES:
                place = one.version, str(one.data.get("proposal"))
                more[place] = (*more.get(place, ()), one)
        return cls(behind, kinds, more)

    def changes(self, version: int, local: str) -> bool:
        """Whether a person rejected or corrected a fact."""
        one = self.behind.get((version, local))
        return one is not None and (one.rejected or bool(one.corrected))

    def proposal(self, item: Tabled, version: int) -> Tabled | None:
        """A proposal of one text as it is to be told, its answers too; ``None`` if it is not to be."""
        one = self.behind.get((version, item.local))
        if one is not None and one.rejected:
            return None
        answers = [new for answer in item.answers for new in self._answers(version, answer)]
        answers += self._more_answers(one, item)
        item = replace(item, answers=tuple(answers))
        if one is None or not one.corrected:
            return item
        told: dict[str, Any] = {
            name: one.data[name] for name in ("label", "duration", "scope") if name in one.corrected
        }
        if "status" in one.corrected:
            told["status"] = cast(ProposalStatus | None, one.status)
        if "type" in one.corrected and one.type:
            told["kind"] = cast(ProposalKind, one.type)
        if "date" in one.corrected:
            told["forward"] = one.days
        if "by" in one.corrected:
            told["authors"] = {self.party(key): item.main for key in one.who.get("by", ())}
            told["sides"] = {party: quotes for party, quotes in item.sides.items() if party not in told["authors"]}
        return replace(item, **told)

    def party(self, key: str) -> Party:
        """The party that a person named by its key."""
        kind = cast(Kind, self.kinds.get(key) or ("country" if len(key) == 3 and key.isupper() else "group"))
        return Party(key, kind, key if kind == "country" else None)

    def _answers(self, version: int, answer: Answer) -> Iterator[Answer]:
        one = self.behind.get((version, answer.position))
        if one is None or not one.corrected:
            if one is None or not one.rejected:
                yield answer
            return
        if one.rejected or one.elsewhere:
            return
        if one.status in _STANCES:
            answer = replace(answer, stance=cast(Stance, one.status))
        if "date" in one.corrected and one.days is not None:
            answer = replace(answer, date=one.days[0], date_origin="stated")
        if "party" not in one.corrected:
            yield answer
            return
        for key in one.who.get("party", ()):
            yield replace(answer, party=self.party(key), member=None, authority=Authority.party, heard=False)

    def _more_answers(self, proposal: Behind | None, item: Tabled) -> Iterator[Answer]:
        """The answers to a proposal that only persons know of."""
        if proposal is None:
            return
        for one in self.more.get((proposal.version, proposal.key), ()):
            for key in one.who.get("party", ()):
                yield self._answer(one, self.party(key), item)

    def _answer(self, one: Behind, party: Party, item: Tabled) -> Answer:
        return Answer(
            id=stable_id("ps", one.key, party.key),
            position=one.local,
            party=party,
            member=None,
            authority=Authority.party,
            stance=cast(Stance, one.status),
            conditions=_spans(one.data.get("conditions", ())),
            date=one.days[0] if one.days else item.told,
            date_origin="stated" if one.days else "published" if item.told else None,
            said_by=tuple(one.data.get("said_by", ())),
            heard=False,
            evidence=_spans(one.data.get("evidence", ())),
            sentence=str(one.data.get("sentence", "")),
            confidence=one.confidence,
        )


def _spans(told: Iterable[Mapping[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span(start=one["start"], end=one["end"], text=one["text"]) for one in told)
