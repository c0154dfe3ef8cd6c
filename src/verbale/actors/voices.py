"""Speakers that no mention covers: the words at the cue become an actor, so that nobody speaks without a name.

*A panel of experts reported …* describes a source that no list knows; *the head* of *the head of the team* is called by
all of it. A pronoun is left to coreference, save a first person within somebody's words: who speaks them.
"""

from __future__ import annotations

from bisect import bisect_left

from verbale.actors.clusters import Cluster
from verbale.actors.forms import slug
from verbale.language.parse import Parse, Token
from verbale.record import Mention, Span, Statement

_TITLES = 2  # words between the comma and the name of an apposition, at most
_LONGEST = 16  # tokens of a phrase that is taken for a source
_STATES = frozenset(("demonym", "country", "metonym"))
_WITHIN = 12  # mentions that are looked at within its words
_ANYBODY = frozenset(("Ind", "Neg", "Tot", "Int"))  # pronouns that mean no one person
_HEADS = frozenset(("NOUN", "PROPN", "NUM", "X", "ADJ"))


class Voices:
    """Gives actors to the statements of one parse; ``of_mention`` holds those of its mentions and takes in new ones."""

    def __init__(self, parse: Parse, mentions: dict[str, Mention], of_mention: dict[str, Cluster]) -> None:
        self.parse, self.mentions, self.of_mention = parse, mentions, of_mention
        self.ordered = sorted(mentions.values(), key=lambda mention: mention.span.start)
        self.starts = [mention.span.start for mention in self.ordered]
        self.named = {  # by first token
            parse.token_range(m.span.start, m.span.end)[0]: m.id
            for m in self.ordered
            if m.form == "name" and m.id in of_mention and of_mention[m.id].kind == "person"
        }
        self.bodies = {i for name in parse.names if name.label == "ORG" for i in range(name.first, name.last)}
        self.by_text: dict[str, Cluster] = {}
        for cluster in {id(c): c for c in of_mention.values()}.values():
            for mention in cluster.mentions:
                if mention.form != "pronoun":
                    self.by_text.setdefault(slug(mention.span.text), cluster)
        self.speakers: dict[str, tuple[str, ...]] = {}

    def given(self, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        """The statements with a speaker each where their words tell one."""
        out = []
        for statement in statements:
            speakers = self._speakers(statement)
            self.speakers[statement.id] = speakers
            out.append(
                statement if speakers == statement.speakers else statement.model_copy(update={"speakers": speakers})
            )
        return tuple(out)

    def _speakers(self, statement: Statement) -> tuple[str, ...]:
        span = statement.speaker_span
        known = [name for name in statement.speakers if name in self.of_mention]
        if span is None:
            return statement.speakers
        first, last = self.parse.token_range(span.start, span.end)
        tokens = self.parse.tokens[first : min(last, first + _LONGEST)]
        head = _head(tokens, first, last)
        owner = self._owner(known, span, head)
        if (owner is not None or not known) and (person := self._person(span)) is not None:
            return (person,)
        if known and owner is None:
            self._apposed(known[0], last)
            self._taken_up(known, span)
            self._described(known, span)
            return statement.speakers
        if len(tokens) == 1 and tokens[0].feats.get("Person") == "1" and statement.nested_in is not None:
            return self.speakers.get(statement.nested_in, ())
        if head is None:
            return self._only_person(statement, tokens) or statement.speakers
        mention = self._mention(f"v{statement.id}", span, head, tokens)
        cluster = self.by_text.get(slug(span.text))
        if cluster is None:
            cluster = Cluster(f"voice:{slug(span.text)}", span.text, mention.kind or "unnamed")
            cluster.country = self._told(span) if mention.form == "description" else None
            self.by_text[slug(span.text)] = cluster
            if owner is not None:
                cluster.country, cluster.of = owner.country, owner
        cluster.add(mention)
        self.of_mention[mention.id] = cluster
        return (mention.id,)

    def _only_person(self, statement: Statement, words: list[Token]) -> tuple[str, ...]:
        """Whom a pronoun means that takes nobody up: the one person whom its sentence names beside what is said."""
        if not words or words[-1].feats.get("Number") == "Plur" or words[-1].feats.get("PronType") in _ANYBODY:
            return ()
        sentence = self.parse.sentences[words[0].sentence]
        found: dict[int, str] = {}
        for first, name in self.named.items():
            inside = sentence.first <= first < sentence.last
            if inside and not any(span.covers(self.mentions[name].span) for span in statement.content):
                found.setdefault(id(self.of_mention[name]), name)
        return tuple(found.values()) if len(found) == 1 else ()

    def _owner(self, known: list[str], span: Span, head: int | None) -> Cluster | None:
        """The state whose mission, chargé or radio speaks, where its name is all that is known of the phrase."""
        if len(known) != 1 or head is None:
            return None
        mention = self.mentions[known[0]]
        at = self.parse.tokens[head].start
        inside = span.start <= mention.span.start and mention.span.end <= span.end
        part = inside and not mention.span.start <= at < mention.span.end
        return self.of_mention[known[0]] if part and mention.form in _STATES else None

    def _person(self, span: Span) -> str | None:
        """The first person who is named within a phrase: *(Igor Malenko, a baker, in Donetsk)*."""
        for at in range(bisect_left(self.starts, span.start), len(self.starts)):
            mention = self.ordered[at]
            if mention.span.start >= span.end:
                break
            cluster = self.of_mention.get(mention.id)
            if mention.form == "name" and cluster is not None and cluster.kind == "person":
                return mention.id
        return None

    def _taken_up(self, known: list[str], span: Span) -> None:
        """*a farmer by the name of Luis Rey*: the description that begins the words for a speaker is of who speaks."""
        mention, person = self.mentions[known[0]], self.of_mention[known[0]]
        if len(known) > 1 or mention.form != "name" or person.kind != "person":
            return
        for at in range(bisect_left(self.starts, span.start), len(self.starts)):
            described = self.ordered[at]
            if described.span.start > span.start:
                return
            cluster = self.of_mention.get(described.id)
            if described.form == "description" and cluster is not None and cluster.kind == "unnamed":
                if cluster is not person and cluster.number != "plur" and described.id != mention.id:
                    self._merge(cluster, person)
                return

    def _apposed(self, name: str, at: int) -> None:
        """*The head of the mission, (Dr) Ann Lee, said*: the description before the comma is of the person after it."""
        mention, cluster = self.mentions[name], self.of_mention[name]
        tokens = self.parse.tokens
        if mention.form != "description" or cluster.kind != "unnamed" or at + 1 >= len(tokens):
            return
        if tokens[at].text != "," or cluster.number == "plur":
            return
        for start in range(at + 1, min(at + 2 + _TITLES, len(tokens))):
            person = self.of_mention.get(self.named.get(start, ""))
            if person is not None and person is not cluster:
                if self._set_off(self.mentions[self.named[start]]):
                    self._merge(cluster, person)
                return
            if (last := self._unknown_name(start)) > start:
                span = self.parse.span(start, last)
                cluster.name, cluster.kind = span.text, "person"
                cluster.add(self._mention(f"n{name}", span, start, tokens[start:last]))
                return
            if tokens[start].pos not in ("NOUN", "PROPN", "DET", "ADJ"):
                return

    def _unknown_name(self, start: int) -> int:
        """Where a name of two to four capitalised words that nobody knows ends, or ``start``."""
        tokens = self.parse.tokens
        last = start
        while last < min(len(tokens), start + 4) and tokens[last].text[:1].isupper() and tokens[last].text.isalpha():
            last += 1
        closed = last >= len(tokens) or tokens[last].pos in ("PUNCT", "VERB", "AUX", "ADV", "PRON")
        known = any(tokens[start].start <= at < tokens[last - 1].end for at in self._starts_in(start, last))
        return last if last - start >= 2 and closed and not known else start

    def _starts_in(self, first: int, last: int) -> list[int]:
        """Where known mentions begin among some tokens."""
        low = bisect_left(self.starts, self.parse.tokens[first].start)
        return self.starts[low : bisect_left(self.starts, self.parse.tokens[last - 1].end)] if last > first else []

    def _set_off(self, mention: Mention) -> bool:
        """Whether a comma, a verb or the end follows a name, so that it is in apposition and not one of a list."""
        _, last = self.parse.token_range(mention.span.start, mention.span.end)
        following = self.parse.tokens[last] if last < len(self.parse.tokens) else None
        return following is None or following.pos in ("PUNCT", "VERB", "AUX", "ADV", "PRON")

    def _merge(self, cluster: Cluster, person: Cluster) -> None:
        for mention in cluster.mentions:
            person.add(mention)
            self.of_mention[mention.id] = person
        person.country, person.of = person.country or cluster.country, person.of or cluster.of
        person.sector = person.sector or cluster.sector

    def _described(self, known: list[str], span: Span) -> None:
        """Let a described source be called by all the words that describe it."""
        for name in known[:1]:
            mention, cluster = self.mentions[name], self.of_mention[name]
            inside = span.start <= mention.span.start and mention.span.end < span.end
            own = cluster.name == mention.span.text  # no name but these words
            if len(known) == 1 and inside and mention.form == "description" and (own or cluster.kind == "unnamed"):
                cluster.name = span.text if own else cluster.name
                cluster.add(mention.model_copy(update={"span": span}))

    def _told(self, span: Span) -> str | None:
        """The one state that the words themselves name: *a newspaper close to Ankara*, *Tehran's answer*."""
        first = bisect_left(self.starts, span.start)
        inside = [m for m in self.ordered[first : first + _WITHIN] if span.covers(m.span)]
        countries = {m.country for m in inside if m.country is not None and m.form != "pronoun"}
        plain = all(m.kind != "igo" and m.sector != "MED" for m in inside)
        return next(iter(countries)) if len(countries) == 1 and plain else None

    def _mention(self, name: str, span: Span, head: int, tokens: list[Token]) -> Mention:
        named = all(token.pos == "PROPN" for token in tokens)
        body = self.bodies & set(range(tokens[0].i, tokens[-1].i + 1))
        number = self.parse.tokens[head].feats.get("Number")
        return Mention(
            id=name,
            span=span,
            head=head,
            sentence=self.parse.tokens[head].sentence,
            form="name" if named else "description",
            kind="unnamed" if not named else "organisation" if body else "person",
            name=span.text if named else None,
            number="plur" if number == "Plur" else "sing",
        )


def _head(tokens: list[Token], first: int, last: int) -> int | None:
    """The first noun that no other word of the phrase governs, else its first noun."""
    nouns = [token for token in tokens if token.pos in _HEADS and token.text[:1].isalpha()]
    top = [t for t in nouns if not first <= t.head < last or t.head == t.i]
    return (top or nouns)[0].i if nouns else None
