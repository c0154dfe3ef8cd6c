"""The matrix of a negotiation: parties by proposals, where each stands, since when, on what condition, who says so.

Plain values made from the history of a set of records (``verbale.threads``) or of a store, for the command line, the
demonstration and the exports. Every answer carries the spans that say so and the sentence around them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import dropwhile

from sqlalchemy import Connection

from verbale.record import Record, Span, Stance
from verbale.store.aliases import aliases_of
from verbale.store.negotiations import Negotiations, negotiations
from verbale.store.query import Scope
from verbale.store.sighted import Mark, Text
from verbale.threads import Cell, History, Member, Party, ProposalState, Quoted, Row, Thread
from verbale.views.dating import lasting


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document: ``document.text[start:end] == text``."""

    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Why:
    """One feature by which a text's proposal is taken for a known one, with the words on both sides."""

    feature: str
    weight: float
    says: str
    here: tuple[Quote, ...]
    there: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A text's main words for a proposal, and why they are taken to mean it; the first mention has no reasons. ``fact``
    is its key in the store."""

    quote: Quote
    link: float
    certain: bool
    reasons: tuple[Why, ...]
    fact: str | None = None
    judged: Mark | None = None
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of the history; ``disputed`` if another row contradicts it and nothing has settled that.

    ``by`` is the member who answered, where it was not the party itself; ``link`` the score, 0 to 1, of the link
    between this text's proposal and ``proposal``, ``certain`` whether that link is sure. From a store come ``fact``
    (its key), ``judged`` (that a person confirmed or corrected it) and ``text``; ``document`` is then the key of that.
    """

    id: str
    party: str
    party_name: str
    party_country: str | None
    by: str | None
    proposal: str
    label: str
    kind: str
    stance: Stance
    date: str | None
    date_origin: str | None
    conditions: tuple[str, ...]
    said_by: tuple[str, ...]
    publisher: str | None
    document: str
    evidence: tuple[Quote, ...]
    sentence: str
    confidence: float
    link: float
    certain: bool
    disputed: bool
    supersedes: str | None
    fact: str | None = None
    judged: Mark | None = None
    text: Text | None = None

    @property
    def source(self) -> str:
        """What the document is called in front of people."""
        return self.text.name if self.text is not None else self.document


@dataclass(frozen=True, slots=True)
class Column:
    """A proposal: what last befell it, of which it is a version (``parent`` is what that is called), and where each
    text speaks of it: so many documents of so many origins (``None``: not known). ``cut``: earlier texts, which there
    are, are not looked at."""

    id: str
    label: str
    kind: str
    duration: str | None
    by: tuple[str, ...]
    put_forward: str | None
    status: str | None
    status_since: str | None
    version_of: str | None
    relation: str | None
    certain: bool
    mentions: tuple[Mention, ...]
    parent: str | None = None
    documents: int = 0
    origins: int | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """A party of the matrix."""

    key: str
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Stand:
    """A cell. ``before`` are the stances that it replaced, oldest first, each with its day; ``answers`` are the ids of
    all rows, ``deciding`` that of the row that made it so, ``against`` those of rows that contradict and are not
    settled; ``dissent`` names members who say otherwise. ``documents`` tell the stance, of so many ``origins``
    (``None``: not known); ``judged``: a person confirmed or corrected one of them."""

    stance: Stance
    since: str | None
    last: str | None
    before: tuple[tuple[Stance, str], ...]
    conditions: tuple[str, ...]
    dissent: tuple[tuple[str, Stance], ...]
    disputed: bool
    uncertain: bool
    one_source: bool
    sources: tuple[str, ...]
    answers: tuple[str, ...]
    deciding: str = ""
    against: tuple[str, ...] = ()
    documents: int = 0
    origins: int | None = None
    judged: bool = False


@dataclass(frozen=True, slots=True)
class PositionMatrix:
    """``cells[row][column]`` is ``None`` where nothing is told. ``unanswered`` are proposals without an answer; the
    rows of parties that nobody can identify, and of persons who speak for nobody known, are among ``answers`` only."""

    as_of: str | None
    parties: tuple[Side, ...]
    proposals: tuple[Column, ...]
    cells: tuple[tuple[Stand | None, ...], ...]
    unanswered: tuple[Column, ...]
    answers: tuple[Answer, ...]
    known_at: str | None = None
    track: str | None = None


