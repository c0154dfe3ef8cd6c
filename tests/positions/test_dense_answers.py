"""Answers as dense news tells them in passing: by nouns, by whoever speaks for a side, before it is said to what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.record import Record

Rows = list[tuple[str, str, str | None]]

ENGLISH: list[tuple[str, Rows]] = [
    (
        "Chad drafted a 20-day ceasefire between Niger and the rebels. Niger's foreign minister, Ali Tidjani, said on "
        "Wednesday that his government backed the truce provided the rebels left the town of Agadez.",
        [("Ali Tidjani", "conditional", "2024-05-15")],
    ),
    (
        "Egypt proposed a 15-day ceasefire between Ethiopia and Eritrea. The Minister of Foreign Affairs of Ethiopia, "
        "Gedion Haile, said that the Government supports the ceasefire on condition that Eritrea withdraws from Badme.",
        [("Gedion Haile", "conditional", None)],
    ),
    (
        "Togo tabled a 30-day truce last week, but the fighting with the rebels went on. There would be “no truce with "
        "bandits”, said the defence minister of Benin, Paul Houngbo.",
        [("Paul Houngbo", "rejects", None)],
    ),
    (
        "The 25-day truce proposed by Oman was followed by a no pronounced on Friday by Yemen. The Houthis have yet to "
        "reply to the truce.",
        [("Government of Yemen", "rejects", "2024-05-10"), ("Houthis", "undecided", None)],
    ),
    (
        "Uganda proposed a 60-day truce with the rebels of the Front for Free Acholi (FFA). From the Front for Free "
        "Acholi (FFA) came a qualified yes. The army kept shooting.",
        [("Front for Free Acholi", "conditional", None)],
    ),
    (
        "Cuba dropped its objections on Monday and accepted the 30-day ceasefire between Colombia and the rebels "
        "offered by Norway.",
        [("Government of Cuba", "accepts", "2024-05-13")],
    ),
]

ITALIAN: list[tuple[str, Rows]] = [
    (
        "Il Kenya e l'Unione africana hanno presentato martedì una tregua di 40 giorni. Alla tregua il governo "
        "sudanese ha dato il suo consenso.",
        [("Government of Sudan", "accepts", None)],
    ),
    (
        "Il Togo ha proposto una pausa umanitaria di 72 ore ai ribelli e all'esercito. La pausa non sostituisce la "
        "tregua di 30 giorni offerta dal Ghana. Alla pausa il Benin ha dato il suo assenso.",
        [("Government of Benin", "accepts", None)],
    ),
    (
        "Il piano di tregua di 20 giorni, presentato lunedì dal Ciad e dalla Lega araba, è stato accettato domenica "
        "anche dal Niger. L'esercito nigerino combatte i ribelli da marzo.",
        [("Niger", "accepts", "2024-05-12")],
    ),
    (
        "Sì alla tregua, ma prima i ribelli lascino Agadez. È la risposta che il Niger ha dato al piano di 20 giorni "
        "presentato dal Ciad.",
        [("Government of Niger", "conditional", None)],
    ),
    (
        "L'Oman ha proposto una tregua di 25 giorni. Dal Fronte per l'Acholi libero (FAL) non è arrivato ancora né un "
        "sì né un no. L'esercito ugandese ha accettato la tregua.",
        [("Fronte per l'Acholi libero", "undecided", None), ("Uganda People's Defence Force", "accepts", None)],
    ),
    (
        "«Siamo d'accordo sul principio», ha dichiarato la ministra degli Esteri etiope, Sara Haile, «purché l'Eritrea "
        "si ritiri da Badme». L'Etiopia rispondeva alla tregua di 15 giorni proposta dall'Egitto.",
        [("Sara Haile", "conditional", None)],
    ),
    (
        "Il Qatar ha offerto una tregua di 45 giorni al Ciad e ai ribelli. «Non ci sarà nessuna tregua con dei "
        "banditi», ha detto il ministro della Difesa ciadiano, Idriss Abakar.",
        [("Idriss Abakar", "rejects", None)],
    ),
]

UNSAID = [
    (
        "en",
        "Ghana has proposed a 10-day ceasefire to Mali and the rebels. The trip of Mali's president to Accra was "
        "ready, but Mali cancelled it on Sunday.",
    ),
    (
        "en",
        "Kenya has proposed a 10-day ceasefire to Chad and the rebels. The envoy flew to the capital to win over Chad.",
    ),
    (
        "en",
        "The envoy said a 48-hour pause around Goma, where shelling killed six people on Sunday, was holding. The "
        "army and the rebels fought on elsewhere.",
    ),
    (
        "it",
        "L'Egitto ha proposto una tregua di 30 giorni tra l'esercito e i ribelli. Che il Sudan abbia accettato la "
        "tregua, come scrivono i giornali, non risulta a nessuno.",
    ),
    (
        "it",
        "Il Ghana ha proposto al Mali una tregua di dieci giorni con i ribelli. La visita del ministro ad Accra non si "
        "farà: l'ha annullata il Mali.",
    ),
    (
        "it",
        "Il Ciad ha presentato una tregua di un mese ai ribelli e all'esercito. «Si tratta di una buona notizia», ha "
        "detto il presidente del Niger, Idrissa Moussa.",
    ),
]


def rows(record: Record) -> Rows:
    """Who takes which stance, and when."""
    names = {actor.id: actor.name for actor in record.actors}
    return [(names[p.actor], p.stance, p.date) for p in record.positions]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_told_in_passing_in_english(read_en: Callable[..., Record], text: str, expected: Rows) -> None:
    assert rows(read_en(text, published="2024-05-15")) == expected


@pytest.mark.parametrize(("text", "expected"), ITALIAN)
def test_told_in_passing_in_italian(read_it: Callable[..., Record], text: str, expected: Rows) -> None:
    assert rows(read_it(text, published="2024-05-15")) == expected


@pytest.mark.parametrize(("language", "text"), UNSAID)
def test_what_is_no_answer(
    read_en: Callable[..., Record], read_it: Callable[..., Record], language: str, text: str
) -> None:
    read = read_en if language == "en" else read_it
    assert rows(read(text, published="2024-05-15")) == []


def test_a_condition_after_the_cue_is_kept(read_it: Callable[..., Record]) -> None:
    record = read_it(ITALIAN[5][0], published="2024-05-15")
    assert [span.text for p in record.positions for span in p.conditions] == ["purché l'Eritrea si ritiri da Badme"]
