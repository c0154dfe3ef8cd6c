"""What a person should look at first: facts by how doubtful they are and how much hangs on them.

Bounded: of each kind the ``WINDOW`` latest facts of a scope that nobody has judged are weighed by what their rows tell,
and the ``CLOSER`` first of them by what other texts tell too. Older ones come up when a scope leaves the later ones
out (``until``), or when those are judged. A copy of another text is left out: its origin is what is judged. Facts on
which two reviewers disagree stand apart (``Queue.disputes``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from verbale.store.aliases import aliases_of
from verbale.store.decided import Judgement
from verbale.store.doubts import differing, looked_after, machine_translated, told_of_links
from verbale.store.listing import Line, latest, tellings
from verbale.store.query import Scope, StoredFact, facts_by_id, facts_named, held
from verbale.store.sighted import Text, texts_of
from verbale.store.sql import chunks
from verbale.store.tables import facts
from verbale.views.explained import says
from verbale.views.judged import disagreements
from verbale.views.positions import positions

KINDS = ("position", "contact", "incident", "proposal", "statement", "event")
MATTERS = {"position": 1.0, "contact": 0.85, "incident": 0.75, "proposal": 0.65, "statement": 0.4, "event": 0.35}
WINDOW = 150  # facts of each kind that are weighed
CLOSER = 120  # facts that are looked at more closely
COLUMNS = 12  # proposals of the matrix whose cells count, those spoken of last
DECIDES = 1.6  # how much more a fact matters that decides a cell
ORIGIN, ORIGINS = 0.08, 5  # how much more for each further origin, and how many count
HALVED = 45  # days after which a fact matters half as much
DOUBTS = {"link not sure": 0.5, "sources disagree": 0.6, "accounts differ": 0.5, "one source": 0.1}
TRANSLATED = 0.4  # doubt of a text that was surely translated by a machine
FROM = 0.5  # chance of that from which it is told


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that makes a fact doubtful or weighty: ``name`` is of ``NAMES``, ``value`` a number that goes with
    it."""

    name: str
    value: str = ""


NAMES = (
    "confidence",
    "link not sure",
    "sources disagree",
    "accounts differ",
    "one source",
    "machine-translated",
    "decides a cell",
    "told by origins",
)


@dataclass(frozen=True, slots=True)
class Doubted:
    """A fact that waits. ``score`` is ``doubt`` (0 to 1) times ``weight``; ``says`` its fields as ``explained`` names
    them."""

    key: str
    kind: str
    score: float
    doubt: float
    weight: float
    reasons: tuple[Reason, ...]
    day: str | None
    says: dict[str, Any]
    who: tuple[str, ...]
    sentence: str
    confidence: float
    text: Text


