"""The Atom feed: what RFC 4287 requires, and nothing that a text could put into it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest
from lxml import etree

from tests.store.dispatching import at, meeting, truce
from verbale.export.atom import ATOM, TEXT, TITLE, atom
from verbale.store import Ledger
from verbale.store.changes import NEWS, Told
from verbale.views.changes import Change, Feed, feed_of

URN = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
HOSTILE = "<script>alert(1)</script> ]]> &amp; \x00\x1b[2J \ud800 \uffff \u202e &lt;b&gt;"


def parsed(feed: Feed) -> Any:
    return etree.fromstring(atom(feed))


def texts(root: Any, path: str) -> list[str]:
    return [node.text for node in root.findall(path, {"a": ATOM})]


def change(**given: Any) -> Change:
    told: dict[str, Any] = {
        "id": 1,
        "urn": "urn:uuid:4f9b0b3a-7b52-5a3e-8f3b-0123456789ab",
        "made": "2025-03-01T12:00:00.000Z",
        "topic": "position",
        "verb": "changed",
        "subject": "pt-1",
        "says": "Peru: accepts → rejects",
        "sentence": "Peru rejects it.",
        "document": None,
        "judged": False,
        "data": {},
    }
    return Change(**told | given)


def feed(*changes: Change) -> Feed:
    return Feed("urn:uuid:5f9b0b3a-7b52-5a3e-8f3b-0123456789ab", changes, 1, False)


def assert_valid(root: Any) -> None:
    """What RFC 4287, section 4, requires of a feed and its entries."""
    assert root.tag == f"{{{ATOM}}}feed"
    for element in (root, *root.findall("a:entry", {"a": ATOM})):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", {"a": ATOM})) == 1
    ids = texts(root, ".//a:id")
    assert len(set(ids)) == len(ids)
    assert all(URN.fullmatch(one) for one in ids)
    for moment in (*texts(root, ".//a:updated"), *texts(root, ".//a:published")):
        assert MOMENT.fullmatch(moment)
        assert datetime.fromisoformat(moment).utcoffset() is not None
    assert texts(root, "a:author/a:name") == ["Verbale"]
    for entry in root.findall("a:entry", {"a": ATOM}):
        (content,) = entry.findall("a:content", {"a": ATOM})
        assert content.get("type") == "text"
        assert len(content) == 0


def test_the_feed_of_a_store_is_valid_and_stays_the_same(ledger: Ledger) -> None:
    at(ledger, "2025-04-01T12:00:00.000Z")
    ledger.add(truce("a", 2, "undecided"))
    ledger.add(meeting("m", 3, "planned", "2025-03-10"))
    with ledger.reading() as connection:
        first = feed_of(connection, None, NEWS, latest=True)
    at(ledger, "2025-04-02T12:00:00.000Z")
    ledger.add(truce("b", 4, "accepts"))
    with ledger.reading() as connection:
        second = feed_of(connection, None, NEWS, latest=True)
        shorter = feed_of(connection, None, NEWS, limit=1)
        other = feed_of(connection, None, ["document"])
    for one in (first, second, other):
        assert_valid(parsed(one))
    assert atom(first) == atom(first)
    assert first.urn == second.urn == shorter.urn != other.urn
    before, after = (texts(parsed(one), "a:entry/a:id") for one in (first, second))
    assert after[1:] == before, "the latest comes first, the others keep their names"
    assert texts(parsed(second), "a:updated") == ["2025-04-02T12:00:00.000Z"]
    assert texts(parsed(shorter), "a:entry/a:title")[0].startswith("Government of PER: undecided → accepts")


def test_an_empty_feed_is_valid() -> None:
    assert_valid(parsed(feed()))


def test_nothing_of_a_text_becomes_markup_or_breaks_it() -> None:
    source = Told("k", HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)", "2025-03-01")
    root = parsed(feed(change(says=HOSTILE, sentence=HOSTILE * 500, document=source)))
    assert_valid(root)
    assert {node.tag.rpartition("}")[2] for node in root.iter()} == {
        *("feed", "id", "title", "updated", "author", "name", "generator", "entry", "published", "category", "content")
    }
    (title,) = texts(root, "a:entry/a:title")
    assert title.startswith("<script>alert(1)</script> ]]> &amp; \ufffd\ufffd[2J \ufffd \ufffd")
    assert len(texts(root, "a:entry/a:content")[0]) <= TEXT
    assert len(title) <= TITLE


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://wire.example/a?b=1&c=2", True),
        ("http://wire.example", True),
        ("javascript:alert(1)", False),
        ("https://wire.example/\x07", False),
        ("https:///nowhere", False),
        ("http://[::1", False),
        ('https://wire.example/"><b>', False),
    ],
)
def test_only_web_addresses_become_links(url: str, kept: bool) -> None:
    root = parsed(feed(change(document=Told("k", "a", "Title", None, url, None))))
    assert [link.get("href") for link in root.findall(".//a:link", {"a": ATOM})] == ([url] if kept else [])
