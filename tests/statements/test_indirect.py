"""Indirect speech: reporting verbs and idioms, where content begins and ends, second contents, and what is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.codebook import codebook
from verbale.language.parse import Parse
from verbale.reading import make_document
from verbale.statements import find_statements

Parsed = Callable[[str], Parse]


def contents(parse: Parse) -> list[str]:
    document = make_document(parse.text, language=parse.language)
    found = find_statements(parse, codebook(parse.language), (), (), document)[0]
    return [" | ".join(part.text for part in s.content) for s in found]


ENGLISH: list[tuple[str, list[str]]] = [
    # idioms and verbs
    ("The envoy made clear in turn that no talks were planned.", ["no talks were planned"]),
    ("The envoy let slip on Monday that the convoy had left.", ["the convoy had left"]),
    ("The court held that the ceasefire was binding.", ["the ceasefire was binding"]),
    ("The rebels offered to host talks.", ["host talks"]),
    ("Villagers in the valley complain they lack water.", ["they lack water"]),
    # an unknown verb with a subject and a clause
    ("The spokesman has precised that the bridge was open.", ["the bridge was open"]),
    # questions
    ("The general asked why the convoy had been stopped.", ["why the convoy had been stopped"]),
    ("The envoy explained how the truce would be watched.", ["how the truce would be watched"]),
    # second contents
    (
        "The minister said that the road was open and that the convoy had left.",
        ["the road was open", "the convoy had left"],
    ),
    # the reporter goes on
    (
        "The envoy urged both sides not to shell the pass, whereupon the rebels left the hall.",
        ["not to shell the pass"],
    ),
    (
        "The officers insisted that the marshes had been cleared, and the reporters went home.",
        ["the marshes had been cleared"],
    ),
    # possible speech made real
    ("The colonel would say only that the talks were over.", ["the talks were over"]),
    ("The colonel would say that the talks were over.", []),
    # sources
    ("By the ministry's account, the bridge was mined.", ["the bridge was mined"]),
    ("According, however, to two officials, the rifles were old.", ["the rifles were old"]),
    ("As one of the survivors relates, the column was shelled at dawn.", ["the column was shelled at dawn"]),
    ("The reply of the government was that the border would stay shut.", ["the border would stay shut"]),
    # nobody, nothing, names, objects
    ("The mission accused neither party of breaking the truce.", []),
    ("The paper is called a “Declaration of Principles” by nobody.", []),
    ("The report chronicles the deaths that followed the raid.", []),
    ("The train left according to plan.", []),
    ("The general hopes that the truce will last.", []),
]


ITALIAN: list[tuple[str, list[str]]] = [
    ("Il ministro ha messo in chiaro che la strada resta chiusa.", ["la strada resta chiusa"]),
    ("L'inviato ha lasciato intendere che il vertice era saltato.", ["il vertice era saltato"]),
    ("Il generale si è detto convinto che la tregua reggerà.", ["la tregua reggerà"]),
    ("Il portavoce suggerì che il convoglio passasse di notte.", ["il convoglio passasse di notte"]),
    ("La delegata ha comunque promesso che i prigionieri saranno liberati.", ["i prigionieri saranno liberati"]),
    ("Il portavoce ha puntato fuori che il ponte era minato.", ["il ponte era minato"]),
    ("I soldati chiesero chi fosse il maestro.", ["chi fosse il maestro"]),
    (
        "Il ministro ha detto che la strada era aperta e che il convoglio era partito.",
        ["la strada era aperta", "il convoglio era partito"],
    ),
    (
        "Mosca accusa gli «specialisti» stranieri di aver guidato i droni.",
        ["aver guidato i droni"],
    ),
    (
        "A detta di un ufficiale, che ha chiesto l'anonimato, il ponte è caduto.",
        ["il ponte è caduto"],
    ),
    ("Come ha riferito la radio, il ponte è stato colpito all'alba.", ["il ponte è stato colpito all'alba"]),
    ("Il treno è partito secondo calendario.", []),
    ("Un ufficiale del Secondo corpo d'armata è caduto al fronte.", []),
    ("I due ministri hanno concordato un cessate il fuoco dopo scontri che hanno lasciato vittime.", []),
    ("Il capitano, che tutti chiamano «il contabile», ha lasciato la città.", []),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(parse_en: Parsed, text: str, expected: list[str]) -> None:
    assert contents(parse_en(text)) == expected


@pytest.mark.parametrize(("text", "expected"), ITALIAN)
def test_italian(parse_it: Parsed, text: str, expected: list[str]) -> None:
    assert contents(parse_it(text)) == expected
