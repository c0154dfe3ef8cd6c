"""Whom a description means: *the minister*, *la portavoce*, *the army*, *his Russian counterpart*, *the rebels*."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from verbale.actors.clusters import Cluster
from verbale.actors.echoes import DOUBT
from verbale.actors.forms import pieces
from verbale.actors.lexicon import Role
from verbale.actors.senses import ActorIndex
from verbale.language.parse import Parse
from verbale.record import Mention

_KEPT = 30  # actors of one role or group that a description may take up
_BESIDE = frozenset(("counterpart", "relative"))  # roles that tell whom somebody stands beside, not where
_CONTENT = frozenset(("ADJ", "NOUN", "PROPN", "VERB", "NUM"))


@dataclass(slots=True)
class Description:
    """What the words of a description say."""

    role: Role | None = None
    group: str | None = None  # key of the office or crowd
    office: bool = False
    definite: bool = False
    indefinite: bool = False
    vague: bool = False  # every, no, some
    plain: bool = True  # no adjective of its own: *the parallel government* is not *the government*
    owned: bool = False


class DescriptionReader:
    """Links descriptions to the actors of one parse."""

    def __init__(self, parse: Parse, index: ActorIndex) -> None:
        self.parse, self.index = parse, index
        self.by_role: dict[str, deque[Cluster]] = {}
        self.by_group: dict[str, deque[Cluster]] = {}
        self.titled: deque[Cluster] = deque(maxlen=_KEPT)
        self.spokespersons: deque[Cluster] = deque(maxlen=_KEPT)
        self.bodies: deque[Cluster] = deque(maxlen=_KEPT)  # armed groups and organisations that have a name

    def describe(self, mention: Mention) -> Description:
        first, last = self.parse.token_range(mention.span.start, mention.span.end)
        seen = Description(owned=mention.of is not None)
        tokens = self.parse.tokens
        hits = self.index.scan(self.parse, first, last)
        covered = {i for hit in hits for i in range(hit.first, hit.last)}
        seen.plain = not any(tokens[i].pos in _CONTENT and i not in covered for i in range(first, last))
        for hit in reversed(hits):
            sense = hit.sense("role", "office", "crowd")
            if sense is None or not (
                hit.first <= mention.head < hit.last or (seen.role is None and seen.group is None)
            ):
                continue
            seen.role = sense.role
            seen.group = sense.key if sense.kind != "role" else None
            seen.office = sense.kind == "office"
            if hit.first <= mention.head < hit.last:
                break
        opener = tokens[first]
        before = tokens[first - 1] if first else None
        article = opener.norm in self.index.articles or opener.norm in self.index.definite
        seen.indefinite = opener.norm in self.index.articles and opener.norm not in self.index.definite
        seen.vague = opener.pos == "DET" and not article and opener.norm not in self.index.pronouns
        seen.definite = opener.norm in self.index.definite or any(
            tokens[i].norm in self.index.pronouns and self.index.pronouns[tokens[i].norm].possessive
            for i in range(first, min(first + 3, last))
        )
        if mention.of is not None and not (article and not seen.definite):
            seen.definite = True  # *Mensah's government*
        if before is not None and before.pos == "ADP" and before.lemma != before.norm:
            seen.definite = True  # contracted with its article
        if any(tokens[i].norm in self.index.others for i in range(first, mention.head)):
            seen.definite = seen.plain = False  # *the next president*
        if mention.span.text.isupper():
            seen.definite = True  # the label of a turn
        return seen

    def learn(self, mention: Mention, cluster: Cluster) -> None:
        """Remember by what roles and groups an actor may be called again."""
        if mention.form not in ("name", "description"):
            return
        if mention.form == "name" and mention.kind != "person":
            media = cluster.sector == "MED"
            if cluster.kind in ("armed_group", "organisation") and not media and cluster not in self.bodies:
                self.bodies.append(cluster)
            office = cluster.key.partition(":")[0]
            if office in self.index.offices:  # *Israel Defense Forces … the army*
                cluster.group = cluster.group or office
                self._remember(self.by_group, office, cluster)
            return
        seen = self.describe(mention) if mention.role or mention.form == "description" else Description()
        if seen.role is not None:
            cluster.roles.update((seen.role.key, *seen.role.also))
            if mention.form == "name" and cluster not in self.titled:
                self.titled.append(cluster)
            cluster.abroad_role = cluster.abroad_role or seen.role.abroad or seen.role.relation in _BESIDE
            cluster.holder = cluster.holder or seen.role.relation == "holder"
            cluster.spokesperson = cluster.spokesperson or seen.role.relation == "spokesperson"
            if cluster.spokesperson and cluster not in self.spokespersons:
                self.spokespersons.append(cluster)
        cluster.definite = cluster.definite or seen.definite
        cluster.qualified = cluster.qualified or (mention.form == "description" and not seen.plain)
        if seen.group is not None and mention.form == "description" and not seen.vague:
            cluster.group = cluster.group or seen.group
            self._remember(self.by_group, seen.group, cluster)
        for role in sorted(cluster.roles):
            self._remember(self.by_role, role, cluster)

    def met(self, group: str, recent: dict[int, int]) -> bool:
        """Whether the text has already spoken of such a body."""
        held = self.by_group.get(group, ())
        return any(id(c) in recent and c.group and group in (c.group, c.group.rpartition("-")[2]) for c in held)

    def _remember(self, where: dict[str, deque[Cluster]], key: str, cluster: Cluster) -> None:
        """Under a key and, for *the minister*, *the ministry*, under its last word."""
        for name in (key, key.rpartition("-")[2]):
            held = where.setdefault(name, deque(maxlen=_KEPT))
            if cluster not in held:
                held.append(cluster)

    def named(
        self,
        mention: Mention,
        seen: Description,
        owner: Cluster | None,
        recent: dict[int, int],
        last: tuple[Cluster, int] | None,
    ) -> Cluster | None:
        """The actor that a description takes up, or None where it brings in a new one."""
        if seen.role is not None:
            found = self._holder(mention, seen, seen.role, owner, recent)
            bare = self._bare(mention, seen, last) if seen.role.relation == "holder" else None
            if (
                found is not None
                and bare is not None
                and self._paragraph(recent.get(id(found))) == self._paragraph(mention.head)
            ):
                return found
            return bare or found
        if seen.group is None:
            return None
        return self._group(mention, seen, recent)

    def _holder(
        self, mention: Mention, seen: Description, role: Role, owner: Cluster | None, recent: dict[int, int]
    ) -> Cluster | None:
        if mention.number == "plur":
            return None
        candidates: Iterable[Cluster] = self.by_role.get(role.key, ())
        if role.relation == "counterpart":
            if mention.country is None:
                met = [c for c in candidates if id(c) in recent and c is not owner]
                return max(met, key=lambda c: recent[id(c)]) if met and seen.definite else None
            candidates = [c for r in (owner.roles if owner else ()) for c in self.by_role.get(r, ()) if c is not owner]
        elif role.relation == "spokesperson" and not candidates:
            candidates = list(self.spokespersons)
        elif not seen.definite and mention.country is None:
            return None
        fitting = [c for c in candidates if self._fits(mention, c, owner) and self._same(mention, seen, c)]
        before = [c for c in fitting if id(c) in recent]
        if not before and role.relation == "holder" and seen.definite and not seen.owned:
            before = self._by_words(mention, recent)
        if before:
            chosen = max(before, key=lambda c: recent[id(c)])
            there = self.parse.tokens[recent[id(chosen)]].sentence
            rivals = {id(c) for c in before if self.parse.tokens[recent[id(c)]].sentence == there and c.country}
            if mention.country is None and len(rivals) > 1 and seen.plain:
                chosen.doubt = max(chosen.doubt, DOUBT)
            return chosen
        if seen.owned and mention.country is None:
            return None
        exact = [c for c in fitting if mention.country is not None and c.country in (mention.country, None)]
        distinct = list(dict.fromkeys(exact or (fitting if len(fitting) == 1 and seen.definite else [])))
        if len(distinct) > 1 and exact and seen.definite:  # *the Ghanaian president … President Kojo Mensah*
            distinct = [c for c in distinct if role.key in c.roles and c.kind == "person"][:1]
            for cluster in distinct:
                cluster.doubt = max(cluster.doubt, 0.15)
        return distinct[0] if len(distinct) == 1 else None

    def _by_words(self, mention: Mention, recent: dict[int, int]) -> list[Cluster]:
        """Persons whose role in the text has the same noun: *rebel commander Luis Rey … the commander*."""
        noun = pieces(self.parse.tokens[mention.head].norm)
        fitting = [c for c in self.titled if id(c) in recent and self._fits(mention, c, None)]
        return [c for c in fitting if noun and c.role and set(noun) <= set(pieces(c.role))]

    def _paragraph(self, token: int | None) -> int:
        return -1 if token is None else self.parse.sentences[self.parse.tokens[token].sentence].paragraph

    def _bare(self, mention: Mention, seen: Description, last: tuple[Cluster, int] | None) -> Cluster | None:
        """*… Marta Lind announced. The High Representative added …*: a person who has had no role yet gets one."""
        if last is None or not seen.definite or seen.owned or mention.number == "plur":
            return None
        cluster, sentence = last
        if cluster.roles or cluster.kind != "person" or not 1 <= mention.sentence - sentence <= 2:
            return None
        if self.parse.tokens[mention.head].rel != "nsubj" or not self._fits(mention, cluster, None):
            return None
        cluster.doubt = max(cluster.doubt, 0.15)
        return cluster

    def _same(self, mention: Mention, seen: Description, cluster: Cluster) -> bool:
        """Whether a description with words of its own repeats one of the actor's."""
        if seen.plain:
            return True
        words = set(pieces(mention.span.text))
        return any(len(words & set(pieces(m.span.text))) >= len(words) - 1 for m in cluster.mentions[:5])

    def _fits(self, mention: Mention, cluster: Cluster, owner: Cluster | None) -> bool:
        if mention.country and cluster.country and mention.country != cluster.country:
            return False
        if mention.gender and cluster.gender and mention.gender != cluster.gender:
            return False
        if owner is not None and cluster.of is not None and cluster.of is not owner:
            return False
        return cluster.kind in ("person", "unnamed")

    def _group(self, mention: Mention, seen: Description, recent: dict[int, int]) -> Cluster | None:
        assert seen.group is not None
        if not seen.definite:
            return None
        crowd = self.index.crowds.get(seen.group)
        if crowd is not None and crowd.takes_up and not seen.office:
            here = self._paragraph(mention.head)
            bodies = [c for c in self.bodies if self._paragraph(recent.get(id(c))) == here]
            if mention.number == "plur":
                return None
            return max(bodies, key=lambda c: recent[id(c)]) if bodies else None
        fitting = [
            c
            for c in self.by_group.get(seen.group, ())
            if id(c) in recent
            and self._same(mention, seen, c)
            and (mention.country is None or c.country in (mention.country, None))
            and (mention.number is None or c.number is None or c.number == mention.number)
        ]
        if fitting:
            return max(fitting, key=lambda c: (min(len(c.mentions), 3), recent[id(c)]))
        return None
