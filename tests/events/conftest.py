"""Reads events out of a short text with hand-made actors, places, times and statements: only this stage is tested."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from verbale.codebook import codebook
from verbale.events import find_events
from verbale.language.parse import Parse
from verbale.record import Actor, Event, Place, Span, Statement, Time

Kinds = dict[str, tuple[str, str | None]]  # name -> (kind, country)


@dataclass
class Told:
    """Events with ids turned into names."""

    events: tuple[Event, ...]
    names: dict[str, str] = field(default_factory=dict)

    def of(self, *types: str) -> list[Event]:
        return [event for event in self.events if event.type in types]

    def named(self, ids: tuple[str, ...]) -> set[str]:
        return {self.names[one] for one in ids}


def spans(text: str, part: str) -> tuple[Span, ...]:
    return tuple(Span.of(text, m.start(), m.end()) for m in re.finditer(re.escape(part), text))


Telling = Callable[..., Told]


@pytest.fixture(scope="session")
def tell(parse_it: Callable[[str], Parse], parse_en: Callable[[str], Parse]) -> Telling:
    def told(
        language: str,
        text: str,
        actors: Kinds,
        places: tuple[str, ...] = (),
        times: dict[str, str] | None = None,
        said: tuple[tuple[str, str, str], ...] = (),
    ) -> Told:
        """``said``: speaker, content, polarity."""
        made = tuple(
            Actor(id=f"a{n}", key=name, name=name, kind=kind, country=country, mentions=spans(text, name))  # type: ignore[arg-type]
            for n, (name, (kind, country)) in enumerate(actors.items(), 1)
        )
        ids = {actor.name: actor.id for actor in made}
        found = tuple(
            Place(id=f"p{n}", name=name, **spans(text, name)[0].model_dump()) for n, name in enumerate(places, 1)
        )
        dated = tuple(
            Time(id=f"t{n}", value=value, **spans(text, words)[0].model_dump())
            for n, (words, value) in enumerate((times or {}).items(), 1)
        )
        statements = tuple(
            Statement(id=f"s{n}", speakers=(ids[who],), content=spans(text, what), kind="indirect", polarity=polarity)  # type: ignore[arg-type]
            for n, (who, what, polarity) in enumerate(said, 1)
        )
        parse = (parse_it if language == "it" else parse_en)(text)
        events, _ = find_events(parse, codebook(language), made, dated, found, statements)
        return Told(events, {actor.id: actor.name for actor in made})

    return told
