"""A bench for the positions stage alone: actors, times and statements are given by hand, by their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from verbale.pipeline import Reader
from verbale.positions import find_positions
from verbale.reading import make_document
from verbale.record import Actor, Position, Proposal, Span, Statement, Time


@dataclass(frozen=True)
class Outcome:
    """What the stage found, with actors by name."""

    proposals: tuple[Proposal, ...]
    positions: tuple[Position, ...]
    names: Mapping[str, str]

    def stances(self) -> list[tuple[str, str]]:
        return [(self.names[p.actor], p.stance) for p in self.positions]

    def kinds(self) -> list[str]:
        return [p.kind for p in self.proposals]

    def authors(self) -> list[list[str]]:
        return [[self.names[a] for a in p.by] for p in self.proposals]


Stage = Callable[..., Outcome]


def _spans(text: str, part: str) -> tuple[Span, ...]:
    found = re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text)
    return tuple(Span.of(text, m.start(), m.end()) for m in found)


def make_stage(reader: Reader) -> Stage:
    """``stage(language, text, actors={"Name": (other words …)}, times={"words": value}, said={"content": "Name"})``."""

    def run(
        language: str,
        text: str,
        actors: tuple[str, ...] | dict[str, tuple[str, ...]] = (),
        times: Mapping[str, str] = {},
        said: Mapping[str, str] = {},
    ) -> Outcome:
        parser = reader.parser(language)
        parse = next(parser.parse_all([make_document(text, language=language)]))
        words = actors if isinstance(actors, dict) else dict.fromkeys(actors, ())
        people = tuple(
            Actor(
                id=f"a{n}",
                key=name,
                name=name,
                kind="government",
                mentions=tuple(span for word in (name, *more) for span in _spans(text, word)),
            )
            for n, (name, more) in enumerate(words.items(), start=1)
        )
        by_name = {actor.name: actor.id for actor in people}
        spans = [(span, value) for part, value in times.items() for span in _spans(text, part)]
        moments = tuple(
            Time(
                id=f"t{n}",
                start=span.start,
                end=span.end,
                text=span.text,
                value=value,
                type="DURATION" if value.startswith("P") else "DATE",
            )
            for n, (span, value) in enumerate(spans, start=1)
        )
        statements = tuple(
            Statement(
                id=f"s{n}",
                speakers=(by_name[speaker],),
                content=(Span.of(text, text.index(content), text.index(content) + len(content)),),
                kind="direct",
            )
            for n, (content, speaker) in enumerate(said.items(), start=1)
        )
        proposals, positions, _ = find_positions(parse, parser.codebook, people, moments, statements, ())
        return Outcome(proposals, positions, {actor.id: actor.name for actor in people})

    return run
