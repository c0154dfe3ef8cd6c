"""Where the parties stand: stance frames found in the text, each with its party, its object and its conditions."""

from __future__ import annotations

from bisect import bisect_left
from typing import cast

from verbale.positions.clauses import clause_start, condition_around, hedged, object_of, shifts_before
from verbale.positions.dates import date_of
from verbale.positions.kinds import kind_of
from verbale.positions.lexicon import Answer, Effect, Frame
from verbale.positions.mentions import Mention
from verbale.positions.parties import agent_after, judges_of, owners_of, subject_of
from verbale.positions.referents import Referent, same_side
from verbale.positions.scene import HARD, VERBS, Scene
from verbale.positions.stands import FLIP, OPPOSITE, Stand
from verbale.record import Actor, Stance, Statement

REACH = 3  # sentences that *it* or a bare *agreed* may look back for the proposal
MORE = 12  # tokens in which a second agent may follow the first
MOST = 40  # mentions, or tokens of a sentence, that are looked through at most


class StanceFinder:
    """Reads the stances of one text. ``find`` gives them in text order."""

    def __init__(self, scene: Scene, mentions: list[Mention], meant: dict[int, Referent]) -> None:
        self.scene = scene
        self.mentions = mentions
        self.meant = meant
        self.by_token = {i: m for m in mentions if not m.clause and id(m) in meant for i in range(m.first, m.last)}
        self.stands: list[Stand] = []
        self.starts = [m.first for m in mentions]
        self.on_offer = list({id(r): r for r in meant.values() if r.licensed}.values())[:MOST]
        self.put_forward_at = next((m for r in self.on_offer[:1] for m in r.mentions if m.licensed), None)

    def find(self) -> list[Stand]:
        tokens, lexicon = self.scene.tokens, self.scene.lexicon
        at = 0
        while at < len(tokens):
            last = self.scene.last_of_sentence(at)
            if found := lexicon.frames.match(tokens, at, last):
                done = self._read_first(at, found)
                at = max(done, at + 1)
                continue
            if self.stands and (echoes := lexicon.echoes.match(tokens, at, last)):
                self._echo(at, echoes[0][0], echoes[0][1].stance)
            at += 1
        return self.stands

    def _read_first(self, at: int, found: list[tuple[int, Frame]]) -> int:
        if at in self.by_token and self.scene.tokens[at].pos not in VERBS and found[0][1].party == "subject":
            return at + 1
        if at > 0 and self.scene.tokens[at - 1].norm == "-":  # French-backed
            return at + 1
        for end, frame in sorted(found, key=lambda pair: (-pair[0], pair[1].object == "optional")):
            if self._read(at, end, frame):
                return end
        return at + 1

    def _read(self, at: int, end: int, frame: Frame) -> bool:
        if frame.stance == "none":
            return True
        if end - at > 1 and self.scene.tokens[end - 1].pos in ("CCONJ", "SCONJ", "PUNCT"):
            end -= 1  # the pattern looked one word further
        if frame.party == "owner":
            target: Mention | str = self._of_noun(end)
        else:
            target = object_of(self.scene, at, end, self.by_token, optional=frame.object == "optional")
        mention, referent, sure = self._referent(target, at, end, frame)
        if referent is None:
            return False
        parties, reached = self._parties(at, end, frame, mention)
        if not parties or (frame.joint and len(parties) < 2):
            return False
        first = self._begin(at, min(p[0] for p in parties))
        effects = shifts_before(self.scene, at)
        if end < len(self.scene.tokens) and self.scene.is_in("nothing", end):
            if "open" not in effects:
                return False
            effects.append("negate")
        stance = self._stance(at, end, frame, effects)
        if frame.stance == "reverses" and not effects:
            stance = self._reversed(parties[0][1], referent)
        if stance is None:
            return False
        condition = None
        if stance != "undecided":
            condition = condition_around(self.scene, at, end, refusal=stance == "rejects", until=reached)
        if condition or (stance == "accepts" and hedged(self.scene, at, end, until=reached)):
            stance = "conditional"
        vague = mention is not None and mention.indefinite and not mention.licensed and not mention.asked
        deal = mention is not None and mention.kind is not None and not self.on_offer
        if (vague or frame.joint) and not deal and self._together(at, parties):
            return False
        last = self._last(end, mention, condition, parties)
        date = date_of(self.scene, at, (min(first, at), last), mention, condition)
        for _, actor in parties:
            if self._is_author(actor, referent, stance):
                continue
            referent.answered = True
            stand = Stand(actor, referent, stance, at, min(first, at), last, condition, date, 0.75 if sure else 0.55)
            stand.earlier = any(self.scene.is_in("before_that", i) for i in range(max(first, at - 4), at))
            self.stands.append(stand)
        if reached and self.stands:
            self._others_by(reached, self.stands[-1])
        return True

    def _others_by(self, reached: int, base: Stand) -> None:
        """*Accepted by Mali and, with reservations, by Niger*: the answer of the second, with a hedge of its own."""
        scene = self.scene
        edge = min(scene.last_of_sentence(reached - 1), reached + MORE)
        joined = False
        for i in range(reached, edge):
            token = scene.tokens[i]
            joined = joined or token.pos == "CCONJ"
            if token.pos in VERBS or token.norm in HARD:
                return
            if not joined or not scene.is_in("agents", i):
                continue
            actors, last = agent_after(scene, i)
            hedge = any(scene.lexicon.hedges.match(scene.tokens, j, edge) for j in range(reached, i))
            for actor in actors:
                if scene.party_of(actor) and actor.id != base.actor.id:
                    stance: Stance = "conditional" if hedge and base.stance == "accepts" else base.stance
                    row = Stand(actor, base.referent, stance, base.at, reached, last, None, base.date, 0.6)
                    self.stands.append(row)
            return

    def _is_author(self, actor: Actor, referent: Referent, stance: Stance) -> bool:
        """Whose proposal it is takes no stance on it; a side of the same state may refuse it."""
        if stance in ("accepts", "conditional"):
            return any(same_side(actor, author) for author in referent.authors)
        return any(actor.id == author.id for author in referent.authors)

    def _begin(self, at: int, subject: int) -> int:
        """First token of the clause that tells the stance: of its own part where several stances share a subject."""
        last = self.stands[-1] if self.stands else None
        if last is not None and subject < last.at < at:
            return max(clause_start(self.scene, at), last.at + 1)
        return min(subject, at)

    def _together(self, at: int, parties: list[tuple[int, Actor]]) -> bool:
        """Whether several parties agree with each other rather than each with a proposal."""
        subjects = self.scene.parse.dependents(at, "nsubj")
        joined = any(self.scene.tokens[c].rel == "conj" for s in subjects for c in self.scene.parse.children[s.i])
        return len(parties) > 1 or joined or any(s.feats.get("Number") == "Plur" for s in subjects)

    def _stance(self, at: int, end: int, frame: Frame, effects: list[Effect]) -> Stance | None:
        stance: Answer | None = frame.stance
        if "none" in effects and "undecided" not in effects:
            return None
        if frame.promise and "open" not in effects and not any(self._future(i) for i in range(at, end)):
            return None
        if "undecided" in effects:
            return None if frame.stance == "undecided" and "negate" in effects else "undecided"
        if "doubt" in effects:
            return "undecided" if stance in ("rejects", "answers") else "rejects"
        for effect in effects:
            if effect == "negate" and stance is not None:
                plain = "open" not in effects and self.scene.tokens[at].feats.get("VerbForm") == "Part"
                stance = frame.negated if frame.negated and plain else FLIP[stance]
        return None if stance in (None, "answers", "reverses", "none") else cast(Stance, stance)

    def _reversed(self, actor: Actor, referent: Referent) -> Stance | None:
        before = next(
            (s.stance for s in reversed(self.stands) if s.actor.id == actor.id and s.referent is referent), None
        )
        return None if before is None else "accepts" if before in ("rejects", "undecided") else "rejects"

    def _future(self, at: int) -> bool:
        feats = self.scene.tokens[at].feats
        return feats.get("Tense") == "Fut" or feats.get("Mood") == "Cnd"

    def _referent(
        self, target: Mention | str, at: int, end: int, frame: Frame
    ) -> tuple[Mention | None, Referent | None, bool]:
        if isinstance(target, Mention):
            referent = self.meant.get(id(target))
            if referent is None and not target.generic:
                referent = self._latest(at)
            return target, referent, True
        if target == "pronoun":
            return None, self._latest(at), True
        if target == "other" or frame.object == "needed":
            return None, self._by_content(at, end, frame), False
        return None, self._latest(at), False

    def _by_content(self, at: int, end: int, frame: Frame) -> Referent | None:
        """*Agreed to silence their guns*: what was agreed is of the kind of a proposal that the text tells of.

        The one before it, or in a lead the only one of that kind that follows.
        """
        edge = self.scene.right_edge(end, 10) if end < len(self.scene.tokens) else end
        linked = any(self.scene.is_in("clause_links", i) for i in range(end, min(end + 4, edge)))
        kind = kind_of(self.scene, at if frame.promise else end, edge) if linked or frame.promise else None
        same = [r for r in self.on_offer if r.known == kind]
        if kind is None or not same:
            return None
        before = [r for r in same if r.mentions[0].first < at]
        return before[-1] if before else same[0] if len(same) == 1 else None

    def _of_noun(self, end: int) -> Mention | str:
        """What an answer told by a noun is about: the first mention after it in its own phrase."""
        for i in range(end, self.scene.right_edge(end, MORE) if end < len(self.scene.tokens) else end):
            if i in self.by_token:
                return self.by_token[i]
            if self.scene.tokens[i].pos in VERBS or self.scene.tokens[i].norm == ",":
                break
        return "none"

    def _latest(self, at: int) -> Referent | None:
        """The proposal that was last spoken of, if it was put forward or answered and is near."""
        sentence = self.scene.tokens[at].sentence
        newest = bisect_left(self.starts, at) - 1
        for n in range(newest, max(-1, newest - MOST), -1):
            mention = self.mentions[n]
            if sentence - self.scene.tokens[mention.head].sentence > REACH:
                break
            referent = self.meant.get(id(mention))
            asked = sentence - self.scene.tokens[mention.head].sentence <= 1
            if referent is not None and (referent.on_the_table or (asked and referent.asked)):
                return referent
        last = self.stands[-1] if self.stands else None
        if last is not None and sentence - self.scene.tokens[last.at].sentence <= REACH - 1:
            return last.referent
        return self._next(at, sentence)

    def _next(self, at: int, sentence: int) -> Referent | None:
        """In a lead that answers before it explains: the proposal that follows, if it is the text's only one."""
        if len(self.on_offer) != 1:
            return None
        following = self.put_forward_at
        if following is None or following.first < at:
            return None
        return self.on_offer[0] if self.scene.tokens[following.head].sentence - sentence <= 1 else None

    def _parties(self, at: int, end: int, frame: Frame, mention: Mention | None) -> tuple[list[tuple[int, Actor]], int]:
        """Who takes the stance, each with its first token; and one past a list of agents after *by*, else 0."""
        scene = self.scene
        if frame.party == "owner":
            return [(i, a) for i, a in owners_of(scene, at, end) if scene.party_of(a)], 0
        if frame.party == "judge":
            found = judges_of(scene, at, end)
            return [(i, a) for i, a in found if scene.party_of(a)] or self._implied(at, spoken=True), 0
        if (mention is None or mention.first < at) and self._passive(at):
            agents, reached = agent_after(scene, end)
            return [(at, a) for a in agents if scene.party_of(a)], reached
        return self._subjects(at), 0

    def _subjects(self, at: int) -> list[tuple[int, Actor]]:
        scene = self.scene
        subject = subject_of(scene, at)
        if subject is not None:
            return self._own_side(subject) or self._each(subject)
        own = next((s for s in scene.parse.dependents(at, "nsubj") if not s.dep.endswith("pass")), None)
        if own is not None and own.norm not in scene.lexicon.sets["relatives"]:
            return self._unresolved(own.i)
        return self._implied(at)

    def _unresolved(self, subject: int) -> list[tuple[int, Actor]]:
        """A subject that is no actor of the record: a pronoun or *his side* in what somebody says is the speaker."""
        scene = self.scene
        token = scene.tokens[subject]
        his = any(scene.is_in("possessives", c) for c in scene.parse.children[subject])
        if token.pos != "PRON" and not his:
            return []
        statement = scene.statement_at(subject)
        if statement is not None:
            speakers = [scene.by_id[s] for s in statement.speakers if s in scene.by_id]
            return [(subject, speaker) for speaker in speakers if scene.party_of(speaker)]
        return []

    def _own_side(self, subject: tuple[int, Actor]) -> list[tuple[int, Actor]]:
        """The speaker, where a statement says *we, our government, his fighters*."""
        first, actor = subject
        scene = self.scene
        statement = scene.statement_at(first)
        if statement is None:
            return []
        own = scene.is_in("first_person", first)
        begin = scene.parse.token_range(statement.content[0].start, statement.content[0].end)[0]
        his = scene.is_in("possessives", first) or (first > 0 and scene.is_in("possessives", first - 1))
        his = his and not any(scene.mention_at(i) for i in range(max(begin, first - MOST), first - 1))
        if not own and not his:
            return []
        speakers = [scene.by_id[s] for s in statement.speakers if s in scene.by_id and s != actor.id]
        return [(first, speaker) for speaker in speakers if scene.party_of(speaker)]

    def _passive(self, at: int) -> bool:
        children = self.scene.parse.children[at]
        if any(self.scene.tokens[c].dep == "aux:pass" for c in children):
            return True
        token = self.scene.tokens[at]
        if any(self.scene.tokens[c].rel == "aux" for c in children):
            return False
        if at + 1 < len(self.scene.tokens) and self.scene.is_in("agents", at + 1):
            return True
        own = any(self.scene.tokens[c].rel == "nsubj" for c in children)
        participle = token.feats.get("VerbForm") == "Part" and token.feats.get("Tense") != "Pres"
        return token.rel == "acl" and participle and not own

    def _each(self, subject: tuple[int, Actor]) -> list[tuple[int, Actor]]:
        """The subject and those joined to it by *and*, or the members of a group."""
        first, actor = subject
        if actor.members:
            return [(first, self.scene.by_id[m]) for m in actor.members if self.scene.party_of(self.scene.by_id.get(m))]
        if self.scene.party_of(actor) is None:
            return []
        found = [(first, actor)]
        if first >= 2 and self.scene.tokens[first - 1].pos == "CCONJ":
            before = self.scene.mention_at(first - 2)
            if before is not None and before[1].id != actor.id and self.scene.party_of(before[1]):
                found.insert(0, (self.scene.parse.token_range(before[0].start, before[0].end)[0], before[1]))
        for i in range(first, min(first + 14, self.scene.last_of_sentence(first))):
            token = self.scene.tokens[i]
            if token.pos in VERBS:
                break
            mention = self.scene.mention_at(i)
            if (
                mention
                and token.rel == "conj"
                and all(mention[1].id != a.id for _, a in found)
                and self.scene.party_of(mention[1])
            ):
                found.append((first, mention[1]))
        return found

    def _implied(self, at: int, *, spoken: bool = False) -> list[tuple[int, Actor]]:
        """No subject in sight: the speaker inside a statement, else the party of the clause before."""
        statement: Statement | None = self.scene.statement_at(at)
        sentence = self.scene.tokens[at].sentence
        if statement is not None:
            actors = [self.scene.by_id[s] for s in statement.speakers if s in self.scene.by_id]
            return [(at, a) for a in actors if self.scene.party_of(a)]
        if spoken:
            return []
        if self.stands and self.scene.tokens[self.stands[-1].at].sentence == sentence:
            return [(at, self.stands[-1].actor)]
        for i in range(at - 1, max(self.scene.first_of_sentence(at), at - MOST) - 1, -1):
            token = self.scene.tokens[i]
            if token.rel == "nsubj" and (mention := self.scene.mention_at(i)) and self.scene.party_of(mention[1]):
                return [(i, mention[1])]
        if self.scene.lexicon.stances.drops_subjects and sentence > 0:
            before = self.scene.parse.sentences[sentence - 1]
            if before.paragraph == self.scene.paragraph(at):
                for token in self.scene.tokens[before.first : min(before.last, before.first + MOST)]:
                    if (
                        token.rel == "nsubj"
                        and (mention := self.scene.mention_at(token.i))
                        and self.scene.party_of(mention[1])
                    ):
                        return [(at, mention[1])]
        return []

    def _last(
        self, end: int, mention: Mention | None, condition: tuple[int, int] | None, parties: list[tuple[int, Actor]]
    ) -> int:
        last = end
        if mention is not None and mention.first >= end - 1:
            last = max(last, mention.last)
        edge = self.scene.right_edge(end, 12) if end < len(self.scene.tokens) else end
        for i in range(end, edge):
            if self.scene.in_time(i) or self.scene.mention_at(i):
                last = max(last, i + 1)
            elif self.scene.tokens[i].norm == "," or self.scene.tokens[i].pos in VERBS | {"CCONJ", "SCONJ"}:
                break
        return max(last, condition[1]) if condition and condition[1] > last else last

    def _echo(self, at: int, end: int, kind: str) -> None:
        """*Moscow did not*: the answer of another party, by what the last one did."""
        scene = self.scene
        base = self.stands[-1]
        if scene.tokens[at].sentence - scene.tokens[base.at].sentence > 1 or at < base.last:
            return
        condition = condition_around(scene, at, end, refusal=False)
        while end < scene.last_of_sentence(at) and (scene.in_time(end) or scene.tokens[end].pos == "ADV"):
            end += 1
        if (
            end < scene.last_of_sentence(at)
            and scene.tokens[end].norm not in HARD | {","}
            and scene.tokens[end].pos != "CCONJ"
            and not (condition and condition[0] <= end)
        ):
            return
        mention = next((m for i in (at - 1, at - 2, at - 3) if i >= base.at and (m := scene.mention_at(i))), None)
        if mention is None or scene.party_of(mention[1]) is None or mention[1].id == base.actor.id:
            return
        stance = base.stance if kind == "same" else OPPOSITE[base.stance] if kind == "opposite" else cast(Stance, kind)
        if condition and stance == "accepts":
            stance = "conditional"
        first = scene.parse.token_range(mention[0].start, mention[0].end)[0]
        date = date_of(scene, at, (first, end), None, condition)
        self.stands.append(Stand(mention[1], base.referent, stance, at, first, end, condition, date, 0.6))
