"""Noun phrases around a role, an office or a group: their borders, whom they belong to, the name beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from verbale.actors.draft import gender_of, number_of
from verbale.actors.names import Run, bounds
from verbale.actors.senses import ActorIndex, Hit, Sense
from verbale.language.parse import Parse, Token

_REACH = 10  # tokens of a phrase on either side of its noun
NOUNS = frozenset(("role", "office", "crowd"))
Affiliation = Literal["country", "adjective", "capital", "body", "office", "crowd"]
_AFFILIATIONS: tuple[Affiliation, ...] = ("country", "adjective", "capital", "body", "office", "crowd")


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase without the name beside it. ``run`` follows directly, ``apposed`` after or before a comma."""

    first: int
    last: int
    hit: Hit
    sense: Sense
    inner: Sense | None = None  # the body within a role's own words: *army spokesman*
    affiliations: list[Hit] = field(default_factory=list)
    definite: bool = False
    indefinite: bool = False
    possessive: int | None = None  # index of *his*
    owner: Run | Hit | None = None  # of *the mayor's aides*, *the government's spokesman*, *il portavoce di Mensah*
    others: list[Hit] = field(default_factory=list)  # further parties: the presidents of France *and Germany*
    number: Literal["sing", "plur"] | None = None
    gender: Literal["masc", "fem"] | None = None
    run: Run | None = None
    apposed: Run | None = None


