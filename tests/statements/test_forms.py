"""Forms of attribution beyond *X said that*: tags without a known verb, sentences that look back, transcripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.codebook import codebook
from verbale.language.parse import Parse
from verbale.reading import make_document
from verbale.statements import find_statements

Parsed = Callable[[str], Parse]
Row = tuple[str, str | None]  # content (parts joined by " | "), speaker's words


def rows(parse: Parse) -> list[Row]:
    document = make_document(parse.text, language=parse.language)
    found = find_statements(parse, codebook(parse.language), (), (), document)[0]
    return [(" | ".join(c.text for c in s.content), s.speaker_span.text if s.speaker_span else None) for s in found]


ENGLISH: list[tuple[str, list[Row]]] = [
    (
        '"Nothing has changed," the envoy shrugged. "Ask the generals."',
        [("Nothing has changed", "the envoy"), ("Ask the generals", "the envoy")],
    ),
    ('"This is theatre," was the verdict of a European diplomat.', [("This is theatre", "a European diplomat")]),
    ('As the ambassador put it, "the guns do the talking".', [("the guns do the talking", "the ambassador")]),
    (
        'The truce will hold, as the minister put it, "until the first harvest".',
        [("until the first harvest", "the minister")],
    ),
    ('The pact was, in the general\'s words, "a piece of paper".', [("a piece of paper", "the general")]),
    ('State television quoted the general as saying: "We hold the bridge."', [("We hold the bridge", "the general")]),
    (
        'The statement read: "All hostilities shall cease at noon."',
        [("All hostilities shall cease at noon", "The statement")],
    ),
    ("Per the ministry, eleven soldiers were killed.", [("eleven soldiers were killed", "ministry")]),
    (
        "The fighting stopped, with monitors in Goma confirming that the road was open.",
        [("the road was open", "monitors in Goma")],
    ),
    (
        "The delegate recalled that a vote had been promised and held Rabat responsible for the delay.",
        [("a vote had been promised", "The delegate")],
    ),
    (
        "The visit was dropped last month, two officials briefed on the plan said.",
        [("The visit was dropped last month", "two officials")],
    ),
    (
        "Fighters of the league, reached by radio, denied asking for a pause.",
        [("asking for a pause", "Fighters of the league")],
    ),
    ("The rebels have said no. Kampala has said yes, and the talks go on.", []),
    ('"We have checked all the guns, said Colonel Ekin. He left.', [("We have checked all the guns", "Colonel Ekin")]),
    (
        'The minister said that the text was a trap: "It gives them everything."',
        [("the text was a trap", "The minister"), ("It gives them everything", "The minister")],
    ),
    (
        "PRESENTER: It is six. Moira Kell reports from Goma.\n\nKELL: The army says it will not sit down.\n\n"
        "NDIAYE: I asked him to wait.",
        [("it will not sit down", "The army"), ("I asked him to wait", "NDIAYE"), ("wait", "I")],
    ),
]

ITALIAN: list[tuple[str, list[Row]]] = [
    ("«Non è cambiato niente», allarga le braccia l'inviato.", [("Non è cambiato niente", "l'inviato")]),
    ("«Tutto falso», la replica di Damasco.", [("Tutto falso", "Damasco")]),
    ("«Tutto falso», è la replica del ministero.", [("Tutto falso", "ministero")]),
    ("«Calunnie», replica il ministro.", [("Calunnie", "il ministro")]),
    ("«Problemi di agenda», minimizzano al Cremlino.", [("Problemi di agenda", "Cremlino")]),
    ("La strada è aperta. Lo ha annunciato ieri il generale.", [("La strada è aperta", "il generale")]),
    ("La strada è aperta. A riferirlo è l'agenzia Tass.", [("La strada è aperta", "l'agenzia Tass")]),
    (
        "Lo scambio si farà venerdì: lo ha annunciato il ministero degli Esteri.",
        [("Lo scambio si farà venerdì", "il ministero degli Esteri")],
    ),
    ("«La strada è aperta». È quanto ha dichiarato il generale.", [("La strada è aperta", "il generale")]),
    (
        "Stando a quanto riferisce l'agenzia Anadolu, i morti sono sette.",
        [("i morti sono sette", "l'agenzia Anadolu")],
    ),
    (
        "Il testo, ha osservato il delegato svizzero, non dice nulla dei prigionieri.",
        [("Il testo | non dice nulla dei prigionieri", "il delegato svizzero")],
    ),
    (
        "Smentisce il vescovo, mediatore suo malgrado, di aver firmato la lettera.",
        [("aver firmato la lettera", "il vescovo")],
    ),
    ("Il governo ha esortato il paese «a non dormire».", [("a non dormire", "Il governo")]),
    (
        "La riunione è saltata, ha detto una fonte che non ha voluto essere nominata.",
        [("La riunione è saltata", "una fonte")],
    ),
    ("Riad nega di aver volato sulla zona e se la prende con i ribelli.", [("aver volato sulla zona", "Riad")]),
    ("Tripoli ha detto no di nuovo. Il generale ha detto sì.", []),
    (
        "“Le nostre batterie sono fredde, ha detto il portavoce. Poi ha taciuto.",
        [("Le nostre batterie sono fredde", "il portavoce")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(parse_en: Parsed, text: str, expected: list[Row]) -> None:
    assert rows(parse_en(text)) == expected


@pytest.mark.parametrize(("text", "expected"), ITALIAN)
def test_italian(parse_it: Parsed, text: str, expected: list[Row]) -> None:
    assert rows(parse_it(text)) == expected
