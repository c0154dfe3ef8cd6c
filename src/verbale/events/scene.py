"""The facts of a document by token, and the few questions about syntax that all event readers ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verbale.events.lexicon import Lexicon
from verbale.language.index import SpanIndex
from verbale.language.parse import Parse, Token
from verbale.record import Actor, Place, Span, Statement, Time

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
CLAUSE = frozenset({"VERB", "AUX"})
NAME_PARTS = frozenset({"amod", "compound", "nmod", "flat", "appos", "det", "nummod"})
REACH = 14  # tokens on either side of a head within which its noun phrase is looked for


class Scene:
    """Who, when, where and who says so, at each token of a parse."""

    def __init__(
        self,
        parse: Parse,
        lexicon: Lexicon,
        actors: Iterable[Actor],
        times: Iterable[Time],
        places: Iterable[Place],
        statements: Iterable[Statement],
    ) -> None:
        self.parse, self.tokens, self.lexicon = parse, parse.tokens, lexicon
        self.actors = {actor.id: actor for actor in actors}
        self.statements = {statement.id: statement for statement in statements}
        self.places = tuple(places)
        self._of_country: dict[str, Actor] = {}
        for kind in ("armed_force", "state", "government"):
            self._of_country.update((a.country, a) for a in self.actors.values() if a.kind == kind and a.country)
        self._actors = SpanIndex(parse, ((span, actor) for actor in self.actors.values() for span in actor.mentions))
        self._times = SpanIndex(parse, ((time, time) for time in times))
        self._places = SpanIndex(parse, ((place, place) for place in self.places))
        contents = ((span, said) for said in self.statements.values() for span in said.content)
        self._contents = SpanIndex(parse, contents)
        self._cues = SpanIndex(parse, ((said.cue, said) for said in self.statements.values() if said.cue))
        self._speakers = SpanIndex(parse, ((s.speaker_span, s) for s in self.statements.values() if s.speaker_span))

    # -- who

    def actor_at(self, i: int) -> Actor | None:
        """The actor of the shortest mention that covers a token."""
        found = self._actors.at(i)
        return found[0] if found else None

    def nationality(self, i: int) -> Actor | None:
        """The state or government of a nationality adjective, if the text speaks of it elsewhere."""
        token = self.tokens[i]
        if token.pos not in ("ADJ", "VERB", "NOUN", "PROPN"):
            return None
        country = self.lexicon.nationality.get(token.norm)
        return self._of_country.get(country) if country else None

    def mention_at(self, i: int) -> Span | None:
        spans = self._actors.spans_at(i)
        return min((span for span, _ in spans), key=lambda span: len(span.text)) if spans else None

    def in_a_longer_name(self, i: int, span: Span) -> bool:
        """Whether a span is but a part of what names an actor: *the Sierra Leone army*."""
        return any(long.start < span.start and span.end <= long.end for long, _ in self._actors.spans_at(i))

    def mention_head(self, i: int) -> int:
        """The token that governs the mention around a token."""
        span = self.mention_at(i)
        if span is None:
            return i
        first, last = self.parse.token_range(span.start, span.end)
        return next((t.i for t in self.tokens[first:last] if not first <= t.head < last or t.head == t.i), i)

    def actors_within(self, first: int, last: int) -> list[Actor]:
        return self._actors.within(first, last)

    def party(self, head: int) -> list[Actor]:
        """The actors that a noun phrase stands for: its head, what is joined to it, else what its modifiers name."""
        found: list[Actor] = []
        for part in self.joined(head):
            actor = self.actor_at(part) or self.owner(part)
            if actor is not None and actor not in found:
                found.append(actor)
        return found

    def owner(self, head: int) -> Actor | None:
        """The actor named within a noun phrase whose head names none (*Israeli planes*, *the planes of Israel*)."""
        return self.owner_at(head)[0]

    def owner_at(self, head: int) -> tuple[Actor | None, int]:
        """The owner with the token that names it; the head itself where there is none."""
        stack = [head]
        seen = 0
        while stack and seen < REACH:
            at = stack.pop()
            seen += 1
            for child in self.parse.children[at]:
                token = self.tokens[child]
                if token.rel in NAME_PARTS and abs(child - head) < REACH:
                    actor = self.actor_at(child) or self.nationality(child)
                    if actor is not None:
                        return actor, child
                    stack.append(child)
        return None, head

    def joined(self, head: int) -> list[int]:
        """A nominal head and the heads coordinated with it, nearest first."""
        found = [head]
        children = self.parse.children
        for at in found:
            flat = [child for child in children[at] if self.tokens[child].rel == "flat"]
            for child in (*children[at], *(c for name in flat for c in children[name])):
                if self.tokens[child].rel == "conj" and self.tokens[child].pos in NOMINAL and len(found) < REACH:
                    found.append(child)
        return found

    def plural(self, actor: Actor, i: int) -> bool:
        """Whether an actor is several, as its mention at token ``i`` tells."""
        if actor.members:
            return len(actor.members) > 1
        span = self.mention_at(i)
        if span is None:
            return False
        first, last = self.parse.token_range(span.start, span.end)
        nominal = [t for t in self.tokens[first:last] if t.pos in ("NOUN", "PRON")]
        if not nominal and last - first < 4 and self.tokens[last - 1].pos == "NUM":  # the two, i tre
            return True
        heads = [t for t in nominal if not first <= t.head < last or t.head == t.i] or nominal[:1]
        return any(t.feats.get("Number") == "Plur" for t in heads)

    # -- when and where

    def times_within(self, first: int, last: int) -> list[Time]:
        return self._times.within(first, last)

    def places_within(self, first: int, last: int) -> list[Place]:
        return self._places.within(first, last)

    def place_at(self, i: int) -> Place | None:
        found = self._places.at(i)
        return found[0] if found else None

    # -- who says so

    def said_in(self, i: int) -> Statement | None:
        """The innermost statement whose content covers a token."""
        found = self._contents.at(i)
        return found[0] if found else None

    def cue_at(self, i: int) -> Statement | None:
        found = self._cues.at(i)
        return found[0] if found else None

    def speaker_at(self, i: int) -> bool:
        return bool(self._speakers.at(i))

    # -- syntax

    def sentence_of(self, i: int) -> tuple[int, int]:
        sentence = self.parse.sentences[self.tokens[i].sentence]
        return sentence.first, sentence.last

    def preposition(self, i: int) -> str:
        """The adposition of a noun phrase, by its lemma and form: ``of|of``, else an empty string."""
        for child in self.parse.children[i]:
            if self.tokens[child].rel == "case":
                return self.tokens[child].lemma
        before = i - 1
        first, _ = self.sentence_of(i)
        while before >= first and self.tokens[before].pos in ("DET", "ADJ", "NUM", "PROPN", "NOUN") and i - before < 6:
            before -= 1
        if before >= first and self.tokens[before].pos == "ADP":
            return self.tokens[before].lemma
        return ""

    def governing_verb(self, i: int) -> int | None:
        """The nearest verb (or predicate) above a token; the token itself if it is one."""
        if self.tokens[i].pos in CLAUSE:
            return i
        for steps, at in enumerate(self.parse.ancestors(i)):
            token = self.tokens[at]
            if token.pos in CLAUSE or any(self.tokens[c].rel == "cop" for c in self.parse.children[at]):
                return at
            if steps > REACH:
                break
        return None

    def negated(self, i: int) -> bool:
        """Whether a negation stands at a predicate or its auxiliaries, or just before it."""
        words = self.lexicon.negation
        for child in self.parse.children[i]:
            token = self.tokens[child]
            if token.norm in words and token.i < i:
                return True
            if token.rel in ("aux", "cop") and any(self.tokens[c].norm in words for c in self.parse.children[child]):
                return True
        return any(t.norm in words for t in self.before(i, 3, through=("AUX", "ADV", "PART", "PRON")))

    def asked(self, i: int) -> bool:
        """Whether a token stands in a question."""
        _, last = self.sentence_of(i)
        return any(token.norm == "?" for token in self.tokens[max(i, last - 3) : last])

    def before(self, i: int, steps: int, *, through: tuple[str, ...]) -> Iterator[Token]:
        """Tokens before ``i``, nearest first, as long as they are of the given parts of speech."""
        first, _ = self.sentence_of(i)
        for at in range(i - 1, max(first, i - 1 - steps) - 1, -1):
            if self.tokens[at].pos not in through:
                return
            yield self.tokens[at]

    def is_verb(self, i: int) -> bool:
        return self.tokens[i].pos in CLAUSE
