"""Full-text search: the documents that hold the words, the sentences in which they stand, what facts rest on them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, exists, or_, select

from verbale.store.aliases import aliases_of
from verbale.store.listing import published_in, texts_in
from verbale.store.query import Scope, StoredFact, facts_by_id, known
from verbale.store.search import find, folded, phrases_of
from verbale.store.sighted import Judgement, Mark, Text, marks_of, texts_of
from verbale.store.sql import CHUNK, chunks
from verbale.store.tables import appearances, facts, versions
from verbale.threads.sentences import sentence_around
from verbale.views.dating import spelled

RANKED = 4_000  # best documents that are looked at where a scope leaves some out
READ = 100_000  # characters of a text in which the words are looked for
SENTENCES = 3
FACTS = 6
HITS = 200
COPIES = 4  # of one text, on the average, among which its best is looked for

Place = tuple[int, int]
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence; ``marks`` are the offsets in it of the words that were looked for."""

    sentence: str
    marks: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact whose evidence holds the words."""

    key: str
    kind: str
    who: tuple[str, ...]
    what: str
    when: str
    evidence: str
    judged: Mark | None


@dataclass(frozen=True, slots=True)
class FoundText:
    """A document, the best first; ``copies`` of it that hold the words as well are only counted. There is no sentence
    where the words stand in the title alone."""

    text: Text
    copies: int
    sentences: tuple[Hit, ...]
    facts: tuple[FoundFact, ...]


def search(connection: Connection, scope: Scope, query: str) -> tuple[FoundText, ...]:
    """The documents that hold all words of a query, *"quoted ones"* in their order; accents and cases do not count.

    Of copies of one text the best stands for all. ``scope.since`` and ``until`` are days of publication. Raises
    ``ValueError`` for a query without a word.
    """
    phrases = phrases_of(query)
    if not phrases:
        raise ValueError(f"there is no word to look for in {query!r}")
    ids = _in_scope(connection, scope, [one.version for one in find(connection, query, RANKED)])
    texts = texts_of(connection, ids)
    best: dict[int, int] = {}
    copies: dict[int, int] = {}
    for id in ids:
        origin = texts[id].origin
        copies[origin] = copies.get(origin, -1) + 1
        best.setdefault(origin, id)
    shown = list(best.values())[: scope.limit]
    bodies = _bodies(connection, shown)
    hits = {id: words_at(bodies[id], phrases, HITS) for id in shown}
    resting = _resting(connection, scope, hits)
    told = facts_by_id(connection, [fact for own in resting.values() for fact in own], scope)
    marks = marks_of(connection, [fact.judged for fact in told.values()])
    return tuple(
        FoundText(
            text=texts[id],
            copies=copies[texts[id].origin],
            sentences=_sentences(bodies[id], hits[id], phrases),
            facts=tuple(_found_fact(told[fact], marks) for fact in resting.get(id, ())),
        )
        for id in shown
    )


def _in_scope(connection: Connection, scope: Scope, ids: Sequence[int]) -> list[int]:
    """Those of some versions that are in a scope, in the same order."""
    where = [*texts_in(scope), *published_in(scope)]
    if scope.parties:
        keys = aliases_of(connection, scope.merged).widened(scope.parties)
        named = select(appearances.c.version_id).where(
            appearances.c.version_id == versions.c.id,
            or_(appearances.c.party.in_(keys), appearances.c.actor.in_(keys)),
        )
        where.append(exists(named))
    kept: list[int] = []
    wanted = scope.limit * COPIES
    for part in chunks(ids, min(CHUNK, wanted)):
        within = set(connection.execute(select(versions.c.id).where(versions.c.id.in_(part), *where)).scalars())
        kept += [id for id in part if id in within]
        if len(kept) >= wanted:
            break
    return kept[:wanted]


def words_at(body: str, phrases: Sequence[Sequence[str]], most: int) -> list[tuple[int, int, int]]:
    """Where phrases (of folded words) stand in a text: first and last offset, and the number of the phrase; in order,
    at most ``most``."""
    starts: dict[str, list[int]] = {}
    for n, phrase in enumerate(phrases):
        starts.setdefault(phrase[0], []).append(n)
    words = [(_plain(match.group()), match.start(), match.end()) for match in _WORD.finditer(body)]
    found: list[tuple[int, int, int]] = []
    for at, (word, start, _) in enumerate(words):
        for n in starts.get(word, ()):
            here = words[at : at + len(phrases[n])]
            if [one for one, _, _ in here] == list(phrases[n]):
                found.append((start, here[-1][2], n))
        if len(found) >= most:
            break
    return found


def _plain(word: str) -> str:
    return word.lower() if word.isascii() else folded(word)


def _bodies(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in chunks(sorted(set(ids))):
        query = select(versions.c.id, versions.c.text).where(versions.c.id.in_(part))
        found |= {id: body[:READ] for id, body in connection.execute(query)}
    return found


def _sentences(body: str, hits: Sequence[tuple[int, int, int]], phrases: Sequence[Sequence[str]]) -> tuple[Hit, ...]:
    """The sentences with most of the different words, in the order of the text."""
    held: dict[str, set[int]] = {}
    for start, end, phrase in hits:
        held.setdefault(sentence_around(body, start, end), set()).add(phrase)
    ranked = sorted(held, key=lambda sentence: -len(held[sentence]))[:SENTENCES]
    marks = {one: tuple((start, end) for start, end, _ in words_at(one, phrases, HITS)) for one in ranked}
    return tuple(Hit(sentence, marks[sentence]) for sentence in held if sentence in marks)


def _resting(
    connection: Connection, scope: Scope, hits: Mapping[int, Sequence[tuple[int, int, int]]]
) -> dict[int, list[int]]:
    """The facts of each version whose evidence holds the words; those with most of them first."""
    counted: dict[int, list[tuple[int, int]]] = {}
    for part in chunks(sorted(hits)):
        query = select(facts.c.id, facts.c.version_id, facts.c.data).where(facts.c.version_id.in_(part))
        for id, version, data in connection.execute(query.where(facts.c.rejected == 0, *known(facts, scope))):
            spans = [(span["start"], span["end"]) for span in json.loads(data)["evidence"]]
            held = {n for first, last, n in hits[version] if any(a <= first and last <= b for a, b in spans)}
            if held:
                counted.setdefault(version, []).append((-len(held), id))
    return {version: [id for _, id in sorted(own)[:FACTS]] for version, own in counted.items()}


def _found_fact(fact: StoredFact, marks: Mapping[int | None, Judgement]) -> FoundFact:
    said = fact.status if fact.kind == "position" else fact.mode if fact.kind != "statement" else fact.type
    return FoundFact(
        key=fact.key,
        kind=fact.kind,
        who=fact.names("speaker", "source", "by", "party"),
        what=str(fact.data.get("label") or said or fact.type or fact.kind),
        when=spelled(fact.begin, fact.until, fact.precision, fact.told),
        evidence=" … ".join(words for _, _, words in fact.evidence),
        judged=marks[fact.judged].of(fact.key) if fact.judged in marks else None,
    )
