"""The list of texts, and a text with all that is claimed in it."""

from __future__ import annotations

import html as escaping
import re

from starlette.testclient import TestClient

from verbale.pipeline import Reader
from verbale.reading import make_document
from verbale.record import Record
from verbale.store import Ledger
from verbale.store.documents import document_key
from verbale.store.forgetting import document_named, forget
from verbale.store.query import Scope, find_facts
from verbale.views.documents import documents_in
from verbale.web.marking import PAGE

BODY = "Peru said on Monday that Chile had shelled Arica. Chile rejected the truce that Brazil put forward."


def added(ledger: Ledger, reader: Reader, text: str, **told: str) -> Record:
    record = reader.read(make_document(text, **{"language": "en", "published": "2024-03-05", "id": "new", **told}))
    ledger.add(record)
    return record


def text_of(page: str) -> str:
    """The text as a reader sees it, without the letters of the marks."""
    body = page[page.index('<div class="text"') : page.index('<section class="beside"')]
    body = re.sub(r'<a class="chip.*?</a>', "", body)
    body = re.sub(r"<nav.*?</nav>", "", body, flags=re.DOTALL)
    return " ".join(escaping.unescape(re.sub(r"<[^>]+>", "", body)).split())


def test_the_list_tells_of_each_text_and_filters(desk: TestClient) -> None:
    page = desk.get("/documents").text
    assert len(re.findall(r'<th scope="row"', page)) == 9
    assert len(re.findall(r'<th scope="row"', desk.get("/documents?language=it").text)) == 5
    assert len(re.findall(r'<th scope="row"', desk.get("/documents?kind=readout").text)) == 2
    assert len(re.findall(r'<th scope="row"', desk.get("/documents?publisher=GAZZETTA").text)) == 1
    assert len(re.findall(r'<th scope="row"', desk.get("/documents?until=2024-03-04").text)) == 1
    assert "No text is so." in desk.get("/documents?publisher=%25").text


def test_the_list_goes_on_and_names_each_text_once(desk: TestClient, ledger: Ledger, reader: Reader) -> None:
    record = make_document("Nothing was said.", language="en", id="undated")
    ledger.add(reader.read(record))
    address: str | None = "/documents?limit=3"
    seen: list[str] = []
    while address:
        page = desk.get(address).text
        seen += re.findall(r'<th scope="row"[^>]*><a href="/documents/([^"?]+)', page)
        address = next(iter(re.findall(r'href="([^"]+)" rel="next"', page)), None)
        address = escaping.unescape(address) if address else None
    assert len(seen) == len(set(seen)) == 10
    assert seen[-1] == document_key(record)


