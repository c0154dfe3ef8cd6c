"""Proposals known by their name alone: *Dr Arias's plan, the Kitona paper, the truce that both sides accepted*."""

from __future__ import annotations

from verbale.positions.clauses import shifts_before
from verbale.positions.fate import told_at
from verbale.positions.kinds import duration_in, kind_of
from verbale.positions.mentions import Mention, is_name
from verbale.positions.scene import HARD, VERBS, Scene

KEPT = ("ceasefire", "humanitarian pause")  # what can be kept or broken
LINKED = 5  # tokens after a call in which the verb of what it asks for must stand
CONDITION = 8  # tokens after the word that opens a condition
COMPLEMENT = 16  # tokens after a noun that may tell what it is about


def license_named(scene: Scene, mentions: list[Mention]) -> None:
    """Mark as described what is told of as something known and has an author, a name, or an answer beside it."""
    answered = answers(scene)
    for mention in mentions:
        _tell_content(scene, mention)
        if _is_in_condition(scene, mention):
            continue
        sentence = scene.tokens[mention.head].sentence
        beside = sentence in answered or (sentence + 1 in answered and mention.definite)
        wished = mention.asked and not mention.asks and not beside and not _has_name(scene, mention)
        if wished or mention.licensed or mention.weak or mention.generic or mention.clause or mention.absorbed:
            continue
        mention.described = mention.named = _is_named(scene, mention, beside)


def _is_in_condition(scene: Scene, mention: Mention) -> bool:
    """Whether it stands in a condition."""
    for i in range(max(scene.left_edge(mention.first), mention.first - CONDITION), mention.first):
        if scene.lexicon.conditions.match(scene.tokens, i, mention.first):
            return True
    return False


def _is_named(scene: Scene, mention: Mention, answered: bool) -> bool:
    """Whether it is told of as known, with an answer, an author or a name beside it."""
    authored = bool(mention.authors) or _has_possessor(scene, mention)
    if mention.meeting:
        return False
    if mention.asks and mention.offers:
        return (authored or (mention.definite and answered)) and _has_clause(scene, mention)
    if mention.asks:
        return mention.definite and answered and authored and not _with_party(scene, mention)
    if mention.kind is not None and mention.broad is None and mention.usual is None:
        if mention.kind in KEPT and mention.definite and _is_told_apart(scene, mention):
            return True
        if mention.kind in KEPT and mention.duration is not None and _is_in_force(scene, mention):
            return True
        told = answered and mention.kind not in ("other", "talks format")
        return (told and (mention.definite or authored)) or (authored and not mention.indefinite)
    if mention.broad is None and mention.usual is None:
        return False
    if mention.indefinite:
        return authored and mention.offers
    if mention.offers and _is_plural(scene, mention):
        return answered and mention.definite
    kind = mention.kind or (mention.content if mention.content != "other" else None)
    known = answered or authored or kind is not None or _has_name(scene, mention)
    return (mention.definite and known) or (authored and mention.offers)


def _is_told_apart(scene: Scene, mention: Mention) -> bool:
    """Whether its term or its parties tell it from any other: *the 45-day truce, the ceasefire with the ELN*."""
    return mention.duration is not None or _with_party(scene, mention)


def _is_in_force(scene: Scene, mention: Mention) -> bool:
    """Whether its clause tells that it holds: *a 72-hour pause was holding*."""
    clause = range(mention.last, scene.right_edge(mention.last - 1, COMPLEMENT))
    words = (word for i in clause if (word := told_at(scene, i)) is not None)
    return any(word.status == "in force" and not word.begins for word in words)


def _with_party(scene: Scene, mention: Mention) -> bool:
    """Whether the parties follow: *the ceasefire with the ELN, la tregua fra Honduras e Nicaragua*."""
    after = range(mention.last, min(mention.last + LINKED, scene.right_edge(mention.last - 1, LINKED)))
    return any(scene.is_in("parties", i) for i in after) and any(scene.actor_at(i) for i in after)


def _tell_content(scene: Scene, mention: Mention) -> None:
    """Kind and kindlessness from the complement: *a plan to pull back the columns, a proposal that exiles leave*."""
    broad = mention.broad is not None or (mention.asks and mention.offers)
    if not broad or mention.kind is not None or mention.clause:
        return
    edge = complement_end(scene, mention)
    mention.content = mention.content or kind_of(scene, mention.head, edge)
    if mention.content is not None and mention.duration is None:
        mention.duration = duration_in(scene, mention.last, edge, tied=True)
    if mention.open and mention.content is None and _has_topic(scene, mention, edge):
        mention.content, mention.broad = "other", None


def _has_topic(scene: Scene, mention: Mention, edge: int) -> bool:
    """Whether what it is about follows: *a proposal to rebuild the road, the idea of a ring of posts*."""
    links = ("clause_links", "topics")
    after = (mention.last, mention.last - 1)
    if edge > mention.last and any(scene.is_in(group, i) for group in links for i in after):
        return True
    inner = mention.head + 1
    if inner >= mention.last or not any(scene.is_in(group, inner) for group in links):
        return False
    return not any(scene.mention_at(i) for i in range(inner + 1, mention.last))


def _has_clause(scene: Scene, mention: Mention) -> bool:
    """Whether a call or an invitation tells to what: *the envoy's call for a truce, l'invito a ritirarsi*."""
    if mention.kind is not None:
        return True
    edge = scene.right_edge(mention.last - 1, COMPLEMENT)
    verbs = any(scene.tokens[i].pos in VERBS for i in range(mention.last, min(mention.last + LINKED, edge)))
    linked = any(scene.is_in("clause_links", i) for i in (mention.last, mention.last - 1) if i < edge)
    return linked and verbs


def complement_end(scene: Scene, mention: Mention) -> int:
    """One past the tokens after a noun that can tell what it is about: to a comma, or a finite verb outside of them."""
    edge = scene.right_edge(mention.last - 1, COMPLEMENT)
    if mention.last >= edge:
        return mention.last
    inner = scene.is_in("clause_links", mention.last) or scene.is_in("topics", mention.last)
    for i in range(mention.last, edge):
        token = scene.tokens[i]
        if token.norm == "," or (not inner and token.pos in VERBS | {"SCONJ"} and token.norm not in HARD):
            return i
    return edge


def answers(scene: Scene) -> set[int]:
    """The sentences in which somebody answers: in which a stance frame stands."""
    found: set[int] = set()
    for token in scene.tokens:
        if token.sentence in found:
            continue
        matched = scene.lexicon.frames.match(scene.tokens, token.i, scene.last_of_sentence(token.i))
        real = any(frame.stance not in ("none", "answers") and not frame.promise for _, frame in matched)
        if real and "none" not in shifts_before(scene, token.i):
            found.add(token.sentence)
    return found


def _has_possessor(scene: Scene, mention: Mention) -> bool:
    """Whether a possessor stands before its noun that is no day: not *Monday's talks*."""
    inner = range(max(mention.first, 1), mention.head)
    return any(scene.is_in("genitives", i) and not scene.in_time(i - 1) for i in inner)


def _is_plural(scene: Scene, mention: Mention) -> bool:
    return scene.tokens[mention.head].feats.get("Number") == "Plur"


def _has_name(scene: Scene, mention: Mention) -> bool:
    """Whether a proper name or a possessor stands in its phrase: *the Marcoussis text, il piano Baker*."""
    if _has_possessor(scene, mention):
        return True
    return any(is_name(scene, i) and i != mention.head for i in range(mention.first, mention.last))
