"""``verbale incidents`` for people and for tables."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from verbale.cli.asked import Asked
from verbale.cli.opened import show, write_csv
from verbale.cli.pretty import console, write
from verbale.cli.sources import counted, faint, judged, names, quoted, source
from verbale.harmless import one_line
from verbale.store.query import scope_of
from verbale.views.incidents import Incident, Version, incidents

COLUMNS = (
    "id",
    "begin",
    "until",
    "modes",
    "place",
    "country",
    "lat",
    "lon",
    "targets",
    "killed",
    "injured",
    "blamed",
    "claimed_by",
    "denied_by",
    "differ",
    "texts",
    "origins",
    "judged",
)


def show_incidents(store: str, format: str, asked: Asked) -> int:
    """Ask the store and write; the exit status is 2 for a store or options that cannot be used."""
    return show(
        store,
        lambda connection: incidents(connection, scope_of(connection, **asked)),
        {"pretty": _pretty, "csv": _csv},
        format,
    )


def _pretty(found: tuple[Incident, ...]) -> None:
    parts: list[RenderableType] = []
    for incident in found:
        parts += [*_incident(incident), Text()]
    write(console(), Group(*parts) if parts else Text("Nothing was found.", style="dim"))


def _incident(incident: Incident) -> list[RenderableType]:
    first = Text(f"{incident.when}  ", style="dim")
    first.append(one_line(" or ".join(incident.modes) or incident.type.lower(), 80), style="bold red")
    first.append(f", {one_line(incident.place, 40)}" if incident.place else "", style="bold")
    where = (
        f" ({incident.lat:.3f}, {incident.lon:.3f})" if incident.lat is not None and incident.lon is not None else ""
    )
    first.append(where, style="dim")
    first.append(f"  {incident.tolls}")
    differ = f"accounts differ: {', '.join(incident.differ)}" if incident.differ else ""
    days = f"texts tell different days: {', '.join(incident.days)}" if incident.days else ""
    hit = f"against {names(one.name for one in incident.targets)}" if incident.targets else ""
    doubt = "" if not incident.doubtful else f"{incident.doubtful} of the texts may mean another incident"
    rest = faint(hit, counted(incident.texts, incident.origins), differ, days, doubt, judged(incident.judged))
    return [first, rest, *(line for version in incident.versions for line in _version(version))]


def _version(version: Version) -> list[RenderableType]:
    numbers = ((version.killed, "killed"), (version.injured, "injured"))
    told = [f"{number} {word}" for number, word in numbers if number is not None]
    told += [f"by {names(one.name for one in version.blamed)}"] if version.blamed else []
    told += [f"{one_line(one.by.name, 60)} accuses {one_line(one.accused.name, 60)}" for one in version.charges]
    told += [f"claimed by {names(one.name for one in version.claimed_by)}"] if version.claimed_by else []
    told += [f"denied by {names(one.name for one in version.denied_by)}"] if version.denied_by else []
    told += ["denied"] if version.denied and not version.denied_by else []
    told += ["told otherwise later"] if version.replaced else []
    again = f"and {len(version.told_again)} more" if version.told_again else ""
    who = names(version.said_by) or one_line(version.text.outlet, 60)
    line = faint(f"{who}: {', '.join(told) or 'no number, no blame'}", source(version.text), again)
    return [line, quoted(version.sentence, 6)]


def _csv(found: tuple[Incident, ...]) -> None:
    write_csv(COLUMNS, map(_cells, found))


def _cells(incident: Incident) -> list[object]:
    blamed = {one.name for version in incident.versions for one in version.blamed}
    blamed |= {charge.accused.name for version in incident.versions for charge in version.charges}
    return [
        incident.id,
        incident.begin,
        incident.until,
        "; ".join(incident.modes),
        incident.place,
        incident.country,
        incident.lat,
        incident.lon,
        "; ".join(one.name for one in incident.targets),
        "; ".join(map(str, incident.killed)),
        "; ".join(map(str, incident.injured)),
        "; ".join(sorted(blamed)),
        "; ".join(sorted({one.name for version in incident.versions for one in version.claimed_by})),
        "; ".join(sorted({one.name for version in incident.versions for one in version.denied_by})),
        "; ".join(incident.differ),
        incident.texts,
        incident.origins,
        judged(incident.judged),
    ]
