"""Which place a name means: disambiguation against the rest of the document.

The score of a reading is log10 of its inhabitants plus what the text says for it: first over other names, a
noun beside it (*region*, *city*), the larger place that it is put in, countries and divisions that the document
names, and near neighbours that are certain. One name has one sense in one document. Where the best reading does
not stand out, the place stays unresolved.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from verbale.language.parse import Parse
from verbale.places.gazetteer import Entry, Hit
from verbale.places.geometry import contains, distance
from verbale.places.keys import name_key
from verbale.places.lexicon import PlaceLexicon
from verbale.places.surroundings import Candidate

SAME_PLACE = 60.0  # km between readings of a name that are one place (a town, its district, its division)
NEAR = 160.0  # km
MARGIN = 0.5  # by which the best reading must stand out
PRIMARY, CONTAINED, NOUN, NAMED_DIVISION, NAMED_COUNTRY, NEIGHBOUR = 1.2, 8.0, 4.0, 2.5, 3.0, 1.6
OTHER_NAME = 0.3  # of what a named country says for a city that is seldom called so, beside a larger one
CITIES = frozenset({"city", "capital"})
KIND_WEIGHT = {
    "country": 2.5,
    "continent": 2.0,
    "capital": 2.0,
    "area": 1.8,
    "water": 1.5,
    "region": 0.2,
    "city": 0.0,
    "district": -1.0,
}
FAME, FAMOUS = 0.5, 5.8  # what a city gets that all readers know, and log10 of its inhabitants
SMALL = 4.0  # log10 of the inhabitants below which a place needs support from the document
MISSING = "not in the gazetteer"
CERTAIN = 4.7  # the same above which a clear reading supports others
CANDIDATES = 60  # readings of one name that are weighed
LARGER, READINGS = 8, 4  # larger places of one name, and readings of each, that are weighed
ANCHORS = 40  # certain places whose neighbourhood counts


@dataclass(slots=True)
class Group:
    """All mentions of one name."""

    name: str
    wants: str | None
    hits: tuple[Hit, ...]
    times: int = 0
    larger: dict[int, tuple[Hit, ...]] = field(default_factory=dict)  # what the text puts it in, by first entry


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name means: an entry, only its country (``entry`` is null), or neither."""

    entry: Entry | None = None
    country: str | None = None
    reason: str | None = None


Key = tuple[str, str | None]  # the name, and "region" where a noun beside it says so


def group_key(c: Candidate) -> Key:
    """Mentions with the same key mean the same place."""
    return c.key, "region" if c.wants == "region" else None