@dataclass(frozen=True, slots=True)
class Dispute:
    """A fact on which reviewers disagree, with the judgements that hold."""

    key: str
    kind: str
    day: str | None
    says: dict[str, Any]
    sentence: str
    text: Text
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """``waiting`` the most pressing first, at most ``scope.limit``; ``weighed`` facts were weighed, the oldest of
    ``since``. ``cut``: there are older ones, which were not."""

    disputes: tuple[Dispute, ...]
    waiting: tuple[Doubted, ...]
    weighed: int
    since: str | None
    cut: bool


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A fact as far as its own rows tell."""

    line: Line
    confidence: float
    bundle: str | None
    certain: bool
    recent: float

    def score(self, stand: frozenset[str]) -> float:
        return _doubt(self.own_doubts(stand)) * self.weight(stand)

    def own_doubts(self, stand: frozenset[str]) -> dict[Reason, float]:
        told = {Reason("confidence", f"{self.confidence:.2f}"): 0.8 * (1 - self.confidence)}
        if not self.certain:
            told[Reason("link not sure")] = DOUBTS["link not sure"]
        if self.line.key in stand:
            told[Reason("sources disagree")] = DOUBTS["sources disagree"]
        return told

    def weight(self, deciding: frozenset[str], origins: int = 1) -> float:
        more = 1 + ORIGIN * min(origins - 1, ORIGINS)
        return MATTERS[self.line.kind] * (DECIDES if self.line.key in deciding else 1) * more * self.recent


def queue(connection: Connection, scope: Scope, kinds: Sequence[str] = KINDS) -> Queue:
    """What waits in a scope, as it is known now."""
    scope = replace(scope, known_at=None, merged_at=None, rejected=False)
    lines, cut = _window(connection, scope, [kind for kind in KINDS if kind in kinds])
    deciding, rival = _cells(connection, scope)
    weighed = _weighed(connection, lines, scope)
    weighed.sort(key=lambda one: (-one.score(rival) * (DECIDES if one.line.key in deciding else 1), one.line.id))
    waiting = _closer(connection, scope, weighed[:CLOSER], deciding, rival)
    days = [line.day for line in lines if line.day]
    return Queue(
        disputes=disputes(connection, scope, kinds),
        waiting=tuple(waiting[: scope.limit]),
        weighed=len(lines),
        since=min(days, default=None),
        cut=cut,
    )


def _window(connection: Connection, scope: Scope, kinds: Sequence[str]) -> tuple[list[Line], bool]:
    """The latest facts of each kind that nobody judged, and whether there are more."""
    found: list[Line] = []
    cut = False
    walked = replace(scope, limit=WINDOW)
    for kind in kinds:
        own = [*islice(latest(connection, walked, [kind], facts.c.judged.is_(None)), WINDOW + 1)]
        cut = cut or len(own) > WINDOW
        found += own[:WINDOW]
    after = looked_after(connection, [line.key for line in found])
    return [line for line in found if line.key not in after], cut


def _cells(connection: Connection, scope: Scope) -> tuple[frozenset[str], frozenset[str]]:
    """The facts that decide a cell of the matrix, and those of cells on which texts disagree."""
    matrix = positions(connection, replace(scope, limit=COLUMNS, language=None))
    facts_of = {one.id: one.fact for one in matrix.answers if one.fact}
    cells = [cell for row in matrix.cells for cell in row if cell is not None]
    deciding = {facts_of.get(cell.deciding) for cell in cells}
    rival = {facts_of.get(id) for cell in cells if cell.disputed for id in (cell.deciding, *cell.against)}
    return frozenset(filter(None, deciding | rival)), frozenset(filter(None, rival))


def _weighed(connection: Connection, lines: Sequence[Line], scope: Scope) -> list[_Weighed]:
    confidence: dict[int, float] = {}
    for part in chunks(sorted(line.id for line in lines)):
        rows = connection.execute(select(facts.c.id, facts.c.confidence).where(facts.c.id.in_(part)))
        confidence |= {row.id: row.confidence for row in rows}
    links = told_of_links(connection, [line.key for line in lines if line.kind not in ("position", "event")])
    last = max((line.day for line in lines if line.day and line.kind in ("statement", "position")), default=None)
    return [
        _Weighed(
            line=line,
            confidence=confidence[line.id],
            bundle=links[line.key].bundle if line.key in links else None,
            certain=links[line.key].certain if line.key in links else True,
            recent=_recent(line.day, last),
        )
        for line in lines
    ]


def _recent(day: str | None, last: str | None) -> float:
    """1 for what is as late as the last text or ahead of it, less the older it is."""
    if day is None or last is None:
        return 0.5
    age = max(0, (date.fromisoformat(last) - date.fromisoformat(day)).days)
    return float(0.5 ** (age / HALVED))


def _closer(
    connection: Connection, scope: Scope, found: Sequence[_Weighed], deciding: frozenset[str], rival: frozenset[str]
) -> list[Doubted]:
    """The facts with what other texts tell, the most pressing first; of those that are one the most pressing."""
    texts = texts_of(connection, [one.line.version for one in found])
    found = [one for one in found if not texts[one.line.version].copy]
    counted = tellings(connection, [one.bundle for one in found if one.bundle], scope)
    sides = {one.bundle for one in found if one.bundle and one.line.kind in ("contact", "incident")}
    differ = differing(connection, [id for id in sides if id in counted and counted[id].texts > 1], scope)
    translated = machine_translated(connection, [one.line.version for one in found])
    told = facts_by_id(connection, [one.line.id for one in found], scope)
    made: list[Doubted] = []
    for one in found:
        origins = counted[one.bundle].origins if one.bundle in counted else 1
        doubts = one.own_doubts(rival)
        if one.bundle in differ:
            doubts[Reason("accounts differ")] = DOUBTS["accounts differ"]
        if one.bundle is not None and origins == 1:
            doubts[Reason("one source")] = DOUBTS["one source"]
        if (share := translated.get(one.line.version, 0.0)) >= FROM:
            doubts[Reason("machine-translated")] = TRANSLATED * share
        more = [Reason("decides a cell")] if one.line.key in deciding else []
        more += [Reason("told by origins", str(origins))] if origins > 1 else []
        weight, doubt = one.weight(deciding, origins), _doubt(doubts)
        made.append(_doubted(told[one.line.id], texts[one.line.version], weight, doubt, (*more, *doubts)))
    made.sort(key=lambda one: (-one.score, one.key))
    bundle_of = {one.line.key: one.bundle or one.line.key for one in found}
    return [*{bundle_of[one.key]: one for one in reversed(made)}.values()][::-1]


def _doubted(fact: StoredFact, text: Text, weight: float, doubt: float, reasons: tuple[Reason, ...]) -> Doubted:
    return Doubted(
        key=fact.key,
        kind=fact.kind,
        score=round(doubt * weight, 4),
        doubt=round(doubt, 4),
        weight=round(weight, 4),
        reasons=reasons,
        day=fact.day,
        says=says(fact),
        who=fact.names("speaker", "party", "source", "by"),
        sentence=fact.sentence,
        confidence=fact.confidence,
        text=text,
    )


def _doubt(doubts: dict[Reason, float]) -> float:
    """Several doubts together: each takes its share of what is left of certainty."""
    sure = 1.0
    for one in doubts.values():
        sure *= 1 - one
    return 1 - sure


def disputes(connection: Connection, scope: Scope, kinds: Iterable[str] = KINDS) -> tuple[Dispute, ...]:
    """The facts of a scope on which judgements that hold disagree, those judged last first."""
    against = disagreements(connection)
    wide = replace(scope, known_at=None, merged_at=None, rejected=True)
    told = {
        one.key: one
        for one in facts_named(connection, against, wide)
        if one.kind in kinds and _within(connection, one, wide)
    }
    texts = texts_of(connection, [one.version for one in told.values()])
    return tuple(
        Dispute(key, one.kind, one.day, says(one), one.sentence, texts[one.version], against[key])
        for key, one in ((key, told[key]) for key in against if key in told)
    )[: scope.limit]


def _within(connection: Connection, fact: StoredFact, scope: Scope) -> bool:
    where = [facts.c.id == fact.id, *held(scope)]
    if scope.language is not None and fact.language != scope.language:
        return False
    wanted = set(aliases_of(connection).widened(scope.parties)) if scope.parties else set()
    if wanted and not {key for one in fact.who for key in (one.actor, one.party)} & wanted:
        return False
    return connection.execute(select(facts.c.id).where(*where)).first() is not None
