"""Countries of actors: from those that they act for, the words beside them, the state that a text is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from verbale.actors.clusters import Cluster
from verbale.actors.senses import ActorIndex
from verbale.actors.surroundings import Surroundings

_MAIN = 0.6  # of the mentions that the most mentioned state has, for a state to be the one a text is about
_DOMESTIC = frozenset(("GOV", "MIL", "LEG", "JUD", "COP", "SPY", "REB", "OPP", "REL", "PTY", "SEP"))
_BODIES = frozenset(("government", "organisation", "armed_force", "armed_group", "igo"))
_UNALIGNED = frozenset(("EDU", "HLH", "REL"))  # who speak for no state but their own
_RESIDENT = frozenset(("CVL", "HLH", "EDU", "BUS", "AGR", "REF"))  # of a place that their own words name


class Homes:
    """Gives countries to the actors of one text; ``engaged`` holds the mentions that speak or are spoken to."""

    def __init__(
        self, index: ActorIndex, around: Surroundings, clusters: Sequence[Cluster], engaged: Collection[str]
    ) -> None:
        self.index, self.around, self.clusters, self.engaged = index, around, clusters, engaged
        self.home: str | None = None
        self.home_heads: list[int] = []
        self.bodies: dict[int, Cluster] | None = None
        self.international = any(cluster.kind == "igo" for cluster in clusters)  # whether the text names such a body

    def settle(self, home: str | None, heads: list[int]) -> None:
        """Hand countries down. ``home`` is the state that the opening is about, told by the tokens ``heads``."""
        self.home, self.home_heads = home, heads
        counts: dict[str, int] = {}
        for cluster in self.clusters:
            if cluster.country is not None:
                counts[cluster.country] = counts.get(cluster.country, 0) + len(cluster.mentions)
        if self.home is not None and counts.get(self.home, 0) < _MAIN * max(counts.values(), default=0):
            self.home = None
        for cluster in self.clusters:
            self._disown(cluster)
            self._inherit(cluster)
        for cluster in self.clusters:
            self._told(cluster)
        for cluster in self.clusters:
            self._inherit(cluster)
        for cluster in self.clusters:
            if cluster.country is None and self._speaks_of_here(cluster):
                cluster.country = self.around.scene(cluster.mentions)
        for cluster in self.clusters:
            self._guess(cluster)
        for cluster in self.clusters:
            self._inherit(cluster)
        for cluster in self.clusters:
            homes = {member.country for member in cluster.members}
            if len(homes) == 1 and cluster.country is None:
                (cluster.country,) = homes

    def _disown(self, cluster: Cluster) -> None:
        """Take back a nationality that is not whom somebody speaks for.

        A mission's Norwegian head speaks for the mission; a foreign doctor or nun speaks for nobody.
        """
        if cluster.country is None or not cluster.person_like():
            return
        unaligned = bool({*cluster.roles, cluster.group} & self.index.unaligned)
        mission = unaligned and (cluster.sector == "IGO" or self.international)
        foreign = cluster.country not in self.around.scenes | self.around.datelines
        apart = cluster.sector in _UNALIGNED and cluster.of is None and not cluster.curated and foreign
        if mission or apart or (cluster.of is not None and self._international(cluster)):
            cluster.country = None

    def _told(self, cluster: Cluster) -> None:
        """What the words beside an actor tell: its town, the body that it works at."""
        self._town(cluster)
        if cluster.country is not None or self._international(cluster):
            return
        posted = cluster.spokesperson or self._abroad(cluster)
        if not posted and (self._local(cluster) or cluster.sector in _RESIDENT):
            cluster.country = self.around.named_in(cluster.mentions)
        if cluster.country is None and cluster.of is None and cluster.person_like():
            body = self.around.body_beside(cluster.mentions, self._bodies())
            if body is not None and body is not cluster:
                cluster.of = body
                self._inherit(cluster)
        if cluster.country is None and cluster.kind == "person" and not cluster.abroad_role:
            cluster.country = self.around.beside_name(cluster.mentions)

    def _abroad(self, cluster: Cluster) -> bool:
        """Whether an office sits in other states: an embassy, a delegation."""
        office = self.index.offices.get(cluster.group or "")
        return cluster.sector == "MED" or (office is not None and office.abroad)

    def _bodies(self) -> dict[int, Cluster]:
        """Bodies with a home or of many states, by the first tokens of their mentions."""
        if self.bodies is None:
            bodies = [c for c in self.clusters if c.kind in _BODIES and c.sector != "MED"]
            first = self.around.parse.token_range
            self.bodies = {
                first(m.span.start, m.span.end)[0]: c
                for c in bodies
                for m in c.mentions
                if m.form in ("name", "description") and (c.country is not None or c.kind == "igo")
            }
        return self.bodies

    def _speaks_of_here(self, cluster: Cluster) -> bool:
        """Whether an actor's work is where it speaks of: a mayor, the police, residents, no one of many states."""
        keys = {*cluster.roles, cluster.group}
        return bool(keys & self.index.scene) and not self._international(cluster)

    def _international(self, cluster: Cluster) -> bool:
        """Whether an actor, or one that it acts for, is of many states; *the secretary general* of a front is not."""
        seen: set[int] = set()
        above: Cluster | None = cluster.of or cluster
        while above is not None and id(above) not in seen:
            if above.kind == "igo" or above.sector == "IGO":
                return True
            seen.add(id(above))
            above = above.of
        return False

    def _guess(self, cluster: Cluster) -> None:
        """The state whose government acted just before, or the one that the text is about, for those at home in it."""
        nearby = (cluster.context if cluster.kind != "armed_group" else None) or self.home
        if nearby == self.home and self.home_heads and self.around.says(cluster.mentions, self.home_heads):
            nearby = None  # those whom an actor itself speaks of may be the other side
        if nearby is None and cluster.kind == "person" and cluster.roles and len(self.around.groups) == 1:
            (nearby,) = self.around.groups & self.around.scenes  # a text about one state's armed groups
        if cluster.kind == "person" and not cluster.roles and cluster.sector is None:
            nearby = self.around.sole
        elif nearby is None and not self.home_heads and cluster.sector in _DOMESTIC:
            nearby = self.around.spoken
        if cluster.kind == "unnamed" and cluster.name.isupper():
            nearby = None  # the label of a turn: whose spokesperson takes it, the transcript alone tells
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
        serving = cluster.sector == "MIL" and self.around.spoken is not None  # *a colonel*, where one state is in play
        told = cluster.kind == "person" or (cluster.kind == "unnamed" and (cluster.definite or serving))
        return told and self._local(cluster)

    def _local(self, cluster: Cluster) -> bool:
        """Whether an actor's office or work is one at home: a minister, an officer, a bishop; no envoy, no mediator."""
        if cluster.kind == "igo" or cluster.sector == "IGO" or cluster.abroad_role:
            return False
        if cluster.kind in ("armed_force", "armed_group", "government", "organisation"):
            return cluster.sector != "MED"
        return cluster.sector is None or cluster.sector in _DOMESTIC
