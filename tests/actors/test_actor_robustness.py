"""No text is too strange, and none is read in more than linear time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verbale.actors import find_mentions, resolve_actors
from verbale.codebook import codebook
from verbale.language.parse import Parse, Sentence, Token
from verbale.reading import make_document
from verbale.record import Record, Span, Statement

WORDS = [
    "Moscow", "Russia", "the", "The", "president", "President", "Putin", "Marta", "Lind", ",", "and", "'s", "of", "he",
    "He", "their", "said", "Russian", "foreign", "ministry", "spokeswoman", "both", "sides", "two", ".", "-", '"', "US",
    "al", "in", "United", "Nations", "Gen.", "rebels", "é", "…",
]  # fmt: skip
POS = ["NOUN", "PROPN", "VERB", "ADJ", "DET", "ADP", "PRON", "PUNCT", "PART", "CCONJ", "AUX", "X", "NUM"]
DEPS = [
    "nsubj",
    "obj",
    "obl",
    "nmod",
    "conj",
    "appos",
    "flat",
    "compound",
    "amod",
    "case",
    "root",
    "obl:agent",
    "obl:tmod",
]


@st.composite
def parses(draw: st.DrawFn) -> Parse:
    """Trees and tags without sense: any governor within the sentence, cycles excluded by pointing left."""
    words = draw(st.lists(st.sampled_from(WORDS), max_size=60))
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    at = first = 0
    for i, word in enumerate(words):
        if not sentences or draw(st.integers(0, 9)) == 0:
            first = i
            sentences.append(Sentence(len(sentences), draw(st.integers(0, 3)), i, i, at, at))
        head = draw(st.integers(first, i))
        pos, dep = draw(st.sampled_from(POS)), draw(st.sampled_from(DEPS))
        number = draw(st.sampled_from([{}, {"Number": "Sing"}, {"Number": "Plur"}]))
        tokens.append(
            Token(
                i,
                at,
                at + len(word),
                word,
                word.lower(),
                word.lower(),
                pos,
                number,
                head,
                dep,
                len(sentences) - 1,
                True,
            )
        )
        at += len(word) + 1
        sentences[-1].last, sentences[-1].end = i + 1, tokens[-1].end
    return Parse(" ".join(words), "en", tokens, sentences, [])


@given(parses(), st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nonsense_trees(parse: Parse, data: st.DataObject) -> None:
    book = codebook("en")
    mentions = find_mentions(parse, book)
    for mention in mentions:
        assert parse.text[mention.span.start : mention.span.end] == mention.span.text
        assert any(t.i == mention.head for t in parse.tokens)
    statements: tuple[Statement, ...] = ()
    if mentions and parse.text:
        chosen = data.draw(st.lists(st.sampled_from([m.id for m in mentions]), max_size=3, unique=True))
        content = Span.of(parse.text, 0, len(parse.text) // 2 or 1)
        statements = (Statement(id="s1", speakers=tuple(chosen), content=(content,), kind="direct"),)
    document = make_document(parse.text, language="en")
    who = resolve_actors(parse, book, mentions, statements, (), document)
    ids = [a.id for a in who.actors]
    assert len(ids) == len(set(ids))
    keys = [a.key for a in who.actors]
    assert len(keys) == len(set(keys))
    for actor in who.actors:
        assert actor.mentions
        assert {*actor.members, *([actor.of] if actor.of else [])} <= set(ids)
    assert all(set(s.speakers) <= set(ids) for s in who.statements)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "," * 10_000,
        "Putin " * 3000,
        "Moscow, " * 3000,
        "the two sides " * 1500,
        "his spokesman, " * 1500,
        "President " * 2000,
        "and Russia " * 2000,
        "Marta Lind, the envoy, " * 800,
        "al-" * 2000,
    ],
)
def test_long_and_strange_texts(text: str) -> None:
    tokens: list[Token] = []
    at = 0
    for i, word in enumerate(text.replace(",", " ,").split()):
        start = text.index(word, at)
        at = start + len(word)
        pos = "PUNCT" if word == "," else "PROPN" if word[0].isupper() else "NOUN"
        tokens.append(Token(i, start, at, word, word.lower(), word.lower(), pos, {}, max(i - 1, 0), "nmod", 0, True))
    sentences = [Sentence(0, 0, 0, len(tokens), 0, len(text))] if tokens else []
    parse = Parse(text, "en", tokens, sentences, [])
    book = codebook("en")
    find_mentions(parse, book)
    started = time.perf_counter()
    mentions = find_mentions(parse, book)
    resolve_actors(parse, book, mentions, (), (), make_document(text, language="en"))
    assert time.perf_counter() - started < 0.5 + 0.0006 * len(tokens)


def test_an_empty_document(parse_en: Callable[[str], Parse]) -> None:
    parse = parse_en("")
    who = resolve_actors(parse, codebook("en"), (), (), (), make_document("", language="en"))
    assert (who.actors, who.statements, who.places, who.notes) == ((), (), (), ())


def test_an_address_after_a_preposition_is_no_person_without_words(read_en: Callable[..., Record]) -> None:
    text = "Carla Voss cvoss@example.com March 23, 2009 From TXQ.com She was pulled from the bank, and airlifted."
    record = read_en(text)
    assert all(span.text for actor in record.actors for span in actor.mentions)
