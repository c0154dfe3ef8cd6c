"""The same contact in many texts: what is one, what is kept apart, and what became of it."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from tests.threads.synthetic import Draft
from verbale.record import Record, Status
from verbale.threads.fates import fate, state_on
from verbale.threads.gathering import Gathered, gather
from verbale.threads.parties import Parties
from verbale.threads.sights import sights

KIGALI, BUTARE, GOMA = (-1.95, 30.06), (-2.6, 29.74), (-1.68, 29.22)


def contact(
    id: str,
    published: str | None,
    status: Status = "happened",
    day: str | None = None,
    mode: str | None = "meeting",
    who: str = "RWA COD",
    people: str = "",
    place: tuple[str, tuple[float, float]] | None = None,
    language: str = "en",
    anew: str | None = None,
    said_by: str | None = None,
    **fields: Any,
) -> Record:
    """A text about one contact of states; ``people`` names a person of each (*Ana Ruiz, Jo Mba*)."""
    draft = Draft(id, published, publisher=f"outlet of {id}", language=language)
    states = who.split()
    if people:
        names = people.split(", ")
        source = tuple(draft.person(name, country=state) for name, state in zip(names, states, strict=False))
    else:
        source = tuple(draft.government(state) for state in states)
    if anew:
        fields["words"] = f"the meeting was put off to {anew}"
        draft.time(anew, anew)
        draft.span(fields["words"])
    where = draft.place(place[0], "RWA", place[1]) if place else None
    if said_by:
        fields["said_in"] = draft.statement(draft.government(said_by), f"said of it in {id}")
    draft.event("CONSULT", mode, status, source, day, where, **fields)
    return draft.record()


def gathered(*records: Record) -> list[Gathered]:
    return [one for one in gather(records) if one.bundle.kind == "contact"]


def linked(*records: Record) -> list[list[str]]:
    return [sorted(sight.document for sight, _ in one.members) for one in gathered(*records)]


HELD = contact("a", "2025-03-04", day="2025-03-03", place=("Kigali", KIGALI))


def test_the_same_parties_on_the_same_day_are_one_with_the_reasons() -> None:
    (one,) = gathered(HELD, contact("b", "2025-03-05", day="2025-03-03", place=("Kigali", KIGALI), language="it"))
    link = one.members[1][1]
    assert link is not None
    assert link.certain
    assert {reason.feature: reason.weight for reason in link.reasons} == {
        "parties": 0.35,
        "mode": 0.1,
        "day": 0.3,
        "place": 0.2,
    }
    parties = link.reasons[0]
    assert [quote.document for quote in (*parties.here, *parties.there)] == ["b", "a"]


def test_persons_in_one_text_are_their_states_in_another() -> None:
    named = contact("b", "2025-03-05", day="2025-03-03", people="Ana Ruiz, Jo Mba", place=("Kigali", KIGALI))
    assert linked(HELD, named) == [["a", "b"]]


def test_a_person_of_no_known_party_is_known_by_name() -> None:
    draft = Draft("b", "2025-03-04")
    source = draft.person("Ana Ruiz"), draft.person("Jo Mba", country="COD")
    draft.event("CONSULT", "call", source=source, time="2025-03-03")
    assert linked(
        contact("a", "2025-03-04", day="2025-03-03", mode="call", people="Ana Ruiz, Jo Mba"), draft.record()
    ) == [["a", "b"]]


def test_a_group_is_known_by_its_acronym_whatever_its_name_in_each_language() -> None:
    def text(id: str, name: str) -> Record:
        draft = Draft(id, "2025-03-04", f"{name} (FFL) met the government")
        group = draft.actor(name.lower().replace(" ", "-"), "armed_group", name)
        draft.event("CONSULT", "talks", source=(group, draft.government("RWA")), time="2025-03-03", words="met")
        return draft.record()

    assert linked(text("a", "Front for the Lakes"), text("b", "Fronte per i Laghi")) == [["a", "b"]]


def test_one_who_denies_what_is_still_to_come_denies_the_plan() -> None:
    plan = contact("a", "2025-03-01", "planned", "2025-03-10")
    (one,) = gathered(plan, contact("b", "2025-03-02", "denied", "2025-03-10", said_by="COD"))
    assert states(one, "2025-03-02") == ["denied"]


def test_calls_on_two_days_are_two() -> None:
    first = contact("a", "2025-03-04", day="2025-03-03", mode="call")
    assert linked(first, contact("b", "2025-03-05", day="2025-03-04", mode="call")) == [["a"], ["b"]]
    assert linked(first, contact("b", "2025-03-05", day="2025-03-03", mode="call")) == [["a", "b"]]


def test_a_day_and_the_week_that_holds_it_agree_but_are_marked() -> None:
    (one,) = gathered(HELD, contact("b", "2025-03-07", day="2025-W10", place=("Kigali", KIGALI)))
    assert [link.certain for _, link in one.members if link] == [False]
    assert linked(HELD, contact("b", "2025-03-20", day="2025-W11")) == [["a"], ["b"]]


def test_a_call_is_no_meeting() -> None:
    assert linked(HELD, contact("b", "2025-03-04", day="2025-03-03", mode="call")) == [["a"], ["b"]]


def test_ministers_and_presidents_who_telephone_on_one_day_are_two() -> None:
    ministers = contact("a", "2025-03-04", day="2025-03-03", mode="call", people="Ana Ruiz, Jo Mba")
    presidents = contact("b", "2025-03-04", day="2025-03-03", mode="call", people="Eva Sol, Leo Fara")
    respelt = contact("c", "2025-03-04", day="2025-03-03", mode="call", people="Ana Ruis, Jo Mba")
    assert linked(ministers, presidents) == [["a"], ["b"]]
    assert linked(ministers, respelt) == [["a", "c"]]


def test_three_on_one_day_are_told_apart_by_place_and_mode() -> None:
    elsewhere = contact("b", "2025-03-04", day="2025-03-03", place=("Goma", GOMA))
    call = contact("c", "2025-03-04", day="2025-03-03", mode="call")
    assert linked(HELD, elsewhere, call) == [["a"], ["b"], ["c"]]


def test_the_same_persons_in_two_towns_on_one_day_are_one_that_is_marked() -> None:
    people = "Ana Ruiz, Jo Mba"
    first = contact("a", "2025-03-04", day="2025-03-03", people=people, place=("Kigali", KIGALI))
    (one,) = gathered(first, contact("b", "2025-03-04", day="2025-03-03", people=people, place=("Goma", GOMA)))
    assert [link.certain for _, link in one.members if link] == [False]


@pytest.mark.parametrize("who", ["RWA UGA", "BDI COD", "UGA BDI"])
def test_other_parties_are_another_contact(who: str) -> None:
    assert linked(HELD, contact("b", "2025-03-04", day="2025-03-03", who=who)) == [["a"], ["b"]]


def test_a_text_that_names_one_party_alone_is_not_enough() -> None:
    alone = contact("b", "2025-03-04", day="2025-03-03", who="RWA")
    assert linked(HELD, alone) == [["a"], ["b"]]


def test_a_plan_without_a_day_is_the_one_that_is_due() -> None:
    plan = contact("a", "2025-03-01", "planned", "2025-03-10", place=("Kigali", KIGALI))
    (one,) = gathered(plan, contact("b", "2025-03-03", "cancelled"))
    assert [link.certain for _, link in one.members if link] == [False]
    assert linked(plan, contact("b", "2025-03-03", "happened")) == [["a"], ["b"]]


def test_news_of_a_held_contact_without_its_day_goes_stale() -> None:
    assert linked(HELD, contact("b", "2025-03-05", place=("Kigali", KIGALI))) == [["a", "b"]]
    assert linked(HELD, contact("b", "2025-03-30", place=("Kigali", KIGALI))) == [["a"], ["b"]]


def test_a_plan_that_is_held() -> None:
    (one,) = gathered(
        contact("a", "2025-03-01", "planned", "2025-03-10"),
        contact("b", "2025-03-11", "happened", "2025-03-10"),
        contact("c", "2025-03-02", "planned", "2025-03-10"),
    )
    stages = fate(sight for sight, _ in one.members)
    assert [(stage.what, str(stage.known), stage.documents) for stage in stages] == [
        ("planned", "2025-03-01", ("a", "c")),
        ("held", "2025-03-11", ("b",)),
    ]
    assert fate(reversed([sight for sight, _ in one.members])) == stages


def states(one: Gathered, *days: str) -> list[str]:
    found = [state_on((sight for sight, _ in one.members), date.fromisoformat(day)) for day in days]
    return [f"{state.what}{'?' * state.overdue}{'!' * state.disputed}" if state else "-" for state in found]


def test_the_state_on_a_day_is_what_was_known_by_then() -> None:
    (one,) = gathered(
        contact("a", "2025-03-01", "planned", "2025-03-10"), contact("b", "2025-03-12", "happened", "2025-03-10")
    )
    assert states(one, "2025-02-28", "2025-03-05", "2025-03-11", "2025-03-12") == ["-", "planned", "planned?", "held"]
    members = [sight for sight, _ in one.members]
    state = state_on(members, date(2025, 3, 5), known=date(2025, 3, 20))
    assert state is not None
    assert state.what == "planned"


def test_what_is_put_off_to_a_day_is_what_is_held_on_it() -> None:
    plan = contact("a", "2025-03-01", "planned", "2025-03-10", place=("Kigali", KIGALI))
    held = contact("c", "2025-03-18", "happened", "2025-03-17", place=("Kigali", KIGALI))
    to_new = contact("b", "2025-03-08", "postponed", "2025-03-10", anew="2025-03-17")
    new_only = contact("b", "2025-03-08", "postponed", "2025-03-17")
    for moved in (to_new, new_only):
        (one,) = gathered(plan, moved, held)
        stages = fate(sight for sight, _ in one.members)
        assert [stage.what for stage in stages] == ["planned", "moved", "held"]
        assert stages[1].day == (date(2025, 3, 17), date(2025, 3, 17))
        assert stages[1].moved_from == (date(2025, 3, 10), date(2025, 3, 10))
        assert states(one, "2025-03-09", "2025-03-18", "2025-03-19") == ["moved", "held", "held"]
    assert linked(plan, held) == [["a"], ["c"]]  # without the news that it was put off


def test_what_is_put_off_without_a_day_is_later_held() -> None:
    (one,) = gathered(
        contact("a", "2025-03-01", "planned", "2025-03-10", place=("Kigali", KIGALI)),
        contact("b", "2025-03-08", "postponed", "2025-03-10", place=("Kigali", KIGALI)),
        contact("c", "2025-03-25", "happened", "2025-03-24", place=("Kigali", KIGALI)),
    )
    assert states(one, "2025-03-09", "2025-03-25") == ["moved", "held"]
    assert [link.certain for _, link in one.members if link] == [True, False]


def test_what_is_called_off_stays_so_but_for_a_new_day() -> None:
    plan = contact("a", "2025-03-01", "planned", "2025-03-10")
    off = contact("b", "2025-03-08", "cancelled", "2025-03-10")
    late = contact("c", "2025-03-09", "planned", "2025-03-10")
    (one,) = gathered(plan, off, late)
    assert states(one, "2025-03-07", "2025-03-08", "2025-03-09") == ["planned", "called off", "called off"]
    (one,) = gathered(plan, off, contact("c", "2025-03-11", "happened", "2025-03-10"))
    assert states(one, "2025-03-11") == ["held"]


def test_a_party_that_denies_stands_against_a_single_text() -> None:
    told = contact("a", "2025-03-04", day="2025-03-03")
    denied = contact("b", "2025-03-05", "denied", "2025-03-03", said_by="COD")
    outsider = contact("b", "2025-03-05", "denied", "2025-03-03", said_by="UGA")
    own = contact("c", "2025-03-04", day="2025-03-03", said_by="RWA")
    again = contact("c", "2025-03-04", day="2025-03-03")
    assert [
        states(*gathered(*texts), "2025-03-06")
        for texts in (
            (told, denied),
            (told, outsider),
            (told, denied, own),
            (told, denied, again),
            (denied,),
        )
    ] == [["denied!"], ["held!"], ["held!"], ["held!"], ["denied"]]


def test_the_order_in_which_texts_are_given_does_not_matter() -> None:
    records = [
        contact("a", "2025-03-01", "planned", "2025-03-10", place=("Kigali", KIGALI)),
        contact("b", "2025-03-02", "planned", "2025-03-10", mode="talks"),
        contact("c", "2025-03-08", "postponed", "2025-03-10", anew="2025-03-17"),
        contact("d", "2025-03-08", day="2025-03-07", mode="call"),
        contact("e", "2025-03-18", day="2025-03-17", place=("Kigali", KIGALI)),
        contact("f", "2025-03-18", day="2025-03-17", who="RWA UGA"),
    ]
    expected = linked(*records)
    shuffler = random.Random(3)
    for _ in range(8):
        shuffler.shuffle(records)
        assert linked(*records) == expected
    assert expected == [["a", "b", "c", "e"], ["d"], ["f"]]


def test_a_text_that_tells_the_day_it_was_due_and_apart_from_that_the_new_one_tells_of_a_move() -> None:
    plan = contact("a", "2025-03-04", "planned", "2025-03-10")
    draft = Draft("b", "2025-03-08")
    who = (draft.government("RWA"), draft.government("COD"))
    draft.event("CONSULT", "meeting", "postponed", who, "2025-03-10", words="the talks of the 10th were put back")
    draft.event("CONSULT", "meeting", "planned", who, "2025-03-17", words="they will be on the 17th")
    told = [sight for record in (plan, draft.record()) for sight in sights(record, Parties([record]))]
    stage = next(stage for stage in fate(told) if stage.what == "moved")
    assert (stage.moved_from, stage.day) == ((date(2025, 3, 10),) * 2, (date(2025, 3, 17),) * 2)
    state = state_on(told, date(2025, 3, 9))
    assert state is not None
    assert (state.what, state.day) == ("moved", (date(2025, 3, 17),) * 2)


def put_off(id: str, published: str, to: str, place: str, where: tuple[float, float], people: str = "") -> Record:
    """A text that tells of a meeting of the 10th that is put off, and in another sentence of a plan of the same two."""
    draft = Draft(id, published, publisher=f"outlet of {id}")
    names = ["Ana Ruiz", "Jo Mba"]
    who = tuple(draft.person(name, country=state) for name, state in zip(names, ("RWA", "COD"), strict=True))
    old = draft.place("Kigali", "RWA", KIGALI)
    draft.event("CONSULT", "summit", "postponed", who, "2025-03-10", old, words="There will be no summit on the 10th.")
    others = people.split(", ") if people else names
    who = tuple(draft.person(name, country=state) for name, state in zip(others, ("RWA", "COD"), strict=True))
    new = draft.place(place, "RWA", where)
    draft.event("CONSULT", "summit", "planned", who, to, new, words=f"They are to meet in {place} on {to}.")
    return draft.record()


def summit(id: str, published: str, day: str, place: str, where: tuple[float, float], status: Status) -> Record:
    return contact(id, published, status, day, "summit", people="Ana Ruiz, Jo Mba", place=(place, where))


def test_a_contact_that_is_moved_to_another_day_and_place_is_one() -> None:
    plan = summit("a", "2025-03-01", "2025-03-10", "Kigali", KIGALI, "planned")
    moved = put_off("b", "2025-03-08", "2025-03-18", "Goma", GOMA)
    held = summit("c", "2025-03-19", "2025-03-18", "Goma", GOMA, "happened")
    (one,) = gathered(plan, moved, held)
    assert states(one, "2025-03-07", "2025-03-09", "2025-03-19") == ["planned", "moved", "held"]
    assert all(link.certain for _, link in one.members[2:] if link)
    others = put_off("b", "2025-03-08", "2025-03-18", "Goma", GOMA, people="Eva Kalisa, Luc Ilunga")
    assert len(gathered(plan, others)) == 2  # another meeting of the same two parties
    assert linked(plan, summit("c", "2025-03-19", "2025-03-18", "Goma", GOMA, "happened")) == [["a"], ["c"]]


def test_what_is_planned_after_an_invitation_was_declined_is_another() -> None:
    declined = contact("a", "2025-03-01", "refused", None, "summit", place=("Kigali", KIGALI))
    plan = contact("b", "2025-03-09", "planned", "2025-03-25", "summit", place=("Kigali", KIGALI))
    assert linked(declined, plan) == [["a"], ["b"]]
    again = contact("b", "2025-03-03", "refused", None, "summit", place=("Kigali", KIGALI))
    same = contact("b", "2025-03-01", "planned", "2025-03-25", "summit", place=("Kigali", KIGALI))
    assert linked(declined, again) == [["a", "b"]]
    assert linked(declined, same) == [["a", "b"]]  # another outlet's telling of the same day


def test_what_is_put_off_without_a_new_day_is_due_on_none() -> None:
    (one,) = gathered(contact("a", "2025-03-08", "postponed", "2025-03-10"))
    state = state_on((sight for sight, _ in one.members), date(2025, 3, 20))
    assert state is not None
    assert (state.what, state.day, state.due, state.overdue) == ("moved", None, (date(2025, 3, 10),) * 2, False)
