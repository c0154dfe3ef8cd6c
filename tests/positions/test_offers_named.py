"""Proposals known by author, name or answer; what they are called; what is none."""

from __future__ import annotations

import pytest
from positions_bench import Stage

NAMED = [
    ("en", "Both armies are reading the Kenyan envoy's four-point text.", ("Kenyan envoy",), "peace plan"),
    ("en", "Kenya's road map for the war lies in a drawer in Niamey.", ("Kenya",), "peace plan"),
    ("en", "Mali's rebels have not forgotten Kenya's plan for both armies to leave the valley.", ("Kenya",), "troop"),
    ("en", "The generals were shown the Arlit protocol on Friday.", (), "peace plan"),
    ("en", "Rebels and army met over Kenya's idea of a ring of observers.", ("Kenya",), "other"),
    ("en", "The army turned down the truce. The rebels kept quiet.", (), "ceasefire"),
    ("it", "I ribelli hanno letto il piano del Kenya per la guerra nel nord.", ("Kenya",), "peace plan"),
    ("it", "L'esercito studia il documento di Arlit, dicono i mediatori.", (), "peace plan"),
    ("it", "I ribelli discutono la proposta del Kenya di ritirare le truppe.", ("Kenya",), "troop"),
    ("it", "L'esercito ha respinto la tregua. I ribelli tacciono.", (), "ceasefire"),
]


@pytest.mark.parametrize(("language", "text", "actors", "kind"), NAMED)
def test_known_by_its_name(stage: Stage, language: str, text: str, actors: tuple[str, ...], kind: str) -> None:
    (found,) = stage(language, text, actors).kinds()
    assert found.startswith(kind)


ASKED = [
    ("en", "Kenya asked both armies to pull back their columns.", "troop withdrawal"),
    ("en", "Both armies have been asked by Kenya to swap their prisoners.", "prisoner exchange"),
    ("en", "The rebels are to answer Kenya's call for a truce.", "ceasefire"),
    ("it", "Il Kenya ha chiesto ai due eserciti di ritirare le colonne dalla valle.", "troop withdrawal"),
    ("it", "Il Kenya ha invitato i ribelli a deporre i fucili.", "ceasefire"),
    ("it", "L'esercito valuta la richiesta del Kenya di scambiare i prigionieri.", "prisoner exchange"),
]


@pytest.mark.parametrize(("language", "text", "kind"), ASKED)
def test_asked_of_somebody(stage: Stage, language: str, text: str, kind: str) -> None:
    found = stage(language, text, ("Kenya",))
    assert found.kinds() == [kind]
    assert found.authors() == [["Kenya"]]


QUIET = [
    ("en", "Kenya suggested six days of quiet in the war.", "six days", "P6D", "ceasefire"),
    (
        "en",
        "Kenya offered a 48-hour pause so that the wounded can leave the front.",
        "48-hour",
        "PT48H",
        "humanitarian",
    ),
    ("en", "Kenya proposed a truce of ten days for the harvest at the front.", "ten days", "P10D", "humanitarian"),
    ("en", "Kenya proposed a truce of ten months for the harvest.", "ten months", "P10M", "ceasefire"),
    ("it", "Il Kenya ha proposto tre giorni senza spari al fronte.", "tre giorni", "P3D", "ceasefire"),
    ("it", "Il Kenya propone una tregua di dieci giorni per i feriti.", "dieci giorni", "P10D", "humanitarian"),
    ("it", "Il Kenya propone ai ribelli una pausa di dieci giorni.", "dieci giorni", "P10D", "humanitarian"),
]


@pytest.mark.parametrize(("language", "text", "words", "value", "kind"), QUIET)
def test_kinds_by_description(stage: Stage, language: str, text: str, words: str, value: str, kind: str) -> None:
    (proposal,) = stage(language, text, ("Kenya",), {words: value}).proposals
    assert proposal.kind.startswith(kind)
    assert proposal.terms.duration == value


def test_a_list_of_items_is_a_plan(stage: Stage) -> None:
    text = "Kenya laid a plan before both armies: a ceasefire, elections within a year, an amnesty."
    assert stage("en", text, ("Kenya",)).kinds() == ["peace plan"]
    text = "Kenya laid an offer before both armies: a ceasefire until the rains. Mali accepted it."
    assert stage("en", text, ("Kenya", "Mali")).kinds() == ["ceasefire"]


def test_drafts_of_different_names_are_rivals(stage: Stage) -> None:
    text = "The rebels accepted the Arlit draft. The army rejected the Gao draft."
    found = stage("en", text, {"rebels": (), "army": ()})
    assert found.kinds() == ["peace plan", "peace plan"]
    assert {p.proposal for p in found.positions} == {"pr1", "pr2"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The rebels accepted Kenya's truce on condition that the release of prisoners comes first."),
        ("it", "I ribelli hanno accettato la tregua del Kenya a patto che il rilascio dei prigionieri venga prima."),
    ],
)
def test_a_condition_is_no_proposal(stage: Stage, language: str, text: str) -> None:
    assert stage(language, text, {"Kenya": (), "rebels": ("ribelli",)}).kinds() == ["ceasefire"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mayor's plan for the stadium was rejected by the club's shareholders on Monday."),
        ("en", "Ms Hill accepted his proposal at the restaurant; the wedding is in June."),
        ("en", "Lawmakers turned down the government's plan to cut pensions by 20 votes."),
        ("en", "The two ceasefire monitors drank tea in the tent."),
        ("it", "Il piano del sindaco per lo stadio è stato bocciato dai soci del club."),
        ("it", "Lei ha accettato la sua proposta al ristorante: le nozze sono a giugno."),
        ("it", "I deputati hanno respinto il piano del governo sulle pensioni e sul prezzo del pane."),
    ],
)
def test_other_matters(stage: Stage, language: str, text: str) -> None:
    found = stage(language, text)
    assert found.proposals == ()
    assert found.positions == ()
