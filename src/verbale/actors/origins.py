"""How the names of a country's people look, learned from the codebook's persons.

A score is the mean log ratio, over the letter groups of a name, of their share among the country's persons to their
share among all; 0 says nothing. It only chooses among states that the text itself names, never in the whole world.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from verbale.actors.clusters import Cluster
from verbale.actors.forms import pieces
from verbale.actors.lexicon import People
from verbale.codebook import Codebook

_PRIOR = 480  # letter groups that smooth a country's share towards the share among all
_UNSEEN = 5000
_PERSONS = 4  # of a country, below which nothing is said about its names
_MANY = 10  # of a country, from which a name that looks otherwise speaks against it
_LIKELY = 0.2
_AHEAD = 0.1  # of the second state that the text names
_AGAINST = -0.2
_SWITCH = 0.3  # that another state must be ahead of one that was taken from the surroundings
DOUBT = 0.1


class Origins:
    """Built once a codebook (``codebook.derived(Origins)``)."""

    def __init__(self, codebook: Codebook) -> None:
        self.persons: Counter[str] = Counter()
        self.counts: dict[str, Counter[str]] = {}
        self.all: Counter[str] = Counter()
        for person in codebook.section(People).person:
            if person.country is None:
                continue
            groups = set(_groups(person.name))
            self.persons[person.country] += 1
            self.counts.setdefault(person.country, Counter()).update(groups)
            self.all.update(groups)
        self.totals = {country: sum(counts.values()) for country, counts in self.counts.items()}
        self.total = sum(self.all.values()) + _UNSEEN

    def score(self, name: str, country: str) -> float:
        """How much a name looks like those of a country that has persons in the codebook, from about -0.5 to 1.5."""
        groups = _groups(name)
        counts, total = self.counts[country], self.totals[country] + _PRIOR
        score = 0.0
        for group in groups:
            share = (self.all[group] + 0.5) / self.total
            score += math.log((counts[group] + _PRIOR * share) / total / share)
        return score / max(1, len(groups))

    def settle(self, cluster: Cluster, states: Iterable[str]) -> None:
        """Give a named person the one of ``states`` whose names look like this one, or take a guessed one away."""
        if cluster.kind != "person" or cluster.curated or cluster.abroad_role or cluster.sector in ("IGO", "MED"):
            return
        if cluster.of is not None and (cluster.of.kind == "igo" or cluster.of.sector == "IGO"):
            return
        if cluster.country is not None and not cluster.guessed:
            return
        scored = ((self.score(cluster.name, s), s) for s in sorted(set(states)) if self.persons[s] >= _PERSONS)
        ranked = sorted(scored, reverse=True)
        if cluster.country is not None:
            self._check(cluster, ranked)
        elif ranked and ranked[0][0] >= _LIKELY and (len(ranked) < 2 or ranked[0][0] - ranked[1][0] >= _AHEAD):
            self._give(cluster, ranked[0][1])

    def _check(self, cluster: Cluster, ranked: list[tuple[float, str]]) -> None:
        country = cluster.country
        if country is None or self.persons[country] < _PERSONS:
            return
        score = self.score(cluster.name, country)
        if ranked and ranked[0][0] >= _AHEAD and ranked[0][0] - score >= _SWITCH:
            self._give(cluster, ranked[0][1])
        elif score <= _AGAINST and self.persons[country] >= _MANY and len(ranked) > 1:
            cluster.country, cluster.guessed = None, False

    def _give(self, cluster: Cluster, country: str) -> None:
        cluster.country, cluster.guessed = country, True
        cluster.doubt = max(cluster.doubt, DOUBT)


def _groups(name: str) -> list[str]:
    """The pairs and triples of letters of a name's words, with their borders, and the ends of four."""
    found: list[str] = []
    for word in pieces(name):
        if word.isascii():
            bordered = f"^{word}$"
            found += [bordered[i : i + 3] for i in range(len(bordered) - 2)]
            found += [bordered[i : i + 2] for i in range(len(bordered) - 1)]
            found.append(bordered[-4:])
    return found
