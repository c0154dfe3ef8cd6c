"""``verbale actors`` for people and for tables."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from verbale.cli.asked import Asked
from verbale.cli.opened import show, write_csv
from verbale.cli.pretty import console, write
from verbale.cli.sources import faint, names
from verbale.harmless import one_line
from verbale.store.query import scope_of
from verbale.views.actors import ActorRow, For, actors

ROLES = 4
COLUMNS = (
    "key",
    "name",
    "kind",
    "country",
    "speaks_for",
    "speaks_for_keys",
    "since",
    "roles",
    "first",
    "last",
    "texts",
    "statements",
    "names",
    "merged",
)


def show_actors(store: str, name: str, format: str, asked: Asked) -> int:
    """Ask the store and write; the exit status is 2 for a store or options that cannot be used."""
    return show(
        store,
        lambda connection: actors(connection, scope_of(connection, **asked), name),
        {"pretty": _pretty, "csv": _csv},
        format,
    )


def _pretty(found: tuple[ActorRow, ...]) -> None:
    parts: list[RenderableType] = [line for actor in found for line in _actor(actor)]
    write(console(), Group(*parts) if parts else Text("Nobody was found.", style="dim"))


def _actor(actor: ActorRow) -> list[RenderableType]:
    first = Text(one_line(actor.name, 80), style="bold")
    first.append(f"  {one_line(actor.key, 80)}", style="cyan")
    first.append(f"  {actor.kind.replace('_', ' ')}{', ' + actor.country if actor.country else ''}", style="dim")
    lines: list[RenderableType] = [first, *(Text(f"    {_for(one)}") for one in actor.speaks_for)]
    roles = [f"{one_line(one.role, 60)} ({_span(one.first, one.last)})" for one in actor.roles[:ROLES]]
    lines += [faint("as " + "; ".join(roles))] if roles else []
    seen = f"seen {_span(actor.first, actor.last)} in {actor.texts}{'+' if actor.more else ''} texts"
    said = f"{actor.statements} statements in the latest of them" if actor.statements else ""
    merged = f"merged with {names(actor.merged)} by a person" if actor.merged else ""
    also = f"also {names(actor.names)}" if actor.names else ""
    return [*lines, faint(seen, said, also, merged)]


def _for(one: For) -> str:
    return f"for {one_line(one.party.name, 60)} ({one_line(one.party.key, 40)}) {_span(one.since, one.last)}"


def _span(first: str | None, last: str | None) -> str:
    if first is None:
        return "undated"
    return first if first == last or last is None else f"{first} to {last}"


def _csv(found: tuple[ActorRow, ...]) -> None:
    write_csv(COLUMNS, map(_cells, found))


def _cells(actor: ActorRow) -> list[object]:
    return [
        actor.key,
        actor.name,
        actor.kind,
        actor.country,
        "; ".join(one.party.name for one in actor.speaks_for),
        "; ".join(one.party.key for one in actor.speaks_for),
        "; ".join(one.since or "" for one in actor.speaks_for),
        "; ".join(one.role for one in actor.roles),
        actor.first,
        actor.last,
        actor.texts,
        actor.statements,
        "; ".join(actor.names),
        "; ".join(actor.merged),
    ]
