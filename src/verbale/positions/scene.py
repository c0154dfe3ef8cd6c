"""What the positions stage looks at: the parse with the facts of earlier stages laid over its tokens."""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.language.index import SpanIndex
from verbale.language.parse import Parse, Token
from verbale.positions.lexicon import Lexicon
from verbale.record import Actor, Span, Statement, Time

HARD = frozenset('.;:!?"«»“”()[]—–…')
BRACKETS = 3  # tokens of what brackets set beside a name without cutting its clause: (ARP)
VERBS = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN"})
MODIFIERS = frozenset({"DET", "ADJ", "NUM", "PRON", "PUNCT", "PART", "ADV", "NOUN", "PROPN", "X", "SYM"})
PARTIES = frozenset({"person", "state", "government", "armed_force", "armed_group", "igo", "organisation", "people"})


@dataclass(slots=True)
class Scene:
    """One document. Built once; every lookup is by token index."""

    parse: Parse
    lexicon: Lexicon
    actors: SpanIndex[Actor]
    times: SpanIndex[Time]
    by_id: dict[str, Actor]
    statements: tuple[Statement, ...]
    by_statement: dict[str, Statement]
    surnames: dict[str, Actor | None] = field(default_factory=dict)  # None where two persons share one
    bracketed: frozenset[int] = frozenset()  # brackets around a short name: the Front (FPR)
    inside: list[int] = field(default_factory=list)  # for each token the index of its innermost statement, or -1

    @classmethod
    def of(
        cls,
        parse: Parse,
        lexicon: Lexicon,
        actors: tuple[Actor, ...],
        times: tuple[Time, ...],
        statements: tuple[Statement, ...],
    ) -> Scene:
        scene = cls(
            parse=parse,
            lexicon=lexicon,
            actors=SpanIndex(parse, ((span, actor) for actor in actors for span in actor.mentions)),
            times=SpanIndex(parse, ((time, time) for time in times)),
            by_id={actor.id: actor for actor in actors},
            statements=statements,
            by_statement={statement.id: statement for statement in statements},
        )
        scene.inside = _innermost(parse, statements)
        scene.surnames = _surnames(actors)
        scene.bracketed = _bracketed(parse)
        return scene

    @property
    def tokens(self) -> list[Token]:
        return self.parse.tokens

    def is_in(self, group: str, i: int) -> bool:
        """Whether a token is in a closed class, by its form or (contracted prepositions) its lemma."""
        token = self.tokens[i]
        words = self.lexicon.sets[group]
        return token.norm in words or (token.pos == "ADP" and token.lemma in words)

    def statement_at(self, i: int) -> Statement | None:
        """The innermost statement whose content covers token ``i``."""
        at = self.inside[i]
        return self.statements[at] if at >= 0 else None

    def said_in(self, first: int, last: int) -> str | None:
        """The innermost statement that covers the tokens ``first:last`` as a whole."""
        statement = self.statement_at(first)
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        while statement is not None:
            if any(span.start <= start and end <= span.end for span in statement.content):
                return statement.id
            statement = self.by_statement.get(statement.nested_in or "")
        return None

    def actor_at(self, i: int) -> Actor | None:
        """The actor meant at token ``i``: of the longest mention that has its head there, else of the shortest."""
        best: tuple[int, Actor] | None = None
        for span, actor in self.actors.spans_at(i):
            if best is None or len(span.text) > best[0]:
                best = (len(span.text), actor)
        return best[1] if best else None

    def party_of(self, actor: Actor | None) -> Actor | None:
        """The actor if it can take a stance: one that is named, or speaks for one that is."""
        if actor is None:
            return None
        if actor.kind in PARTIES:
            return actor
        side = self.by_id.get(actor.of or "")
        return actor if side is not None or actor.country else None

    def mention_at(self, i: int) -> tuple[Span, Actor] | None:
        """The longest mention of an actor that covers token ``i``."""
        found = self.actors.spans_at(i)
        return max(found, key=lambda pair: len(pair[0].text)) if found else None

    def in_time(self, i: int) -> bool:
        return bool(self.times.spans_at(i))

    def last_of_sentence(self, i: int) -> int:
        return self.parse.sentences[self.tokens[i].sentence].last

    def first_of_sentence(self, i: int) -> int:
        return self.parse.sentences[self.tokens[i].sentence].first

    def paragraph(self, i: int) -> int:
        return self.parse.sentences[self.tokens[i].sentence].paragraph

    def left_edge(self, i: int, limit: int = 30) -> int:
        """First token of the stretch before ``i`` that no hard mark interrupts."""
        first = max(self.first_of_sentence(i), i - limit)
        at = i
        while at > first and not self.cuts(at - 1):
            at -= 1
        return at

    def right_edge(self, i: int, limit: int = 40) -> int:
        """One past the last token of the stretch from ``i`` that no hard mark interrupts."""
        if i >= len(self.tokens):
            return len(self.tokens)
        last = min(self.last_of_sentence(i), i + limit)
        at = i
        while at < last and not self.cuts(at):
            at += 1
        return at

    def cuts(self, i: int) -> bool:
        """Whether a hard mark stands at token ``i``, other than brackets around no more than a short name."""
        return self.tokens[i].norm in HARD and i not in self.bracketed


def _bracketed(parse: Parse) -> frozenset[int]:
    """The brackets around what is no longer than a name or an abbreviation and holds no verb."""
    tokens, found = parse.tokens, set()
    for i, token in enumerate(tokens):
        if token.norm != "(":
            continue
        for j in range(i + 2, min(i + BRACKETS + 2, len(tokens))):
            if tokens[j].norm == ")":
                found |= {i, j}
            if tokens[j].norm in HARD or tokens[j - 1].pos in VERBS:
                break
    return frozenset(found)


def _surnames(actors: tuple[Actor, ...]) -> dict[str, Actor | None]:
    found: dict[str, Actor | None] = {}
    for actor in actors:
        if actor.kind == "person" and " " in actor.name:
            surname = actor.name.rsplit(" ", 1)[1].casefold()
            found[surname] = None if surname in found else actor
    return found


def _innermost(parse: Parse, statements: tuple[Statement, ...]) -> list[int]:
    inside = [-1] * len(parse.tokens)
    spans = sorted(
        ((span.end - span.start, n, span) for n, statement in enumerate(statements) for span in statement.content),
        key=lambda item: (-item[0], item[1]),
    )
    for _, n, span in spans:
        first, last = parse.token_range(span.start, span.end)
        inside[first:last] = [n] * (last - first)
    return inside
