"""Countries that the words of a description or title, and those beside it, tell where its phrase left them out."""

from __future__ import annotations

from verbale.actors.mentions import office_identity
from verbale.actors.names import hits_at
from verbale.actors.senses import ActorIndex, Hit, Sense, SenseKind
from verbale.language.parse import Parse, Token
from verbale.record import Mention, Place

_TITLE = 8  # tokens between a title and the name of its bearer, at most
_STATES: tuple[SenseKind, ...] = ("country", "adjective", "capital")
_NOMINAL = frozenset(("ADJ", "NOUN", "ADP", "DET", "PROPN", "X"))
_ORGANS = frozenset(("government", "organisation"))


class Origins:
    """Reads the nationality of the mentions of one parse from the words around them."""

    def __init__(self, parse: Parse, index: ActorIndex, place_at: dict[int, Place]) -> None:
        self.parse, self.tokens, self.index, self.place_at = parse, parse.tokens, index, place_at
        self.hit_at = hits_at(parse, index.scan(parse))

    def told(self, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """The mentions, with a country where their words tell one."""
        by_id = {mention.id: mention for mention in mentions}
        persons = {self.parse.token_range(m.span.start, m.span.end)[0] for m in mentions if m.form == "name"}
        told: list[Mention] = []
        titles: dict[int, Mention] = {}  # descriptions by the token behind them
        for mention in mentions:
            first, last = self.parse.token_range(mention.span.start, mention.span.end)
            before = titles.get(first)
            mention = self._one(mention, by_id, persons)
            if before is not None and mention.country is None and mention.kind == "person" and mention.form == "name":
                mention = mention.model_copy(update={"country": before.country})  # *Chilean minister Gen. Jorge Rey*
            if mention.form == "description" and mention.kind == "person" and mention.number != "plur":
                titles[last] = mention
            told.append(mention)
        return tuple(told)

    def _one(self, mention: Mention, by_id: dict[str, Mention], persons: set[int]) -> Mention:
        if mention.country is not None or mention.kind == "igo":
            return mention
        if mention.form != "description" and not (mention.form == "name" and mention.role):
            return mention
        of = by_id.get(mention.of or "")
        if of is not None and (of.kind == "igo" or of.country is not None):
            return mention
        first, last = self._words(mention)
        sense = self._sense(mention, first, last)
        if sense is None or (sense.role is not None and sense.role.relation == "relative"):
            return mention
        country = self._within(first, last, sense) or self._before(first)
        if country is None and mention.form == "description":
            country = self._beyond(mention, sense, last, persons)
        if country is None or country not in self.index.countries:
            return mention
        changed: dict[str, str] = {"country": country}
        if sense.kind == "office" and mention.form == "description" and mention.key is None:
            changed["key"], changed["name"] = office_identity(self.index, sense.key, country)
        return mention.model_copy(update=changed)

    def _words(self, mention: Mention) -> tuple[int, int]:
        """The tokens of a description, of a title before a name."""
        first, last = self.parse.token_range(mention.span.start, mention.span.end)
        role = mention.role
        if mention.form == "name" and role is not None:
            titled = mention.span.text.startswith(role)
            last = self.parse.token_range(mention.span.start, mention.span.start + len(role))[1] if titled else first
        return first, last

    def _sense(self, mention: Mention, first: int, last: int) -> Sense | None:
        """What the head of the words is: a role, an office or a group."""
        found: Sense | None = None
        for i in range(first, last):
            hit = self.hit_at[i]
            sense = hit.sense("role", "office", "crowd") if hit is not None and hit.first == i else None
            if hit is None or sense is None:
                continue
            if mention.form == "name" or hit.first <= mention.head < hit.last:
                return sense
            found = found or sense
        return found

    def _state(self, hit: Hit) -> Sense | None:
        """The state of a word that can mean nothing else here."""
        return None if hit.sense("role", "office", "crowd", "body", "person") else hit.sense(*_STATES)

    def _within(self, first: int, last: int, head: Sense) -> str | None:
        for i in range(first, last):
            hit = self.hit_at[i]
            if hit is None or hit.first != i or hit.last > last:
                continue
            sense = self._state(hit)
            if sense is not None and self._tied(i, first, sense, head):
                return sense.key
        return None

    def _tied(self, i: int, first: int, sense: Sense, head: Sense) -> bool:
        """Whether a state or nationality at token ``i`` belongs to the head: no subject matter, no place of work."""
        k = i - 1
        while k >= first and (self.tokens[k].norm in self.index.articles or self.tokens[k].pos in ("DET", "ADJ")):
            k -= 1
        if k < first or self.tokens[k].pos != "ADP":
            return sense.kind != "capital"
        words = (self.tokens[k].norm, self.tokens[k].lemma)
        spokesperson = head.role is not None and head.role.relation == "spokesperson"
        if any(word in self.index.topic for word in words):
            return spokesperson
        genitive = any(word in self.index.of for word in words)
        return genitive or (sense.kind == "adjective" and any(word in self.index.in_place for word in words))

    def _before(self, first: int) -> str | None:
        """*Chile's* before *defence spokeswoman*, *US* before *secretary*, where the phrase is cut short."""
        k = first - 1
        if k > 0 and self.tokens[k].pos == "PART" and self.tokens[k].start == self.tokens[k - 1].end:
            k -= 1
        hit = self.hit_at[k] if k >= 0 else None
        if hit is None or hit.last != k + 1 or self.tokens[k].sentence != self.tokens[first].sentence:
            return None
        sense = self._state(hit)
        if sense is None or (k == first - 1 and not self._modifies(hit, first)):
            return None
        return sense.key

    def _modifies(self, hit: Hit, first: int) -> bool:
        """Whether a nationality right before a noun is its own, by the order of words or the parser."""
        sense, before = hit.sense(*_STATES), self.tokens[hit.first - 1] if hit.first else None
        if sense is None or sense.kind == "capital" or self.tokens[first].norm in self.index.articles:
            return False
        placed = before is not None and before.norm in self.index.in_place
        return not placed and self.tokens[hit.last - 1].rel in ("amod", "compound", "nmod", "det", "flat")

    def _beyond(self, mention: Mention, head: Sense, last: int, persons: set[int]) -> str | None:
        """What the words behind a description tell."""
        if (seat := self._seat(mention, head, last)) or head.role is None:
            return seat or self._named(last, head)
        if head.role.abroad and head.role.sector is None:
            return None  # an envoy's files are no home
        return self._after(last, persons) or self._origin(last) or self._complement(last, persons, head)

    def _named(self, last: int, head: Sense) -> str | None:
        """*Radio Lima*: a capital right behind a word for a broadcaster."""
        media = head.key in self.index.offices and self.index.offices[head.key].sector == "MED"
        hit = self.hit_at[last] if media and last < len(self.tokens) else None
        sense = hit.sense("capital") if hit is not None and hit.first == last else None
        return sense.key if sense is not None else None

    def _complement(self, last: int, persons: set[int], head: Sense) -> str | None:
        """The state in the complement of a role: *il direttore generale delle operazioni militari peruviane*."""
        end = last
        while end < min(last + _TITLE, len(self.tokens)) and end not in persons:
            hit = self.hit_at[end]
            if self.tokens[end].pos not in _NOMINAL or (hit is not None and hit.sense("body", "person")):
                break
            end += 1
        if end == last or (self.tokens[last].pos == "ADP" and not self._genitive(last)):
            return None
        return self._within(last, end, head)

    def _genitive(self, i: int) -> bool:
        words = (self.tokens[i].norm, self.tokens[i].lemma)
        return any(word in self.index.of for word in words) and not any(word in self.index.topic for word in words)

    def _after(self, last: int, persons: set[int]) -> str | None:
        """The last nationality between a title and its bearer: *il ministro di affari esteri ruandese Jean Habi*."""
        for i in range(last, min(last + _TITLE, len(self.tokens))):
            token = self.tokens[i]
            if i in persons:
                hit = self.hit_at[i - 1] if i > last else None
                sense = self._state(hit) if hit is not None and hit.last == i else None
                return sense.key if sense is not None and sense.kind == "adjective" else None
            if token.pos not in _NOMINAL:
                return None
        return None

    def _origin(self, last: int) -> str | None:
        """*his counterpart from Pristina*: the state of the place right after a word for where somebody is from."""
        if last >= len(self.tokens) or self.tokens[last].norm not in self.index.origin:
            return None
        k = self._past_articles(last + 1)
        hit = self.hit_at[k] if k < len(self.tokens) else None
        sense = hit.sense("country", "capital") if hit is not None and hit.first == k else None
        place = self.place_at.get(k)
        return sense.key if sense is not None else place.country if place is not None else None

    def _seat(self, mention: Mention, head: Sense, last: int) -> str | None:
        """*the ministry in Seoul*: the state whose capital an organ sits in, if it is none that works abroad."""
        if head.kind != "office" or self.index.offices[head.key].abroad or mention.kind not in _ORGANS:
            return None
        if last >= len(self.tokens) or not self._placing(self.tokens[last]):
            return None
        hit = self.hit_at[last + 1] if last + 1 < len(self.tokens) else None
        sense = hit.sense("capital") if hit is not None and hit.first == last + 1 else None
        return sense.key if sense is not None else None

    def _placing(self, token: Token) -> bool:
        return token.pos == "ADP" and (token.norm in self.index.in_place or token.lemma in self.index.in_place)

    def _past_articles(self, i: int) -> int:
        while i < len(self.tokens) and self.tokens[i].norm in self.index.articles:
            i += 1
        return i
