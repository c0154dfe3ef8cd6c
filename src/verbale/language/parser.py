"""Documents to parses, in batches: the only place that talks to spaCy at run time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args

from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, SENT_START
from spacy.tokens import Doc

from verbale.codebook import Codebook
from verbale.language.models import Model
from verbale.language.normal import plain, sober
from verbale.language.paragraphs import paragraphs
from verbale.language.parse import Name, NameLabel, Parse, Sentence, Token
from verbale.language.terms import Held, TermIndex, hold_together
from verbale.language.tokenizer import make_doc
from verbale.record import Document

# Labels of other people's pipelines beside ours.
_NAMES: dict[str, NameLabel] = {label: label for label in get_args(NameLabel)}
_NAMES |= {"PERSON": "PER", "GPE": "LOC", "FAC": "LOC"}


@dataclass(slots=True)
class _Piece:
    document: int
    start: int
    held: dict[int, Held]


class Parser:
    """Reads documents of one language with one model and codebook."""

    def __init__(self, model: Model, codebook: Codebook, *, batch_size: int = 64) -> None:
        self.model = model
        self.codebook = codebook
        self.batch_size = batch_size
        self._strings = model.nlp.vocab.strings

    def parse_all(self, documents: Iterable[Document]) -> Iterator[Parse]:
        """Parses in the order of the documents. The same document gives the same parse in any batch."""
        documents = list(documents)
        terms: TermIndex = self.codebook.derived(TermIndex)
        builders = [_Builder(document.text, self.codebook.language) for document in documents]

        def pieces() -> Iterator[tuple[Doc, _Piece]]:
            for n, document in enumerate(documents):
                glitches = [g for g in document.quality.glitches if g.repair is not None]
                at = 0
                for start, end in paragraphs(document.text):
                    doc = make_doc(self.model.nlp, sober(plain(document.text[start:end])))
                    here = []
                    while at < len(glitches) and glitches[at].start < end:
                        here.append(glitches[at])
                        at += 1
                    yield doc, _Piece(n, start, hold_together(doc, terms, here, start))

        done = 0
        for doc, piece in self.model.nlp.pipe(pieces(), as_tuples=True, batch_size=self.batch_size):
            while done < piece.document:
                yield builders[done].build()
                builders[done] = _Builder("", "")
                done += 1
            builders[piece.document].add(doc, piece)
        for builder in builders[done:]:
            yield builder.build()


@lru_cache(maxsize=4096)
def _feats(morph: str) -> Mapping[str, str]:
    return dict(part.split("=", 1) for part in morph.split("|") if "=" in part)


class _Builder:
    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        self.names: list[Name] = []
        self.paragraph = 0

    def add(self, doc: Doc, piece: _Piece) -> None:
        """Append one paragraph."""
        strings = doc.vocab.strings
        rows: Any = doc.to_array([LEMMA, POS, MORPH, DEP, HEAD, SENT_START, ENT_IOB, ENT_TYPE]).tolist()
        words = [(token.text, token.idx, bool(token.whitespace_), token.is_space) for token in doc]
        base = len(self.tokens)
        place: list[int] = []  # index in the Doc -> index in the parse; whitespace goes with its governor
        n = base
        for *_, blank in words:
            place.append(-1 if blank else n)
            n += not blank
        opened: Name | None = None
        new_sentence = True
        for k, ((text, idx, space, blank), row) in enumerate(zip(words, rows, strict=True)):
            lemma, pos, morph, dep, head, starts, iob, label = row
            new_sentence = new_sentence or _signed(starts) == 1
            if blank:
                if self.tokens and len(self.tokens) > base:
                    self.tokens[-1].space = True
                continue
            i = place[k]
            start = piece.start + idx
            if new_sentence:
                self._close_sentence()
                self.sentences.append(Sentence(len(self.sentences), self.paragraph, i, i, start, start))
                new_sentence = False
            to = k + _signed(head)
            while place[to] < 0 and rows[to][4] != 0:
                to += _signed(rows[to][4])
            held = piece.held.get(idx)
            given = self.text[start : start + len(text)]
            token = Token(
                i=i,
                start=start,
                end=start + len(text),
                text=given,
                norm=held.norm if held else plain(given).lower(),
                lemma=(held and held.lemma) or strings[lemma].lower() or plain(given).lower(),
                pos=(held and held.pos) or strings[pos],
                feats=_feats(strings[morph]),
                head=place[to] if place[to] >= 0 else i,
                dep=strings[dep] or "dep",
                sentence=len(self.sentences) - 1,
                space=space,
            )
            self.tokens.append(token)
            kind = _NAMES.get(strings[label]) if label else None
            if iob == 3 and kind:
                opened = Name(i, i + 1, kind)
                self.names.append(opened)
            elif iob == 1 and opened is not None:
                opened.last = i + 1
            else:
                opened = None
        self._close_sentence()
        self.paragraph += 1

    def _close_sentence(self) -> None:
        if self.sentences:
            sentence = self.sentences[-1]
            sentence.last = len(self.tokens)
            if sentence.last > sentence.first:
                sentence.end = self.tokens[-1].end

    def build(self) -> Parse:
        return Parse(self.text, self.language, self.tokens, self.sentences, self.names)


def _signed(value: int) -> int:
    """spaCy hands negative offsets over as unsigned 64-bit numbers."""
    return value - (1 << 64) if value >= 1 << 63 else value
