"""Whether the name of a country or capital is a place, or a government that speaks and acts."""

from __future__ import annotations

from typing import Literal

from verbale.actors.senses import ActorIndex
from verbale.language.parse import Parse, Token
from verbale.record import Mention

Reading = Literal["acts", "place", "open"]
_DASHES = frozenset("-–—")


class MetonymReader:
    """Reads the country names and capitals of one parse."""

    def __init__(self, parse: Parse, index: ActorIndex, engaged: frozenset[str]) -> None:
        self.parse, self.tokens, self.index = parse, parse.tokens, index
        self.engaged = engaged  # ids of mentions that speak or are spoken to
        self.openings: set[int] = set()
        paragraph = -1
        for sentence in parse.sentences:
            if sentence.paragraph != paragraph:
                self.openings.add(sentence.first)
                paragraph = sentence.paragraph

    def read_all(self, mentions: tuple[Mention, ...]) -> dict[str, Reading]:
        """The reading of each place-like mention. An open one follows the clear ones of the same words."""
        found = {m.id: self.read(m) for m in mentions if m.place_like}
        acting = {m.span.text for m in mentions if found.get(m.id) == "acts"}
        for mention in mentions:
            if found.get(mention.id) == "open" and mention.form == "metonym":
                found[mention.id] = "acts" if mention.span.text in acting else "place"
        return found

    def read(self, mention: Mention) -> Reading:
        first, last = self.parse.token_range(mention.span.start, mention.span.end)
        before = self._before(first)
        moved = before >= 0 and self._moved(self.tokens[before])
        if moved and (mention.id in self.engaged or self.tokens[mention.head].dep == "obl:agent"):
            return "acts"  # *accusata da Ottawa*
        if self._placed(before):
            return "place"
        if mention.id in self.engaged:
            return "acts"
        if self._dateline(first, last):
            return "place"
        return self._by_syntax(self.tokens[mention.head], mention, first, last)

    def _before(self, first: int) -> int:
        """Index of the word before the name, articles and adjectives skipped; -1 if there is none."""
        i = first - 1
        start = self.parse.sentences[self.tokens[first].sentence].first
        while i >= start and (self.tokens[i].norm in self.index.articles or self.tokens[i].pos == "ADJ"):
            if self.tokens[i].norm in self.index.in_place:
                return i
            i -= 1
        return i if i >= start else -1

    def _placed(self, i: int) -> bool:
        """Whether a preposition of place or motion ends at token ``i``; some have several words."""
        words = ""
        for k in range(i, max(i - 4, -1), -1):
            words = f"{self.tokens[k].norm} {words}".strip()
            if words in self.index.in_place or words in self.index.motion:
                return True
        return i >= 0 and self.tokens[i].pos == "ADP" and self.tokens[i].lemma in self.index.in_place

    def _moved(self, token: Token) -> bool:
        return token.norm in self.index.motion or token.lemma in self.index.motion

    def _dateline(self, first: int, last: int) -> bool:
        """*KABUL —*, *BEIRUT -*, *ISLAMABAD, March 3*, at the opening of a paragraph."""
        if first not in self.openings or last >= len(self.tokens):
            return False
        near = self.tokens[last : last + 6]
        return any(token.text in _DASHES for token in near) and not any(token.pos == "VERB" for token in near[:2])

    def _by_syntax(self, token: Token, mention: Mention, first: int, last: int) -> Reading:
        for _ in range(4):
            if token.rel != "conj":
                break
            token = self.tokens[token.head]
        case = [c for c in self.parse.dependents(token.i, "case") if c.i < token.i]
        if any(self._placed(c.i) for c in case):
            return "place"
        if token.rel == "nsubj" or token.dep == "obl:agent":
            return "acts"
        if token.rel in ("obj", "iobj"):
            verb = self.tokens[token.head]
            return "place" if verb.lemma in self.index.place_objects else "acts"
        if token.rel in ("obl", "nmod") and case:
            genitive = any(c.norm in self.index.of or c.lemma in self.index.of for c in case)
            topic = any(c.norm in self.index.topic or c.lemma in self.index.topic for c in case)
            return "acts" if topic or not genitive else "open"
        follows = self.tokens[last] if last < len(self.tokens) else None
        if follows is not None and follows.pos == "PART" and follows.start == self.tokens[last - 1].end:
            return "open"
        if follows is not None and follows.pos in ("AUX", "VERB") and follows.feats.get("VerbForm") == "Fin":
            return "acts"
        return "place" if mention.form == "metonym" else "open"
