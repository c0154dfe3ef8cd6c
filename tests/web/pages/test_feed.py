"""The Atom feed of the desk, of all and of a track; whoever reads it needs a session or a token."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree
from starlette.testclient import TestClient

from tests.views.truce import add, text
from tests.web.security.browsing import LOGIN, browser, token, user
from verbale.store import Ledger
from verbale.store.changes import NEWS
from verbale.store.tracking import Definition, make_track
from verbale.web.app import make_desk

TRACK = "Kyrgyzstan – Tajikistan"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(content: bytes) -> list[str]:
    root = etree.fromstring(content)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    return [str(one) for one in root.xpath("a:entry/a:title/text()", namespaces=ATOM)]


def test_what_most_want_to_hear_of(desk: TestClient) -> None:
    answer = desk.get("/feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = etree.fromstring(answer.content)
    kinds = {*root.xpath("a:entry/a:category/@term", namespaces=ATOM)}
    assert kinds
    assert kinds <= {*NEWS}
    days = root.xpath("a:entry/a:updated/text()", namespaces=ATOM)
    assert days == sorted(days, reverse=True)
    assert root.xpath("a:title/text()", namespaces=ATOM) == ["Verbale"]


def test_of_a_track(desk: TestClient, ledger: Ledger) -> None:
    add(ledger, text("other", "2024-03-25", ("PER", "accepts")))
    with ledger.writing() as connection:
        make_track(connection, "Per", Definition(("PER",)), "Ana", ledger.clock())
    (only,) = entries(desk.get("/feed.atom", params={"track": "Per"}).content)
    assert "accepts" in only
    both = desk.get("/feed.atom", params={"track": TRACK})
    assert only not in entries(both.content)
    assert only in entries(desk.get("/feed.atom").content)
    assert f"<title>Verbale: {TRACK}</title>" in both.text
    assert desk.get("/feed.atom?track=Nowhere").status_code == 400


def test_every_page_leads_to_it(desk: TestClient) -> None:
    assert 'href="/feed.atom?track=Kyrgyzstan+%E2%80%93+Tajikistan"' in desk.get("/", params={"track": TRACK}).text


def test_what_has_not_changed_is_not_sent_again(desk: TestClient, ledger: Ledger) -> None:
    first = desk.get("/feed.atom")
    tag = first.headers["etag"]
    again = desk.get("/feed.atom", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert desk.get("/feed.atom", headers={"If-None-Match": '"other"'}).status_code == 200
    assert desk.get("/feed.atom", params={"track": TRACK}).headers["etag"] != tag
    add(ledger, text("new", "2024-03-25", ("PER", "accepts")))
    changed = desk.get("/feed.atom", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert len(entries(changed.content)) == len(entries(first.content)) + 1


def test_behind_a_login(ledger: Ledger) -> None:
    client = browser(make_desk(ledger, replace(LOGIN))).client
    header = token(ledger, user(ledger, "Leo", "reader", None), "reader")[1]
    secret = header["Authorization"].removeprefix("Bearer ")
    assert client.get("/feed.atom").headers["location"].startswith("/login")
    assert client.get("/feed.atom", params={"token": secret}).status_code == 303
    assert client.get("/feed.atom", headers=header).status_code == 200
    assert client.get("/feed.atom", headers={"Authorization": "Bearer vb_none"}).status_code == 401


def test_hostile_text_stays_text(desk: TestClient, ledger: Ledger) -> None:
    add(ledger, text("x", "2024-03-25", ("PER", "accepts"), publisher="]]><script>alert(1)</script>\x0b"))
    content = desk.get("/feed.atom").content
    assert b"<script" not in content
    assert entries(content)
