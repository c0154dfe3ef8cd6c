"""Where the parties stand: stance frames found in the text, each with its party, its object and its conditions."""

from __future__ import annotations

from typing import cast

from verbale.positions.clauses import clause_start, condition_around, demanded, hedged, resumed_condition, shifts_before
from verbale.positions.dates import date_of
from verbale.positions.lexicon import Answer, Effect, Frame
from verbale.positions.mentions import Mention
from verbale.positions.objects import Objects, object_of
from verbale.positions.parties import Found, agent_after, answering
from verbale.positions.referents import Referent, same_side
from verbale.positions.resumed import kept, resumed
from verbale.positions.retorts import Retorts
from verbale.positions.scene import HARD, NOUNS, VERBS, Scene
from verbale.positions.stands import FLIP, Stand
from verbale.positions.takers import Takers
from verbale.positions.topics import Topics
from verbale.record import Actor, Stance

MORE = 12  # tokens in which a second agent may follow the first
DOUBTED = 14  # tokens from *that* to the answer of a clause that opens a sentence
BESIDE = 3  # sentences after an answer in which a spokesman of the party only repeats it
QUESTION = 14  # tokens in which an indirect question tells what it is about


class StanceFinder:
    """Reads the stances of one text. ``find`` gives them in text order."""

    def __init__(self, scene: Scene, mentions: list[Mention], meant: dict[int, Referent]) -> None:
        self.scene = scene
        self.stands: list[Stand] = []
        self.objects = Objects(scene, mentions, meant, self.stands)
        self.topics = Topics(scene, self.objects.by_token)
        self.takers = Takers(scene, self.stands, self.objects.by_token)
        self.retorts = Retorts(scene, self.objects, self.stands)

    def find(self) -> list[Stand]:
        tokens, lexicon = self.scene.tokens, self.scene.lexicon
        at = 0
        while at < len(tokens):
            last = self.scene.last_of_sentence(at)
            before = len(self.stands)
            if found := lexicon.frames.match(tokens, at, last):
                done = self._read_first(at, found)
                if len(self.stands) > before or done > at + 1:
                    at = max(done, at + 1)
                    continue
            at = self.retorts.read(at, last)
        return _settled(self.scene, kept(self.stands))

    def _read_first(self, at: int, found: list[tuple[int, Frame]]) -> int:
        if at in self.objects.by_token and self.scene.tokens[at].pos not in VERBS and found[0][1].party == "subject":
            return at + 1
        if at > 0 and self.scene.tokens[at - 1].norm == "-":  # French-backed
            return at + 1
        for end, frame in sorted(found, key=lambda pair: (-pair[0], pair[1].object == "optional")):
            if self._read(at, end, frame):
                return end
        return at + 1

    def _read(self, at: int, end: int, frame: Frame) -> bool:
        if (frame.stance == "none" and self._reaches_over(at, end)) or self._cuts_phrase(at, end, frame):
            return False
        if frame.stance == "none" or self._in_condition(at):
            return True
        if self._breaks(at, end):
            return False
        if end - at > 1 and self.scene.tokens[end - 1].pos in ("CCONJ", "SCONJ", "PUNCT"):
            end -= 1  # the pattern looked one word further
        if frame.again:
            told = resumed(self.scene, self.objects, at, end, self._effects(at, end, frame), frame)
            self.stands += told
            return bool(told)
        mention, referent, sure = self._object(at, self._past_adverbs(end), frame)
        if referent is None or any(self.scene.is_in("without", i) for i in range(at + 1, end - 1)):
            return False
        parties, reached = self.takers.of(at, end, frame, mention, referent)
        if not parties or (frame.joint and len(parties) < 2):
            return False
        first = self._begin(at, min(p[0] for p in parties))
        effects = self._effects(at, end, frame)
        if {"negate", "doubt"} & set(effects) and _imagined(mention, referent):
            return True
        stance = self._stance(at, end, frame, effects)
        if frame.stance == "reverses" and not effects:
            stance = self._reversed(parties[0][1], referent)
        if stance is None or ("undecided" in effects and self._asked(at)):
            return stance is not None
        if frame.stance != "answers" or stance != "undecided":
            stance, condition = self._conditioned(at, end, stance, effects, reached)
        else:
            condition = None
        unsure = frame.conditioned or ("may" in effects and "negate" not in effects)
        if unsure and (stance != "conditional" or "negate" in effects):
            return False
        if unsure and condition is None and not (sure and hedged(self.scene, at, end)):
            return False
        if self._together(at, parties, mention, referent, joint=frame.joint):
            return False
        if stance == "undecided" and self._only_silent(at, end, parties, referent):
            return True
        last = self._last(end, mention, condition)
        awaited = stance == "undecided" and frame.party == "owner"  # the day of an answer that is still to come
        whose = None if stance == "undecided" else parties[0][1]
        date = None if awaited else date_of(self.scene, at, (min(first, at), last), mention, condition, whose)
        for _, actor in parties:
            if self._is_author(actor, referent, stance):
                continue
            referent.answered = True
            stand = Stand(actor, referent, stance, at, min(first, at), last, condition, date, 0.75 if sure else 0.55)
            stand.earlier = any(self.scene.is_in("before_that", i) for i in range(max(first, at - 4), at))
            stand.reversed = frame.stance == "reverses"
            self.stands.append(stand)
        if reached and self.stands:
            self._others_by(reached, self.stands[-1])
        return True

    def _reaches_over(self, at: int, end: int) -> bool:
        """Whether a proposal stands between the words, which then belong to different phrases: *backed the truce
        provided the rebels left* is no *backed the rebels*."""
        inner = (self.objects.by_token.get(i) for i in range(at + 1, end - 1))
        return any(m is not None and m.kind is not None and not m.weak and m.last < end for m in inner)

    def _cuts_phrase(self, at: int, end: int, frame: Frame) -> bool:
        """Whether the words end in the middle of what is asked for: *asked for three days* of quiet is no delay."""
        last = next((i for i in range(end - 1, at, -1) if self.scene.tokens[i].pos in NOUNS), at)
        mention = self.objects.by_token.get(last)
        return frame.stance == "undecided" and mention is not None and mention.timed and last < mention.head

    def _object(self, at: int, end: int, frame: Frame) -> tuple[Mention | None, Referent | None, bool]:
        """What it is about; where only a pronoun or nothing tells, what the sentence has announced as its topic."""
        if frame.stance in ("answers", "undecided") and (asked := self._questioned(at, end)) is not None:
            return asked
        found = self.objects.of(at, end, frame)
        if found[0] is None and self._only_articles(at, end):
            after = self.objects.of(end - 1, end, frame)  # withdrew its consent | to the plan
            found = found if after[0] is None and frame.object == "optional" else after
        if found[0] is not None and at < found[0].head < end < found[0].last:
            return self._complement_of(found[0])
        if found[0] is None and frame.party == "subject" and (counted := self.objects.counted_before(at)) is not None:
            return None, counted, True
        if found[0] is not None or (topic := self.topics.before(at)) is None:
            return found
        optional = frame.object == "optional"
        owner = frame.party == "owner"
        target = "none" if owner else object_of(self.scene, at, end, self.objects.by_token, optional=optional)
        if target != "pronoun" and not (target == "none" and optional):
            return found
        return None, self.objects.meant.get(id(topic)) or found[1], True

    def _questioned(self, at: int, end: int) -> tuple[Mention | None, Referent | None, bool] | None:
        """*Has not said what it thinks of the plan*: what the question after the words is about, if that is told."""
        scene = self.scene
        last = min(scene.last_of_sentence(end - 1), end + QUESTION)
        if not any(scene.is_in("questions", i) for i in range(at + 1, min(end + 2, last))):
            return None
        for i in range(at, end):
            for reached, frame in scene.lexicon.frames.match(scene.tokens, i, last):
                asks = any(scene.is_in("questions", j) for j in range(i + 1, reached))
                if frame.stance == "answers" and asks and reached >= end and scene.tokens[reached - 1].pos in VERBS:
                    return self.objects.of(reached - 1, reached, frame)
        for i in range(end, last):
            if scene.tokens[i].norm in HARD or scene.tokens[i].norm == ",":
                break
            if (mention := self.objects.by_token.get(i)) is not None:
                return mention, self.objects.meant.get(id(mention)), True
        return None

    def _only_articles(self, at: int, end: int) -> bool:
        """Whether what looks like a pronoun among the words is the article of a noun there: *la sua adesione*."""
        tokens = self.scene.tokens
        inner = [i for i in range(at + 1, end) if self.scene.is_in("pronouns", i)]
        return bool(inner) and all(
            tokens[i].pos == "DET" and i + 1 < end and tokens[i + 1].pos not in VERBS for i in inner
        )

    def _complement_of(self, mention: Mention) -> tuple[Mention | None, Referent | None, bool]:
        """Where a noun of the answer itself looks like a proposal (*took back its agreement to the truce*): the one of
        the kind that is told of it."""
        own = self.objects.meant.get(id(mention))
        same = [r for r in self.objects.on_offer if r is not own and mention.kind and r.known == mention.kind]
        return None, same[-1] if same else None, bool(same)

    def _past_adverbs(self, end: int) -> int:
        """One past the adverbs and dates before a preposition: *has not replied yet | to the new version*."""
        tokens = self.scene.tokens
        last = self.scene.last_of_sentence(end - 1)
        i = end
        while i < last and (tokens[i].pos == "ADV" or self.scene.in_time(i)):
            i += 1
        return i if i < last and tokens[i].pos == "ADP" and self.scene.is_in("object_links", i) else end

    def _asked(self, at: int) -> bool:
        """Whether it only tells what the sentence has just left open: *has not said whether it consents*."""
        last = self.stands[-1] if self.stands else None
        tokens = self.scene.tokens
        return last is not None and last.stance == "undecided" and tokens[last.at].sentence == tokens[at].sentence

    def _in_condition(self, at: int) -> bool:
        """Whether it stands in the condition of the answer before: *will sign if Mali accepts it*."""
        last = self.stands[-1] if self.stands else None
        return last is not None and last.condition is not None and last.condition[0] <= at < last.condition[1]

    def _breaks(self, at: int, end: int) -> bool:
        """Whether a comma cuts the words in two, but for one before their last (*yes, but*)."""
        return any(self.scene.tokens[i].norm == "," for i in range(at + 1, end - 2))

    def _effects(self, at: int, end: int, frame: Frame) -> list[Effect]:
        """The shifts before a stance, and what an object like *nothing* does to it."""
        effects = shifts_before(self.scene, at)
        if frame.party in ("judge", "speaker") and self.scene.tokens[at].feats.get("VerbForm") == "Inf" and not effects:
            effects.append("none")  # went there to win over Mali
        if self._doubted(at):
            effects.append("none")
        if end < len(self.scene.tokens) and self.scene.is_in("nothing", end):
            effects.append("negate" if "open" in effects else "none")  # signed nothing yet is no refusal
        return effects

    def _doubted(self, at: int) -> bool:
        """Whether the sentence opens with *that* and a subjunctive, and only later tells whether it is so."""
        tokens, first = self.scene.tokens, self.scene.first_of_sentence(at)
        while first < at and tokens[first].pos == "PUNCT":
            first += 1
        if tokens[first].pos != "SCONJ" or not self.scene.is_in("clause_links", first) or at - first > DOUBTED:
            return False
        verbs = [tokens[at], *(tokens[c] for c in self.scene.parse.children[at])]
        return any(verb.feats.get("Mood") == "Sub" for verb in verbs)

    def _conditioned(
        self, at: int, end: int, stance: Stance, effects: list[Effect], reached: int
    ) -> tuple[Stance, tuple[int, int] | None]:
        """The stance with its condition: a yes with one, or a no that is none but makes demands, is conditional."""
        if stance == "undecided":
            doubted = {"doubt", "negate"} & set(effects)
            return ("conditional" if doubted and demanded(self.scene, end) else stance), None
        condition = condition_around(
            self.scene, at, end, refusal=stance == "rejects", until=reached, coming=self._coming(at, end, effects)
        )
        if condition is None and stance == "accepts":
            condition = resumed_condition(self.scene, at)
        if condition or (stance == "accepts" and hedged(self.scene, at, end, until=reached)):
            return "conditional", condition
        return stance, None

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
                if answering(scene, actor) and actor.id != base.actor.id:
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

    def _only_silent(self, at: int, end: int, parties: list[Found], referent: Referent) -> bool:
        """Whether who has answered only does not say more: *who had refused it, did not comment*."""
        if not any(self.scene.is_in("silences", i) for i in range(at, end)):
            return False
        answered = [s.actor for s in self.stands if s.referent is referent and s.stance != "undecided"]
        return all(
            any(one is actor or (actor.kind == "person" and same_side(one, actor)) for one in answered)
            for _, actor in parties
        )

    def _together(
        self, at: int, parties: list[Found], mention: Mention | None, referent: Referent, *, joint: bool
    ) -> bool:
        """Whether several parties agree with each other rather than each with a proposal."""
        signed = self.scene.is_in("signs", at) and len(parties) > 1  # each signs for itself
        if signed and mention is not None and mention.kind and referent.licensed:
            return False
        vague = mention is not None and mention.indefinite and not mention.licensed and not mention.asked
        deal = mention is not None and mention.kind is not None and not self.objects.on_offer
        if not (vague or joint) or deal:
            return False
        subjects = self.scene.parse.dependents(at, "nsubj")
        joined = any(self.scene.tokens[c].rel == "conj" for s in subjects for c in self.scene.parse.children[s.i])
        return len(parties) > 1 or joined or any(s.feats.get("Number") == "Plur" for s in subjects)

    def _stance(self, at: int, end: int, frame: Frame, effects: list[Effect]) -> Stance | None:
        stance: Answer | None = frame.stance
        if "none" in effects and "undecided" not in effects:
            return None
        if frame.promise and not {"open", "may"} & set(effects) and not any(self._future(i) for i in range(at, end)):
            return None
        if "undecided" in effects:
            return None if frame.stance == "undecided" and "negate" in effects else "undecided"
        if stance == "answers" and self._coming(at, end, effects) and not {"negate", "doubt"} & set(effects):
            return "undecided"
        if "doubt" in effects:
            return "undecided" if stance in ("rejects", "answers") else "rejects"
        for effect in effects:
            if effect == "negate" and stance is not None:
                feats = self.scene.tokens[at].feats
                plain = "open" not in effects and feats.get("VerbForm") == "Part" and feats.get("Tense") != "Pres"
                stance = frame.negated if frame.negated and plain else FLIP[stance]
        return None if stance in (None, "answers", "reverses", "none") else cast(Stance, stance)

    def _reversed(self, actor: Actor, referent: Referent) -> Stance | None:
        before = next(
            (s.stance for s in reversed(self.stands) if s.actor.id == actor.id and s.referent is referent), None
        )
        return None if before is None else "accepts" if before in ("rejects", "undecided") else "rejects"

    def _coming(self, at: int, end: int, effects: list[Effect]) -> bool:
        """Whether it is told as still to come: *will answer*."""
        return bool({"open", "may"} & set(effects)) or any(self._future(i) for i in range(at, end))

    def _future(self, at: int) -> bool:
        feats = self.scene.tokens[at].feats
        return feats.get("Tense") == "Fut" or feats.get("Mood") == "Cnd"

    def _last(self, end: int, mention: Mention | None, condition: tuple[int, int] | None) -> int:
        last = end
        if mention is not None and mention.first >= end - 1:
            last = max(last, mention.last)
        edge = self.scene.right_edge(end, 12) if end < len(self.scene.tokens) else end
        for i in range(last, max(edge, min(last + 3, self.scene.right_edge(last - 1)))):
            if self.scene.in_time(i) or self.scene.mention_at(i):
                last = max(last, i + 1)
            elif (
                self.scene.tokens[i].norm == ","
                or self.scene.tokens[i].pos in VERBS | {"CCONJ", "SCONJ"}
                or self.scene.is_in("relatives", i)
            ):
                break
        return max(last, condition[1]) if condition and condition[1] > last else last


