"""How facts are called in front of people: actors, places, days, and who says so."""

from __future__ import annotations

from collections.abc import Iterable

from verbale.record import Actor, Event, Record

NOBODY = "?"


class Names:
    """Names for the ids of one record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._actors = {actor.id: _called(actor) for actor in record.actors}
        self._places = {place.id: place.name or place.text for place in record.places}
        self._speakers = {statement.id: statement.speakers for statement in record.statements}
        self._numbers = {statement.id: n for n, statement in enumerate(record.statements, 1)}

    def actors(self, ids: Iterable[str]) -> str:
        """Names joined by commas; empty when nobody is told."""
        return ", ".join(dict.fromkeys(self._actors[id] for id in ids))

    def place(self, id: str | None) -> str:
        return self._places[id] if id is not None else ""

    def number(self, statement: str | None) -> str:
        """The number that marks a statement in the text."""
        return str(self._numbers[statement]) if statement is not None else ""

    def source(self, said_in: str | None) -> str:
        """Who says so: the speaker of the statement, else whoever issued the text, else the reporter."""
        if said_in is not None:
            return f"{self.actors(self._speakers[said_in]) or NOBODY} [{self.number(said_in)}]"
        issuer = self.record.document.issuer
        return self._actors[issuer] if issuer is not None else "the text"

    def toll(self, event: Event) -> str:
        """Killed and injured, as far as told."""
        told = ((event.killed, "killed"), (event.injured, "injured"))
        return ", ".join(f"{number} {word}" for number, word in told if number is not None)


def _called(actor: Actor) -> str:
    if actor.kind == "unnamed" and actor.mentions:
        return actor.role or actor.mentions[0].text
    return actor.name or (actor.mentions[0].text if actor.mentions else actor.id)
