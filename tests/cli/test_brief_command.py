"""``verbale brief`` and ``verbale positions`` on a store, as a user runs them; hostile text can do nothing."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from typer.testing import CliRunner, Result

from tests.threads.synthetic import Draft
from tests.views.truce import NOW, judge, meeting, news, position, shelling, text
from verbale.cli import app
from verbale.export.brief import address, markdown, plain
from verbale.export.brief import html as page_of
from verbale.store import Ledger
from verbale.views.brief import Brief, brief

HOSTILE = (
    "<script>alert(1)</script> ![i](https://evil.example/p.png) [l](javascript:alert(1)) <https://evil.example> "
    "https://evil.example/x www.evil.example a@evil.example @somebody `code` | cell | # head "
    '&lt; $x$ {{ 7*7 }} {% raw %} "><img src=x onerror=alert(1)> \x1b[31m\u202e'
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments], prog_name="verbale")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with two texts about a truce, one of them judged, a meeting ahead, and an incident."""
    path = tmp_path_factory.mktemp("store") / "ledger.db"
    with Ledger.open(path, clock=lambda: NOW) as ledger:
        drafts = [
            text("a", "2025-03-04", ("PER", "accepts"), ("BOL", "rejects")),
            text("b", "2025-03-04", ("PER", "accepts"), ("BOL", "rejects"), publisher="Post"),
            meeting(news("c", "2025-03-05", "Sun"), "planned", "2025-03-12", "Peru and Bolivia will meet on the 12th"),
            shelling(
                news("d", "2025-03-09", "Star", "On Sunday the lake was quiet until noon. "), 3, "Shells fell on Puno"
            ),
        ]
        for draft in drafts:
            ledger.add(draft.record(), retrieved=f"{draft.published}T20:00:00.000Z")
    return str(path)


def test_a_brief_in_markdown(store: str) -> None:
    done = run("brief", "--store", store, "--since", "2025-03-01", "--until", "2025-03-10")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "# Brief of 2025-03-10"
    assert lines[2] == "What became known since 2025-03-01 up to 2025-03-10: 4 articles, 3 origins."
    assert "## Positions, new and changed" in lines
    accepted = next(line for line in lines if "**Government of PER** accepts" in line)
    assert accepted.endswith("*2 articles, 1 origin* \\[1\\]\\[2\\]")
    assert any(
        "**Government of PER and Government of BOL** planned: meeting" in line and "in 2 days" in line for line in lines
    )
    assert "2. **Post**, b, 2025-03-04, copy of \\[1\\]" in lines


def test_the_formats_tell_the_same(store: str) -> None:
    asked = ("brief", "--store", store, "--since", "2025-03-01", "--until", "2025-03-10", "--format")
    told = json.loads(run(*asked, "json").stdout)
    page = run(*asked, "html").stdout
    assert [one["number"] for one in told["sources"]] == [1, 2, 3, 4]
    for section in told["sections"]:
        assert f">{html.escape(section['title'])}</h2>" in page
        for line in section["lines"]:
            assert html.escape(line["what"]) in page
    assert re.findall(r'<li id="source-(\d+)"', page) == ["1", "2", "3", "4"]
    assert {int(number) for number in re.findall(r'href="#source-(\d+)"', page)} == {1, 2, 3, 4}


def test_a_page_stands_alone(store: str) -> None:
    page = run("brief", "--store", store, "--since", "2025-03-01", "--format", "html").stdout
    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page
    assert not re.search(r"<(link|img|iframe|object|embed|form)\b|url\(|@import|\son\w+=", page)
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    checked = _Tags()
    checked.feed(page)
    assert checked.open == []


