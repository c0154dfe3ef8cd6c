"""Signs of damage."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.language.parse import Parse
from verbale.reading import make_document
from verbale.record import Quality


def quality(text: str, language: str = "it") -> Quality:
    return make_document(text, language=language).quality


def glitches(text: str, language: str = "it") -> list[tuple[str, str, str | None]]:
    return [(glitch.kind, glitch.text, glitch.repair) for glitch in quality(text, language).glitches]


@pytest.mark.parametrize(
    "broken", ["cessate il cessate", "cessate di cessate", "Cessate del cessate il cessate", "cessate cessate"]
)
def test_the_head_of_a_term_in_place_of_its_last_word(broken: str) -> None:
    assert glitches(f"{broken}: così la proposta.") == [("broken term", broken, "cessate il fuoco")]


def test_sound_terms_and_idioms_are_left_alone() -> None:
    assert glitches("Il cessate il fuoco regge giorno per giorno, passo dopo passo, faccia a faccia.") == []


def test_repeated_function_words() -> None:
    assert glitches("La tregua di di un mese.") == [("repeated word", "di di", "di")]
    assert glitches("The end of of the the war.", "en") == [
        ("repeated word", "of of", "of"),
        ("repeated word", "the the", "the"),
    ]
    assert glitches("He said that that had had no effect; in, in short.", "en") == []


def test_words_repeated_across_a_line_are_no_repetition() -> None:
    assert glitches("Disse che la\nla tregua reggeva.") == []


def test_calques_with_and_without_repair() -> None:
    assert glitches("L'incontro fu chiamato fuori su martedì.") == [
        ("calque", "chiamato fuori", "annullato"),
        ("calque", "su martedì", None),
    ]
    assert glitches("Le proposte, girate su un foglio, sono chiamate così.") == []


def test_only_the_damaged_words_of_a_pattern_are_marked() -> None:
    assert glitches("Il ministro ha definito il suo omologo turco ieri.")[0] == ("calque", "definito", "chiamato")


@pytest.mark.parametrize("text", ["Disse: “Non ora.", "Disse: «Non ora.", 'Disse: "Non ora.', "Il ministro dice “"])
def test_a_quotation_that_never_closes(text: str) -> None:
    assert [kind for kind, _, _ in glitches(text)] == ["unclosed quotation"]


@pytest.mark.parametrize(
    "text",
    [
        "Disse: “Non «ora»”.",
        "Er sagte: „Nein“.",
        'Disse: "Non ora".',
        "“Non ora, disse il ministro.\n“E nemmeno domani.”",
        'Disse: “Non ora".',
    ],
)
def test_quotations_that_close(text: str) -> None:
    assert glitches(text) == []


def test_mojibake_is_repaired_by_the_word() -> None:
    assert glitches("Il ministro non dice perchÃ© no.") == [("mojibake", "perchÃ©", "perché")]
    assert glitches("Ha detto â€œora noâ€\x9d.") == [("mojibake", "â€œ", "“"), ("mojibake", "â€\x9d", "”")]
    assert glitches("A São Paulo, in Ã.") == []


def test_undecodable_characters() -> None:
    assert glitches("Il ministro ha d\ufffd\ufffdtto no.") == [("undecodable", "\ufffd\ufffd", None)]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Il ministro ha detto di no.", False),
        ("Il ministro ha detto: «No».", False),
        ("Il ministro ha detto di no. Il presidente della", True),
        ("Il ministro ha detto di no. Continua a leggere", True),
        ("Il ministro ha detto di no...", True),
        ("Il ministro ha detto di no. A sera poi è arrivata anche la risposta dell'altra parte in cau", True),
        ("Il ministro ha detto di no.\n\nRedazione Esteri", False),
        ("", False),
    ],
)
def test_truncation(text: str, cut: bool) -> None:
    assert quality(text).truncated is cut


def test_machine_translation_shows() -> None:
    bad = "I ribelli girarono giù il testo su lunedì. Poi l'incontro fu chiamato fuori. La tregua di di un mese."
    good = "I ribelli hanno respinto il testo lunedì. Poi l'incontro è stato annullato. La tregua di un mese."
    assert quality(bad).machine_translated > 0.8
    assert quality(good).machine_translated < 0.1


PIECES = (*"cd “”«»\"'’.,\n\r Ã©â€œ\ufffdàe", "cessate ", "il ", "di ", "giù ", "girarono ")


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_glitches_match_their_text_and_never_overlap(text: str) -> None:
    document = make_document(text, language="it")
    end = 0
    for glitch in document.quality.glitches:
        assert document.text[glitch.start : glitch.end] == glitch.text
        assert glitch.start >= end
        end = glitch.end


def test_of_repairs_that_touch_the_words_is_kept() -> None:
    assert glitches("Ha detto â€œperchÃ© no.") == [("mojibake", "â€œ", None), ("mojibake", "perchÃ©", "perché")]
    assert [repair for *_, repair in glitches("Un perchÃ©-“chiama per un voto.")] == ["perché-", None, None]


PARSED = (
    "perchÃ©",
    "Ã©",
    "â€œ",
    "-",
    "'",
    "“",
    "\u202e",
    " ",
    ".",
    "\n",
    "la ",
    "cessate ",
    "girarono giù",
    "chiama per un ",
)


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.sampled_from(PARSED), max_size=30))
def test_no_repair_is_too_much_for_the_parser(pieces: list[str], parse_it: Callable[[str], Parse]) -> None:
    parse_it("".join(pieces))


@pytest.mark.parametrize("piece", ["cessate di ", "“", "a, ", "Ã©", "il il ", "x\n", "\ufffd "])
def test_time_is_linear(piece: str) -> None:
    started = time.process_time()
    make_document(piece * 20_000, language="it")
    assert time.process_time() - started < 3
