"""Which mentions somebody puts on the table, or a text describes, and proposals told by a clause alone."""

from __future__ import annotations

from verbale.positions.clauses import shifts_before
from verbale.positions.kinds import duration_in, kind_of
from verbale.positions.lexicon import Offer
from verbale.positions.mentions import Mention
from verbale.positions.parties import agent_after, subject_of
from verbale.positions.scene import NOUNS, VERBS, Scene
from verbale.record import ProposalKind

BREAKS = VERBS | {"ADP", "PRON", "SCONJ", "CCONJ"}
CLAUSE = 30  # tokens of a clause that tells what is proposed
NAMED = 4  # tokens after an offer that may still say what it is: as a venue
LINK = 10  # tokens between a verb of asking and the word that links what is asked
OBJECT = 14  # tokens between a verb of proposing and its object
DESCRIPTION = 18  # tokens after a describing verb that tell what a proposal holds


def put_forward(scene: Scene, mentions: list[Mention]) -> list[Mention]:
    """All mentions in text order, marked where they are put forward or described, with those told by a clause."""
    tokens = scene.tokens
    by_token = {i: mention for mention in mentions for i in range(mention.first, mention.last)}
    added: list[Mention] = []
    at = 0
    while at < len(tokens):
        last = scene.last_of_sentence(at)
        found = scene.lexicon.offers.match(tokens, at, last) if _may_offer(scene, at, by_token) else []
        if found and _reported_as_done(scene, at):
            end = found[0][0]
            mention = _object(scene, at, end, by_token) if found[0][1].object else None
            clause = next((offer for _, offer in found if offer.clause), None)
            if mention is not None and found[0][1].asks and not _is_asked_for(scene, mention, end):
                mention = None
            if mention is not None:
                _mark_offered(scene, mention, at, end, asks=found[0][1].asks)
            elif clause is not None and clause.asks:
                _asked(scene, at, end, clause, by_token, added)
            elif clause is not None and not _clause(scene, at, end, clause, added) and clause.sure:
                _noun_clause(scene, at, end, added)
            at = max(min(end, at + 3), at + 1)
            continue
        if tokens[at].pos in VERBS and scene.lexicon.describes.match(tokens, at, last):
            _described(scene, at, by_token)
        at += 1
    for mention in mentions:
        _by_its_words(scene, mention, by_token)
        mention.weak = mention.weak or (mention.asks and not mention.asked and not mention.licensed)
    return sorted([*_outside(mentions, added), *added], key=lambda m: (m.first, m.head))


def _may_offer(scene: Scene, at: int, by_token: dict[int, Mention]) -> bool:
    """Whether a verb may put something forward: none in a noun phrase, but for a participle after the noun."""
    mention = by_token.get(at)
    return mention is None or (at > mention.head and scene.tokens[at].feats.get("VerbForm") == "Part")


def _is_asked_for(scene: Scene, mention: Mention, end: int) -> bool:
    """Whether it is what is asked for: not what somebody is asked *about*."""
    before = mention.first - 1
    if before < end or scene.tokens[before].pos != "ADP" or mention.asks:
        return True
    return scene.is_in("clause_links", before)


def _outside(mentions: list[Mention], clauses: list[Mention]) -> list[Mention]:
    """Mentions that do not stand in a clause that tells a proposal: they are its content."""
    covered = {i for clause in clauses for i in range(clause.first, clause.last)}
    return [m for m in mentions if m.head not in covered]


def _reported_as_done(scene: Scene, at: int) -> bool:
    """Whether it is told as having been proposed: not *might propose, did not propose, appeared to suggest*."""
    if scene.tokens[at].pos not in ("VERB", "ADJ", "AUX", "NOUN", "PROPN", "ADV"):
        return False
    return not {"none", "negate", "undecided"} & set(shifts_before(scene, at))


def _object(scene: Scene, at: int, end: int, by_token: dict[int, Mention]) -> Mention | None:
    """The mention that a verb of proposing has as its object, its passive subject or the noun it modifies."""
    tokens = scene.tokens
    inner = next((by_token[i] for i in range(at + 1, end) if i in by_token), None)
    if inner is not None:
        return inner
    passive = end < len(tokens) and scene.is_in("offer_agents", end)
    if not passive and (after := _object_after(scene, end, by_token)) is not None:
        return None if after.generic and after.kind is None else after
    if (antecedent := _antecedent(scene, at, by_token)) is not None:
        return antecedent
    if not _participle(scene, at):
        return None
    for i in range(at - 1, max(scene.left_edge(at), at - OBJECT) - 1, -1):
        if i in by_token:
            return by_token[i]
        if tokens[i].pos == "VERB":
            break
    head = by_token.get(tokens[at].head)
    return head if head is not None and tokens[head.head].sentence == tokens[at].sentence else None


