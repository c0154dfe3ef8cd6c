"""Countries of speakers: what the text must say for an actor to have one, and what must leave it blank."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.record import Record

Reading = Callable[..., Record]


def country(record: Record, text: str) -> str | None:
    """The country of the actor that has a mention of these words."""
    found = [a for a in record.actors if any(m.text == text for m in a.mentions)]
    assert found, [m.text for a in record.actors for m in a.mentions]
    return found[0].country


TOLD_EN = [
    # The words of a title, wherever they stand, and a title before another title
    ("Rwandan defence minister Gen. Paul Habimana said that the road was open.", "Gen. Paul Habimana", "RWA"),
    ("Ana Berg, a state secretary at the Norwegian foreign ministry, said that it was late.", "Ana Berg", "NOR"),
    # The seat of an organ, but not of one that works abroad
    ("The foreign ministry in Lima said on Monday that the border was closed.", "The foreign ministry", "PER"),
    ("The embassy in Lima said on Monday that the border was closed.", "The embassy", None),
    # A word for where somebody is from
    ("Luis Rey met his counterpart from Quito, who said that the road was open.", "his counterpart", "ECU"),
    # Those who speak of the place where they are
    ("A rocket hit a market in Kharkiv and killed three people, rescuers said.", "rescuers", "UKR"),
    ("Shells fell on Kharkiv and on Kano on Sunday, rescuers said.", "rescuers", None),
    # Groups have the country of their war
    ("The Malaita Eagle Force said that its men would not disarm.", "Malaita Eagle Force", "SLB"),
    ("The Rahanweyn Resistance Army said that the town was calm.", "Rahanweyn Resistance Army", "SOM"),
]
TOLD_IT = [
    ("Il ministro di affari esteri ruandese Paul Habimana ha detto che la strada è aperta.", "Paul Habimana", "RWA"),
    ("Il direttore generale delle operazioni militari peruviane ha detto che è tardi.", "Il direttore generale", "PER"),
    ("Il ministero degli Esteri a Lima ha detto lunedì che il confine è chiuso.", "Il ministero degli Esteri", "PER"),
    ("L'ambasciata a Lima ha detto lunedì che il confine è chiuso.", "L'ambasciata", None),
    ("Un razzo ha colpito un mercato a Charkiv e ucciso tre persone, dicono i soccorritori.", "i soccorritori", "UKR"),
    (
        "Il Movimento per la libertà di Isatabu ha detto che non deporrà le armi.",
        "Movimento per la libertà di Isatabu",
        "SLB",
    ),
]
APART_EN = [
    # Whose nationality is not whom they speak for
    (
        "The chief observer, the Norwegian Marta Lind, told the UN that the guns were seven.",
        "the Norwegian Marta Lind",
        None,
    ),
    ("A Belgian doctor said that the ward in Kano was full.", "A Belgian doctor", None),
    ("The Norwegian foreign minister, Marta Lind, told the UN that the guns were seven.", "Marta Lind", "NOR"),
    # A lone state that somebody names may be the other side's
    ("Minister Anan Suwan deplored the answer of Cambodia. The general said that it was late.", "The general", None),
    # A part of an office's words is no place
    ("Interior Minister Juan Salas said that the trial would be short.", "Interior Minister Juan Salas", None),
]
APART_IT = [
    (
        "Il capo degli osservatori, la norvegese Marta Lind, ha detto all'Onu che le armi sono sette.",
        "la norvegese Marta Lind",
        None,
    ),
    ("Un medico belga ha detto che a Kano la corsia è piena.", "Un medico belga", None),
    ("La ministra degli Esteri norvegese, Marta Lind, ha detto all'Onu che le armi sono sette.", "Marta Lind", "NOR"),
]


@pytest.mark.parametrize(("text", "mention", "expected"), TOLD_EN + APART_EN)
def test_countries_in_english(read_en: Reading, text: str, mention: str, expected: str | None) -> None:
    assert country(read_en(text), mention) == expected


@pytest.mark.parametrize(("text", "mention", "expected"), TOLD_IT + APART_IT)
def test_countries_in_italian(read_it: Reading, text: str, mention: str, expected: str | None) -> None:
    assert country(read_it(text), mention) == expected


def test_office_takes_the_state_where_the_text_is_set(read_en: Reading) -> None:
    """A town that the reporter names sets the text in its state; a state that is only named does not."""
    towns = "Peru's army took Ayacucho on Sunday. Colonel Luis Rey said that the road was open."
    named = "Peru's answer was late. Colonel Luis Rey said that the road was open."
    assert country(read_en(towns), "Colonel Luis Rey") == "PER"
    assert country(read_en(named), "Colonel Luis Rey") is None


def test_label_of_a_turn_takes_no_country_from_the_text(read_en: Reading) -> None:
    text = (
        "LIMA, 3 May. Peru's army took Ayacucho on Sunday.\n\n"
        "QUESTION: Is it over?\n\nSPOKESPERSON: We have seen the reports, and we regret them."
    )
    assert country(read_en(text), "SPOKESPERSON") is None
