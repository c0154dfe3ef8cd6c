"""Who speaks: short texts of our own, with the names and countries of their speakers in text order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.record import Record

Reading = Callable[..., Record]


def spoken(record: Record) -> list[tuple[str | None, str | None]]:
    """Name (None: unnamed) and country of the first speaker of each statement."""
    actors = {a.id: a for a in record.actors}
    found = [actors[s.speakers[0]] if s.speakers else None for s in record.statements]
    return [(a.name if a and a.kind != "unnamed" else None, a.country if a else None) for a in found]


ENGLISH = [
    (  # the name after a complement
        "His deputy for security affairs, Karim Osman, said that the draft was empty.",
        [("Karim Osman", None)],
    ),
    (
        "A spokesman for the northern parliament, Hamid al-Barani, said that oil would flow again.",
        [("Hamid al-Barani", None)],
    ),
    (  # the former and the latter
        "The Norwegian envoy, Jon Berg, met the Kenyan minister, Amos Wekesa. The former said that the door was open.",
        [("Jon Berg", "NOR")],
    ),
    (
        "The Norwegian envoy, Jon Berg, met the Kenyan minister, Amos Wekesa. The latter said that the door was shut.",
        [("Amos Wekesa", "KEN")],
    ),
    (  # labels of turns, titles and capitals
        "MS. HARLOW: Good morning. We welcome the truce.\n\nQUESTION: Will it hold?\n\nMS. HARLOW: I think so.",
        [("HARLOW", None), ("HARLOW", None)],
    ),
    (
        "ANA QUISPE: They let us go at dawn.\n\nHOST: And then?\n\nANA QUISPE: We walked to the river.",
        [("ANA QUISPE", None), ("ANA QUISPE", None)],
    ),
    (  # papers speak for whoever issued them
        "In a letter to the press, the Norwegian army offered to leave. The letter said that the road was open.",
        [("Armed Forces of Norway", "NOR"), ("Armed Forces of Norway", "NOR")],
    ),
    (
        "A statement by the Kenyan foreign ministry said that the envoy had left.",
        [("Ministry of Foreign Affairs of Kenya", "KEN")],
    ),
    (  # a particle within the name
        '"They count from the fort," says Alou ag Sidi, the trader.',
        [("Alou ag Sidi", None)],
    ),
    (  # after a quotation
        "“Every line of it has a price,” Andreas Pavlou, one of the drafters, said on Tuesday.",
        [("Andreas Pavlou", None)],
    ),
]
ITALIAN = [
    (
        "Il portavoce del ministero degli Esteri cileno, Nadir al-Marani, ha detto che la tregua tiene.",
        [("Nadir al-Marani", "CHL")],
    ),
    (
        "Il capo negoziatore ribelle Bernardo Quispe ha detto che non firmerà.",
        [("Bernardo Quispe", None)],
    ),
    (
        "Secondo l'ambasciatore kenyota, Amos Wekesa, la tregua tiene.",
        [("Amos Wekesa", "KEN")],
    ),
    (
        "L'inviato norvegese Jon Berg ha incontrato il ministro kenyota Amos Wekesa. "
        "Quest'ultimo ha detto che la porta è chiusa.",
        [("Amos Wekesa", "KEN")],
    ),
    (
        "L'inviato norvegese Jon Berg ha incontrato il ministro kenyota Amos Wekesa. "
        "«Vedremo lunedì», ha detto il primo.",
        [("Jon Berg", "NOR")],
    ),
    (
        "Il capo della missione, la norvegese Marta Lind, ha detto che le armi sono sette.",
        [("Marta Lind", "NOR")],
    ),
    (
        "COL. RENATO BASILI: Non lo correggo.\n\nDOMANDA: Chi ha dato l'ordine?\n\nCOL. RENATO BASILI: Non io.",
        [("RENATO BASILI", None), ("RENATO BASILI", None)],
    ),
    (
        "Una lettera del ministero degli Esteri cileno dice che il convoglio è partito.",
        [("Ministry of Foreign Affairs of Chile", "CHL")],
    ),
    (
        "«Vaneggiano», ribatte Hanna Kovač, viceministra cilena.",
        [("Hanna Kovač", "CHL")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_speakers(read_en: Reading, text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert spoken(read_en(text)) == expected


@pytest.mark.parametrize(("text", "expected"), ITALIAN)
def test_italian_speakers(read_it: Reading, text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert spoken(read_it(text)) == expected


def test_the_commander_of_whom_somebody_speaks_is_not_that_somebody(read_en: Reading) -> None:
    record = read_en("ANA QUISPE: The commander said I was a guest.\n\nHOST: And then?\n\nANA QUISPE: I left.")
    inner = next(s for s in record.statements if s.nested_in)
    assert {a.id: a.name for a in record.actors}[inner.speakers[0]] != "ANA QUISPE"


def test_an_ordinal_before_a_noun_is_no_person(read_it: Reading) -> None:
    record = read_it("Il primo ministro cileno ha incontrato Jon Berg e Marta Lind. Il secondo incontro è stato breve.")
    mentioned = {m.text for a in record.actors for m in a.mentions}
    assert not mentioned & {"Il primo", "Il secondo"}
