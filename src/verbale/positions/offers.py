"""Which mentions somebody puts on the table, or a text describes."""

from __future__ import annotations

from verbale.positions.clauses import shifts_before
from verbale.positions.described import license_by_words, read_description
from verbale.positions.divided import read_divided
from verbale.positions.mentions import Mention
from verbale.positions.naming import license_named
from verbale.positions.offered import is_asked_for, is_direct, mark_offered, offered_object
from verbale.positions.proposed import read_asked, read_clause, read_noun_clause
from verbale.positions.relief import mark_relief
from verbale.positions.requests import read_requests
from verbale.positions.scene import VERBS, Scene


def put_forward(scene: Scene, mentions: list[Mention]) -> list[Mention]:
    """All mentions in text order, marked where they are put forward or described, with those told by a clause."""
    tokens = scene.tokens
    by_token = {i: mention for mention in mentions for i in range(mention.first, mention.last)}
    added: list[Mention] = []
    at = 0
    while at < len(tokens):
        last = scene.last_of_sentence(at)
        found = scene.lexicon.offers.match(tokens, at, last) if _may_offer(scene, at, by_token) else []
        found = [(end, offer) for end, offer in found if not _is_phrasal(scene, at, end)]
        describes = tokens[at].pos in VERBS and bool(scene.lexicon.describes.match(tokens, at, last))
        if describes and found and found[0][1].asks and _asked_by_text(scene, at, by_token):
            found = []
        if found and (_modifies(scene, at, by_token) or _reported_as_done(scene, at)):
            end = found[0][0]
            mention = offered_object(scene, at, end, by_token) if found[0][1].object else None
            clause = next((offer for _, offer in found if offer.clause), None)
            if mention is not None and found[0][1].asks and not is_asked_for(scene, mention, end):
                mention = None
            if mention is not None and found[0][1].direct and not is_direct(scene, mention, at, end):
                mention = None
            if mention is not None:
                mark_offered(scene, mention, at, end, found[0][1])
            elif clause is not None and clause.asks:
                read_asked(scene, at, end, clause, by_token, added)
            elif clause is not None and not read_clause(scene, at, end, clause, added) and clause.sure:
                read_noun_clause(scene, at, end, added)
            at = max(min(end, at + 3), at + 1)
            continue
        if describes:
            read_description(scene, at, by_token)
        at += 1
    read_divided(scene, mentions)
    mark_relief(scene, mentions)
    for mention in mentions:
        license_by_words(scene, mention, by_token)
    license_named(scene, mentions)
    added += read_requests(scene, mentions, added)
    for mention in mentions:
        mention.weak = mention.weak or (mention.asks and not mention.asked and not mention.licensed)
    return sorted([*_outside(mentions, added), *added], key=lambda m: (m.first, m.head))


def _is_phrasal(scene: Scene, at: int, end: int) -> bool:
    """Whether a particle makes it another verb than the codebook means: *was put off, to be carried out*."""
    if end < len(scene.tokens) and end == at + 1 and scene.is_in("particles", end):
        return True
    return any(scene.tokens[c].dep == "compound:prt" and c >= end for c in scene.parse.children[at])


def _asked_by_text(scene: Scene, at: int, by_token: dict[int, Mention]) -> bool:
    """Whether the subject is a text, which asks for what it holds: *the earlier version called for a truce*."""
    subjects = (s for s in scene.parse.dependents(at, "nsubj") if not s.dep.endswith("pass"))
    return any(s.i in by_token and by_token[s.i].draft and s.i == by_token[s.i].head for s in subjects)


def _may_offer(scene: Scene, at: int, by_token: dict[int, Mention]) -> bool:
    """Whether a verb may put something forward: none in a noun phrase, but for a participle after the noun."""
    mention = by_token.get(at)
    return mention is None or (at > mention.head and scene.tokens[at].feats.get("VerbForm") == "Part")


def _outside(mentions: list[Mention], clauses: list[Mention]) -> list[Mention]:
    """Mentions that do not stand in a clause that tells a proposal: they are its content."""
    covered = {i for clause in clauses for i in range(clause.first, clause.last)}
    return [m for m in mentions if m.head not in covered]


def _modifies(scene: Scene, at: int, by_token: dict[int, Mention]) -> bool:
    """Whether a participle stands right after its noun: what is said before the noun is not its own."""
    return scene.tokens[at].feats.get("VerbForm") == "Part" and (at in by_token or at - 1 in by_token)


def _reported_as_done(scene: Scene, at: int) -> bool:
    """Whether it is told as having been proposed: not *might propose, did not propose, appeared to suggest*."""
    if scene.tokens[at].pos not in ("VERB", "ADJ", "AUX", "NOUN", "PROPN", "ADV"):
        return False
    return not {"none", "negate", "undecided"} & set(shifts_before(scene, at))
