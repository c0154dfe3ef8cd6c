"""When a document was published, where only its text tells: a dateline or a full date near its top."""

from __future__ import annotations

from verbale.codebook import Codebook
from verbale.language.parse import Parse
from verbale.times.draft import Draft
from verbale.times.finder import Finder

_TOP_SENTENCES = 5
_LINE_TOKENS = 16  # a line that is little more than a date
_BEFORE = 4  # tokens in which a word such as "published" speaks for the date


def infer_published(parse: Parse, codebook: Codebook) -> str | None:
    """The date of publication as ISO 8601, or None unless the text clearly gives one.

    Clear is a full date that stands in a line of its own near the top, opens the text as in a dateline (*KYIV,
    3 May 2022 –*), or follows a word such as *published*; two different dates of this kind are not clear.
    """
    finder: Finder = codebook.derived(Finder)
    top = parse.sentences[:_TOP_SENTENCES]
    if not top:
        return None
    stop = top[-1].last
    found: list[str] = []
    for draft in finder.drafts(_head(parse, stop), None):
        full = draft.value is not None and draft.explicit_year and draft.unit == "day" and draft.day is not None
        if full and draft.first < stop and _speaks_for_document(draft, parse, finder):
            found.append(draft.value[:10] if draft.value else "")
    return found[0] if len(set(found)) == 1 else None


def _head(parse: Parse, stop: int) -> Parse:
    """The first sentences of a parse as a parse of their own."""
    tokens = parse.tokens[:stop]
    sentences = [s for s in parse.sentences if s.last <= stop]
    if any(token.head >= stop for token in tokens):
        return parse
    return Parse(parse.text, parse.language, tokens, sentences, [n for n in parse.names if n.last <= stop])


def _speaks_for_document(draft: Draft, parse: Parse, finder: Finder) -> bool:
    tokens = parse.tokens
    sentence = parse.sentences[tokens[draft.first].sentence]
    near = tokens[max(sentence.first, draft.first - _BEFORE) : draft.first]
    if any(token.norm in finder.publication_words for token in near):
        return True
    before = tokens[sentence.first : draft.first]
    after = tokens[draft.last : sentence.last]
    named = all(t.pos in ("PUNCT", "ADP", "SYM", "DET") or t.text[:1].isupper() for t in before)
    if not named or len(before) > _LINE_TOKENS:
        return False
    verbs = any(t.pos in ("VERB", "AUX") for t in after)
    if not verbs and len(before) + len(after) <= _LINE_TOKENS:
        return True
    opens = bool(after) and after[0].norm in ("-", "–", "—", ")", ":", "_", "|", "--")
    return opens and sentence.index <= 2
