"""The rows of the history: one answer of one party to one proposal, as one text tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from verbale.record import Position, Record, Span, Stance
from verbale.threads.days import Day, day_of
from verbale.threads.parties import Authority, Belonging, Parties, Party, called
from verbale.threads.proposals import Member, Thread
from verbale.threads.tabled import stable_id

DateOrigin = Literal["stated", "before", "published"]


@dataclass(frozen=True, slots=True)
class Row:
    """``date`` is the day of the answer; where the text does not tell it, that of the answer which replaced it in the
    same text (``date_origin`` is ``before``: it was not later), else that of publication.

    ``member`` is who answered, where it was not the party itself. ``said_by`` names the speakers of the statement that
    holds the answer, else who issued the text, else nobody: then the ``publisher`` says so. ``heard`` marks what
    somebody outside the party says of it; what only an unnamed source says has the ``authority`` of a source. ``link``
    is the score of the link of the text's proposal to the thread.
    """

    id: str
    thread: str
    party: Party
    member: str | None
    authority: Authority
    stance: Stance
    conditions: tuple[Span, ...]
    date: Day | None
    date_origin: DateOrigin | None
    published: Day | None
    said_by: tuple[str, ...]
    heard: bool
    publisher: str | None
    document: str
    sha256: str  # of the document's text
    position: str
    evidence: tuple[Span, ...]
    confidence: float
    link: float
    certain: bool
    supersedes: str | None = None

    @property
    def source(self) -> str:
        """What counts as one source: the outlet, or the document of none."""
        return self.publisher or self.document

    @property
    def voice(self) -> str | None:
        """Whose change of mind a later row may be: the member, or the party."""
        return self.member if self.authority is not Authority.party else None


def rows_of(threads: Iterable[Thread], parties: Parties) -> tuple[Row, ...]:
    """The rows of all threads, in time; the author's support for his own proposal is no answer."""
    found = [row for thread in threads for member in thread.members for row in _answers(thread, member, parties)]
    return _superseding(sorted(found, key=_in_time))


def _in_time(row: Row) -> tuple[bool, Day, Day, str, int, str]:
    """By the day of the answer, then by publication; within a text as it tells them."""
    day = row.date or Day.max
    number = int(row.position[2:]) if row.position[2:].isdigit() else 0
    return row.date is None, day, row.published or Day.max, row.document, number, row.id


def _answers(thread: Thread, member: Member, parties: Parties) -> Iterator[Row]:
    record = member.tabled.record
    replaced = {later.supersedes: later for later in record.positions if later.supersedes is not None}
    for position in record.positions:
        if position.proposal != member.tabled.proposal.id:
            continue
        before = _stated(replaced.get(position.id), record)
        for belonging in parties.of(record, position.actor):
            if belonging.party not in thread.authors:
                yield _row(thread, member, position, belonging, parties, before)


def _stated(position: Position | None, record: Record) -> Day | None:
    """The day that a text tells of an answer; an answer that has been given was not given after it was told."""
    if position is None:
        return None
    stated, published = day_of(position.date), day_of(record.document.published)
    return None if stated is not None and published is not None and stated > published else stated


def _row(
    thread: Thread, member: Member, position: Position, who: Belonging, parties: Parties, before: Day | None
) -> Row:
    record = member.tabled.record
    published = day_of(record.document.published)
    stated = _stated(position, record)
    speakers, heard, anonymous = _said_by(record, position, who, parties)
    evidence = position.evidence
    return Row(
        id=stable_id("ps", record.document.id, record.document.sha256, who.party.key, position.stance, evidence),
        thread=thread.id,
        party=who.party,
        member=who.member,
        authority=Authority.source if anonymous else who.authority,
        stance=position.stance,
        conditions=position.conditions,
        date=stated or before or published,
        date_origin="stated" if stated else "before" if before else "published" if published else None,
        published=published,
        said_by=speakers,
        heard=heard,
        publisher=record.document.publisher,
        document=record.document.id,
        sha256=record.document.sha256,
        position=position.id,
        evidence=evidence,
        confidence=position.confidence,
        link=member.score,
        certain=member.certain,
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


def _superseding(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Each row with the one of the same voice before it, if that said something else."""
    latest: dict[tuple[str, Party, str | None], Row] = {}
    found: list[Row] = []
    for row in rows:
        key = row.thread, row.party, row.voice
        before = latest.get(key)
        if before is not None and before.stance != row.stance:
            row = replace(row, supersedes=before.id)
        latest[key] = row
        found.append(row)
    return tuple(found)
