"""What stands around an actor: the towns beside it, and the one state that a text speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from verbale.actors.clusters import Cluster
from verbale.actors.metonyms import Reading
from verbale.actors.senses import ActorIndex
from verbale.language.parse import Parse
from verbale.record import Mention, Place, Statement

_APPOSITION = 12  # tokens after a name that may tell where its bearer is from
_DATELINE = 9  # tokens of a dateline
_DASHES = frozenset("-–—")
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
        readings: Mapping[str, Reading],
    ) -> None:
        self.parse, self.tokens, self.index = parse, parse.tokens, index
        self.place_at: dict[int, Place] = {}
        named = {
            i
            for hit in index.scan(parse)
            if hit.sense("role", "office", "crowd", "body")
            for i in range(hit.first, hit.last)
        }
        for place in places:
            first, last = parse.token_range(place.start, place.end)
            if place.country is not None and not (first in named and last - 1 in named):  # *the Interior Minister*
                self.place_at.setdefault(first, place)
        acting = {parse.token_range(m.span.start, m.span.end)[0] for m in mentions if readings.get(m.id) != "place"}
        self.in_sentence: dict[int, set[str]] = {}  # the states of the places in a sentence, datelines left out
        for i, place in self.place_at.items():
            if place.country is not None and i not in acting and not self._dateline(i):
                self.in_sentence.setdefault(self.tokens[i].sentence, set()).add(place.country)
        self.said = {
            i for s in statements for span in s.content for i in range(*parse.token_range(span.start, span.end))
        }
        self._scenes(mentions)
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
        if self.sole not in self.scenes | self.datelines:
            self.sole = None
        self.spoken = self.sole  # the same, what is said included: for those in office
        if self.sole is None and len(countries) < 2:  # towns that somebody speaks of, if all are of one state
            capitals = {parse.token_range(m.span.start, m.span.end)[0] for m in mentions if m.form == "metonym"}
            countries |= {place.country for place in self.place_at.values()}
            countries |= {m.country for m in mentions if m.country is not None and m.sector != _MEDIA}
            towns = [i for i in self.place_at if i not in capitals]
            self.spoken = next(iter(countries)) if len(countries) == 1 and towns else None

    def _scenes(self, mentions: tuple[Mention, ...]) -> None:
        """States in which the text is set: its reporter names a town or a dateline there, or an armed group of it."""
        states = {
            self.parse.token_range(m.span.start, m.span.end)[0] for m in mentions if m.form in ("country", "metonym")
        }
        self.datelines = {p.country for i, p in self.place_at.items() if p.country is not None and self._dateline(i)}
        towns = {
            p.country
            for i, p in self.place_at.items()
            if p.country is not None and i not in states and i not in self.said and not self._dateline(i)
        }
        groups = {m.country for m in mentions if m.country is not None and m.kind == "armed_group"}
        self.scenes, self.groups = towns | groups, groups

    def _dateline(self, i: int) -> bool:
        """Whether a place opens a paragraph with a dash behind it."""
        here = self.tokens[i].sentence
        sentence = self.parse.sentences[here]
        opens = i == sentence.first and (here == 0 or self.parse.sentences[here - 1].paragraph != sentence.paragraph)
        return opens and any(token.text in _DASHES for token in self.tokens[i + 1 : i + _DATELINE])

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
            for i in self._apposed(self.parse.token_range(mention.span.start, mention.span.end)[1]):
                if (country := self._governed(i, mention)) is not None:
                    return country
        return None

    def body_beside(self, mentions: Iterable[Mention], heads: dict[int, Cluster]) -> Cluster | None:
        """The body in the words after a person's: *Jon Berg, a state secretary at the Norwegian foreign ministry*.

        ``heads`` are bodies by the first token of their mentions.
        """
        for mention in mentions:
            if mention.form not in ("name", "description"):
                continue
            at = self.parse.token_range(mention.span.start, mention.span.end)[1]
            for i in self._apposed(at):
                token = self.tokens[i]
                words = (token.norm, token.lemma)
                tied = any(word in self.index.of or word in self.index.in_place for word in words)
                if token.pos != "ADP" or not tied or any(word in self.index.topic for word in words):
                    continue
                for k in range(i + 1, min(i + 4, len(self.tokens))):
                    if k in heads:
                        return heads[k]
                    if self.tokens[k].pos not in ("DET", "ADJ"):
                        break
        return None

    def _apposed(self, at: int) -> Iterator[int]:
        """The tokens of an apposition or complement that begins at ``at``, up to a verb or the second comma."""
        commas = 0
        for i in range(at, min(at + _APPOSITION, len(self.tokens))):
            token = self.tokens[i]
            commas += token.text == ","
            finite = token.pos in ("VERB", "AUX") and token.feats.get("VerbForm") == "Fin"
            if finite or commas > 1 or (token.pos == "PUNCT" and token.text != ","):
                return
            if i == at and token.text != "," and token.pos != "ADP":
                return
            yield i

    def scene(self, mentions: Iterable[Mention]) -> str | None:
        """The one state of the towns in the sentence where somebody speaks, else in the one before."""
        for mention in mentions:
            if mention.form not in ("name", "description"):
                continue
            here = self.parse.sentences[mention.sentence]
            found = self.in_sentence.get(mention.sentence)
            if found is None and mention.sentence:
                before = self.parse.sentences[mention.sentence - 1]
                found = self.in_sentence.get(mention.sentence - 1) if before.paragraph == here.paragraph else None
            if found is not None:
                return next(iter(found)) if len(found) == 1 else None
        return None

    def _genitive(self, i: int) -> bool:
        return self.tokens[i].norm in self.index.of or self.tokens[i].lemma in self.index.of

    def _governed(self, i: int, mention: Mention) -> str | None:
        """The country of the place after the preposition at token ``i``, if it belongs to the mention's words."""
        token = self.tokens[i]
        words = (token.norm, token.lemma)
        genitive = self._genitive(i)
        local = any(word in self.index.in_place or word in self.index.motion for word in words)
        within = i < self.parse.token_range(mention.span.start, mention.span.end)[1]
        if not (genitive or (local and not within)):
            return None
        k = i + 1
        while k < min(i + 3, len(self.tokens)) and self.tokens[k].norm in self.index.articles:
            k += 1
        place = self.place_at.get(k)
        return place.country if place is not None else None
