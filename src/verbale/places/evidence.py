"""What stands around a name and makes it a place, a person or a part of a larger name.

For a place speak a preposition, a noun (*village*, *region*), a direction, a dateline, an apposition, a list of
places, the larger place after a comma. Against it speak a given name, title or initial before it, a surname or
the noun of a body after it. Where nothing speaks, the size of the place decides.
"""

from __future__ import annotations

from itertools import pairwise

from verbale.language.parse import Token
from verbale.places.geometry import contains
from verbale.places.keys import name_key
from verbale.places.surroundings import Candidate, Surroundings

LOOK_BACK = 6  # tokens between a preposition and the name
HOLDERS, HELD = 6, 100  # readings, the largest first, of a place that holds and of one that is held
APPOSITION = 6  # tokens after a comma within which the noun of an apposition stands
NAME_TAGS = frozenset(("PROPN", "NOUN", "ADJ", "X"))
TOWNS = ("city", "capital", "district")
# Log10 of the inhabitants that make a name a place without support: of any word; of one that people are called,
# too; of a town whose country the text names; of a name with weak support; of one that is not the first.
PLAIN, PERSONAL, NAMED, WEAK, BIG, LARGE = 4.5, 5.7, 3.8, 3.7, 4.5, 6.2
LABELLED = 0.9  # support by the names model alone
OTHER, OTHER_UNSUPPORTED = -0.7, -1.3