def position_matrix(records: Iterable[Record], as_of: date | None = None) -> PositionMatrix:
    """The matrix of ``records`` on the day ``as_of`` (default: after the last of them)."""
    return matrix_of(History.of(records), as_of)


def positions(connection: Connection, scope: Scope) -> PositionMatrix:
    """The matrix of a store: the proposals of a scope, those spoken of last, as the world was on its last day by all
    that was known at its moment; of the parties of the scope where there are any."""
    told = negotiations(connection, scope)
    day = date.fromisoformat(scope.last) if scope.last else None
    parties = aliases_of(connection, scope.merged).widened(scope.parties) if scope.parties else ()
    matrix = matrix_of(told.history, day, date.max, told, frozenset(parties))
    return replace(matrix, known_at=scope.known_at, track=scope.track.name if scope.track else None)


def matrix_of(
    history: History,
    as_of: date | None = None,
    known: date | None = None,
    told: Negotiations | None = None,
    parties: frozenset[str] = frozenset(),
) -> PositionMatrix:
    """The matrix of a history on the day ``as_of``, by what was published by ``known`` (default: by that day).

    ``told`` is what a store has loaded: then only what it shows is shown, with its texts. ``parties`` are keys of those
    that are shown, if any of them has answered.
    """
    state = history.state_at(as_of, known) if as_of is not None else history.latest()
    history = history.as_known(state.known)
    making = _Making(history, _labels(history, [proposal.thread for proposal in state.proposals]), told)
    shown = [proposal for proposal in state.proposals if making.shows(proposal.thread)]
    answered = [proposal for proposal in shown if proposal.cells]
    sides = _sides(history, answered)
    sides = [party for party in sides if party.key in parties] or sides
    by_party = [{cell.party: cell for cell in proposal.cells} for proposal in answered]
    cells = [cell for proposal in answered for cell in proposal.cells if cell.party in sides]
    wanted = {row.id for cell in cells for row in cell.rows}
    against = {row.id for cell in cells for row in cell.against}
    rows = [row for row in history.rows if row.id in wanted or (making.holds(row) and _unidentified(row, as_of))]
    return PositionMatrix(
        as_of=as_of.isoformat() if as_of is not None else None,
        parties=tuple(Side(party.key, history.named(party), party.country) for party in sides),
        proposals=tuple(making.column(proposal) for proposal in answered),
        cells=tuple(tuple(making.stand(cells.get(party)) for cells in by_party) for party in sides),
        unanswered=tuple(making.column(proposal) for proposal in shown if not proposal.cells),
        answers=tuple(making.answer(row, against) for row in rows),
    )


def _unidentified(row: Row, as_of: date | None) -> bool:
    told = row.published is None or as_of is None or row.published <= as_of
    return told and not row.party.answers


def _sides(history: History, proposals: Sequence[ProposalState]) -> list[Party]:
    """Parties, those with most answers first."""
    count = Counter(cell.party for proposal in proposals for cell in proposal.cells)
    return sorted(count, key=lambda party: (-count[party], history.named(party), party.key))


def labels(history: History) -> dict[str, str]:
    """A short name for each proposal: kind, duration, author; the first day where two would be called the same."""
    return _labels(history, history.threads)


def _labels(history: History, threads: Sequence[Thread]) -> dict[str, str]:
    plain = {thread.id: _label(history, thread) for thread in threads}
    first = {thread.id: _day(thread.first) for thread in threads}
    count = Counter(plain.values())
    return {id: f"{label}, {first[id]}" if count[label] > 1 and first[id] else label for id, label in plain.items()}


def _label(history: History, thread: Thread) -> str:
    authors = ", ".join(history.named(party) for party in thread.authors)
    by = f"by {authors}" if authors else ""
    return ", ".join(part for part in (thread.kind, lasting(thread.duration), by) if part)


