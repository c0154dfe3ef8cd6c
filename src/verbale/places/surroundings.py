"""What the place stage asks about a token: capitals, neighbours, datelines, names of people."""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.language.parse import Parse, Token
from verbale.places.gazetteer import Hit
from verbale.places.keys import name_key
from verbale.places.lexicon import Evidence, PlaceLexicon

DATELINE = 14  # tokens within which the dash of a dateline stands
DASHES = frozenset(("-", "–", "—", "--"))
FAMOUS = 6.0  # log10 of the inhabitants from which a name is first of all a place


@dataclass(slots=True)
class Candidate:
    """Tokens ``first:last`` may be a place; ``begin:end`` is the span with its direction or noun."""

    first: int
    last: int
    key: str
    hits: tuple[Hit, ...]
    begin: int = 0
    end: int = 0
    support: float = 0.0  # 0 none, 1 a preposition that people have too, 1.5 another place beside it, 2 certain
    person: bool = False  # something says that it is a person or a part of a larger name
    doubted: bool = False  # the same, but a list of places or a larger place after it says more
    wants: Evidence | None = None  # the kind of place that a noun beside it names
    inside: list[Candidate] = field(default_factory=list)  # larger places that the text puts it in
    exact: bool = False  # a short form, spelt exactly


class Surroundings:
    """One document, seen through the lexicon."""

    def __init__(self, parse: Parse, lexicon: PlaceLexicon) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        self.lexicon = lexicon
        self.starts = [is_capital(token) for token in self.tokens]
        self.lower = {token.norm for token, capital in zip(self.tokens, self.starts, strict=True) if not capital}
        self.people: set[str] = set()  # keys of words that are part of a person's name in this text
        self.labels = {i: name.label for name in parse.names for i in range(name.first, name.last)}
        self.datelines = self._datelines()
        self.shouting = self._shouting()

    def _datelines(self) -> dict[int, int]:
        """First tokens of sentences that begin with a place and a dash, and where the dash stands."""
        found: dict[int, int] = {}
        paragraph = -1
        for sentence in self.parse.sentences:
            first, stop = sentence.first, min(sentence.first + DATELINE, len(self.tokens))
            opens, paragraph = sentence.paragraph != paragraph, sentence.paragraph
            if first >= stop or not self.starts[first]:
                continue
            dash = next((i for i in range(first, stop) if self.tokens[i].text in DASHES and self._free(i)), None)
            if dash is not None and self._opens_as_dateline(first, dash, opens):
                found[first] = dash
        return found

    def _free(self, i: int) -> bool:
        """Whether a dash stands between words, not in one."""
        return i > 0 and (self.tokens[i - 1].space or len(self.tokens[i].text) > 1)

    def _opens_as_dateline(self, first: int, dash: int, opens: bool) -> bool:
        token = self.tokens[first]
        words = [t for t in self.tokens[first:dash] if t.text[:1].isalpha()]
        shouted = token.text.isupper() and len(token.text) > 3
        return shouted or (opens and all(t.text[:1].isupper() for t in words))

    def _shouting(self) -> set[int]:
        """Sentences in which capitals say nothing: headlines."""
        found: set[int] = set()
        for sentence in self.parse.sentences:
            words = [t for t in self.parse.sentence_tokens(sentence) if t.text[:1].isalpha()]
            capital = sum(t.text[:1].isupper() for t in words)
            closed = sentence.last > sentence.first and self.tokens[sentence.last - 1].text in (".", "!", "?")
            if len(words) > 4 and capital > 0.7 * len(words) and not closed:
                found.add(sentence.index)
        return found

    def in_dateline(self, c: Candidate) -> bool:
        dash = self.datelines.get(self.parse.sentences[self.tokens[c.first].sentence].first)
        return dash is not None and c.last <= dash

    def joined(self, i: int) -> bool:
        """Whether nothing but a space stands between token ``i`` and the one before, in one sentence."""
        before, token = self.tokens[i - 1], self.tokens[i]
        return before.sentence == token.sentence and before.text[-1:].isalnum() and token.text[:1].isalnum()

    def before(self, i: int) -> Token | None:
        """The word directly before token ``i``."""
        return self.tokens[i - 1] if i and self.joined(i) else None

    def after(self, i: int) -> Token | None:
        """Token ``i`` if it directly continues what stands before it."""
        return self.tokens[i] if i < len(self.tokens) and self.joined(i) else None

    def opens_sentence(self, i: int) -> bool:
        first = self.parse.sentences[self.tokens[i].sentence].first
        return i == first or (i == first + 1 and not self.tokens[first].text[:1].isalnum())

    def famous(self, i: int) -> bool:
        """Whether a word is first of all a country, a capital or another large place."""
        hits = self.lexicon.find(name_key(self.tokens[i].text))
        return any(h.primary and (h.entry.kind in ("country", "capital") or h.entry.size > FAMOUS) for h in hits)

    def personal(self, key: str) -> bool:
        """Whether people are called so, in general or in this text."""
        names = self.lexicon.gazetteer
        return key in self.people or names.is_given_name(key) or names.is_family_name(key)

    def is_title(self, token: Token) -> bool:
        return token.norm in self.lexicon.titles or token.norm + "." in self.lexicon.titles

    def note_people(self, first: int, last: int, found: list[Candidate]) -> None:
        """Remember the words of a sequence that are a person's name."""
        covered = {i for c in found if c.last - c.first > 1 for i in range(c.first, c.last)}
        small = self.lexicon.of | self.lexicon.conjunctions | self.lexicon.locative | self.lexicon.directional
        i = first
        while i < last:
            if i in covered or not self.starts[i] or not self._names_person(i):
                i += 1
                continue
            j = i
            while j < last and (j == i or (self.joined(j) and self.tokens[j].norm not in small)):
                if self.starts[j] and j not in covered and (j > i or not self.famous(i)):
                    self.people.add(name_key(self.tokens[j].text))
                j += 1
            i = j

    def _names_person(self, i: int) -> bool:
        """Whether token ``i`` begins a person's name: a given name before a name, or a name after a title."""
        follows = i + 1 < len(self.tokens) and self.starts[i + 1] and self.joined(i + 1)
        if follows and self.labels.get(i) == "PER" and not self.famous(i):
            return True
        if follows and self.lexicon.gazetteer.is_given_name(name_key(self.tokens[i].text)):
            after = self.tokens[i + 1].norm
            if after in self.lexicon.nouns or after in self.lexicon.organisations:
                return False
            return not self.famous(i) or self.lexicon.gazetteer.is_family_name(name_key(after))
        if not i or not self.is_title(self.tokens[i - 1]):
            return False
        before = self.tokens[i - 1]
        return before.sentence == self.tokens[i].sentence and (before.text[-1:].isalnum() or before.text[-1:] == ".")


def is_capital(token: Token) -> bool:
    """Whether a token may begin a name; in scripts without case, what the parser takes for one."""
    first = token.text[:1]
    return first.isupper() or (first.isalpha() and not first.islower() and token.pos == "PROPN")
