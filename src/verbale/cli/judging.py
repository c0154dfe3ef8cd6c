"""What persons decide (``verbale judge``, ``merge``, ``split``, ``judgements``), and what stands behind a fact
(``verbale explain``)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text
from sqlalchemy import Connection

from verbale.cli.opened import show, with_ledger, write_csv
from verbale.cli.pretty import console, grid, write
from verbale.export.judged import lines as judged_lines
from verbale.harmless import one_line
from verbale.store import Ledger
from verbale.store.decided import Judgement
from verbale.store.judging import bundle_named, fact_named, judge_fact, withdraw
from verbale.store.merging import KINDS, merge_actors, merge_bundles, split_fact
from verbale.views.explained import Explained, Linked, Other, Revision, Words, explained
from verbale.views.judged import Decision, judged

CELL = 160
COLUMNS = ("id", "subject", "target", "verdict", "change", "author", "reason", "made", "withdrawn", "withdrawn_by")


def judge(store: str, fact: str, verdict: str, changes: list[str], author: str, reason: str | None) -> int:
    """Judge a fact and say what was written down."""

    def work(ledger: Ledger) -> int:
        with ledger.writing() as connection:
            made = judge_fact(connection, fact, verdict, changes, author, reason, ledger.clock())
        return _say(made)

    return with_ledger(store, work)


def take_back(store: str, id: int, author: str) -> int:
    """Withdraw a judgement."""

    def work(ledger: Ledger) -> int:
        with ledger.writing() as connection:
            made = withdraw(connection, id, author, ledger.clock())
        sys.stdout.write(f"judgement {made.id} is withdrawn: {_what(made)}\n")
        return 0

    return with_ledger(store, work)


def merge(store: str, kind: str, first: str, second: str, author: str, reason: str | None) -> int:
    """Merge two actors, proposals, contacts, incidents or statements."""

    def work(ledger: Ledger) -> int:
        if kind not in ("actor", *KINDS):
            raise ValueError(f"{kind!r} cannot be merged; it may be actor, {', '.join(KINDS)}")
        with ledger.writing() as connection:
            now = ledger.clock()
            if kind == "actor":
                return _say(merge_actors(connection, first, second, author, reason, now))
            one, other = (bundle_named(connection, kind, given) for given in (first, second))
            return _say(merge_bundles(connection, kind, one, other, author, reason, now))

    return with_ledger(store, work)


def split(store: str, fact: str, into: str | None, author: str, reason: str | None) -> int:
    """Take a fact out of what it was linked with."""

    def work(ledger: Ledger) -> int:
        with ledger.writing() as connection:
            key = fact_named(connection, fact)
            to = bundle_named(connection, "one", into) if into else None
            return _say(split_fact(connection, key, to, author, reason, ledger.clock()))

    return with_ledger(store, work)


def show_judgements(
    store: str, target: str | None, withdrawn: bool, author: str | None, limit: int, format: str
) -> int:
    """List judgements."""

    def view(connection: Connection) -> tuple[Decision, ...]:
        return judged(connection, limit=limit, withdrawn=withdrawn, author=author, target=target)

    return show(store, view, {"pretty": _pretty_list, "csv": _csv_list}, format)


def export_judged(store: str, path: Path) -> int:
    """Write the facts that are judged as annotated passages, and say how many they are; ``-`` is standard output."""

    def work(ledger: Ledger) -> int:
        with ledger.reading() as connection:
            if str(path) == "-":
                sys.stdout.writelines(judged_lines(connection))
                return 0
            with path.open("w", encoding="utf-8", newline="\n") as file:
                count = sum(1 for line in judged_lines(connection) if file.write(line))
        sys.stdout.write(f"{_count(count, 'passage')} in {one_line(str(path))}\n")
        return 0

    try:
        return with_ledger(store, work)
    except OSError as error:
        sys.stderr.write(f"verbale: {one_line(str(path))} cannot be written: {error.strerror or error}\n")
        return 2


def show_explained(store: str, fact: str, format: str) -> int:
    """Explain a fact."""
    return show(store, lambda connection: explained(connection, fact), {"pretty": _pretty_explained}, format)


def _say(made: Judgement) -> int:
    sys.stdout.write(f"judgement {made.id}: {_what(made)}\n")
    return 0


def _what(made: Judgement) -> str:
    told = one_line(f"{made.subject} {made.target} {made.verdict}", CELL)
    change = _change(made.change)
    return f"{told} {change}".rstrip()


def _change(change: dict[str, Any]) -> str:
    shown = {name: value for name, value in change.items() if name not in ("facts", "relations", "kind", "country")}
    if "into" not in change:
        shown = change
    return one_line(", ".join(f"{name}={_value(value)}" for name, value in shown.items()), CELL)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(one[0] if isinstance(one, list) else str(one) for one in value)
    return "" if value is None else str(value)


def _pretty_list(found: tuple[Decision, ...]) -> None:
    out = console()
    if not found:
        sys.stdout.write("No judgements.\n")
        return
    rows = []
    for one in found:
        state = f"withdrawn {one.withdrawn[:10]} by {one.withdrawn_by}" if one.withdrawn else ""
        against = f"against {', '.join(f'no. {id}' for id in one.against)}" if one.against else ""
        told = " ".join(part for part in (one.verdict, _change(one.change)) if part)
        cells = (
            str(one.id),
            one.made[:10],
            one.author,
            f"{one.subject} {one.target}",
            told,
            "; ".join(part for part in (one.reason, state, against) if part),
            one.about,
        )
        rows.append([Text(one_line(cell, CELL), style="red" if one.against else "") for cell in cells])
    columns = ["no.", "made", "by", "what", "verdict", "why", "words"]
    write(out, grid(columns, rows, out.width, frozenset({6})))


def _csv_list(found: tuple[Decision, ...]) -> None:
    write_csv((*COLUMNS, "against", "document", "about"), map(_row, found))


def _row(one: Decision) -> list[str]:
    cells = [_change(one.change) if name == "change" else getattr(one, name) for name in COLUMNS]
    cells += [" ".join(map(str, one.against)), one.document, one.about]
    return [one_line(str(cell)) if cell is not None else "" for cell in cells]


def _pretty_explained(found: Explained) -> None:
    out = console()
    state = "" if found.holds else " – told no more"
    state = " – rejected by a person" if found.rejected else state
    parts: list[RenderableType] = [Text(one_line(f"{found.kind} {found.key}{state}"), style="bold"), Text()]
    parts += [_line(name, _value(value)) for name, value in found.says.items()]
    parts += [Text(), *_document(found), *[_words(one) for one in found.evidence], Text()]
    parts += _reader(found)
    parts += _link(found.link, found.others)
    for title, lines in (
        ("Judgements", [_judgement(one) for one in found.judgements]),
        ("Revisions", [_revision(one) for one in found.revisions]),
    ):
        if lines:
            parts += [Text(), Text(title, style="bold"), *lines]
    write(out, Group(*parts))


def _line(name: str, value: str) -> Text:
    return Text.assemble((f"{one_line(name):<12} ", "dim"), one_line(value, 400))


def _document(found: Explained) -> list[Text]:
    source = found.source
    told = (source.publisher, source.title, f"published {source.published or 'undated'}", f"version {source.number}")
    lines = [_line("document", " · ".join(part for part in (source.name, *told) if part))]
    lines += [_line("address", source.url)] if source.url else []
    lines += [_line("copy of", source.origin)] if source.origin else []
    return lines


def _words(one: Words) -> Text:
    before, words, after = (one_line(part) for part in (one.before, one.words, one.after))
    place = f"{one.start}–{one.end}"
    left = " " if one.before[-1:].isspace() else ""
    right = " " if one.after[:1].isspace() else ""
    return Text.assemble(
        (f"{place:<12} ", "dim"), f"…{before}{left}", ("»", "dim"), (words, "bold"), ("«", "dim"), f"{right}{after}…"
    )


def _reader(found: Explained) -> list[RenderableType]:
    read = found.read_by
    models = ", ".join(f"{name} {hash[:12]}" for name, hash in sorted(read.models.items()))
    lines: list[RenderableType] = [_line("read by", f"Verbale {read.version}, profile {read.profile}, {read.made}")]
    lines += [_line("models", models)] if models else []
    return [*lines, _line("confidence", f"{found.confidence:.2f}")]


def _link(link: Linked | None, others: tuple[Other, ...]) -> list[RenderableType]:
    if link is None:
        return []
    sure = "" if link.certain else ", uncertain"
    told = f"{link.id}: {_count(link.texts, 'text')} of {_count(link.origins, 'origin')}; score {link.score:.2f}{sure}"
    lines: list[RenderableType] = [Text(), Text("Linked", style="bold"), Text(one_line(told))]
    for one in link.reasons:
        here, there = (" / ".join(words) for words in (one.here, one.there))
        quoted = f" “{here}”" + (f" – “{there}”" if there else "") if here else ""
        lines.append(Text(one_line(f"  {one.weight:+.2f} {one.feature}: {one.says}{quoted}", 400)))
    for other in others:
        name = " · ".join(part for part in (other.publisher or other.name, other.told, other.title) if part)
        copy = " (copy)" if other.copy else ""
        lines.append(Text(one_line(f"  {other.fact}  {name}{copy}: {other.sentence}", 400)))
    return lines


def _judgement(one: Judgement) -> Text:
    state = f"; withdrawn {one.withdrawn[:16]} by {one.withdrawn_by}" if one.withdrawn else ""
    why = f": {one.reason}" if one.reason else ""
    return Text(
        one_line(f"  no. {one.id} {one.made[:16]} {one.author} {one.verdict} {_change(one.change)}{why}{state}", 400)
    )


def _revision(one: Revision) -> Text:
    until = one.known_until[:16] if one.known_until else "now"
    by = f"judged by {one.by}" if one.judged else f"read by {one.by}"
    told = "rejected" if one.rejected else ", ".join(f"{name} {_value(value)}" for name, value in one.says.items())
    return Text(one_line(f"  {one.known_from[:16]} – {until}  {by}: {told}", 400))


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
