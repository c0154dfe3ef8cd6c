"""What is known of one contact, incident or statement from all the texts that tell of it, in bounded space."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from verbale.record import Model, Span
from verbale.threads.linking import Link
from verbale.threads.sights import Sight, SightKind, Where
from verbale.threads.stable import stable_id

PARTIES = 16  # keys kept of one bundle
PEOPLE = 6  # persons kept of one party
DAYS, PLACES, TOLLS, WORDINGS, DOCUMENTS = 6, 4, 8, 6, 16  # the latest of each that are kept

Item = TypeVar("Item")

OPEN = frozenset({"planned", "proposed", "postponed"})  # of which it is still to be told what became of them

OFF = frozenset({"cancelled", "refused"})

_PREFIX: dict[SightKind, str] = {"contact": "ct", "incident": "in", "statement": "st"}


class Wording(Model):
    """The words of one text, which only those of the same language repeat."""

    language: str | None
    words: str


class Bundle(Model):
    """``open``: a contact that is planned, or moved, and of which no text tells yet what became of it. ``unset``: it
    was moved and no new day is told; ``moved``: a text tells that it was put off; ``off``: by the last one it is called
    off or refused. ``words`` quotes the first text."""

    id: str
    kind: SightKind
    type: str
    modes: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    people: dict[str, tuple[str, ...]] = {}
    doers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    short: dict[str, str] = {}
    days: tuple[tuple[date, date], ...] = ()
    late: bool = False
    places: tuple[Where, ...] = ()
    tolls: tuple[tuple[int | None, int | None], ...] = ()
    denied: bool = False
    wordings: tuple[Wording, ...] = ()
    marks: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    open: bool = False
    unset: bool = False
    moved: bool = False
    off: bool = False
    first: date | None = None
    last: date | None = None
    documents: tuple[str, ...] = ()
    size: int = 1
    document: str
    sha256: str
    words: Span


def found(sight: Sight) -> Bundle:
    """What a first text tells; the id is made of its own."""
    main = sight.evidence[0] if sight.evidence else Span(start=0, end=0, text="")
    return Bundle(
        id=stable_id(_PREFIX[sight.kind], sight.id),
        kind=sight.kind,
        type=sight.type,
        modes=(sight.mode,) if sight.mode else (),
        parties=sight.parties,
        people=sight.people,
        doers=sight.doers,
        targets=sight.targets,
        beside=sight.beside,
        around=sight.around,
        short=sight.short,
        days=tuple(days for days in (sight.days, sight.anew) if days),
        late=sight.late,
        places=(sight.place,) if sight.place else (),
        tolls=((sight.killed, sight.injured),) if _has_toll(sight) else (),
        denied=sight.denied,
        wordings=(Wording(language=sight.language, words=sight.words),) if sight.words else (),
        marks=sight.marks,
        venues=(sight.venue,) if sight.venue else (),
        addressees=sight.addressees,
        open=sight.kind == "contact" and sight.status in OPEN,
        unset=sight.status == "postponed" and sight.anew is None,
        moved=sight.status == "postponed",
        off=sight.status in OFF,
        first=sight.published,
        last=sight.published,
        documents=(sight.document,),
        document=sight.document,
        sha256=sight.sha256,
        words=main,
    )


def joined(bundle: Bundle, sight: Sight, link: Link) -> Bundle:
    """What a further text adds. An uncertain one only fills what is not known, so that a doubtful link cannot draw
    others after it."""
    told = {
        "first": min(filter(None, (bundle.first, sight.published)), default=None),
        "last": max(filter(None, (bundle.last, sight.published)), default=None),
        "documents": _latest((*bundle.documents, sight.document), DOCUMENTS),
        "size": bundle.size + 1,
        "open": bundle.open and sight.status in OPEN,
        "unset": _unset(bundle, sight),
        "moved": bundle.moved or sight.status == "postponed",
        "off": sight.status in OFF,
    }
    learnt = _learnt(bundle, sight) if link.certain else _filled(bundle, sight)
    return bundle.model_copy(update={**told, **learnt})


def _learnt(bundle: Bundle, sight: Sight) -> dict[str, object]:
    wording = (Wording(language=sight.language, words=sight.words),) if sight.words else ()
    return {
        "modes": _first((*bundle.modes, *([sight.mode] if sight.mode else [])), PARTIES),
        "parties": _first((*bundle.parties, *sight.parties), PARTIES),
        "people": _people(bundle, sight),
        "short": dict([*bundle.short.items(), *sight.short.items()][:PARTIES]),
        "doers": _first((*bundle.doers, *sight.doers), PARTIES),
        "targets": _first((*bundle.targets, *sight.targets), PARTIES),
        "beside": _first((*bundle.beside, *sight.beside), PARTIES),
        "days": _narrowed(bundle, sight),
        "late": bundle.late or sight.late,
        "places": _latest((*bundle.places, *([sight.place] if sight.place else [])), PLACES),
        "tolls": _latest((*bundle.tolls, *([(sight.killed, sight.injured)] if _has_toll(sight) else [])), TOLLS),
        "wordings": _latest((*bundle.wordings, *wording), WORDINGS),
        "marks": _first((*bundle.marks, *sight.marks), PARTIES),
        "venues": _latest((*bundle.venues, *([sight.venue] if sight.venue else [])), PLACES),
        "addressees": _first((*bundle.addressees, *sight.addressees), PARTIES),
    }


def _filled(bundle: Bundle, sight: Sight) -> dict[str, object]:
    filled: dict[str, object] = {}
    if not bundle.days or bundle.unset or sight.status == "postponed":
        filled["days"] = _narrowed(bundle, sight)
    if not bundle.places and sight.place:
        filled["places"] = (sight.place,)
    if len(bundle.parties) < 2 and len(sight.parties) > 1:
        filled["parties"] = _first((*bundle.parties, *sight.parties), PARTIES)
    if not bundle.modes and sight.mode:
        filled["modes"] = (sight.mode,)
    return filled


def _unset(bundle: Bundle, sight: Sight) -> bool:
    """Whether a contact waits for its new day: a later text that tells one sets it."""
    new = sight.anew or sight.days
    fresh = new is not None and all(new[0] > days[1] for days in bundle.days)
    if sight.status == "postponed":
        return not fresh
    return bundle.unset and not fresh and sight.status in ("planned", "proposed")


def _narrowed(bundle: Bundle, sight: Sight) -> tuple[tuple[date, date], ...]:
    """The days that are told; a day takes the place of the week or the month that holds it."""
    told = list(bundle.days)
    for new in filter(None, (sight.days, sight.anew)):
        if not any(new[0] <= days[0] and days[1] <= new[1] for days in told):
            told = [days for days in told if not (days[0] <= new[0] and new[1] <= days[1])] + [new]
    return tuple(told[-DAYS:])


def _people(bundle: Bundle, sight: Sight) -> dict[str, tuple[str, ...]]:
    people = dict(bundle.people)
    for party, names in sight.people.items():
        if party in people or len(people) < PARTIES:
            people[party] = _first((*people.get(party, ()), *names), PEOPLE)
    return people


def _has_toll(sight: Sight) -> bool:
    return sight.killed is not None or sight.injured is not None


def _first(items: Iterable[Item], most: int) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(items))[:most]


def _latest(items: Iterable[Item], most: int) -> tuple[Item, ...]:
    """The last ``most`` different items, the first of all always among them."""
    once = list(dict.fromkeys(items))
    return tuple(once if len(once) <= most else [once[0], *once[1 - most :]])
