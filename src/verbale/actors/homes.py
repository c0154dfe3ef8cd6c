"""Countries of actors: from those that they act for, the words beside them, the state that a text is about."""

from __future__ import annotations

from collections.abc import Collection

from verbale.actors.clusters import Cluster
from verbale.actors.senses import ActorIndex
from verbale.actors.surroundings import Surroundings

_MAIN = 0.6  # of the mentions that the most mentioned state has, for a state to be the one a text is about
_DOMESTIC = frozenset(("GOV", "MIL", "LEG", "JUD", "COP", "SPY", "REB", "OPP", "REL", "PTY", "SEP"))
_RESIDENT = frozenset(("CVL", "HLH", "EDU", "BUS", "AGR", "REF"))  # of a place that their own words name


class Homes:
    """Gives countries to the actors of one text; ``engaged`` holds the mentions that speak or are spoken to."""

    def __init__(
        self, index: ActorIndex, around: Surroundings, clusters: dict[str, Cluster], engaged: Collection[str]
    ) -> None:
        self.index, self.around, self.clusters, self.engaged = index, around, clusters, engaged
        self.home: str | None = None
        self.home_heads: list[int] = []

    def settle(self, home: str | None, heads: list[int]) -> None:
        """Hand countries down. ``home`` is the state that the opening is about, told by the tokens ``heads``."""
        self.home, self.home_heads = home, heads
        counts: dict[str, int] = {}
        for cluster in self.clusters.values():
            if cluster.country is not None:
                counts[cluster.country] = counts.get(cluster.country, 0) + len(cluster.mentions)
        if self.home is not None and counts.get(self.home, 0) < _MAIN * max(counts.values(), default=0):
            self.home = None
        for cluster in self.clusters.values():
            self._inherit(cluster)
        for cluster in self.clusters.values():
            self._town(cluster)
            if cluster.country is None and (self._local(cluster) or cluster.sector in _RESIDENT):
                cluster.country = self.around.named_in(cluster.mentions)
            if cluster.country is None and cluster.kind == "person" and not cluster.abroad_role:
                cluster.country = self.around.beside_name(cluster.mentions)
        for cluster in self.clusters.values():
            self._guess(cluster)
        for cluster in self.clusters.values():
            self._inherit(cluster)
        for cluster in self.clusters.values():
            homes = {member.country for member in cluster.members}
            if len(homes) == 1 and cluster.country is None:
                (cluster.country,) = homes

    def _guess(self, cluster: Cluster) -> None:
        """The state whose government acted just before, or the one that the text is about, for those at home in it."""
        nearby = cluster.context or self.home
        if nearby == self.home and self.home_heads and self.around.says(cluster.mentions, self.home_heads):
            nearby = None  # those whom an actor itself speaks of may be the other side
        if cluster.kind == "person" and not cluster.roles and cluster.sector is None:
            nearby = self.around.sole
        elif nearby is None and not self.home_heads and cluster.sector in _DOMESTIC:
            nearby = self.around.spoken
        state = self.index.countries.get(nearby or "")
        if cluster.kind == "armed_force" and state is not None and not state.army:
            return
        if cluster.country is None and nearby is not None and self._domestic(cluster):
            cluster.country, cluster.guessed = nearby, True

    def _town(self, cluster: Cluster) -> None:
        """*Benghazi said …*: a town that speaks stands for its authorities, whatever its name was taken for."""
        if cluster.kind not in ("person", "organisation") or cluster.curated or cluster.roles or cluster.of is not None:
            return
        towns = [self.around.town(m) for m in cluster.mentions if m.form == "name"]
        if towns and all(towns) and any(m.id in self.engaged for m in cluster.mentions):
            cluster.kind, cluster.sector = "government", "GOV"
            cluster.country = towns[0].country if towns[0] is not None else None

    def _inherit(self, cluster: Cluster) -> None:
        """The country of the nearest one above that has one; a body of many states has none to give."""
        seen = {id(cluster)}
        above = cluster.of
        while cluster.country is None and above is not None and id(above) not in seen:
            if above.kind == "igo" or above.sector == "IGO":
                cluster.sector = cluster.sector if cluster.sector not in (None, "GOV") else "IGO"
                break
            cluster.country, cluster.guessed = above.country, above.guessed
            seen.add(id(above))
            above = above.of

    def _domestic(self, cluster: Cluster) -> bool:
        """Whether an actor without a country is one of the state that the text is about, if there is only one."""
        of = cluster.of
        if cluster.members or cluster.abroad or (of is not None and (of.kind == "igo" or of.sector == "IGO")):
            return False
        if cluster.kind in ("armed_force", "armed_group"):
            return cluster.kind == "armed_group" or not cluster.qualified
        if cluster.kind == "government":
            return not cluster.qualified and cluster.definite
        if cluster.curated or cluster.sector == "IGO":
            return False
        if cluster.kind == "organisation":
            return cluster.sector in _DOMESTIC
        told = cluster.kind == "person" or (cluster.kind == "unnamed" and cluster.definite)
        return told and self._local(cluster)

    def _local(self, cluster: Cluster) -> bool:
        """Whether an actor's office or work is one at home: a minister, an officer, a bishop; no envoy, no mediator."""
        if cluster.kind == "igo" or cluster.sector == "IGO" or cluster.abroad_role:
            return False
        if cluster.kind in ("armed_force", "armed_group", "government", "organisation"):
            return cluster.sector != "MED"
        return cluster.sector is None or cluster.sector in _DOMESTIC
