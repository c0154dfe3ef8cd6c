"""Actors in the making: the mentions that refer to one actor, and what they tell together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from verbale.record import Actor, ActorKind, Mention, Span

_SURE = {"name": 0.95, "country": 0.9, "metonym": 0.9, "demonym": 0.8, "description": 0.75, "collective": 0.7}


@dataclass(slots=True, eq=False)
class Cluster:
    """What will be one actor."""

    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    role: str | None = None
    sector: str | None = None
    of: Cluster | None = None
    gender: Literal["masc", "fem"] | None = None
    number: Literal["sing", "plur"] | None = None
    members: list[Cluster] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)  # keys of the roles that it has in the text or the codebook
    spokesperson: bool = False
    holder: bool = False  # has an office: the president, not a diplomat
    curated: bool = False  # the codebook knows the person
    group: str | None = None  # key of the office or crowd that describes it
    definite: bool = False
    context: str | None = None  # the state whose government acted just before the first mention
    abroad_role: bool = False  # its work is in other countries: an envoy, a mediator
    abroad: bool = False  # first met where the text speaks of other states than the one it is about
    qualified: bool = False  # described by words of its own: *Nordic troops*
    guessed: bool = False  # its country is that of its surroundings
    doubt: float = 0.0

    def add(self, mention: Mention) -> None:
        """Take a mention in, and what it knows that was not known."""
        if not self.mentions or self.mentions[-1] is not mention:
            self.mentions.append(mention)
        if mention.form in ("pronoun", "collective"):
            return
        if self.kind != "igo" and not (self.of is not None and self.of.kind == "igo"):
            self.country = self.country or mention.country
        self.sector = self.sector or mention.sector
        self.gender = self.gender or mention.gender
        self.number = self.number or mention.number
        if mention.role and (self.role is None or len(mention.role) > 2 * len(self.role)):
            self.role = mention.role

    def person_like(self) -> bool:
        return self.kind == "person" or (self.kind == "unnamed" and self.number == "sing")


def actor_of(cluster: Cluster, ids: dict[int, str]) -> Actor:
    """The record's actor; ``ids`` maps clusters to actor ids."""
    spans = {(m.span.start, m.span.end): m.span for m in cluster.mentions}
    ordered = [spans[at] for at in sorted(spans)]
    best = max((_SURE.get(m.form, 0.6) for m in cluster.mentions), default=0.6)
    members = tuple(dict.fromkeys(ids[id(m)] for m in cluster.members if id(m) in ids))
    return Actor(
        id=ids[id(cluster)],
        key=cluster.key,
        name=cluster.name,
        kind=cluster.kind,
        country=cluster.country,
        role=cluster.role,
        sector=cluster.sector,
        of=ids.get(id(cluster.of)) if cluster.of is not None and cluster.of is not cluster else None,
        members=members,
        mentions=tuple(ordered),
        aliases=_aliases(cluster, ordered),
        confidence=round(max(0.05, best - cluster.doubt - (0.15 if cluster.guessed else 0.0)), 2),
    )


def _aliases(cluster: Cluster, spans: list[Span]) -> tuple[str, ...]:
    """Names by which the text calls the actor, other than its canonical one, roles and pronouns left out."""
    found: dict[str, None] = {}
    for mention in sorted(cluster.mentions, key=lambda m: m.span.start):
        if mention.form in ("pronoun", "description", "collective"):
            continue
        text = " ".join(mention.span.text.split())
        if mention.role is not None and text.startswith(" ".join(mention.role.split())):
            text = text[len(" ".join(mention.role.split())) :].lstrip(" ,")
        if text and text != cluster.name:
            found.setdefault(text)
    return tuple(found)
