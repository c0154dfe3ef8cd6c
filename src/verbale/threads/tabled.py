"""A proposal of one record, reduced to what other texts can be compared with: no text, no record is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from verbale.record import Proposal, ProposalKind, ProposalStatus, Record, Span
from verbale.threads.answers import Answer, answers_to
from verbale.threads.days import Day, Days, day_of, days_of
from verbale.threads.parties import Parties, Party, document_key
from verbale.threads.stable import stable_id

SIDES = 6  # parties of a text that may be those of a conflict
SIDE_KINDS = frozenset({"state", "government", "armed_force", "armed_group"})


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of one document: its id, the hash of its text, and the span."""

    document: str
    sha256: str
    span: Span


Quotes = tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement of ``who`` that is told in the words that name the proposal; ``day`` only if it is no later than
    the text."""

    who: tuple[Party, ...]
    day: Day | None
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Tabled:
    """``authors`` and ``sides`` hold parties with the spans that name them; ``core`` are the sides that the proposal
    itself names or that answer it, the others only appear in the text. ``published`` are the first and last day that
    the date of publication may mean; ``local`` and ``version_of`` are ids in the record."""

    id: str  # made of the document and the place of the main mention: the same in every run
    document: tuple[str, str]  # id, and hash of the text
    publisher: str | None
    local: str
    version_of: str | None
    label: str
    status: ProposalStatus | None
    kind: ProposalKind
    main: Quotes
    authors: dict[Party, Quotes]
    sides: dict[Party, Quotes]
    core: frozenset[Party]
    duration: str | None
    scope: str | None
    start: Days | None
    forward: Days | None
    published: Days | None
    answers: tuple[Answer, ...]
    agreed: tuple[Agreed, ...]

    @property
    def evidence(self) -> tuple[Span, ...]:
        """The main mention."""
        return tuple(one.span for one in self.main)

    @property
    def told(self) -> Day | None:
        """The day of publication, or the first of a vaguer date that is no longer than a week."""
        if self.published is None or self.published[1] - self.published[0] >= timedelta(days=7):
            return None
        return self.published[0]


def tabled(record: Record, parties: Parties) -> tuple[Tabled, ...]:
    """The proposals of a record, each after the one of which it is a version."""
    by_id = {proposal.id: proposal for proposal in record.proposals}
    order: dict[str, None] = {}
    for proposal in record.proposals:
        chain = [proposal.id]
        while (parent := by_id[chain[-1]].version_of) is not None and parent not in chain:
            chain.append(parent)
        order.update(dict.fromkeys(reversed(chain)))
    return tuple(_tabled(by_id[id], record, parties) for id in order)


def quoted(record: Record, spans: Iterable[Span]) -> Quotes:
    """Spans with the document that they belong to."""
    return tuple(Quoted(record.document.id, record.document.sha256, span) for span in spans)


def _tabled(proposal: Proposal, record: Record, parties: Parties) -> Tabled:
    main = proposal.evidence[0] if proposal.evidence else Span(start=0, end=0, text="")
    authors = _spans(record, parties, proposal.by)
    answering = tuple(position.actor for position in record.positions if position.proposal == proposal.id)
    core = _spans(record, parties, (*proposal.between, *answering))
    around = _around(record, parties)
    sides = {party: spans for party, spans in (core | around).items() if party not in authors}
    published = days_of(record.document.published)
    forward = days_of(proposal.put_forward)
    if forward is not None and published is not None and forward[0] > published[1]:
        forward = None  # nobody reports what has yet to be put forward
    return Tabled(
        id=stable_id("pm", record.document.id, record.document.sha256, proposal.kind, main.start, main.end),
        document=document_key(record),
        publisher=record.document.publisher,
        local=proposal.id,
        version_of=proposal.version_of,
        label=proposal.label,
        status=proposal.status,
        kind=proposal.kind,
        main=quoted(record, proposal.evidence[:1]),
        authors=authors,
        sides=sides,
        core=frozenset(party for party in core if party not in authors),
        duration=proposal.terms.duration,
        scope=proposal.terms.scope,
        start=days_of(proposal.terms.start) if day_of(proposal.terms.start) else None,
        forward=forward if day_of(proposal.put_forward) else None,
        published=published,
        answers=tuple(answers_to(proposal, record, parties)),
        agreed=tuple(_agreements(proposal, record, parties)),
    )


def _agreements(proposal: Proposal, record: Record, parties: Parties) -> Iterator[Agreed]:
    published = day_of(record.document.published)
    for event in record.events:
        if event.type != "AGREE" or event.status != "happened":
            continue
        who = tuple(party for party in parties.keys(record, event.source) if party.identified)
        if len(who) > 1 and any(span.touches(one) for span in proposal.evidence for one in event.evidence):
            day = day_of(event.time)
            yield Agreed(who, day if day and published and day <= published else None, event.evidence[:1])


def _spans(record: Record, parties: Parties, actors: tuple[str, ...]) -> dict[Party, Quotes]:
    found: dict[Party, Quotes] = {}
    for actor in actors:
        for belonging in parties.of(record, actor):
            if belonging.party.identified:
                found.setdefault(belonging.party, quoted(record, belonging.evidence))
    return found


def _around(record: Record, parties: Parties) -> dict[Party, Quotes]:
    """The states and groups that a text speaks of most."""
    count: Counter[Party] = Counter()
    where: dict[Party, Quotes] = {}
    for party, weight, spans in _mentioned(record, parties):
        count[party] += weight
        where.setdefault(party, spans)
    most = sorted(count, key=lambda party: (-count[party], party.key))[:SIDES]
    return {party: where[party] for party in most}


def _mentioned(record: Record, parties: Parties) -> Iterator[tuple[Party, int, Quotes]]:
    for actor in record.actors:
        if actor.kind in SIDE_KINDS:
            for belonging in parties.of(record, actor.id):
                if belonging.party.identified:
                    yield belonging.party, max(1, len(actor.mentions)), quoted(record, belonging.evidence)