def _antecedent(scene: Scene, at: int, by_token: dict[int, Mention]) -> Mention | None:
    """*A meeting that Rome had suggested*: what stands before a relative word that is not the subject of the verb."""
    for i in range(at - 1, max(scene.left_edge(at), at - OBJECT) - 1, -1):
        if scene.is_in("relatives", i) and i < at - 1 and scene.actors.within(i + 1, at):
            return by_token.get(i - 1) or (by_token.get(i - 2) if scene.tokens[i - 1].norm == "," else None)
        if scene.tokens[i].pos in ("VERB", "SCONJ", "CCONJ"):
            return None
    return None


def _asked(scene: Scene, at: int, end: int, offer: Offer, by_token: dict[int, Mention], added: list[Mention]) -> None:
    """*Called on them to agree to a truce*: the truce is asked for; else the clause, unless it asks for an answer."""
    edge = scene.right_edge(end - 1, CLAUSE)
    link = _link(scene, end, edge)
    own_wish = link == end and not scene.is_in("subordinators", link)  # wants to go home
    if link < 0 or own_wish:
        return
    final = _clause_end(scene, link, edge)
    inner = next((by_token[i] for i in range(link, final) if i in by_token), None)
    verb = next((i for i in range(link + 1, final) if scene.tokens[i].pos in VERBS), link)
    stop = scene.last_of_sentence(verb)
    answer = any(not frame.promise for _, frame in scene.lexicon.frames.match(scene.tokens, verb, stop))
    answer = answer or any(last > end for last, _ in scene.lexicon.frames.match(scene.tokens, at, stop))
    if inner is not None and not inner.definite and not inner.licensed and inner.kind:
        _mark_offered(scene, inner, at, end, asks=True)
    elif inner is None and not answer:
        _clause(scene, at, end, offer, added)


def _object_after(scene: Scene, end: int, by_token: dict[int, Mention]) -> Mention | None:
    for i in range(end, min(end + OBJECT, scene.right_edge(end - 1))):
        if i in by_token:
            return by_token[i]
        token = scene.tokens[i]
        stops = token.norm == "," or (token.pos in ("NOUN", "VERB", "SCONJ") and not scene.in_time(i))
        if stops and not _bystander(scene, i):
            return None
    return None


def _bystander(scene: Scene, i: int) -> bool:
    """Whether a noun between verb and object is another argument: *laid before both camps a plan*."""
    tokens = scene.tokens
    if tokens[i].norm == ",":
        return False
    after_preposition = tokens[i - 1].pos == "ADP" or (tokens[i - 1].pos == "DET" and tokens[i - 2].pos == "ADP")
    return scene.actor_at(i) is not None or after_preposition


def _participle(scene: Scene, at: int) -> bool:
    """Whether a verb form can be passive: a participle, or with an auxiliary of the passive."""
    token = scene.tokens[at]
    if token.feats.get("VerbForm") == "Part" or token.pos in ("ADJ", "ADV") or token.rel in ("acl", "amod"):
        return True
    return any(scene.tokens[c].dep == "aux:pass" for c in scene.parse.children[at]) or token.pos == "AUX"


def _mark_offered(scene: Scene, mention: Mention, at: int, end: int, *, asks: bool) -> None:
    if asks and mention.licensed:
        return
    first, final = min(mention.first, at), max(mention.last, end)
    mention.asked = asks or (mention.asks and mention.kind == "talks format")
    mention.offered = not mention.asked
    mention.verb = at
    if mention.last <= at:
        by, reached = agent_after(scene, end)
        final = max(final, reached)
    else:
        subject = subject_of(scene, at)
        by = [subject[1]] if subject else []
        if subject and subject[0] < at:
            first = min(first, subject[0])
    mention.authors = (by or mention.authors) if asks else (mention.authors or by)
    mention.evidence = (first, final)
    mention.put_forward = dated(scene, at, end)
    if mention.duration is None:
        mention.duration = duration_in(scene, mention.last, scene.right_edge(mention.last - 1, 12), tied=True)