class Resolver:
    """Readings of the names of one document."""

    def __init__(self, parse: Parse, lexicon: PlaceLexicon, found: list[Candidate]) -> None:
        self.lexicon = lexicon
        self.groups: dict[Key, Group] = {}
        for candidate in found:
            self._group(candidate)
        self.countries = self._countries(parse, found)
        # What clear names say for others; each with the names that say it, so that none supports itself.
        self.implied: dict[str, dict[str, float]] = defaultdict(dict)
        self.divisions: dict[tuple[str | None, str], set[str]] = defaultdict(set)
        self.local: dict[tuple[str | None, str | None], set[str]] = defaultdict(set)
        self.anchors: list[tuple[str, Entry]] = []

    def _group(self, c: Candidate) -> None:
        group = self.groups.setdefault(group_key(c), Group(c.key, c.wants, c.hits))
        group.times += 1
        for large in c.inside:
            if large.hits and len(group.larger) < LARGER:
                group.larger.setdefault(large.hits[0].entry.number, large.hits[:READINGS])

    def _countries(self, parse: Parse, found: list[Candidate]) -> dict[str, float]:
        """Countries that the document names, as names or as adjectives, with a weight of at most 1."""
        counts: Counter[str] = Counter()
        for candidate in found:
            country = next((h.entry.country for h in candidate.hits if h.entry.kind == "country" and h.primary), None)
            if country and not any(h.entry.kind == "region" and h.primary for h in candidate.hits):
                counts[country] += 1
        demonyms = self.lexicon.demonyms
        for token in parse.tokens:
            if token.norm in demonyms:
                counts[demonyms[token.norm]] += 1
        return {country: min(1.0, 0.6 + 0.1 * n) for country, n in counts.items()}

    def resolve(self) -> dict[Key, Reading]:
        """A reading for each group: first the certain names, then the others in their light."""
        for group in self.groups.values():
            best = self._clear(self._scores(group), 0.5 if group.larger else 1.5)
            if best is not None and self._is_anchor(best, group):
                self._take(group.name, best, group.times)
        return {key: self._decide(group, self._scores(group)) for key, group in self.groups.items()}

    def _is_anchor(self, entry: Entry, group: Group) -> bool:
        """Whether a clear reading may speak for others: large, or where the text already is."""
        if entry.kind not in ("city", "district") or entry.size >= CERTAIN:
            return True
        return entry.country in self.countries or self._held(entry, group)

    def _take(self, name: str, entry: Entry, times: int) -> None:
        if entry.country:
            self.implied[entry.country][name] = min(1.0, 0.4 + 0.1 * times)
        if entry.kind == "region":
            self.divisions[entry.country, name_key(entry.name)].add(name)
        if entry.kind in ("city", "capital", "district") and len(self.anchors) < ANCHORS:
            self.anchors.append((name, entry))
        if entry.admin1 and entry.kind != "country":
            self.local[entry.country, entry.admin1].add(name)

    def _country(self, country: str | None, name: str) -> float:
        """How much the text speaks of a country, not counting the name itself: 0 to 1."""
        if country is None:
            return 0.0
        implied = [weight for other, weight in self.implied.get(country, {}).items() if other != name]
        return (
            max(implied, default=0.0) if country not in self.countries else max(self.countries[country], *implied, 0.0)
        )

    def _division(self, entry: Entry, name: str) -> bool:
        """Whether another name is the place's first-level division."""
        if not entry.admin1:
            return False
        return bool(self.divisions.get((entry.country, name_key(entry.admin1)), set()) - {name})

    def _scores(self, group: Group) -> list[tuple[float, Hit]]:
        hits = group.hits
        if len(hits) > CANDIDATES:
            name = group.name
            held = [h for h in hits[CANDIDATES:] if self._division(h.entry, name) or self._held(h.entry, group)]
            hits = (*hits[:CANDIDATES], *held)
        return sorted(
            ((self._score(hit, group), hit) for hit in hits), key=lambda pair: (-pair[0], pair[1].entry.number)
        )

    @staticmethod
    def _held(entry: Entry, group: Group) -> bool:
        return any(contains(hit.entry, entry) for hits in group.larger.values() for hit in hits)

    def _score(self, hit: Hit, group: Group) -> float:
        entry = hit.entry
        score = entry.size + KIND_WEIGHT[entry.kind] + (PRIMARY if hit.primary else 0.0)
        score += FAME if hit.primary and entry.kind in ("city", "capital") and entry.size > FAMOUS else 0.0
        score += self._noun(entry, group)
        if self._held(entry, group):
            score += CONTAINED if hit.primary else CONTAINED / 2
        name = group.name
        if entry.kind != "country":
            named = NAMED_COUNTRY * self._country(entry.country, name)
            score += named * OTHER_NAME if self._is_lesser(hit, group) else named
        if entry.kind != "region" and self._division(entry, name):
            score += NAMED_DIVISION
        elif self.local.get((entry.country, entry.admin1), set()) - {name}:
            score += NEIGHBOUR
        if self.anchors and entry.kind not in ("country", "continent") and self._near(entry, name):
            score += NEIGHBOUR
        return score

    @staticmethod
    def _is_lesser(hit: Hit, group: Group) -> bool:
        """Whether this is another, perhaps a former name of a city, and the first name of a larger one."""
        if hit.primary or hit.entry.kind not in ("city", "district"):
            return False
        return any(one.primary and one.entry.size > hit.entry.size for one in group.hits if one.entry.kind in CITIES)

    def _near(self, entry: Entry, name: str) -> bool:
        return any(other != name and distance(place, entry) < NEAR for other, place in self.anchors)

    @staticmethod
    def _noun(entry: Entry, group: Group) -> float:
        wants = group.wants
        if wants is None:
            return 0.0
        if wants == "region":
            if entry.kind in ("region", "district", "area"):
                return NOUN
            return NOUN / 2 if entry.kind == "country" else 0.0
        if wants == "city":
            return NOUN / 2 if entry.kind in ("city", "capital") else 0.0
        return NOUN if entry.kind in ("water", "area") else 0.0

    def _clear(self, scores: list[tuple[float, Hit]], margin: float) -> Entry | None:
        """The best reading if it stands out by ``margin`` from all that are elsewhere."""
        if not scores:
            return None
        best, hit = scores[0]
        for score, other in scores[1:]:
            if best - score >= margin:
                break
            if not self._same(hit.entry, other.entry):
                return None
        return hit.entry

    @staticmethod
    def _same(a: Entry, b: Entry) -> bool:
        return a.country == b.country and (distance(a, b) < SAME_PLACE or contains(a, b) or contains(b, a))

    def _decide(self, group: Group, scores: list[tuple[float, Hit]]) -> Reading:
        if not scores:
            return Reading(None, self._holder(group), MISSING)
        entry = self._clear(scores, MARGIN)
        if entry is None:
            rivals = {hit.entry.country for score, hit in scores if scores[0][0] - score < MARGIN}
            country = rivals.pop() if len(rivals) == 1 else None
            return Reading(None, country, "several places of this name fit the text equally well")
        small = entry.size < SMALL and entry.kind not in ("country", "region", "area", "water", "continent")
        weak = small or not scores[0][1].primary
        nowhere = small and group.name not in self.lexicon.known and not self._supported(entry, group)
        if weak and group.larger and not self._held(entry, group):
            return Reading(None, self._holder(group), MISSING)
        if nowhere:
            return Reading(
                None, None, "only a small place is known by this name, and nothing else in the text points there"
            )
        return Reading(self._prefer_town(entry, group, scores), entry.country, None)

    @staticmethod
    def _holder(group: Group) -> str | None:
        """The country in which the text puts a place that the gazetteer lacks."""
        held = {hits[0].entry.country for hits in group.larger.values()}
        return held.pop() if len(held) == 1 else None

    def _supported(self, entry: Entry, group: Group) -> bool:
        name = group.name
        named = entry.country in self.countries or self._country(entry.country, name) > 0
        return named or self._held(entry, group) or self._division(entry, name) or self._near(entry, name)

    @staticmethod
    def _prefer_town(entry: Entry, group: Group, scores: list[tuple[float, Hit]]) -> Entry:
        """A bare name that is a town's and its division's is the town (Kharkiv), if it is a large part of it."""
        if entry.kind not in ("region", "district", "area") or group.wants in ("region", "water"):
            return entry
        for _, hit in scores:
            town = hit.entry
            if (
                town.kind in ("city", "capital")
                and Resolver._same(entry, town)
                and town.size > max(4.0, entry.size - 1.3)
            ):
                return town if entry.number >= 0 or distance(entry, town) < 25 else entry
        return entry
