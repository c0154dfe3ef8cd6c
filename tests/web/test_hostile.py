"""A thousand hostile texts on every page: what comes from outside is text, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree, html
from sqlalchemy import select
from starlette.testclient import TestClient

from tests.web.hostile import COUNT, hostile
from verbale.store import Ledger
from verbale.store.tables import documents, facts
from verbale.web.app import make_desk
from verbale.web.rendering import environment

LISTS = (
    "/",
    "/timeline?limit=500",
    "/timeline.json?limit=500",
    "/contacts?limit=500",
    "/contacts/graph",
    "/readouts",
    "/incidents?limit=500",
    "/map?limit=500",
    "/map.json?limit=500",
    "/actors?limit=500",
    "/documents?limit=500",
    "/search?q=script",
    "/search?q=%3Cscript%3Ewindow.obeyed",
    "/brief?since=2024-01-01&limit=500",
    "/brief.html?since=2024-01-01",
    "/review",
    "/review/list?limit=500",
    "/?party=%22%3E%3Cscript%3E&track=",
    "/?since=%3Cscript%3E",
    "/nowhere/%3Cscript%3Ewindow.obeyed=1%3C/script%3E",
)
NEVER = {"iframe", "object", "embed", "base", "frame", "applet", "math", "video", "audio"}
OWN_SCRIPT = "/static/"


@pytest.fixture(scope="module")
def hostile_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with (
        Ledger.open(hostile_store(tmp_path_factory.mktemp("hostile"))) as ledger,
        TestClient(make_desk(ledger), base_url="http://127.0.0.1:8400", follow_redirects=False) as client,
    ):
        yield client


def hostile_store(folder: Path) -> Path:
    """A store of a thousand hostile texts."""
    path = folder / "hostile.db"
    with Ledger.open(path) as ledger:
        ledger.add_all(hostile())
    return path


def faults(page: str) -> list[str]:
    """Everything in a page that only hostile text can have put there."""
    found: list[str] = []
    for element in html.document_fromstring(page).iter(etree.Element):
        tag = str(element.tag)
        if tag in NEVER or (tag == "style" and "Brief" not in page):
            found.append(f"<{tag}>")
        if tag == "script" and not element.get("src", "").startswith(OWN_SCRIPT):
            found.append(f"script {element.get('src')}")
        if tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
            found.append("meta refresh")
        for name, value in element.attrib.items():
            told = f"{tag} {name}={str(value)[:80]}"
            if str(name).startswith("on") or name in ("style", "srcdoc", "hx-on") or str(name).startswith("hx-on"):
                found.append(told)
            if name in ("href", "src", "action", "formaction", "hx-get", "hx-post", "xlink:href", "poster", "data"):
                local = str(value).startswith(("/", "#")) and not str(value).startswith("//")
                outside = name == "href" and str(value).startswith(("http://", "https://"))
                if not (local or outside or (name == "src" and str(value).startswith("data:image/"))):
                    found.append(told)
    return found


@pytest.mark.parametrize("address", LISTS)
def test_a_list_of_hostile_texts(address: str, hostile_desk: TestClient) -> None:
    page = hostile_desk.get(address)
    assert page.status_code < 500
    assert "script-src 'self'" in page.headers["content-security-policy"] or page.status_code == 404
    if page.headers["content-type"].startswith("text/html"):
        assert faults(page.text) == []
    else:
        assert page.headers["content-type"].startswith(("application/json", "text/markdown"))
        assert page.headers["x-content-type-options"] == "nosniff"


def test_the_feed_is_xml_whatever_is_in_it(hostile_desk: TestClient) -> None:
    etree.fromstring(hostile_desk.get("/feed.atom").content)


def test_each_hostile_text_and_a_fact_of_it(hostile_desk: TestClient) -> None:
    ledger: Ledger = hostile_desk.app.state.ledger  # type: ignore[attr-defined]
    with ledger.reading() as connection:
        keys = connection.execute(select(documents.c.key).order_by(documents.c.id)).scalars().all()
        rows = connection.execute(select(facts.c.key).order_by(facts.c.id)).scalars().all()
    assert len(keys) == COUNT
    every = max(1, len(rows) // 200)
    for address in (*(f"/documents/{key}" for key in keys), *(f"/facts/{key}" for key in rows[::every])):
        page = hostile_desk.get(address)
        assert page.status_code == 200, address
        assert faults(page.text) == [], address


def test_what_is_translated_is_escaped_even_if_it_is_no_word_of_ours() -> None:
    for language in ("en", "it"):
        made = environment(language).from_string(
            "{{ _(bad) }}{{ ngettext(bad, bad, 2) }}{{ _('by %(names)s', names=bad) }}"
        )
        assert "<img" not in made.render(bad="<img src=x>")


def test_a_fault_would_be_seen() -> None:
    page = "<html><body><script>1</script><a href='javascript:1' onclick='1'>x</a><iframe></iframe></body></html>"
    assert len(faults(page)) == 4