def dated(scene: Scene, at: int, end: int) -> str | None:
    """The date that stands nearest to the verb at ``at:end``."""
    nearest: tuple[int, str] | None = None
    for i in range(max(scene.left_edge(at), at - 8), min(scene.right_edge(end - 1), end + 6)):
        for _, time in scene.times.spans_at(i):
            if time.type in ("DATE", "TIME") and time.value and time.value[0].isdigit():
                distance = at - i if i < at else i - end
                if nearest is None or distance < nearest[0]:
                    nearest = (distance, time.value)
    return nearest[1] if nearest else None


def _noun_clause(scene: Scene, at: int, end: int, added: list[Mention]) -> None:
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


def _clause(scene: Scene, at: int, end: int, offer: Offer, added: list[Mention]) -> bool:
    """*Proposed that the parties meet*: a proposal without a noun. Whether there is a clause."""
    edge = scene.right_edge(end - 1, CLAUSE)
    link = _link(scene, end, edge)
    if link < 0 or not (offer.sure or _is_wish(scene, link, edge)):
        return link >= 0
    subject = subject_of(scene, at)
    if subject is None or scene.party_of(subject[1]) is None:
        return True
    if any(scene.tokens[i].norm in scene.lexicon.sets["block"] for i in range(link, edge)):
        return True
    final = _clause_end(scene, link, edge)
    kind = kind_of(scene, link, final) or _with_context(scene, link, final)
    mention = Mention(link + 1, final, at, kind or "other", authors=[subject[1]], clause=True, verb=at)
    mention.offered, mention.asked = not offer.asks, offer.asks
    mention.duration = duration_in(scene, link, final)
    mention.evidence = (min(subject[0], at), final)
    mention.put_forward = dated(scene, at, end)
    added.append(mention)
    return True


def _with_context(scene: Scene, link: int, final: int) -> ProposalKind | None:
    """The kind of a clause that says half of it, where the sentence before says the rest."""
    sentence = scene.tokens[link].sentence
    if sentence == 0:
        return None
    pairs = scene.lexicon.kind_pairs
    half = {item for i in range(link, final) for item in pairs.get(scene.tokens[i].norm, ())}
    before = {
        item for t in scene.parse.sentence_tokens(sentence - 1)[-DESCRIPTION * 2 :] for item in pairs.get(t.norm, ())
    }
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


def _clause_end(scene: Scene, link: int, edge: int) -> int:
    for i in range(link + 3, edge - 1):
        after = scene.tokens[i + 1].pos
        if scene.tokens[i].norm == "," and after in ("VERB", "AUX", "CCONJ", "SCONJ"):
            return i
    return min(max(edge, link + 2), len(scene.tokens))


def _described(scene: Scene, at: int, by_token: dict[int, Mention]) -> None:
    """*The text calls for a ceasefire*: the subject is a proposal; its kind and duration are in what follows."""
    mention = None
    for i in range(at - 1, max(scene.left_edge(at), at - OBJECT - 2) - 1, -1):
        if i in by_token:
            mention = by_token[i]
            break
        token = scene.tokens[i]
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


def _describe(scene: Scene, mention: Mention, start: int, edge: int, by_token: dict[int, Mention]) -> None:
    """Take kind and duration from the tokens ``start:edge``; what is mentioned there is its content."""
    mention.content = mention.content or kind_of(scene, start, edge)
    for i in range(start, edge):
        inner = by_token.get(i)
        if inner is not None and inner is not mention and not inner.definite and not inner.licensed:
            inner.absorbed = True
            mention.duration = mention.duration or inner.duration
    if mention.duration is None:
        mention.duration = duration_in(scene, start, edge, tied=True)
    if mention.evidence is None:
        mention.evidence = (mention.first, edge)


def _by_its_words(scene: Scene, mention: Mention, by_token: dict[int, Mention]) -> None:
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
        final = _clause_end(scene, link, edge)
        mention.kind = mention.kind or kind_of(scene, mention.last, final)
        mention.evidence = (mention.first, final)
    elif mention.kind is None and mention.authors:
        mention.kind = kind_of(scene, mention.first, min(edge, mention.last + NAMED))
    if mention.authors and (told or mention.kind is not None or (mention.definite and not mention.asks)):
        mention.described, mention.asked = not mention.asks, mention.asks


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
