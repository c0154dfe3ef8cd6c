"""The same statement in many texts: the same words, or in another language the same day, names and numbers."""

from __future__ import annotations

from typing import Any

from tests.threads.synthetic import Draft
from verbale.record import Record
from verbale.threads.gathering import Gathered, gather

QUOTE = "We shall open the crossing as soon as the last soldier has left the valley"


def said(
    id: str,
    words: str = QUOTE,
    published: str | None = "2024-05-03",
    speaker: str | None = "Ana Ruiz",
    language: str = "en",
    day: str | None = None,
    times: tuple[tuple[str, str], ...] = (),
    to: str | None = None,
    country: str | None = "PER",
    **fields: Any,
) -> Record:
    draft = Draft(id, published, words, publisher=f"outlet of {id}", language=language)
    who = draft.person(speaker, country=country) if speaker else (draft.government(country) if country else None)
    for expression, value in times:
        draft.time(expression, value)
    if to:
        fields["addressees"] = (draft.government(to),)
    draft.statement(who, words, day, **fields)
    return draft.record()


def gathered(*records: Record) -> list[Gathered]:
    return [one for one in gather(records) if one.bundle.kind == "statement"]


def linked(*records: Record) -> list[list[str]]:
    return [sorted({sight.document for sight, _ in one.members}) for one in gathered(*records)]


def certain(*records: Record) -> list[bool]:
    return [link.certain for one in gathered(*records) for _, link in one.members if link]


def test_a_quotation_repeated_is_one_even_much_later() -> None:
    assert linked(said("a"), said("b", published="2024-08-03")) == [["a", "b"]]
    part = "As soon as the last soldier has left the valley"
    assert certain(said("a"), said("b", part)) == [True]


def test_the_same_words_of_another_person_are_another_statement() -> None:
    assert linked(said("a"), said("b", speaker="Leo Fara")) == [["a"], ["b"]]
    assert linked(said("a"), said("b", speaker="Leo Fara", country="BOL")) == [["a"], ["b"]]


def test_a_spokesman_without_a_name_may_be_the_person_who_is_named() -> None:
    assert linked(said("a"), said("b", speaker=None)) == [["a", "b"]]


def test_other_words_of_the_same_speaker_are_another_statement() -> None:
    assert linked(said("a"), said("b", "The lists of prisoners have not reached us and we will not wait")) == [
        ["a"],
        ["b"],
    ]


def test_a_few_words_are_a_formula() -> None:
    formula = "We are ready"
    assert certain(said("a", formula), said("b", formula)) == [False]
    assert linked(said("a", formula), said("b", formula, published="2024-05-20")) == [["a"], ["b"]]


def test_what_is_denied_is_not_what_is_said() -> None:
    assert linked(said("a"), said("b", polarity="denied")) == [["a"], ["b"]]


def test_of_speakers_without_a_name_only_the_same_words_in_the_same_days() -> None:
    nobody = {"speaker": None, "country": None}
    assert linked(said("a", **nobody), said("b", **nobody)) == [["a", "b"]]
    assert certain(said("a", **nobody), said("b", **nobody)) == [False]
    assert linked(said("a", **nobody), said("b", published="2024-06-20", **nobody)) == [["a"], ["b"]]


TERMS = (("45 days", "P45D"), ("Friday", "2024-05-10"))
TERMINI = (("45 giorni", "P45D"), ("venerdì", "2024-05-10"))


def test_across_languages_names_and_numbers_of_the_same_day_are_marked() -> None:
    one = said("a", "The 45 days begin on Friday", times=TERMS, day="2024-05-02")
    other = said("b", "I 45 giorni cominciano venerdì", times=TERMINI, day="2024-05-02", language="it")
    assert linked(one, other) == [["a", "b"]]
    assert certain(one, other) == [False]


def test_across_languages_another_day_speaker_or_matter_is_another_statement() -> None:
    one = said("a", "The 45 days begin on Friday", times=TERMS, day="2024-05-02")
    words = "I 45 giorni cominciano venerdì"
    assert linked(one, said("b", words, times=TERMINI, day="2024-04-28", language="it")) == [["a"], ["b"]]
    assert linked(one, said("b", words, times=TERMINI, speaker="Leo Fara", day="2024-05-02", language="it")) == [
        ["a"],
        ["b"],
    ]
    assert linked(one, said("b", "Non abbiamo ricevuto nulla", day="2024-05-02", language="it")) == [["a"], ["b"]]


def test_two_statements_of_one_text_stay_two() -> None:
    draft = Draft("b", "2024-05-03", language="en")
    who = draft.person("Ana Ruiz", country="PER")
    draft.statement(who, "We shall open the crossing as soon as the last soldier has left the valley")
    draft.statement(who, "We shall open the crossing as soon as the last soldier is counted and disarmed")
    assert len(gathered(draft.record())) == 2