def _imagined(mention: Mention | None, referent: Referent) -> bool:
    """Whether it is only thought of: *did not shut the door to another text*."""
    if mention is None or not mention.indefinite or mention.licensed or mention.asked:
        return False
    return all(one is mention for one in referent.mentions)


def _settled(scene: Scene, stands: list[Stand]) -> list[Stand]:
    """Without what only a change of mind tells, where the same party's new answer is told in words right after it, and
    without what repeats the answer that a party gave last."""
    told: list[Stand] = []
    for n, stand in enumerate(stands):
        after = stands[n + 1] if n + 1 < len(stands) else None
        own = after is not None and after.actor.id == stand.actor.id and after.referent is stand.referent
        if stand.reversed and own:
            continue
        before = next((t for t in reversed(told) if t.referent is stand.referent and _repeats(scene, t, stand)), None)
        same = before is not None and before.stance == stand.stance and before.earlier == stand.earlier
        if before is not None and same and (before.date == stand.date or not before.date or not stand.date):
            before.date = before.date or stand.date
            before.condition = before.condition or stand.condition
            continue
        told.append(stand)
    return told


def _repeats(scene: Scene, before: Stand, stand: Stand) -> bool:
    """Whether the same party answers, or in the same sentence one that speaks for it."""
    apart = scene.tokens[stand.at].sentence - scene.tokens[before.at].sentence
    speaks = stand.actor.kind == "person" and stand.actor.of == before.actor.id and stand.stance == before.stance
    together = apart == 0 or (0 < apart <= BESIDE and speaks)
    return before.actor is stand.actor or (together and before.at < stand.at and same_side(before.actor, stand.actor))
