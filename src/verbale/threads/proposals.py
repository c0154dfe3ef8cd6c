"""One identity for the same proposal in many texts.

``Table`` holds the proposals that are known and takes up a record at a time (``add``); ``proposal_threads`` does that
for many, in the order of their publication, so that the result does not depend on the order in which they are given.
The work for a record is bounded: only threads that share a party with it and were spoken of lately are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from verbale.record import ProposalKind, Record
from verbale.threads.days import Days, hours_of, same_length
from verbale.threads.linking import LASTING, NEAR, VAGUE, Link, Reason, compare, contradict, links
from verbale.threads.parties import Parties, Party, document_key
from verbale.threads.stable import stable_id
from verbale.threads.tabled import Quotes, Tabled, tabled

CANDIDATES = 32  # threads of one party and kind that are compared with a new proposal, the latest first

Relation = Literal["amended", "split"]


@dataclass(frozen=True, slots=True)
class Member:
    """A proposal of one record in its thread; the founder has no link."""

    tabled: Tabled
    link: Link | None

    @property
    def certain(self) -> bool:
        return self.link is None or self.link.certain

    @property
    def score(self) -> float:
        return 1.0 if self.link is None else self.link.score


@dataclass(slots=True)
class Thread:
    """One proposal with all its mentions. ``version_of`` is the thread that it amends or was split from."""

    id: str
    kind: ProposalKind
    label: str
    main: Quotes
    authors: dict[Party, Quotes]
    sides: dict[Party, Quotes]
    duration: str | None
    scope: str | None
    start: Days | None
    forward: Days | None
    first: date | None
    last: date | None
    members: list[Member] = field(default_factory=list)
    version_of: str | None = None
    relation: Relation | None = None
    replaced: bool = False  # an amended draft is on the table
    children: list[str] = field(default_factory=list)

    @property
    def certain(self) -> bool:
        return all(member.certain for member in self.members)


class Table:
    """What is on the table, as far as the records tell that were added, in the order in which they were."""

    def __init__(self, parties: Parties) -> None:
        self.parties = parties
        self.threads: dict[str, Thread] = {}
        self._near: dict[tuple[Party, str], dict[str, None]] = {}

    def add(self, record: Record) -> tuple[Member, ...]:
        """Take up the proposals of a record: each joins a known thread or founds one."""
        return tuple(member for member, _ in self.add_items(tabled(record, self.parties)))

    def add_items(
        self, items: Sequence[Tabled], fixed: Mapping[str, tuple[str, Link | None]] | None = None
    ) -> tuple[tuple[Member, Thread], ...]:
        """Take up what is left of the proposals of a record, each after the one of which it is a version; where each is
        now. ``fixed`` are those (ids) of which it is settled to which thread they belong, and by what link."""
        joined = {item.id: self._fix(item, *fixed[item.id]) for item in items if fixed and item.id in fixed}
        own = {item.local: item for item in items}
        bare = {item.id for item in items if item.id not in joined and _bare_version(item, own)}
        echoes = {
            item.id: other for item in items if item.id not in joined and (other := _echoed(item, items)) is not None
        }
        free = [item for item in items if item.id not in bare and item.id not in echoes and item.id not in joined]
        joined |= self._place(free, {thread.id for thread, _ in joined.values()})
        placed = {id: thread for id, (thread, _) in joined.items()}
        members = {id: member for id, (_, member) in joined.items()}
        for item in sorted(items, key=lambda item: item.id in echoes):
            if item.id in placed:
                continue
            parent = own.get(item.version_of or "")
            before = placed.get(parent.id) if parent is not None else None
            chosen: Link | None
            if item.id in echoes:
                chosen = _echo(item, placed[echoes[item.id].id])
            else:
                chosen = self._latest_draft(item, before) if item.id in bare and before is not None else None
            thread = self.threads[chosen.thread] if chosen else self._found(item)
            members[item.id] = self._join(thread, item, chosen)
            placed[item.id] = thread
        self._relate(items, own, placed)
        return tuple((members[item.id], placed[item.id]) for item in items)

    def take(self, thread: Thread) -> None:
        """Take up a thread that is known already, as a store keeps it."""
        self.threads[thread.id] = thread
        self._file(thread)

    def candidates(self, item: Tabled) -> list[Thread]:
        """The threads that share a party and a kind, or a party and a length, with a proposal: the latest of each."""
        found: dict[str, None] = {}
        for key in sought_under(item):
            for _, id in zip(range(CANDIDATES), reversed(self._near.get(key, {})), strict=False):
                last = self.threads[id].last
                if item.published is not None and last is not None and (item.published[0] - last).days > LASTING:
                    break
                found.setdefault(id)
        return [self.threads[id] for id in found]

    def _fix(self, item: Tabled, id: str, link: Link | None) -> tuple[Thread, Member]:
        """A proposal in the thread to which it belongs, the first of which founds it."""
        thread = self.threads.get(id)
        if thread is None:
            self.threads[id] = thread = replace(self._founded(item), id=id)
        return thread, self._join(thread, item, link)

    def _place(self, items: Sequence[Tabled], taken: set[str]) -> dict[str, tuple[Thread, Member]]:
        """The best assignment of the proposals of one record to threads: no two of them are one, none is one of those
        in ``taken``."""
        ranked = [(one, item) for item in items for one in links(item, self.candidates(item))]
        placed: dict[str, tuple[Thread, Member]] = {}
        for one, item in sorted(ranked, key=lambda pair: (-pair[0].score, pair[0].tabled, pair[0].thread)):
            if item.id not in placed and one.thread not in taken:
                thread = self.threads[one.thread]
                placed[item.id] = thread, self._join(thread, item, one)
                taken.add(one.thread)
        return placed

    def _latest_draft(self, item: Tabled, before: Thread) -> Link | None:
        """*The amended text* without terms of its own: the amended draft that is known, or ``before`` if it is one."""
        drafts = [self.threads[id] for id in before.children if self.threads[id].relation == "amended"]
        drafts = [draft for draft in drafts if compare(item, draft) is not None]
        if drafts:
            reason = Reason("version", 0.6, "the amended draft that is known", item.main, drafts[-1].main)
            return Link(item.id, drafts[-1].id, 0.6, len(drafts) == 1, (reason,))
        if before.relation == "amended":
            says = "an amended text without terms of its own, beside a draft that is one"
            return Link(item.id, before.id, 0.5, False, (Reason("version", 0.5, says, item.main),))
        return None

    def _found(self, item: Tabled) -> Thread:
        thread = self._founded(item)
        self.threads[thread.id] = thread
        return thread

    def _founded(self, item: Tabled) -> Thread:
        day = item.published
        return Thread(
            id=stable_id("pt", item.id),
            kind=item.kind,
            label=item.label,
            main=item.main,
            authors=dict(item.authors),
            sides=dict(item.sides),
            duration=item.duration,
            scope=item.scope,
            start=item.start,
            forward=item.forward,
            first=day[0] if day else None,
            last=day[1] if day else None,
        )

    def _join(self, thread: Thread, item: Tabled, chosen: Link | None) -> Member:
        member = Member(item, chosen)
        thread.members.append(member)
        if item.published is not None:
            thread.first = min(thread.first or item.published[0], item.published[0])
            thread.last = max(thread.last or item.published[1], item.published[1])
        if chosen is not None:
            _learn(thread, item, member.certain)
        self._file(thread)
        return member

    def _file(self, thread: Thread) -> None:
        for party, feature in filed_under(thread):
            near = self._near.setdefault((party, feature), {})
            near.pop(thread.id, None)
            near[thread.id] = None

    def _relate(self, items: Sequence[Tabled], own: dict[str, Tabled], placed: dict[str, Thread]) -> None:
        """Carry ``version_of`` from the record to the threads."""
        for item in items:
            parent = item.version_of
            if parent is None or parent not in own:
                continue
            thread, before = placed[item.id], placed[own[parent].id]
            if thread is before or thread.version_of is not None or self._descends(before, thread):
                continue
            thread.version_of = before.id
            before.children.append(thread.id)
            thread.relation = "split" if _other_matter(item, before) else "amended"
            before.replaced = before.replaced or thread.relation == "amended"

    def _descends(self, thread: Thread, ancestor: Thread) -> bool:
        seen: set[str] = set()
        while thread.version_of is not None and thread.id not in seen:
            if thread.version_of == ancestor.id:
                return True
            seen.add(thread.id)
            thread = self.threads[thread.version_of]
        return False


def proposal_threads(records: Iterable[Record]) -> tuple[Thread, ...]:
    """The proposals of all records, each with its mentions, in the order in which they came up."""
    ordered = in_order(records)
    table = Table(Parties(ordered))
    for record in ordered:
        table.add(record)
    return tuple(table.threads.values())


def in_order(records: Iterable[Record]) -> tuple[Record, ...]:
    """Records by publication, the undated last, each document once."""
    once: dict[tuple[str, str], Record] = {}
    for record in sorted(records, key=_place_in_time):
        once.setdefault(document_key(record), record)
    return tuple(once.values())


def _place_in_time(record: Record) -> tuple[bool, str, str, str, str]:
    document = record.document
    date = document.published or ""
    return not date, date[:10], document.id, document.sha256, record.reader.version


def _learn(thread: Thread, item: Tabled, certain: bool) -> None:
    """What a mention adds to what is known of a proposal. An uncertain one only fills what is not known: a thread must
    not hold two durations or two authors."""
    thread.duration = thread.duration or item.duration
    if not certain:
        if not thread.authors:
            thread.authors = dict(item.authors)
            thread.sides = {party: spans for party, spans in thread.sides.items() if party not in thread.authors}
        return
    for party, spans in item.authors.items():
        thread.authors.setdefault(party, spans)
        thread.sides.pop(party, None)
    for party in sorted(item.core, key=lambda party: party.key):
        if party not in thread.authors:
            thread.sides.setdefault(party, item.sides[party])
    thread.scope = thread.scope or item.scope
    thread.start = thread.start or item.start
    thread.forward = thread.forward or item.forward
    if thread.kind in VAGUE and item.kind not in VAGUE:
        thread.kind = item.kind


def filed_under(thread: Thread) -> Iterator[tuple[Party, str]]:
    """The party and feature pairs under which a thread is found again."""
    for party in (*thread.authors, *thread.sides):
        for feature in filter(None, (thread.kind, length_key(thread.duration))):
            yield party, feature


def sought_under(item: Tabled) -> Iterator[tuple[Party, str]]:
    """The pairs under which the threads of a proposal may be filed."""
    for party in (*item.authors, *item.sides):
        for feature in features_sought(item.kind, item.duration):
            yield party, feature


def features_sought(kind: ProposalKind, duration: str | None) -> Iterator[str]:
    """By what threads are found that a proposal may belong to: a kind that may be called so, or the same length."""
    yield kind
    yield from sorted((NEAR | VAGUE) - {kind} if kind in NEAR | VAGUE else VAGUE)
    if kind == "other":
        yield from ("prisoner exchange", "troop withdrawal", "talks format")
    if duration:
        yield length_key(duration)


def length_key(duration: str | None) -> str:
    return f"of {hours_of(duration)} hours" if duration else ""


def _echoed(item: Tabled, items: Sequence[Tabled]) -> Tabled | None:
    """*The plan* beside a truce of the same author and day: the one proposal of the text that it is a word for."""
    if item.kind not in VAGUE or item.duration or item.scope or item.version_of:
        return None
    if not item.authors or item.forward is None:
        return None
    others = [
        other
        for other in items
        if other.kind not in VAGUE
        and other.authors
        and not contradict(set(other.authors), set(item.authors))
        and other.forward == item.forward
    ]
    return others[0] if len(others) == 1 else None


def _echo(item: Tabled, thread: Thread) -> Link:
    says = "a plan without terms, of the same author and day as the text's only other proposal of theirs"
    return Link(item.id, thread.id, 0.6, False, (Reason("put forward", 0.6, says, item.main, thread.main),))


def _bare_version(item: Tabled, own: dict[str, Tabled]) -> bool:
    """Whether a record calls a proposal a version of another, and tells no terms by which to know it."""
    parent = own.get(item.version_of or "")
    return parent is not None and not item.duration and (item.kind in (parent.kind, "other"))


def _other_matter(item: Tabled, before: Thread) -> bool:
    """Whether what is told of the version is of another kind, or as long: then it is a part, not an amended draft."""
    if item.kind == before.kind or item.kind in VAGUE or before.kind in VAGUE:
        return False
    return same_length(item.duration, before.duration) is not False and item.kind != before.kind


def rebuilt(before: Thread, members: Sequence[Member]) -> Thread:
    """A thread as its members tell it (one at least), when one has left or has been read anew; what it is a version of
    stays."""
    table = Table(Parties(()))
    thread = table._found(members[0].tabled)
    thread.id = before.id
    for member in members:
        table._join(thread, member.tabled, member.link)
    thread.version_of, thread.relation = before.version_of, before.relation
    thread.replaced, thread.children = before.replaced, list(before.children)
    return thread
