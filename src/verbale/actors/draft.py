"""Mentions in the making: as tokens, linked to each other as objects, before they get ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from verbale.language.parse import Parse, Token
from verbale.record import ActorKind, Mention

Form = Literal["name", "description", "pronoun", "country", "metonym", "demonym", "collective"]


@dataclass(slots=True, eq=False)
class Draft:
    """A mention on the tokens ``first:last``; the fields are those of ``Mention``."""

    first: int
    last: int
    form: Form
    kind: ActorKind | None = None
    key: str | None = None
    name: str | None = None
    country: str | None = None
    role: str | None = None
    sector: str | None = None
    of: Draft | None = None
    of_key: str | None = None
    number: Literal["sing", "plur"] | None = None
    gender: Literal["masc", "fem"] | None = None
    person: Literal["1", "2", "3"] | None = None
    place_like: bool = False
    head: int = field(default=-1)


def head_of(parse: Parse, first: int, last: int) -> int:
    """The token of a range whose governor stands outside it, a noun if there is a choice."""
    outer = [i for i in range(first, last) if not first <= parse.tokens[i].head < last or parse.tokens[i].head == i]
    nouns = [i for i in outer if parse.tokens[i].pos in ("NOUN", "PROPN", "PRON")]
    subjects = [i for i in nouns if parse.tokens[i].rel in ("nsubj", "obj", "obl", "conj", "iobj")]
    return (subjects or nouns or outer or [last - 1])[0]


def number_of(token: Token) -> Literal["sing", "plur"] | None:
    given = token.feats.get("Number")
    return "sing" if given == "Sing" else "plur" if given == "Plur" else None


def gender_of(token: Token) -> Literal["masc", "fem"] | None:
    given = token.feats.get("Gender")
    return "masc" if given == "Masc" else "fem" if given == "Fem" else None


def finish(parse: Parse, drafts: list[Draft]) -> tuple[Mention, ...]:
    """Mentions with ids in text order; of several on the same tokens the first is kept."""
    kept: dict[tuple[int, int], Draft] = {}
    for draft in drafts:
        kept.setdefault((draft.first, draft.last), draft)
    order = sorted(kept.values(), key=lambda d: (d.first, -d.last))
    ids = {id(draft): f"m{n}" for n, draft in enumerate(order, 1)}
    out: list[Mention] = []
    for draft in order:
        head = draft.head if draft.first <= draft.head < draft.last else head_of(parse, draft.first, draft.last)
        of = kept.get((draft.of.first, draft.of.last)) if draft.of is not None else None
        out.append(
            Mention.model_construct(
                id=ids[id(draft)],
                span=parse.span(draft.first, draft.last),
                head=head,
                sentence=parse.tokens[draft.first].sentence,
                form=draft.form,
                kind=draft.kind,
                key=draft.key,
                name=draft.name,
                country=draft.country,
                role=draft.role,
                sector=draft.sector,
                of=ids[id(of)] if of is not None and of is not draft else None,
                of_key=draft.of_key,
                number=draft.number,
                gender=draft.gender,
                person=draft.person,
                place_like=draft.place_like,
            )
        )
    return tuple(out)
