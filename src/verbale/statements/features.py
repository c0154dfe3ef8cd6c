"""What a tagger may see of a token, the same in all languages: no words, only classes of them.

Parts of speech, relations, quotation marks, classes of words of the codebook, mentions, what the rules found. Without
words a tagger that has learned from one language reads another for which there are no annotated texts, if its parse and
codebook are there (the shared recipes on PolNeAR report the same of delexicalised taggers).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from verbale.language.parse import Parse, Token
from verbale.record import Mention
from verbale.statements.draft import Draft
from verbale.statements.lexicon import SpeechIndex, Word
from verbale.statements.phrases import finite
from verbale.statements.quotations import MARKS, SINGLES, Quotations

Features = npt.NDArray[np.int16]

POS = (
    "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X"
).split()  # fmt: skip
RELATIONS = (
    "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed "
    "flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp"
).split()
# Closed classes of ``speech.toml``, the telling ones first: a token has the first that it belongs to.
CLASSES = (
    "complementisers", "questions", "negations", "unreal", "according", "viewpoint", "as_said", "relatives",
    "subordinators", "contrasts", "impersonal", "agents", "passives", "perfects", "hearers", "markers", "of",
    "catenatives", "clitics", "possessives", "conjunctions", "venue_nouns", "not_sources", "how",
)  # fmt: skip
FORMS = ("name", "description", "pronoun", "country", "metonym", "demonym", "collective")
CUE_FORMS = (
    "finite", "passive", "participle", "infinitive", "reduced", "noun", "according", "own", "relative", "viewpoint",
)  # fmt: skip
PUNCTUATION = {
    ",": 1,
    ".": 2,
    ":": 3,
    ";": 4,
    "?": 5,
    "!": 6,
    "(": 7,
    ")": 8,
    "—": 9,
    "–": 9,
    "-": 9,
    "…": 10,
    "...": 10,
}
GOVERNED = ("nsubj", "ccomp", "xcomp", "obj", "obl", "iobj", "advcl", "parataxis", "conj", "acl", "appos")
HIGHEST = 6  # governors that are looked at for a reporting verb

REPORTING, QUOTED, RULED = 4, 6, 14  # columns that say whether a text may report anything

# Number of values of each feature, in the order of the columns.
SIZES = (
    len(POS) + 1, len(RELATIONS) + 1, len(POS) + 1, 11, 9, len(CLASSES) + 1, 6, 11, 5, 11, 2 * len(FORMS) + 1,
    2 * len(GOVERNED) + 3, 2, 5, 6, 4, len(CUE_FORMS) + 2,
)  # fmt: skip

_POS = {name: number for number, name in enumerate(POS, 1)}
_RELATIONS = {name: number for number, name in enumerate(RELATIONS, 1)}
_FORMS = {name: number for number, name in enumerate(FORMS)}
_CUE_FORMS = {name: number for number, name in enumerate(CUE_FORMS, 1)}
_GOVERNED = {name: number for number, name in enumerate(GOVERNED, 1)}


def features(
    parse: Parse,
    index: SpeechIndex,
    quotations: Quotations,
    mentions: Iterable[Mention],
    timed: frozenset[int],
    drafts: Sequence[Draft],
) -> Features:
    """Class numbers ``[tokens, len(SIZES)]``, each column ``k`` below ``SIZES[k]``."""
    tokens = parse.tokens
    out = np.zeros((len(tokens), len(SIZES)), dtype=np.int16)
    classes = _classes(index)
    reporting = [_reporting(token, index) for token in tokens]
    for i, token in enumerate(tokens):
        head = tokens[token.head]
        out[i, :10] = (
            _POS.get(token.pos, 0),
            _RELATIONS.get(token.rel, 0),
            _POS.get(head.pos, 0),
            _distance(token.head - i),
            reporting[i],
            classes.get(token.norm, 0) or (classes.get(token.lemma, 0) if token.pos in ("ADP", "AUX") else 0),
            _quoted(i, quotations),
            PUNCTUATION.get(token.text, 0),
            _shape(token.text),
            _morphology(token),
        )
        out[i, 11] = _governor(parse, i, reporting)
    for mention in mentions:
        first, last = parse.token_range(mention.span.start, mention.span.end)
        if first < last and not out[first, 10]:
            out[first:last, 10] = 2 * _FORMS[mention.form] + 2
            out[first, 10] = 2 * _FORMS[mention.form] + 1
    out[list(timed), 12] = 1
    paragraph = -1
    for sentence in parse.sentences:
        if sentence.last > sentence.first:
            out[sentence.last - 1, 13] = 3
            out[sentence.first, 13] = 1 if sentence.paragraph == paragraph else 2
            paragraph = sentence.paragraph
    _ruled(out, drafts)
    return out


def _ruled(out: Features, drafts: Sequence[Draft]) -> None:
    """What the rules found, outer statements before inner ones."""
    for draft in sorted(drafts, key=lambda d: (d.content[0][0], -d.content[-1][1])):
        for first, last in draft.content:
            inner = bool(out[first, 14])
            out[first:last, 14] = 4 if inner else 2
            out[first, 14] = 3 if inner else 1
        if draft.phrase is not None and not out[draft.phrase.first, 15]:
            out[draft.phrase.first : draft.phrase.last, 15] = 2
            out[draft.phrase.first, 15] = 1
        if draft.cue is not None:
            out[draft.cue.first : draft.cue.last, 16] = len(CUE_FORMS) + 1
            out[draft.cue.first, 16] = _CUE_FORMS[draft.cue.form]


def _classes(index: SpeechIndex) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, name in enumerate(CLASSES, 1):
        for word in index.sets[name]:
            found.setdefault(word.split()[0], number)
    return found


def _reporting(token: Token, index: SpeechIndex) -> int:
    """How a reporting word takes its content: 1-5 verbs, 6 nouns, 7 phrases."""
    words = index.verbs.get(token.norm)
    if words and (token.pos in ("VERB", "AUX", "ADJ") or token.norm in index.sure):
        return _construction(words[-1])
    if token.norm in index.nouns:
        return 6
    if token.norm in index.own_words or token.norm in index.according_relative:
        return 7
    return 8 if words else 0


def _construction(word: Word) -> int:
    entry = word.entry
    if word.rest:
        return 5
    if "that" in entry.takes or "bare" in entry.takes or "whether" in entry.takes:
        return 2 if entry.hearer == "object" else 1
    return 3 if entry.links else 4


def _distance(offset: int) -> int:
    size = abs(offset)
    step = 0 if not size else 1 if size == 1 else 2 if size == 2 else 3 if size < 5 else 4 if size < 10 else 5
    return step if offset > 0 else step + 5 if step else 0


def _quoted(i: int, quotations: Quotations) -> int:
    outer = quotations.at(i, 0)
    if outer is None:
        return 0
    if i < outer.first:
        return 1
    if i >= outer.last and outer.closed:
        return 2
    return 3 if quotations.at(i, 1) is not None else 4 if outer.closed else 5


def _shape(text: str) -> int:
    if text in MARKS or text in SINGLES:
        return 4
    if text[:1].isdigit():
        return 3
    return 2 if len(text) > 1 and text.isupper() else 1 if text[:1].isupper() else 0


def _morphology(token: Token) -> int:
    feats = token.feats
    if token.pos in ("VERB", "AUX"):
        if finite(token):
            return {"Past": 1, "Imp": 1, "Pres": 2, "Fut": 3}.get(feats.get("Tense", ""), 4)
        return {"Inf": 5, "Part": 6, "Ger": 7}.get(feats.get("VerbForm", ""), 0)
    return {"1": 8, "2": 9, "3": 10}.get(feats.get("Person", ""), 0) if token.pos in ("PRON", "DET") else 0


def _governor(parse: Parse, i: int, reporting: Sequence[int]) -> int:
    """By which relation the token hangs, directly or not, from the nearest reporting verb above it."""
    at, steps = i, 0
    while steps < HIGHEST:
        head = parse.tokens[at].head
        if head == at:
            return 0
        if 0 < reporting[head] < 6:
            relation = _GOVERNED.get(parse.tokens[at].rel)
            return 2 * len(_GOVERNED) + 1 + (steps > 0) if relation is None else 2 * relation - (steps == 0)
        at, steps = head, steps + 1
    return 0