class Judge:
    """Weighs the candidates of one document."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.tokens = around.tokens
        self.starts = around.starts
        self.lexicon = around.lexicon
        self.named: set[str | None] = set()  # countries that the text names

    def weigh(self, sequence: list[Candidate]) -> None:
        """Note the evidence for and against each name of one capitalised sequence."""
        covered = {i for c in sequence for i in range(c.first, c.last)}
        for c in sequence:
            if self.around.in_dateline(c):
                c.support = 2.0
                continue
            self._weigh_for(c)
            self._weigh_against(c, covered)

    def _weigh_for(self, c: Candidate) -> None:
        if self.around.labels.get(c.last - 1) == "LOC" and not self.around.personal(c.key):
            c.support = max(c.support, LABELLED)
        c.support = max(c.support, self._preposition(c), 1.5 if self._explained(c) else 0.0)

    def _weigh_against(self, c: Candidate, covered: set[int]) -> None:
        before, after = self.around.before(c.begin), self.around.after(c.end)
        label = self.around.labels.get(c.last - 1)
        labelled = label == "PER" and not self._outweighs(c)
        labelled = (labelled or (label == "ORG" and not c.hits)) and not self._at_a_site(c)
        c.doubted = labelled or self._of_act(c)
        c.person = (
            (before is not None and self._speaks_against(before, c))
            or (after is not None and self._names_more(after, c))
            or self._after_initial(c)
            or self._of_body(c)
            or self._hyphened(c, covered)
        )

    def _outweighs(self, c: Candidate) -> bool:
        """Whether the evidence for a place is stronger than the names model's label for a person."""
        if self.around.famous(c.first) or c.key in self.lexicon.known or c.support >= 2.0:
            return True
        large = any(hit.primary and hit.entry.size >= BIG for hit in c.hits)
        return (c.support >= 1.0 or large) and not self.around.personal(c.key)

    def _preposition(self, c: Candidate) -> float:
        """How strongly the words before the name make it a place."""
        words = self.lexicon
        first = self.around.parse.sentences[self.tokens[c.first].sentence].first
        i = c.begin - 1
        for _ in range(LOOK_BACK):
            if i < first:
                return 0.0
            norm = self.tokens[i].norm
            if norm in words.locative:
                return 2.0
            if norm in words.directional:
                return 1.0
            noun = words.noun_before.get(norm) or words.noun_after.get(norm)
            if noun is not None:
                beside = i + 1 == c.begin and self.tokens[i].pos in NAME_TAGS
                if not beside and self.tokens[i + 1].norm not in words.of:
                    return 0.0
                c.wants = c.wants or noun.kind
                return 2.0
            if norm not in words.of and norm not in words.articles and norm not in words.directions:
                return 0.0
            i -= 1
        return 0.0

    def _explained(self, c: Candidate) -> bool:
        """*Torkham, a border town*: the words after the comma say that it is a place."""
        if c.end >= len(self.tokens) or self.tokens[c.end].text != ",":
            return False
        sentence = self.tokens[c.first].sentence
        for token in self.tokens[c.end + 1 : c.end + APPOSITION]:
            if token.sentence != sentence or self.starts[token.i] or token.pos in ("PUNCT", "VERB", "AUX", "ADP"):
                return False
            noun = self.lexicon.nouns.get(token.norm)
            if noun is not None and noun.kind != "water":
                return True
        return False

    def _speaks_against(self, before: Token, c: Candidate) -> bool:
        """Whether the word before the name makes it a surname or a part of a larger name."""
        words, norm = self.lexicon, before.norm
        if self.around.is_title(before):
            return not _is_country(c)
        if not self.starts[before.i] or before.pos not in NAME_TAGS:
            return False
        small = (words.directions, words.nouns, words.demonyms, words.locative, words.of, words.articles)
        if any(norm in group for group in small):
            return False
        if self.around.opens_sentence(before.i) and norm in self.around.lower:
            return False
        return c.support < 2.0 or before.pos == "PROPN"

    def _names_more(self, after: Token, c: Candidate) -> bool:
        """Whether the word after the name makes it a given name, or the first part of a larger name."""
        words = self.lexicon
        if not self.starts[after.i] or after.norm in words.directions or after.sentence in self.around.shouting:
            return False
        if after.norm in words.organisations:
            return True
        if after.norm in words.nouns or after.norm in words.demonyms or self.around.is_title(after):
            return False
        if words.gazetteer.is_family_name(name_key(after.text)):
            return True
        # "a Vienna Bianchi aveva ...": a subject may follow a place, so a well-known one with a preposition stands.
        return after.pos in NAME_TAGS and not (c.support >= 1.0 and c.key in words.known)

    def _after_initial(self, c: Candidate) -> bool:
        """*J. Paris*, *George W. Bush*."""
        i = c.first - 1
        if i < 0 or self.tokens[i].sentence != self.tokens[c.first].sentence:
            return False
        text = self.tokens[i].text
        if text == "." and i:
            text = self.tokens[i - 1].text + "."
        return len(text) == 2 and text[0].isupper() and text[1] == "."

    def _of_body(self, c: Candidate) -> bool:
        """*Bank of Sudan*, *Università del Cairo*: a capitalised noun of a body, *of*, and the name."""
        words, i = self.lexicon, c.begin - 1
        while i > max(0, c.begin - LOOK_BACK) and (
            self.tokens[i].norm in words.of or self.tokens[i].norm in words.articles
        ):
            i -= 1
        return 0 <= i < c.begin - 1 and self.starts[i] and self.tokens[i].norm in words.organisations

    def _of_act(self, c: Candidate) -> bool:
        """*The Oslo accords*, *la Convenzione di Vienna*: called after a town, and not about it."""
        if not all(hit.entry.kind in TOWNS or hit.entry.kind == "region" for hit in c.hits):
            return False
        after = self.around.after(c.end)
        if after is not None and after.norm in self.lexicon.acts:
            return True
        i = c.begin - 1
        return i > 0 and self.tokens[i].norm in self.lexicon.of and self.tokens[i - 1].norm in self.lexicon.acts

    def _hyphened(self, c: Candidate, covered: set[int]) -> bool:
        """*Bouman-Stickney*: tied by a hyphen to a capitalised word that is no place (*Russia-Ukraine* is two)."""
        for hyphen, other in ((c.first - 1, c.first - 2), (c.last, c.last + 1)):
            if other < 0 or other >= len(self.tokens) or self.tokens[hyphen].text != "-":
                continue
            tied = not self.tokens[hyphen].space and not self.tokens[hyphen - 1].space
            if tied and self.starts[other] and other not in covered and not self.around.famous(c.first):
                return True
        return False

    def keep(self, found: list[Candidate]) -> list[Candidate]:
        """Those candidates that the evidence makes places."""
        self.named = {h.entry.country for c in found for h in c.hits if h.entry.kind == "country" and h.primary}
        self.named.update(self.lexicon.demonyms[t.norm] for t in self.tokens if t.norm in self.lexicon.demonyms)
        open_ = [c for c in found if not c.person and (not c.doubted or not c.hits)]
        sure = {c.key for c in open_ if not c.doubted and self._is_sure(c)}
        return [c for c in open_ if (not c.doubted and self._is_place(c)) or self._again(c, sure)]

    def _is_sure(self, c: Candidate) -> bool:
        strong = c.support >= 2.0 or bool(c.inside) or (not c.hits and self._at_a_site(c))
        return strong and self._is_place(c)

    def _again(self, c: Candidate, sure: set[str]) -> bool:
        """Whether the text has the same name elsewhere, where it is certainly a place."""
        excluded = c.key in self.around.people or c.key in self.lexicon.ordinary
        return c.key in sure and not excluded and not self._doubtful(c)

    def _is_place(self, c: Candidate) -> bool:
        if c.key in self.lexicon.never and not c.inside and not c.exact:
            return False
        if not c.hits:
            return self._is_unknown_place(c)
        if c.inside or c.support >= 2.0:
            return True
        if c.exact:
            return c.support >= 1.5 or c.hits[0].entry.kind == "country"
        if any(hit.entry.kind not in TOWNS and (hit.primary or hit.entry.size >= BIG) for hit in c.hits):
            return self._is_area(c)
        largest = self._largest(c)
        if c.key in self.lexicon.ordinary:
            return c.support >= 1.0 and largest >= PERSONAL and not self._doubtful(c)
        return not self._doubtful(c) and self._is_town(c, largest)

    def _is_unknown_place(self, c: Candidate) -> bool:
        """Names that the gazetteer lacks need a noun (*the village of Talmin*) or the names model's agreement."""
        if c.key in self.around.people:
            return False
        if (c.wants is not None and c.support >= 2.0) or (c.inside and c.support >= 1.5):
            return True
        if self.around.in_dateline(c):
            return self.tokens[c.first].text.isupper()
        if self._at_a_site(c):
            return True
        labels = {self.around.labels.get(i) for i in range(c.first, c.last)}
        if labels <= {None, "LOC"} and self._is_struck(c):
            return True
        return labels == {"LOC"} and self._preposition(c) >= 1.0

    def _is_struck(self, c: Candidate) -> bool:
        """*Shelled Talmin*, *at Talmin*: after what is done to places, or a preposition that no person has."""
        before = self.around.before(c.begin)
        if before is None:
            return False
        if before.norm in self.lexicon.strikes:
            return True
        local = before.norm in self.lexicon.locative and before.norm not in self.lexicon.inside
        return local and self._on_the_ground(before)

    def _on_the_ground(self, token: Token) -> bool:
        """Whether the sentence of a token tells of sites, or of what befalls them."""
        sentence = self.around.parse.sentences[token.sentence]
        words = (t.norm for t in self.tokens[sentence.first : sentence.last])
        return any(norm in self.lexicon.sites or norm in self.lexicon.deeds for norm in words)

    def _at_a_site(self, c: Candidate) -> bool:
        """*The market of Talmin*, *the Talmin bridge*, *the shelling of Talmin*, *near Talmin*: places, whoever
        knows them."""
        words, tokens = self.lexicon, self.tokens
        first = self.around.parse.sentences[tokens[c.first].sentence].first
        after = self.around.after(c.end)
        if after is not None and after.norm in words.sites and not self.starts[after.i]:
            return True
        i, linked = c.begin - 1, False
        while i >= first and (tokens[i].norm in words.of or tokens[i].norm in words.articles):
            linked, i = linked or tokens[i].norm in words.of, i - 1
        if i < first:
            return False
        norm = tokens[i].norm
        if norm in words.beside or (i > first and linked and f"{tokens[i - 1].norm} {norm}" in words.beside):
            return True
        if norm in words.locative and i == c.begin - 1 and i > first and tokens[i - 1].norm in words.sites:
            return True
        if norm in words.onto and i == c.begin - 1:
            return any(t.norm in words.deeds for t in tokens[max(first, i - LOOK_BACK) : i])
        bare = i == c.begin - 2 and tokens[i + 1].lemma == tokens[i + 1].norm  # the fall of Talmin, not: of the Talmin
        return linked and (norm in words.sites or (bare and norm in words.deeds))

    def _is_area(self, c: Candidate) -> bool:
        """A country, division, sea … needs no support, unless people are called so, too."""
        if not self.around.personal(c.key):
            return _is_country(c) or not self._doubtful(c)
        large = _is_country(c) or any(h.primary and h.entry.size >= LARGE for h in c.hits)
        listed = c.key in self.lexicon.known and self._after_article(c)  # the Nile, la Galilea: no surname
        return (large or listed) and not self._doubtful(c)

    def _after_article(self, c: Candidate) -> bool:
        return c.begin > 0 and self.tokens[c.begin - 1].norm in self.lexicon.articles

    def _is_town(self, c: Candidate, largest: float) -> bool:
        if self.around.personal(c.key):
            return largest >= PERSONAL or (c.support >= 1.0 and largest >= BIG)
        if any(hit.entry.kind == "capital" for hit in c.hits):
            return True
        if c.last - c.first > 1 or c.support >= 1.0:
            return largest >= WEAK or (c.hits[0].primary and c.hits[0].entry.size >= 3)
        if largest >= PLAIN:
            return True
        plain = self.tokens[c.first].pos == "PROPN" and not self.around.opens_sentence(c.first)
        if c.key in self.lexicon.known and plain:
            return True
        near = any(h.primary and h.entry.size >= NAMED and h.entry.country in self.named for h in c.hits)
        return near and (plain or c.support >= LABELLED)

    @staticmethod
    def _largest(c: Candidate) -> float:
        other = OTHER if c.support >= 1.0 else OTHER_UNSUPPORTED
        return max(hit.entry.size + (0 if hit.primary else other) for hit in c.hits)

    def _doubtful(self, c: Candidate) -> bool:
        """A word that is a person's elsewhere in the text, or an ordinary one that is only capital by position."""
        if c.key in self.around.people and c.support < (1.0 if self.around.famous(c.first) else 2.0):
            return True
        if c.last - c.first > 1 or c.support >= 1.0:
            return False
        token = self.tokens[c.first]
        if token.sentence in self.around.shouting or self.around.opens_sentence(c.first):
            ordinary = token.norm in self.around.lower or c.key in self.lexicon.ordinary
            return ordinary or token.pos not in NAME_TAGS
        return token.pos not in NAME_TAGS and token.norm in self.around.lower


