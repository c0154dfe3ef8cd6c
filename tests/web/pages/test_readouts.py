"""Readouts on the desk: which contacts have several, the points side by side, and texts that are chosen."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from verbale.store import Ledger
from verbale.store.query import Scope
from verbale.views.compared import Compared, compared
from verbale.web.pages.readouts import CHOICES, counted


@pytest.fixture
def told(ledger: Ledger) -> Compared:
    """The one contact of the examples with two accounts, one in English and one in Italian."""
    with ledger.reading() as connection:
        (found,) = compared(connection, Scope())
    return found


def address(told: Compared) -> str:
    assert told.contact is not None
    return f"/readouts/{told.contact.id}"


def rows(page: str) -> list[str]:
    table = page[page.index('<table class="points">') : page.index("</table>")]
    return re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]


def test_the_contacts_with_two_accounts_and_how_far_these_agree(desk: TestClient, told: Compared) -> None:
    page = desk.get("/readouts").text
    assert f'href="{address(told)}"' in page
    count = counted(told.comparison)
    numbers = [int(one) for one in re.findall(r'<td class="number"[^>]*>(\d+)</td>', page)]
    assert numbers == [count["shared"], count["only"], count["differ"]]
    assert count["all"] == len(told.comparison.points) > count["only"] > 0
    assert "No contact has two" in desk.get("/readouts?until=2024-03-01").text


def test_points_by_account(desk: TestClient, told: Compared) -> None:
    page = desk.get(address(told)).text
    assert len(rows(page)) == len(told.comparison.points)
    for row, point in zip(rows(page), told.comparison.points, strict=True):
        assert f">{point.label}</span>" in unescape(row)
        assert row.count("not mentioned") == point.words.count(())
        for account, quotes in enumerate(point.words):
            for quote in quotes:
                link = f'href="/documents/{told.texts[account].document}?at={quote.start}-{quote.end}#at"'
                assert link in row
        for one in point.differences:
            assert row.count(f"≠ {one.kind}: ") == len(one.told)


def test_each_account_is_in_its_language(desk: TestClient, told: Compared) -> None:
    page = desk.get(address(told), headers={"Accept-Language": "it"}).text
    assert '<html lang="it">' in page
    languages = [one.language for one in told.comparison.accounts]
    assert sorted(filter(None, languages)) == ["en", "it"]
    for row, point in zip(rows(page), told.comparison.points, strict=True):
        cells = re.findall(r"<td ([^>]*)>", row)
        wanted = [
            f'lang="{one}"' if words else 'class="none"' for one, words in zip(languages, point.words, strict=True)
        ]
        assert cells == wanted


def test_the_words_stand_in_their_text(desk: TestClient, told: Compared) -> None:
    quote = told.comparison.points[0].words[0][0]
    page = desk.get(f"/documents/{told.texts[0].document}?at={quote.start}-{quote.end}")
    assert page.status_code == 200
    assert 'id="at"' in page.text


@pytest.mark.parametrize("shown", CHOICES)
def test_only_some_points(shown: str, desk: TestClient, told: Compared) -> None:
    page = desk.get(address(told), params={"shown": shown}).text
    wanted = counted(told.comparison)[shown]  # type: ignore[index]
    found = rows(page)
    assert len(found) == max(1, wanted)
    assert ("No such point." in found[0]) == (wanted == 0)
    tabs = page.split('class="tabs"')[1].split("</nav>")[0]
    assert tabs.count('aria-current="true"') == 1


def test_texts_that_are_chosen(desk: TestClient, told: Compared) -> None:
    form = desk.get("/readouts").text
    offered = dict.fromkeys(re.findall(r'<option value="(t:[0-9a-f]+)"', form))
    assert len(offered) == 9
    assert form.count('name="document"') == 2
    chosen = [text.document for text in told.texts]
    page = desk.get("/readouts/compare", params={"document": chosen}).text
    assert len(rows(page)) == len(told.comparison.points)
    third = next(one for one in offered if one not in chosen)
    three = desk.get("/readouts/compare", params={"document": [*chosen, third]}).text
    assert {row.count("<td") for row in rows(three)} == {3}


def test_what_cannot_be_compared(desk: TestClient, told: Compared) -> None:
    one = told.texts[0].document
    assert desk.get("/readouts/ct-000000000000").status_code == 404
    assert desk.get("/readouts/compare").status_code == 400
    assert desk.get("/readouts/compare", params={"document": [one]}).status_code == 400
    assert desk.get("/readouts/compare", params={"document": [one] * 7}).status_code == 400
    assert desk.get("/readouts/compare", params={"document": [one, "none"]}).status_code == 400
    assert desk.get("/readouts/compare", params={"document": [one, one]}).status_code == 200
    assert desk.get(f"{address(told)}?shown=none").status_code == 400
    assert desk.get(f"{address(told)}?as_of=2024-01-01").status_code == 404
