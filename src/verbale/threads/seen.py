"""What is kept of a contact, an incident or a statement of one text: enough to tell whether another means the same."""

from __future__ import annotations

from datetime import date
from typing import Literal

from verbale.record import Model, Span, Status

SightKind = Literal["contact", "incident", "statement"]


class Where(Model):
    """A place; ``wide`` is one that holds many towns: a country, a region."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    wide: bool = False


class Voice(Model):
    """Who says so, and for whom (a party's key) where that is known."""

    name: str
    party: str | None = None


class Blame(Model):
    """Who accuses whom of it: parties' keys; ``by`` is the accuser's name where the party is not known."""

    by: str
    accused: str


class Sight(Model):
    """One fact. ``parties`` are the keys of those who take part, act, suffer or speak, ``people`` the persons named of
    each, ``beside`` hosts and mediators, ``around`` whom the whole text speaks of most, ``short`` the acronyms by which
    parties are called as well. ``days`` are the first and last day on which it was, or was due; ``anew`` those to which
    it was put off. ``blames`` are the accusations that stand nearest to an incident. ``marks`` are the names, numbers
    and days in the words, the same in every language."""

    id: str
    kind: SightKind
    fact: str
    document: str
    sha256: str
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    type: str
    mode: str | None = None
    status: Status = "happened"
    parties: tuple[str, ...] = ()
    people: dict[str, tuple[str, ...]] = {}
    doers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    short: dict[str, str] = {}
    days: tuple[date, date] | None = None
    anew: tuple[date, date] | None = None
    late: bool = False  # in the evening or at night
    place: Where | None = None
    killed: int | None = None
    injured: int | None = None
    claimed_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    denied: bool = False
    blames: tuple[Blame, ...] = ()
    said_by: tuple[Voice, ...] = ()
    words: str = ""
    marks: tuple[str, ...] = ()
    venue: str | None = None
    addressees: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()
    sentence: str = ""
    confidence: float = 1.0

    def name(self, party: str) -> str:
        """What a party is called where names are compared: its acronym, else its key."""
        return self.short.get(party, party)

    @property
    def telling(self) -> str:
        """Whose word it is: the speakers, else the outlet."""
        return ", ".join(voice.name for voice in self.said_by) or self.publisher or self.document
