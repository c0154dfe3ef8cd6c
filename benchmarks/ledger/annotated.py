"""Tracks of dispatches that a person has annotated (``corpus/tracks``): texts, faultless records, what to expect."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import verbale
from verbale.reading import make_document
from verbale.record import Document, ReaderInfo, Record, Span

EXAMPLES = "examples"
READER = ReaderInfo(version="by hand")
_REFERRING = ("speakers", "source", "target", "hosts", "mediators", "claimed_by", "denied_by", "by", "between")
_ONE = ("said_in", "nested_in", "place", "proposal", "actor", "version_of", "supersedes", "of")


@dataclass(frozen=True)
class Annotated:
    """One track."""

    name: str
    folder: Path

    @cached_property
    def told(self) -> list[dict[str, Any]]:
        """The texts, in order of publication; those of the examples ship with the package, and were fetched at noon."""
        if self.name != EXAMPLES:
            return _lines(self.folder / f"{self.name}.jsonl")
        texts = _lines(Path(verbale.__file__).parent / "examples" / "dispatches.jsonl")
        return [one | {"retrieved": f"{one['published']}T12:00:00Z"} for one in texts]

    @cached_property
    def expected(self) -> dict[str, Any]:
        """What a careful person would write."""
        return tomllib.loads((self.folder / f"{self.name}.expected.toml").read_text(encoding="utf-8"))

    @cached_property
    def records(self) -> list[Record]:
        """What a faultless reader would tell."""
        annotations = {one["id"]: one for one in _lines(self.folder / f"{self.name}.annotated.jsonl")}
        return [by_hand(document_of(told), annotations[told["id"]]) for told in self.told]

    @cached_property
    def retrieved(self) -> dict[str, str]:
        """When each text was fetched, by id."""
        return {told["id"]: told["retrieved"] for told in self.told}


def tracks(folder: Path) -> Iterator[Annotated]:
    """The tracks of a folder, by name."""
    for path in sorted(folder.glob("*.expected.toml")):
        yield Annotated(path.name.partition(".")[0], folder)


def document_of(told: dict[str, Any]) -> Document:
    """The document of a line of texts."""
    fields = ("id", "title", "publisher", "url", "published", "language", "kind")
    return make_document(told["text"], **{field: told[field] for field in fields})


def by_hand(document: Document, told: dict[str, Any]) -> Record:
    """The record of an annotation. Raises ``ValueError`` for words that the text does not hold."""
    text = document.text
    groups = ("actors", "places", "statements", "events", "proposals", "positions")
    prefixes = dict(zip(groups, ("a", "p", "s", "e", "pr", "po"), strict=True))
    ids: dict[str, str] = {}
    for group in groups:
        items = _events(told[group]) if group == "events" else told[group]
        for n, item in enumerate(items, 1):
            ids[item["ref"]] = f"{prefixes[group]}{n}"

    def spans(words: Iterable[str]) -> list[Span]:
        return [_span(text, one, document.id) for one in words]

    def named(item: dict[str, Any]) -> dict[str, Any]:
        made = {name: value for name, value in item.items() if name not in ("ref", "words", "same_as", "note")}
        made["id"] = ids[item["ref"]]
        if "key" in made:
            made["key"] = actor_key(made["key"])
        for name in _REFERRING:
            if name in made:
                made[name] = [ids[ref] for ref in made[name]]
        for name in _ONE:
            if made.get(name) is not None:
                made[name] = ids[made[name]]
        return made

    statements = []
    for item in told["statements"]:
        made = named(item) | {"content": spans(item["words"]), "confidence": 1.0}
        made["cue"] = spans([made["cue"]])[0] if made.get("cue") else None
        statements.append(made)
    proposals = []
    for item in told["proposals"]:
        made = named(item) | {"evidence": spans(item["words"]), "confidence": 1.0}
        terms = {name: made.pop(name, None) for name in ("duration", "start", "scope")}
        proposals.append(made | {"terms": terms})
    positions = []
    for item in told["positions"]:
        made = named(item) | {"evidence": spans(item["words"]), "confidence": 1.0}
        positions.append(made | {"conditions": spans(item.get("conditions") or [])})
    return Record.model_validate(
        {
            "reader": READER,
            "document": document,
            "actors": [named(one) | {"mentions": spans(one["words"])} for one in told["actors"]],
            "places": [
                named(one) | _span(text, _first(one["words"]), document.id).model_dump() for one in told["places"]
            ],
            "statements": statements,
            "events": [
                named(one) | {"evidence": spans(one["words"]), "confidence": 1.0} for one in _events(told["events"])
            ],
            "proposals": proposals,
            "positions": positions,
        }
    )


def actor_key(key: str) -> str:
    """A key as the reader makes them: that of a body with a name is its name (*igo:* marks one without)."""
    return key.removeprefix("igo:")


def _events(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events; a contact that is ``moved_to`` another day is a postponed one and a planned one."""
    found: list[dict[str, Any]] = []
    for one in told:
        item = dict(one)
        moved = item.pop("moved_to", None)
        found.append(item)
        if moved:
            found.append(item | {"ref": f"{item['ref']}+", "status": "planned", "time": moved})
    return found


def _span(text: str, words: str, document: str) -> Span:
    start = text.find(words)
    if start < 0:
        raise ValueError(f"{document}: {words!r} is not in the text")
    return Span(start=start, end=start + len(words), text=words)


def _first(words: str | list[str]) -> str:
    return words if isinstance(words, str) else words[0]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
