"""Bodies that only this text names: *the Quiet Plains Front (QPF)*, *il Movimento per la rinascita del Delta*."""

from __future__ import annotations

from collections.abc import Iterator

from verbale.actors.forms import fold, pieces, slug
from verbale.actors.lexicon import Body
from verbale.actors.senses import ActorIndex, Hit, Sense
from verbale.language.parse import Parse, Token
from verbale.record import ActorKind

_LONGEST = 14  # tokens of a body's name
_GROUPS = frozenset(("armed_force", "armed_group"))
_LETTERS = (2, 7)  # of an abbreviation
_BREAKS = frozenset('.;:!?"“”«»()[]')


class LocalBodies:
    """Finds them in one parse: ``hits`` with theirs put in, and by their keys the ``bodies``."""

    def __init__(self, parse: Parse, index: ActorIndex, hits: list[Hit]) -> None:
        self.parse, self.tokens, self.index = parse, parse.tokens, index
        self.bodies: dict[str, Body] = {}
        self.at: dict[int, Hit] = {i: hit for hit in hits for i in range(hit.first, hit.last)}
        self.found: dict[int, Hit] = {}
        self.short: dict[str, str] = {}  # abbreviation -> key
        self.called: dict[str, str] = {}  # name -> key, where that is made of an abbreviation
        for first, last, letters in self._definitions():
            self._define(first, last, letters)
        for name in parse.names:
            if name.label == "ORG" and self._unlisted(name.first, name.last):
                self._take(name.first, name.last, self._key(name.first, name.last))
        if self.short:
            self._abbreviations()
        taken = {i for hit in self.found.values() for i in range(hit.first, hit.last)}
        kept = [hit for hit in hits if not any(i in taken for i in range(hit.first, hit.last))]
        self.hits = sorted((*kept, *self.found.values()), key=lambda hit: hit.first)

    def _definitions(self) -> Iterator[tuple[int, int, str]]:
        """Names and their abbreviations in brackets: *the Quiet Front (QF)*, *the QF (Quiet Front)*, *…, or QF*."""
        tokens = self.tokens
        for i in range(2, len(tokens) - 2):
            if tokens[i].text == "(" and tokens[i + 2].text in (")", ",", ";"):
                yield from self._before(i, tokens[i + 1])
            elif tokens[i].text == "(" and tokens[i + 1].text[:1].isupper():
                last = next((k for k in range(i + 2, min(i + _LONGEST, len(tokens))) if tokens[k].text == ")"), 0)
                if last and self._spelt(i + 1, last, tokens[i - 1]):
                    yield i + 1, last, fold(tokens[i - 1].text)
            elif tokens[i].text == "," and tokens[i + 1].pos == "CCONJ" and tokens[i + 2].text.isupper():
                yield from self._before(i, tokens[i + 2])

    def _before(self, end: int, token: Token) -> Iterator[tuple[int, int, str]]:
        for first in range(end - 2, max(end - _LONGEST, -1), -1):
            if self.tokens[first].text in _BREAKS:
                return
            if self.tokens[first].text[:1].isupper() and self._spelt(first, end, token):
                yield first, end, fold(token.text)
                return

    def _spelt(self, first: int, last: int, token: Token) -> bool:
        """Whether the words' initials, those of small words left out at will, are the letters of ``token``."""
        letters = fold(token.text.replace(".", ""))
        if not _LETTERS[0] <= len(letters) <= _LETTERS[1] or not letters.isalpha() or not token.text[:1].isupper():
            return False
        words = [(p[0], t.pos in ("NOUN", "PROPN", "ADJ")) for t in self.tokens[first:last] for p in pieces(t.norm)]
        at = 0
        for n, (initial, weighty) in enumerate(words):
            if at < len(letters) and initial == letters[at]:
                at += 1
            elif n == 0 or (weighty and token.text.isupper() and len(words) <= len(letters)):
                return False
        if at == len(letters) and len(words) >= len(letters):
            return True
        heavy = [initial for initial, weighty in words if weighty]  # in another language the letters keep their order
        return len(letters) > 2 and token.text.isupper() and sorted(heavy) == sorted(letters)

    def _define(self, first: int, last: int, letters: str) -> None:
        hit = self.at.get(first)
        body = hit.sense("body") if hit is not None and (hit.first, hit.last) == (first, last) else None
        if body is not None:
            self.short[letters] = body.key
            return
        key = self._key(first, last, slug(letters))
        self._take(first, last, key)
        self.short[letters] = key

    def _key(self, first: int, last: int, short: str = "") -> str:
        """The key of the body that the words name; makes it known.

        It is made of the abbreviation where the text gives one: names are translated, abbreviations seldom.
        """
        name = " ".join(self.parse.span(first, last).text.split())
        key = self.called.get(slug(name), slug(name))
        if short and key not in self.index.bodies and short not in self.index.bodies:
            key = self.called[slug(name)] = short
        if key not in self.index.bodies:
            self.bodies.setdefault(key, Body(key=key, name=name, kind=self._kind(first, last)))
        return key

    def _kind(self, first: int, last: int) -> ActorKind:
        hits = [self.at[i] for i in range(first, last) if i in self.at]
        crowds = [self.index.crowds[s.key].kind for hit in hits if (s := hit.sense("crowd")) is not None]
        return "armed_group" if any(kind in _GROUPS for kind in crowds) else "organisation"

    def _unlisted(self, first: int, last: int) -> bool:
        """Whether the names model's body has a word for what it is, and words of its own that no list holds."""
        if not 3 <= last - first <= _LONGEST or any(i in self.found for i in range(first, last)):
            return False
        ends = self.tokens[first].text[:1].isupper() and self.tokens[last - 1].text[:1].isupper()
        head = self.at.get(first)
        noun = head is not None and head.first == first and head.last < last and head.sense("crowd", "office")
        if not ends or not noun or self._listed(first, last):
            return False
        own = [t for t in self.tokens[first:last] if t.text[:1].isupper() and t.i not in self.at]
        return bool(own)

    def _listed(self, first: int, last: int) -> bool:
        hits = [self.at[i] for i in range(first, last) if i in self.at]
        return any(hit.sense("body", "person", "role", "country", "capital", "adjective") is not None for hit in hits)

    def _take(self, first: int, last: int, key: str) -> None:
        self.found[first] = Hit(first, last, (Sense("body", key, ()),))

    def _abbreviations(self) -> None:
        inside = {i for hit in self.found.values() for i in range(hit.first, hit.last)}
        for token in self.tokens:
            key = self.short.get(fold(token.text)) if token.text[:1].isupper() else None
            if key is None or token.i in inside or (token.i in self.at and self.at[token.i].sense("body")):
                continue
            self._take(token.i, token.i + 1, key)
