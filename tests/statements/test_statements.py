"""Who said what, on short texts of our own: content, speaker's words, kind, act, polarity, nesting."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.codebook import codebook
from verbale.language.parse import Parse
from verbale.reading import make_document
from verbale.record import Statement
from verbale.statements import find_statements

Parsed = Callable[[str], Parse]
Row = tuple[str, str | None, str]  # content (parts joined by " | "), speaker's words, kind


def found(parse: Parse) -> tuple[Statement, ...]:
    document = make_document(parse.text, language=parse.language)
    return find_statements(parse, codebook(parse.language), (), (), document)[0]


def rows(parse: Parse) -> list[Row]:
    return [
        (" | ".join(c.text for c in s.content), s.speaker_span.text if s.speaker_span else None, s.kind)
        for s in found(parse)
    ]


ENGLISH: list[tuple[str, list[Row]]] = [
    (
        '"We will not sign," Amina Kone said. "They know why."',
        [("We will not sign", "Amina Kone", "direct"), ("They know why", "Amina Kone", "direct")],
    ),
    (
        '"We will not sign," Amina Kone told reporters in Nairobi, "and they know why."',
        [("We will not sign", "Amina Kone", "direct"), ("and they know why", "Amina Kone", "direct")],
    ),
    (
        "“Never,” said Ali. ‘It won’t happen,’ the general’s deputy insisted.",
        [("Never", "Ali", "direct"), ("It won’t happen", "the general’s deputy", "direct")],
    ),
    ("Asked whether he would go, he said: “No.”", [("No", "he", "direct")]),
    (
        "The minister said that the truce “is dead” in the north.",
        [("the truce “is dead” in the north", "The minister", "mixed")],
    ),
    ("The deal, the minister said, would fail.", [("The deal | would fail", "the minister", "indirect")]),
    ("The deal is dead, said Ann Lee, who runs the mission.", [("The deal is dead", "Ann Lee", "indirect")]),
    (
        "According to a senior diplomat, the text “is dead”.",
        [("the text “is dead”", "a senior diplomat", "mixed")],
    ),
    ("In the words of the ambassador, the plan was a trap.", [("the plan was a trap", "the ambassador", "indirect")]),
    ("It was reported that the bridge had been destroyed.", [("the bridge had been destroyed", None, "indirect")]),
    ("Three soldiers are said to have drowned.", [("have drowned", None, "indirect")]),
    (
        "Mediators urged both sides to hold fire, and the rebels promised to release 40 soldiers.",
        [("hold fire", "Mediators", "indirect"), ("release 40 soldiers", "the rebels", "indirect")],
    ),
    ("The governor accused the rebels of burning crops.", [("burning crops", "The governor", "indirect")]),
    ("The Secretary spoke today with the Foreign Minister.", []),
    ("He welcomed the truce and ruled out a meeting. They hope that it holds.", []),
    ("She said yes to the plan and said goodbye.", []),
    ("He has not said whether he will resign. Nobody said that.", []),
    ("“We are ready to talk\n\nThe army left the town.", []),
    ("“The road is open.” The minister left without another word.", []),
]

ITALIAN: list[tuple[str, list[Row]]] = [
    (
        "«Non firmeremo», ha detto Amina Kone. «Loro sanno perché».",
        [("Non firmeremo", "Amina Kone", "direct"), ("Loro sanno perché", "Amina Kone", "direct")],
    ),
    ("„Non è vero“, taglia corto il generale.", [("Non è vero", "il generale", "direct")]),
    ("Il ministro ha detto: la tregua è finita.", [("la tregua è finita", "Il ministro", "indirect")]),
    (
        "Secondo la Croce Rossa, il convoglio è stato fermato.",
        [("il convoglio è stato fermato", "la Croce Rossa", "indirect")],
    ),
    (
        "Il ministro ha fatto sapere in una nota che la tregua regge. Ha aggiunto di non temere sanzioni.",
        [("la tregua regge", "Il ministro", "indirect"), ("non temere sanzioni", None, "indirect")],
    ),
    (
        "L'esercito nega di aver colpito il campo, e accusa i ribelli di usare scudi umani.",
        [("aver colpito il campo", "L'esercito", "indirect"), ("usare scudi umani", "L'esercito", "indirect")],
    ),
    ("Il presidente ha esortato le parti a deporre le armi.", [("deporre le armi", "Il presidente", "indirect")]),
    ("È stato riferito che il ponte era crollato.", [("il ponte era crollato", None, "indirect")]),
    ("Si dice che i ribelli siano partiti.", [("i ribelli siano partiti", None, "indirect")]),
    ("Mosca: «Mai».", [("Mai", "Mosca", "direct")]),
    (
        "«È finita. Andiamo a casa». Lo ha detto ieri il generale.",
        [("È finita. Andiamo a casa", "il generale", "direct")],
    ),
    (
        "Il generale, secondo il quale «la guerra è finita», ha lasciato il paese.",
        [("la guerra è finita", "Il generale", "direct")],
    ),
    ("Ha accolto con favore la tregua. Ha detto sì al piano. Spera che tenga.", []),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(parse_en: Parsed, text: str, expected: list[Row]) -> None:
    assert rows(parse_en(text)) == expected


@pytest.mark.parametrize(("text", "expected"), ITALIAN)
def test_italian(parse_it: Parsed, text: str, expected: list[Row]) -> None:
    assert rows(parse_it(text)) == expected


def test_denial(parse_en: Parsed) -> None:
    (statement,) = found(parse_en("The army denied shelling the camp."))
    assert (statement.act, statement.polarity) == ("deny", "denied")
    assert statement.content[0].text == "shelling the camp"


def test_report_inside_a_report(parse_en: Parsed) -> None:
    outer, inner = found(parse_en("An official said that the general had warned that the road was mined."))
    assert inner.nested_in == outer.id
    assert outer.content[0].covers(inner.content[0])
    assert inner.content[0].text == "the road was mined"


def test_quotation_over_paragraphs_is_one_statement(parse_en: Parsed) -> None:
    text = "She wrote: “This is the first part.\n\n“And this is the second.”\n\nThe army left."
    (statement,) = found(parse_en(text))
    assert [c.text for c in statement.content] == ["This is the first part", "And this is the second"]


def test_unclosed_quotation_ends_with_its_paragraph(parse_it: Parsed) -> None:
    statements = found(parse_it("Il ministro ha detto: «Siamo pronti\n\nLa nave è partita. Il porto è chiuso."))
    assert [c.text for s in statements for c in s.content] == ["Siamo pronti"]


def test_transcript_turns(parse_en: Parsed) -> None:
    text = (
        "QUESTION: Did he say that he would go?\n\nMS. LEE: He did not. The Turks say they are ready.\n\n"
        "QUESTION: You said no.\n\nMS. LEE: I was misquoted.\n\nWe move on."
    )
    first, nested, second = found(parse_en(text))
    assert first.content[0].text == "He did not. The Turks say they are ready"
    assert first.kind == second.kind == "direct"
    assert nested.nested_in == first.id
    assert nested.content[0].text == "they are ready"
    assert [c.text for c in second.content] == ["I was misquoted", "We move on"]


def test_venue_is_no_content(parse_en: Parsed) -> None:
    (statement,) = found(parse_en("The envoy said in an interview with the BBC that talks would resume."))
    assert statement.venue is not None
    assert statement.venue.text == "in an interview with the BBC"
    assert statement.content[0].text == "talks would resume"


def test_dateline_is_no_content(parse_en: Parsed) -> None:
    (statement,) = found(parse_en("OSLO — The talks will resume in May, the Norwegian government said."))
    assert statement.content[0].text == "The talks will resume in May"


def test_ids_in_text_order(parse_en: Parsed) -> None:
    statements = found(parse_en("“Go,” said Ann. The army said that the general had denied that the road was mined."))
    assert [s.id for s in statements] == [f"s{n}" for n in range(1, len(statements) + 1)]
    starts = [s.content[0].start for s in statements]
    assert starts == sorted(starts)
