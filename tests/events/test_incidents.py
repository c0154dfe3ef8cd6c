"""What happened on the ground: author, place, day, toll."""

from __future__ import annotations

import pytest

ARMY = {"the army": ("armed_force", "MLI"), "rebels": ("armed_group", "MLI")}


def test_a_strike_with_its_author_place_day_and_toll(tell) -> None:
    text = "An airstrike by the army on Bandou killed at least 12 people and wounded 30 on Monday."
    told = tell("en", text, ARMY, ("Bandou",), {"Monday": "2025-06-09"})
    (event,) = told.of("ASSAULT")
    assert (event.mode, event.killed, event.injured, event.place, event.time) == (
        "airstrike",
        12,
        30,
        "p1",
        "2025-06-09",
    )
    assert told.named(event.source) == {"the army"}


@pytest.mark.parametrize(
    ("language", "text", "killed", "injured"),
    [
        ("en", "A bomb exploded in Bandou, killing three soldiers and wounding twenty-one others.", 3, 21),
        ("en", "A bomb exploded in Bandou. There were no casualties.", 0, 0),
        ("en", "Shelling hit Bandou. Nobody was hurt, residents said.", None, 0),
        ("en", "A soldier was killed in a gunbattle in Bandou.", 1, None),
        ("en", "An air strike on Bandou left 17 dead, including four children.", 17, None),
        ("en", "An air strike on Bandou killed dozens.", None, None),
        ("it", "Un raid su Bandou ha ucciso dodici persone e ne ha ferite 30.", 12, 30),
        ("it", "Una persona è stata uccisa in un bombardamento su Bandou.", 1, None),
        ("it", "Una bomba è esplosa a Bandou. Non ci sono vittime.", 0, 0),
        ("it", "Una bomba è esplosa a Bandou. Nessuna vittima.", 0, 0),
        ("it", "Un raid su Bandou ha ucciso ventitré civili, tra cui due bambini.", 23, None),
    ],
)
def test_tolls(tell, language, text, killed, injured) -> None:
    (event,) = tell(language, text, {}, ("Bandou",)).of("ASSAULT")
    assert (event.killed, event.injured) == (killed, injured)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "More than 40,000 people have been killed since the war began in Bandou."),
        ("en", "The rebels threatened to attack Bandou."),
        ("en", "If the army shells Bandou, the talks will end."),
        ("en", "The storm hit Bandou, killing 12 people."),
        ("en", "A strike by teachers in Bandou continues."),
        ("en", "The club attacked from the start in Bandou."),
        ("it", "La tempesta ha colpito Bandou, uccidendo 12 persone."),
        ("it", "I ribelli hanno minacciato di attaccare Bandou."),
        ("it", "Lo sciopero dei treni a Bandou continua."),
    ],
)
def test_what_is_no_incident(tell, language, text) -> None:
    assert not tell(
        language, text, {**ARMY, "The rebels": ("armed_group", "MLI"), "I ribelli": ("armed_group", "MLI")}, ("Bandou",)
    ).of("ASSAULT")


def test_the_accused_is_the_author_and_the_accuser_claims(tell) -> None:
    told = tell(
        "en",
        "The rebels accused the army of shelling Bandou.",
        {"The rebels": ("armed_group", "MLI"), "the army": ("armed_force", "MLI")},
        ("Bandou",),
    )
    (event,) = told.of("ASSAULT")
    assert (told.named(event.source), told.named(event.claimed_by)) == ({"the army"}, {"The rebels"})


def test_a_denied_attack_keeps_who_denies(tell) -> None:
    text = "The army denied shelling Bandou."
    told = tell(
        "en", text, {"The army": ("armed_force", "MLI")}, ("Bandou",), said=(("The army", "shelling Bandou", "denied"),)
    )
    (event,) = told.of("ASSAULT")
    assert event.status == "denied"
    assert told.named(event.denied_by) == {"The army"}


def test_the_taking_of_a_town(tell) -> None:
    told = tell("it", "I ribelli hanno conquistato Bandou.", {"I ribelli": ("armed_group", "MLI")}, ("Bandou",))
    (event,) = told.of("ASSAULT")
    assert event.mode == "seizure of territory"
