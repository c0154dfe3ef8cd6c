"""What dense news tells of a proposal far from where it is named: its authors, its term, which draft it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.record import Record

Table = list[tuple[str, str | None, list[str], str | None, bool]]
Case = tuple[str, str, Table]

CASES: list[Case] = [
    (
        "en",
        "Kenya and the African Union on Tuesday put forward a 40-day truce between Sudan and South Sudan. Sudan has "
        "accepted the plan.",
        [("ceasefire", "P40D", ["Government of Kenya", "African Union"], "proposed", False)],
    ),
    (
        "en",
        "The text, drafted by Chad and by the Arab League, calls for a 20-day ceasefire between Niger and the rebels.",
        [("ceasefire", "P20D", ["Government of Chad", "Arab League"], "proposed", False)],
    ),
    (
        "en",
        "Peru rewrote the truce after two weeks of fighting: twenty days instead of forty. The new version has been "
        "handed to Ecuador and to the rebels. Ecuador is studying it.",
        [
            ("ceasefire", "P40D", ["Government of Peru"], "proposed", False),
            ("ceasefire", "P20D", ["Government of Peru"], "proposed", True),
        ],
    ),
    (
        "en",
        "The envoys said a 48-hour pause around Goma, where shelling killed six people on Sunday, was holding. The "
        "army and the rebels fought on elsewhere.",
        [("humanitarian pause", "PT48H", [], "in force", False)],
    ),
    (
        "en",
        "Angola's talks with Namibia, due on Friday, have been put back to Monday. Zambia has accepted the 20-day "
        "truce between them; troops are still fighting.",
        [("ceasefire", "P20D", [], "proposed", False)],
    ),
    (
        "it",
        "Il Kenya e l'Unione africana hanno presentato martedì una tregua di 40 giorni. Alla tregua il governo "
        "sudanese ha dato il suo consenso.",
        [("ceasefire", "P40D", ["Government of Kenya", "African Union"], "proposed", False)],
    ),
    (
        "it",
        "Il piano di tregua di 20 giorni, presentato lunedì dal Ciad e dalla Lega araba, è stato accettato domenica "
        "anche dal Niger. L'esercito nigerino combatte i ribelli da marzo.",
        [("ceasefire", "P20D", ["Chad", "Arab League"], "proposed", False)],
    ),
    (
        "it",
        "Dopo il no pronunciato venerdì dallo Yemen, l'Oman ha riscritto la tregua: venti giorni invece di quaranta. "
        "La nuova versione è stata consegnata alle parti. Lo Yemen si è riservato di rispondere.",
        [
            ("ceasefire", "P40D", ["Government of Oman"], "proposed", False),
            ("ceasefire", "P20D", ["Government of Oman"], "proposed", True),
        ],
    ),
    (
        "it",
        "È scaduta ieri, dopo tre giorni senza spari, la tregua di 72 ore accettata dal Ruanda. L'esercito congolese "
        "ha ripreso a sparare.",
        [("ceasefire", "PT72H", [], "lapsed", False)],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_terms(
    read_en: Callable[..., Record], read_it: Callable[..., Record], language: str, text: str, expected: Table
) -> None:
    record = (read_en if language == "en" else read_it)(text, published="2024-05-15")
    names = {actor.id: actor.name for actor in record.actors}
    told = [
        (p.kind, p.terms.duration, [names[a] for a in p.by], p.status, p.version_of is not None)
        for p in record.proposals
    ]
    assert told == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Iraq has yet to reply to the 30-day truce. The text, a shorter version of the plan tabled in May by "
            "Jordan, was read out to the soldiers. Iran accepts the truce.",
        ),
        (
            "it",
            "L'Iraq non ha ancora risposto alla tregua di 30 giorni. Il testo, una versione ridotta del piano "
            "presentato a maggio dalla Giordania, è stato letto ai soldati. L'Iran accetta la tregua.",
        ),
        (
            "it",
            "Il Perù ha accettato la tregua di 30 giorni. L'Ecuador, che aveva approvato la prima versione, sulla "
            "seconda non si è ancora espresso. I ribelli sparano.",
        ),
    ],
)
def test_a_later_draft_is_tied_to_the_one_it_replaces(
    read_en: Callable[..., Record], read_it: Callable[..., Record], language: str, text: str
) -> None:
    record = (read_en if language == "en" else read_it)(text, published="2024-05-15")
    later = [p for p in record.proposals if p.version_of]
    assert [p.terms.duration for p in later] == ["P30D"]
    answered = {p.proposal for p in record.positions if p.stance == "undecided"}
    assert answered == {later[0].id}


def test_three_days_are_72_hours(read_it: Callable[..., Record]) -> None:
    record = read_it(
        "«Chiediamo tre giorni di silenzio per i feriti», ha detto l'inviato dell'Onu, Pedro Lima, che propone ai "
        "ribelli e all'esercito una pausa umanitaria di 72 ore.",
        published="2024-05-15",
    )
    assert [(p.kind, p.terms.duration) for p in record.proposals] == [("humanitarian pause", "PT72H")]
    assert record.positions == ()


def test_the_text_of_a_readout_is_no_proposal(read_en: Callable[..., Record]) -> None:
    record = read_en(
        "In the readout of the call Chad asks Niger to withdraw its troops from the border; Niger's text made no "
        "mention of troops. The two armies have rejected all the accusations.",
        published="2024-05-15",
    )
    assert [p.kind for p in record.proposals] == ["troop withdrawal"]
