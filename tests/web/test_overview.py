"""The overview: the matrix and the cards over the example store, and the links that lead to the sentence."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from verbale.store import Ledger
from verbale.store.judging import judge_fact
from verbale.store.query import Scope
from verbale.views.positions import Answer, positions

TRACK = "Kyrgyzstan – Tajikistan"


def test_the_matrix_leads_to_the_sentence(desk: TestClient) -> None:
    page = desk.get("/", params={"track": TRACK})
    assert page.status_code == 200
    assert "Kyrgyzstan" in page.text
    assert "accepts" in page.text
    cells = re.findall(r'<td>\s*<a class="fact [^"]*" href="([^"]+)" hx-get="([^"]+)"', page.text)
    assert len(cells) > 3
    link, part = (one.replace("&amp;", "&") for one in cells[0])
    beside = desk.get(link)
    assert beside.status_code == 200
    assert "<mark>" in beside.text
    assert "Where each party stands" in beside.text
    panel = desk.get(part, headers={"HX-Request": "true"})
    assert "<mark>" in panel.text
    assert "<html" not in panel.text


def test_each_word_of_a_stance_stands_beside_its_sign(desk: TestClient) -> None:
    page = desk.get("/").text
    for sign in re.findall(r'<span class="sign is-accepts">(.*?)</span> (\w+)', page):
        assert "aria-hidden" in sign[0]
        assert sign[1] == "accepts"


def test_what_is_new_since_the_last_visit(desk: TestClient) -> None:
    assert "Latest changes" in desk.get("/").text
    assert desk.get("/").status_code == 200  # the same visit goes on


def test_a_state_that_cannot_be_is_told(desk: TestClient) -> None:
    for query, reason in (
        ("track=Nowhere", "Nowhere"),
        ("as_of=2024-13-01", "month"),
        ("since=yesterday", "Invalid"),
        ("limit=0", "limit"),
        ("limit=many", "limit"),
    ):
        page = desk.get(f"/?{query}")
        assert page.status_code == 400, query
        assert reason in page.text, query


def test_a_fact_that_there_is_not(desk: TestClient) -> None:
    assert desk.get("/facts/po-0000000000000000").status_code == 404
    assert desk.get("/?fact=po-0000000000000000").status_code == 200


def test_italian(desk: TestClient) -> None:
    page = desk.get("/", headers={"Accept-Language": "it-IT,it;q=0.9,en;q=0.5"})
    assert '<html lang="it">' in page.text


def section(html: str, heading: str) -> str:
    """The part of a page that a heading (its id) names."""
    start = html.index(f'aria-labelledby="{heading}"')
    return html[start : html.index("</section>", start)]


def test_a_change_leads_to_its_sentence(desk: TestClient) -> None:
    news = section(desk.get("/").text, "h-news")
    keys = re.findall(r'data-fact="((?:po|co)-\w+)"', news)
    assert len(keys) > 4
    told = re.search(rf'data-fact="{keys[0]}">(?:<b>)?([^<]+)', news)
    assert told is not None
    evidence = desk.get(f"/facts/{keys[0]}").text
    assert told[1].split(",")[0] in evidence
    assert "<mark>" in evidence


def test_a_change_shows_the_stance_before(desk: TestClient) -> None:
    news = section(desk.get("/").text, "h-news")
    assert re.search(r'is-rejects">.*?→.*?is-accepts">', news, re.DOTALL)


def test_a_cell_holds_all_answers_of_its_party(desk: TestClient) -> None:
    cell = next(one for one in re.findall(r"<td>.*?</td>", desk.get("/").text, re.DOTALL) if "4 answers" in one)
    told = re.findall(r'<li><time datetime="([\d-]+)">', cell)
    assert len(told) == 4
    assert told == sorted(told, reverse=True)
    keys = re.findall(r'<li>.*?data-fact="(po-\w+)"', cell)
    panel = desk.get(f"/facts/{keys[0]}").text
    answers = section(panel, "e-answers")
    assert answers.count("<li") == 4
    assert answers.count('aria-current="true"') == 1
    assert f"/facts/{keys[1]}" in answers


def test_the_history_ends_on_the_day_that_is_asked_for(desk: TestClient, ledger: Ledger) -> None:
    with ledger.reading() as connection:
        cells = [cell for row in positions(connection, Scope()).cells for cell in row if cell]
        answers = {one.id: one for one in positions(connection, Scope()).answers}
    longest = max((cell for cell in cells if len(cell.before) > 1), key=lambda cell: len(cell.answers))
    key, until = answers[longest.answers[0]].fact, answers[longest.answers[1]].date
    whole = section(desk.get(f"/facts/{key}").text, "e-answers")
    then = section(desk.get(f"/facts/{key}?as_of={until}").text, "e-answers")
    assert (whole.count("<li"), then.count("<li")) == (4, 2)


def test_where_sources_disagree_the_other_side_is_linked(desk: TestClient, ledger: Ledger) -> None:
    with ledger.reading() as connection:
        matrix = positions(connection, Scope())
    by_day: dict[tuple[str, str, str | None], list[Answer]] = {}
    for one in matrix.answers:
        by_day.setdefault((one.party, one.proposal, one.date), []).append(one)
    first, second = next(rows for rows in by_day.values() if len({one.publisher for one in rows}) == len(rows) == 2)
    assert first.stance == second.stance
    assert first.fact
    assert second.fact
    with ledger.writing() as connection:
        judge_fact(connection, second.fact, "correct", ["stance=rejects"], "Ana", None, ledger.clock())
    html = desk.get("/").text
    cell = next(one for one in re.findall(r"<td>.*?</td>", html, re.DOTALL) if "sources disagree" in one)
    against = cell[cell.index("sources disagree") : cell.index("</details>")]
    assert first.fact in against or second.fact in against
    assert "not settled" in desk.get(f"/facts/{first.fact}").text


def test_several_parties_in_one_field(desk: TestClient) -> None:
    page = desk.get("/timeline", params={"party": "KGZ  RUS"}).text
    for key, name in (("KGZ", "Kyrgyzstan"), ("RUS", "Russia")):
        assert re.search(rf'name="party" value="{key}" checked> {name}', page), key
    assert 'href="/contacts?party=KGZ&amp;party=RUS"' in page
    both = desk.get("/timeline?party=KGZ&party=RUS").text
    assert page.count('<tr class="row">') == both.count('<tr class="row">') > 0
    assert desk.get("/", params={"party": " ".join(f"P{n}" for n in range(13))}).status_code == 400


def test_known_parties_are_offered_by_name(desk: TestClient) -> None:
    page = desk.get("/timeline").text
    assert re.search(r'<datalist id="f-parties">.*<option value="TJK" label="Tajikistan">', page)
    assert 'list="f-parties"' in page


def test_pages_lead_to_the_same_as_json(desk: TestClient) -> None:
    for path in ("/", "/timeline", "/contacts", "/readouts", "/incidents", "/actors", "/documents", "/judgements"):
        page = desk.get(f"{path}?party=KGZ+TJK&since=&name=").text
        link = re.search(r'href="(/api/v1/[^"]+)">This page as JSON', page)
        assert link is not None, path
        assert desk.get(link[1].replace("&amp;", "&")).status_code == 200, link[1]
    rows = re.search(r'href="([^"]+)">This page as JSON', desk.get("/timeline?lane=contact&party=KGZ TJK").text)
    assert rows is not None
    told = desk.get(rows[1].replace("&amp;", "&")).json()
    assert {one["lane"] for one in told} == {"contact"}
    assert "This page as JSON" not in desk.get("/review").text


def test_the_section_is_marked_on_pages_below_it(desk: TestClient) -> None:
    below = desk.get("/contacts/graph").text
    assert re.search(r'href="/contacts" aria-current="true"', below)
    assert 'href="/" aria-current' not in below


def test_an_error_beside_a_page_is_no_second_first_heading(desk: TestClient) -> None:
    beside = desk.get("/facts/po-0000000000000000", headers={"HX-Request": "true"})
    assert beside.status_code == 404
    assert "<h2>This cannot be shown" in beside.text
    assert "<h1>This cannot be shown" in desk.get("/facts/po-0000000000000000").text
