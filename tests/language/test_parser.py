"""Parses: offsets into the text as given, held-together terms, damaged terms, the same in any batch."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.language.models import ModelError, load_model
from verbale.language.parse import Parse
from verbale.pipeline import Reader
from verbale.reading import make_document
from verbale.record import Glitch, Quality

Parsed = Callable[[str], Parse]


def check(parse: Parse) -> None:
    end = 0
    for token in parse.tokens:
        assert parse.text[token.start : token.end] == token.text
        assert token.text.strip() == token.text != ""
        assert end <= token.start
        end = token.end
        assert parse.sentences[token.sentence].first <= token.i < parse.sentences[token.sentence].last
        first, last = parse.extent(token.i)
        assert first <= token.i < last


def test_offsets_are_those_of_the_text_as_given(parse_en: Parsed) -> None:
    parse = parse_en("\n  “We  will go,” she\u00a0said.\r\n\r\nNobody — not even he — didn’t.\n")
    check(parse)
    assert [t.norm for t in parse.tokens[:3]] == ['"', "we", "will"]
    assert len({s.paragraph for s in parse.sentences}) == 2


def test_a_term_is_one_noun(parse_it: Parsed) -> None:
    parse = parse_it("Il governo ha accettato il cessate il fuoco proposto dai mediatori.")
    term = next(t for t in parse.tokens if t.lemma == "cessate il fuoco")
    assert (term.text, term.pos) == ("cessate il fuoco", "NOUN")
    verb = parse.tokens[term.head]
    assert verb.lemma == "accettare"


def test_a_repaired_term_is_read_as_what_it_means(reader: Reader) -> None:
    text = "Il governo ha accettato il cessate di cessate proposto dai mediatori."
    start = text.index("cessate di")
    glitch = Glitch(
        start=start, end=start + 18, text=text[start : start + 18], kind="repetition", repair="cessate il fuoco"
    )
    document = make_document(text, language="it").model_copy(update={"quality": Quality(glitches=(glitch,))})
    parse = next(reader.parser("it").parse_all([document]))
    check(parse)
    term = next(t for t in parse.tokens if t.text == "cessate di cessate")
    assert term.lemma == "cessate il fuoco"


def test_the_subtree_of_a_subject(parse_en: Parsed) -> None:
    parse = parse_en("The foreign minister of Norway met his colleague.")
    met = next(t for t in parse.tokens if t.norm == "met")
    (subject,) = parse.dependents(met.i, "nsubj")
    assert [parse.tokens[i].norm for i in parse.subtree(subject.i)] == ["the", "foreign", "minister", "of", "norway"]
    assert parse.span(*parse.extent(subject.i)).text == "The foreign minister of Norway"


def test_a_text_parses_alike_alone_and_in_company(reader: Reader) -> None:
    texts = ["The truce holds.", "", "She said no.\n\nThe talks failed, he said.", "One. Two. Three."]
    documents = [make_document(text, id=str(n), language="en") for n, text in enumerate(texts)]
    parser = reader.parser("en")
    together = list(parser.parse_all(documents))
    alone = [next(parser.parse_all([document])) for document in documents]
    assert [p.tokens for p in together] == [p.tokens for p in alone]
    assert len(together) == 4


def test_a_language_without_weights_is_named() -> None:
    with pytest.raises(ModelError, match="'xx'"):
        load_model("xx")


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModelError, match="no_such_pipeline"):
        load_model("en", "no_such_pipeline")


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_parses(parse_it: Parsed, text: str) -> None:
    check(parse_it(text.replace("\0", "\ufffd")))


def test_repairs_that_meet_in_one_token_do_no_harm(reader: Reader) -> None:
    text = "La parola-parola resta."
    glitches = tuple(
        Glitch(start=a, end=b, text=text[a:b], kind="repetition", repair="parola") for a, b in ((3, 9), (8, 16))
    )
    document = make_document(text, language="it").model_copy(update={"quality": Quality(glitches=glitches)})
    check(next(reader.parser("it").parse_all([document])))
