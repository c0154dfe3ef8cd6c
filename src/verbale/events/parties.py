"""Who takes part in a contact: what noun phrases, lists, and words such as *those of X* stand for."""

from __future__ import annotations

from verbale.events.scene import Scene
from verbale.record import Actor

WIDEST = 30  # tokens of a list of participants
NAMES = 6  # tokens before the head of a collective that may say whose it is: the A and B foreign ministers


class Parties:
    """Participants as they are found, with the token that names each."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.found: dict[str, int] = {}
        self.plural = False
        self.guests: set[str] = set()  # those with whom somebody else met
        self.visited = False  # somebody travels to a person
        self.two = False  # a mention says that it is two: *the two*, *both*

    def take(self, head: int, *, one_side: bool = False) -> None:
        """Take what a noun phrase and all that is joined to it stand for; what is ``one_side`` met somebody else."""
        for part in self.scene.joined(head):
            actor, token = self.scene.actor_at(part) or self._apposed(part), part
            if actor is None:
                actor, token = self._behind(part)
            self.take_one(token, actor, one_side=one_side)

    def _behind(self, head: int) -> tuple[Actor | None, int]:
        """The party for which those sit whom a noun or pronoun only points at: *those of X*, *X's negotiators*."""
        token, lexicon = self.scene.tokens[head], self.scene.lexicon
        words = {token.norm, token.lemma}
        return self.scene.owner_at(head) if words & (lexicon.those | lexicon.delegates) else (None, head)

    def _apposed(self, head: int) -> Actor | None:
        """The actor in apposition to a name that is none itself."""
        for token in self.scene.parse.dependents(head, "appos", "flat"):
            actor = self.scene.actor_at(token.i)
            if actor is not None:
                return actor
        return None

    def _sides(self, head: int) -> None:
        """The countries of a plural office: *the foreign ministers of Italy and Russia*."""
        for first in self.scene.parse.dependents(head, "nmod"):
            for token in (first, *self.scene.parse.dependents(first.i, "nmod")):
                heads = self.scene.joined(token.i)
                actors = {at: self.scene.actor_at(at) for at in heads}
                if len(heads) > 1 and all(a is not None and a.kind in ("state", "government") for a in actors.values()):
                    for at, actor in actors.items():
                        self.take_one(at, actor)
                    return

    def take_one(self, token: int, actor: Actor | None, *, one_side: bool = False) -> None:
        if actor is None or not _can_meet(self.scene, actor, token):
            return
        self.found.setdefault(actor.id, token)
        if one_side:
            self.guests.add(actor.id)
        several = self.scene.plural(actor, token) and not (one_side and not actor.members)
        self.plural = self.plural or several
        self.two = self.two or (several and not one_side and self._is_two(actor, token))
        if several and not actor.members:
            self._sides(self.scene.mention_head(token))
            self._named_after(token)

    def _named_after(self, token: int) -> None:
        """Those whom an apposition names one by one: *the negotiators, A and B, wrote*."""
        end = self._end(token)
        _, last = self.scene.sentence_of(token)
        if end < last and self.scene.tokens[end].norm == "," and self._names_after(end, last):
            self.take_list(end + 1, last)

    def _is_two(self, actor: Actor, token: int) -> bool:
        span = self.scene.mention_at(token)
        first, last = self.scene.parse.token_range(span.start, span.end) if span else (token, token + 1)
        return len(actor.members) == 2 and any(t.pos == "NUM" for t in self.scene.tokens[first:last])

    def take_list(self, first: int, last: int, *, one_side: bool = False) -> None:
        """Take the actors of a list *A, B and C* that begins at a token."""
        scene = self.scene
        at, gap = first, 0
        while at < min(first + WIDEST, last):
            actor, token = scene.actor_at(at), scene.tokens[at]
            if actor is not None:
                self.take_one(at, actor, one_side=one_side)
                at, gap = max(at + 1, self._end(at)), 0
                if at < last and scene.tokens[at].pos != "CCONJ" and scene.tokens[at].norm != ",":
                    return
                if at < last and scene.tokens[at].norm == "," and self._told_apart(at, last):
                    return
                continue
            stands_for, of = self._behind(at)
            if stands_for is not None:
                self.take_one(of, stands_for, one_side=one_side)
            if token.pos in ("VERB", "AUX", "SCONJ") or gap > 4 or token.norm in scene.lexicon.relative:
                return
            if token.pos == "ADP" and gap and not scene.lexicon.of & {token.lemma, token.norm}:
                return
            gap, at = gap + 1, at + 1

    def _end(self, token: int) -> int:
        span = self.scene.mention_at(token)
        return self.scene.parse.token_range(span.start, span.end)[1] if span else token + 1

    def _told_apart(self, comma: int, last: int) -> bool:
        """Whether what stands after the comma of a collective is no list of its members but the next clause."""
        return self.plural and len(self.found) == 1 and not self._names_after(comma, last)

    def _names_after(self, comma: int, last: int) -> bool:
        """Whether two names joined by a conjunction follow a comma: *, A and B*."""
        joined, names, at = False, 0, comma + 1
        while at < min(comma + WIDEST, last):
            token = self.scene.tokens[at]
            if self.scene.actor_at(at) is not None:
                names, at = names + 1, max(at + 1, self._end(at))
                if joined and names > 1:
                    return True
                continue
            if token.pos in ("VERB", "AUX", "SCONJ"):
                return False
            joined = joined or (token.pos == "CCONJ" and names > 0)
            at += 1
        return False

    def by_name(self) -> None:
        """Leave out a collective and what its words name where its members follow it: *the two ministers, A and B*."""
        scene = self.scene
        for actor, token in list(self.found.items()):
            end = self._end(token)
            after = [at for at in self.found.values() if end < at < end + WIDEST]
            if len(after) < 2 or scene.actors[actor].members or not scene.plural(scene.actors[actor], token):
                continue
            _, last = scene.sentence_of(token)
            if end < last and scene.tokens[end].norm == "," and self._names_after(end, last):
                self.found = {one: at for one, at in self.found.items() if not token - NAMES < at < end}
                return

    def mutual(self, verb: int) -> bool:
        """Whether all parties are the subject of a verb, which has no object."""
        return all(at < verb for at in self.found.values()) and (len(self.found) > 1 or self.plural)

    @property
    def one_sided(self) -> bool:
        """Whether only those are told with whom somebody met."""
        return bool(self.found) and self.found.keys() <= self.guests

    @property
    def enough(self) -> bool:
        return len(self.found) > 1 or (len(self.found) == 1 and self.plural)


def _can_meet(scene: Scene, actor: Actor, token: int) -> bool:
    if actor.sector == "MED" or (actor.kind == "people" and actor.country is None):
        return False
    words = scene.lexicon.press | scene.lexicon.reciprocal
    return not (actor.kind == "unnamed" and {scene.tokens[token].lemma, scene.tokens[token].norm} & words)
