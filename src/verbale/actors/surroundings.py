"""What stands around an actor: the towns beside it, and the one state that a text speaks of."""

from __future__ import annotations

from collections.abc import Iterable

from verbale.actors.senses import ActorIndex
from verbale.language.parse import Parse
from verbale.record import Mention, Place, Statement

_APPOSITION = 12  # tokens after a name that may tell where its bearer is from
_MEDIA = "MED"  # whose home says nothing about the text


class Surroundings:
    """Countries by the places and the actors of one parse."""

    def __init__(
        self,
        parse: Parse,
        index: ActorIndex,
        mentions: tuple[Mention, ...],
        places: tuple[Place, ...],
        statements: tuple[Statement, ...],
    ) -> None:
        self.parse, self.tokens, self.index = parse, parse.tokens, index
        self.place_at: dict[int, Place] = {}
        for place in places:
            if place.country is not None:
                self.place_at.setdefault(parse.token_range(place.start, place.end)[0], place)
        self.said = {
            i for s in statements for span in s.content for i in range(*parse.token_range(span.start, span.end))
        }
        self.by_speaker: dict[str, list[tuple[int, int]]] = {}  # mention that speaks -> tokens that it says
        for statement in statements:
            ranges = [parse.token_range(span.start, span.end) for span in statement.content]
            for speaker in statement.speakers:
                self.by_speaker.setdefault(speaker, []).extend(ranges)
        self.addressed = frozenset(i for s in statements for i in s.addressees)
        told = [m for m in mentions if m.country is not None and m.sector != _MEDIA and not self.aside(m)]
        seats = {parse.token_range(m.span.start, m.span.end)[0] for m in told if m.form == "metonym"}
        where = {i: place.country for i, place in self.place_at.items() if i not in self.said}
        countries = {*(m.country for m in told), *where.values()}
        clear = any(m.form != "metonym" for m in told) or any(i not in seats for i in where)
        # The one state that the text speaks of; a lone capital may be no more than where talks are held.
        self.sole: str | None = next(iter(countries)) if len(countries) == 1 and clear else None
        self.spoken = self.sole  # the same, what is said included: for those in office
        if self.sole is None and len(countries) < 2:  # towns that somebody speaks of, if all are of one state
            capitals = {parse.token_range(m.span.start, m.span.end)[0] for m in mentions if m.form == "metonym"}
            countries |= {place.country for place in self.place_at.values()}
            countries |= {m.country for m in mentions if m.country is not None and m.sector != _MEDIA}
            towns = [i for i in self.place_at if i not in capitals]
            self.spoken = next(iter(countries)) if len(countries) == 1 and towns else None

    def aside(self, mention: Mention) -> bool:
        """Whether a mention is spoken of or spoken to, so that its state may be the other side's."""
        return mention.head in self.said or mention.id in self.addressed

    def says(self, mentions: Iterable[Mention], tokens: Iterable[int]) -> bool:
        """Whether one who speaks by some of ``mentions`` says all of ``tokens``."""
        ranges = [r for m in mentions for r in self.by_speaker.get(m.id, ())]
        return bool(ranges) and all(any(first <= i < last for first, last in ranges) for i in tokens)

    def town(self, mention: Mention) -> Place | None:
        """The known place whose name is all that a mention says."""
        place = self.place_at.get(self.parse.token_range(mention.span.start, mention.span.end)[0])
        return place if place is not None and place.end == mention.span.end and place.name is not None else None

    def named_in(self, mentions: Iterable[Mention]) -> str | None:
        """The country of a town that the words of a description name, or that follows them: *the mayor of Lviv*."""
        for mention in mentions:
            if mention.form not in ("name", "description"):
                continue
            first, last = self.parse.token_range(mention.span.start, mention.span.end)
            for i in range(first + 1, min(last + 1, len(self.tokens))):
                country = self._governed(i, mention)
                if country is not None:
                    return country
        return None

    def beside_name(self, mentions: Iterable[Mention]) -> str | None:
        """The country of a town in the words after a name: *Ana Ruiz, a teacher from Cali*, *Ali Omar of Aden*."""
        for mention in mentions:
            if mention.form != "name":
                continue
            at = self.parse.token_range(mention.span.start, mention.span.end)[1]
            commas = 0
            for i in range(at, min(at + _APPOSITION, len(self.tokens))):
                token = self.tokens[i]
                commas += token.text == ","
                finite = token.pos in ("VERB", "AUX") and token.feats.get("VerbForm") == "Fin"
                if finite or commas > 1 or (token.pos == "PUNCT" and token.text != ","):
                    break
                if i == at and token.text != "," and token.pos != "ADP":
                    break
                if (country := self._governed(i, mention)) is not None:
                    return country
        return None

    def _governed(self, i: int, mention: Mention) -> str | None:
        """The country of the place after the preposition at token ``i``, if it belongs to the mention's words."""
        token = self.tokens[i]
        words = (token.norm, token.lemma)
        genitive = any(word in self.index.of for word in words)
        local = any(word in self.index.in_place or word in self.index.motion for word in words)
        within = i < self.parse.token_range(mention.span.start, mention.span.end)[1]
        if not (genitive or (local and not within)):
            return None
        k = i + 1
        while k < min(i + 3, len(self.tokens)) and self.tokens[k].norm in self.index.articles:
            k += 1
        place = self.place_at.get(k)
        return place.country if place is not None else None
