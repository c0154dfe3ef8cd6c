"""Words as the pieces of an encoder's vocabulary, and a document as windows that the encoder can see at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import curated_tokenizers

from verbale.language.parse import Parse

LONGEST = 160  # pieces in a window, the two marks of its ends included
_SPLIT = re.compile(r"\w+|[^\w\s]")
_CACHED = 100_000  # words whose pieces are remembered


class Pieces:
    """The word pieces of an uncased BERT vocabulary (Devlin et al. 2019): lower case, no accents."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._processor: Any = curated_tokenizers.WordPieceProcessor(list(vocabulary))
        place = {piece: number for number, piece in enumerate(vocabulary)}
        self.opening, self.closing, self.unknown = place["[CLS]"], place["[SEP]"], place["[UNK]"]
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The pieces of a word, at least one and at most eight."""
        found = self._known.get(word)
        if found is None:
            found = tuple(self._pieces(word))[:8] or (self.unknown,)
            if len(self._known) < _CACHED:
                self._known[word] = found
        return found

    def _pieces(self, word: str) -> Iterator[int]:
        bare = "".join(c for c in unicodedata.normalize("NFD", word[:60].lower()) if unicodedata.category(c) != "Mn")
        for part in _SPLIT.findall(bare):
            pieces, _ = self._processor.encode(part)
            yield from (self.unknown,) if -1 in pieces else pieces


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens ``first:last``; ``places[k]`` is where the first piece of token ``first + k`` stands in ``pieces``."""

    first: int
    last: int
    pieces: tuple[int, ...]
    places: tuple[int, ...]


def windows(parse: Parse, pieces: Pieces) -> Iterator[Window]:
    """The paragraphs of a document, cut at sentences, and where one is too long, within it."""
    part: list[tuple[int, ...]] = []
    first = size = 0
    paragraph = -1
    for sentence in parse.sentences:
        words = [pieces.of(token.text) for token in parse.tokens[sentence.first : sentence.last]]
        length = sum(map(len, words))
        if part and (sentence.paragraph != paragraph or size + length > LONGEST - 2):
            yield _window(first, part, pieces)
            part, size = [], 0
        paragraph = sentence.paragraph
        for k, word in enumerate(words):
            if size + len(word) > LONGEST - 2:
                yield _window(first, part, pieces)
                part, size = [], 0
            if not part:
                first = sentence.first + k
            part.append(word)
            size += len(word)
    if part:
        yield _window(first, part, pieces)


def _window(first: int, words: list[tuple[int, ...]], pieces: Pieces) -> Window:
    flat = [pieces.opening]
    places = []
    for word in words:
        places.append(len(flat))
        flat.extend(word)
    flat.append(pieces.closing)
    return Window(first, first + len(words), tuple(flat), tuple(places))
