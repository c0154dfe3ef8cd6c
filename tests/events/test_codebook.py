"""The data holds together, a user can add to it, and no text breaks the stage."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.codebook import codebook
from verbale.codebook.book import Codebook
from verbale.events import find_events
from verbale.events.lexicon import EventTypes, EventWords
from verbale.language.parse import Parse, Sentence, Token
from verbale.record import Actor, Span


@pytest.mark.parametrize("language", ["it", "en"])
def test_frames_use_defined_types_and_modes(language: str) -> None:
    book = codebook(language)
    types = {entry.key: entry for entry in book.section(EventTypes).type}
    for frame in book.section(EventWords).frame:
        assert frame.verbs or frame.nouns, frame.key
        assert frame.mode is None or frame.mode in {mode.key for mode in types[frame.type].modes}, frame.key
    assert {frame.type for frame in book.section(EventWords).frame} <= types.keys()


def test_both_languages_have_the_same_frames() -> None:
    keys = [{(f.type, f.mode) for f in codebook(one).section(EventWords).frame} for one in ("it", "en")]
    assert keys[0] == keys[1]


def test_a_new_trigger_is_an_edit_of_data(tmp_path: Path, parse_en) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "events.toml").write_text(
        '[[frame]]\nkey = "palaver"\ntype = "CONSULT"\nmode = "talks"\n'
        'verbs = ["palaver"]\nobject = "source"\nprepositions = { with = "source" }\n'
    )
    text = "Okello will palaver with Marr."
    parse = parse_en(text)
    actors = tuple(
        Actor(
            id=f"a{n}", key=w, name=w, kind="person", mentions=(Span.of(text, text.index(w), text.index(w) + len(w)),)
        )
        for n, w in enumerate(("Okello", "Marr"), 1)
    )
    assert not find_events(parse, codebook("en"), actors, (), (), ())[0]
    (event,), _ = find_events(parse, Codebook("en", (tmp_path,)), actors, (), (), ())
    assert (event.mode, event.status) == ("talks", "planned")


WORDS = [
    "meet",
    "killed",
    "airstrike",
    "talks",
    "accused",
    "no",
    "12",
    "and",
    "with",
    ",",
    "not",
    "on",
    "denied",
    "The",
    "X",
]


@st.composite
def nonsense(draw: st.DrawFn) -> Parse:
    """Any words under any tree (its heads form no cycle, as a parser guarantees)."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
    text = " ".join(words)
    tokens: list[Token] = []
    at = 0
    for i, word in enumerate(words):
        head = draw(st.integers(0, i))
        pos = draw(st.sampled_from(["VERB", "NOUN", "PROPN", "ADP", "PUNCT", "AUX", "NUM"]))
        dep = draw(
            st.sampled_from(["nsubj", "obj", "obl", "acl:relcl", "acl", "conj", "xcomp", "case", "advcl", "nmod"])
        )
        tokens.append(Token(i, at, at + len(word), word, word.lower(), word.lower(), pos, {}, head, dep, 0, True))
        at += len(word) + 1
    return Parse(text, "en", tokens, [Sentence(0, 0, 0, len(words), 0, len(text))], [])


@given(nonsense())
@settings(max_examples=150, deadline=None)
def test_no_tree_breaks_the_stage(parse: Parse) -> None:
    actors = tuple(
        Actor(
            id=f"a{t.i}", key=str(t.i), name=t.text, kind="government", mentions=(Span.of(parse.text, t.start, t.end),)
        )
        for t in parse.tokens
        if t.pos == "PROPN"
    )
    events, _ = find_events(parse, codebook("en"), actors, (), (), ())
    assert all(parse.text[s.start : s.end] == s.text for e in events for s in e.evidence)
    assert [e.id for e in events] == [f"e{n}" for n in range(1, len(events) + 1)]
    starts = [e.evidence[0].start for e in events]
    assert starts == sorted(starts)


def test_empty_document() -> None:
    assert find_events(Parse("", "en", [], [], []), codebook("en"), (), (), (), ()) == ((), ())
