"""Whether a name of a record and a name of an annotation mean the same."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from verbale.record import Actor

_DATA = files("verbale.evaluation") / "articles.toml"
ARTICLES = frozenset(word for words in tomllib.loads(_DATA.read_text(encoding="utf-8")).values() for word in words)
LONG = 3  # a last name that is longer may stand for the whole name
INSTITUTIONS = frozenset({"state", "government", "armed_force"})


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """What of a name is compared: no case, no accents, no articles, no punctuation."""
    flat = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    return " ".join(word for word in re.sub(r"[^\w\s]", " ", flat).split() if word not in ARTICLES)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same, or one is the other without first names and titles."""
    first, second = name_key(one), name_key(other)
    if not first or not second:
        return False
    if first == second:
        return True
    short, long = sorted((first.split(), second.split()), key=len)
    return short[-1] == long[-1] and len(short[-1]) > LONG and set(short) <= set(long)


def names_of(actor: Actor) -> list[str]:
    """All that a record calls an actor."""
    called = [actor.name, actor.role, *actor.aliases, *(span.text for span in actor.mentions)]
    return [name for name in called if name]


def stands_for(actor: Actor, names: Iterable[str], country: str | None = None) -> bool:
    """Whether an actor is the one with these names, or the state or its government of this country."""
    wanted = [name for name in names if name]
    if any(same_name(mine, theirs) for mine in names_of(actor) for theirs in wanted):
        return True
    return actor.kind in INSTITUTIONS and country is not None and actor.country == country
