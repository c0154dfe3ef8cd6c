"""``verbale search`` for people and for tables."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from verbale.cli.asked import Asked
from verbale.cli.opened import show, write_csv
from verbale.cli.pretty import console, write
from verbale.cli.sources import SENTENCE, faint, judged, names
from verbale.harmless import harmless, one_line
from verbale.store.query import scope_of
from verbale.views.found import FoundFact, FoundText, Hit, search

COLUMNS = ("document", "title", "publisher", "published", "language", "url", "copies", "sentences", "facts")


def show_found(store: str, query: str, format: str, asked: Asked) -> int:
    """Ask the store and write; the exit status is 2 for a store or options that cannot be used."""
    return show(
        store,
        lambda connection: search(connection, scope_of(connection, **asked), query),
        {"pretty": _pretty, "csv": _csv},
        format,
    )


def _pretty(found: tuple[FoundText, ...]) -> None:
    parts: list[RenderableType] = []
    for one in found:
        parts += [*_text(one), Text()]
    write(console(), Group(*parts) if parts else Text("Nothing was found.", style="dim"))


def _text(found: FoundText) -> list[RenderableType]:
    text = found.text
    title = Text(one_line(text.title or text.name, 120), style="bold")
    copies = f"and {found.copies} {'copy' if found.copies == 1 else 'copies'}" if found.copies else ""
    named = [one_line(part, 80) for part in (text.publisher, text.told, text.language, text.name) if part]
    rest = faint(*named, one_line(text.url, 120) if text.url else "", copies)
    return [title, rest, *map(_hit, found.sentences), *map(_fact, found.facts)]


def _hit(hit: Hit) -> Text:
    """The sentence from a little before the first of the words on."""
    first = max(0, (hit.marks[0][0] if hit.marks else 0) - SENTENCE // 2)
    shown = Text(harmless(hit.sentence[first : first + SENTENCE]).replace("\n", " "))
    for start, end in hit.marks:
        if start >= first and end <= first + SENTENCE:
            shown.stylize("bold yellow", start - first, end - first)
    before = "…" if first else ""
    return Text.assemble(f"  {before}", shown, "…" if first + SENTENCE < len(hit.sentence) else "")


def _fact(fact: FoundFact) -> Text:
    line = Text(f"    {fact.kind} ", style="cyan")
    line.append(f"{names(fact.who) or '?'}: {one_line(fact.what, 100)}")
    marks = judged([fact.judged]) if fact.judged else ""
    line.append("  " + " · ".join(part for part in (fact.when, fact.key, marks) if part), style="dim")
    return line


def _csv(found: tuple[FoundText, ...]) -> None:
    write_csv(
        COLUMNS,
        (
            [
                one.text.name,
                one.text.title,
                one.text.publisher,
                one.text.told,
                one.text.language,
                one.text.url,
                one.copies,
                " … ".join(hit.sentence for hit in one.sentences),
                "; ".join(fact.key for fact in one.facts),
            ]
            for one in found
        ),
    )
