"""Shorter words for somebody who was named: *the Front*, *the rebels* after the name of one group, *the Norwegian*."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from verbale.actors.clusters import Cluster
from verbale.actors.forms import pieces
from verbale.actors.senses import ActorIndex
from verbale.language.parse import Parse
from verbale.record import Mention

_NEAR = 2  # sentences that a plural such as *the rebels* looks back over
_KEPT = 12
_BODIES = frozenset(("organisation", "igo", "armed_group", "armed_force", "government"))
_FORCES = frozenset(("armed_group", "armed_force"))
DOUBT = 0.25  # taken off the confidence of one of two equally likely ones


class Echoes:
    """The named actors of one parse, by the words of their names."""

    def __init__(self, parse: Parse, index: ActorIndex) -> None:
        self.parse, self.tokens, self.index = parse, parse.tokens, index
        self.by_word: dict[str, deque[tuple[int, Cluster]]] = {}
        self.seen: deque[tuple[Mention, Cluster]] = deque(maxlen=_KEPT)

    def learn(self, mention: Mention, cluster: Cluster) -> None:
        """Remember the words of a body's name."""
        words = pieces(mention.span.text)
        if mention.form == "name" and cluster.kind in _BODIES and len(words) > 1:
            for word in words:
                self.by_word.setdefault(word, deque(maxlen=_KEPT)).append((mention.span.start, cluster))

    def body(self, mention: Mention) -> Cluster | None:
        """The body that a definite, capitalised noun takes up: *the Council*, *il Fronte*."""
        first, last = self.parse.token_range(mention.span.start, mention.span.end)
        head = self.tokens[mention.head]
        words = [t for t in self.tokens[first:last] if t.norm not in self.index.articles]
        before = self.tokens[first - 1] if first else None
        opener = self.tokens[first] if len(words) < last - first else before
        if len(words) != 1 or not head.text[:1].isupper() or len(head.text) < 4 or mention.country or mention.of:
            return None
        if opener is None or not (opener.norm in self.index.definite or opener.lemma in self.index.definite):
            contracted = opener is not None and opener.pos == "ADP" and opener.lemma != opener.norm
            if not contracted:
                return None
        held = self.by_word.get((pieces(head.norm) or ("",))[0], ())
        return next((cluster for at, cluster in reversed(held) if at < mention.span.start), None)

    def passed(self, mention: Mention, cluster: Cluster) -> None:
        self.seen.append((mention, cluster))

    def force(self, mention: Mention) -> Cluster | None:
        """The one named force or group of the sentences before that *the rebels*, *i militari* must be."""
        if mention.kind not in _FORCES or mention.number != "plur" or mention.country or mention.of:
            return None
        found = {
            id(cluster): cluster
            for other, cluster in self.seen
            if cluster.kind in _FORCES
            and not cluster.members
            and mention.sentence - other.sentence <= _NEAR
            and not other.span.covers(mention.span)
        }
        chosen = next(iter(found.values())) if len(found) == 1 else None
        if chosen is None or chosen.kind != mention.kind or chosen.key.startswith(f"{chosen.kind}:"):
            return None
        return chosen

    def native(self, mention: Mention) -> Cluster | None:
        """The last person of the country that *the Norwegian* tells."""
        if mention.country is None or mention.number != "sing" or mention.kind != "person":
            return None
        for other, cluster in reversed(self.seen):
            alike = mention.gender is None or cluster.gender in (None, mention.gender)
            person = cluster.country == mention.country and cluster.person_like() and alike
            if person and not other.span.covers(mention.span):
                return cluster
        return None


def doubt_namesakes(mentions: Iterable[Mention], of_mention: dict[str, Cluster]) -> None:
    """Lower the confidence of those who are called by a surname that two persons of the text have in full."""
    holders: dict[str, dict[int, Cluster]] = {}
    for mention in mentions:
        cluster = of_mention.get(mention.id)
        if cluster is None or mention.form != "name" or cluster.kind != "person":
            continue
        text = mention.span.text
        role = mention.role
        words = pieces(text[len(role) :] if role is not None and text.startswith(role) else text)
        if not words:
            continue
        held = holders.setdefault(words[-1], {})
        if len(words) > 1:
            held[id(cluster)] = cluster
        elif len(held) > 1 and id(cluster) in held and mention.country is None and not mention.role:
            cluster.doubt = max(cluster.doubt, DOUBT)
