"""textacy's direct quotations (``textacy.extract.triples.direct_quotations``) over our parse.

The parse is handed over token by token as a spaCy ``Doc``, so textacy sees the same words, sentences, heads and names
as the other systems. Relations are renamed from Universal Dependencies to the older scheme that textacy compares with:
passive subjects and auxiliaries, and the further words of a name, which it looks for as ``compound``.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

from benchmarks.statements.attribution import Attribution
from verbale.language.normal import plain
from verbale.language.parse import Parse

RELATIONS = {"nsubj:pass": "nsubjpass", "csubj:pass": "csubjpass", "aux:pass": "auxpass", "flat": "compound"}


class Unavailable(RuntimeError):
    """A peer that is not installed, or cannot read a language; its message is the reason."""


def load_textacy(language: str) -> Callable[[Doc], Iterable[Any]]:
    """textacy's function. Raises ``Unavailable`` where textacy, or its list of verbs for the language, is missing."""
    if importlib.util.find_spec("textacy") is None:
        raise Unavailable("textacy is not installed (pip install 'verbale[bench]')")
    from textacy.constants import REPORTING_VERBS
    from textacy.extract.triples import direct_quotations

    if language not in REPORTING_VERBS:
        known = ", ".join(sorted(REPORTING_VERBS))
        raise Unavailable(f"textacy has no reporting verbs for {language!r}, only for {known}")
    found: Callable[[Doc], Iterable[Any]] = direct_quotations
    return found


def spacy_docs(parse: Parse, vocab: Vocab) -> list[tuple[int, Doc]]:
    """The paragraphs of a parse as spaCy documents, each with the index of its first token.

    By paragraph, because textacy gives up on all of a ``Doc`` that holds an odd number of quotation marks.
    """
    edges = [s.first for k, s in enumerate(parse.sentences) if not k or s.paragraph != parse.sentences[k - 1].paragraph]
    pairs = zip(edges, [*edges[1:], len(parse.tokens)], strict=True)
    return [(first, _doc(parse, vocab, first, last)) for first, last in pairs if first < last]


def _doc(parse: Parse, vocab: Vocab, first: int, last: int) -> Doc:
    tokens = parse.tokens[first:last]
    starts = {sentence.first for sentence in parse.sentences}
    tags = ["O"] * len(tokens)
    for name in parse.names:
        if first <= name.first and name.last <= last:
            tags[name.first - first : name.last - first] = [
                f"{'I' if k else 'B'}-{name.label}" for k in range(name.last - name.first)
            ]
    return Doc(
        vocab,
        words=[plain(token.text) for token in tokens],
        spaces=[token.space for token in tokens],
        pos=[token.pos for token in tokens],
        lemmas=[token.lemma for token in tokens],
        heads=[token.head - first for token in tokens],
        deps=[RELATIONS.get(token.dep, RELATIONS.get(token.rel, token.dep)) for token in tokens],
        sent_starts=[token.i in starts for token in tokens],
        ents=tags,
    )


def find_by_textacy(docs: list[tuple[int, Doc]], quotations: Callable[[Doc], Iterable[Any]]) -> list[Attribution]:
    """Attributions of a document; none from a paragraph that textacy refuses."""
    found = []
    for base, doc in docs:
        try:
            triples = list(quotations(doc))
        except ValueError:  # an odd number of quotation marks
            continue
        for triple in triples:
            speaker = min(triple.speaker, key=lambda token: sum(1 for _ in token.ancestors))
            content = (base + triple.content.start + 1, base + triple.content.end - 1)  # without the marks
            found.append(Attribution(base + speaker.i, base + triple.cue[0].i, (content,)))
    return found
