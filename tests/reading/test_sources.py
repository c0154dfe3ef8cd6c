"""Files and standard input."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from verbale.reading import Given, ReadingError, Told, read_sources
from verbale.settings import Settings

ENGLISH = "The foreign minister said on Monday that the truce would hold until the talks."
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="windows-1252"><title>Truce holds</title>
<meta property="og:title" content="Truce holds in the valley"><meta property="og:site_name" content="The Valley Post">
<meta property="article:published_time" content="2024-05-06T10:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Truce holds in the valley</h1><p>The foreign minister said on Monday that the truce would hold, and that
the talks in the café would go on as planned until both sides had signed the text.</p><p>“We are not there yet,” she
told reporters after a long meeting with her counterpart from the other side of the river.</p></article>
<footer>Copyright 2019 The Valley Post</footer></body></html>"""


def documents(found: list[Given | ReadingError]) -> list[Given]:
    assert all(isinstance(item, Given) for item in found), found
    return [item for item in found if isinstance(item, Given)]


def test_text_files_are_called_by_their_stem(tmp_path: Path) -> None:
    (tmp_path / "a.b.txt").write_bytes(b"\xef\xbb\xbf" + ENGLISH.encode() + b"\r\n")
    (tmp_path / "note.md").write_text(f"# Truce holds #\n\n{ENGLISH}\n")
    names = [str(tmp_path / "a.b.txt"), str(tmp_path / "note.md")]
    first, second = documents(list(read_sources(names, Told(published="2024-05-06"))))
    assert (first.document.id, first.document.text) == ("a.b", ENGLISH + "\r\n")
    assert first.document.published == "2024-05-06"
    assert (second.document.id, second.document.title) == ("note", "Truce holds")
    assert second.document.text.startswith("# Truce")


def test_a_page_gives_its_article_and_what_it_tells(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE.encode("cp1252"))
    (given,) = documents(list(read_sources([str(tmp_path / "page.html")])))
    document = given.document
    assert "café would go on" in document.text
    assert "Home" not in document.text
    assert (document.title, document.publisher) == ("Truce holds in the valley", "The Valley Post")
    assert (document.published or "")[:10] == "2024-05-06"


def test_a_page_without_a_date_has_none(tmp_path: Path) -> None:
    bare = PAGE.replace('<meta property="article:published_time" content="2024-05-06T10:00:00Z">', "")
    (tmp_path / "page.htm").write_text(bare.replace("windows-1252", "utf-8"))
    (given,) = documents(list(read_sources([str(tmp_path / "page.htm")])))
    assert given.document.published is None


@pytest.mark.parametrize("source", ["<div>" * 50_000, "<html><body><nav>x</nav></body></html>", "<", "<!--" * 1000])
def test_a_page_without_an_article_is_an_error(tmp_path: Path, source: str) -> None:
    (tmp_path / "page.html").write_text(source)
    (found,) = read_sources([str(tmp_path / "page.html")])
    assert isinstance(found, ReadingError) or not found.document.text.startswith("<div")


def test_json_lines(tmp_path: Path) -> None:
    told = {"id": "d1", "text": ENGLISH, "published": "2024-05-06", "language": "en", "kind": "readout", "extra": 1}
    lines = [json.dumps(told), "", json.dumps({"text": ENGLISH + "\ud800\x00"}), json.dumps({"id": 7, "text": ENGLISH})]
    (tmp_path / "news.jsonl").write_text("\r\n".join(lines))
    first, second, third = documents(list(read_sources([str(tmp_path / "news.jsonl")], Told("2020-01-01", None))))
    assert (first.document.id, first.document.published, first.document.kind) == ("d1", "2024-05-06", "readout")
    assert (second.document.id, second.document.published) == ("news-3", "2020-01-01")
    assert second.document.text == ENGLISH + "\ufffd\ufffd"
    assert third.document.id == "7"


def test_each_bad_line_is_named_and_stops_no_other(tmp_path: Path) -> None:
    lines = ["[1]", '{"id": "a"}', "{bad", '{"text": 3}', "[" * 100_000, '{"id": "b", "text": ""}']
    lines += [json.dumps({"id": "ok", "text": ENGLISH})] * 2 + ["1" * 5000]
    path = tmp_path / "l.jsonl"
    path.write_text("\n".join(lines))
    found = list(read_sources([str(path)]))
    reasons = [str(item).removeprefix(f"{path}:") for item in found if isinstance(item, ReadingError)]
    assert reasons[0] == "1: is not a JSON object"
    assert reasons[1] == '2: has no "text"'
    assert reasons[2].startswith("3: is not JSON: ")
    assert reasons[3] == '4: "text" is not a string'
    assert reasons[4] == "5: is nested too deeply"
    assert reasons[5] == f"b: is empty ({path}, line 6)"
    assert reasons[6].startswith("ok: the id is used twice")
    assert reasons[7].startswith("9: is not JSON")
    assert sum(isinstance(item, Given) for item in found) == 1


def test_what_is_no_text_file(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "nul.txt").write_bytes(b"\0" * 9)
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (tmp_path / "big.txt").write_bytes(b"a" * 101)
    (tmp_path / "big.jsonl").write_text(json.dumps({"id": "b", "text": "a" * 101}))
    names = ["empty.txt", "nul.txt", "picture.txt", "big.txt", "big.jsonl", "missing.txt", "", "nul\0name.txt"]
    found = list(read_sources([str(tmp_path / name) for name in names], None, Settings(max_bytes=100)))
    assert [item.reason if isinstance(item, ReadingError) else "read" for item in found] == [
        "is empty",
        "holds nothing but NUL or undecodable bytes",
        "is not text (a binary file)",
        "is longer than 100 bytes",
        f"is longer than 100 bytes ({tmp_path / 'big.jsonl'}, line 1)",
        "there is no such file",
        "is a directory",
        "there is no such file",
    ]


def test_two_files_of_one_stem_are_an_error(tmp_path: Path) -> None:
    for name in ("a.txt", "a.md"):
        (tmp_path / name).write_text(ENGLISH)
    found = list(read_sources([str(tmp_path / "a.txt"), str(tmp_path / "a.md")]))
    assert isinstance(found[0], Given)
    assert isinstance(found[1], ReadingError)
    assert found[1].name == "a"


def test_standard_input_may_be_text_lines_or_a_page() -> None:
    line = json.dumps({"id": "d1", "text": ENGLISH}).encode() + b"\n"
    for data, ids in (
        (ENGLISH.encode(), ["stdin"]),
        (line + line.replace(b"d1", b"d2"), ["d1", "d2"]),
        (PAGE.encode(), ["stdin"]),
    ):
        found = documents(list(read_sources(["-"], None, None, io.BytesIO(data))))
        assert [given.document.id for given in found] == ids
        assert "<article>" not in found[0].document.text


def test_lines_of_standard_input_go_on_after_the_limit_of_one_document() -> None:
    lines = b"".join(json.dumps({"id": str(n), "text": ENGLISH}).encode() + b"\n" for n in range(20))
    found = list(read_sources(["-"], None, Settings(max_bytes=len(ENGLISH)), io.BytesIO(lines)))
    assert len(documents(found)) == 20
