"""Incidents of a store: rival accounts stand side by side, nothing is added up."""

from __future__ import annotations

from tests.views.negotiation import attacked, everything
from tests.views.test_contacts import NOW, fill
from verbale.store import Ledger
from verbale.store.judging import judge_fact
from verbale.store.query import Scope
from verbale.views.incidents import Incident, incidents


def ask(ledger: Ledger, **scope: object) -> tuple[Incident, ...]:
    with ledger.reading() as connection:
        return incidents(connection, Scope(**scope))  # type: ignore[arg-type]


def only(found: tuple[Incident, ...]) -> Incident:
    (incident,) = found
    return incident


def test_rival_tolls_blame_and_denials_stand_side_by_side(ledger: Ledger) -> None:
    fill(ledger, *everything())
    incident = only(ask(ledger))
    assert (incident.when, incident.place, incident.country) == ("2025-03-08", "Vardo", "NOR")
    assert (incident.lat, incident.lon) == (70.37, 31.11)
    assert (incident.killed, incident.injured) == ((3, 5), ())
    assert incident.differ == ("killed", "by whom", "denied")
    assert (incident.tolls, incident.doers) == ("3/5 killed", ())
    assert [(one.killed, one.text.outlet, [party.key for party in one.blamed]) for one in incident.versions] == [
        (3, "Wire A", ["FIN"]),
        (5, "Wire D", ["NOR"]),
    ]
    assert [party.name for party in incident.versions[1].denied_by] == ["Government of FIN"]
    assert (incident.texts, incident.origins) == (2, 2)


def test_a_toll_that_the_same_outlet_raises_replaces_its_own(ledger: Ledger) -> None:
    fill(
        ledger,
        attacked("first", "Wire A", "2025-03-08", 3, "FIN"),
        attacked("later", "Wire A", "2025-03-09", 4, "FIN"),
    )
    incident = only(ask(ledger))
    assert (incident.killed, incident.differ) == ((4,), ())
    assert [one.replaced for one in incident.versions] == [True, False]


def test_a_scope_tells_what_was_known_and_so_by_then(ledger: Ledger) -> None:
    fill(ledger, *everything())
    assert only(ask(ledger, known_at="2025-03-08T20:00:00.000Z")).killed == (3,)
    assert ask(ledger, known_at="2025-03-08T12:00:00.000Z") == ()
    assert ask(ledger, as_of="2025-03-07") == ()
    assert ask(ledger, until="2025-03-07") == ()
    assert ask(ledger, parties=("CHL",)) == ()
    assert len(ask(ledger, parties=("NOR",))) == 1


def test_the_latest_comes_first_and_the_limit_cuts_the_oldest(ledger: Ledger) -> None:
    for n, day in enumerate(("2025-01-10", "2025-02-10", "2025-03-10")):
        record = attacked(f"t{n}", "Wire A", day, n + 1, "FIN")
        event = record.events[0].model_copy(update={"time": day})
        fill(ledger, record.model_copy(update={"events": (event,)}))
    assert [one.begin for one in ask(ledger)] == ["2025-03-10", "2025-02-10", "2025-01-10"]
    assert [one.begin for one in ask(ledger, limit=2)] == ["2025-03-10", "2025-02-10"]


def test_a_corrected_toll_is_the_one_that_is_shown(ledger: Ledger) -> None:
    fill(ledger, *everything())
    other = only(ask(ledger)).facts[1]
    with ledger.writing() as connection:
        judge_fact(connection, other, "correct", ["killed=3"], "Ana", None, NOW)
    incident = only(ask(ledger))
    assert incident.killed == (3,)
    assert "killed" not in incident.differ
    assert [mark.fact for mark in incident.judged] == [other]
    with ledger.writing() as connection:
        judge_fact(connection, other, "reject", [], "Ana", None, NOW)
    assert [one.text.name for one in only(ask(ledger)).versions] == ["first-toll"]
    with ledger.writing() as connection:
        for fact in incident.facts:
            judge_fact(connection, fact, "reject", [], "Ana", None, NOW)
    assert ask(ledger) == ()
