"""Which words of a text may name places: capitalised sequences that the gazetteer knows.

A sequence of capitalised words is cut from the left into the longest names that are known. ``evidence`` then
weighs what stands around each, and decides which of them are places.
"""

from __future__ import annotations

from itertools import pairwise

from verbale.language.parse import Parse
from verbale.places.evidence import Judge, link_containment, link_lists
from verbale.places.gazetteer import Hit
from verbale.places.keys import name_key
from verbale.places.lexicon import PlaceLexicon
from verbale.places.surroundings import Candidate, Surroundings

LONGEST = 7  # tokens of a name
HEAD = 3  # tokens from the lower-case noun that begins a name to its first capital
UNKNOWN = 3  # tokens of a name that the gazetteer lacks
SHORT = 3  # letters of what opens a dateline and is no place, but an agency
LINKS = 3  # small words in a row inside a name
TOWNS = ("city", "capital", "district")


def find_candidates(parse: Parse, lexicon: PlaceLexicon) -> list[Candidate]:
    """Places in text order, not yet resolved; linear in the length of the text."""
    around = Surroundings(parse, lexicon)
    finder, judge = _Finder(around), Judge(around)
    found: list[Candidate] = []
    i = 0
    while i < len(parse.tokens):
        if around.starts[i]:
            last = finder.run_end(i)
            sequence = finder.cut(i, last)
            judge.weigh(sequence)
            found.extend(sequence)
            if sequence and all(c.person for c in sequence) and (whole := finder.whole(i, last)) is not None:
                judge.weigh([whole])
                found.append(whole)
            i = last
        else:
            i += 1
    link_lists(around, found)
    link_containment(around, found)
    kept = sorted([*judge.keep(found), *finder.soil()], key=lambda c: c.begin)
    for one, next_ in pairwise(kept):
        if one.end > next_.begin:  # a direction between two places belongs to the second
            one.end = max(one.last, min(one.end, next_.begin))
    return kept


