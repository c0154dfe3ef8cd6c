"""Records made by hand: what a faultless reader would hand on."""

from __future__ import annotations

from typing import Any

from verbale.record import (
    Act,
    Actor,
    ActorKind,
    Document,
    Event,
    EventType,
    Place,
    Position,
    Proposal,
    ProposalKind,
    ProposalStatus,
    ReaderInfo,
    Record,
    Span,
    Stance,
    Statement,
    Status,
    Terms,
    Time,
    sha256,
)


class Draft:
    """A record in the making. Words that the given text does not hold are written at its end."""

    def __init__(
        self, id: str, published: str | None = None, text: str = "", publisher: str | None = None, language: str = "en"
    ) -> None:
        self.id, self.published, self.text, self.publisher, self.language = id, published, text, publisher, language
        self.actors: dict[str, Actor] = {}
        self.proposals: list[Proposal] = []
        self.positions: list[Position] = []
        self.statements: list[Statement] = []
        self.events: list[Event] = []
        self.places: list[Place] = []
        self.times: list[Time] = []

    def span(self, words: str) -> Span:
        if (start := self.text.find(words)) < 0:
            self.text += ("\n" if self.text else "") + words
            start = len(self.text) - len(words)
        return Span(start=start, end=start + len(words), text=words)

    def actor(
        self,
        key: str,
        kind: ActorKind = "government",
        name: str | None = None,
        country: str | None = None,
        sector: str | None = None,
        of: str | None = None,
        members: tuple[str, ...] = (),
        mention: str | None = None,
    ) -> str:
        """The id of an actor; one with this key is made once."""
        if key not in self.actors:
            called = name or key
            spans = (self.span(mention or called),)
            self.actors[key] = Actor(
                id=f"a{len(self.actors) + 1}",
                key=key,
                name=called,
                kind=kind,
                country=country,
                sector=sector,
                of=of,
                members=members,
                mentions=spans,
            )
        return self.actors[key].id

    def government(self, country: str) -> str:
        return self.actor(f"gov:{country}", name=f"Government of {country}", country=country, sector="GOV")

    def proposal(
        self,
        kind: ProposalKind = "ceasefire",
        by: tuple[str, ...] = (),
        between: tuple[str, ...] = (),
        duration: str | None = None,
        put_forward: str | None = None,
        version_of: str | None = None,
        status: ProposalStatus | None = "proposed",
        words: str | None = None,
        scope: str | None = None,
    ) -> str:
        id = f"pr{len(self.proposals) + 1}"
        evidence = self.span(words or f"{kind} {duration or ''} {id} of {self.id}")
        self.proposals.append(
            Proposal(
                id=id,
                kind=kind,
                label=evidence.text,
                by=by,
                between=between,
                terms=Terms(duration=duration, scope=scope),
                put_forward=put_forward,
                version_of=version_of,
                evidence=(evidence,),
                status=status,
            )
        )
        return id

    def position(
        self,
        actor: str,
        proposal: str,
        stance: Stance,
        date: str | None = None,
        words: str | None = None,
        said_by: str | None = None,
        condition: str | None = None,
    ) -> str:
        id = f"po{len(self.positions) + 1}"
        evidence = self.span(words or f"{actor} {stance} {proposal} {id} in {self.id}")
        earlier = [item.id for item in self.positions if (item.actor, item.proposal) == (actor, proposal)]
        said_in = None
        if said_by is not None:
            said_in = f"s{len(self.statements) + 1}"
            self.statements.append(Statement(id=said_in, speakers=(said_by,), content=(evidence,), kind="indirect"))
        self.positions.append(
            Position(
                id=id,
                actor=actor,
                proposal=proposal,
                stance=stance,
                date=date,
                evidence=(evidence,),
                said_in=said_in,
                supersedes=earlier[-1] if earlier else None,
                conditions=(self.span(condition),) if condition else (),
            )
        )
        return id

    def person(self, name: str, country: str | None = None, of: str | None = None) -> str:
        key = name.lower().replace(" ", "-")
        return self.actor(key, "person", name, country=country, sector="GOV" if country else None, of=of)

    def place(self, name: str, country: str | None = None, at: tuple[float, float] | None = None) -> str:
        span = self.span(name)
        id = f"p{len(self.places) + 1}"
        latitude, longitude = at or (None, None)
        self.places.append(Place(**span.model_dump(), id=id, name=name, country=country, lat=latitude, lon=longitude))
        return id

    def time(self, words: str, value: str) -> None:
        self.times.append(Time(**self.span(words).model_dump(), id=f"t{len(self.times) + 1}", value=value))

    def statement(
        self, speaker: str | None, words: str, said: str | None = None, act: Act = "assert", **fields: Any
    ) -> str:
        id = f"s{len(self.statements) + 1}"
        speakers = (speaker,) if speaker else ()
        content = (self.span(words),)
        self.statements.append(
            Statement(id=id, speakers=speakers, content=content, kind="direct", act=act, said=said, **fields)
        )
        return id

    def event(
        self,
        type: EventType,
        mode: str | None = None,
        status: Status = "happened",
        source: tuple[str, ...] = (),
        time: str | None = None,
        place: str | None = None,
        words: str | None = None,
        **fields: Any,
    ) -> str:
        id = f"e{len(self.events) + 1}"
        evidence = (self.span(words or f"{type} {id} of {self.id}"),)
        self.events.append(
            Event(
                id=id,
                type=type,
                mode=mode,
                status=status,
                source=source,
                time=time,
                place=place,
                evidence=evidence,
                **fields,
            )
        )
        return id

    def agreement(self, source: tuple[str, ...], words: str, time: str | None = None) -> None:
        id = f"e{len(self.events) + 1}"
        self.events.append(Event(id=id, type="AGREE", source=source, time=time, evidence=(self.span(words),)))

    def record(self) -> Record:
        return Record(
            reader=ReaderInfo(version="by hand"),
            document=Document(
                id=self.id,
                sha256=sha256(self.text),
                text=self.text,
                publisher=self.publisher,
                published=self.published,
                language=self.language,
            ),
            actors=tuple(self.actors.values()),
            proposals=tuple(self.proposals),
            positions=tuple(self.positions),
            statements=tuple(self.statements),
            events=tuple(self.events),
            places=tuple(self.places),
            times=tuple(self.times),
        )
