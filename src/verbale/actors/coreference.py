"""Looking back: pronouns to their antecedents, collectives to their members."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from verbale.actors.clusters import Cluster
from verbale.actors.echoes import DOUBT
from verbale.actors.forms import pieces
from verbale.actors.senses import ActorIndex
from verbale.language.parse import Parse
from verbale.record import Mention, Statement

_WINDOW = 30  # mentions that a pronoun looks back over
_SENTENCES = 3
_STATES = frozenset({"state", "government"})
_PAIR_SENTENCES = 6  # that a collective looks back over
_INSTITUTIONS = frozenset(("government", "state", "armed_force", "armed_group", "igo", "organisation", "people"))


@dataclass(slots=True)
class _Seen:
    mention: Mention
    cluster: Cluster
    subject: bool
    speaking: bool


class Antecedents:
    """The actors met so far, in text order."""

    def __init__(
        self,
        parse: Parse,
        index: ActorIndex,
        statements: tuple[Statement, ...],
        of_mention: dict[str, Cluster],
        by_id: dict[str, Mention],
        notes: list[tuple[Cluster, str]],
    ) -> None:
        self.parse, self.tokens, self.index = parse, parse.tokens, index
        self.of_mention, self.by_id, self.notes = of_mention, by_id, notes
        self.seen: deque[_Seen] = deque(maxlen=_WINDOW)
        self.last: tuple[Cluster, int] | None = None  # who spoke or was the subject last, and in which sentence
        self.government: tuple[str, int] | None = None  # whose government acted last, and in which sentence
        self.state: tuple[int, str] = (-1, "")  # the paragraph, and the state that it named first
        self.outer: _Seen | None = None  # the last that is no part of another
        self.pairs: deque[tuple[int, Cluster, Cluster]] = deque(maxlen=10)
        self.main_pair: tuple[Cluster, Cluster] | None = None  # the first two persons that *and* joins
        self.main_states: tuple[Cluster, Cluster] | None = None  # the first two states that *and* joins
        self.recent: dict[int, int] = {}  # cluster -> token of its last mention
        self.speaking = frozenset(i for s in statements for i in s.speakers)
        self.inside: dict[int, Statement] = {}  # token -> innermost statement whose content holds it
        for statement in sorted(statements, key=lambda s: s.content[0].start - s.content[-1].end):
            for span in statement.content:
                first, last = parse.token_range(span.start, span.end)
                for i in range(first, last):
                    self.inside[i] = statement

    def passed(self, mention: Mention, cluster: Cluster) -> None:
        """Note that the reader has passed a mention."""
        token = self.tokens[mention.head]
        subject = token.rel == "nsubj" or (token.rel == "conj" and self.tokens[token.head].rel == "nsubj")
        self.seen.append(_Seen(mention, cluster, subject, mention.id in self.speaking))
        outer = self.outer
        if outer is None or not outer.mention.span.covers(mention.span):
            if outer is not None:
                self._coordinate(outer, self.seen[-1])
            self.outer = self.seen[-1]
        paragraph = self.parse.sentences[mention.sentence].paragraph
        if cluster.country is not None and self.state[0] != paragraph:
            self.state = (paragraph, cluster.country)
        self.recent[id(cluster)] = mention.head
        if (subject or mention.id in self.speaking) and self.inside.get(mention.head) is None:
            self.last = (cluster, mention.sentence)
            if cluster.kind == "government" and cluster.country is not None and not cluster.guessed:
                self.government = (cluster.country, mention.sentence)

    def last_named(self, mention: Mention) -> tuple[Cluster, int] | None:
        """Who spoke or was the subject last, unless it is that very one who speaks of somebody here."""
        return None if self.last is not None and self.speaker(mention.head) is self.last[0] else self.last

    def issuer(self, mention: Mention) -> Cluster | None:
        """Who spoke or was the subject last, at most two sentences before a paper that speaks for them."""
        if self.last is None or mention.sentence - self.last[1] > 2:
            return None
        return self.last[0]

    def context(self, mention: Mention) -> str | None:
        """The state whose government acted in this sentence or the one before, in the same paragraph."""
        if self.government is None:
            return None
        country, sentence = self.government
        sentences = self.parse.sentences
        near = 0 <= mention.sentence - sentence <= 1
        return country if near and sentences[sentence].paragraph == sentences[mention.sentence].paragraph else None

    def elsewhere(self, mention: Mention, home: str | None) -> bool:
        """Whether the state that the paragraph named first is another than ``home``."""
        paragraph, state = self.state
        return paragraph == self.parse.sentences[mention.sentence].paragraph and state != home

    def _coordinate(self, first: _Seen, second: _Seen) -> None:
        """Note two actors of one kind that *and* joins."""
        a, b = first.cluster, second.cluster
        if a is b or first.mention.sentence != second.mention.sentence or a.person_like() is not b.person_like():
            return
        start = self.parse.token_range(first.mention.span.start, first.mention.span.end)[1]
        end = self.parse.token_range(second.mention.span.start, second.mention.span.end)[0]
        between = [token for token in self.tokens[start:end] if token.pos not in ("DET", "ADJ", "ADP")]
        if len(between) == 1 and between[0].pos == "CCONJ" and end - start < 5:
            self.pairs.append((first.mention.sentence, a, b))
            if self.main_pair is None and a.kind == b.kind == "person":
                self.main_pair = (a, b)
            if self.main_states is None and {a.kind, b.kind} <= _STATES:
                self.main_states = (a, b)

    def speaker(self, i: int) -> Cluster | None:
        """Who says the words at token ``i``."""
        statement = self.inside.get(i)
        if statement is None:
            return None
        found = [self.of_mention[m] for m in statement.speakers if m in self.of_mention]
        return found[0] if len(found) == 1 else None

    def pronoun(self, mention: Mention, needed: frozenset[str]) -> Cluster | None:
        """The antecedent of a pronoun, or None where none is likely."""
        latter = self.index.ordinals.get(pieces(mention.span.text))
        if latter is not None:
            return self._one_of_two(mention, latter) if mention.id in needed else None
        token = self.tokens[mention.head]
        opens = token.i == self.parse.sentences[token.sentence].first
        if opens and token.rel == "obj":
            return None  # *Lo ha detto …*: what was said, not who
        if mention.person == "1":
            statement = self.inside.get(mention.head)
            direct = statement is not None and statement.kind != "indirect"
            return self.speaker(mention.head) if direct and mention.number == "sing" else None
        scored = [(self._score(mention, seen), n, seen.cluster) for n, seen in enumerate(self.seen)]
        best: dict[int, tuple[float, int, Cluster]] = {}
        for score, n, cluster in scored:
            if score > 0 and (id(cluster) not in best or score >= best[id(cluster)][0]):
                best[id(cluster)] = (score, n, cluster)
        if not best:
            return None
        pronoun = self.index.pronouns.get(self.tokens[mention.head].norm)
        if pronoun is not None and pronoun.neuter and mention.id not in needed:
            speaker = self.speaker(mention.head)  # *it* inside reported words is the speaker, or anything at all
            if not pronoun.possessive:
                best = {key: item for key, item in best.items() if item[2] is speaker}
            best = {key: item for key, item in best.items() if item[0] >= 3.0}
            if not best:
                return None
        ranked = sorted(best.values(), key=lambda item: (-item[0], -item[1]))
        score, _, cluster = ranked[0]
        if len(ranked) > 1 and score - ranked[1][0] < 0.25 and mention.id not in needed:
            return None  # two plausible ones, and nobody needs to know
        if len(ranked) > 1 and score - ranked[1][0] < 0.25 and cluster.person_like() and ranked[1][2].person_like():
            cluster.doubt = max(cluster.doubt, DOUBT)
        if mention.gender and cluster.person_like() and cluster.gender is None:
            cluster.gender = mention.gender
        return cluster

    def _one_of_two(self, mention: Mention, latter: bool) -> Cluster | None:
        """*the former*, *the latter*: of the first sentence back that has two actors of one kind."""
        if mention.number == "plur":
            return None
        by_sentence: dict[int, list[Cluster]] = {}
        for seen in self.seen:
            distance, cluster = mention.sentence - seen.mention.sentence, seen.cluster
            single = not cluster.members and cluster.number != "plur" and seen.mention.form != "collective"
            agrees = mention.gender is None or cluster.gender in (None, mention.gender) or not cluster.person_like()
            if distance <= _PAIR_SENTENCES and single and agrees and not seen.mention.span.covers(mention.span):
                listed = by_sentence.setdefault(seen.mention.sentence, [])
                if cluster not in listed:
                    listed.append(cluster)
        for sentence in sorted(by_sentence, reverse=True):
            people = [c for c in by_sentence[sentence] if c.person_like()]
            bodies = [c for c in by_sentence[sentence] if not c.person_like()]
            found = people if len(people) > 1 or (len(bodies) < 2 and people) else bodies
            if len(found) > 1 or (latter and found and sentence < mention.sentence):
                return found[-1] if latter else found[0]
        return None

    def _score(self, mention: Mention, seen: _Seen) -> float:
        cluster, other = seen.cluster, seen.mention
        if other.span.covers(mention.span):
            return 0.0  # *his* in *his deputy* is not the deputy
        distance = mention.sentence - other.sentence
        if distance > _SENTENCES or (other.form == "collective" and mention.number != "plur"):
            return 0.0
        if not self._agrees(mention, cluster, seen):
            return 0.0
        score = 3.0 - distance + (1.0 if seen.subject else 0.0) + (0.6 if seen.speaking else 0.0)
        score += 0.3 if cluster.kind == "person" else 0.0
        here, there = self.inside.get(mention.head), self.inside.get(other.head)
        if here is None and there is not None:
            score -= 1.5  # who speaks, or whose spokesman does, is not looked for in what was said
        if here is not None and here.kind != "indirect" and other.id in here.speakers:
            return 0.0  # in direct speech, the speaker is no third person
        if here is not None and here.kind == "indirect" and self.speaker(mention.head) is cluster:
            score += 1.0
        if distance == 0 and self.tokens[mention.head].head == self.tokens[other.head].head and seen.subject:
            poss = self.index.pronouns.get(self.tokens[mention.head].norm)
            if poss is None or not poss.possessive:
                return 0.0  # subject and object of one verb are two
        return score

    def _agrees(self, mention: Mention, cluster: Cluster, seen: _Seen) -> bool:
        pronoun = self.index.pronouns.get(self.tokens[mention.head].norm)
        if mention.number == "plur":
            return cluster.number == "plur" or cluster.kind in ("armed_group", "people") or bool(cluster.members)
        if cluster.number == "plur" or cluster.members:
            return False
        if pronoun is not None and pronoun.neuter:
            return cluster.kind in _INSTITUTIONS
        if mention.gender is not None and cluster.gender is not None:
            return mention.gender == cluster.gender and cluster.person_like()
        if mention.gender is not None:
            return cluster.person_like()
        return cluster.person_like() or cluster.kind in _INSTITUTIONS

    def same_words(self, mention: Mention) -> Cluster | None:
        """The actors last meant by the very same collective words."""
        for seen in reversed(self.seen):
            words = pieces(seen.mention.span.text)
            if seen.mention.form == "collective" and seen.cluster.members and words == pieces(mention.span.text):
                return seen.cluster
        return None

    def members(self, mention: Mention, cluster: Cluster) -> None:
        """Fill the members of *the two presidents*, *la coppia*, *le parti* from the actors just met."""
        size, role, people = self._wanted(mention)
        options = self._pair(mention, size or 2, role, people)
        if options:
            cluster.members = options
            countries = {m.country for m in options}
            cluster.country = countries.pop() if len(countries) == 1 else None
        else:
            self.notes.append((cluster, "the text names no actors that these words can take up"))

    def _pair(self, mention: Mention, size: int, role: str | None, people: bool | None) -> list[Cluster]:
        """The ``size`` actors of one kind that a collective takes up: coordinated ones, else those met last."""
        if size == 2:
            for sentence, first, second in reversed(self.pairs):
                if mention.sentence - sentence > _PAIR_SENTENCES:
                    break
                persons = first.kind == "person"
                if people is not None and persons is not people:
                    continue
                if role is None or (self._has_role(first, role) and self._has_role(second, role)):
                    return [first, second]
            main = self.main_pair
            if main is not None and people is not False and role is None and all(len(c.mentions) > 1 for c in main):
                return list(main)
        if people is False:  # *the two sides*: whoever was met last need not be one
            return self._met_each_other(mention) or list(self.main_states or ()) if size == 2 else []
        persons_met: list[Cluster] = []
        bodies_met: list[Cluster] = []
        for seen in reversed(self.seen):
            distance = mention.sentence - seen.mention.sentence
            if distance > _PAIR_SENTENCES:
                break
            if len(seen.cluster.members) == size and role is None:
                return list(seen.cluster.members)
            if self._may_join(mention, seen.cluster, role):
                group = persons_met if seen.cluster.person_like() else bodies_met
                if seen.cluster not in group and (group is persons_met or distance <= 2):
                    group.append(seen.cluster)
        for group in (persons_met, bodies_met):
            if len(group) >= size:
                return list(reversed(group[:size]))
        return []

    def _met_each_other(self, mention: Mention) -> list[Cluster]:
        """Subject and object of one verb in the sentence before, if no other body stands there: *the army met …*."""
        there = [s for s in self.seen if mention.sentence - s.mention.sentence == 1 and not s.cluster.person_like()]
        bodies = list({id(s.cluster): s.cluster for s in there if s.cluster.kind in _INSTITUTIONS}.values())
        governors = {self.tokens[s.mention.head].head for s in there}
        relations = {self.tokens[s.mention.head].rel for s in there}
        joined = len(governors) == 1 and relations in ({"nsubj", "obj"}, {"nsubj", "obl"})
        return bodies if len(bodies) == 2 and joined else []

    def _may_join(self, mention: Mention, cluster: Cluster, role: str | None) -> bool:
        if (
            cluster.members
            or cluster is self.speaker(mention.head)
            or (cluster.kind == "unnamed" and not cluster.roles)
        ):
            return False
        if role is not None:
            return cluster.person_like() and self._has_role(cluster, role)
        named = cluster.kind == "person" or any(m.form != "description" for m in cluster.mentions)
        return named or cluster.country is not None or cluster.kind in ("armed_group", "government")

    def _has_role(self, cluster: Cluster, role: str) -> bool:
        return any(key == role or key.rpartition("-")[2] == role for key in cluster.roles)

    def _wanted(self, mention: Mention) -> tuple[int, str | None, bool | None]:
        """How many a collective stands for, of what role, and whether they are persons (None: not told)."""
        first, last = self.parse.token_range(mention.span.start, mention.span.end)
        size, role = 0, None
        people: bool | None = None
        for hit in self.index.scan(self.parse, first, last):
            if (sense := hit.sense("collective", "both")) is not None:
                size = sense.size
        token = self.tokens[last - 1]
        if token.pos == "NOUN" and token.feats.get("Number") == "Plur":
            people = False
        for hit in self.index.scan(self.parse, last - 1, last):
            sense = hit.sense("role")
            if sense is not None and sense.role is not None and sense.role.relation != "counterpart":
                people, role = True, sense.key if sense.role.relation == "holder" else None
            elif (sense := hit.sense("crowd")) is not None and self.index.crowds[sense.key].sector == "CVL":
                people = True
        if role is not None and role not in {key for seen in self.seen for key in seen.cluster.roles}:
            role = None
        return size, role, people
