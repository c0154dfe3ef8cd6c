"""Annotated attributions, token by token: what the statement taggers learn from.

Two sources: PolNeAR (character spans of source, cue and content) and the passages of ``corpus/statements``, whose
strings are found in their texts. A token has one label for each of ``LAYERS``: 0 outside, 1 and 2 the first and the
further tokens of a span, 3 and 4 the same where what is attributed is no speech (*wanted*, *hopes*): to be left.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.passages import Passage, Statement
from verbale.language.parse import Parse
from verbale.pipeline import Reader
from verbale.record import Document
from verbale.statements.lexicon import SpeechIndex
from verbale.statements.tagging import LAYERS

OUT, BEGIN, INSIDE, OTHER_BEGIN, OTHER_INSIDE = range(5)
Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Attribution:
    """Character spans; ``nested`` if its content lies within that of another."""

    source: Spans
    cue: Spans
    content: Spans
    nested: bool = False


@dataclass(frozen=True)
class Annotated:
    document: Document
    attributions: tuple[Attribution, ...]


def document(name: str, text: str, language: str, published: str | None) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(id=name, text=text, language=language, published=published, sha256=digest)


def polnear(path: Path) -> Iterator[Annotated]:
    """The documents of a file of ``statements/polnear-*.jsonl``."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            spans = [
                Attribution(_pairs(item["source"]), _pairs(item["cue"]), _pairs(item["content"]))
                for item in row["attributions"]
            ]
            yield Annotated(document(row["id"], row["text"], "en", row["published"]), tuple(spans))


def _pairs(rows: list[list[int]]) -> Spans:
    return [(start, end) for start, end in rows]


def passages(found: Iterable[Passage]) -> Iterator[Annotated]:
    """Passages of our corpus whose statements are annotated in full."""
    for passage in found:
        if "statements" not in passage.layers:
            continue
        yield Annotated(
            document(passage.id, passage.text, passage.language, passage.published),
            tuple(_attribution(passage.text, s) for s in passage.statements),
        )


def _attribution(text: str, statement: Statement) -> Attribution:
    """The strings of a statement as spans: the cue nearest to the content, the speaker nearest to the cue."""
    contents = occurrences(text, statement.content)
    cues = occurrences(text, statement.cue) if statement.cue else []
    content, cue = contents[0], None
    if cues:
        pairs = [(a, b) for a in contents for b in cues]
        content, cue = min(pairs, key=lambda pair: _gap(*pair) + 999 * _within(pair[1], pair[0]))
    at = cue or content
    names = [o for o in occurrences(text, statement.speaker[0]) if not _within(o, content)] if statement.speaker else []
    source = min(names, key=lambda name: _gap(name, at), default=None)
    near = source if source is not None and _gap(source, at) < 160 else None
    return Attribution([near] if near else [], [cue] if cue else [], [content], statement.nested_in is not None)


def occurrences(text: str, string: str) -> Spans:
    """Where a string stands: as whole words if it does so anywhere, ignoring case if it does not stand exactly."""
    found = [(m.start(), m.end()) for m in re.finditer(re.escape(string), text)]
    found = found or [(m.start(), m.end()) for m in re.finditer(re.escape(string), text, re.IGNORECASE)]
    whole = [
        (a, b)
        for a, b in found
        if not (text[a - 1 : a].isalnum() and text[a].isalnum())
        and not (text[b : b + 1].isalnum() and text[b - 1].isalnum())
    ]
    return whole or found


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _gap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(a[0] - b[1], b[0] - a[1], 0)


def labels(parse: Parse, annotated: Annotated, index: SpeechIndex) -> np.ndarray:
    """Labels as int8 ``[tokens, layers]``; of nested attributions only source and cue, where they are free."""
    out = np.zeros((len(parse.tokens), len(LAYERS)), dtype=np.int8)
    for attribution in sorted(annotated.attributions, key=lambda item: item.nested):
        speech = _speech(parse, attribution, index)
        for layer, spans in enumerate((attribution.source, attribution.cue, attribution.content)):
            for start, end in spans:
                first, last = parse.token_range(start, end)
                if out[first:last, layer].any() and (attribution.nested or layer == 2):
                    continue
                out[first:last, layer] = INSIDE if speech else OTHER_INSIDE
                out[first : first + 1, layer] = BEGIN if speech else OTHER_BEGIN
    return out


def _speech(parse: Parse, attribution: Attribution, index: SpeechIndex) -> bool:
    if not attribution.cue:
        return True
    words = [t.norm for start, end in attribution.cue for t in parse.tokens[slice(*parse.token_range(start, end))]]
    return any(word in index.verbs or word in index.nouns or word in index.according for word in words)


def parsed(annotated: list[Annotated], reader: Reader, cache: Path | None = None) -> list[Parse]:
    """Parses in the order of the documents, each in its language, kept in a file between runs."""
    if cache is not None and cache.is_file():
        return list(pickle.loads(cache.read_bytes()))
    found: dict[str, Parse] = {}
    for language in sorted({item.document.language or "" for item in annotated}):
        members = [item.document for item in annotated if item.document.language == language]
        found.update(zip((d.id for d in members), reader.parser(language).parse_all(members), strict=True))
    parses = [found[item.document.id] for item in annotated]
    if cache is not None:
        cache.write_bytes(pickle.dumps(parses))
    return parses