class _Finder:
    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.tokens = around.tokens
        self.starts = around.starts
        self.lexicon = around.lexicon

    def text(self, first: int, last: int) -> str:
        return self.around.parse.text[self.tokens[first].start : self.tokens[last - 1].end]

    def run_end(self, first: int) -> int:
        """One past the last token of the sequence that begins at ``first``; it never ends in a small word."""
        tokens, last, i = self.tokens, first + 1, first + 1
        sentence = tokens[first].sentence
        while i < len(tokens) and tokens[i].sentence == sentence:
            if self.starts[i]:
                last = i + 1
            else:
                mark = not tokens[i - 1].space and "-" in (tokens[i].text, tokens[i - 1].text)
                mark = mark or (not tokens[i - 1].space and tokens[i].text in ("'", ".")) or self._ends_name(i)
                if i - last >= LINKS or not (mark or tokens[i].norm in self.lexicon.links):
                    break
                if mark and self._ends_name(i):
                    last = i + 1
            i += 1
        return last

    def _ends_name(self, i: int) -> bool:
        """*au-Prince*, *al-balah*: a token with a capital after its hyphen; the last letter of *Sana'a*."""
        text = self.tokens[i].text
        return ("-" in text and text.rpartition("-")[2][:1].isupper()) or self._ends_elided(i)

    def _ends_elided(self, i: int) -> bool:
        """The rest of a name that was cut after its apostrophe: *Sana'* and *a*."""
        before = self.tokens[i - 1]
        return i > 0 and not before.space and before.text[-1:] in ("'", "’") and self.tokens[i].text.isalpha()

    def cut(self, first: int, last: int) -> list[Candidate]:
        """Cut a sequence into known names, or take it whole where the words beside it make it a place."""
        found: list[Candidate] = []
        i = first
        while i < last:
            candidate = self._longest(i, last) if self.starts[i] else None
            if candidate is None:
                i += 1
                continue
            found.append(candidate)
            i = candidate.last
        for candidate in found:
            self._widen(candidate)
        headed = self._headed(first, last)
        if headed and not any(c.first < headed.last < c.last for c in found):
            found = [headed, *(c for c in found if c.first >= headed.last)]
        self.around.note_people(first, last, found)
        if self._is_part_of_dateline(first, last, found):
            found = []
        named = any(c.exact or c.key not in self.lexicon.never for c in found)
        if not named and (unknown := self._unknown(first, last)) is not None:
            found = [unknown]
        return found

    def _longest(self, i: int, last: int) -> Candidate | None:
        for j in range(min(last, i + LONGEST), i, -1):
            full_stop = self.tokens[j - 1].text == "."
            if not self.starts[j - 1] and not full_stop and not self._ends_name(j - 1):
                continue
            text = self.text(i, j)
            if (entry := self.lexicon.exact.get(text)) is not None and (j == i + 1 or "." in text):
                return Candidate(i, j, name_key(text), (Hit(entry, True),), i, j, exact=True)
            if full_stop or (text.isupper() and len(text) < 4):
                continue
            key = name_key(text)
            hits = self.lexicon.find(key) if key else ()
            if hits and not self._no_name(i, j, key):
                return self._with_noun(Candidate(i, j, key, hits, i, j))
        return None

    def _no_name(self, first: int, last: int, key: str) -> bool:
        """*Indian Lake Road*, *University of Texas*, *King George*, *Canadian*: the names of some towns, but seldom
        meant as such."""
        begins, ends = self.tokens[first].norm, self.tokens[last - 1].norm
        if key in self.lexicon.known:
            return False
        if last - first == 1:
            return begins in self.lexicon.demonyms
        body = begins in self.lexicon.organisations and self.tokens[first + 1].norm in self.lexicon.of
        return body or ends in self.lexicon.organisations or begins in self.lexicon.titles

    def _with_noun(self, c: Candidate) -> Candidate:
        """*Gaza strip*, *Kurdistan iracheno*: with its lower-case word, where that is a name of its own; without its
        article (*the Hague*)."""
        after = self.around.after(c.last)
        if after is not None and not self.starts[after.i]:
            longer = f"{c.key} {name_key(after.text)}"
            if longer in self.lexicon.known:
                c.key, c.hits, c.last, c.end = longer, self.lexicon.known[longer], c.last + 1, c.last + 1
                return c
        article = c.last - c.first > 1 and self.tokens[c.first].norm in self.lexicon.articles
        if article and name_key(self.text(c.first + 1, c.last)) in self.lexicon.known:
            c.first = c.begin = c.first + 1
        if after is not None and after.norm in self.lexicon.noun_after:
            hits = self.lexicon.find(f"{c.key} {name_key(after.text)}")
            regions = tuple(hit for hit in hits if hit.primary and hit.entry.kind not in TOWNS)
            if regions:
                numbers = {hit.entry.number for hit in regions}
                c.hits = (*regions, *(hit for hit in c.hits if hit.entry.number not in numbers))
                c.end = c.last + 1
        return c

    def _headed(self, first: int, last: int) -> Candidate | None:
        """*valle della Bekaa*: a known name that begins with a lower-case noun."""
        sentence = self.around.parse.sentences[self.tokens[first].sentence]
        for start in range(max(sentence.first, first - HEAD), first):
            if self.tokens[start].norm not in self.lexicon.heads:
                continue
            for stop in range(min(last, first + LONGEST), first, -1):
                key = name_key(self.text(start, stop))
                if key in self.lexicon.known:
                    return Candidate(start, stop, key, self.lexicon.known[key], start, stop, support=2.0)
        return None

    def _widen(self, c: Candidate) -> None:
        """Take the noun and the direction beside the name into the span, and note what they say."""
        words, before, after = self.lexicon, self.around.before(c.first), self.around.after(c.last)
        body = after is not None and self.starts[after.i] and after.norm in words.organisations
        if after is not None and not body and (noun := words.noun_after.get(after.norm)) is not None:
            part = noun.named or self.starts[c.last]  # Aleppo province, but Red River, Rapides Parish
            c.wants, c.support, c.end = noun.kind, 2.0, c.last + 1 if part else c.end
        elif before is not None and (noun := words.noun_before.get(before.norm)) is not None and noun.named:
            c.wants, c.support, c.begin = noun.kind, 2.0, c.first - 1
        before = self.around.before(c.begin)
        if before is not None and before.norm in words.directions:
            c.begin, c.support = c.begin - 1, max(c.support, 1.5)
        elif after is not None and after.norm in words.directions and c.end == c.last:
            c.end, c.support = c.last + 1, max(c.support, 1.5)
        elif c.begin > 1 and self._of_direction(c.begin):
            c.begin, c.support = c.begin - 2, max(c.support, 1.5)

    def _of_direction(self, begin: int) -> bool:
        """*nord del Mali*."""
        direction, of = self.tokens[begin - 2], self.tokens[begin - 1]
        same = direction.sentence == self.tokens[begin].sentence and direction.norm not in self.lexicon.qualities
        return same and of.norm in self.lexicon.of and direction.norm in self.lexicon.directions

    def _unknown(self, first: int, last: int) -> Candidate | None:
        """A name that the gazetteer lacks, where the words beside it make it a place: *the village of Talmin*."""
        last = self._without_day(first, last)
        words = self.tokens[first:last]
        if last - first > UNKNOWN or any(t.pos != "PROPN" and t.text[:1].isalpha() for t in words):
            return None
        c = Candidate(first, last, name_key(self.text(first, last)), (), first, last)
        norms = {t.norm for t in words}
        if len(c.key) < 3 or norms & self.lexicon.never or norms & self.lexicon.demonyms.keys():
            return None
        shouted = all(t.text.isupper() for t in words if t.text[:1].isalpha()) and len(words[0].text) > SHORT
        if shouted and self.around.in_dateline(c) and self.around.opens_sentence(first):
            return c
        if words[0].text.isupper() or self.around.personal(c.key):
            return None
        self._widen(c)
        return c

    def _is_part_of_dateline(self, first: int, last: int, found: list[Candidate]) -> bool:
        """Whether the known name is but the last word of the place from which a report comes: *BAN LAEM, 3 May -*."""
        if len(found) != 1 or found[0].first == first or found[0].last != last or last - first > UNKNOWN:
            return False
        rest = self.tokens[first : found[0].first]
        small = self.lexicon.locative | self.lexicon.never | self.lexicon.directions | self.lexicon.organisations
        plain = all(t.text.isupper() and t.norm not in small and t.norm not in self.lexicon.nouns for t in rest)
        alone = found[0].hits[0].entry.kind in TOWNS and self.around.opens_sentence(first)
        return plain and alone and self.around.in_dateline(found[0])

    def whole(self, first: int, last: int) -> Candidate | None:
        """A sequence whose last word alone is a town, as one name that nobody knows: *Ban Kriel*."""
        last = self._without_day(first, last)
        return self._unknown(first, last) if last - first > 1 else None

    def _without_day(self, first: int, last: int) -> int:
        """Where a name ends that the next capitalised word has nothing to do with: *Talmin on Thursday*."""
        for i in range(first + 1, last):
            if not self.starts[i]:
                rest = [t for t in self.tokens[i:last] if self.starts[t.i]]
                return i if all(t.norm in self.lexicon.never for t in rest) else last
        return last

    def soil(self) -> list[Candidate]:
        """*Syrian soil*, *territorio ucraino*: the land of a nation is its country."""
        found: list[Candidate] = []
        for token in self.tokens:
            if token.norm not in self.lexicon.soil:
                continue
            for first, other in ((token.i - 1, token.i - 1), (token.i, token.i + 1)):
                if not 0 <= other < len(self.tokens) or self.tokens[other].sentence != token.sentence:
                    continue
                code = self.lexicon.demonyms.get(self.tokens[other].norm)
                if code is not None:
                    entry = self.lexicon.countries[code]
                    hits = (Hit(entry, True),)
                    found.append(Candidate(first, first + 2, name_key(entry.name), hits, first, first + 2, 2.0))
                    break
        return found