def link_lists(around: Surroundings, found: list[Candidate]) -> None:
    """*through Monroe, Trenton and Seven Mile*: what makes the first of a list a place makes the others one."""
    for one, next_ in pairwise(found):
        between = around.tokens[one.end : next_.begin]
        if not between or len(between) > 2 or one.person or next_.person:
            continue
        listed = all(t.text == "," or t.norm in around.lexicon.conjunctions for t in between)
        if not listed or around.tokens[one.first].sentence != between[0].sentence:
            continue
        if one.support >= 2.0 and not around.personal(next_.key):
            next_.support = max(next_.support, 1.5)
        for sure, other in ((one, next_), (next_, one)):
            if _is_evident(around, sure) and not around.personal(other.key) and _share_country(sure, other):
                other.support, other.doubted = max(other.support, 1.5), False


def _is_evident(around: Surroundings, c: Candidate) -> bool:
    """Whether a name of a list is a town beyond doubt."""
    large = c.key in around.lexicon.known or any(hit.primary and hit.entry.size >= PLAIN for hit in c.hits)
    return large and not c.doubted and not around.personal(c.key) and c.key not in around.lexicon.ordinary


def _share_country(sure: Candidate, other: Candidate) -> bool:
    """Whether the other name is a place of the country that the first reading of the sure one lies in."""
    country = next((hit.entry.country for hit in sure.hits if hit.primary), None)
    return country is not None and any(hit.entry.country == country for hit in other.hits[:HELD])


