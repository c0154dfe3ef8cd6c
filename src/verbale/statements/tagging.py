"""Sources, cues and contents as the taggers see them: a probability for each token, and the spans that follow."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from verbale.language.encoder import Encoder
from verbale.language.models import ModelError
from verbale.language.networks import Network, load_network
from verbale.language.parse import Parse
from verbale.language.pieces import windows
from verbale.statements.features import QUOTED, REPORTING, RULED, Features
from verbale.statements.phrases import Phrase
from verbale.statements.weights import Weights, load_weights

LAYERS = ("source", "cue", "content")
LABELS = 5  # outside, first and further tokens of a span, the same of what is attributed but no speech
LONGEST = 400  # tokens that a tagger sees at once, at most
PLAIN_SHARE = 0.5  # of the tagger without words, where there is one with them
HOLE = 2  # tokens, commas say, that do not end a content

Probabilities = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tagged:
    """Tokens ``first:last``; ``speech`` is the share of it that is speech rather than thought or wish."""

    first: int
    last: int
    sure: float
    speech: float


@dataclass(slots=True)
class Tags:
    """What the taggers say of a document: ``inside`` and ``speech`` are probabilities ``[tokens, layers]``."""

    inside: Probabilities
    speech: Probabilities
    spans: dict[str, list[Tagged]] = field(default_factory=dict)

    @classmethod
    def of(cls, parse: Parse, probabilities: Probabilities) -> Tags:
        """Read spans off probabilities ``[tokens, layers, labels]``."""
        tags = cls(1 - probabilities[:, :, 0], probabilities[:, :, 1] + probabilities[:, :, 2])
        begin = probabilities[:, :, 1] + probabilities[:, :, 3]
        for layer, name in enumerate(LAYERS):
            spans = []
            for first, last in _runs(parse, tags.inside[:, layer], begin[:, layer], HOLE if name == "content" else 0):
                inside = tags.inside[first:last, layer]
                speech = float(tags.speech[first:last, layer].sum() / inside.sum())
                spans.append(Tagged(first, last, float(inside.mean()), speech))
            tags.spans[name] = spans
        return tags

    def support(self, layer: str, first: int, last: int) -> float:
        """Mean probability that the tokens ``first:last`` are ``layer`` of a statement."""
        return float(self.speech[first:last, LAYERS.index(layer)].mean()) if first < last else 0.0

    def thought(self, layer: str, first: int, last: int) -> float:
        """Mean probability that the tokens are ``layer`` of what is attributed but not said."""
        at = LAYERS.index(layer)
        both = self.inside[first:last, at] - self.speech[first:last, at]
        return float(both.mean()) if first < last else 0.0

    def agreement(self, first: int, last: int) -> float:
        """The largest overlap, as a share of the union, of the tokens ``first:last`` with a tagged content."""
        spans = self.spans["content"]
        best = 0.0
        for at in range(max(bisect_left(spans, first, key=lambda s: s.last), 0), len(spans)):
            if spans[at].first >= last:
                break
            best = max(best, overlap((first, last), (spans[at].first, spans[at].last)))
        return best


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The tokens that two ranges share, as a share of those of either."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common / (max(one[1], other[1]) - min(one[0], other[0])) if common > 0 else 0.0


def _runs(parse: Parse, inside: Probabilities, begin: Probabilities, hole: int) -> Iterator[tuple[int, int]]:
    """Stretches of tokens rather inside than outside, cut where a span rather begins; none crosses a paragraph."""
    start = end = -1
    for i in np.flatnonzero(inside > 0.5).tolist():
        together = start >= 0 and i - end <= hole and begin[i] < 0.5 * inside[i]
        if together and _paragraph(parse, i) == _paragraph(parse, end - 1):
            end = i + 1
            continue
        if start >= 0:
            yield start, end
        start, end = i, i + 1
    if start >= 0:
        yield start, end


def _paragraph(parse: Parse, i: int) -> int:
    return parse.sentences[parse.tokens[i].sentence].paragraph


def phrase(parse: Parse, span: Tagged) -> Phrase:
    """A tagged source as a phrase: its head is the first word that hangs from outside, nouns before others."""
    words = range(span.first, span.last)
    tops = [i for i in words if not span.first <= parse.tokens[i].head < span.last or parse.tokens[i].head == i]
    nouns = [i for i in (*tops, *words) if parse.tokens[i].pos in ("NOUN", "PROPN", "PRON")]
    return Phrase(span.first, span.last, (nouns or tops or list(words))[0])


class Tagger:
    """The taggers of a language: one of all languages, which sees no words, and one on top of an encoder."""

    def __init__(
        self,
        weights: Weights,
        plain: Network,
        encoder: Encoder | None = None,
        worded: Network | None = None,
    ) -> None:
        self.weights, self.plain, self.encoder, self.worded = weights, plain, encoder, worded

    def networks(self) -> tuple[Network, ...]:
        own = (self.encoder.network,) if self.encoder is not None else ()
        return (self.plain, *own, *((self.worded,) if self.worded is not None else ()))

    def read(self, parse: Parse, classes: Features) -> Tags:
        """What they say of a document on average, in the stretches that may report something."""
        out = np.zeros((len(parse.tokens), len(LAYERS), LABELS), dtype=np.float32)
        out[:, :, 0] = 1
        numbers = classes.astype(np.int64)
        for first, last in stretches(parse):
            if may_report(classes[first:last]):
                out[first:last] = self.plain.run(numbers[first:last])
        if self.encoder is not None and self.worded is not None:
            for window in windows(parse, self.encoder.pieces):
                here = slice(window.first, window.last)
                if may_report(classes[here]):
                    seen = self.worded.run(numbers[here], self.encoder.read(window))
                    out[here] = PLAIN_SHARE * out[here] + (1 - PLAIN_SHARE) * seen
        return Tags.of(parse, out)


def load_tagger(language: str, profile: str, folder: Path | None = None) -> Tagger | None:
    """The taggers of a language, from a folder of the user or the package; ``fast`` does without the encoder.

    None where the package ships none: the rules stand alone. Raises ``ModelError`` for a file that is missing beside
    others, or in the folder of a user.
    """
    plain = load_network("statements", folder)
    if plain is None and folder is None:
        return None
    body, worded = (load_network(f"{language}-{part}", folder) for part in ("encoder", "statements"))
    full = profile == "full" and body is not None
    name = f"statements-{language if full else 'plain'}"
    weights = load_weights(name, folder)
    if plain is None or weights is None or (body is None) != (worded is None):
        part = (
            "statements.onnx" if plain is None else f"{name}.json" if weights is None else "half of an encoder's files"
        )
        raise ModelError(f"statement taggers of {language!r} in {folder or 'the package'}: {part} missing")
    return Tagger(weights, plain, Encoder(body), worded) if full and body is not None else Tagger(weights, plain)


def may_report(classes: Features) -> bool:
    """Whether there is a reporting word, a quotation, or something that the rules found."""
    return bool((classes[:, REPORTING] > 0).any() or (classes[:, QUOTED] > 0).any() or (classes[:, RULED] > 0).any())


def stretches(parse: Parse) -> Iterator[tuple[int, int]]:
    """Token ranges that a tagger sees at once: paragraphs, cut at sentences and after ``LONGEST`` tokens."""
    first = last = 0
    paragraph = -1
    for sentence in parse.sentences:
        if first < last and (sentence.paragraph != paragraph or sentence.last - first > LONGEST):
            yield first, last
            first = last
        paragraph = sentence.paragraph
        for at in range(sentence.first + LONGEST, sentence.last, LONGEST):
            yield first, at
            first = at
        last = sentence.last
    if first < last:
        yield first, last
