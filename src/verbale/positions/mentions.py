"""Mentions of what is on the table: noun phrases, with what they say about kind, duration and author."""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.positions.kinds import duration_in, kind_of, period
from verbale.positions.lexicon import ProposalNoun
from verbale.positions.scene import HARD, MODIFIERS, VERBS, Scene
from verbale.record import Actor, ProposalKind

LEFT = 7  # tokens before a noun that can belong to it
RIGHT = 9  # tokens after it
DOMAIN_WORDS = 3  # a text with fewer words of war and diplomacy is about something else; short texts need one in
DENSE = 110  # tokens to one such word, at most, in a text whose proposals need no name of their kind
SHORT = 60  # … so many tokens
APPOSED = frozenset(",:—–-(")
LASTING = 12  # tokens after a noun in which its duration may stand
MARKS = ("new", "old", "other", "similar")


@dataclass(slots=True, eq=False)
class Mention:
    """One expression for something proposed: tokens ``first:last``, noun at ``head``.

    ``content`` is the kind that a description gives (*the text calls for a ceasefire*), which counts where no
    mention names one. ``evidence`` are the tokens of the clause that puts it forward or describes it.
    """

    first: int
    last: int
    head: int
    kind: ProposalKind | None
    usual: ProposalKind | None = None
    content: ProposalKind | None = None
    weak: bool = False
    offers: bool = False
    asks: bool = False
    definite: bool = False
    indefinite: bool = False
    generic: bool = False
    marks: frozenset[str] = frozenset()
    duration: str | None = None
    authors: list[Actor] = field(default_factory=list)
    evidence: tuple[int, int] | None = None
    offered: bool = False
    asked: bool = False  # wished for or demanded by somebody: a proposal only if it is answered
    described: bool = False
    clause: bool = False
    absorbed: bool = False  # it only tells what another mention holds
    put_forward: str | None = None
    verb: int = -1

    @property
    def licensed(self) -> bool:
        return self.offered or self.described


