"""The rows of the history: one answer of one party to one proposal, as one text tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from verbale.record import Span, Stance
from verbale.threads.answers import Answer, DateOrigin
from verbale.threads.days import Day
from verbale.threads.parties import Authority, Party
from verbale.threads.proposals import Member, Thread


@dataclass(frozen=True, slots=True)
class Row:
    """An answer (see ``Answer``) in its thread; ``link`` is the score of the link of the text's proposal to it."""

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
    sentence: str
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


def rows_of(threads: Iterable[Thread]) -> tuple[Row, ...]:
    """The rows of all threads, in time; the author's support for his own proposal is no answer."""
    found = [
        _row(thread, member, answer)
        for thread in threads
        for member in thread.members
        for answer in member.tabled.answers
        if answer.party not in thread.authors
    ]
    return _superseding(sorted(found, key=_in_time))


def _in_time(row: Row) -> tuple[bool, Day, Day, str, int, str]:
    """By the day of the answer, then by publication; within a text as it tells them."""
    day = row.date or Day.max
    number = int(row.position[2:]) if row.position[2:].isdigit() else 0
    return row.date is None, day, row.published or Day.max, row.document, number, row.id


def _row(thread: Thread, member: Member, answer: Answer) -> Row:
    document, sha256 = member.tabled.document
    return Row(
        id=answer.id,
        thread=thread.id,
        party=answer.party,
        member=answer.member,
        authority=answer.authority,
        stance=answer.stance,
        conditions=answer.conditions,
        date=answer.date,
        date_origin=answer.date_origin,
        published=member.tabled.told,
        said_by=answer.said_by,
        heard=answer.heard,
        publisher=member.tabled.publisher,
        document=document,
        sha256=sha256,
        position=answer.position,
        evidence=answer.evidence,
        sentence=answer.sentence,
        confidence=answer.confidence,
        link=member.score,
        certain=member.certain,
    )


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
