"""First and amended texts: which replaces which, what the first one held, and what is no first text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.record import Record

Read = Callable[..., Record]
Versions = list[tuple[str, str | None, bool]]


def versions(record: Record) -> Versions:
    """Kind and duration of each proposal, and whether it is a version of another one that the record holds."""
    ids = {proposal.id for proposal in record.proposals}
    return sorted(
        ((p.kind, p.terms.duration, p.version_of in ids) for p in record.proposals),
        key=lambda row: (row[2], str(row[1])),
    )


def replaced(kind: str, before: str | None, after: str | None) -> Versions:
    return [(kind, before, False), (kind, after, True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Oman has redrafted its ceasefire plan for Chad and Libya. The revised text, handed to both armies "
            "on Monday, "
            "shortens the truce from 40 days to 15. “The original draft was ours,” the Omani minister said.",
            replaced("ceasefire", "P40D", "P15D"),
        ),
        (
            "The first draft was Oman's own, its envoy said. The amended draft, which Oman sent to both armies "
            "on Monday, "
            "calls for a 15-day truce between Chad and Libya.",
            replaced("ceasefire", None, "P15D"),
        ),
        (
            "Oman has sent both armies an amended draft of its truce plan for Chad and Libya, of 15 days. "
            "In the previous version the truce was to last 40 days.",
            replaced("ceasefire", "P40D", "P15D"),
        ),
        (
            "Oman has amended its plan for a truce between Chad and Libya. The initial plan had found no friends.",
            replaced("ceasefire", None, None),
        ),
        (
            "Oman's plan for a truce between Chad and Libya has been revised, the envoy said. "
            "The earlier version, he said, was too long.",
            replaced("ceasefire", None, None),
        ),
        (
            "Oman had proposed a truce of sixty days to Chad and Libya. Chad accepts the truce of thirty days "
            "redrafted by "
            "Oman.",
            replaced("ceasefire", "P60D", "P30D"),
        ),
    ],
)
def test_the_first_text_is_what_the_amended_one_replaces_in_english(
    read_en: Read, text: str, expected: Versions
) -> None:
    record = read_en(text, published="2024-05-08")
    assert versions(record) == expected
    assert all(proposal.by for proposal in record.proposals)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "L'Oman ha riscritto il suo piano di tregua per Ciad e Libia. Il testo emendato, consegnato lunedì ai due "
            "eserciti, accorcia la tregua da quaranta giorni a quindici. «La prima bozza era nostra», ha detto "
            "il ministro "
            "omanita.",
            replaced("ceasefire", "P40D", "P15D"),
        ),
        (
            "L'Oman ha consegnato ai due eserciti una bozza riveduta della sua tregua fra Ciad e Libia, di "
            "quindici giorni. "
            "Nella versione precedente la tregua durava quaranta giorni.",
            replaced("ceasefire", "P40D", "P15D"),
        ),
        (
            "L'Oman ha emendato il piano di pace per Ciad e Libia. Il piano iniziale, respinto dai due eserciti, "
            "prevedeva "
            "quaranta giorni di tregua.",
            replaced("peace plan", "P40D", None),
        ),
        (
            "L'Oman aveva proposto una tregua di sessanta giorni fra Ciad e Libia. Il Ciad accetta la tregua di trenta "
            "giorni riscritta dall'Oman.",
            replaced("ceasefire", "P60D", "P30D"),
        ),
    ],
)
def test_the_first_text_is_what_the_amended_one_replaces_in_italian(
    read_it: Read, text: str, expected: Versions
) -> None:
    record = read_it(text, published="2024-05-08")
    assert versions(record) == expected
    assert all(proposal.by for proposal in record.proposals)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Chad wants to amend Oman's plan for a truce between its army and Libya's. Libya accepted the plan."),
        ("en", "Oman has not amended its plan for a truce between Chad and Libya. Libya accepted the plan."),
        ("en", "Chad accepts the 20-day truce redrafted by Oman. Libya has yet to answer the new text."),
        (
            "it",
            "Il Ciad vuole modificare il piano dell'Oman per una tregua con la Libia. La Libia ha accettato il piano.",
        ),
        (
            "it",
            "Il Ciad accetta la tregua di venti giorni riscritta dall'Oman. La Libia non ha risposto al nuovo testo.",
        ),
    ],
)
def test_one_text_on_the_table_is_no_version(read_en: Read, read_it: Read, language: str, text: str) -> None:
    record = (read_en if language == "en" else read_it)(text, published="2024-05-08")
    assert len(record.proposals) == 1
    assert record.proposals[0].version_of is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Oman presented an amended draft of its truce plan to Chad and Libya on Monday. "
            "The previous agreement, of 2015, collapsed within weeks.",
        ),
        (
            "it",
            "L'Oman ha presentato lunedì a Ciad e Libia una bozza emendata del suo piano di tregua. "
            "L'accordo precedente, del 2015, crollò in poche settimane.",
        ),
        ("it", "L'Oman propone una tregua fra Ciad e Libia. L'accordo del 2019 sulle acque resta in vigore."),
        ("en", "Oman proposed a truce between Chad and Libya. The 2019 accord on water remains in force."),
    ],
)
def test_an_agreement_of_years_ago_is_no_first_text(read_en: Read, read_it: Read, language: str, text: str) -> None:
    record = (read_en if language == "en" else read_it)(text, published="2024-05-08")
    assert [(p.kind, p.version_of, p.status) for p in record.proposals] == [("ceasefire", None, "proposed")]


@pytest.mark.parametrize(
    ("language", "text", "author"),
    [
        (
            "en",
            "Of the swap of prisoners thought up by the Red Cross remains the idea. Chad has given its yes.",
            "icrc",
        ),
        ("en", "The truce thought from Oman for Chad and Libya is before both armies. Chad accepted it.", "OMN"),
        ("en", "A truce conceived by Oman is before the armies of Chad and Libya.", "OMN"),
        ("en", "The truce between Chad and Libya redrafted by Oman is before both armies. Chad accepted it.", "OMN"),
        ("it", "Lo scambio di prigionieri ideato dalla Croce Rossa convince il Ciad. La Libia ha accettato.", "icrc"),
        ("it", "La tregua pensata dall'Oman per Ciad e Libia è davanti ai due eserciti. Il Ciad ha accettato.", "OMN"),
        ("it", "Il Ciad ha respinto la tregua immaginata dall'Oman. I ribelli tacciono.", "OMN"),
    ],
)
def test_who_thought_it_up_is_its_author(read_en: Read, read_it: Read, language: str, text: str, author: str) -> None:
    record = (read_en if language == "en" else read_it)(text, published="2024-05-08")
    (proposal,) = record.proposals
    (actor,) = (actor for actor in record.actors if actor.id in proposal.by)
    assert author in (actor.country, actor.key) or "Red Cross" in actor.name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The truce between Chad and Libya is still on the table, Oman said. Chad accepted it."),
        ("it", "Resta in piedi lo scambio dei prigionieri fra Ciad e Libia. Il Ciad lo accetta."),
    ],
)
def test_who_stands_beside_what_is_on_the_table_is_not_its_author(
    read_en: Read, read_it: Read, language: str, text: str
) -> None:
    (proposal,) = (read_en if language == "en" else read_it)(text, published="2024-05-08").proposals
    assert proposal.by == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On the initiative of Chad the two foreign ministers spoke by telephone about the war with Libya."),
        (
            "it",
            "Su iniziativa del Ciad i due ministri degli Esteri hanno parlato al telefono della guerra con la Libia.",
        ),
    ],
)
def test_at_whose_wish_something_is_done_is_no_proposal(read_en: Read, read_it: Read, language: str, text: str) -> None:
    assert (read_en if language == "en" else read_it)(text, published="2024-05-08").proposals == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Chad accepted Oman's plan for a truce with Libya on Friday. The plan had been rewritten three times."),
        ("it", "Il Ciad ha accettato il piano dell'Oman per una tregua. L'Oman aveva riscritto il piano tre volte."),
    ],
)
def test_what_had_been_rewritten_before_is_the_text_on_the_table(
    read_en: Read, read_it: Read, language: str, text: str
) -> None:
    assert len((read_en if language == "en" else read_it)(text, published="2024-05-08").proposals) == 1
