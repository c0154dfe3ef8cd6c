"""The review queue on the desk: judging by forms and by parts, undo, two tabs at once, roles, conflicts, the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from tests.threads.synthetic import Draft
from verbale.store import Ledger
from verbale.store.access.audit import entries
from verbale.store.access.tokens import make_token
from verbale.store.access.users import add_user
from verbale.store.judging import judge_fact
from verbale.store.merging import merge_actors
from verbale.store.query import Scope, StoredFact, facts_named
from verbale.store.tables import appearances
from verbale.views.judged import Decision, judged
from verbale.views.queue import queue
from verbale.web.app import make_desk
from verbale.web.settings import DeskSettings

PART = {"HX-Request": "true"}


def fields_of(page: str, form: str = "verdicts") -> dict[str, str]:
    """The hidden fields of a form, as a browser sends them; of the one for corrections all that it shows."""
    wanted = rf'<form class="{form}".*?</form>' if form == "verdicts" else r'<details id="correct".*?</details>'
    found = re.search(wanted, page, re.DOTALL)
    assert found is not None
    told = {
        name: unescape(value) for name, value in re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', found[0])
    }
    told = {name: value for name, value in told.items() if name not in ("into", "whole")}
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', found[0], re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        told[name] = unescape(chosen[1]) if chosen else ""
    return told


def first(ledger: Ledger, *kinds: str) -> str:
    with ledger.reading() as connection:
        return queue(connection, Scope(), kinds or queue.__defaults__[0]).waiting[0].key  # type: ignore[index]


def the(ledger: Ledger, key: str) -> StoredFact:
    with ledger.reading() as connection:
        (fact,) = facts_named(connection, [key])
    return fact


def made(ledger: Ledger, *, withdrawn: bool = False) -> tuple[Decision, ...]:
    with ledger.reading() as connection:
        return judged(connection, limit=50, withdrawn=withdrawn)


def audited(ledger: Ledger) -> list[tuple[str, str]]:
    with ledger.reading() as connection:
        return [(one.action, one.subject) for one in entries(connection).entries if one.action != "refusal"]


def test_the_page_shows_the_most_pressing_fact_with_its_words_marked(desk: TestClient, ledger: Ledger) -> None:
    page = desk.get("/review").text
    fact = the(ledger, first(ledger))
    assert f"<mark>{fact.evidence[0][2]}</mark>" in unescape(page)
    assert "decides a cell" in page
    assert f"confidence {fact.confidence:.2f}" in page
    assert f'action="/review/{fact.key}"' in page
    for key in "cresj?":
        assert f'data-press="{key}"' in page


def test_a_fact_is_confirmed_by_a_form_and_the_next_one_comes(desk: TestClient, ledger: Ledger) -> None:
    key = first(ledger)
    sent = fields_of(desk.get("/review").text)
    answer = desk.post(f"/review/{key}", data={**sent, "verdict": "confirm", "reason": "heard it"})
    assert answer.status_code == 303
    (one,) = made(ledger)
    assert answer.headers["location"] == f"/review?at={sent['next']}&done={one.id}"
    assert (one.target, one.verdict, one.reason) == (key, "confirm", "heard it")
    page = desk.get(answer.headers["location"]).text
    assert "Confirmed" in page
    assert f'action="/review/{key}/undo"' in page
    assert f'action="/review/{sent["next"]}"' in page
    assert audited(ledger) == [("judgement", key)]


def test_undo_withdraws_what_was_just_done(desk: TestClient, ledger: Ledger) -> None:
    key = first(ledger)
    sent = fields_of(desk.get("/review").text)
    desk.post(f"/review/{key}", data={**sent, "verdict": "reject"})
    assert the(ledger, key).rejected
    (one,) = made(ledger)
    answer = desk.post(f"/review/{key}/undo", data={"csrf": sent["csrf"], "id": str(one.id)})
    assert answer.headers["location"] == f"/review?at={key}&undone=true"
    assert not the(ledger, key).rejected
    assert made(ledger) == ()
    assert "Withdrawn" in desk.get(answer.headers["location"]).text
    assert audited(ledger)[0] == ("withdraw", key)
    again = desk.post(f"/review/{key}/undo", data={"csrf": sent["csrf"], "id": str(one.id)})
    assert again.status_code == 409
    assert desk.post(f"/review/{key}/undo", data={"csrf": sent["csrf"], "id": "999"}).status_code == 404


def test_a_script_gets_the_next_fact_as_a_part(desk: TestClient, ledger: Ledger) -> None:
    key = first(ledger)
    sent = fields_of(desk.get("/review?kind=position").text)
    answer = desk.post(f"/review/{key}?kind=position", data={**sent, "verdict": "confirm"}, headers=PART)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section id="review"')
    assert answer.headers["HX-Push-Url"] == f"/review?at={sent['next']}&kind=position"
    assert "Confirmed" in answer.text
    assert desk.get("/review", headers=PART).text.lstrip().startswith('<section id="review"')


def test_a_correction_changes_only_what_was_changed(desk: TestClient, ledger: Ledger) -> None:
    key = first(ledger, "contact")
    page = desk.get(f"/review?at={key}").text
    sent = fields_of(page, "correct")
    assert sent["f-status"] == the(ledger, key).status
    answer = desk.post(f"/review/{key}", data={**sent, "f-status": "denied", "f-date": "2024-03", "f-place": ""})
    assert answer.status_code == 303
    (one,) = made(ledger)
    assert one.verdict == "correct"
    assert {name: value for name, value in one.change.items() if name != "place"} == {
        "status": "denied",
        "date": "2024-03",
    }
    fact = the(ledger, key)
    assert (fact.status, fact.begin, fact.until) == ("denied", "2024-03-01", "2024-03-31")
    again = fields_of(desk.get(f"/review?at={key}").text, "correct")
    assert (again["f-date"], again["f-status"]) == ("2024-03", "denied")


def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_lost(desk: TestClient, ledger: Ledger) -> None:
    key = first(ledger, "contact")
    sent = fields_of(desk.get(f"/review?at={key}").text, "correct")
    entered = {"f-date": "yesterday", "f-country": "Italy", "f-status": "denied", "reason": "I was there"}
    for headers in ({}, PART):
        answer = desk.post(f"/review/{key}", data={**sent, **entered}, headers=headers)
        assert answer.status_code == 400
        for name in ("date", "country"):
            assert re.search(rf'id="w-{name}">{name} cannot be', answer.text), name
        assert 'id="w-status"' not in answer.text
        kept = fields_of(answer.text, "correct")
        assert {name: kept[name] for name in entered if name != "reason"} == {
            name: value for name, value in entered.items() if name != "reason"
        }
        assert "I was there" in answer.text
    assert made(ledger) == ()
    unchanged = desk.post(f"/review/{key}", data=sent)
    assert unchanged.status_code == 400
    assert "nothing is changed" in unchanged.text


def test_the_second_of_two_tabs_learns_what_the_first_did(desk: TestClient, ledger: Ledger) -> None:
    key = first(ledger, "position")
    page = desk.get(f"/review?at={key}").text
    sent, other = fields_of(page), fields_of(page, "correct")
    desk.post(f"/review/{key}", data={**sent, "verdict": "confirm"})
    late = desk.post(f"/review/{key}", data={**other, "f-stance": "rejects"})
    assert late.status_code == 409
    assert "Meanwhile" in late.text
    kept = fields_of(late.text, "correct")
    assert kept["f-stance"] == "rejects"
    assert len(made(ledger)) == 1
    assert desk.post(f"/review/{key}", data={**kept, "verdict": "correct"}).status_code == 303
    assert [one.verdict for one in made(ledger)] == ["correct", "confirm"]


def test_a_fact_is_moved_to_one_of_its_own_and_back(desk: TestClient, ledger: Ledger) -> None:
    with ledger.reading() as connection:
        keys = [one.key for one in queue(connection, Scope(limit=200), ("incident", "proposal")).waiting]
    page = next(text for text in (desk.get(f"/review?at={key}").text for key in keys) if 'value="own"' in text)
    found = re.search(r'action="/review/([^"]+)"', page)
    assert found is not None
    before = the(ledger, found[1]).bundle
    sent = fields_of(page, "correct")
    answer = desk.post(f"/review/{found[1]}", data={**sent, "into": "own"})
    assert answer.status_code == 303
    assert the(ledger, found[1]).bundle != before
    assert [one.verdict for one in made(ledger)] == ["split"]
    assert audited(ledger) == [("split", found[1])]
    desk.post(f"/review/{found[1]}/undo", data={"csrf": sent["csrf"], "id": str(made(ledger)[0].id)})
    assert the(ledger, found[1]).bundle == before
    wrong = desk.post(f"/review/{found[1]}", data={**fields_of(page, "correct"), "into": "ct-nowhere"})
    assert wrong.status_code == 409
    wrong = desk.post(
        f"/review/{found[1]}", data={**fields_of(desk.get(f"/review?at={found[1]}").text, "correct"), "into": "ct-no"}
    )
    assert (wrong.status_code, "there is no" in wrong.text) == (400, True)


def test_skipped_facts_stay_out_of_the_queue_of_that_address(desk: TestClient, ledger: Ledger) -> None:
    key = first(ledger)
    page = desk.get("/review").text
    link = re.search(r'data-press="s" href="([^"]+)"', page)
    assert link is not None
    skipped = desk.get(unescape(link[1])).text
    assert f"skip={key}" in skipped
    assert f'action="/review/{key}' not in skipped
    assert f'action="/review/{key}' in desk.get("/review").text


def test_a_fact_is_judged_within_its_evidence(desk: TestClient, ledger: Ledger) -> None:
    key = first(ledger)
    panel = desk.get(f"/facts/{key}", headers=PART).text
    sent = fields_of(panel)
    answer = desk.post(f"/review/{key}", data={**sent, "verdict": "confirm", "back": f"/?fact={key}"})
    assert answer.headers["location"] == f"/?fact={key}#evidence"
    late = desk.post(f"/review/{key}", data={**sent, "verdict": "reject"}, headers=PART)
    assert late.headers["location"] == f"/facts/{key}?judge=late"
    assert "Meanwhile" in desk.get(late.headers["location"], headers=PART).text
    away = desk.post(f"/review/{key}", data={**sent, "verdict": "reject", "back": "//evil.example"})
    assert away.headers["location"] == f"/facts/{key}?judge=late"
    assert len(made(ledger)) == 1


def test_what_is_no_judgement_is_refused(desk: TestClient, ledger: Ledger) -> None:
    key = first(ledger)
    sent = fields_of(desk.get("/review").text)
    assert desk.post(f"/review/{key}", data={**sent, "verdict": "merge"}).status_code == 400
    assert desk.post(f"/review/{key}", data={"csrf": sent["csrf"]}).status_code == 400
    assert desk.post("/review/po-0000000000000000", data={**sent, "verdict": "confirm"}).status_code == 404
    unsigned = {name: value for name, value in sent.items() if name != "csrf"}
    assert desk.post(f"/review/{key}", data={**unsigned, "verdict": "confirm"}).status_code == 403
    assert desk.get("/review?at=po-nothing").status_code == 404
    for query in ("track=nowhere", "since=yesterday", "done=-1", f"at={'x' * 50}"):
        assert desk.get(f"/review?{query}").status_code == 400, query
    assert desk.get("/review?kind=nothing&done=999").status_code == 200
    assert made(ledger) == ()


def test_the_queue_as_a_table(desk: TestClient, ledger: Ledger) -> None:
    page = desk.get("/review/list?kind=incident&limit=3").text
    assert page.count("<tr>") == 4
    assert f'href="/review?limit=3&amp;at={first(ledger, "incident")}&amp;kind=incident"' in page


def test_conflicts_stand_side_by_side_and_are_settled_by_withdrawing(desk: TestClient, ledger: Ledger) -> None:
    key = first(ledger)
    with ledger.writing() as connection:
        for author, verdict in (("Ana", "confirm"), ("Ben", "reject")):
            judge_fact(connection, key, verdict, (), author, f"{author} read it", ledger.clock())
    page = desk.get("/judgements").text
    conflict = re.search(r'<article class="card conflict">.*?</article>', page, re.DOTALL)
    assert conflict is not None
    assert "Ana read it" in conflict[0]
    assert "Ben read it" in conflict[0]
    assert "Reviewers disagree on 1 fact." in desk.get("/review").text
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)
    assert csrf is not None
    id = next(one.id for one in made(ledger) if one.author == "Ben")
    answer = desk.post(f"/judgements/{id}/withdraw?by=Ben&withdrawn=true", data={"csrf": csrf[1]})
    assert answer.headers["location"] == "/judgements?by=Ben&withdrawn=true"
    assert "conflict" not in desk.get("/judgements").text
    shown = desk.get("/judgements?by=Ben&withdrawn=true").text
    assert "withdrawn" in shown
    assert "Ana read it" not in shown


def test_judgements_are_paged(desk: TestClient, ledger: Ledger) -> None:
    key = first(ledger)
    with ledger.writing() as connection:
        for n in range(5):
            judge_fact(connection, key, "confirm", (), "Ana", f"time {n}", ledger.clock())
    page = desk.get("/judgements?limit=2").text
    assert re.findall(r"time \d", page) == ["time 4", "time 3"]
    further = re.search(r'href="(/judgements\?limit=2&amp;before=\d+)"', page)
    assert further is not None
    assert re.findall(r"time \d", desk.get(unescape(further[1])).text) == ["time 2", "time 1"]


def test_the_file_of_judged_facts(desk: TestClient, ledger: Ledger) -> None:
    with ledger.writing() as connection:
        judge_fact(connection, first(ledger), "confirm", (), "Ana", None, ledger.clock())
    answer = desk.get("/judgements.jsonl")
    assert answer.headers["content-disposition"] == 'attachment; filename="judgements.jsonl"'
    (told,) = map(json.loads, answer.text.splitlines())
    assert (told["writer"], told["layers"]) == ("Ana", ["positions"])


def test_hostile_text_is_shown_as_text(desk: TestClient, ledger: Ledger) -> None:
    script = "<script>alert(1)</script>"
    draft = Draft("evil", "2024-03-24", f"Peru said {script} on Monday.", script)
    draft.statement(draft.actor("gov:PER", name=script), script)
    ledger.add(draft.record())
    for address in ("/review?kind=statement&at=", "/review/list?kind=statement&party=gov:PER"):
        with ledger.reading() as connection:
            (one,) = queue(connection, Scope(parties=("gov:PER",)), ("statement",)).waiting
        page = desk.get(address + (one.key if address.endswith("=") else "")).text
        assert script not in page
        assert "&lt;script&gt;" in page
    with ledger.writing() as connection:
        judge_fact(connection, one.key, "confirm", (), script, script, ledger.clock())
    assert script not in desk.get("/judgements").text


@pytest.fixture
def guarded(ledger: Ledger) -> Iterator[tuple[TestClient, dict[str, dict[str, str]]]]:
    """A desk that needs a user, and what each sends to be let in."""
    keys: dict[str, dict[str, str]] = {}
    with ledger.writing() as connection:
        for name, role in (("Rea", "reader"), ("Ana", "reviewer"), ("Ben", "reviewer"), ("Ada", "admin")):
            user = add_user(connection, name, role, None, ledger.clock())
            _, secret = make_token(connection, user, "test", role, None, ledger.clock())
            keys[name] = {"Authorization": f"Bearer {secret}"}
    with TestClient(
        make_desk(ledger, DeskSettings(login=True)), base_url="http://127.0.0.1:8400", follow_redirects=False
    ) as client:
        yield client, keys


def test_readers_see_reviewers_judge_and_admins_undo_what_others_did(
    guarded: tuple[TestClient, dict[str, dict[str, str]]], ledger: Ledger
) -> None:
    desk, who = guarded
    key = first(ledger)
    page = desk.get("/review", headers=who["Rea"]).text
    assert "needs the role reviewer" in page
    assert '<form class="verdicts"' not in page
    sent = fields_of(desk.get("/review", headers=who["Ana"]).text)
    told = {**sent, "verdict": "confirm"}
    assert desk.post(f"/review/{key}", data=told).status_code in (303, 401, 403)
    assert desk.post(f"/review/{key}", data=told, headers=who["Rea"]).status_code == 403
    assert made(ledger) == ()
    assert desk.post(f"/review/{key}", data=told, headers=who["Ana"]).status_code == 303
    (one,) = made(ledger)
    assert one.author == "Ana"
    assert "Withdraw<" not in desk.get("/judgements", headers=who["Ben"]).text.split("<tbody>")[1]
    for name, status in (("Rea", 403), ("Ben", 403), ("Ada", 303)):
        assert desk.post(f"/judgements/{one.id}/withdraw", headers=who[name]).status_code == status, name
    (one,) = made(ledger, withdrawn=True)
    assert one.withdrawn_by == "Ada"
    assert audited(ledger)[:2] == [("withdraw", key), ("judgement", key)]
    assert desk.get("/judgements.jsonl").status_code in (303, 401)


def test_a_merge_of_actors_is_none_of_the_queue(desk: TestClient, ledger: Ledger) -> None:
    """Its number may stand in an address all the same."""
    with ledger.writing() as connection:
        keys = connection.execute(select(appearances.c.actor).distinct().limit(2)).scalars().all()
        merged = merge_actors(connection, keys[0], keys[1], "Ana", None, ledger.clock())
    assert desk.get(f"/review?done={merged.id}").status_code == 200
