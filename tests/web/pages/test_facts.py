"""The evidence of a fact: its sentence with the claim marked, who says so, and all that stands behind it."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from verbale.store import Ledger
from verbale.store.judging import judge_fact
from verbale.store.query import Scope, StoredFact, find_facts
from verbale.views.explained import AROUND, Words, explained
from verbale.web.evidence import passages
from verbale.web.marking import Piece

PART = {"HX-Request": "true"}


def the(ledger: Ledger, kind: str, **holding: str) -> StoredFact:
    """The first fact of a kind whose data hold some words."""
    with ledger.reading() as connection:
        told = find_facts(connection, Scope(), (kind,))
    return next(one for one in told if all(word in str(one.data.get(name)) for name, word in holding.items()))


def relayed(ledger: Ledger) -> StoredFact:
    return the(ledger, "statement", nested_in="st-", sentence="Astana will not offer twice")


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_claim_is_marked_in_its_sentence(desk: TestClient, ledger: Ledger) -> None:
    fact = relayed(ledger)
    html = desk.get(f"/facts/{fact.key}").text
    assert "<mark>Astana will not offer twice</mark>" in html
    assert '<span class="voice">the Kazakh minister</span>' in html
    assert f'href="/documents/{fact.document}?mark={fact.key}#{fact.key}"' in html


def test_who_relays_it_is_told_in_order(desk: TestClient, ledger: Ledger) -> None:
    html = desk.get(f"/facts/{relayed(ledger).key}").text
    chain = words_of(html[html.index('<ol class="chain">') : html.index("</ol>", html.index('<ol class="chain">'))])
    assert re.match(r"Yerlan Baimukhan.* according to A diplomat.* as quoted by Syr Darya Wire", chain), chain


def test_days_say_from_which_words_they_were_counted(desk: TestClient, ledger: Ledger) -> None:
    with ledger.reading() as connection:
        dated = [one for one in find_facts(connection, Scope(), ("position",)) if one.precision == "day"]
        found = [explained(connection, one.key) for one in dated]
    told = next(one for one in found if one.dated.words)
    html = desk.get(f"/facts/{told.key}").text
    assert f"<q>{told.dated.words[0]}</q>" in html
    undated = relayed(ledger)
    assert "The text gives no day" in desk.get(f"/facts/{undated.key}").text


def test_a_script_gets_the_panel_alone_with_links_to_its_page(desk: TestClient, ledger: Ledger) -> None:
    key = relayed(ledger).key
    current = {"HX-Current-URL": f"http://127.0.0.1:8470/timeline?lane=statement&fact={key}"}
    html = desk.get(f"/facts/{key}", headers=PART | current).text
    assert "<html" not in html
    assert '<a class="close" href="/timeline?lane=statement"' in html


def test_a_forged_address_of_the_page_makes_no_link_elsewhere(desk: TestClient, ledger: Ledger) -> None:
    key = relayed(ledger).key
    for forged in ("http://x//evil.example/a", "javascript:alert(1)", "http://[bad", "/" + "a=1&" * 500):
        answer = desk.get(f"/facts/{key}", headers=PART | {"HX-Current-URL": forged})
        assert answer.status_code == 200
        (close,) = re.findall(r'class="close" href="([^"]*)"', answer.text)
        assert re.match(r"/[^/]|/$", close), close


def test_beside_a_page_and_on_a_page_of_its_own_it_stands_once(desk: TestClient, ledger: Ledger) -> None:
    key = relayed(ledger).key
    for address in (f"/facts/{key}", f"/documents?fact={key}"):
        html = desk.get(address).text
        assert html.count('<article class="evidence">') == 1
        assert html.count("<h1") == 1


def test_other_sources_and_the_reasons_of_the_link(desk: TestClient, ledger: Ledger) -> None:
    with ledger.reading() as connection:
        linked = [explained(connection, one.key) for one in find_facts(connection, Scope(), ("proposal",))]
    told = next(one for one in linked if one.link and one.link.reasons and one.others)
    html = desk.get(f"/facts/{told.key}").text
    assert f'href="/facts/{told.others[0].fact}"' in html
    assert told.link is not None
    assert told.link.reasons[0].feature in html
    assert "Why they are taken for one" in html


def test_a_judgement_shows_with_the_history(desk: TestClient, ledger: Ledger) -> None:
    key = the(ledger, "position").key
    with ledger.writing() as connection:
        judge_fact(connection, key, "correct", ["stance=undecided"], "Ana <b>", "read it twice", ledger.clock())
    html = desk.get(f"/facts/{key}").text
    assert "Ana &lt;b&gt;" in html
    assert "<q>read it twice</q>" in html
    assert "How it was told" in html
    with ledger.writing() as connection:
        judge_fact(connection, key, "reject", [], "Ben", None, ledger.clock())
    assert "A person rejected this." in desk.get(f"/facts/{key}").text


def test_what_there_is_not_is_not_found(desk: TestClient) -> None:
    for key in ("st-0000000000000000", "%00", "x" * 300, "st-%F0%9F%98%80"):
        assert desk.get(f"/facts/{key}").status_code in (404, 307), key


def test_words_near_each_other_are_one_passage() -> None:
    text = ("one two three " * 40)[:500]
    near = [
        Words(s, e, text[max(0, s - AROUND) : s], text[s:e], text[e : e + AROUND]) for s, e in ((200, 203), (230, 240))
    ]
    far = Words(900, 905, "b" * AROUND, "words", "end")

    class Told:
        evidence, voices = (*near, far), ()

    first, second = passages(Told())  # type: ignore[arg-type]
    assert [one.text for one in first.pieces if one.facts] == [text[200:203], text[230:240]]
    assert "".join(one.text for one in first.pieces) in text
    assert (first.first, second.last) == (False, True)
    assert second.pieces[-2:] == (Piece("words", ("claim",), ("claim",), second.pieces[-2].opens), Piece("end"))
