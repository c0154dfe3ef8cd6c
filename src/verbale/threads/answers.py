"""An answer of a party to a proposal as one text tells it, before it is known which proposal of other texts it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from verbale.record import Position, Proposal, Record, Span, Stance
from verbale.threads.days import Day, day_of
from verbale.threads.parties import Authority, Belonging, Parties, Party, called
from verbale.threads.sentences import sentence_around
from verbale.threads.stable import stable_id

DateOrigin = Literal["stated", "before", "published"]


@dataclass(frozen=True, slots=True)
class Answer:
    """``date`` is the day of the answer; where the text does not tell it, that of the answer which replaced it in the
    same text (``date_origin`` is ``before``: it was not later), else that of publication.

    ``member`` is who answered, where it was not the party itself. ``said_by`` names the speakers of the statement that
    holds the answer, else who issued the text, else nobody: then the publisher says so. ``heard`` marks what somebody
    outside the party says of it; what only an unnamed source says has the ``authority`` of a source.
    """

    id: str
    position: str  # its id in the record
    party: Party
    member: str | None
    authority: Authority
    stance: Stance
    conditions: tuple[Span, ...]
    date: Day | None
    date_origin: DateOrigin | None
    said_by: tuple[str, ...]
    heard: bool
    evidence: tuple[Span, ...]
    sentence: str
    confidence: float


def answers_to(proposal: Proposal, record: Record, parties: Parties) -> Iterator[Answer]:
    """The answers to one proposal of a record, its author's among them."""
    replaced = {later.supersedes: later for later in record.positions if later.supersedes is not None}
    for position in record.positions:
        if position.proposal != proposal.id:
            continue
        before = _stated(replaced.get(position.id), record)
        for belonging in parties.of(record, position.actor):
            yield _answer(position, record, belonging, parties, before)


def _stated(position: Position | None, record: Record) -> Day | None:
    """The day that a text tells of an answer; an answer that has been given was not given after it was told."""
    if position is None:
        return None
    stated, published = day_of(position.date), day_of(record.document.published)
    return None if stated is not None and published is not None and stated > published else stated


def _answer(position: Position, record: Record, who: Belonging, parties: Parties, before: Day | None) -> Answer:
    published = day_of(record.document.published)
    stated = _stated(position, record)
    speakers, heard, anonymous = _said_by(record, position, who, parties)
    evidence = position.evidence
    main = evidence[0] if evidence else None
    return Answer(
        id=stable_id("ps", record.document.id, record.document.sha256, who.party.key, position.stance, evidence),
        position=position.id,
        party=who.party,
        member=who.member,
        authority=Authority.source if anonymous else who.authority,
        stance=position.stance,
        conditions=position.conditions,
        date=stated or before or published,
        date_origin="stated" if stated else "before" if before else "published" if published else None,
        said_by=speakers,
        heard=heard,
        evidence=evidence,
        sentence=sentence_around(record.document.text, main.start, main.end) if main else "",
        confidence=position.confidence,
    )


def _said_by(
    record: Record, position: Position, who: Belonging, parties: Parties
) -> tuple[tuple[str, ...], bool, bool]:
    """Names of who says so; whether they are known to belong to another party; whether none of them has a name."""
    speakers: tuple[str, ...] = ()
    if position.said_in is not None:
        statement = next(item for item in record.statements if item.id == position.said_in)
        speakers = statement.speakers
    elif record.document.issuer is not None:
        speakers = (record.document.issuer,)
    names = {actor.id: called(actor) for actor in record.actors}
    theirs = parties.keys(record, speakers)
    outside = any(party.kind in ("country", "group") for party in theirs) and who.party not in theirs
    voices = [found.authority for speaker in speakers for found in parties.of(record, speaker)]
    anonymous = bool(voices) and all(voice is Authority.source for voice in voices)
    return tuple(dict.fromkeys(names[id] for id in speakers)), outside, anonymous