class _Tags(HTMLParser):
    """Whether every element is closed, and where links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--since", "soon"), "soon"),
        (("--since", "2025-03-10", "--until", "2025-03-01"), "before it begins"),
        (("--since", "2025-03-01", "--track", "nowhere"), "there is no track 'nowhere'"),
    ],
)
def test_what_cannot_be_told_is_one_line(store: str, options: tuple[str, ...], reason: str) -> None:
    done = run("brief", "--store", store, *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("verbale: ")
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    for command in (("brief", "--since", "2025-03-01"), ("positions",)):
        done = run(*command, "--store", str(tmp_path / "no.db"))
        assert (done.exit_code, done.stdout) == (2, "")
        assert "there is no such store" in done.stderr
    assert list(tmp_path.iterdir()) == []


def hostile_brief(tmp_path: Path) -> Brief:
    """A brief in which everything that comes from outside is hostile."""
    draft = Draft(HOSTILE, "2025-03-04", HOSTILE, HOSTILE)
    front = draft.actor("front", "armed_group", HOSTILE, mention=HOSTILE)
    truce = draft.proposal(by=(draft.government("CHL"),), between=(front,), words=HOSTILE)
    draft.position(front, truce, "accepts", words=HOSTILE, condition=HOSTILE)
    draft.statement(draft.person("Rosa Quispe", "PER"), HOSTILE)
    draft.event("ASSAULT", "shelling", source=(front,), words=HOSTILE, place=draft.place(HOSTILE[:60]), killed=2)
    record = draft.record()
    url = 'https://news.example/a?b="><script>x</script>&c=[d](javascript:e) f'
    document = record.document.model_copy(update={"title": HOSTILE, "url": url})
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(record.model_copy(update={"document": document}), retrieved="2025-03-04T20:00:00.000Z")
        with ledger.reading() as connection:
            return brief(connection, "2025-03-01", "2025-03-10")


def tokens(found: list[Token]) -> Iterator[Token]:
    for token in found:
        yield token
        yield from tokens(token.children or [])


def test_hostile_text_makes_nothing_but_text_in_markdown(tmp_path: Path) -> None:
    made = hostile_brief(tmp_path)
    assert {section.id for section in made.sections} >= {"positions", "proposals", "incidents", "statements"}
    page = markdown(made)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    seen = list(tokens(parser.parse(page)))
    kinds = {token.type for token in seen}
    assert not kinds & {"image", "html_inline", "html_block", "code_inline", "fence", "code_block", "table_open"}
    assert kinds <= {
        *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "text_special"),
        *("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"),
        *("list_item_open", "list_item_close", "strong_open", "strong_close", "em_open", "em_close"),
        *("link_open", "link_close", "softbreak"),
    }
    links = [str(token.attrs["href"]) for token in seen if token.type == "link_open"]
    assert links
    assert all(link.startswith("https://news.example/a?b=%22%3E%3Cscript%3E") for link in links)
    assert not re.search(r"(?<!\\)www\.|(?<!<)https?://(?!news)|\w@\w", page)  # what linkers make links of
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_hostile_text_makes_nothing_but_text_in_html(tmp_path: Path) -> None:
    page = page_of(hostile_brief(tmp_path))
    checked = _Tags()
    checked.feed(page)
    assert checked.open == []
    assert not checked.seen & {"script", "img", "iframe", "form"}
    assert all(link.startswith(("#source-", "https://news.example/a?b=%22")) for link in checked.links)
    assert html.escape("<script>alert(1)</script>") in page
    assert "{{ 7*7 }}" in page
    assert "\x1b" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize(
    "words", ["a_b_c *d* `e`", "1 < 2 & 3 > 2", "[x](y) ![z]", "\\*", "~~no~~ | cell", "see: this"]
)
def test_markdown_shows_the_words_themselves(words: str) -> None:
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(f"- {plain(words)}")
    assert html.unescape(re.sub(r"<[^>]+>", "", shown)).strip() == words


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b?c=d&e=f#g", "https://a.example/b?c=d&e=f#g"),
        ("http://a.example/è <b>", "http://a.example/%C3%A8%20%3Cb%3E"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example", None),
        ("https://", None),
        ("http://[::1", None),
        (None, None),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str | None, expected: str | None) -> None:
    assert address(url) == expected


def test_positions_of_a_store_for_people(store: str) -> None:
    done = run("positions", "--store", store)
    assert done.exit_code == 0
    assert "Government of PER" in done.stdout
    assert "2 articles, 1 origin" in done.stdout
    assert "✓ accepts¹" in done.stdout


def test_positions_of_a_store_for_machines(store: str) -> None:
    matrix = json.loads(run("positions", "--store", store, "--format", "json").stdout)
    assert [party["key"] for party in matrix["parties"]] == ["BOL", "PER"]
    rows = list(csv.DictReader(io.StringIO(run("positions", "--store", store, "--format", "csv").stdout, newline="")))
    assert {(row["document"], row["stance"]) for row in rows} == {
        (name, stance) for name in ("a", "b") for stance in ("accepts", "rejects")
    }
    assert all(row["fact"].startswith("po-") for row in rows)
    assert len({row["origin"] for row in rows}) == 1


def test_history_shows_every_answer_in_time(tmp_path: Path) -> None:
    store = str(tmp_path / "ledger.db")
    with Ledger.open(store, clock=lambda: NOW) as ledger:
        for id, day, stance in (
            ("a", "2025-03-04", "accepts"),
            ("b", "2025-03-06", "accepts"),
            ("c", "2025-03-09", "rejects"),
        ):
            draft = text(id, day, ("PER", stance), head=f"{id} {day} " * 20)
            ledger.add(draft.record(), retrieved=f"{day}T20:00:00.000Z")
        judge(ledger, position(ledger, "rejects"), "confirm")
    short, whole = run("positions", "--store", store).stdout, run("positions", "--store", store, "--history").stdout
    assert "accepts 2025-03-04 → ✗ rejects" in short
    assert (short.count("[a"), short.count("[c")) == (0, 1)
    assert re.findall(r"\[([abc])[\],;]", whole) == ["a", "b", "c"]
    assert "confirmed by Ana" in whole


def test_files_cannot_be_asked_what_was_known(tmp_path: Path) -> None:
    done = run("positions", str(tmp_path / "a.txt"), "--known-at", "2025-03-01")
    assert done.exit_code == 2
    assert "--known-at: only a store can be asked so" in done.stderr
