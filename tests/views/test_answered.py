"""All answers of one party to one proposal, from any of them."""

from __future__ import annotations

from typing import Any

from tests.views.truce import add, judge, text
from verbale.store import Ledger
from verbale.store.query import find_facts, scope_of
from verbale.views.answered import Answered, answered


def told(ledger: Ledger, party: str, **scope: Any) -> list[Answered | None]:
    """What is found from each position of a party."""
    with ledger.reading() as connection:
        within = scope_of(connection, **scope)
        facts = find_facts(connection, scope_of(connection, parties=[party]), ("position",))
        return [answered(connection, fact.key, within) for fact in facts]


def days(found: Answered | None) -> list[tuple[str | None, str]]:
    return [(one.date, one.stance) for one in found.answers] if found else []


def filled(ledger: Ledger) -> None:
    add(
        ledger,
        text("a", "2025-03-04", ("PER", "rejects"), ("BOL", "accepts")),
        text("b", "2025-03-09", ("PER", "conditional"), publisher="Post"),
        text("c", "2025-03-20", ("PER", "accepts"), publisher="Star"),
    )


def test_each_answer_leads_to_all_of_its_party(ledger: Ledger) -> None:
    filled(ledger)
    found = told(ledger, "PER")
    assert len(found) == 3
    for one in found:
        assert days(one) == [("2025-03-04", "rejects"), ("2025-03-09", "conditional"), ("2025-03-20", "accepts")]
        assert one is not None
        assert one.party.key == "PER"
        assert one.stand is not None
        assert (one.stand.stance, one.stand.since) == ("accepts", "2025-03-20")
    assert [days(one) for one in told(ledger, "BOL")] == [[("2025-03-04", "accepts")]]


def test_the_world_on_a_day_and_what_was_known(ledger: Ledger) -> None:
    filled(ledger)
    assert days(told(ledger, "PER", as_of="2025-03-10")[-1])[-1] == ("2025-03-09", "conditional")
    assert days(told(ledger, "PER", known_at="2025-03-05")[-1]) == [("2025-03-04", "rejects")]
    # The day of a filter hides no answers: a history is whole.
    assert len(days(told(ledger, "PER", since="2025-03-15")[0])) == 3


def test_what_a_person_rejected_is_no_answer(ledger: Ledger) -> None:
    filled(ledger)
    with ledger.reading() as connection:
        (fact, *_) = find_facts(connection, scope_of(connection, parties=["PER"], until="2025-03-04"), ("position",))
    judge(ledger, fact.key, "reject")
    assert [day for day, _ in days(told(ledger, "PER")[0])] == ["2025-03-09", "2025-03-20"]


def test_of_other_facts_there_is_none(ledger: Ledger) -> None:
    filled(ledger)
    with ledger.reading() as connection:
        scope = scope_of(connection)
        (proposal, *_) = find_facts(connection, scope, ("proposal",))
        assert answered(connection, proposal.key, scope) is None
        assert answered(connection, "po-0000000000000000", scope) is None
