"""Proposals told by a clause alone: *proposed that both armies pull back, chiede ai ribelli di deporre le armi*."""

from __future__ import annotations

from verbale.positions.kinds import duration_in, kind_of
from verbale.positions.lexicon import Offer
from verbale.positions.mentions import Mention
from verbale.positions.offered import dated, mark_offered
from verbale.positions.parties import agent_after, subject_of
from verbale.positions.scene import NOUNS, VERBS, Scene
from verbale.record import Actor, ProposalKind

BREAKS = VERBS | {"ADP", "PRON", "SCONJ", "CCONJ"}
CLAUSE = 30  # tokens of a clause that tells what is proposed
LINK = 10  # tokens between a verb of asking and the word that links what is asked
ANNOUNCES = frozenset(":—–")  # marks after which what is proposed may be told
CONTEXT = 36  # tokens of the sentence before that may complete the kind of a clause


def read_asked(
    scene: Scene, at: int, end: int, offer: Offer, by_token: dict[int, Mention], added: list[Mention]
) -> None:
    """*Called on them to agree to a truce*: the truce is asked for; else the clause, unless it asks for an answer."""
    edge = scene.right_edge(end - 1, CLAUSE)
    link = _link(scene, end, edge)
    own_wish = link == end and not scene.is_in("subordinators", link)  # wants to go home
    if link < 0 or own_wish:
        return
    final = clause_end(scene, link, edge)
    inner = next((by_token[i] for i in range(link, final) if i in by_token), None)
    verb = next((i for i in range(link + 1, final) if scene.tokens[i].pos in VERBS), link)
    stop = scene.last_of_sentence(verb)
    answer = any(not frame.promise for _, frame in scene.lexicon.frames.match(scene.tokens, verb, stop))
    answer = answer or any(last > end for last, _ in scene.lexicon.frames.match(scene.tokens, at, stop))
    answer = answer and kind_of(scene, link, final) is None
    if inner is not None and not inner.definite and not inner.licensed and inner.kind:
        mark_offered(scene, inner, at, end, offer, asks=not _asks_somebody(scene, end, link))
    elif inner is None and not answer:
        read_clause(scene, at, end, offer, added)


def read_clause(scene: Scene, at: int, end: int, offer: Offer, added: list[Mention]) -> bool:
    """*Proposed that the parties meet*: a proposal without a noun. Whether there is a clause."""
    edge = scene.right_edge(end - 1, CLAUSE)
    link = _link(scene, end, edge)
    if link < 0 or not (offer.sure or _is_wish(scene, link, edge)):
        return link >= 0
    subject = _proposer(scene, at, end)
    if subject is None:
        return True
    if any(scene.tokens[i].norm in scene.lexicon.sets["block"] for i in range(link, edge)):
        return True
    final = clause_end(scene, link, edge)
    kind = kind_of(scene, link, final) or _with_context(scene, link, final)
    if kind is None and final < len(scene.tokens) and scene.tokens[final].norm in ANNOUNCES:
        final = scene.right_edge(final + 1, CLAUSE)
        kind = kind_of(scene, link, final)
    if kind is None and scene.party_of(subject[1]) is None:
        return True
    mention = Mention(link + 1, final, at, kind or "other", authors=[subject[1]], clause=True, verb=at)
    mention.asked = offer.asks and not (kind is not None and _asks_somebody(scene, end, link))
    mention.offered = not mention.asked
    mention.duration = duration_in(scene, link, final)
    mention.evidence = (min(subject[0], at), final)
    mention.put_forward = dated(scene, at, end)
    added.append(mention)
    return True


def _proposer(scene: Scene, at: int, end: int) -> tuple[int, Actor] | None:
    """Who proposes: the subject, or the agent of a passive (*has been asked by the nuncio to*)."""
    if any(scene.tokens[c].dep == "aux:pass" for c in scene.parse.children[at]):
        agents, _ = agent_after(scene, end)
        return (at, agents[0]) if agents else None
    return subject_of(scene, at)


def read_noun_clause(scene: Scene, at: int, end: int, added: list[Mention]) -> None:
    """*Proposes six months of transition*: an object by a noun that the codebook does not know."""
    edge = scene.right_edge(end - 1, CLAUSE)
    subject = subject_of(scene, at)
    if subject is None or scene.party_of(subject[1]) is None or subject[0] > at:
        return
    noun = next((i for i in range(end, min(end + LINK, edge)) if scene.tokens[i].pos in NOUNS), -1)
    if noun < 0 or scene.mention_at(noun) or any(scene.tokens[i].pos in BREAKS for i in range(end, noun)):
        return
    final = next(
        (i for i in range(noun + 1, edge) if scene.tokens[i].norm == "," or scene.tokens[i].pos in VERBS), edge
    )
    if any(scene.tokens[i].norm in scene.lexicon.sets["block"] for i in range(end, edge)):
        return
    kind = kind_of(scene, end, final) or "other"
    mention = Mention(end, final, at, kind, authors=[subject[1]], clause=True, offered=True, verb=at)
    mention.duration = duration_in(scene, end, final)
    mention.evidence = (min(subject[0], at), final)
    mention.put_forward = dated(scene, at, end)
    added.append(mention)


def _asks_somebody(scene: Scene, end: int, link: int) -> bool:
    """Whether somebody is named who is asked to do it, between the verb and the clause."""
    return any(scene.tokens[i].pos in NOUNS or scene.actor_at(i) is not None for i in range(end, link))


def _with_context(scene: Scene, link: int, final: int) -> ProposalKind | None:
    """The kind of a clause that says half of it, where the sentence before says the rest."""
    sentence = scene.tokens[link].sentence
    if sentence == 0:
        return None
    pairs = scene.lexicon.kind_pairs
    half = {item for i in range(link, final) for item in pairs.get(scene.tokens[i].norm, ())}
    before = {item for t in scene.parse.sentence_tokens(sentence - 1)[-CONTEXT:] for item in pairs.get(t.norm, ())}
    return next((k for n, side, k in sorted(half) if (n, 1 - side, k) in before and k == "prisoner exchange"), None)


def _link(scene: Scene, first: int, edge: int) -> int:
    """The linking word of the clause that follows within a few tokens, or -1."""
    for i in range(first, min(first + LINK, edge)):
        if scene.is_in("clause_links", i):
            verb_soon = any(scene.tokens[j].pos in VERBS for j in range(i + 1, min(i + 3, edge)))
            if verb_soon or scene.tokens[i].pos == "SCONJ" or scene.tokens[i].dep == "mark":
                return i
    return -1


def _is_wish(scene: Scene, link: int, edge: int) -> bool:
    """Whether the clause says what should be (a bare, subjunctive or modal verb), not what is."""
    for i in range(link + 1, edge):
        token = scene.tokens[i]
        if token.pos not in VERBS:
            continue
        tense, mood = token.feats.get("Tense"), token.feats.get("Mood")
        if token.feats.get("VerbForm") == "Inf" or mood in ("Sub", "Cnd"):
            return True
        if tense in ("Past", "Imp", "Fut"):
            return False
        return mood != "Ind" or (tense == "Pres" and token.feats.get("Number") != "Sing")
    return False


def clause_end(scene: Scene, link: int, edge: int) -> int:
    for i in range(link + 3, edge - 1):
        after = scene.tokens[i + 1].pos
        if scene.tokens[i].norm == "," and after in ("VERB", "AUX", "CCONJ", "SCONJ"):
            return i
    return min(max(edge, link + 2), len(scene.tokens))
