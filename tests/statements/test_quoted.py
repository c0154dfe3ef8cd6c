"""Quoted speech: marks gone wrong, distant speakers, labels, signatures, dashes, and names that are nobody's words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.language.parse import Parse
from verbale.pipeline import Reader, read_parse
from verbale.reading import make_document
from verbale.record import Record
from verbale.statements.quotations import find_quotations

Parsed = Callable[[str], Parse]
Row = tuple[str, str]  # content (parts joined by " | "), speaker: actor's name, else words, else nothing


def by_rules(reader: Reader, text: str, language: str) -> Record:
    """The record of a text, its statements by the rules alone."""
    document = make_document(text, language=language)
    parser = reader.parser(language)
    return read_parse(document, next(parser.parse_all([document])), parser.codebook, reader.info(language))


def rows(record: Record) -> list[Row]:
    names = {actor.id: actor.name for actor in record.actors}
    found: list[Row] = []
    for statement in record.statements:
        words = statement.speaker_span.text if statement.speaker_span else ""
        speaker = ", ".join(names[s] for s in statement.speakers) or words
        found.append((" | ".join(c.text for c in statement.content), speaker))
    return found


ENGLISH: list[tuple[str, list[Row]]] = [
    # a subject far behind its verb
    (
        '"The bridge stays shut," announced, to some surprise and before the cameras had been set up, '
        "Defence Minister Anna Lindqvist.",
        [("The bridge stays shut", "Anna Lindqvist")],
    ),
    (
        "“We hold the pass,” General Peter Okello said in a speech that lasted for two hours.",
        [("We hold the pass", "Peter Okello")],
    ),
    # announced by a colon
    (
        "Maria Santos, who lost two sons in the war, watched from the gate: “I never thought I would see this.”",
        [("I never thought I would see this", "Maria Santos")],
    ),
    (
        "11:40 +++ Baku: “a pause”, not “a peace” +++ 11:52 All quiet +++",
        [("“a pause”, not “a peace”", "Government of Azerbaijan")],
    ),
    ('The slogan of the march: "Bread and salt".', []),
    # signed behind
    (
        '"They are my neighbours." (Igor Malenko, a baker, in Donetsk.)',
        [("They are my neighbours", "Igor Malenko")],
    ),
    ('"They will come back" — a Western diplomat, off the record.', [("They will come back", "a Western diplomat")]),
    # the person whom the text is about
    (
        "Ann Keller ran the clinic until the shells came. Two nurses stayed with her.\n\n"
        "“We slept under the tables. Nobody counted the days.”",
        [("We slept under the tables. Nobody counted the days", "Ann Keller")],
    ),
    (
        "“We had two cows and a mill. Now we have a number.” Ann Keller speaks without raising her voice.",
        [("We had two cows and a mill. Now we have a number", "Ann Keller")],
    ),
    # cut by the cue, with a clause between
    (
        "“My street is not on that map,” grumbled Peter Novak, who had come with forty friends, “and it never was.”",
        [("My street is not on that map", "Peter Novak"), ("and it never was", "Peter Novak")],
    ),
    # what a thing is called, with the thing
    ("The minister dismissed the letter as “a scrap of paper”.", [("the letter as “a scrap of paper”", "minister")]),
    ("The paper is to be called a “Declaration of Friendship”.", []),
    ("The two leaders unveiled what their host called the “Geneva Framework”.", []),
    # part of a clause
    (
        "The general's claim that the town had fallen “without a shot” was disputed within the hour.",
        [("the town had fallen “without a shot”", "general")],
    ),
    # transcripts
    (
        "SEN. HARLOW. Who signed the order?\nDIR. BOYCE. The minister did.\nSEN. HARLOW. He denies it.\n"
        "DIR. BOYCE. Then ask him again.",
        [
            ("Who signed the order?", "HARLOW"),
            ("The minister did", "BOYCE"),
            ("He denies it", "HARLOW"),
            ("Then ask him again", "BOYCE"),
        ],
    ),
    (
        "Ann Keller, 51, runs the village council.\n\nQ. Has anybody called?\n\nA. A captain called.\n\nQ. And?\n\n"
        "A. We talked.",
        [("A captain called", "Ann Keller"), ("We talked", "Ann Keller")],
    ),
]

ITALIAN: list[tuple[str, list[Row]]] = [
    (
        "«Il ponte resta chiuso», ha scandito dal pulpito padre Marco Bellini.",
        [("Il ponte resta chiuso", "Marco Bellini")],
    ),
    (
        "«Siamo stati liberati dai pastori, non dai soldati», ha sorriso Clara Fontana.",
        [("Siamo stati liberati dai pastori, non dai soldati", "Clara Fontana")],
    ),
    (
        "«Se è stato uno dei nostri, lo abbiamo letto sui giornali», ha reagito da Cuba la deputata Rosa Vidal.",
        [("Se è stato uno dei nostri, lo abbiamo letto sui giornali", "Rosa Vidal")],
    ),
    ("Un pilota, intercettato: «Vedo soltanto baracche».", [("Vedo soltanto baracche", "Un pilota")]),
    (
        "– Dateci una settimana e non si sparerà più – ci dice Marco Bellini. – Ma se tornano, torniamo anche noi.",
        [
            ("Dateci una settimana e non si sparerà più", "Marco Bellini"),
            ("Ma se tornano, torniamo anche noi", "Marco Bellini"),
        ],
    ),
    (
        "– Siamo entrati di notte – dice Marco Bellini, trent'anni – perché i lampioni erano spenti.",
        [("Siamo entrati di notte", "Marco Bellini"), ("perché i lampioni erano spenti", "Marco Bellini")],
    ),
    (
        "— Chi comanda oggi in città?\n— Chi ci è rimasto.\n— E il governo?\n— Il governo telefona.\n"
        "Il sindaco, Marco Bellini, porta due orologi.",
        [("Chi ci è rimasto", "Marco Bellini"), ("Il governo telefona", "Marco Bellini")],
    ),
    (
        "Il colonnello Marco Bellini bolla la resa come «il tradimento di due uomini».",
        [("la resa come «il tradimento di due uomini»", "Marco Bellini")],
    ),
    ("Il dossier si chiama «Terra Antica» e ha trenta pagine.", []),
    (
        '"La prossima volta non vi avviserà nessuno, ha detto in un video il capo dei ribelli Omar Haddad, seduto.',
        [("La prossima volta non vi avviserà nessuno", "Omar Haddad")],
    ),
    (
        "«La «linea verde» non si tocca», ha detto Marco Bellini.",
        [("La «linea verde» non si tocca", "Marco Bellini")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(reader: Reader, text: str, expected: list[Row]) -> None:
    _same(rows(by_rules(reader, text, "en")), expected)


@pytest.mark.parametrize(("text", "expected"), ITALIAN)
def test_italian(reader: Reader, text: str, expected: list[Row]) -> None:
    _same(rows(by_rules(reader, text, "it")), expected)


def _same(found: list[Row], expected: list[Row]) -> None:
    """The same contents, each by the speaker expected or by a longer name that ends with it."""
    assert [content for content, _ in found] == [content for content, _ in expected]
    for (_, speaker), (_, name) in zip(found, expected, strict=True):
        assert speaker.endswith(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"He calls it "progress"," she said.', ['He calls it "progress",', "progress"]),
        ('"We leave, he said. He was tired. Then she said "no".', ["We leave, he said. He was tired.", "no"]),
        ("“They ask, 'Is it the end o' the war?', and I nod.”", None),
        ("– We stay – said the man. – And you?", ["We stay", "And you?"]),
        ("The road – all of it – is open.", []),
        ("- will respect the truce;\n- expects 500 lorries.", []),
    ],
)
def test_marks(parse_en: Parsed, text: str, expected: list[str] | None) -> None:
    parse = parse_en(text)
    found = [parse.span(q.first, q.last).text for q in find_quotations(parse).all]
    assert found == (expected if expected is not None else [text[1:-1], "Is it the end o' the war?"])
