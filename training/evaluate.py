"""Score a pipeline on held-out data and write the figures as JSON.

    python -m training.evaluate --data ../shared/data --language it --model build/syntax-it/model-best

LAS and UAS are those of the CoNLL 2018 shared task: the universal part of the relation must agree, punctuation
counts, on the words and sentences of the treebank (Italian words that the treebank splits are one word). ``own``
figures are from raw text: our tokenizer and sentence borders, only words that both have, F1.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from training.conllu import Word, sentences
from training.names import column_file, labelled_docs, re3d_spans
from verbale.language.weights import unpack

HELD_OUT = {"it": "isdt-dev", "en": "gum-dev"}


def load(path: Path) -> Language:
    """A packed weights file or a spaCy folder."""
    return unpack(path.read_bytes()) if path.is_file() else spacy.load(path)


def universal(label: str) -> str:
    return label.lower().partition(":")[0]


def syntax(nlp: Language, items: list[list[Word]]) -> dict[str, float]:
    """Scores on gold words and sentences."""
    docs = [Doc(nlp.vocab, words=[w.form for w in s], spaces=[w.space for w in s]) for s in items]
    hits: Counter[str] = Counter()
    total = 0
    for doc, gold in zip(nlp.pipe(docs, batch_size=64), items, strict=True):
        for token, word in zip(doc, gold, strict=True):
            total += 1
            head = token.head.i == word.head
            hits["upos"] += token.pos_ == word.pos
            hits["lemma"] += token.lemma_.lower() == word.lemma.lower()
            hits["uas"] += head
            hits["las"] += head and universal(token.dep_) == universal(word.dep)
    return {name: round(100 * hits[name] / total, 2) for name in ("upos", "lemma", "uas", "las")}


def raw_text(nlp: Language, items: list[list[Word]]) -> dict[str, float]:
    """LAS F1 and sentence F1 from running text, ten sentences at once."""
    hit = n_gold = n_own = border = gold_borders = own_borders = 0
    for at in range(0, len(items), 10):
        text = ""
        words: list[tuple[int, int, int, str]] = []
        starts: set[int] = set()
        for sentence in items[at : at + 10]:
            base = len(words)
            starts.add(len(text))
            for word in sentence:
                words.append((len(text), len(text) + len(word.form), base + word.head, universal(word.dep)))
                text += word.form + (" " if word.space else "")
            if not text.endswith(" "):
                text += " "
        doc = nlp(text)
        gold = {(s, e): ((words[h][0], words[h][1]), d) for s, e, h, d in words}
        own = [t for t in doc if not t.is_space]
        n_gold, n_own = n_gold + len(gold), n_own + len(own)
        for token in own:
            span = (token.idx, token.idx + len(token))
            head = (token.head.idx, token.head.idx + len(token.head))
            hit += gold.get(span) == (head, universal(token.dep_))
        mine = {s.start_char for s in doc.sents}
        border += len(mine & starts)
        gold_borders, own_borders = gold_borders + len(starts), own_borders + len(mine)
    return {
        "own las": round(200 * hit / (n_gold + n_own), 2),
        "own sentences": round(200 * border / (gold_borders + own_borders), 2),
    }


def names(nlp: Language, docs: list[Doc]) -> dict[str, float]:
    """Strict F1 over persons, places and organisations, on the words of the data."""
    blank = [Doc(nlp.vocab, words=[t.text for t in d], spaces=[bool(t.whitespace_) for t in d]) for d in docs]
    hit = n_gold = n_own = touch = 0
    with nlp.select_pipes(enable=["ner"]):
        for doc, gold in zip(nlp.pipe(blank), docs, strict=True):
            mine = {(e.start, e.end, e.label_) for e in doc.ents}
            theirs = {(e.start, e.end, e.label_) for e in gold.ents}
            hit += len(mine & theirs)
            touch += sum(any(a < d and c < b and x == y for c, d, y in theirs) for a, b, x in mine)
            n_gold, n_own = n_gold + len(theirs), n_own + len(mine)
    return {
        "names f1": round(200 * hit / max(n_gold + n_own, 1), 2),
        "names overlap f1": round(200 * touch / max(n_gold + n_own, 1), 2),
    }


def nested_names(nlp: Language, paths: list[Path]) -> dict[str, float]:
    """F1 on re3d, whose names nest: ours are right if they are any of its names, border and label; a nest is found
    if any of its names is ours."""
    right = n_own = found = n_nests = 0
    with nlp.select_pipes(enable=["ner"]):
        for path in paths:
            for gold, spans in re3d_spans(path, nlp):
                blank = Doc(nlp.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold])
                mine = {(e.start, e.end, e.label_) for e in nlp(blank).ents}
                theirs = {(s.start, s.end, s.label_) for s in spans}
                nests: list[list[Span]] = []
                for span in sorted(spans, key=lambda s: (s.start, -s.end)):
                    if nests and span.start < max(s.end for s in nests[-1]):
                        nests[-1].append(span)
                    else:
                        nests.append([span])
                right, n_own = right + len(mine & theirs), n_own + len(mine)
                found += sum(any((s.start, s.end, s.label_) in mine for s in nest) for nest in nests)
                n_nests += len(nests)
    precision, recall = right / max(n_own, 1), found / max(n_nests, 1)
    return {
        "names precision re3d": round(100 * precision, 2),
        "names recall re3d": round(100 * recall, 2),
        "names f1 re3d": round(200 * precision * recall / max(precision + recall, 1e-9), 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--language", required=True, choices=sorted(HELD_OUT))
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--re3d", action="append", default=[], help="sources of re3d to measure names on")
    args = parser.parse_args()
    nlp = load(args.model)
    out: dict[str, Any] = {}
    if "parser" in nlp.pipe_names:
        path = args.data / "syntax" / args.language / f"{HELD_OUT[args.language]}.conllu"
        items = list(sentences(path, merge=args.language != "en"))
        out |= syntax(nlp, items) | raw_text(nlp, items)
    if "ner" in nlp.pipe_names and args.language == "it":
        kind = args.data / "names" / "it" / "kind-wikinews-dev.tsv"
        out |= names(nlp, list(labelled_docs(nlp, column_file(kind, 0, 1))))
    if args.re3d:
        out |= nested_names(nlp, [args.data / "names" / "en" / f"re3d-{source}.jsonl" for source in args.re3d])
    print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
