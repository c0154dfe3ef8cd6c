"""Universal Dependencies files as spaCy Docs.

A word token that the treebank splits (*della* = *di* + *la*, *dirgli* = *dire* + *gli*) is one token for us,
since a tokenizer cannot know the parts: it takes the attributes of the part that governs it and
the dependents of all its parts. Words whose parts simply add up (*don't* = *do* + *n't*) stay split
where ``merge`` is false.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from verbale.language.normal import plain


@dataclass(slots=True)
class Word:
    form: str
    lemma: str
    pos: str
    feats: str
    head: int  # index in the sentence; the root points to itself
    dep: str
    space: bool


def sentences(path: Path, *, merge: bool) -> Iterator[list[Word]]:
    """Yield the sentences of one CoNLL-U file."""
    lines: list[list[str]] = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                lines.append(line.split("\t"))
            elif not line and lines:
                yield _sentence(lines, merge=merge)
                lines = []
    if lines:
        yield _sentence(lines, merge=merge)


def _sentence(rows: list[list[str]], *, merge: bool) -> list[Word]:
    words = [row for row in rows if row[0].isdigit()]
    group: dict[int, list[str]] = {}  # first part's number -> the row of the whole word
    for row in rows:
        if "-" in row[0]:
            group[int(row[0].split("-")[0])] = row
    head_of = {int(row[0]): int(row[6]) for row in words}
    out: list[Word] = []
    place: dict[int, int] = {}  # number in the file -> index in the result
    pending: list[tuple[int, int]] = []  # index in the result, head's number in the file
    i = 0
    while i < len(words):
        number = int(words[i][0])
        whole = group.get(number)
        parts = [words[i]]
        if whole is not None:
            last = int(whole[0].split("-")[1])
            parts = [row for row in words if number <= int(row[0]) <= last]
            forms = "".join(row[1] for row in parts)
            if not merge and forms.casefold() == whole[1].casefold():
                at = 0
                for k, row in enumerate(parts):
                    place[int(row[0])] = len(out)
                    pending.append((len(out), int(row[6])))
                    form = whole[1][at : at + len(row[1])]
                    at += len(row[1])
                    space = k == len(parts) - 1 and "SpaceAfter=No" not in whole[9]
                    out.append(_word(row, form, space))
                i += len(parts)
                continue
        numbers = {int(row[0]) for row in parts}
        governor = next((row for row in parts if head_of[int(row[0])] not in numbers), parts[0])
        for n in numbers:
            place[n] = len(out)
        pending.append((len(out), int(governor[6])))
        form = whole[1] if whole is not None else words[i][1]
        misc = whole[9] if whole is not None else words[i][9]
        out.append(_word(governor, form, "SpaceAfter=No" not in misc))
        i += len(parts)
    for index, head in pending:
        out[index].head = place[head] if head else index
    return out


def _word(row: list[str], form: str, space: bool) -> Word:
    feats = row[5] if row[5] != "_" else ""
    lemma = row[2] if row[2] != "_" or form == "_" else form
    return Word(plain(form).replace(" ", "\u00a0"), lemma, row[3], feats, 0, row[7], space)


def docs(vocab: Vocab, items: Iterable[list[Word]], *, per_doc: int) -> Iterator[Doc]:
    """Pack sentences into Docs of ``per_doc``, so that the splitter sees borders."""
    batch: list[list[Word]] = []
    for item in items:
        batch.append(item)
        if len(batch) == per_doc:
            yield _doc(vocab, batch)
            batch = []
    if batch:
        yield _doc(vocab, batch)


def _doc(vocab: Vocab, batch: list[list[Word]]) -> Doc:
    words: list[Word] = []
    heads: list[int] = []
    for sentence in batch:
        base = len(words)
        words.extend(sentence)
        heads.extend(base + word.head for word in sentence)
    starts = [False] * len(words)
    base = 0
    for sentence in batch:
        starts[base] = True
        base += len(sentence)
    return Doc(
        vocab,
        words=[w.form for w in words],
        spaces=[w.space for w in words],
        pos=[w.pos for w in words],
        morphs=[w.feats for w in words],
        lemmas=[w.lemma for w in words],
        heads=heads,
        deps=["ROOT" if w.dep == "root" else w.dep for w in words],
    )
