"""``verbale readouts``: the accounts of one contact, point by point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text
from sqlalchemy import Connection

from verbale.cli.asked import Asked
from verbale.cli.opened import show, write_csv
from verbale.cli.pretty import console, grid, write
from verbale.harmless import one_line
from verbale.store.query import scope_of
from verbale.views.compared import Compared, compared
from verbale.views.readouts import Point

WORDS, NAME = 160, 60  # characters of a point's words, and of a name


def show_readouts(store: str, chosen: Sequence[str], format: str, asked: Asked, folders: tuple[Path, ...] = ()) -> int:
    """Write the comparisons."""

    def view(connection: Connection) -> tuple[Compared, ...]:
        return compared(connection, scope_of(connection, **asked), chosen, folders)

    return show(store, view, {"pretty": _pretty, "csv": _csv}, format)


def _pretty(found: tuple[Compared, ...]) -> None:
    out = console()
    parts: list[RenderableType] = []
    for one in found:
        parts += [*_compared(one, out.width), Text()]
    write(out, Group(*(parts or [Text("No contact has two accounts.", style="dim")])))


def _compared(one: Compared, width: int) -> Iterator[RenderableType]:
    if one.contact is not None:
        who = ", ".join(one.contact.met)
        yield Text(one_line(f"{' / '.join(one.contact.modes)}, {one.contact.when}: {who}", 120), style="bold")
    heads = [one_line(text.outlet or text.name, NAME) for text in one.texts]
    rows = [
        [Text(one_line(point.label, NAME), style="bold"), *(_words(point, n) for n in range(len(heads)))]
        for point in sorted(one.comparison.points, key=lambda point: not point.shared)
    ]
    yield grid(["point", *heads], rows, width)
    for omission in one.omissions:
        outlet = omission.text.outlet or omission.text.name
        yield Text(one_line(f"{outlet} says that it was left out: “{omission.words}”", 200), style="italic")


def _words(point: Point, account: int) -> Text:
    text = Text()
    for quote in point.words[account]:
        text.append(("\n" if text else "") + one_line(quote.text, WORDS))
    if not text:
        text.append("·", style="dim")
    for left in point.left_out:
        if left.by == account:
            text.append(f"\n“{one_line(left.words.text, WORDS)}”", style="italic")
    for difference in point.differences:
        for n, told in difference.told:
            if n == account:
                text.append(f"\n≠ {difference.kind}: {one_line(', '.join(told), NAME)}", style="bold")
    return text


def _csv(found: tuple[Compared, ...]) -> None:
    rows = [
        (one.contact.id if one.contact else "", point.topic, point.label, text.name, len(point.accounts), quote.text)
        for one in found
        for point in one.comparison.points
        for n, text in enumerate(one.texts)
        for quote in point.words[n]
    ]
    write_csv(("contact", "topic", "point", "document", "accounts", "words"), rows)
