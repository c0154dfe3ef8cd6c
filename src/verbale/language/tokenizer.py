"""Tokens by spaCy's tokenizer, in linear time on any text.

spaCy peels marks off a word one by one and copies what is left each time: a line of ten thousand commas without a
space would cost a hundred million characters. Runs without a space are therefore cut before it sees them.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

LONGEST = 120  # characters without a space that are tokenized at once; longer than any word of prose

_RUN = re.compile(rf"\S{{{LONGEST},}}")


def make_doc(nlp: Language, text: str) -> Doc:
    """The Doc of a text; ``doc.text == text``."""
    if _RUN.search(text) is None:
        return nlp.make_doc(text)
    words: list[str] = []
    spaces: list[bool] = []
    for piece in _pieces(text):
        for token in nlp.make_doc(piece):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    return Doc(nlp.vocab, words=words, spaces=spaces)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    at = 0
    for run in _RUN.finditer(text):
        pieces.append(text[at : run.start()])
        pieces.extend(text[k : min(k + LONGEST, run.end())] for k in range(run.start(), run.end(), LONGEST))
        at = run.end()
    pieces.append(text[at:])
    return [piece for piece in pieces if piece]
