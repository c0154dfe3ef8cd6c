"""Make ``codebook/data/world/senses.toml``: what the topics and concepts of diplomacy have to do with each other.

    python -m training.senses --model MODEL [--corpus corpus] [--out FILE]

Each topic and concept is told to a sentence encoder (all-MiniLM-L6-v2, Apache License 2.0) by its name and by its
English terms; the two vectors are added, freed of what all have in common, and narrowed to ``DIMENSIONS``. The length
of a vector is how rare its key is in the texts of the corpus, in all languages. No word of a text is kept.
Needs the training extra.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verbale.codebook import codebook
from verbale.threads.points.lexicon import PointLexicon, Topics, TopicWords
from verbale.threads.points.sentences import sentences
from verbale.threads.points.wording import words_of

OUT = Path(__file__).parent.parent / "src" / "verbale" / "codebook" / "data" / "world" / "senses.toml"
TRAIN = ("statements/st-*-[abfghij]-*.json", "positions/po-*-[ab]-*.json", "events/ev-*-[ab]-*.json")
DIMENSIONS = 32
TOLD = 25  # words of its terms by which a topic is told
SMOOTH = 10  # sentences added to each count
HEAD = """# How near topics and concepts are to each other, in all languages alike. Made by `python -m training.senses`.
# A vector a key: signed bytes in hexadecimal; its length is how much the key tells, 100 for the rarest.
"""
Vectors = NDArray[np.float64]
Key = tuple[str, str]


def told(key: str, terms: Sequence[str]) -> str:
    """A topic or concept in words: its name, and the words of its terms without their marks."""
    words: dict[str, None] = {}
    for term in terms:
        for choice in term.replace("&", " ").replace("?", "").replace("|", " ").split():
            word = choice.replace("_", " ").rstrip("*")
            if len(word) > 3:
                words[word] = None
    return f"{key}: {', '.join(list(words)[:TOLD])}"


def texts(corpus: Path) -> Iterator[tuple[str, str]]:
    """Language and text of the passages of writers that are ``train``."""
    for path in sorted(path for pattern in TRAIN for path in corpus.glob(pattern)):
        entry = json.loads(path.read_text(encoding="utf-8"))
        yield entry["language"], entry["text"]


def rarity(corpus: Path, keys: Sequence[Key]) -> NDArray[np.float64]:
    """How rare each key is, 1 for one that no sentence has."""
    count: Counter[Key] = Counter()
    total = 0
    for language, text in texts(corpus):
        lexicon: PointLexicon = codebook(language).derived(PointLexicon)
        words = words_of(text)
        for first, last in sentences(text, words, lexicon):
            sentence = words[first:last]
            total += 1
            count.update({("topic", hit.item) for hit in lexicon.topics.find(sentence)})
            count.update({("concept", hit.item) for hit in lexicon.concepts.find(sentence)})
    return np.array([math.log((total + SMOOTH) / (count[key] + SMOOTH)) / math.log(total / SMOOTH + 1) for key in keys])


def encoded(model: Path, sentences: Sequence[str]) -> Vectors:
    """The mean of the last hidden states, one row a sentence, of length 1."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(model)
    encoder: Any = AutoModel.from_pretrained(model).eval()
    rows = []
    with torch.no_grad():
        for at in range(0, len(sentences), 32):
            given = tokenizer(list(sentences[at : at + 32]), padding=True, truncation=True, return_tensors="pt")
            states = encoder(**given).last_hidden_state
            mask = given["attention_mask"].unsqueeze(-1)
            rows.append(((states * mask).sum(1) / mask.sum(1)).double().numpy())
    return _unit(np.vstack(rows))


def narrowed(vectors: Vectors, dimensions: int = DIMENSIONS) -> Vectors:
    """Vectors of length 1 in the directions in which they differ most."""
    for _ in range(2):
        vectors = _unit(vectors - vectors.mean(axis=0))
    _, _, directions = np.linalg.svd(vectors - vectors.mean(axis=0), full_matrices=False)
    return _unit(vectors @ directions[:dimensions].T)


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float64)


def main() -> None:
    parse = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parse.add_argument("--model", type=Path, required=True)
    parse.add_argument("--corpus", type=Path, default=Path("corpus"))
    parse.add_argument("--out", type=Path, default=OUT)
    options = parse.parse_args()
    words = codebook("en").section(TopicWords)
    labels = {topic.key: topic.label.lower() for topic in codebook("en").section(Topics).topic}
    keys = [("topic", key) for key in words.topic] + [("concept", key) for key in words.concept]
    names = [labels.get(key, key) if kind == "topic" else key for kind, key in keys]
    terms = [words.topic[key] if kind == "topic" else words.concept[key] for kind, key in keys]
    vectors = narrowed(
        encoded(options.model, names)
        + encoded(options.model, [told(name, own) for name, own in zip(names, terms, strict=True)])
    )
    scaled = np.rint(100 * vectors * rarity(options.corpus, keys)[:, None]).astype(np.int8)
    lines = {"topic": ["[topic]"], "concept": ["[concept]"]}
    for (kind, key), row in zip(keys, scaled, strict=True):
        lines[kind].append(f'{key} = "{row.tobytes().hex()}"')
    options.out.write_text(HEAD + "\n" + "\n".join([*lines["topic"], "", *lines["concept"], ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
