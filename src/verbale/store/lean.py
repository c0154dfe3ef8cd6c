"""Stored proposals and links read without what only linking needs: many of them make one view."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from verbale.record import Span
from verbale.threads import Answer, Authority, Party, Quoted
from verbale.threads.days import Days
from verbale.threads.linking import Link, Reason
from verbale.threads.tabled import Agreed, Quotes, Tabled


def answers_from(text: str) -> Tabled:
    """What ``threads.codec.tabled_from`` makes of a stored proposal, its authors and sides left out."""
    told = json.loads(text)
    return Tabled(
        id=told["id"],
        document=(told["document"][0], told["document"][1]),
        publisher=told["publisher"],
        local=told["local"],
        version_of=told["version_of"],
        label=told["label"],
        status=told["status"],
        kind=told["kind"],
        main=_quotes(told["main"]),
        authors={},
        sides={},
        core=frozenset(),
        duration=told["duration"],
        scope=told["scope"],
        start=_days(told["start"]),
        forward=_days(told["forward"]),
        published=_days(told["published"]),
        answers=tuple(map(_answer, told["answers"])),
        agreed=tuple(
            Agreed(tuple(map(_party, one["who"])), _day(one["day"]), _spans(one["evidence"])) for one in told["agreed"]
        ),
    )


def link_of(text: str | None) -> Link | None:
    """What ``threads.codec.link_from`` makes of a stored link."""
    if text is None:
        return None
    told = json.loads(text)
    reasons = tuple(
        Reason(one["feature"], one["weight"], one["says"], _quotes(one["here"]), _quotes(one["there"]))
        for one in told["reasons"]
    )
    return Link(told["tabled"], told["thread"], told["score"], told["certain"], reasons)


def _answer(told: dict[str, Any]) -> Answer:
    return Answer(
        id=told["id"],
        position=told["position"],
        party=_party(told["party"]),
        member=told["member"],
        authority=Authority(told["authority"]),
        stance=told["stance"],
        conditions=_spans(told["conditions"]),
        date=_day(told["date"]),
        date_origin=told["date_origin"],
        said_by=tuple(told["said_by"]),
        heard=told["heard"],
        evidence=_spans(told["evidence"]),
        sentence=told["sentence"],
        confidence=told["confidence"],
    )


def _party(told: dict[str, Any]) -> Party:
    return Party(told["key"], told["kind"], told["country"])


def _spans(told: list[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span(start=one["start"], end=one["end"], text=one["text"]) for one in told)


def _quotes(told: list[dict[str, Any]]) -> Quotes:
    return tuple(
        Quoted(
            one["document"],
            one["sha256"],
            Span(start=one["span"]["start"], end=one["span"]["end"], text=one["span"]["text"]),
        )
        for one in told
    )


def _days(told: list[str] | None) -> Days | None:
    return (date.fromisoformat(told[0]), date.fromisoformat(told[1])) if told else None


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
