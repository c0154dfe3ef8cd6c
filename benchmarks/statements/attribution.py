"""What a peer finds, and how it becomes a record that the scorers read.

Peers name a speaker by one token of the parse. Here that token becomes a noun phrase and the names in it, for all
peers alike, so that none loses a point by where it cuts a name. Nobody but Verbale says who *he* is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from verbale.language.parse import Parse
from verbale.record import Actor, Document, ReaderInfo, Record, Span, Statement
from verbale.version import VERSION

Range = tuple[int, int]  # tokens, from the first up to, not including, the last
SAME_NAME = ("appos", "flat", "compound")  # relations that tie a second name to the first
CLAUSES = ("acl", "advcl", "ccomp", "parataxis")


@dataclass(frozen=True, slots=True)
class Attribution:
    """``speaker`` is the head of the speaker's phrase, ``cue`` the reporting word: indices into the parse."""

    speaker: int | None
    cue: int
    content: tuple[Range, ...]


def noun_phrase(parse: Parse, head: int) -> Range:
    """The phrase around a noun, up to the first comma, dash, bracket or clause after it."""
    inside = set(parse.subtree(head))
    for child in parse.dependents(head, *CLAUSES):
        inside.difference_update(parse.subtree(child.i))
    first = last = head
    while first - 1 in inside and parse.tokens[first - 1].pos != "PUNCT":
        first -= 1
    while last + 1 in inside and parse.tokens[last + 1].pos != "PUNCT":
        last += 1
    return first, last + 1


def names(parse: Parse, head: int) -> list[Span]:
    """The names of whom a noun stands for: its own and those in apposition (*the spokesman, Anna Kovacs*)."""
    heads = {head, *(child.i for child in parse.dependents(head, *SAME_NAME))}
    heads.update(child.i for child in parse.dependents(head, "nmod") if not parse.dependents(child.i, "case"))
    return [parse.span(n.first, n.last) for n in parse.names if any(n.first <= i < n.last for i in heads)]


def make_record(document: Document, parse: Parse, found: Iterable[Attribution]) -> Record:
    """A record with one statement and one speaker for each attribution, and nothing else."""
    actors: list[Actor] = []
    statements: list[Statement] = []
    for n, item in enumerate(found, 1):
        speaker = None if item.speaker is None else parse.span(*noun_phrase(parse, item.speaker))
        if speaker is not None and item.speaker is not None:
            actors.append(_actor(f"a{n}", speaker, names(parse, item.speaker)))
        statements.append(
            Statement(
                id=f"s{n}",
                speakers=(f"a{n}",) if speaker is not None else (),
                speaker_span=speaker,
                cue=parse.span(item.cue, item.cue + 1),
                content=tuple(parse.span(first, last) for first, last in item.content),
                kind="indirect",
            )
        )
    return Record(
        reader=ReaderInfo(version=VERSION), document=document, actors=tuple(actors), statements=tuple(statements)
    )


def _actor(id: str, phrase: Span, named: list[Span]) -> Actor:
    return Actor(
        id=id, key=id, name=phrase.text, kind="person" if named else "unnamed", mentions=(phrase, *named)
    )  # a phrase without a name counts as an unnamed source, to the peers' advantage
