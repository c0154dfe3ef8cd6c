"""Full-text search, in all languages: SQLite's FTS5, or PostgreSQL's text search; accents and cases do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

WORDS = 32  # words of a query that count
LONGEST = 800_000  # characters of one text that are indexed: PostgreSQL holds no more
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Found:
    """A version that holds the words; the lower the rank, the better."""

    version: int
    rank: float


def index_text(connection: Connection, version: int, title: str | None, body: str) -> None:
    """File a version's words."""
    index_texts(connection, [(version, title, body)])


def index_texts(connection: Connection, texts: Sequence[tuple[int, str | None, str]]) -> None:
    """File the words of some versions: of each its number, title and text."""
    values: list[dict[str, Any]] = [{"version": version, "body": _filed(title, body)} for version, title, body in texts]
    if connection.dialect.name == "postgresql":
        for one in values:
            one["body"] = " ".join(_WORD.findall(one["body"]))  # its own parser would join what a hyphen joins
        insert = "INSERT INTO search (version_id, lexemes) VALUES (:version, to_tsvector('simple', :body))"
    else:
        insert = "INSERT INTO search (rowid, body) VALUES (:version, :body)"
    if values:
        connection.execute(text(insert), values)


def unindex(connection: Connection, version: int, title: str | None, body: str) -> None:
    """Take a version's words out of the index; they must be those that were filed (FTS5 keeps none itself)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("DELETE FROM search WHERE version_id = :version"), {"version": version})
        return
    delete = "INSERT INTO search (search, rowid, body) VALUES ('delete', :version, :body)"
    connection.execute(text(delete), {"version": version, "body": _filed(title, body)})


def find(connection: Connection, query: str, limit: int) -> list[Found]:
    """The versions that hold all words of a query, *quoted ones* in their order; the best first.

    Nothing of the query is an operator. A query without a word finds nothing.
    """
    phrases = phrases_of(query)
    if not phrases:
        return []
    if connection.dialect.name == "postgresql":
        wanted = " & ".join(f"({' <-> '.join(_lexeme(word) for word in phrase)})" for phrase in phrases)
        statement = (
            "SELECT version_id, -ts_rank_cd(lexemes, query) AS rank FROM search, to_tsquery('simple', :wanted) query "
            "WHERE lexemes @@ query ORDER BY rank, version_id DESC LIMIT :limit"
        )
    else:
        wanted = " ".join('"' + " ".join(phrase) + '"' for phrase in phrases)
        statement = "SELECT rowid, rank FROM search WHERE search MATCH :wanted ORDER BY rank, rowid DESC LIMIT :limit"
    rows = connection.execute(text(statement), {"wanted": wanted, "limit": limit})
    return [Found(int(version), float(rank)) for version, rank in rows]


def holds(connection: Connection, version: int, phrases: Sequence[Sequence[str]]) -> bool:
    """Whether a version is filed, and found by each of some phrases (folded words)."""
    server = connection.dialect.name == "postgresql"
    if server:
        wanted = " & ".join(f"({' <-> '.join(_lexeme(word) for word in phrase)})" for phrase in phrases)
        statement = "SELECT version_id FROM search WHERE version_id = :version"
        statement += " AND lexemes @@ to_tsquery('simple', :wanted)" if phrases else ""
    else:
        wanted = " ".join('"' + " ".join(phrase) + '"' for phrase in phrases)
        statement = "SELECT rowid FROM search WHERE rowid = :version"
        statement += " AND search MATCH :wanted" if phrases else ""
    values = {"version": version} | ({"wanted": wanted} if phrases else {})
    return connection.execute(text(statement), values).first() is not None


def words_filed(title: str | None, body: str) -> list[str]:
    """The words of a version as they are filed."""
    return _WORD.findall(_filed(title, body))


def phrases_of(query: str) -> list[list[str]]:
    """The words of a query, one by one, and those in quotation marks together."""
    query = folded(query)
    quoted = [_WORD.findall(match) for match in _QUOTED.findall(query)]
    single = [[word] for word in _WORD.findall(_QUOTED.sub(" ", query))]
    found: list[list[str]] = []
    left = WORDS
    for phrase in (*quoted, *single):
        if phrase and left > 0:
            found.append(phrase[:left])
            left -= len(phrase)
    return found


def folded(body: str) -> str:
    """``body`` in lower case without accents."""
    flat = unicodedata.normalize("NFKD", body.casefold())
    return "".join(char for char in flat if not unicodedata.combining(char))


def places_of(body: str, phrases: Sequence[Sequence[str]], most: int) -> list[tuple[int, int]]:
    """Where the phrases stand in a text: offsets of its own characters, in order, at most ``most``."""
    wanted = {word for phrase in phrases for word in phrase}
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(body):
        if folded(match.group()) in wanted:
            found.append(match.span())
            if len(found) == most:
                break
    return found


def _filed(title: str | None, body: str) -> str:
    return folded(f"{title or ''}\n{body}"[:LONGEST])


def _lexeme(word: str) -> str:
    return "'" + word.replace("'", "''").replace("\\", "\\\\") + "'"
