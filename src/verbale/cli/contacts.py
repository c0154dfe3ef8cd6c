"""``verbale contacts`` for people and for tables."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text
from sqlalchemy import Connection

from verbale.cli.asked import Asked, one_of
from verbale.cli.opened import show, write_csv
from verbale.cli.pretty import console, write
from verbale.cli.sources import counted, faint, judged, names, quoted, source
from verbale.harmless import one_line
from verbale.store.query import scope_of
from verbale.views.contacts import AHEAD, STANDINGS, Contact, ContactList, Told, contacts

STYLES: dict[str, str] = {
    "held": "green",
    "planned": "cyan",
    "proposed": "cyan",
    "moved": "yellow",
    "overdue": "yellow",
}
COLUMNS = (
    "id",
    "standing",
    "begin",
    "until",
    "days_left",
    "modes",
    "parties",
    "people",
    "beside",
    "place",
    "country",
    "lat",
    "lon",
    "stages",
    "texts",
    "origins",
    "readouts",
    "settled",
    "judged",
)


def show_contacts(store: str, standings: list[str], format: str, asked: Asked) -> int:
    """Ask the store and write; the exit status is 2 for a store or options that cannot be used."""

    def view(connection: Connection) -> ContactList:
        one_of("--standing", standings, STANDINGS)
        return contacts(connection, scope_of(connection, **asked), [one for one in STANDINGS if one in standings])

    return show(store, view, {"pretty": _pretty, "csv": _csv}, format)


def _pretty(found: ContactList) -> None:
    """Those ahead first, then group by group, in each the latest first."""
    parts: list[RenderableType] = [Text(f"Contacts as of {found.day}", style="dim")]
    for title, group in _groups(found):
        parts += [Text(), Text(title, style="bold underline")]
        for contact in group:
            parts += _contact(contact)
    if not found.contacts:
        parts.append(Text("Nothing was found.", style="dim"))
    write(console(), Group(*parts))


def _groups(found: ContactList) -> list[tuple[str, list[Contact]]]:
    ahead = [one for one in found.contacts if one.days_left is not None]
    open_ = [one for one in found.contacts if one.days_left is None and one.standing in AHEAD]
    rest = [(name, list(found.of(name))) for name in STANDINGS if name not in AHEAD]
    groups = [("ahead", ahead), ("ahead, without a day", open_), *rest]
    return [(title.capitalize(), group) for title, group in groups if group]


def _contact(contact: Contact) -> list[RenderableType]:
    first = Text(f"{contact.when}  ", style="dim")
    first.append(contact.standing, style=STYLES.get(contact.standing, "red"))
    first.append(f" {_left(contact.days_left)}" if contact.days_left is not None else "", style="bold")
    first.append(f"  {one_line(', '.join(contact.modes) or 'contact', 60)}: ")
    first.append(names(contact.met) or "?", style="bold")
    first.append(f", {one_line(contact.place, 40)}" if contact.place else "")
    by = f"hosts and mediators: {names(one.name for one in contact.beside)}" if contact.beside else ""
    days = f"texts tell different days: {', '.join(contact.days)}" if contact.days else ""
    doubt = "" if not contact.doubtful else f"{contact.doubtful} of the texts may mean another contact"
    alone = "" if contact.settled else "one source"
    read = f"readouts: {names(text.outlet for text in contact.readouts)}" if contact.readouts else ""
    rest = faint(by, counted(contact.texts, contact.origins), alone, days, doubt, read, judged(contact.judged))
    return [first, *(line for stage in contact.stages for line in _stage(stage)), rest]


def _stage(stage: Told) -> list[RenderableType]:
    when = f" for {stage.when}" if stage.when and stage.what != "held" else f" on {stage.when}" if stage.when else ""
    moved = f" from {stage.moved_from}" if stage.moved_from else ""
    who = names(stage.said_by) or (one_line(stage.texts[0].outlet, 60) if stage.texts else "")
    told = f"{stage.known or 'undated'} told as {stage.what}{moved}{when} by {who or '?'}"
    where = source(stage.texts[0]) if stage.texts else ""
    again = f"and {len(stage.texts) - 1} more" if len(stage.texts) > 1 else ""
    return [faint(told, where, again), quoted(stage.sentence, 6)]


def _left(days: int) -> str:
    return "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"


def _csv(found: ContactList) -> None:
    write_csv(COLUMNS, map(_cells, found.contacts))


def _cells(contact: Contact) -> list[object]:
    return [
        contact.id,
        contact.standing,
        contact.begin,
        contact.until,
        contact.days_left,
        "; ".join(contact.modes),
        "; ".join(one.name for one in contact.parties),
        "; ".join(one.name for one in contact.people),
        "; ".join(one.name for one in contact.beside),
        contact.place,
        contact.country,
        contact.lat,
        contact.lon,
        "; ".join(f"{one.known or ''} {one.what} {one.when or ''}".strip() for one in contact.stages),
        contact.texts,
        contact.origins,
        "; ".join(text.name for text in contact.readouts),
        "yes" if contact.settled else "no",
        judged(contact.judged),
    ]
