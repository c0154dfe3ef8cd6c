"""Incidents: the accounts of each side by side, each with its evidence."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from verbale.store import Ledger
from verbale.store.query import scope_of
from verbale.views.incidents import Incident, incidents


def _listed(ledger: Ledger) -> tuple[Incident, ...]:
    with ledger.reading() as connection:
        return incidents(connection, scope_of(connection))


def test_every_account_opens_its_sentence(desk: TestClient, ledger: Ledger) -> None:
    page = desk.get("/incidents").text
    listed = _listed(ledger)
    assert page.count('<article class="incident') == len(listed) > 0
    for one in listed:
        for account in one.versions:
            assert f'data-fact="{account.fact}"' in page


def test_where_accounts_differ_it_is_marked_in_words(desk: TestClient, ledger: Ledger) -> None:
    page = desk.get("/incidents?disputed=1").text
    differing = [one for one in _listed(ledger) if one.differ or one.days]
    assert page.count('<article class="incident') == len(differing) > 0
    assert page.count("≠ accounts differ") == sum(len(one.differ) for one in differing)


def test_a_short_page_leads_on(desk: TestClient) -> None:
    page = desk.get("/incidents?limit=2").text
    assert page.count('<article class="incident') <= 2
    assert 'href="/incidents?limit=2&amp;until=' in page


@pytest.mark.parametrize("asked", ["as_of=9999-12-31", "until=0001-01-01", "since=9999-12-31", "party=%00"])
def test_odd_parameters_break_nothing(desk: TestClient, asked: str) -> None:
    assert desk.get(f"/incidents?{asked}").status_code == 200


def test_nothing_found_is_said(desk: TestClient) -> None:
    assert "No incident is told" in desk.get("/incidents?since=1999-01-01&until=1999-01-02").text
