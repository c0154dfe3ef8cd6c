"""Train the names (persons, places, organisations) of one language.

    python -m training.names --data ../shared/data --language it --output build/names-it

Italian: KIND Wikinews and WikiNEuRal. English: WikiNEuRal, the named entities of GUM, and re3d. Since re3d is
also what English is measured on, ``--without SOURCE`` leaves sources of it out (*centcom*, *wikipedia* …): the
figures in the model card are measured on sources that the measured model has not seen.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import filter_spans

from verbale.language.normal import plain

CONFIG = Path(__file__).with_name("names.cfg")
STEPS = {"it": 3500, "en": 3000}
# Steps that follow on news alone, at a tenth of the rate, for a language whose data is mostly an encyclopaedia.
NEWS_STEPS = {"it": 400, "en": 0}
RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}
GUM = {"person": "PER", "organization": "ORG", "place": "LOC"}
ARTICLES = {"the", "a", "an"}  # of English, where re3d counts them into a name and nobody else does

Labelled = tuple[list[str], list[str]]  # words, and for each "O", "B-PER", "I-PER" …


def column_file(path: Path, word: int, label: int) -> Iterator[Labelled]:
    """Sentences of a CoNLL-like file; labels without B and I are joined where they touch."""
    words: list[str] = []
    labels: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split("\t")
        if len(cells) <= label:
            if words:
                yield words, labels
            words, labels = [], []
            continue
        tag = cells[label] if cells[label].split("-")[-1] in {"PER", "LOC", "ORG"} else "O"
        if tag != "O" and "-" not in tag:
            tag = ("I-" if labels and labels[-1].endswith(tag) else "B-") + tag
        words.append(plain(cells[word]).strip() or "-")
        labels.append(tag)


def gum(path: Path) -> Iterator[Labelled]:
    """GUM's entities whose words begin and end with a proper noun, the longest where they nest."""
    words: list[str] = []
    tags: list[str] = []
    stack: list[tuple[str, int]] = []
    spans: list[tuple[int, int, str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split("\t")
        if not line and words:
            yield words, _bio(words, tags, spans)
            words, tags, spans, stack = [], [], [], []
        if len(cells) != 10 or not cells[0].isdigit():
            continue
        words.append(plain(cells[1]))
        tags.append(cells[3])
        entity = re.search(r"Entity=([^|]+)", cells[9])
        for opened, closed_whole, closed in re.findall(
            r"\(([^()]+)(?=\()|\(([^()]+)(?:\)|$)|([^()]+)\)", entity.group(1) if entity else ""
        ):
            if opened:
                stack.append((opened, len(words) - 1))
            elif closed_whole:
                text = entity.group(1) if entity else ""
                if f"({closed_whole})" in text:
                    spans.append((len(words) - 1, len(words), closed_whole.split("-")[1]))
                else:
                    stack.append((closed_whole, len(words) - 1))
            elif closed:
                number = closed.split("-")[0]
                for k in range(len(stack) - 1, -1, -1):
                    if stack[k][0].split("-")[0] == number:
                        name, first = stack.pop(k)
                        spans.append((first, len(words), name.split("-")[1]))
                        break


def _bio(words: list[str], tags: list[str], spans: list[tuple[int, int, str]]) -> list[str]:
    labels = ["O"] * len(words)
    for first, last, kind in sorted(spans, key=lambda s: s[0] - s[1]):
        while first < last and words[first].lower() in ARTICLES:
            first += 1
        if kind not in GUM or first >= last or tags[first] != "PROPN" or tags[last - 1] != "PROPN":
            continue
        if any(label != "O" for label in labels[first:last]):
            continue
        for k in range(first, last):
            labels[k] = ("B-" if k == first else "I-") + GUM[kind]
    return labels


def re3d_spans(path: Path, nlp: Language) -> Iterator[tuple[Doc, list[Span]]]:
    """Paragraphs of one re3d source with all its persons, organisations and places that are names.

    re3d nests (*Foreign Secretary Philip Hammond*, *Philip Hammond*), counts articles in, and marks descriptions and
    pronouns as well (*our forces*): what does not begin and end with a capital is left out.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for piece in re.finditer(r"[^\n]+", row["text"]):
            doc = nlp.make_doc(plain(piece.group()))
            spans: list[Span] = []
            for entity in row["entities"]:
                start, end = entity["start"] - piece.start(), entity["end"] - piece.start()
                if entity["type"] not in RE3D or start < 0 or end > len(piece.group()):
                    continue
                span = doc.char_span(start, end, label=RE3D[entity["type"]], alignment_mode="expand")
                while span and len(span) > 1 and span[0].lower_ in ARTICLES:
                    span = Span(doc, span.start + 1, span.end, label=span.label_)
                if span and len(span.text) > 1 and all(token.text[0].isupper() for token in (span[0], span[-1])):
                    spans.append(span)
            if len(doc) > 3:
                yield doc, spans


def re3d(path: Path, nlp: Language) -> Iterator[Doc]:
    """The same without nesting, as our names go: a person without the title, else the whole name."""
    for doc, spans in re3d_spans(path, nlp):
        persons = [s for s in spans if s.label_ == "PER"]
        inner = [
            s for s in persons if not any(s.start <= o.start and o.end <= s.end and len(o) < len(s) for o in persons)
        ]
        doc.ents = filter_spans([*inner, *(s for s in spans if s.label_ != "PER")])
        yield doc


def with_other_names(items: list[Labelled], seed: int) -> list[Labelled]:
    """The sentences again, each name exchanged for another of its kind from the same data.

    Mention replacement (Dai and Adel 2020, "An Analysis of Simple Data Augmentation for Named Entity Recognition"):
    the names that matter to us are those that no training data holds.
    """
    chance = random.Random(seed)
    pool: dict[str, list[list[str]]] = {}
    for words, labels in items:
        for first, last, label in chunks(labels):
            pool.setdefault(label, []).append(words[first:last])
    out: list[Labelled] = []
    for words, labels in items:
        found = chunks(labels)
        if not found:
            continue
        new_words: list[str] = []
        new_labels: list[str] = []
        at = 0
        for first, last, label in found:
            name = chance.choice(pool[label])
            new_words += words[at:first] + name
            new_labels += labels[at:first] + [f"B-{label}"] + [f"I-{label}"] * (len(name) - 1)
            at = last
        out.append((new_words + words[at:], new_labels + labels[at:]))
    return out


def chunks(labels: list[str]) -> list[tuple[int, int, str]]:
    """``(first, last, kind)`` of each name."""
    out: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        if label.startswith("B-") or (label.startswith("I-") and not (out and out[-1][1] == i)):
            out.append((i, i + 1, label[2:]))
        elif label.startswith("I-"):
            out[-1] = (out[-1][0], i + 1, out[-1][2])
    return out


def labelled_docs(nlp: Language, items: Iterable[Labelled]) -> Iterator[Doc]:
    for words, labels in items:
        yield Doc(nlp.vocab, words=words, ents=labels)


def corpus(data: Path, language: str, without: set[str], nlp: Language, seed: int) -> tuple[list[Doc], list[Doc]]:
    """Training and development Docs of a language."""
    names = data / "names" / language
    items = list(column_file(names / "wikineural-train.conll", 1, 2))
    if language == "it":
        # News counts twice. Exchanged names, which helped English, lost a point here.
        items += news_items(data, language) * 2
        dev = list(labelled_docs(nlp, column_file(names / "kind-wikinews-dev.tsv", 0, 1)))
        return list(labelled_docs(nlp, items)), dev
    items += gum(data / "syntax" / "en" / "gum-train.conllu")
    dev = []
    for path in sorted(names.glob("re3d-*.jsonl")):
        docs = list(re3d(path, nlp))
        if path.stem.removeprefix("re3d-") in without:
            dev += docs
        else:
            items += [([t.text for t in d], [f"{t.ent_iob_}-{t.ent_type_}".rstrip("-") for t in d]) for d in docs] * 4
    items += with_other_names(items, seed)
    if not dev:
        dev = list(labelled_docs(nlp, gum(data / "syntax" / "en" / "gum-dev.conllu")))
    return list(labelled_docs(nlp, items)), dev


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--language", required=True, choices=sorted(STEPS))
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--without", action="append", default=[], help="a source of re3d to leave out and measure on")
    parser.add_argument("--steps", type=int, default=0)
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()
    nlp = spacy.blank(args.language)
    train_set, dev = corpus(args.data, args.language, set(args.without), nlp, args.seed)
    random.Random(args.seed).shuffle(train_set)
    started = time.perf_counter()
    first = args.output / "first" if NEWS_STEPS[args.language] else args.output
    if not (first / "model-best").is_dir():
        run(args.language, train_set, dev, first, args.seed, args.steps or STEPS[args.language])
    if NEWS_STEPS[args.language]:
        news = list(labelled_docs(nlp, news_items(args.data, args.language)))
        run(args.language, news, dev, args.output, args.seed, NEWS_STEPS[args.language], go_on=first / "model-best")
    record = {"seed": args.seed, "seconds": round(time.perf_counter() - started), "paragraphs": len(train_set)}
    (args.output / "run.json").write_text(json.dumps(record), encoding="utf-8")


def news_items(data: Path, language: str) -> list[Labelled]:
    """The part of the training data that is news."""
    return list(column_file(data / "names" / language / "kind-wikinews-train.tsv", 0, 1))


def run(
    language: str, train_set: list[Doc], dev: list[Doc], output: Path, seed: int, steps: int, go_on: Path | None = None
) -> None:
    """Train for ``steps`` batches, from scratch or from the pipeline ``go_on``, into ``output/model-best``."""
    output.mkdir(parents=True, exist_ok=True)
    for name, items in (("train", train_set), ("dev", dev)):
        DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"], docs=items).to_disk(output / f"{name}.spacy")
    config = spacy.util.load_config(
        CONFIG,
        overrides={
            "paths.train": str(output / "train.spacy"),
            "paths.dev": str(output / "dev.spacy"),
            "nlp.lang": language,
            "system.seed": seed,
            "training.max_steps": steps,
            "training.optimizer.learn_rate.total_steps": steps,
        },
    )
    if go_on is not None:
        config["components"]["ner"] = {"source": str(go_on)}
        config["training"]["optimizer"]["learn_rate"] |= {"initial_rate": 0.0002, "warmup_steps": 20}
        config["training"]["eval_frequency"] = 50
    train(init_nlp(config), output)


if __name__ == "__main__":
    main()
