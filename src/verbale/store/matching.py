"""Which fact of a new reading, or of a corrected text, is which of the old one: by its words and its type.

A fact keeps its key when its words are the same, or when most of them are; of several that would do, the one whose
parties agree. So judgements and links outlive a better reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from verbale.store.facts import Fact

ALIKE = 0.5  # share of words (of both together) from which two pieces of evidence are the same
MOST = 250_000  # pairs that are compared; a text of more facts keeps only those whose words are the same
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Old:
    """A stored fact: what matching compares."""

    key: str
    kind: str
    type: str | None
    words: str  # of its evidence
    parties: frozenset[str]


def matched(new: Sequence[Fact], old: Iterable[Old]) -> tuple[Fact, ...]:
    """The new facts, those that are known under the keys of the old; references among them follow."""
    left = {one.key: one for one in old}
    names: dict[str, str] = {}
    for fact in new:
        known = left.get(fact.key)
        if known is not None and _agree(fact, known) > 0:
            names[fact.key] = fact.key
            del left[fact.key]
    open_ = [fact for fact in new if fact.key not in names]
    pairs = [
        (score, fact.key, known.key)
        for fact in (open_ if len(open_) * len(left) <= MOST else ())
        for known in left.values()
        if fact.kind == known.kind and (score := _score(fact, known)) >= ALIKE
    ]
    for _, key, before in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if key not in names and before in left:
            names[key] = before
            del left[before]
    taken = set(names.values())
    return tuple(_renamed(fact, names, taken) for fact in new)


def words_of(fact: Fact) -> str:
    """The words of a fact's evidence."""
    return " ".join(span["text"] for span in fact.evidence)


def _score(fact: Fact, known: Old) -> float:
    mine, theirs = (set(_WORD.findall(words.lower())) for words in (words_of(fact), known.words))
    if not mine or not theirs:
        return 0.0
    if fact.kind in ("contact", "incident", "event") and fact.type != known.type:
        return 0.0
    return len(mine & theirs) / len(mine | theirs) * (0.8 + 0.2 * _agree(fact, known))


def _agree(fact: Fact, known: Old) -> float:
    """The share of parties in common; who answers must be the same for a position, elsewhere a reader may do better."""
    parties = {one.party for one in fact.participants}
    if fact.kind == "position":
        return float(bool(parties & known.parties))
    if not parties or not known.parties:
        return 0.5
    return max(0.1, len(parties & known.parties) / len(parties | known.parties))


def _renamed(fact: Fact, names: dict[str, str], taken: set[str]) -> Fact:
    def name(key: str | None) -> str | None:
        return names.get(key, key) if key else key

    key = names.get(fact.key)
    if key is None:
        key = fact.key if fact.key not in taken else fact.key + "+"
    data = dict(fact.data)
    for field in ("said_in", "nested_in", "proposal", "version_of", "supersedes"):
        if field in data:
            data[field] = name(data[field])
    return replace(fact, key=key, data=data)