def test_lists_of_tracks_and_of_all_page_alike(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        whole = documents_in(connection, Scope())
        known = documents_in(connection, Scope(known_at="2099-01-01T00:00:00.000Z"))
        part = documents_in(connection, Scope(limit=4))
        rest = documents_in(connection, Scope(limit=9), after=part.after or "")
        few = documents_in(connection, Scope(limit=4, known_at="2099-01-01T00:00:00.000Z"))
    assert [one.text.document for one in whole.rows] == [one.text.document for one in known.rows]
    assert part.rows + rest.rows == whole.rows
    assert few.rows == part.rows
    assert few.after == part.after
    assert all(one.facts > 0 for one in whole.rows)


def test_what_is_no_filter_is_refused(desk: TestClient) -> None:
    for asked in (
        "kind=novel",
        "after=x",
        "after=2024-01-01.%C2%B2",
        "since=2024-13-01",
        "limit=0",
        "language=" + "e" * 9,
    ):
        assert desk.get(f"/documents?{asked}").status_code == 400, asked


def test_the_text_is_whole_between_its_marks(desk: TestClient, ledger: Ledger) -> None:
    with ledger.reading() as connection:
        rows = documents_in(connection, Scope()).rows
        facts = find_facts(connection, Scope(), ("statement", "position", "contact", "proposal", "incident", "event"))
    for row in rows:
        page = desk.get(f"/documents/{row.text.document}").text
        own = [one for one in facts if one.document == row.text.document]
        for fact in own:
            assert page.count(f'id="{fact.key}"') == 1, fact.key
        assert len(re.findall(r'<a class="chip', page)) == len(own)
        said = " ".join(own[0].evidence[0][2].split())
        assert said in text_of(page)


def test_a_mark_is_shown_and_led_to(desk: TestClient, ledger: Ledger) -> None:
    with ledger.reading() as connection:
        fact = find_facts(connection, Scope(), ("position",))[0]
    page = desk.get(f"/documents/{fact.document}?mark={fact.key}").text
    shown = "".join(re.findall(r'<a class="claim[^"]* marked"[^>]*>([^<]*)<', page))
    assert escaping.unescape(shown) == "".join(words for _, _, words in fact.evidence)
    assert f'href="#{fact.key}"' in page
    other = desk.get(f"/documents/{fact.document}?mark=st-0000000000000000").text
    assert "does not rest on this version" in other


def test_a_long_text_comes_in_parts_and_the_mark_finds_its_own(
    desk: TestClient, ledger: Ledger, reader: Reader
) -> None:
    filler = "The weather was fine in the valley and nothing else happened there at all.\n\n" * (3 * PAGE // 76)
    record = added(ledger, reader, filler + BODY)
    with ledger.reading() as connection:
        key = document_key(record.document)
        fact = next(one for one in find_facts(connection, Scope(), ("statement",)) if one.document == key)
    first = desk.get(f"/documents/{key}").text
    assert len(first) < 4 * PAGE
    assert "part 1 of 4" in first
    assert fact.key not in first
    marked = desk.get(f"/documents/{key}?mark={fact.key}").text
    assert f'id="{fact.key}"' in marked
    whole = " ".join(text_of(desk.get(f"/documents/{key}?page={n}").text) for n in range(1, 5))
    assert whole == " ".join((filler + BODY).split())
    assert "part 4 of 4" in desk.get(f"/documents/{key}?page=999").text


def test_versions_show_what_was_changed(desk: TestClient, ledger: Ledger, reader: Reader) -> None:
    url = "https://wire.example/a"
    added(ledger, reader, BODY, url=url)
    record = added(ledger, reader, BODY.replace("Arica", "Tacna"), url=url)
    key = document_key(record.document)
    page = desk.get(f"/documents/{key}").text
    assert "<del>Arica.</del> <ins>Tacna.</ins>" in page
    assert "Tacna" in text_of(page)
    old = desk.get(f"/documents/{key}?version=1").text
    assert "Arica" in text_of(old)
    assert "This is version 1, which was replaced" in old
    assert '<a class="chip' in old
    assert desk.get(f"/documents/{key}?version=3").status_code == 404


def test_copies_name_their_origin(desk: TestClient, ledger: Ledger, reader: Reader) -> None:
    first = added(ledger, reader, BODY * 3, publisher="Alpha Wire", id="a")
    copy = added(ledger, reader, BODY * 3, publisher="Beta Daily", id="b")
    assert "A copy of:" in desk.get(f"/documents/{document_key(copy.document)}").text
    origin = desk.get(f"/documents/{document_key(first.document)}").text
    assert "Beta Daily" in origin[origin.index("Other texts of the same origin") :]


def test_a_forgotten_document_is_a_tombstone(desk: TestClient, ledger: Ledger, reader: Reader) -> None:
    record = added(ledger, reader, BODY)
    key = document_key(record.document)
    with ledger.writing() as connection:
        forget(connection, document_named(connection, key), ledger.clock())
    answer = desk.get(f"/documents/{key}")
    assert answer.status_code == 410
    assert record.document.sha256 in answer.text
    assert "Peru" not in answer.text


def test_hostile_texts_stay_text(desk: TestClient, ledger: Ledger, reader: Reader) -> None:
    text = '<script>alert(1)</script> Peru said that "<img src=x onerror=alert(1)>" was {{ 7 * 7 }} %(num)s.\n\n' + BODY
    record = added(
        ledger, reader, text, title="</h1><script>x</script> %s", publisher='"><b>', url="javascript:alert(1)"
    )
    page = desk.get(f"/documents/{document_key(record.document)}").text
    assert "<script>alert" not in page
    assert "<script>x" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "{{ 7 * 7 }} %(num)s" in text_of(page)
    assert desk.get("/documents").status_code == 200


def test_words_are_marked_by_their_offsets(desk: TestClient) -> None:
    first = desk.get("/documents").text
    found = re.search(r'href="(/documents/[^"?]+)', first)
    assert found is not None
    page = desk.get(f"{found[1]}?at=10-30").text
    assert '<span id="at"></span>' in page
    assert "<mark>" in page or "marked" in page
    assert '<span id="at">' not in desk.get(f"{found[1]}?at=30-10").text
    assert desk.get(f"{found[1]}?at=999999998-999999999").status_code == 200
    assert desk.get(f"{found[1]}?at=x").status_code == 400
