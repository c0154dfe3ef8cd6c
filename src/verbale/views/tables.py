"""The compact tables of one record: statements, contacts, accusations, what is proposed, positions, incidents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verbale.record import Event, Record
from verbale.views.names import NOBODY, Names

Row = tuple[str, ...]

ON_THE_GROUND = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: rows have a cell for each column; cells of ``wide`` columns hold words of the text."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    wide: frozenset[str] = frozenset()


def sheets(record: Record) -> tuple[Sheet, ...]:
    """All tables of a record, also those without rows."""
    names = Names(record)
    return (
        statements(record, names),
        contacts(record, names),
        accusations(record, names),
        proposals(record, names),
        positions(record, names),
        incidents(record, names),
        other_acts(record, names),
    )


def statements(record: Record, names: Names) -> Sheet:
    """Who said what, in text order, numbered as in the text."""
    rows = []
    for statement in record.statements:
        how = statement.act + (" (denied)" if statement.polarity == "denied" and statement.act != "deny" else "")
        within = f"in {names.number(statement.nested_in)}" if statement.nested_in else ""
        content = " … ".join(span.text for span in statement.content)
        who = names.actors(statement.speakers) or NOBODY
        number = names.number(statement.id)
        rows.append(
            (number, who, f"{how} {within}".strip(), statement.said or "", names.actors(statement.addressees), content)
        )
    return Sheet("Statements", ("no.", "who", "act", "when", "to", "what"), tuple(rows), frozenset({"what"}))


def contacts(record: Record, names: Names) -> Sheet:
    """Who met, called or wrote to whom, or did not."""
    rows = []
    for event in _of(record, {"CONSULT"}):
        who = names.actors((*event.source, *event.target)) or NOBODY
        hosts = names.actors((*event.hosts, *event.mediators))
        where = ", ".join(part for part in (names.place(event.place), f"hosted by {hosts}" if hosts else "") if part)
        row = (who, event.mode or "contact", event.status, event.time or "", where, names.source(event.said_in))
        rows.append(row)
    return Sheet("Contacts", ("who", "how", "status", "when", "where", "according to"), tuple(rows))


def accusations(record: Record, names: Names) -> Sheet:
    """Who accuses whom of what."""
    rows = [
        (
            names.actors(event.source) or NOBODY,
            names.actors(event.target) or NOBODY,
            event.evidence[0].text,
            names.source(event.said_in),
        )
        for event in _of(record, {"ACCUSE"})
    ]
    return Sheet("Accusations", ("who", "accuses", "words", "according to"), tuple(rows), frozenset({"words"}))


def proposals(record: Record, names: Names) -> Sheet:
    """What is on the table."""
    rows = [
        (
            proposal.id,
            proposal.kind,
            proposal.label,
            names.actors(proposal.by),
            proposal.terms.duration or "",
            proposal.status or "",
            names.source(proposal.said_in),
        )
        for proposal in record.proposals
    ]
    columns = ("id", "kind", "called", "by", "duration", "status", "according to")
    return Sheet("Proposals", columns, tuple(rows), frozenset({"called"}))


def positions(record: Record, names: Names) -> Sheet:
    """Where each party stands."""
    labels = {proposal.id: f"{proposal.label} ({proposal.id})" for proposal in record.proposals}
    rows = [
        (
            names.actors((position.actor,)),
            position.stance,
            labels[position.proposal],
            "; ".join(span.text for span in position.conditions),
            position.date or "",
            names.source(position.said_in),
        )
        for position in record.positions
    ]
    columns = ("who", "stance", "on", "conditions", "when", "according to")
    return Sheet("Positions", columns, tuple(rows), frozenset({"on", "conditions"}))


def incidents(record: Record, names: Names) -> Sheet:
    """What happened on the ground, or is said to have."""
    rows = []
    for event in _of(record, ON_THE_GROUND):
        sources = (
            [f"claimed by {names.actors(event.claimed_by)}"] if event.claimed_by else [names.source(event.said_in)]
        )
        sources += [f"denied by {names.actors(event.denied_by)}"] if event.denied_by else []
        rows.append(
            (
                event.mode or event.type.lower(),
                event.status,
                names.actors(event.source) or NOBODY,
                names.actors(event.target),
                event.time or "",
                names.place(event.place),
                names.toll(event),
                ", ".join(sources),
            )
        )
    columns = ("what", "status", "by", "against", "when", "where", "toll", "according to")
    return Sheet("On the ground", columns, tuple(rows))


def other_acts(record: Record, names: Names) -> Sheet:
    """Agreements, demands, threats and the rest."""
    rows = [
        (
            names.actors(event.source) or NOBODY,
            event.type.lower(),
            event.status,
            names.actors(event.target),
            event.time or "",
            event.evidence[0].text,
            names.source(event.said_in),
        )
        for event in record.events
        if event.type not in ON_THE_GROUND and event.type not in ("CONSULT", "ACCUSE")
    ]
    columns = ("who", "act", "status", "towards", "when", "words", "according to")
    return Sheet("Other acts", columns, tuple(rows), frozenset({"words"}))


def _of(record: Record, types: frozenset[str] | set[str]) -> Iterator[Event]:
    return (event for event in record.events if event.type in types)
