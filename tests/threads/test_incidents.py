"""The same incident in many texts: place and day make it, tolls and blame may differ."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.threads.synthetic import Draft
from verbale.record import EventType, Record, Status
from verbale.threads.accounts import accounts
from verbale.threads.gathering import Gathered, gather

SPOT, NEAR_BY, ELSEWHERE = (15.60, 32.50), (15.68, 32.55), (15.10, 32.50)


def incident(
    id: str,
    published: str | None = "2024-05-03",
    day: str | None = "2024-05-02",
    mode: str = "shelling",
    place: str | None = "Halfa",
    at: tuple[float, float] | None = SPOT,
    by: str | None = None,
    said_by: str | None = None,
    publisher: str | None = None,
    accusation: tuple[str, str] | None = None,
    status: Status = "happened",
    type: EventType = "ASSAULT",
    denied_by: str | None = None,
    **fields: Any,
) -> Record:
    draft = Draft(id, published, publisher=publisher or f"outlet of {id}")
    source = (draft.government(by),) if by else ()
    where = draft.place(place, "SDN", at) if place else None
    if said_by:
        fields["said_in"] = draft.statement(draft.government(said_by), f"said of it in {id}")
    if denied_by:
        fields["denied_by"] = (draft.government(denied_by),)
    draft.event(type, mode, status, source, day, where, **fields)
    if accusation:
        who, whom = map(draft.government, accusation)
        draft.event("ACCUSE", source=(who,), target=(whom,))
    return draft.record()


def gathered(*records: Record) -> list[Gathered]:
    return [one for one in gather(records) if one.bundle.kind == "incident"]


def linked(*records: Record) -> list[list[str]]:
    return [sorted({sight.document for sight, _ in one.members}) for one in gathered(*records)]


FIRST = incident("a", killed=9, injured=20)


def test_place_and_day_make_one_whatever_the_toll() -> None:
    (one,) = gathered(FIRST, incident("b", killed=14, by="SDN"))
    link = one.members[1][1]
    assert link is not None
    assert link.certain
    assert {reason.feature: reason.weight for reason in link.reasons} == {"place": 0.35, "day": 0.3, "mode": 0.15}


def test_a_place_near_by_is_the_same_but_a_town_away_is_not() -> None:
    assert linked(FIRST, incident("b", place="Al Halfa", at=NEAR_BY)) == [["a", "b"]]
    assert linked(FIRST, incident("b", place="Dar", at=ELSEWHERE, killed=9, injured=20)) == [["a"], ["b"]]


def test_a_name_alone_is_a_place_where_there_are_no_coordinates() -> None:
    assert linked(incident("a", at=None), incident("b", at=None)) == [["a", "b"]]
    assert linked(incident("a", at=None), incident("b", place="Dar", at=None)) == [["a"], ["b"]]


@pytest.mark.parametrize(
    ("day", "together"), [("2024-05-02", True), ("2024-05-01TNI", True), ("2024-05-01", False), ("2024-04-30", False)]
)
def test_another_day_is_another_incident_but_in_the_night_between(day: str, together: bool) -> None:
    assert (len(gathered(FIRST, incident("b", "2024-05-02", day))) == 1) is together


def test_a_day_apart_takes_the_same_toll() -> None:
    assert linked(FIRST, incident("b", "2024-05-02", "2024-05-01", killed=9, injured=20)) == [["a", "b"]]


def test_without_a_place_only_a_telling_toll_links_and_never_for_certain() -> None:
    (one,) = gathered(FIRST, incident("b", place=None, killed=9, injured=20))
    assert [link.certain for _, link in one.members if link] == [False]
    assert linked(FIRST, incident("b", place=None)) == [["a"], ["b"]]
    small = incident("a", killed=1)
    assert linked(small, incident("b", place=None, killed=1)) == [["a"], ["b"]]


def test_another_means_at_the_same_place_and_day_is_another() -> None:
    assert linked(FIRST, incident("b", mode="bombing")) == [["a"], ["b"]]
    assert linked(FIRST, incident("b", mode="attack")) == [["a", "b"]]
    assert linked(FIRST, incident("b", mode="arrest", type="COERCE")) == [["a"], ["b"]]


def test_what_is_only_planned_is_no_incident() -> None:
    assert linked(incident("a", status="planned"), incident("b", status="hypothetical")) == []


def test_accounts_stand_side_by_side() -> None:
    (one,) = gathered(
        incident("a", killed=9, injured=20, said_by="EGY"),
        incident("b", killed=14, by="SDN", said_by="TCD"),
        incident("c", killed=9, accusation=("SDN", "TCD"), denied_by="TCD"),
    )
    found = accounts(sight for sight, _ in one.members)
    assert found.differ == ("killed", "by whom", "denied")
    assert [(account.document, account.killed, account.injured) for account in found.tolls] == [
        ("a", 9, 20),
        ("b", 14, None),
        ("c", 9, None),
    ]
    assert [voice.name for voice in found.accounts[0].said_by] == ["Government of EGY"]
    assert found.accounts[2].said_by == ()
    assert found.accounts[2].publisher == "outlet of c"
    assert [(account.document, account.blamed) for account in found.blame] == [("b", ("SDN",)), ("c", ())]
    assert [(blame.by, blame.accused) for blame in found.accounts[2].blames] == [("SDN", "TCD")]
    assert accounts(reversed([sight for sight, _ in one.members])) == found


def test_a_later_number_of_the_same_voice_replaces_the_first() -> None:
    (one,) = gathered(
        incident("a", killed=9, publisher="Wire"),
        incident("b", "2024-05-05", killed=12, publisher="Wire"),
    )
    found = accounts(sight for sight, _ in one.members)
    assert [(account.killed, account.replaced) for account in found.accounts] == [(9, True), (12, False)]
    assert found.differ == ()


def test_accounts_that_agree_differ_in_nothing() -> None:
    (one,) = gathered(incident("a", killed=9, by="SDN"), incident("b", killed=9, by="SDN"))
    assert accounts(sight for sight, _ in one.members).differ == ()


def test_the_order_in_which_texts_are_given_does_not_matter() -> None:
    records = [FIRST, incident("b", killed=14), incident("c", place="Dar", at=ELSEWHERE), incident("d", mode="bombing")]
    expected = linked(*records)
    for seed in range(6):
        random.Random(seed).shuffle(records)
        assert linked(*records) == expected
    assert expected == [["a", "b"], ["c"], ["d"]]


def passing(id: str = "p", day: str = "2024-05-02", around: str = "SDN TCD", **fields: Any) -> Record:
    """A text that speaks of others, and names an incident without its place."""
    draft = Draft(id, "2024-05-06", publisher=f"outlet of {id}")
    for country in around.split():
        draft.government(country)
    draft.event("ASSAULT", fields.pop("mode", "shelling"), "happened", (), day, None, **fields)
    return draft.record()


def located(id: str, place: str = "Halfa", at: tuple[float, float] = SPOT, **fields: Any) -> Record:
    """A text of two parties that tells the place."""
    draft = Draft(id, "2024-05-03", publisher=f"outlet of {id}")
    source, target = (draft.government("TCD"),), (draft.government("SDN"),)
    where = draft.place(place, "SDN", at)
    draft.event("ASSAULT", "shelling", "happened", source, "2024-05-02", where, target=target, **fields)
    return draft.record()


def test_an_incident_told_in_passing_is_the_only_one_of_that_day_way_and_parties() -> None:
    (one,) = gathered(located("a"), passing())
    link = one.members[1][1]
    assert link is not None
    assert (link.score, link.certain) == (0.6, False)
    assert len(gathered(located("a"), located("b", "Dar", ELSEWHERE), passing())) == 3  # it may be either


@pytest.mark.parametrize(
    "other",
    [
        passing(day="2024-05-01"),
        passing(mode="clash"),
        passing(around="SDN LBY"),
        passing(killed=4),
    ],
    ids=["another day", "another way", "other parties", "another toll"],
)
def test_an_incident_told_in_passing_is_not_one_that_differs(other: Record) -> None:
    assert len(gathered(located("a", killed=9), other)) == 2
