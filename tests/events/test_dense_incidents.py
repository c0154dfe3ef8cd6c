"""Incidents in dense news: rival blame, denials in passing, tolls of several sources, places that no gazetteer has."""

from __future__ import annotations

import pytest

SIDES = {"army": ("armed_force", "SLE"), "rebels": ("armed_group", "SLE"), "hospital": ("organisation", "SLE")}
PARTI = {"esercito": ("armed_force", "SLE"), "ribelli": ("armed_group", "SLE")}


def only(told):
    (event,) = told.of("ASSAULT")
    return event


@pytest.mark.parametrize(
    ("language", "text", "actors", "denier"),
    [
        ("en", "A raid on Kenema killed five people. The army denied responsibility.", SIDES, "army"),
        (
            "en",
            "A raid on Kenema killed five people. The army blamed the rebels. The rebels rejected the charge.",
            SIDES,
            "rebels",
        ),
        ("en", "A raid on Kenema killed five people, but the rebels denied any involvement.", SIDES, "rebels"),
        ("it", "Un raid su Kenema ha ucciso cinque persone. I ribelli respingono l'accusa.", PARTI, "ribelli"),
        (
            "it",
            "Un raid su Kenema ha ucciso cinque persone. L'esercito incolpa i ribelli. I ribelli negano.",
            PARTI,
            "ribelli",
        ),
        ("it", "Un raid su Kenema ha ucciso cinque persone. L'esercito si dice estraneo.", PARTI, "esercito"),
    ],
)
def test_a_charge_thrown_back_in_passing_is_a_denial(tell, language, text, actors, denier) -> None:
    told = tell(language, text, actors, ("Kenema",))
    assert told.named(only(told).denied_by) == {denier}


@pytest.mark.parametrize(
    ("language", "text", "actors"),
    [
        ("en", "A raid on Kenema killed five people. The army denied that it had met the rebels.", SIDES),
        ("en", "A raid on Kenema killed five people. The army did not deny responsibility.", SIDES),
        ("it", "Un raid su Kenema ha ucciso cinque persone. L'esercito nega di voler trattare.", PARTI),
    ],
)
def test_a_denial_of_something_else_is_none(tell, language, text, actors) -> None:
    told = tell(language, text, actors, ("Kenema",))
    assert only(told).denied_by == ()


@pytest.mark.parametrize(
    ("language", "text", "actors"),
    [
        ("en", "A raid on Kenema killed five people. The army blamed the rebels. The rebels accused the army.", SIDES),
        (
            "it",
            "Un raid su Kenema ha ucciso cinque persone. L'esercito incolpa i ribelli. I ribelli accusano l'esercito.",
            PARTI,
        ),
    ],
)
def test_where_two_sides_blame_each_other_nobody_is_the_author(tell, language, text, actors) -> None:
    told = tell(language, text, actors, ("Kenema",))
    assert only(told).source == ()


def test_who_is_blamed_by_one_side_only_is_the_author(tell) -> None:
    told = tell("en", "A raid on Kenema killed five people. The army blamed the rebels.", SIDES, ("Kenema",))
    assert told.named(only(told).source) == {"rebels"}
    assert told.named(only(told).claimed_by) == {"army"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The army of Sierra Leone said in Kenema that shelling at Tongwabe had killed seven people."),
        ("it", "Un bombardamento ha ucciso sette persone a Tongwabe, ha detto a Kenema l'esercito della Sierra Leone."),
        ("en", "Four traders were killed in an ambush near Tongwabe, according to the hospital in Kenema."),
    ],
)
def test_a_place_no_gazetteer_has_is_not_replaced_by_another(read_en, read_it, language, text) -> None:
    record = (read_en if language == "en" else read_it)(text, published="2024-05-01")
    (event,) = [e for e in record.events if e.type == "ASSAULT"]
    (named,) = [p.text for p in record.places if p.id == event.place] or ["Tongwabe"]
    assert named == "Tongwabe"
    assert event.killed in (4, 7)


@pytest.mark.parametrize(
    ("language", "text", "killed"),
    [
        ("en", "Four soldiers and three rebels dead in a clash at Kenema.", 7),
        ("it", "Quattro soldati e tre ribelli morti in uno scontro a fuoco a Kenema.", 7),
        ("en", "The army bombed Kenema and put the dead at 12.", 12),
    ],
)
def test_tolls_that_are_told_in_parts(tell, language, text, killed) -> None:
    assert only(tell(language, text, SIDES | PARTI, ("Kenema",))).killed == killed


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The two met in Freetown for the first time since the fighting in Kenema began."),
        ("en", "Trade has fallen since the start of the clashes in Kenema."),
        ("it", "È il primo colloquio da quando sono iniziati gli scontri a Kenema."),
        ("it", "I prezzi salgono dall'inizio dei combattimenti a Kenema."),
    ],
)
def test_fighting_that_only_dates_is_no_incident(tell, language, text) -> None:
    assert tell(language, text, SIDES | PARTI, ("Kenema",)).of("ASSAULT") == []


def test_shells_are_no_author(tell) -> None:
    text = "Shells fell on Kenema, killing six people."
    told = tell("en", text, {"Shells": ("organisation", None)}, ("Kenema",))
    assert only(told).source == ()


def test_a_quoted_denial_belongs_to_the_incident_before(read_en) -> None:
    text = (
        "The Kenyan army said Somali soldiers had shelled Mandera on Sunday, killing six people. "
        '"Not one shell was fired," answered Colonel Abdi Warsame, spokesman for the army of Somalia.'
    )
    record = read_en(text, published="2024-05-01")
    (event,) = [e for e in record.events if e.type == "ASSAULT"]
    names = {actor.id: actor.name for actor in record.actors}
    assert event.killed == 6
    assert [names[one] for one in event.denied_by] == ["Abdi Warsame"]


@pytest.mark.parametrize(
    ("language", "text", "actors"),
    [
        (
            "en",
            "The talks were marred by the battle of Tongwabe. On Sunday, the army said, nine rebels were killed.",
            SIDES,
        ),
        ("it", "Pesa la battaglia di Tongwabe. Domenica nove ribelli sono stati uccisi, secondo l'esercito.", PARTI),
    ],
)
def test_fighters_who_fell_in_a_battle_named_before(tell, language, text, actors) -> None:
    day = "Sunday" if language == "en" else "Domenica"
    event = only(tell(language, text, actors, (), {day: "2024-05-05"}))
    assert (event.mode, event.killed) == ("clash", 9)


@pytest.mark.parametrize(
    ("language", "text", "actors"),
    [
        (
            "en",
            "It all goes back to the battle of Tongwabe. On Sunday nine soldiers were killed in a road accident.",
            SIDES,
        ),
        ("it", "Si parla della battaglia di Tongwabe. Domenica nove soldati sono stati uccisi in un incidente.", PARTI),
    ],
)
def test_soldiers_who_die_in_an_accident_fell_in_no_battle(tell, language, text, actors) -> None:
    day = "Sunday" if language == "en" else "Domenica"
    assert tell(language, text, actors, (), {day: "2024-05-05"}).of("ASSAULT") == []
