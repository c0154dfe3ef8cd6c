"""A plain dependency-rule baseline: what a day's work on a parse gives, with the reporting verbs of our codebook.

1. A cue is a verb whose form is in ``speech.toml``, or an according-to phrase that marks a noun.
2. The speaker is the cue's ``nsubj`` (of a conjoined or adverbial verb without one, *adding*: that of its governor; of
   *who*: the noun it stands for), or the noun marked by the according-to phrase. A cue without one is left.
3. The content is the cue's clause, ``ccomp`` or the sentence that the cue interrupts (``parataxis``); if the clause is
   quoted, or there is none, it is the quotations beside the cue. The content of an according-to phrase is the rest of
   its clause.
4. Quotation marks pair by turns within a paragraph. A quotation goes to the nearest cue outside it in the sentences of
   its paragraph that it touches or borders on.

There is no coreference, no dropped subject and no list of exceptions.
"""

from __future__ import annotations

from benchmarks.statements.attribution import Attribution, Range
from verbale.codebook import Codebook
from verbale.language.parse import Parse, Token
from verbale.statements.lexicon import SpeechIndex

MARKS = frozenset(('"', "“", "”", "„", "«", "»", "''", "``"))
SHORTEST = 3  # words between marks that count as a quotation


def find_by_rules(parse: Parse, codebook: Codebook) -> list[Attribution]:
    """Attributions of a document, in text order of their cues."""
    index: SpeechIndex = codebook.derived(SpeechIndex.of)
    cues = {t.i: who for t in parse.tokens if _reports(t, index) and (who := _subject(parse, t)) is not None}
    marked = _quotations(parse)
    beside = _assign(parse, marked, list(cues))
    found = []
    for cue, speaker in cues.items():
        clause = _clause(parse, parse.tokens[cue])
        spans = beside.get(cue, [])
        if clause is not None:
            spans = [clause, *spans] if any(_overlap(q, clause) for q in spans) else [clause]
        if spans:
            found.append(Attribution(speaker, cue, tuple(_merged(spans))))
    return sorted([*found, *_according(parse, index)], key=lambda item: item.cue)


def _reports(token: Token, index: SpeechIndex) -> bool:
    return token.pos == "VERB" and any(not word.rest for word in index.verbs.get(token.norm, ()))


def _subject(parse: Parse, cue: Token) -> int | None:
    """The head of the cue's subject."""
    for subject in parse.dependents(cue.i, "nsubj"):
        if subject.dep != "nsubj:pass":
            relative = subject.feats.get("PronType") == "Rel" and cue.rel == "acl"
            return cue.head if relative else subject.i
    shared = cue.rel in ("conj", "advcl") and cue.head < cue.i
    return _subject(parse, parse.tokens[cue.head]) if shared else None


def _clause(parse: Parse, cue: Token) -> Range | None:
    """The clause that a cue reports: its complement, or all of the sentence that it is put into but itself."""
    for clause in parse.dependents(cue.i, "ccomp"):
        first, last = parse.extent(clause.i)
        if not first <= cue.i < last:
            return _trimmed(parse, first, last)
    if cue.rel == "parataxis":
        return _rest(parse, cue.head, cue.i)
    return None


def _rest(parse: Parse, head: int, without: int) -> Range | None:
    """The clause of ``head`` before the subtree of ``without``, or after it if that is longer."""
    first, last = parse.extent(head)
    low, high = parse.extent(without)
    before, after = (first, min(low, last)), (max(high, first), last)
    return _trimmed(parse, *max(before, after, key=lambda part: part[1] - part[0]))


def _trimmed(parse: Parse, first: int, last: int) -> Range | None:
    """A range without the punctuation around it."""
    while first < last and parse.tokens[first].pos == "PUNCT":
        first += 1
    while first < last and parse.tokens[last - 1].pos == "PUNCT":
        last -= 1
    return (first, last) if first < last else None


def _quotations(parse: Parse) -> list[Range]:
    """What stands between the first and the second, the third and the fourth mark … of each paragraph."""
    found = []
    opened, paragraph = -1, -1
    for token in parse.tokens:
        here = parse.sentences[token.sentence].paragraph
        if here != paragraph:
            opened, paragraph = -1, here
        if token.text not in MARKS:
            continue
        if opened >= 0 and token.i - opened > SHORTEST:
            found.append((opened + 1, token.i))
        opened = token.i if opened < 0 else -1
    return found


def _assign(parse: Parse, quotations: list[Range], cues: list[int]) -> dict[int, list[Range]]:
    """The quotations of each cue: a quotation goes to the nearest cue outside it."""
    by_sentence: dict[int, list[int]] = {}
    for cue in cues:
        by_sentence.setdefault(parse.tokens[cue].sentence, []).append(cue)
    out: dict[int, list[Range]] = {}
    for first, last in quotations:
        # The marks themselves may have been parsed into the sentence before or after.
        low = parse.tokens[max(first - 2, 0)].sentence
        high = parse.tokens[min(last + 1, len(parse.tokens) - 1)].sentence
        paragraph = parse.sentences[parse.tokens[first].sentence].paragraph
        near = [
            cue
            for n in range(low, high + 1)
            if parse.sentences[n].paragraph == paragraph
            for cue in by_sentence.get(n, ())
            if not first <= cue < last
        ]
        if near:
            nearest = min(near, key=lambda cue: min(abs(cue - first), abs(cue - last)))
            out.setdefault(nearest, []).append((first, last))
    return out


def _overlap(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _merged(spans: list[Range]) -> list[Range]:
    """The spans in text order, those that overlap as one."""
    out: list[Range] = []
    for first, last in sorted(spans):
        if out and first < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out


def _according(parse: Parse, index: SpeechIndex) -> list[Attribution]:
    """*According to the mayor, ten died*: the noun that the phrase marks, and the rest of its clause."""
    found = []
    for token in parse.tokens:
        source = parse.tokens[token.head]
        phrases = index.according.get(token.norm, ()) if token.rel == "case" and source.head != source.i else ()
        if any(_stands(parse, token.i, phrase) for phrase in phrases):
            content = _rest(parse, source.head, source.i)
            if content is not None:
                found.append(Attribution(source.i, token.i, (content,)))
    return found


def _stands(parse: Parse, at: int, phrase: tuple[str, ...]) -> bool:
    """Whether a phrase stands at a token; a contracted preposition counts as its lemma."""
    here = parse.tokens[at : at + len(phrase)]
    return len(here) == len(phrase) and all(w in (t.norm, t.lemma) for w, t in zip(phrase, here, strict=True))
