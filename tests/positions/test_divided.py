"""A proposal that is divided: its parts are proposals, of the same author; and what only sounds like it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.record import Record

Read = Callable[..., Record]
Parts = list[tuple[str, str | None]]


def parts(record: Record) -> Parts:
    """The kind of each proposal, and of that of which it is a part."""
    kinds = {proposal.id: proposal.kind for proposal in record.proposals}
    return sorted((p.kind, kinds.get(p.version_of or "")) for p in record.proposals)


OFF_THE_TRUCE: Parts = [("ceasefire", None), ("prisoner exchange", "ceasefire")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Oman has split its proposal for Chad and Libya in two: a 20-day truce on the one hand and, in a separate "
            "document, an exchange of prisoners. Chad accepted the truce. Libya rejected the exchange.",
            OFF_THE_TRUCE,
        ),
        (
            "Oman's peace plan for Chad and Libya has been divided into two texts, a truce of 20 days and a "
            "withdrawal of "
            "all troops from the border. Chad accepted the truce.",
            [("ceasefire", "peace plan"), ("peace plan", None), ("troop withdrawal", "peace plan")],
        ),
        (
            "The Omani mediator has carved the prisoner exchange out of her plan for a truce between Chad and Libya.",
            OFF_THE_TRUCE,
        ),
        (
            "Oman on Tuesday broke its plan for Chad and Libya into two parts. A truce comes first, then a "
            "prisoner swap.",
            OFF_THE_TRUCE,
        ),
    ],
)
def test_the_parts_of_what_is_divided_in_english(read_en: Read, text: str, expected: Parts) -> None:
    record = read_en(text, published="2024-05-08")
    assert parts(record) == expected
    assert all(proposal.by for proposal in record.proposals)
    assert all(proposal.status != "violated" for proposal in record.proposals)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "L'inviata dell'Oman ha diviso in due il suo piano per Ciad e Libia: da un lato una tregua di venti "
            "giorni, "
            "dall'altro lo scambio dei prigionieri. Il Ciad ha accettato la tregua. La Libia ha respinto lo scambio.",
            OFF_THE_TRUCE,
        ),
        (
            "La proposta dell'Oman per Ciad e Libia è stata scissa in due testi: la tregua e il ritiro delle truppe. "
            "Il Ciad ha accettato la tregua.",
            [("ceasefire", None), ("troop withdrawal", "ceasefire")],
        ),
        (
            "La mediatrice omanita ha stralciato lo scambio dei prigionieri dal suo piano di tregua per Ciad e Libia. "
            "Il Ciad ha accettato lo scambio lunedì.",
            OFF_THE_TRUCE,
        ),
        (
            "L'Oman ha sdoppiato la sua proposta per Ciad e Libia. La tregua viene per prima; lo scambio dei "
            "prigionieri "
            "ha ora un documento a sé.",
            OFF_THE_TRUCE,
        ),
    ],
)
def test_the_parts_of_what_is_divided_in_italian(read_it: Read, text: str, expected: Parts) -> None:
    record = read_it(text, published="2024-05-08")
    assert parts(record) == expected
    assert all(proposal.by for proposal in record.proposals)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Oman's plan has divided the council of Chad: the generals want a truce, the ministers a prisoner swap.",
        ),
        ("en", "Chad wants to split Oman's plan in two: a truce and a prisoner exchange."),
        ("en", "Oman has not split its plan for Chad and Libya in two. A truce and a prisoner swap remain in it."),
        (
            "it",
            "Il piano dell'Oman ha diviso il governo del Ciad: i generali vogliono la tregua, i ministri lo scambio.",
        ),
        ("it", "Il Ciad vuole spezzare in due il piano dell'Oman: la tregua e lo scambio dei prigionieri."),
    ],
)
def test_what_is_not_divided_has_no_parts(read_en: Read, read_it: Read, language: str, text: str) -> None:
    record = (read_en if language == "en" else read_it)(text, published="2024-05-08")
    assert all(proposal.version_of is None for proposal in record.proposals)


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        (
            "en",
            "The 20-day truce between Chad and Libya was violated on Friday when shells fell on Faya. Chad "
            "accused Libya "
            "of breaking the ceasefire that both had signed on Monday.",
            "violated",
        ),
        (
            "en",
            "The 20-day truce between Chad and Libya was breached on Friday, two days after it took effect.",
            "violated",
        ),
        (
            "en",
            "The truce between Chad and Libya, which took effect on Monday, is broken: guns fired again.",
            "violated",
        ),
        (
            "en",
            "The 20-day truce between Chad and Libya was broken twice this week, but it is holding again.",
            "in force",
        ),
        ("en", "Chad accused Libya of violating the 20-day truce between Chad and Libya. Libya denied it.", "proposed"),
        ("en", "The 20-day truce between Chad and Libya would be violated if guns fired, the envoy said.", "proposed"),
        (
            "it",
            "La tregua di venti giorni fra Ciad e Libia è stata violata venerdì. Il Ciad accusa la Libia di aver "
            "infranto "
            "il cessate il fuoco che i due governi hanno firmato lunedì.",
            "violated",
        ),
        (
            "it",
            "La tregua di venti giorni tra Ciad e Libia è stata infranta venerdì, due giorni dopo che era entrata in "
            "vigore.",
            "violated",
        ),
        ("it", "Il Ciad ha accusato la Libia di aver violato la tregua di venti giorni. La Libia nega.", "proposed"),
        ("it", "Il Ciad ha sospeso domenica la tregua di venti giorni con la Libia, dicono i mediatori.", "lapsed"),
    ],
)
def test_what_became_of_it(read_en: Read, read_it: Read, language: str, text: str, status: str) -> None:
    (proposal,) = (read_en if language == "en" else read_it)(text, published="2024-05-08").proposals
    assert proposal.status == status


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "During the border war the president of Libya turned down an invitation to a summit in Muscat. “Not "
            "before the "
            "prisoners are home,” he told reporters.",
        ),
        ("en", "The rebels of Chad have refused to attend a meeting with the army in Faya, as the fighting went on."),
        (
            "it",
            "Durante la guerra il presidente della Libia ha declinato l'invito del Ciad a un vertice a Mascate. "
            "«Prima i "
            "prigionieri a casa», ha detto.",
        ),
        ("it", "I ribelli del Ciad hanno rifiutato un incontro con il governo a Faya, mentre la guerra continua."),
    ],
)
def test_a_meeting_declined_is_no_proposal(read_en: Read, read_it: Read, language: str, text: str) -> None:
    record = (read_en if language == "en" else read_it)(text, published="2024-05-08")
    assert record.proposals == ()
    assert record.positions == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Oman proposed direct talks between Chad and Libya. Chad rejected the format."),
        ("it", "L'Oman ha proposto negoziati diretti fra Ciad e Libia. Il Ciad ha respinto il formato."),
    ],
)
def test_a_format_of_talks_is_one(read_en: Read, read_it: Read, language: str, text: str) -> None:
    record = (read_en if language == "en" else read_it)(text, published="2024-05-08")
    assert [proposal.kind for proposal in record.proposals] == ["talks format"]
    assert [position.stance for position in record.positions] == ["rejects"]


def test_what_is_put_off_or_carried_out_is_not_put_forward(read_en: Read) -> None:
    text = (
        "Chad proposed a swap of all who were detained since 1 March, to be carried out before 20 March. Libya agreed."
    )
    (proposal,) = read_en(text, published="2024-03-09").proposals
    assert proposal.put_forward is None
