"""Numbered sources: each article once, in the order in which it is cited, and which are copies of each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from verbale.store.sighted import Mark, Text

CITED = 6  # sources of one line; the rest is counted
NAME, WHAT, SENTENCE = 160, 300, 320  # characters that are shown


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source. ``copy_of`` is the number of the first one cited that has the same origin; ``document`` is the
    key in the store, ``name`` the id that was given with it."""

    number: int
    document: str
    name: str
    outlet: str
    title: str | None
    day: str | None
    url: str | None
    language: str | None
    copy_of: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is told: ``who``, ``what``, ``when``; ``was`` is what held before. ``quote`` is a sentence of the
    first source. ``marks`` qualify it (*new*, *disputed*, *one source* …). ``sources`` are numbers of citations, of
    ``articles`` that tell it, which have so many ``origins``. ``accounts`` are rival ones, side by side. ``fact`` is
    the key of the one on which it rests before others."""

    id: str
    when: str | None
    who: str
    what: str
    was: str | None = None
    quote: str = ""
    marks: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
    articles: int = 0
    origins: int = 0
    accounts: tuple[Line, ...] = ()
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind; ``more`` are not listed."""

    id: str
    title: str
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(slots=True)
class Sources:
    """The citations in the making."""

    cited: dict[str, Citation] = field(default_factory=dict)
    _first: dict[int, int] = field(default_factory=dict)

    def cite(self, texts: Iterable[Text]) -> tuple[int, ...]:
        """The numbers of some articles, one of each origin before copies, at most ``CITED``."""
        once = {text.document: text for text in texts}
        ordered = sorted(once.values(), key=lambda text: (text.copy, text.told or "9999", text.version))
        by_origin: dict[int, Text] = {}
        for text in ordered:
            by_origin.setdefault(text.origin, text)
        first = [*by_origin.values()]
        rest = [text for text in ordered if text not in first]
        return tuple(sorted(self._number(text) for text in (*first, *rest)[:CITED]))

    def _number(self, text: Text) -> int:
        if (known := self.cited.get(text.document)) is not None:
            return known.number
        number = len(self.cited) + 1
        self.cited[text.document] = Citation(
            number=number,
            document=text.document,
            name=text.name,
            outlet=text.outlet,
            title=text.title,
            day=text.told,
            url=text.url,
            language=text.language,
            copy_of=self._first.get(text.origin),
        )
        self._first.setdefault(text.origin, number)
        return number

    def line(
        self,
        texts: Iterable[Text],
        *,
        id: str,
        who: str,
        what: str,
        when: str | None = None,
        was: str | None = None,
        quote: str = "",
        marks: Iterable[str] = (),
        counted: tuple[int, int] = (0, 0),
        accounts: Iterable[Line] = (),
        fact: str | None = None,
    ) -> Line:
        """A line with its sources; ``counted`` are articles and origins where more tell it than ``texts``."""
        found = [*{text.document: text for text in texts}.values()]
        return Line(
            id=id,
            when=when,
            who=short(who, NAME),
            what=short(what, WHAT),
            was=short(was, WHAT) if was else None,
            quote=short(quote, SENTENCE),
            marks=tuple(short(mark, NAME) for mark in dict.fromkeys(marks)),
            sources=self.cite(found),
            articles=max(counted[0], len(found)),
            origins=max(counted[1], len({text.origin for text in found})),
            accounts=tuple(accounts),
            fact=fact,
        )


def short(text: str, longest: int) -> str:
    """``text`` on one line, cut with an ellipsis."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def judged_by(marks: Iterable[Mark | None]) -> list[str]:
    """Who confirmed or corrected what is told."""
    return [f"{mark.verdict}ed by {mark.author}" for mark in marks if mark is not None]