def is_diplomacy(scene: Scene) -> bool:
    """Whether a text speaks of war and diplomacy at all."""
    sets = scene.lexicon.sets
    needed = min(DOMAIN_WORDS, 1 + len(scene.tokens) // SHORT)
    found = sum(token.norm in sets["domain"] for token in scene.tokens)
    other = sum(token.norm in sets["block"] or token.norm in sets["elsewhere"] for token in scene.tokens)
    return found >= needed and found > other


def is_all_diplomacy(scene: Scene) -> bool:
    """Whether a text is so full of such words that a bare *plan* or *proposal* in it is one of diplomacy."""
    domain = scene.lexicon.sets["domain"]
    return sum(token.norm in domain for token in scene.tokens) * DENSE >= len(scene.tokens)


def noun_phrases(scene: Scene) -> list[Mention]:
    """Mentions in text order."""
    tokens = scene.tokens
    mentions: list[Mention] = []
    at = 0
    while at < len(tokens):
        found = scene.lexicon.nouns.match(tokens, at, scene.last_of_sentence(at))
        if not found or (tokens[at].pos in VERBS and found[0][0] == at + 1) or (at > 0 and _in_condition(scene, at)):
            at += 1
            continue
        last, noun = found[0]
        mention = _phrase(scene, at, last, noun)
        if mention is not None:
            if mentions and mention.first < mentions[-1].last and mentions[-1].head < at:
                _join(mentions[-1], mention)
            else:
                mentions.append(mention)
        at = last
    return _with_appositions(scene, mentions)


def _in_condition(scene: Scene, at: int) -> bool:
    """Whether the noun is a part of a linking phrase: *a patto che*."""
    found = scene.lexicon.conditions.match(scene.tokens, at - 1, scene.last_of_sentence(at))
    return bool(found) and found[0][0] > at + 1


def _join(outer: Mention, inner: Mention) -> None:
    """*A proposal for a ceasefire*: one mention, named by the first noun, of the kind of the second."""
    outer.kind = outer.kind or inner.kind
    outer.usual = outer.usual or inner.usual
    outer.weak = outer.weak and inner.weak
    outer.offers = outer.offers or inner.offers
    outer.asks = outer.asks and (inner.asks or inner.kind is not None)
    outer.duration = outer.duration or inner.duration
    outer.last = max(outer.last, inner.last)
    outer.authors = outer.authors or inner.authors
    outer.marks |= inner.marks


def _with_appositions(scene: Scene, mentions: list[Mention]) -> list[Mention]:
    """*An offer, a six-week ceasefire*: one mention of the kind of the second."""
    kept: list[Mention] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        beside = before is not None and mention.first == before.last + 1
        apposed = beside and before is not None and scene.tokens[before.last].norm in APPOSED
        bare = before is not None and before.kind is None and not before.weak
        if before and apposed and bare and mention.kind and not mention.definite:
            _join(before, mention)
            continue
        kept.append(mention)
    return kept


def _lasting_after(scene: Scene, last: int) -> str | None:
    """*A ceasefire at sea for a month*: a duration tied to what stands before it, with no verb or comma between."""
    edge = scene.right_edge(last - 1, LASTING)
    stop = next((i for i in range(last, edge) if _ends_phrase(scene, i)), edge)
    return duration_in(scene, last, stop, tied=True)


def _ends_phrase(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    return token.pos in VERBS | {"SCONJ"} or token.norm == "," or scene.is_in("agents", i)


def _phrase(scene: Scene, at: int, last: int, noun: ProposalNoun) -> Mention | None:
    tokens = scene.tokens
    first, final = _left(scene, at), _right(scene, last)
    words = [tokens[i].norm for i in range(first, final)]
    sets = scene.lexicon.sets
    if any(word in sets["block"] for word in words[: last - first + 2]):
        return None
    before = {tokens[i].norm for i in range(first, at)}
    around = before | {tokens[i].norm for i in range(last, min(last + 2, scene.last_of_sentence(at)))}
    inside = tokens[at].head in range(at + 1, last)
    return Mention(
        first=first,
        last=final,
        head=last - 1 if inside else at,
        kind=noun.kind or kind_of(scene, first, final),
        usual=noun.usual,
        weak=noun.weak,
        offers=noun.offers,
        asks=noun.asks,
        definite=bool(before & sets["definite"]) and not before & sets["indefinite"],
        indefinite=bool(before & sets["indefinite"]),
        generic=bool(before & sets["generic"]),
        marks=frozenset(name for name in MARKS if around & sets[name]),
        duration=duration_in(scene, first, final) or _lasting_after(scene, final),
        authors=_authors(scene, first, at, last, final),
    )


def _left(scene: Scene, at: int) -> int:
    """First token of the noun phrase whose noun is at ``at``: articles, adjectives, a duration, an actor."""
    tokens = scene.tokens
    articles = scene.lexicon.sets["definite"] | scene.lexicon.sets["indefinite"]
    first = at
    stop = max(scene.first_of_sentence(at), at - LEFT)
    while first > stop and _belongs_left(scene, first - 1, at):
        first -= 1
        if tokens[first].pos == "DET" and tokens[first].norm in articles:
            break
    if (mention := scene.mention_at(first)) is not None:
        first = max(stop, min(first, scene.parse.token_range(mention[0].start, mention[0].end)[0]))
    return first


def _belongs_left(scene: Scene, i: int, at: int) -> bool:
    token = scene.tokens[i]
    if any(scene.is_in(name, i) for name in MARKS):
        return True
    if token.norm in HARD or token.norm == "," or token.pos not in MODIFIERS:
        in_date = scene.in_time(i) and (scene.in_time(i + 1) or i + 1 == at)
        return token.norm not in HARD and token.pos not in VERBS and (in_date or _lasts(scene, i, at))
    if token.pos == "PRON":
        return scene.is_in("definite", i)
    if token.pos == "ADV":
        return scene.in_time(i) or (scene.tokens[i + 1].pos == "ADJ" and i > 0 and scene.tokens[i - 1].pos == "DET")
    return True


def _lasts(scene: Scene, i: int, at: int) -> bool:
    """Whether token ``i`` ties a duration before it to the noun: *ventuno giorni di tregua*."""
    return i == at - 1 and i > 0 and scene.is_in("authors", i) and period(scene, i - 1) is not None


def _right(scene: Scene, last: int) -> int:
    """One past what belongs to a noun after it: adjectives, *of* and *for* phrases, a duration."""
    tokens = scene.tokens
    at = last
    stop = min(scene.last_of_sentence(last - 1), last + RIGHT)
    while at < stop and _belongs_right(scene, at, stop):
        at += 1
    while at > last and tokens[at - 1].pos in ("ADP", "DET"):
        at -= 1
    return at


def _belongs_right(scene: Scene, at: int, stop: int) -> bool:
    token, before = scene.tokens[at], scene.tokens[at - 1]
    timed = scene.in_time(at)
    if token.norm in HARD or token.norm == "," or token.pos in ("CCONJ", "SCONJ") or token.pos in VERBS:
        return False
    if token.pos == "ADP":
        if at + 1 >= stop or not (scene.is_in("authors", at) or scene.is_in("lasting", at)):
            return False
        return not scene.in_time(at + 1) or period(scene, at + 1) is not None
    if timed:
        return period(scene, at) is not None
    if token.pos in ("ADV", "PRON", "PART"):
        return False
    if token.pos == "DET":
        return before.pos in ("ADP", "DET")
    return not (token.pos == "PROPN" and before.pos == "NOUN")


def _authors(scene: Scene, first: int, at: int, last: int, final: int) -> list[Actor]:
    """Who is named in the noun phrase as its author: *the American plan, Qatar's draft, l'idea di Mosca*."""
    found: list[Actor] = []
    for i in range(first, at):
        actor = scene.actor_at(i)
        if actor is not None and actor not in found:
            found.append(actor)
    for i in range(last, final):
        actor = scene.actor_at(i)
        if actor is None or actor in found:
            continue
        before = scene.tokens[i - 1]
        tied = before.pos == "DET" or scene.is_in("authors", i - 1) or scene.tokens[i].pos == "ADJ"
        if tied and not any(scene.is_in("between", j) for j in range(last, i)):
            found.append(actor)
    return found