class PhraseFinder:
    """Builds the phrases of one parse."""

    def __init__(self, parse: Parse, index: ActorIndex, hit_at: list[Hit | None], runs: list[Run]) -> None:
        self.parse, self.tokens, self.index, self.hit_at = parse, parse.tokens, index, hit_at
        self.run_from = {run.first: run for run in runs}
        self.run_to = {run.last: run for run in runs}
        self.zone: list[tuple[int, int]] = [(0, 0)] * len(self.tokens)  # the sentence of each token
        for first, last in bounds(parse, hit_at):
            self.zone[first:last] = [(first, last)] * (last - first)
        self.claimed: set[int] = set()  # first tokens of runs that stand beside a phrase already

    def phrase(self, hit: Hit, sense: Sense) -> Phrase:
        start, end = self.zone[hit.first]
        low, high = max(start, hit.first - _REACH), min(end, hit.last + _REACH)
        phrase = Phrase(hit.first, hit.last, hit, sense)
        if sense.kind == "role" and hit.last - hit.first > 1:
            inner = self.index.match(self.tokens, hit.first, hit.last - 1)
            phrase.inner = inner.sense("office", "crowd") if inner is not None else None
        self._agreement(phrase)
        self._left(phrase, low)
        self._right(phrase, high)
        if sense.kind != "office":
            self._name(phrase, start, end)
        return phrase

    def _agreement(self, phrase: Phrase) -> None:
        nouns = [
            self.tokens[i] for i in range(phrase.hit.first, phrase.hit.last) if self.tokens[i].pos in ("NOUN", "PROPN")
        ]
        outer = [t for t in nouns if t.head == t.i or not phrase.hit.first <= t.head < phrase.hit.last]
        token = outer[0] if outer else nouns[-1] if nouns else None
        role = phrase.sense.role
        if token is not None:
            phrase.number = number_of(token)
            phrase.gender = gender_of(token)
        if role is not None:
            phrase.gender = role.gender or (phrase.gender if phrase.first != phrase.hit.first else None)

    def _left(self, phrase: Phrase, low: int) -> None:
        i = phrase.first
        while i > low:
            token, hit = self.tokens[i - 1], self.hit_at[i - 1]
            if hit is not None and hit.last == i and hit.first >= low and hit.sense(*_AFFILIATIONS):
                if not self._modifies(hit, i, low):
                    break
                phrase.affiliations.append(hit)
                i = hit.first
            elif self._genitive(token) and i - 1 > low:
                i = self._owner(phrase, i - 1, low)
                break
            elif token.norm in self.index.pronouns and self.index.pronouns[token.norm].possessive:
                phrase.possessive = i - 1
                i -= 1
                if i > low and self.tokens[i - 1].norm in self.index.articles:
                    i -= 1
                break
            elif token.norm in self.index.articles or token.pos == "DET":
                phrase.definite = phrase.definite or token.norm in self.index.definite
                phrase.indefinite = not phrase.definite
                if token.feats.get("Gender") and phrase.gender is None:
                    phrase.gender = gender_of(token)
                i -= 1
                break
            elif self._premodifier(token, i, phrase):
                i -= 1
            else:
                if token.pos == "ADP" and token.feats.get("Definite") != "Ind" and token.norm not in self.index.of:
                    phrase.definite = phrase.definite or self._contracted(token)
                break
        while i < phrase.hit.first and self.tokens[i].pos in ("ADV", "CCONJ", "PUNCT"):
            i += 1
        phrase.first = i
        if not phrase.definite and i > low and self._contracted(self.tokens[i - 1]):
            phrase.definite = True
        if phrase.possessive is not None or phrase.owner is not None:
            phrase.definite = True

    def _contracted(self, token: Token) -> bool:
        """Whether a preposition holds an article: *dal* is *da*, *il*."""
        return (token.pos == "ADP" and token.lemma != token.norm and not token.norm.endswith("'")) or (
            token.pos == "ADP" and token.norm.endswith("'") and len(token.norm) > 2
        )

    def _modifies(self, hit: Hit, i: int, low: int) -> bool:
        if hit.sense("adjective"):
            return True
        if hit.sense("capital") and not hit.sense("body", "office", "country"):
            return False
        before = self.tokens[hit.first - 1] if hit.first > low else None
        if before is not None and before.norm in self.index.in_place and hit.sense("country"):
            return False
        head = self.tokens[hit.last - 1].head
        return (
            hit.sense("country") is None
            or hit.first <= head <= i + 3
            or self.tokens[hit.last - 1].rel in ("compound", "amod")
        )

    def _genitive(self, token: Token) -> bool:
        return token.pos == "PART" and token.norm in ("'s", "'", "s")

    def _owner(self, phrase: Phrase, mark: int, low: int) -> int:
        """The owner before a genitive mark; returns where the phrase begins."""
        hit, run = self.hit_at[mark - 1], self.run_to.get(mark)
        if run is not None and (hit is None or hit.sense("person", "surname")):
            phrase.owner = run
            return run.first
        if hit is not None and hit.last == mark:
            phrase.owner = hit
            if hit.sense("country", "capital", "body", "adjective"):
                phrase.affiliations.append(hit)
            i = hit.first
            while i > low and (self.tokens[i - 1].pos in ("ADJ", "DET") or self._adjective(i - 1)):
                i -= 1
                if self.tokens[i].pos == "DET":
                    break
            return i
        i = mark - 1
        while i > low and self.tokens[i - 1].pos in ("ADJ", "DET", "NOUN", "PROPN") and self.tokens[i].pos != "DET":
            i -= 1
        return i

    def _adjective(self, i: int) -> bool:
        hit = self.hit_at[i]
        return hit is not None and hit.sense("adjective") is not None

    def _premodifier(self, token: Token, i: int, phrase: Phrase) -> bool:
        if token.pos in ("ADJ", "NUM") or (token.pos == "ADV" and token.head == i):
            if token.pos == "ADJ" and token.head >= phrase.hit.last:
                return False  # *chief* in *chief government negotiator*
            return self.hit_at[token.i] is None or token.head >= i
        if token.text == "-" and i > phrase.first - 6:
            return self.tokens[i - 2].end == token.start if i >= 2 else False
        tied = i <= token.head < phrase.hit.last and token.rel in ("compound", "amod", "nummod", "det")
        if token.pos == "VERB":
            return tied and i >= 2 and self.tokens[i - 2].pos in ("DET", "ADJ", "PRON")
        return token.pos in ("NOUN", "PROPN", "X") and tied

    def _right(self, phrase: Phrase, high: int) -> None:
        i = phrase.last
        while i < high:
            token, hit = self.tokens[i], self.hit_at[i]
            if hit is not None and hit.first == i and hit.sense("adjective"):
                if not self._postmodifies(hit, phrase, high):
                    break
                phrase.affiliations.append(hit)
                i = hit.last
            elif (
                hit is not None
                and hit.first == i
                and hit.sense("body")
                and (token.pos == "ADJ" or hit.last in self.run_from or (i == phrase.hit.last and self._armed(phrase)))
            ):
                phrase.affiliations.append(hit)
                i = hit.last
            elif token.pos == "ADJ" and hit is None and phrase.first <= token.head < i:
                i += 1
            elif self._of(token) and (step := self._complement(phrase, i, high)):
                i = step
            else:
                break
        phrase.last = i

    def _postmodifies(self, hit: Hit, phrase: Phrase, high: int) -> bool:
        """An adjective after its noun: not one that begins the next phrase."""
        token = self.tokens[hit.last - 1]
        if (token.pos == "ADJ" and phrase.first <= token.head < hit.first) or hit.last in self.run_from:
            return True
        follows = self.tokens[hit.last] if hit.last < high else None
        if follows is not None and follows.pos in ("NOUN", "ADJ") and follows.head >= hit.first:
            return False
        return self.hit_at[hit.first - 1] is phrase.hit and not self._premodifying(hit)

    def _premodifying(self, hit: Hit) -> bool:
        """Whether the parser has an adjective before its noun here."""
        token = self.tokens[hit.last - 1]
        return token.pos in ("ADJ", "PROPN") and token.head > token.i and token.rel in ("amod", "compound")

    def _armed(self, phrase: Phrase) -> bool:
        """Whether the noun is a word for an armed group: *il movimento Hezbollah*."""
        return phrase.sense.kind == "crowd" and self.index.crowds[phrase.sense.key].kind == "armed_group"

    def _of(self, token: Token) -> bool:
        return token.pos != "PART" and (
            token.norm in self.index.of or (token.pos == "ADP" and token.lemma in self.index.of)
        )

    def _complement(self, phrase: Phrase, i: int, high: int) -> int:
        """Past *of the Russian Federation*, *del ministero degli Esteri iraniano*; 0 if nobody stands there."""
        role = phrase.sense.role
        about = self.tokens[i].norm in self.index.topic
        if about and (role is None or role.relation != "spokesperson"):
            return 0
        k = i + 1
        while k < high and (self.tokens[k].pos == "DET" or self.tokens[k].norm in self.index.articles):
            k += 1
        while k < high and self._adjective(k) and self.tokens[k].head > k:
            k = self._take(phrase, self.hit_at[k], k)
        hit = self.hit_at[k] if k < high else None
        if hit is not None and hit.first == k and hit.sense("role") and role is not None:
            phrase.owner = hit  # *the spokesman for the Secretary-General*
            return hit.last
        if hit is not None and hit.first == k and hit.sense("country", "capital", "body", "office", "crowd"):
            last = self._take(phrase, hit, k)
            return self._second(phrase, last, high)
        if k < high and k in self.run_from and phrase.owner is None and role is not None:
            phrase.owner = self.run_from[k]
            return phrase.owner.last
        return 0

    def _take(self, phrase: Phrase, hit: Hit | None, k: int) -> int:
        assert hit is not None
        phrase.affiliations.append(hit)
        return hit.last

    def _second(self, phrase: Phrase, last: int, high: int) -> int:
        """Past *, Turkey and Ukraine* after *of Greece*."""
        at = last
        while at < high and (
            self.tokens[at].pos == "CCONJ" or (self.tokens[at].text == "," and phrase.number == "plur")
        ):
            k = at + 1
            while k < high and (self.tokens[k].norm in self.index.articles or self._of(self.tokens[k])):
                k += 1
            hit = self.hit_at[k] if k < high else None
            if hit is None or hit.first != k or not hit.sense("country", "body"):
                break
            phrase.others.append(hit)
            at = hit.last
        return at if phrase.others else last

    def join(self, phrases: list[Phrase]) -> None:
        """Link a phrase to a name that has a title of its own: *the envoy, Mr X*; *il negoziatore, il presidente X*."""
        by_first = {phrase.first: phrase for phrase in phrases if phrase.run is not None}
        for phrase in phrases:
            if phrase.run or phrase.apposed or phrase.number == "plur" or phrase.sense.kind == "office":
                continue
            high = self.zone[phrase.hit.first][1]
            at = self._past_place(phrase.last, high)
            following = by_first.get(at + 1)
            told = phrase.definite or phrase.affiliations
            if following and told and at < high and self.tokens[at].text == "," and following.number != "plur":
                phrase.apposed = following.run

    def _name(self, phrase: Phrase, low: int, high: int) -> None:
        run = self.run_from.get(phrase.last) or self._after_aside(phrase, high)
        if run is not None and run.last <= high and self._nameable(run, phrase):
            phrase.run, phrase.last = run, run.first
            return
        if phrase.number == "plur":
            return
        before = self.run_to.get(phrase.first - 1) if phrase.first - 1 > low else None
        closes = phrase.last >= high or self.tokens[phrase.last].pos not in ("NOUN", "PROPN", "PART")
        if before is not None and self.tokens[phrase.first - 1].text == "," and closes and self._apposed(before):
            phrase.apposed = before
            self.claimed.add(before.first)
            return
        at = self._past_place(phrase.last, high)
        after = self.run_from.get(at + 1) if at < high and self.tokens[at].text == "," else None
        if after is None or not self._apposed(after):
            return
        if not (phrase.definite or phrase.affiliations or phrase.indefinite):
            return
        if after.last >= high or self.tokens[after.last].pos == "PUNCT":
            phrase.apposed = after
            self.claimed.add(after.first)

    def _after_aside(self, phrase: Phrase, high: int) -> Run | None:
        """The name after *ad interim*, *in carica*: two lower-case words, the first a preposition."""
        at = phrase.last
        if phrase.sense.kind != "role" or at + 2 >= high or self.tokens[at].pos not in ("ADP", "ADV", "X"):
            return None
        aside = self.tokens[at + 1]
        lower = aside.text.islower() and self.hit_at[at + 1] is None and aside.pos in ("NOUN", "ADV", "X", "ADJ")
        return self.run_from.get(at + 2) if lower else None

    def _past_place(self, i: int, high: int) -> int:
        """Past *a Lima* in *l'ambasciatore norvegese a Lima, …*."""
        if i < high and self.tokens[i].pos == "ADP":
            k = i + 1
            while k < min(high, i + 5) and self.tokens[k].pos in ("PROPN", "DET", "NOUN"):
                k += 1
            if k < high and self.tokens[k].text == ",":
                return k
        return i

    def _apposed(self, run: Run) -> bool:
        """Whether a name after or before a comma may be that of the phrase; the names model errs on single words."""
        if run.first in self.claimed:
            return False
        return run.label == "PER" or run.last - run.first > 1 or run.person is not None or bool(run.surname_of)

    def _nameable(self, run: Run, phrase: Phrase) -> bool:
        """Whether a name that follows directly is that of the phrase: not a weekday, not a town."""
        token = self.tokens[run.first]
        if token.dep.endswith("tmod") or (phrase.sense.kind != "role" and run.label in ("LOC", "ORG")):
            return False
        if phrase.sense.kind == "crowd" and phrase.number == "plur":
            return False
        return not (run.last - run.first == 1 and token.rel in ("obl", "advmod") and run.label is None)
