"""Short made-up sentences around the phrases of ``acts.toml``, so that an encoder meets each of them once."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from verbale.codebook import Codebook
from verbale.events.acts import Acts
from verbale.events.lexicon import Lexicon
from verbale.record import EventType

Range = tuple[int, int]
PARTIES = (
    "Brazil;Kenya;the Thai government;Poland's parliament;the rebels;police;the opposition;President Adeyemi;"
    "Foreign Minister Lang;students;the United Nations;the European Union;the army;Morocco;the supreme court;"
    "Kim Dae-ho;Washington;Ankara;the union;local residents;militants;the bishop;India;Peru's president;Omar Haddad;"
    "the ministry;Seoul;the separatists;the company;Red Cross officials;Manila;Nepali lawmakers;the junta;"
    "Ukrainian troops;Elena Petrova;the prime minister;Ghana;prosecutors;the Sudanese army;aid workers;"
    "Iranian officials;Georgia;the mayor;farmers;Libya;the Vatican;soldiers;villagers;Tokyo;the envoy"
).split(";")
ENDS = (
    "on Monday;last week;in 2009;earlier this month;over the dam;over the border dispute;late on Friday;in the capital;"
    "for the second time;after weeks of tension;despite appeals;state television reported;officials said"
).split(";")
GAPS = ("the", "its", "a", "their", "his", "new")
LINKS = ("", "", "", "to", "against", "on", "with", "in", "for")


@dataclass(frozen=True)
class Example:
    """Words, the token ranges of two parties, and what the first does to the second (None: nothing)."""

    words: tuple[str, ...]
    one: Range
    other: Range
    type: EventType | None


def made_up(codebook: Codebook, types: Sequence[EventType], each: int, chance: random.Random) -> list[Example]:
    """``each`` examples of each type, in random order. The sentences are English, as the encoder is."""
    lexicon: Lexicon = codebook.derived(Lexicon)
    out: list[Example] = []
    for kind in types:
        listed = [
            (how, phrase)
            for act in codebook.section(Acts).act
            if act.type == kind
            for how, phrases in (("verb", act.verbs), ("turned", act.turned), ("noun", act.nouns))
            for phrase in phrases
        ]
        chance.shuffle(listed)
        out += [_sentence(lexicon, kind, how, phrase, chance) for how, phrase in (listed * 20)[:each]]
    chance.shuffle(out)
    return out


def _sentence(lexicon: Lexicon, kind: EventType, how: str, phrase: str, chance: random.Random) -> Example:
    told = _told(lexicon, how, phrase, chance)
    one, other = chance.sample(PARTIES, 2)
    end = chance.choice(ENDS) + " ."
    if how == "noun":
        link, draw = chance.choice(("against", "of", "to", "on", "with", "for")), chance.random()
        if draw < 0.4:
            return _built(kind, "", one, f"'s {told} {link}", other, end)
        if draw < 0.7:
            return _built(kind, f"The {told} of", other, "by", one, end, turned=True)
        return _built(kind, "", one, f"announced {told} {link}", other, end)
    link = chance.choice(LINKS)
    if how == "turned":
        return _built(kind, "", other, f"{told} {link}", one, end, turned=True)
    if " " not in told and chance.random() < 0.25:
        return _built(kind, "", other, f"was {told} by", one, end, turned=True)
    return _built(kind, "", one, f"{told} {link}", other, end)


def _told(lexicon: Lexicon, how: str, phrase: str, chance: random.Random) -> str:
    forms = [phrase] if how == "noun" else list(lexicon.inflected((phrase,)))
    first = [(form, form.split()[0]) for form in forms]
    past = [form for form, word in first if word.endswith("ed")]
    other = [form for form, word in first if not word.endswith(("ing", "s"))]
    form = chance.choice(past or other or forms)
    words = (chance.choice(GAPS) if word == ".." else word.split("|")[0].rstrip("?") for word in form.split())
    return " ".join(words)


def _built(
    kind: EventType, before: str, first: str, middle: str, second: str, end: str, *, turned: bool = False
) -> Example:
    words: list[str] = []
    ranges: list[Range] = []
    for part, party in ((before, False), (first, True), (middle, False), (second, True), (end, False)):
        begin = len(words)
        words += part.replace("'s", " 's").split()
        if party:
            ranges.append((begin, len(words)))
    one, other = reversed(ranges) if turned else ranges
    return Example(tuple(words), one, other, kind)
