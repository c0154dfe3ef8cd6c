"""A pasted text: read on the spot, kept only where a reviewer says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from verbale.store import Ledger
from verbale.store.access.tokens import make_token
from verbale.store.access.users import add_user
from verbale.store.tables import audit, documents
from verbale.web.app import make_desk
from verbale.web.pages.paste import LONGEST
from verbale.web.settings import DeskSettings

TEXT = (
    "Peru said on Monday that Chile had shelled Arica.\r\n\r\nChile rejected the 30-day ceasefire that Brazil proposed."
)


def paste(desk: TestClient, **given: str) -> tuple[int, str, str]:
    (token,) = re.findall(r'name="csrf" value="([^"]+)"', desk.get("/paste").text)[:1]
    answer = desk.post("/paste", data={"csrf": token, "text": TEXT, **given})
    return answer.status_code, answer.text, answer.headers.get("location", "")


def stored(ledger: Ledger) -> int:
    with ledger.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(documents)).scalar_one())


def test_a_text_is_read_and_not_stored(desk: TestClient, ledger: Ledger) -> None:
    before = stored(ledger)
    status, page, _ = paste(desk, published="2024-03-05")
    assert status == 200
    assert re.search(r'<a class="claim has-statement[^"]*"[^>]*>Chile had ', page)
    assert re.search(r'<a class="chip is-kind-position" id="at-(po\d+)" href="#\1"', page)
    assert "Mar 4, 2024" in page
    assert "<summary>Statements" in page
    assert stored(ledger) == before


def test_kept_it_is_a_document_and_noted(desk: TestClient, ledger: Ledger) -> None:
    before = stored(ledger)
    status, _, where = paste(desk, act="keep", title="A text <b>", publisher="By hand")
    assert status == 303
    assert stored(ledger) == before + 1
    page = desk.get(where).text
    assert "A text &lt;b&gt;" in page
    assert "By hand" in page
    with ledger.reading() as connection:
        noted = connection.execute(select(audit.c.subject).where(audit.c.action == "paste")).scalars().all()
    assert [f"/documents/{one}" for one in noted] == [where]
    assert paste(desk, act="keep", title="A text <b>", publisher="By hand")[2] == where
    assert stored(ledger) == before + 1


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"text": " \n "}, "white space"),
        ({"text": ""}, "is empty"),
        ({"text": "x" * (LONGEST + 1)}, "200,000 can be pasted"),
        ({"text": "Бишкек и Душанбе договорились о перемирии сегодня вечером."}, ""),
        ({"published": "2024-02-31"}, "day is out of range"),
        ({"language": "xx"}, "none of those offered"),
        ({"kind": "novel"}, "none of those offered"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_reason(desk: TestClient, given: dict[str, str], reason: str) -> None:
    status, page, _ = paste(desk, **given)
    assert status == 400
    assert "The text cannot be read:" in page
    assert reason in page
    assert 'name="text"' in page


def test_hostile_words_stay_words(desk: TestClient) -> None:
    status, page, _ = paste(desk, text='Peru said: "</textarea><script>alert(1)</script> %(x)s {{ 1 }}". ' + TEXT)
    assert status == 200
    assert "<script>alert" not in page
    assert paste(desk, text="Peru said \x00 \ud7ff \u202e that it would go.")[0] == 200


def test_forms_without_their_token_are_refused(desk: TestClient) -> None:
    assert desk.post("/paste", data={"text": TEXT}).status_code == 403


@pytest.fixture
def guarded(ledger: Ledger) -> Iterator[TestClient]:
    with TestClient(
        make_desk(ledger, DeskSettings(login=True)), base_url="http://127.0.0.1:8400", follow_redirects=False
    ) as client:
        yield client


def test_a_reader_may_read_and_not_keep(guarded: TestClient, ledger: Ledger) -> None:
    with ledger.writing() as connection:
        user = add_user(connection, "Rea", "reader", None, ledger.clock())
        _, secret = make_token(connection, user, "test", "reader", None, ledger.clock())
    bearer = {"Authorization": f"Bearer {secret}"}
    assert guarded.post("/paste", data={"text": TEXT}, headers=bearer).status_code == 200
    assert "Keep it in the ledger" not in guarded.get("/paste", headers=bearer).text
    before = stored(ledger)
    assert guarded.post("/paste", data={"text": TEXT, "act": "keep"}, headers=bearer).status_code == 403
    assert stored(ledger) == before
    assert guarded.post("/paste", data={"text": TEXT}).status_code in (303, 403)


def test_too_many_pastes_have_to_wait(desk: TestClient) -> None:
    (token,) = re.findall(r'name="csrf" value="([^"]+)"', desk.get("/paste").text)[:1]
    codes = [desk.post("/paste", data={"csrf": token, "text": ""}).status_code for _ in range(12)]
    assert codes[0] == 400
    assert codes[-1] == 429
