"""Which parties take a stance: subjects, agents, owners, judges, speakers, and who is meant where nobody is named."""

from __future__ import annotations

from verbale.positions.lexicon import Frame
from verbale.positions.mentions import Mention
from verbale.positions.parties import Found, agent_after, answering, judges_of, owners_of, ranked_party, subject_of
from verbale.positions.referents import Referent, same_side
from verbale.positions.scene import NOUNS, VERBS, Scene
from verbale.positions.sides import PHRASE, Sides
from verbale.positions.stands import Stand
from verbale.record import Actor, Statement

MOST = 40  # tokens that are looked through at most
NEAR = 6  # tokens before a verb in which *both* stands
BESIDE = 3  # tokens before and after the beginning of who is meant in which it stands
JOINED = 14  # tokens after a subject in which what *and* joins to it may stand


class Takers:
    """Finds who takes a stance. ``stands`` grows while the text is read."""

    def __init__(self, scene: Scene, stands: list[Stand], by_token: dict[int, Mention]) -> None:
        self.scene = scene
        self.by_token = by_token
        self.stands = stands
        self.sides = Sides(scene, stands, by_token)

    def of(
        self, at: int, end: int, frame: Frame, mention: Mention | None, referent: Referent
    ) -> tuple[list[Found], int]:
        """The parties, each with its first token; and one past a list of agents after *by*, else 0."""
        found, reached = self._of(at, end, frame, mention, referent)
        return self._both_sides(at, found, referent) if frame.party == "subject" else found, reached

    def _both_sides(self, at: int, found: list[Found], referent: Referent) -> list[Found]:
        """*Both accepted it, neither side has replied*: each of the two that are meant, if that can be told."""
        if len(found) > 1 or (found and found[0][1].members):
            return found
        whom = self._counted_subject(at)
        if whom < 0 and found and self.scene.party_of(found[0][1]) and not self.sides.describes(found[0][1]):
            return found
        if whom < 0:
            first = found[0][0] - BESIDE if found else at - NEAR
            last = min(found[0][0] + BESIDE, at) if found else at
            whom = self.sides.phrase(max(self.scene.first_of_sentence(at), first), last)
        two = [(whom, actor) for actor in self.sides.two(whom, referent)] if whom >= 0 else []
        if two or whom < 0 or not found:
            return two or found
        alone = self.scene.mention_at(whom) is None and whom in self._subjects_of(at)
        guessed = self.sides.describes(found[0][1]) and found[0][1].country  # *of the governments*
        return [] if alone or guessed else found

    def _counted_subject(self, at: int) -> int:
        """Where *both, neither* … begins that is the verb's own subject by the syntax, or -1."""
        scene = self.scene
        for subject in self._subjects_of(at):
            mention = scene.mention_at(subject)
            if mention is not None and mention[1].members:
                continue
            if self.sides.is_phrase(subject):
                return subject
            if scene.is_in("camps", subject) and subject < at:
                return self.sides.phrase(max(scene.left_edge(subject), subject - PHRASE), subject)
        return -1

    def _nobody(self, i: int) -> bool:
        """Whether it counts those that nobody names: *none had commented*."""
        nameless = self.scene.is_in("both", i) and self.scene.mention_at(i) is None
        return nameless and not self.sides.is_phrase(i)

    def _subjects_of(self, at: int) -> list[int]:
        """The subjects, by the syntax, of the verb at token ``at`` or that it belongs to."""
        token = self.scene.tokens[at]
        verb = at if token.pos == "VERB" or token.rel == "ROOT" else token.head
        return [subject.i for subject in self.scene.parse.dependents(verb, "nsubj")]

    def _both_owners(self, end: int, referent: Referent) -> list[Found]:
        """*The yes of both, il sì di tutti e due*: each of the two that are meant."""
        whom = self.sides.phrase(end, min(end + PHRASE - 1, self.scene.last_of_sentence(end - 1)))
        linked = whom >= 0 and self.scene.is_in("owners", end - 1)
        plain = linked and not any(self.scene.tokens[i].pos in (*NOUNS, *VERBS) for i in range(end, whom))
        return [(end, actor) for actor in self.sides.two(whom, referent)] if plain else []

    def _named_next(self, at: int) -> list[Found]:
        """*Yes to the truce, but not now. This is the reply that Mali gave*: whose answer opens a paragraph or a
        sentence is told by the next."""
        scene = self.scene
        first = scene.first_of_sentence(at)
        following = scene.last_of_sentence(at)
        if at - first > BESIDE or following >= len(scene.tokens) or scene.paragraph(following) != scene.paragraph(at):
            return []
        last = min(scene.last_of_sentence(following), following + JOINED)
        if not any(scene.is_in("replies", i) and scene.tokens[i].pos in NOUNS for i in range(following, last)):
            return []
        named = (mention for i in range(following, last) if (mention := scene.mention_at(i)) is not None)
        return next(([(at, actor)] for _, actor in named if answering(scene, actor)), [])

    def _of(
        self, at: int, end: int, frame: Frame, mention: Mention | None, referent: Referent
    ) -> tuple[list[Found], int]:
        scene = self.scene
        if frame.party == "owner":
            found = [(i, a) for i, a in owners_of(scene, at, end) if answering(scene, a)]
            both = self._both_owners(end, referent)
            if not both and found and self.sides.describes(found[0][1]):
                return [], 0  # the yes of both, of whom it is not settled who they are
            return both or found or self._named_next(at), 0
        if frame.party == "speaker":
            return self.implied(at, spoken=True), 0
        if frame.party == "judge":
            found = judges_of(scene, at, end)
            return [(i, a) for i, a in found if answering(scene, a)] or self.implied(at, spoken=True), 0
        if (mention is None or mention.first < at) and self._passive(at):
            agents, reached = agent_after(scene, end)
            return [(at, a) for a in agents if answering(scene, a)], reached
        return self._subjects(at), 0

    def _subjects(self, at: int) -> list[Found]:
        scene = self.scene
        if any(s.i in self.by_token and not s.dep.endswith("pass") for s in scene.parse.dependents(at, "nsubj")):
            return []  # what a proposal itself does
        if any(s < at and self._nobody(s) for s in self._subjects_of(at)):
            return []
        subject = subject_of(scene, at)
        named = subject is not None and scene.tokens[subject[0]].pos != "PRON"
        if not named and (topic := self._topic(at)) is not None:
            return [topic]
        if subject is not None:
            return self._own_side(subject) or self._each(subject)
        verb = scene.tokens[at].head if scene.tokens[at].rel == "aux" else at
        own = next((s for s in scene.parse.dependents(verb, "nsubj") if not s.dep.endswith("pass")), None)
        if own is not None and own.norm not in scene.lexicon.sets["relatives"]:
            return self._unresolved(own.i)
        return self.implied(at)

    def _topic(self, at: int) -> Found | None:
        """*As for Mali, it has agreed*: whom the sentence is about, where its subject is a pronoun or none."""
        scene = self.scene
        first = scene.first_of_sentence(at)
        found = scene.lexicon.topics.match(scene.tokens, first, at)
        for i in range(found[0][0], min(found[0][0] + NEAR, at)) if found else ():
            if scene.tokens[i].norm == ",":
                break
            if (mention := scene.mention_at(i)) is not None and answering(scene, mention[1]):
                return i, mention[1]
        return None

    def _unresolved(self, subject: int) -> list[Found]:
        """A subject that is no actor of the record: a pronoun or *his side* in what somebody says is the speaker;
        *the second* is one of the two parties named before; another pronoun is the subject of the sentence before."""
        scene = self.scene
        token = scene.tokens[subject]
        if (ranked := ranked_party(scene, subject)) is not None:
            return [ranked]
        if self.sides.is_phrase(subject):
            return []
        his = any(scene.is_in("possessives", c) for c in scene.parse.children[subject])
        if token.pos != "PRON" and not his:
            return []
        statement = scene.statement_at(subject)
        if statement is not None:
            speakers = [scene.by_id[s] for s in statement.speakers if s in scene.by_id]
            return [(subject, speaker) for speaker in speakers if answering(scene, speaker)]
        personal = token.feats.get("PronType") == "Prs" and token.feats.get("Person") == "3"
        return (self._governing(subject) or self._subject_before(subject)) if personal else []

    def _governing(self, pronoun: int) -> list[Found]:
        """*Neither side has said whether it will sign*: the subject of the clause above that of the pronoun."""
        scene = self.scene
        verb = scene.tokens[scene.tokens[pronoun].head]
        if verb.rel != "ccomp":
            return []
        subjects = [s.i for s in scene.parse.dependents(verb.head, "nsubj") if s.i < pronoun]
        mentions = ((i, mention[1]) for i in subjects if (mention := scene.mention_at(i)) is not None)
        return next((self._each(found) for found in mentions), [])

    def _own_side(self, subject: Found) -> list[Found]:
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
        speakers = [scene.by_id[s] for s in statement.speakers if s in scene.by_id and s != actor.id]
        if not own and not his:
            speakers = [s for s in speakers if self._own_government(first, actor, s)]
        return [(first, speaker) for speaker in speakers if answering(scene, speaker)]

    def _own_government(self, first: int, actor: Actor, speaker: Actor) -> bool:
        """Whether *the government*, in what one of a party that has answered says, is not that of another state."""
        scene = self.scene
        mention = scene.mention_at(first)
        if mention is None or mention[1] is not actor or same_side(actor, speaker):
            return False
        begin, end = scene.parse.token_range(mention[0].start, mention[0].end)
        plain = end - begin == 2 and scene.tokens[begin].pos == "DET" and scene.is_in("governments", begin + 1)
        words = mention[0].text.casefold()
        nameless = all(span.text.casefold() == words for span in actor.mentions) and self._of_a_government(speaker)
        return plain and (nameless or any(same_side(stand.actor, speaker) for stand in self.stands))

    def _of_a_government(self, speaker: Actor) -> bool:
        """Whether who speaks is a person that is not called an envoy, a mediator or another outsider."""
        words = {word for span in speaker.mentions for word in span.text.casefold().split()}
        return speaker.kind == "person" and not words & self.scene.lexicon.sets["outsiders"]

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
        return participle and ((token.rel == "acl" and not own) or self._has_agent(at))

    def _has_agent(self, at: int) -> bool:
        """Whether *by* follows past adverbs and dates: *accettata sabato anche dai ribelli*."""
        scene = self.scene
        for i in range(at + 1, min(at + NEAR, scene.right_edge(at))):
            if scene.is_in("agents", i):
                return (
                    scene.mention_at(i + 1) is not None
                    or scene.mention_at(min(i + 2, len(scene.tokens) - 1)) is not None
                )
            if scene.tokens[i].pos != "ADV" and not scene.in_time(i) and scene.tokens[i].pos != "ADP":
                return False
        return False

    def _each(self, subject: Found) -> list[Found]:
        """The subject and those joined to it by *and*, or the members of a group."""
        first, actor = subject
        if len(apposed := self._apposed(first)) > 1:
            return apposed
        if actor.members:
            return [
                (first, self.scene.by_id[m]) for m in actor.members if answering(self.scene, self.scene.by_id.get(m))
            ]
        if answering(self.scene, actor) is None:
            return []
        found = [(first, actor)]
        self._joined_before(first, found)
        for i in range(first, min(first + JOINED, self.scene.last_of_sentence(first))):
            token = self.scene.tokens[i]
            if token.pos in VERBS:
                break
            mention = self.scene.mention_at(i)
            if (
                mention
                and token.rel == "conj"
                and all(mention[1].id != a.id for _, a in found)
                and answering(self.scene, mention[1])
            ):
                found.append((first, mention[1]))
        return found

    def _apposed(self, first: int) -> list[Found]:
        """*The two ministers, X and Y, signed*: who is named right after what counts them."""
        scene = self.scene
        noun = next((i for i in range(first, first + BESIDE + 1) if self._counts(first, i)), -1)
        found: list[Found] = []
        for child in scene.parse.children[noun] if noun >= 0 else ():
            if scene.tokens[child].rel == "appos" and child > noun:
                joined = [c for c in scene.parse.children[child] if scene.tokens[c].rel == "conj"]
                mentions = (scene.mention_at(i) for i in (child, *joined))
                found += [(first, m[1]) for m in mentions if m is not None and answering(scene, m[1])]
        return found

    def _counts(self, first: int, noun: int) -> bool:
        scene = self.scene
        if noun >= scene.last_of_sentence(first) or not scene.is_in("camps", noun):
            return False
        return self.sides.phrase(max(scene.first_of_sentence(first), first - BESIDE), noun) >= 0

    def _joined_before(self, first: int, found: list[Found]) -> None:
        """*Mali and the rebels*: who stands before the conjunction, past an article."""
        scene = self.scene
        at = first - 1
        if at > 1 and scene.tokens[at].pos == "DET":
            at -= 1
        if at < 1 or scene.tokens[at].pos != "CCONJ":
            return
        before = scene.mention_at(at - 1)
        if before is not None and before[1].id != found[0][1].id and answering(scene, before[1]):
            found.insert(0, (scene.parse.token_range(before[0].start, before[0].end)[0], before[1]))

    def implied(self, at: int, *, spoken: bool = False) -> list[Found]:
        """No subject in sight: the speaker inside a statement, else the party of the clause before."""
        statement: Statement | None = self.scene.statement_at(at)
        sentence = self.scene.tokens[at].sentence
        if statement is not None:
            actors = [self.scene.by_id[s] for s in statement.speakers if s in self.scene.by_id]
            return [(at, a) for a in actors if answering(self.scene, a)]
        if spoken:
            return []
        if self.stands and self.scene.tokens[self.stands[-1].at].sentence == sentence:
            return [(at, self.stands[-1].actor)]
        for i in range(at - 1, max(self.scene.first_of_sentence(at), at - MOST) - 1, -1):
            if (party := self._subject_at(i)) is not None:
                return [(i, party)]
        relative = self.scene.tokens[at].rel == "acl"
        if self.scene.lexicon.stances.drops_subjects and not relative and not self._names_subject(at):
            return self._subject_before(at)
        return []

    def _names_subject(self, at: int) -> bool:
        """Whether the clause begins with a name or a noun, so that its subject is not dropped."""
        first = self.scene.first_of_sentence(at)
        opening = [self.scene.tokens[i] for i in range(first, min(first + 2, at))]
        if opening and (opening[0].pos == "ADP" or self.scene.lexicon.abouts.match(self.scene.tokens, first, at)):
            return False
        return any(token.pos in NOUNS and not self.scene.in_time(token.i) for token in opening)

    def _subject_at(self, i: int) -> Actor | None:
        if self.scene.tokens[i].rel != "nsubj":
            return None
        mention = self.scene.mention_at(i)
        return mention[1] if mention is not None and answering(self.scene, mention[1]) else None

    def _subject_before(self, at: int) -> list[Found]:
        """The first subject of the sentence before, in the same paragraph."""
        scene = self.scene
        sentence = scene.tokens[at].sentence
        if sentence == 0:
            return []
        before = scene.parse.sentences[sentence - 1]
        if before.paragraph != scene.paragraph(at):
            return []
        for i in range(before.first, min(before.last, before.first + MOST)):
            if (party := self._subject_at(i)) is not None:
                return [(at, party)]
        return []
