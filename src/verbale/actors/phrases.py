"""Noun phrases around a role, an office or a group: their borders, whom they belong to, the name beside them."""

from __future__ import annotations

from typing import Literal

from verbale.actors.draft import gender_of, number_of
from verbale.actors.names import Run, bounds
from verbale.actors.phrase import Phrase
from verbale.actors.senses import PAPERS, ActorIndex, Hit, Sense
from verbale.language.parse import Parse, Token

_REACH = 10  # tokens of a phrase on either side of its noun
_COMPLEMENT = 9  # tokens between a role and the name of its holder
_NOMINAL = frozenset(("PROPN", "DET", "NOUN", "ADJ", "NUM", "ADP", "PART"))
NOUNS = frozenset(("role", "office", "crowd"))
Affiliation = Literal["country", "adjective", "capital", "body", "office", "crowd"]
_AFFILIATIONS: tuple[Affiliation, ...] = ("country", "adjective", "capital", "body", "office", "crowd")


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
        if sense.kind != "office" and sense.key != PAPERS:
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
                self._counted(phrase, token)
                i -= 1
                if i > low and self.tokens[i - 1].norm in self.index.articles:
                    i -= 1
                break
            elif token.norm in self.index.articles or token.pos == "DET":
                phrase.definite = phrase.definite or token.norm in self.index.definite
                phrase.indefinite = not phrase.definite
                self._counted(phrase, token)
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

    def _counted(self, phrase: Phrase, token: Token) -> None:
        """Let a determiner of the singular correct the number of an invariable noun: *il suo vice*."""
        if token.feats.get("Number") == "Sing" and phrase.number == "plur":
            phrase.number = "sing"

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
        phrase.possessive = mark - 1  # *the latter's office*
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
            elif hit is None and (token.pos == "ADJ" or token.rel == "amod") and phrase.first <= token.head < i:
                i += 1
            elif hit is not None and hit.first == i and self._sided(hit, phrase):
                phrase.affiliations.append(hit)
                i = hit.last
            elif step := self._onward(phrase, i, high):
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
        if follows is not None and follows.text == "," and not self._premodifying(hit):
            return True
        return self.hit_at[hit.first - 1] is phrase.hit and not self._premodifying(hit)

    def _premodifying(self, hit: Hit) -> bool:
        """Whether the parser has an adjective before its noun here."""
        token = self.tokens[hit.last - 1]
        return token.pos in ("ADJ", "PROPN") and token.head > token.i and token.rel in ("amod", "compound")

    def _onward(self, phrase: Phrase, i: int, high: int) -> int:
        """Past a complement, or a plain noun and the complement behind it; 0 if there is none."""
        token = self.tokens[i]
        if self._of(token) or (phrase.sense.key == PAPERS and token.norm in self.index.authors):
            return self._complement(phrase, i, high) or self._aside(phrase, i, high)
        return self._aside(phrase, i, high) if token.pos == "ADP" else 0

    def _sided(self, hit: Hit, phrase: Phrase) -> bool:
        """*il comandante ribelle Luis Rey*: a word for a group as an adjective between a role and a name."""
        before_name = hit.last in self.run_from and phrase.sense.kind == "role"
        return before_name and hit.sense("crowd") is not None and self.tokens[hit.first].pos != "PROPN"

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
        body = self.run_from.get(k)
        if body is not None and body.label == "ORG" and phrase.owner is None and (role or phrase.sense.key == PAPERS):
            phrase.owner = body
            return body.last
        while k < high and self._adjective(k) and self.tokens[k].head > k:
            k = self._take(phrase, self.hit_at[k], k)
        hit = self.hit_at[k] if k < high else None
        if hit is not None and hit.first == k and hit.sense("role") and (role or phrase.sense.key == PAPERS):
            phrase.owner = hit  # *the spokesman for the Secretary-General*
            return hit.last
        if hit is not None and hit.first == k and hit.sense("country", "capital", "body", "office", "crowd"):
            last = self._take(phrase, hit, k)
            return self._second(phrase, last, high)
        if k < high and k in self.run_from and phrase.owner is None and (role or phrase.sense.key == PAPERS):
            phrase.owner = self.run_from[k]
            return phrase.owner.last
        return 0

    def _aside(self, phrase: Phrase, i: int, high: int) -> int:
        """Past *di turno del ministero*, *of the centre of the army*: a plain noun between, and the complement."""
        role = phrase.sense.role
        k = i + 1
        while k < high and self.tokens[k].norm in self.index.articles:
            k += 1
        if role is None or role.relation == "relative" or k + 1 >= high:
            return 0
        plain = self.tokens[k].pos in ("NOUN", "ADJ") and self.tokens[k].text.islower() and self.hit_at[k] is None
        genitive = self._of(self.tokens[k + 1]) and self.tokens[k + 1].norm not in self.index.topic
        return self._complement(phrase, k + 1, high) if plain and genitive else 0

    def _take(self, phrase: Phrase, hit: Hit | None, k: int) -> int:
        assert hit is not None
        phrase.affiliations.append(hit)
        return hit.last

    def _second(self, phrase: Phrase, last: int, high: int) -> int:
        """Past *, Turkey and Ukraine* after *of Greece*."""
        at = last
        plural = phrase.number == "plur"
        while at < high and (self.tokens[at].pos == "CCONJ" or (plural and self.tokens[at].text == ",")):
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
            named = phrase.run or phrase.apposed or phrase.number == "plur"
            if named or phrase.sense.kind == "office" or phrase.sense.key == PAPERS:
                continue
            high = self.zone[phrase.hit.first][1]
            beside = by_first.get(phrase.last)
            if beside is not None and beside.sense.role is not None and self._honorific(beside):
                phrase.apposed = beside.run  # *the governor, Sir X*, without a comma
                continue
            at = self._past_complement(phrase.last, high)
            following = by_first.get(at + 1)
            told = phrase.definite or phrase.affiliations
            if following and told and at < high and self.tokens[at].text == "," and following.number != "plur":
                phrase.apposed = following.run

    def _honorific(self, phrase: Phrase) -> bool:
        role = phrase.sense.role
        return role is not None and role.title and not role.sector and role.key.startswith("honorific")

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
        at = self._past_complement(phrase.last, high)
        if phrase.run is None and self._named_late(phrase, at, high):
            return
        after = self._after_comma(at, high)
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

    def _past_complement(self, i: int, high: int) -> int:
        """Past *a Lima* in *l'ambasciatore norvegese a Lima, …*, *for political affairs* in *his deputy for …, …*.

        Up to a comma, or to a person's name right after the last noun; else ``i``.
        """
        if i >= high or self.tokens[i].pos != "ADP":
            return i
        k = i + 1
        while k < min(high, i + _COMPLEMENT) and self.tokens[k].pos in _NOMINAL:
            hit, run = self.hit_at[k], self.run_from.get(k)
            named = run is not None and run.label == "PER" and run.last - run.first > 1
            if named and self.tokens[k - 1].pos in ("NOUN", "ADJ", "PROPN"):
                return k
            if hit is not None and hit.first == k and hit.sense("role", "person"):
                return i
            k += 1
        return k if k < high and self.tokens[k].text == "," else i

    def _after_comma(self, at: int, high: int) -> Run | None:
        """The name after the comma at ``at``, also with a nationality: *…, la norvegese Marta Lind*."""
        if at >= high or self.tokens[at].text != ",":
            return None
        i = at + 1
        if i + 1 < high and self.tokens[i].norm in self.index.articles and self._adjective(i + 1):
            hit = self.hit_at[i + 1]
            return self.run_from.get(hit.last) if hit is not None else None
        return self.run_from.get(i)

    def _named_late(self, phrase: Phrase, at: int, high: int) -> bool:
        """*the head of the federal delegation Ivan Petrov*: the name right after the complement of a role."""
        role, run = phrase.sense.role, self.run_from.get(at)
        if at == phrase.last or run is None or role is None or role.relation == "relative" or run.last > high:
            return False
        phrase.apposed = run
        self.claimed.add(run.first)
        return True

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
