"""Contacts as a table with their countdown, and who met whom as a graph."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from verbale.store import Ledger
from verbale.store.query import scope_of
from verbale.views.contacts import Contact, contacts
from verbale.views.naming import Named
from verbale.web.drawing.graph import HEIGHT, MOST, WIDTH, drawn

ODD = (
    "as_of=9999-12-31",
    "known_at=9999-12-31",
    "as_of=0001-01-01",
    "until=0001-01-01",
    "since=9999-12-31",
    "party=%00",
)


def _contact(id: str, standing: str, *parties: str, begin: str = "2024-03-01") -> Contact:
    return Contact(
        id=id,
        standing=standing,  # type: ignore[arg-type]
        begin=begin,
        until=begin,
        when=begin,
        days=(),
        days_left=None,
        settled=True,
        modes=("meeting",),
        parties=tuple(Named(key, key) for key in parties),
        people=tuple(Named(f"p-{key}", f"P {key}", key) for key in parties),
        beside=(),
        place=None,
        country=None,
        lat=None,
        lon=None,
        stages=(),
        texts=1,
        origins=1,
        doubtful=0,
        readouts=(),
        judged=(),
        facts=(f"co-{id}",),
    )


def _listed(ledger: Ledger) -> tuple[Contact, ...]:
    with ledger.reading() as connection:
        return contacts(connection, scope_of(connection), clock=ledger.clock).contacts


def test_every_contact_is_a_row_with_its_evidence(desk: TestClient, ledger: Ledger) -> None:
    page = desk.get("/contacts").text
    listed = _listed(ledger)
    assert page.count('<th scope="row"') == len(listed)
    for one in listed:
        assert f'data-fact="{one.facts[-1]}"' in page


def test_what_is_ahead_counts_down(desk: TestClient) -> None:
    page = desk.get("/contacts").text  # the clock of the desk stands on 26 March
    assert re.search(r"in 1 day\b", page)
    assert "in 3 days" in desk.get("/contacts?as_of=2024-03-24").text


def test_each_stage_opens_the_sentence_that_tells_it(desk: TestClient, ledger: Ledger) -> None:
    page = desk.get("/contacts").text
    for one in _listed(ledger):
        for stage in one.stages:
            assert stage.facts
            assert f'data-fact="{stage.facts[0]}"' in page


def test_readouts_are_linked(desk: TestClient, ledger: Ledger) -> None:
    page = desk.get("/contacts").text
    told = [one for one in _listed(ledger) if one.readouts]
    assert told
    for one in told:
        assert f'href="/readouts/{one.id}"' in page


def test_standings_can_be_chosen(desk: TestClient, ledger: Ledger) -> None:
    page = desk.get("/contacts?standing=held&standing=called%20off").text
    wanted = [one for one in _listed(ledger) if one.standing in ("held", "called off")]
    assert page.count('<th scope="row"') == len(wanted)
    assert desk.get("/contacts?standing=dreamt").status_code == 400


def test_a_short_page_leads_on(desk: TestClient, ledger: Ledger) -> None:
    seen: set[str] = set()
    path = "/contacts?limit=5"
    for _ in range(20):
        page = desk.get(path).text
        seen |= set(re.findall(r'<th scope="row"[^>]*><a class="fact " [^>]*data-fact="([^"]+)"', page))
        link = re.search(r'<p class="more"><a href="([^"]+)"', page)
        if link is None:
            break
        path = link[1].replace("&amp;", "&")
    assert seen == {one.facts[-1] for one in _listed(ledger)}


def test_the_graph_stands_as_drawing_and_as_table(desk: TestClient, ledger: Ledger) -> None:
    for level in ("party", "person"):
        page = desk.get(f"/contacts/graph?level={level}").text
        edges = drawn(_listed(ledger), level).edges
        assert page.count('<a class="link"') == page.count('<th scope="row"') == len(edges) > 0
        assert " style=" not in page
    assert desk.get("/contacts/graph?level=village").status_code == 400


def test_held_and_planned_are_told_apart_and_what_was_not_is_not_drawn() -> None:
    told = [
        _contact("1", "held", "KGZ", "TJK"),
        _contact("2", "planned", "KGZ", "TJK", begin="2024-04-01"),
        _contact("3", "called off", "KGZ", "UZB"),
        _contact("4", "denied", "TJK", "UZB"),
    ]
    drawing = drawn(told, "party")
    assert [(one.one.key, one.other.key, one.held, one.planned) for one in drawing.edges] == [("KGZ", "TJK", 1, 1)]
    assert drawing.edges[0].latest.id == "2"
    assert {one.key for one in drawn(told, "person").nodes} == {"p-KGZ", "p-TJK"}


def test_the_graph_is_bounded_and_stays_in_its_box() -> None:
    hub = [_contact(str(n), "held", "HUB", f"X{n:03}") for n in range(150)]
    drawing = drawn(hub, "party")
    assert len(drawing.nodes) == MOST
    assert drawing.left_out == 151 - MOST
    assert all(0 < node.x < WIDTH and 0 < node.y < HEIGHT for node in drawing.nodes)
    assert "HUB" in {node.key for node in drawing.nodes}


def test_the_same_contacts_are_always_drawn_the_same() -> None:
    told = [_contact(str(n), "held", f"A{n % 7}", f"B{n % 5}") for n in range(30)]
    assert drawn(told, "party") == drawn([*reversed([*reversed(told)])], "party")
    places = {node.key: (node.x, node.y) for node in drawn([*reversed(told)], "party").nodes}
    assert places == {node.key: (node.x, node.y) for node in drawn(told, "party").nodes}


def test_nobody_met_nobody() -> None:
    assert drawn([], "party").nodes == ()
    assert drawn([_contact("1", "held", "KGZ")], "party").edges == ()


@pytest.mark.parametrize("asked", ODD)
@pytest.mark.parametrize("path", ["/contacts", "/contacts/graph"])
def test_odd_parameters_break_nothing(desk: TestClient, path: str, asked: str) -> None:
    assert desk.get(f"{path}?{asked}").status_code == 200