class _Making:
    """What columns, cells and answers of one matrix share."""

    def __init__(self, history: History, names: dict[str, str], told: Negotiations | None) -> None:
        self.history, self.names, self.told = history, names, told
        self.threads = {thread.id: thread for thread in history.threads}
        self.chosen = frozenset(told.shown) if told is not None else None

    def shows(self, thread: Thread) -> bool:
        return self.chosen is None or thread.id in self.chosen

    def holds(self, row: Row) -> bool:
        return self.shows(self.threads[row.thread])

    def text(self, document: str) -> Text | None:
        return self.told.texts.get(document) if self.told is not None else None

    def behind(self, document: str, local: str) -> tuple[str | None, Mark | None]:
        """The key of a fact, and that a person judged it."""
        one = self.told.facts.get((document, local)) if self.told is not None else None
        return (one.key, one.mark) if one is not None else (None, None)

    def origins(self, documents: Iterable[str]) -> int | None:
        """How many of some documents are no copies of each other."""
        if self.told is None:
            return None
        return len({text.origin for document in set(documents) if (text := self.text(document)) is not None})

    def column(self, proposal: ProposalState) -> Column:
        thread, status = proposal.thread, proposal.status
        documents = {member.tabled.document[0] for member in thread.members}
        return Column(
            id=thread.id,
            label=self.names[thread.id],
            kind=thread.kind,
            duration=thread.duration,
            by=tuple(self.history.named(party) for party in thread.authors),
            put_forward=_day(thread.forward[0]) if thread.forward else None,
            status=status.status if status else None,
            status_since=_day(status.date) if status else None,
            version_of=thread.version_of,
            relation=thread.relation,
            certain=thread.certain,
            mentions=tuple(self.mention(member) for member in thread.members),
            parent=self.names.get(thread.version_of or ""),
            documents=len(documents),
            origins=self.origins(documents),
            cut=self.told is not None and thread.id in self.told.cut,
        )

    def mention(self, member: Member) -> Mention:
        link = member.link
        reasons = link.reasons if link is not None else ()
        document = member.tabled.document[0]
        fact, judged = self.behind(document, member.tabled.local)
        return Mention(
            quote=_located(member.tabled.main)[0],
            link=member.score,
            certain=member.certain,
            reasons=tuple(
                Why(reason.feature, reason.weight, reason.says, _located(reason.here), _located(reason.there))
                for reason in reasons
            ),
            fact=fact,
            judged=judged,
            text=self.text(document),
        )

    def stand(self, cell: Cell | None) -> Stand | None:
        if cell is None:
            return None
        telling = [row for row in dropwhile(cell.path[-1].__ne__, cell.rows) if row.stance == cell.stance]
        origins = self.origins(row.document for row in telling)
        return Stand(
            stance=cell.stance,
            since=_day(cell.since),
            last=_day(cell.last),
            before=tuple((row.stance, _day(row.date) or "") for row in cell.path[:-1]),
            conditions=tuple(span.text for span in cell.conditions),
            dissent=tuple((row.member or "", row.stance) for row in cell.dissent),
            disputed=cell.disputed,
            uncertain=cell.uncertain,
            one_source=cell.one_source or origins == 1,
            sources=tuple(text.outlet if (text := self.text(name)) else name for name in cell.sources),
            answers=tuple(row.id for row in cell.rows),
            deciding=cell.deciding.id,
            against=tuple(row.id for row in cell.against),
            documents=len({row.document for row in telling}),
            origins=origins,
            judged=any(self.behind(row.document, row.position)[1] is not None for row in telling),
        )

    def answer(self, row: Row, against: set[str]) -> Answer:
        thread = self.threads[row.thread]
        fact, judged = self.behind(row.document, row.position)
        return Answer(
            id=row.id,
            party=row.party.key,
            party_name=self.history.named(row.party),
            party_country=row.party.country,
            by=row.member,
            proposal=thread.id,
            label=self.names.get(thread.id, thread.label),
            kind=thread.kind,
            stance=row.stance,
            date=_day(row.date),
            date_origin=row.date_origin,
            conditions=tuple(span.text for span in row.conditions),
            said_by=row.said_by,
            publisher=row.publisher,
            document=row.document,
            evidence=_quotes(row.document, row.evidence),
            sentence=row.sentence,
            confidence=row.confidence,
            link=row.link,
            certain=row.certain,
            disputed=row.id in against,
            supersedes=row.supersedes,
            fact=fact,
            judged=judged,
            text=self.text(row.document),
        )


def _located(quotes: Iterable[Quoted]) -> tuple[Quote, ...]:
    return tuple(Quote(one.document, one.span.start, one.span.end, one.span.text) for one in quotes)


def _quotes(document: str, spans: Iterable[Span]) -> tuple[Quote, ...]:
    return tuple(Quote(document, span.start, span.end, span.text) for span in spans)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
