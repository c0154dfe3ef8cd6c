"""What persons judged as annotated passages: one JSON line a fact, in the format of docs/evaluation.md.

A passage is the sentence with what stands around it. Only the judged fact is annotated, so ``partial`` is true: other
facts of the passage are no errors. A rejected fact stands under ``rejected``, and is an error where the reader tells
it again. ``verbale evaluate FILE`` scores the reader on such a file.

Left out: facts on which reviewers disagree, those that are told no more, and those of texts that were forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from verbale.evaluation.comparison import INCIDENTS
from verbale.evaluation.gold import Type
from verbale.store.decided import Judgement, from_row
from verbale.store.query import StoredFact, facts_named
from verbale.store.reviewing import timex
from verbale.store.sql import chunks
from verbale.store.tables import appearances, judgements, versions
from verbale.views.judged import disagreements

NAME = "judgements.jsonl"
PAGE = 200  # judgements that are gone through at once
BEFORE, AFTER = 1_600, 600  # characters around the words, to the next paragraph
HALF = 0.5  # of several pieces the words between them are taken too if they are no more than so much of it
MEDIA = frozenset({"call", "meeting", "talks", "visit", "letter", "summit"})
STATUS = {"happened": "held"}
CONTACTS = frozenset({"held", "ongoing", "planned", "proposed", "cancelled", "postponed", "refused", "denied"})
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def lines(connection: Connection) -> Iterator[str]:
    """The lines of the file, in the order in which the facts were judged last."""
    for passage in passages(connection):
        yield json.dumps(passage, ensure_ascii=False).translate(_LINE_ENDS) + "\n"


def passages(connection: Connection) -> Iterator[dict[str, Any]]:
    """The passages as plain values, a page of judgements at a time."""
    disputed = disagreements(connection)
    after = 0
    while made := _page(connection, after):
        after = made[-1].id
        told = {one.key: one for one in facts_named(connection, {one.target for one in made})}
        chosen = [(one, told[one.target]) for one in made if one.target in told and one.target not in disputed]
        chosen = [(one, fact) for one, fact in chosen if fact.judged == one.id]
        yield from _passages(connection, chosen)


def _page(connection: Connection, after: int) -> list[Judgement]:
    query = select(judgements).where(
        judgements.c.id > after, judgements.c.subject == "fact", judgements.c.withdrawn.is_(None)
    )
    query = query.where(judgements.c.verdict.in_(("confirm", "reject", "correct"))).order_by(judgements.c.id)
    return [from_row(row) for row in connection.execute(query.limit(PAGE))]


def _passages(connection: Connection, chosen: Sequence[tuple[Judgement, StoredFact]]) -> Iterator[dict[str, Any]]:
    texts: dict[int, Row[Any]] = {}
    actors: dict[tuple[int, str], Row[Any]] = {}
    for part in chunks(sorted({fact.version for _, fact in chosen}), 50):
        texts |= {row.id: row for row in connection.execute(select(versions).where(versions.c.id.in_(part)))}
        query = select(appearances).where(appearances.c.version_id.in_(part))
        actors |= {(row.version_id, row.actor): row for row in connection.execute(query)}
    for judgement, fact in chosen:
        made = _Passage(fact, judgement, texts[fact.version], actors).made()
        if made is not None:
            yield made


@dataclass(frozen=True, slots=True)
class _Passage:
    fact: StoredFact
    judgement: Judgement
    row: Row[Any]
    actors: dict[tuple[int, str], Row[Any]]

    def made(self) -> dict[str, Any] | None:
        """The passage; ``None`` where its words are not in the text any more."""
        text, words = self.row.text, self._words()
        if words is None or self.row.language is None:
            return None
        start, end = words
        first, last = _around(text, start, end)
        kind, told = self._annotation(text[start:end])
        rejected = self.fact.rejected
        layers = [kind] if kind != "events" else []
        return {
            "id": self.fact.key,
            "language": self.row.language,
            "published": self.row.published,
            "title": self.row.title,
            "text": text[first:last],
            kind: [] if rejected else [told],
            "rejected": {kind: [told]} if rejected else {},
            "layers": layers,
            "partial": True,
            "sentence": self.fact.sentence,
            "verdict": "reject" if rejected else self.judgement.verdict,
            "corrected": list(self.fact.data.get("corrected", ())),
            "reason": self.judgement.reason,
            "writer": self.judgement.author,
            "judged": self.judgement.made,
            "written_for": "judgement",
            "document": self.fact.document,
            "publisher": self.row.publisher,
            "url": self.fact.url,
        }

    def _words(self) -> tuple[int, int] | None:
        """Where the words of the fact stand: of a statement all of them, else the first piece."""
        spans = self.fact.evidence
        if not spans or any(self.row.text[start:end] != words for start, end, words in spans):
            return None
        if self.fact.kind != "statement":
            return spans[0][:2]
        first, last = min(start for start, _, _ in spans), max(end for _, end, _ in spans)
        if sum(end - start for start, end, _ in spans) >= HALF * (last - first):
            return first, last
        longest = max(spans, key=lambda span: span[1] - span[0])
        return longest[:2]

    def _annotation(self, words: str) -> tuple[Type | str, dict[str, Any]]:
        fact = self.fact
        if fact.kind == "statement":
            return "statements", self._statement(words)
        if fact.kind == "position":
            return "positions", self._position(words)
        if fact.kind == "proposal":
            return "proposals", self._proposal(words)
        if fact.kind == "contact" and STATUS.get(fact.status or "", fact.status) in CONTACTS:
            return "contacts", self._contact(words)
        if fact.type in INCIDENTS:
            return "incidents", self._incident(words)
        if fact.type == "ACCUSE":
            return "accusations", self._accusation(words)
        return "events", self._event(words)

    def _statement(self, words: str) -> dict[str, Any]:
        names = self.fact.names("speaker")
        named = [name for name in names if not self._unnamed(name)]
        spans = [] if "speaker" in self.fact.data.get("corrected", ()) else self.fact.data.get("speaker") or []
        return {
            "content": words,
            "speaker": [*dict.fromkeys((*(span["text"] for span in spans), *names))],
            "speaker_actor": " and ".join(named) or None,
            "speaker_country": self._country("speaker"),
            "kind": self.fact.mode,
            "act": self.fact.type,
            "polarity": self.fact.data.get("polarity"),
            "said": timex(self.fact) or None,
        }

    def _contact(self, words: str) -> dict[str, Any]:
        medium = self.fact.mode if self.fact.mode in MEDIA else "meeting"
        return {
            "participants": [[name] for name in self.fact.names("source", "target")],
            "countries": self._countries("source", "target"),
            "medium": medium,
            "status": STATUS.get(self.fact.status or "", self.fact.status),
            "date": timex(self.fact) or None,
            "place": self.fact.place,
            "evidence": words,
        }

    def _accusation(self, words: str) -> dict[str, Any]:
        return {
            "by": list(self.fact.names("source")),
            "by_country": self._country("source"),
            "against": list(self.fact.names("target")),
            "against_country": self._country("target"),
            "evidence": words,
        }

    def _incident(self, words: str) -> dict[str, Any]:
        return {
            "kind": self.fact.mode,
            "by": list(self.fact.names("source")),
            "by_country": self._country("source"),
            "place": self.fact.place,
            "place_country": self.fact.country,
            "killed": self.fact.data.get("killed"),
            "injured": self.fact.data.get("injured"),
            "date": timex(self.fact) or None,
            "claimed_by": list(self.fact.names("claims")),
            "evidence": words,
        }

    def _event(self, words: str) -> dict[str, Any]:
        return {
            "type": self.fact.type,
            "mode": self.fact.mode,
            "status": self.fact.status,
            "source": list(self.fact.names("source")),
            "target": list(self.fact.names("target")),
            "trigger": [words],
        }

    def _proposal(self, words: str) -> dict[str, Any]:
        terms = {"duration": self.fact.data.get("duration"), "scope": self.fact.data.get("scope")}
        by = list(self.fact.names("by"))
        return {"key": "P1", "kind": self.fact.type, "by": by, "terms": terms, "evidence": words}

    def _position(self, words: str) -> dict[str, Any]:
        return {
            "actor": list(self.fact.names("party")),
            "country": self._country("party"),
            "proposal": None,
            "stance": self.fact.status,
            "date": timex(self.fact) or None,
            "conditions": [span["text"] for span in self.fact.data.get("conditions", ())],
            "evidence": words,
        }

    def _unnamed(self, name: str) -> bool:
        own = [self.actors.get((self.fact.version, one.actor)) for one in self.fact.who if one.name == name]
        return any(row is not None and row.kind == "unnamed" for row in own)

    def _country(self, *roles: str) -> str | None:
        return next(iter(self._countries(*roles)), None)

    def _countries(self, *roles: str) -> list[str]:
        """The countries of those in some roles, as the text has them; of a key of three capitals that key."""
        found: dict[str, None] = {}
        for one in self.fact.who:
            if one.role in roles:
                row = self.actors.get((self.fact.version, one.actor))
                country = row.country if row is not None else one.party if _is_code(one.party) else None
                found.update({country: None} if country else {})
        return list(found)


def _is_code(key: str) -> bool:
    return len(key) == 3 and key.isascii() and key.isalpha() and key.isupper()


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """A passage around some words, cut between paragraphs, else between words."""
    first, last = max(0, start - BEFORE), min(len(text), end + AFTER)
    if first > 0:
        cut = text.find("\n", first, start)
        cut = cut if cut >= 0 else text.find(" ", first, start)
        first = cut + 1 if cut >= 0 else first
    if last < len(text):
        cut = text.rfind("\n", end, last)
        cut = cut if cut >= 0 else text.rfind(" ", end, last)
        last = cut if cut >= 0 else last
    return first, last
