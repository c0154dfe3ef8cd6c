"""The matrix of a negotiation: parties by proposals, where each stands, since when, on what condition, who says so.

Plain values made from the history of a set of records (``verbale.threads``), for the command line, the demonstration
and the exports. Every answer carries the spans that say so and the sentence around them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from verbale.record import Record, Span, Stance
from verbale.threads import Cell, History, Member, Party, ProposalState, Quoted, Row, Thread


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
    """A text's main words for a proposal, and why they are taken to mean it; the first mention has no reasons."""

    quote: Quote
    link: float
    certain: bool
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of the history; ``disputed`` if another row contradicts it and nothing has settled that.

    ``by`` is the member who answered, where it was not the party itself; ``link`` the score, 0 to 1, of the link
    between this text's proposal and ``proposal``, ``certain`` whether that link is sure.
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


@dataclass(frozen=True, slots=True)
class Column:
    """A proposal: what last befell it, of which it is a version, and where each text speaks of it."""

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


@dataclass(frozen=True, slots=True)
class Side:
    """A party of the matrix."""

    key: str
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Stand:
    """A cell. ``before`` are the stances that it replaced, oldest first, each with its day; ``answers`` are the ids of
    all rows, ``dissent`` names members who say otherwise."""

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


def position_matrix(records: Iterable[Record], as_of: date | None = None) -> PositionMatrix:
    """The matrix of ``records`` on the day ``as_of`` (default: after the last of them)."""
    return matrix_of(History.of(records), as_of)


def matrix_of(history: History, as_of: date | None = None, known: date | None = None) -> PositionMatrix:
    """The matrix of a history on the day ``as_of``, by what was published by ``known`` (default: by that day)."""
    state = history.state_at(as_of, known) if as_of is not None else history.latest()
    history = history.as_known(state.known)
    names = _labels(history, state.proposals)
    answered = [proposal for proposal in state.proposals if proposal.cells]
    sides = _sides(history, answered)
    by_party = [{cell.party: cell for cell in proposal.cells} for proposal in answered]
    shown = {row.id for proposal in answered for cell in proposal.cells for row in cell.rows}
    against = {row.id for proposal in answered for cell in proposal.cells for row in cell.against}
    rows = [row for row in history.rows if row.id in shown or _unidentified(row, as_of)]
    threads = {thread.id: thread for thread in history.threads}
    return PositionMatrix(
        as_of=as_of.isoformat() if as_of is not None else None,
        parties=tuple(Side(party.key, history.named(party), party.country) for party in sides),
        proposals=tuple(_column(history, proposal, names) for proposal in answered),
        cells=tuple(tuple(_stand(cells.get(party)) for cells in by_party) for party in sides),
        unanswered=tuple(_column(history, proposal, names) for proposal in state.proposals if not proposal.cells),
        answers=tuple(_answer(history, row, threads[row.thread], names, against) for row in rows),
    )


def _unidentified(row: Row, as_of: date | None) -> bool:
    told = row.published is None or as_of is None or row.published <= as_of
    return told and not row.party.answers


def _sides(history: History, proposals: Sequence[ProposalState]) -> list[Party]:
    """Parties, those with most answers first."""
    count = Counter(cell.party for proposal in proposals for cell in proposal.cells)
    return sorted(count, key=lambda party: (-count[party], history.named(party), party.key))


def _labels(history: History, proposals: Sequence[ProposalState]) -> dict[str, str]:
    """A short name for each proposal: kind, duration, author; the first day where two would be called the same."""
    plain = {proposal.thread.id: _label(history, proposal.thread) for proposal in proposals}
    count = Counter(plain.values())
    first = {proposal.thread.id: _day(proposal.thread.first) for proposal in proposals}
    return {id: f"{label}, {first[id]}" if count[label] > 1 and first[id] else label for id, label in plain.items()}


def _label(history: History, thread: Thread) -> str:
    authors = ", ".join(history.named(party) for party in thread.authors)
    by = f"by {authors}" if authors else ""
    return ", ".join(part for part in (thread.kind, thread.duration or "", by) if part)


def _column(history: History, proposal: ProposalState, names: dict[str, str]) -> Column:
    thread, status = proposal.thread, proposal.status
    return Column(
        id=thread.id,
        label=names[thread.id],
        kind=thread.kind,
        duration=thread.duration,
        by=tuple(history.named(party) for party in thread.authors),
        put_forward=_day(thread.forward[0]) if thread.forward else None,
        status=status.status if status else None,
        status_since=_day(status.date) if status else None,
        version_of=thread.version_of,
        relation=thread.relation,
        certain=thread.certain,
        mentions=tuple(_mention(member) for member in thread.members),
    )


def _mention(member: Member) -> Mention:
    link = member.link
    reasons = link.reasons if link is not None else ()
    return Mention(
        quote=_located(member.tabled.main)[0],
        link=member.score,
        certain=member.certain,
        reasons=tuple(
            Why(reason.feature, reason.weight, reason.says, _located(reason.here), _located(reason.there))
            for reason in reasons
        ),
    )


def _located(quotes: Iterable[Quoted]) -> tuple[Quote, ...]:
    return tuple(Quote(one.document, one.span.start, one.span.end, one.span.text) for one in quotes)


def _stand(cell: Cell | None) -> Stand | None:
    if cell is None:
        return None
    return Stand(
        stance=cell.stance,
        since=_day(cell.since),
        last=_day(cell.last),
        before=tuple((row.stance, _day(row.date) or "") for row in cell.path[:-1]),
        conditions=tuple(span.text for span in cell.conditions),
        dissent=tuple((row.member or "", row.stance) for row in cell.dissent),
        disputed=cell.disputed,
        uncertain=cell.uncertain,
        one_source=cell.one_source,
        sources=cell.sources,
        answers=tuple(row.id for row in cell.rows),
    )


def _answer(
    history: History,
    row: Row,
    thread: Thread,
    names: dict[str, str],
    against: set[str],
) -> Answer:
    return Answer(
        id=row.id,
        party=row.party.key,
        party_name=history.named(row.party),
        party_country=row.party.country,
        by=row.member,
        proposal=thread.id,
        label=names.get(thread.id, thread.label),
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
    )


def _quotes(document: str, spans: Iterable[Span]) -> tuple[Quote, ...]:
    return tuple(Quote(document, span.start, span.end, span.text) for span in spans)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
