"""The contacts, incidents and statements of many records at once, each with all the texts that tell of it.

What a store does record by record, for tests and for those who keep nothing. The order in which the records are given
does not matter: they are gone through by their publication.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from verbale.record import Record
from verbale.threads.blocks import blocks, sought
from verbale.threads.bundles import Bundle, found, joined
from verbale.threads.linking import Link
from verbale.threads.matching import links
from verbale.threads.parties import Parties
from verbale.threads.proposals import in_order
from verbale.threads.sights import Sight, sights

CANDIDATES = 32  # bundles stored under one key that are compared with a new fact, the latest first


@dataclass(slots=True)
class Gathered:
    """A bundle with its members; the founder has no link."""

    bundle: Bundle
    members: list[tuple[Sight, Link | None]] = field(default_factory=list)


class Gathering:
    """What is known, as far as the facts tell that were added, in the order in which they were."""

    def __init__(self) -> None:
        self.known: dict[str, Gathered] = {}
        self._keys: dict[str, dict[str, None]] = {}

    def add(self, sight: Sight) -> Gathered:
        """Take up a fact: it joins the best bundle, or founds one."""
        ranked = links(sight, self.candidates(sight))
        if ranked:
            gathered = self.known[ranked[0].thread]
            gathered.bundle = joined(gathered.bundle, sight, ranked[0])
        else:
            gathered = Gathered(found(sight))
            self.known[gathered.bundle.id] = gathered
        gathered.members.append((sight, ranked[0] if ranked else None))
        for key in blocks(sight):
            under = self._keys.setdefault(key, {})
            under.pop(gathered.bundle.id, None)
            under[gathered.bundle.id] = None
        return gathered

    def candidates(self, sight: Sight) -> list[Bundle]:
        """The bundles that share a key with a fact, the latest of each key."""
        ids: dict[str, None] = {}
        for key in sought(sight):
            for _, id in zip(range(CANDIDATES), reversed(self._keys.get(key, {})), strict=False):
                ids.setdefault(id)
        return [self.known[id].bundle for id in ids]


def gather(records: Iterable[Record]) -> tuple[Gathered, ...]:
    """All contacts, incidents and statements, in the order in which they were first told."""
    ordered = in_order(records)
    parties = Parties(ordered)
    gathering = Gathering()
    for record in ordered:
        for sight in sights(record, parties):
            gathering.add(sight)
    return tuple(gathering.known.values())