def link_containment(around: Surroundings, found: list[Candidate]) -> None:
    """*Izyum, in the Kharkiv region* · *Paris, Texas* · *Homs (Syria)*: note which place holds which."""
    words = around.lexicon
    small_words = words.inside | words.articles | words.of | words.directions | words.nouns.keys()
    for small, large in pairwise(found):
        between = around.tokens[small.end : large.begin]
        if large.person or not 0 < len(between) <= LOOK_BACK:
            continue
        if around.tokens[small.first].sentence != around.tokens[large.first].sentence:
            continue
        rest = [t.norm for t in between[1:] if t.text not in (",", "(")]
        opened = between[0].text in (",", "(") or between[0].norm in words.inside
        if not opened or not all(norm in small_words for norm in rest):
            continue
        explicit = any(norm in words.inside for norm in rest) or between[0].norm in words.inside
        if _may_hold(small, large) or (explicit and small.support >= 1.0 and not small.person):
            small.inside.append(large)
            if _may_hold(small, large):
                large.support = max(large.support, 1.5)
                small.doubted = False


def _may_hold(small: Candidate, large: Candidate) -> bool:
    """Whether some reading of the one lies in some reading of the other."""
    if small.key == large.key:
        return False
    return any(contains(a.entry, b.entry) for a in large.hits[:HOLDERS] for b in small.hits[:HELD])


def _is_country(c: Candidate) -> bool:
    return any(hit.entry.kind == "country" and hit.primary for hit in c.hits)
