"""Mentions that a text describes as proposals: *the text calls for a truce; under the plan guns would be silent*."""

from __future__ import annotations

from verbale.positions.kinds import duration_in, kind_of
from verbale.positions.mentions import Mention
from verbale.positions.proposed import CLAUSE, clause_end
from verbale.positions.scene import NOUNS, VERBS, Scene

SUBJECT = 16  # tokens before a describing verb in which its subject stands
NAMED = 4  # tokens after an offer that may still say what it is: as a venue
DESCRIPTION = 18  # tokens after a describing verb that tell what a proposal holds


def read_description(scene: Scene, at: int, by_token: dict[int, Mention]) -> None:
    """*The text calls for a ceasefire*: the subject is a proposal; its kind and duration are in what follows."""
    mention = None
    for i in range(at - 1, max(scene.left_edge(at), at - SUBJECT) - 1, -1):
        if i in by_token:
            mention = by_token[i]
            break
        token = scene.tokens[i]
        if i == at - 1 and scene.is_in("relatives", i) and not _follows(scene, i, by_token):
            return
        joins_names = token.pos == "CCONJ" and scene.mention_at(i + 1) is not None
        finite = token.pos == "VERB" and token.feats.get("VerbForm") != "Part"
        if finite or (token.pos in ("SCONJ", "CCONJ") and not joins_names):
            return
    if (
        mention is None
        or mention.weak
        or _only_wished(mention)
        or not (mention.definite or mention.kind or mention.offered)
    ):
        return
    mention.described = True
    _describe(scene, mention, at, min(scene.right_edge(at), at + DESCRIPTION), by_token)


def _follows(scene: Scene, relative: int, by_token: dict[int, Mention]) -> bool:
    """Whether a relative word goes on from a mention: not *the document in a ceremony that lasted an hour*."""
    noun = next((i for i in range(relative - 1, max(-1, relative - NAMED), -1) if scene.tokens[i].pos in NOUNS), -1)
    return noun < 0 or noun in by_token or scene.mention_at(noun) is not None


def _describe(scene: Scene, mention: Mention, start: int, edge: int, by_token: dict[int, Mention]) -> None:
    """Take kind and duration from the tokens ``start:edge``; what is mentioned there is its content."""
    items = [inner for i in range(start, edge) if (inner := by_token.get(i)) is not None and inner is not mention]
    several = mention.broad is not None and len({inner.kind for inner in items if inner.kind}) > 1
    mention.content = mention.content or (mention.broad if several else kind_of(scene, start, edge))
    for inner in items:
        known = inner.definite and (inner.kind is None or inner.broad is not None)
        if not known and not inner.licensed:
            inner.absorbed = True
            mention.duration = mention.duration or inner.duration
    if mention.duration is None:
        mention.duration = duration_in(scene, start, edge, tied=True)
    if mention.evidence is None:
        mention.evidence = (mention.first, edge)


def license_by_words(scene: Scene, mention: Mention, by_token: dict[int, Mention]) -> None:
    """License what its own words or the words around it show to be a proposal."""
    edge = scene.right_edge(mention.last - 1, CLAUSE)
    described = not mention.weak and not _only_wished(mention)
    if described and (start := _holding(scene, mention, edge)) > 0 and _unreal(scene, start, edge):
        mention.described = True
        _describe(scene, mention, start, edge, by_token)
        return
    if described and scene.lexicon.standing.match(scene.tokens, min(mention.last, edge - 1), edge):
        mention.described = True
        _describe(scene, mention, mention.last, edge, by_token)
        return
    if not _only_wished(mention) and _under(scene, mention) and (mention.offered or _unreal(scene, mention.last, edge)):
        mention.described = True
        _describe(scene, mention, mention.last, edge, by_token)
        return
    if mention.kind is None and mention.usual is None and mention.offered:
        mention.content = mention.content or kind_of(scene, mention.last, edge)
    if not mention.offers or mention.weak or mention.generic or mention.licensed:
        return
    link = mention.last
    told = link + 1 < edge and scene.is_in("clause_links", link) and _tells(scene, link, edge)
    if told:
        final = clause_end(scene, link, edge)
        mention.kind = mention.kind or kind_of(scene, mention.head, final)
        mention.duration = mention.duration or duration_in(scene, link, final, tied=True)
        mention.evidence = (mention.first, final)
    elif mention.kind is None and mention.authors:
        comma = next((i for i in range(mention.last, edge) if scene.tokens[i].norm == ","), edge)
        mention.kind = kind_of(scene, mention.first, min(comma, mention.last + NAMED))
    if mention.authors and (told or mention.kind is not None or (mention.definite and not mention.asks)):
        mention.described, mention.asked = not mention.asks, mention.asks
        mention.named = mention.described and not told


def _only_wished(mention: Mention) -> bool:
    """Whether it is a noun like *meeting*, and nobody has asked for it."""
    return mention.asks and not mention.asked and not mention.offered


def _holding(scene: Scene, mention: Mention, edge: int) -> int:
    """Where what it holds begins: after *under which, in base al quale*, or after a relative word; else 0."""
    at = mention.last
    if at < edge and scene.tokens[at].norm == ",":
        at += 1
    if at >= edge:
        return 0
    if found := scene.lexicon.holding.match(scene.tokens, at, edge):
        return found[0][0]
    told = scene.is_in("relatives", at) and at + 1 < edge and scene.tokens[at + 1].pos in VERBS
    unreal = told and (scene.tokens[at + 1].feats.get("Mood") == "Cnd" or scene.is_in("unreal", at + 1))
    return at + 1 if unreal else 0


def _tells(scene: Scene, link: int, edge: int) -> bool:
    return scene.tokens[link].pos == "SCONJ" or any(
        scene.tokens[j].pos in VERBS for j in range(link + 1, min(link + 3, edge))
    )


def _under(scene: Scene, mention: Mention) -> bool:
    """*Under the plan, guns would fall silent*: told as a proposal's content by what follows."""
    for start in range(max(scene.first_of_sentence(mention.head), mention.first - 3), mention.first):
        if any(end == mention.first for end, _ in scene.lexicon.under.match(scene.tokens, start, mention.first)):
            return True
    return False


def _unreal(scene: Scene, first: int, last: int) -> bool:
    return any(scene.tokens[i].feats.get("Mood") == "Cnd" or scene.is_in("unreal", i) for i in range(first, last))
