"""Who does it: the subject or agent of a verb, as an actor of the record."""

from __future__ import annotations

from itertools import pairwise

from verbale.positions.scene import HARD, VERBS, Scene
from verbale.record import Actor, Span

Found = tuple[int, Actor]  # first token of the mention, and who it is
AGENT_WINDOW = 5
OWNER = 5  # tokens between an answer and whose it is
ASIDE = 4  # tokens from who reports to the comma after the verb
RANKED = 60  # tokens before *the former* in which the two parties stand
LIST = 24  # tokens of a list of authors


def answering(scene: Scene, actor: Actor | None) -> Actor | None:
    """The actor if it can answer a proposal: a party, or one that is only described (*both delegations, the old
    marshal*) unless the description is that of an outsider (*a diplomat, the mediators*)."""
    if actor is None or scene.party_of(actor) is not None:
        return actor
    outsiders = scene.lexicon.sets["outsiders"]
    words = [word for span in actor.mentions[:1] for word in span.text.lower().replace("'", " ").split()]
    return None if any(word in outsiders for word in words) else actor


def subject_of(scene: Scene, verb: int) -> Found | None:
    """The subject of a verb: by the syntax where it holds, else the nearest actor before it that is nobody's object."""
    by_tree, own = _by_tree(scene, verb)
    if by_tree is not None and own:
        return by_tree
    near = _by_order(scene, verb)
    if by_tree is None and near is not None and near[0] < _own_noun(scene, verb):
        return None
    if by_tree is None or (near is not None and near[0] > by_tree[0] and _unbroken(scene, near[0], verb)):
        return near
    return by_tree


def _own_noun(scene: Scene, verb: int) -> int:
    """Where the noun stands that is the verb's own subject and no actor, or -1: *as he spoke the guns fell silent*."""
    verb = scene.tokens[verb].head if scene.tokens[verb].rel in ("aux", "cop") else verb
    own = (s for s in scene.parse.dependents(verb, "nsubj") if s.pos == "NOUN" and s.i < verb)
    return next((s.i for s in own if not s.dep.endswith("pass") and not scene.is_in("whose", s.i - 1)), -1)


def _unbroken(scene: Scene, first: int, verb: int) -> bool:
    """Whether neither a comma nor another verb stands between."""
    return all(scene.tokens[i].norm != "," and scene.tokens[i].pos not in ("VERB", "CCONJ") for i in range(first, verb))


def agent_after(scene: Scene, at: int) -> tuple[list[Actor], int]:
    """Who follows *by* within a few tokens of ``at`` (several with *and*), and one past the last token of it."""
    tokens = scene.tokens
    edge = scene.right_edge(at, AGENT_WINDOW) if at < len(tokens) else at
    for i in range(at, edge):
        if scene.is_in("offer_agents", i) or scene.is_in("agents", i):
            return _list(scene, i + 1, min(scene.last_of_sentence(i), i + LIST))
        if tokens[i].pos in VERBS:
            break
    return [], at


def with_joined(scene: Scene, subject: Found) -> list[Actor]:
    """The subject with those that a conjunction joins to it, in text order: *Zambia and the ICGLR, X, Y e Z*."""
    at, actor = subject
    near = range(at, min(at + AGENT_WINDOW, scene.last_of_sentence(at)))
    first = next((i for i in near if (named := scene.mention_at(i)) is not None and named[1] is actor), at)
    begin = first
    mention = scene.mention_at(first)
    while mention is not None and (before := _joined_before(scene, begin)) >= 0 and first - before < LIST:
        begin = before
    last = min(scene.last_of_sentence(first), first + LIST)
    found, _ = _list(scene, begin, last)
    return found if actor in found else [actor]


def _joined_before(scene: Scene, first: int) -> int:
    """Where the name begins that a comma or *and* joins to the one at token ``first``, or -1."""
    tokens = scene.tokens
    at = first - 1
    if at > 1 and tokens[at].pos == "DET":
        at -= 1
    if at < 1 or tokens[at].pos != "CCONJ" or (named := scene.mention_at(at - 1)) is None:
        return -1
    begin, end = scene.parse.token_range(named[0].start, named[0].end)
    article = begin > 0 and tokens[begin - 1].pos == "DET"
    tied = any(tokens[c].rel == "conj" and c >= first for i in range(begin, end) for c in scene.parse.children[i])
    return -1 if tokens[begin - article - 1].pos == "ADP" and begin - article > 0 and not tied else begin


def _list(scene: Scene, at: int, last: int) -> tuple[list[Actor], int]:
    found: list[Actor] = []
    end = at
    misses = 0
    joined = False
    alone = at
    while at < last and misses < 3:
        mention = scene.mention_at(at)
        if mention is not None:
            if mention[1] not in found:
                found.append(mention[1])
            end = at + 1
            alone = end if len(found) == 1 else alone
            misses = 0
        elif scene.tokens[at].pos in ("CCONJ", "DET") or scene.tokens[at].norm == ",":
            misses += 1
            joined = joined or scene.tokens[at].pos == "CCONJ"
        elif (scene.tokens[at - 1].pos == "CCONJ" and scene.is_in("offer_agents", at)) or at in scene.bracketed:
            joined = True  # by Zambia and by the ICGLR
        else:
            if found or scene.tokens[at].norm in HARD:
                break
            misses += 1
        at += 1
    return (found, end) if joined else (found[:1], alone)


def _by_tree(scene: Scene, verb: int) -> tuple[Found | None, bool]:
    """The subject by the syntax, and whether it is the verb's own rather than one that it shares."""
    tokens, parse = scene.tokens, scene.parse
    at = verb
    for _ in range(4):
        subjects = parse.dependents(at, "nsubj")
        for subject in subjects:
            if subject.i > verb + 6 and not (at != verb and _opens(scene, verb)):
                continue
            if subject.dep.endswith("pass") and at == verb:
                continue
            if subject.norm in scene.lexicon.sets["relatives"]:
                return _antecedent(scene, subject.i, at), at == verb
            return _mention(scene, subject.i), at == verb
        token = tokens[at]
        if token.rel == "acl":
            return _antecedent(scene, at, at), False
        if (
            token.rel in ("conj", "xcomp", "aux", "cop", "parataxis", "advcl")
            and token.head != at
            and (token.head < verb + 3 or _opens(scene, at))
        ):
            at = _joined_to(scene, at)
            continue
        return None, False
    return None, False


def _opens(scene: Scene, verb: int) -> bool:
    """Whether a participle opens the sentence before its subject: *Having rejected it, Mali* …"""
    token = scene.tokens[verb]
    return token.rel == "advcl" and verb - scene.first_of_sentence(verb) < AGENT_WINDOW - 1


def _joined_to(scene: Scene, at: int) -> int:
    """The governor; past a complement clause for what a comma and *and* join: *X told Y that Z left, and agreed*."""
    tokens = scene.tokens
    head = tokens[at].head
    before = [tokens[i] for i in range(max(0, at - 3), at)]
    joined = tokens[at].rel == "conj" and any(one.norm == "," and two.pos == "CCONJ" for one, two in pairwise(before))
    return tokens[head].head if joined and tokens[head].rel in ("ccomp", "acl", "advcl") else head


def _mention(scene: Scene, i: int) -> Found | None:
    mention = scene.mention_at(i)
    if mention is None:
        first, last = scene.parse.extent(i)
        for j in range(first, min(last, first + 12)):
            if (
                scene.tokens[j].head == i
                and scene.tokens[j].rel in ("appos", "flat", "compound")
                and scene.mention_at(j)
            ):
                mention = scene.mention_at(j)
                break
    if mention is None or scene.party_of(mention[1]) is None or _only_a_noun(scene, i, mention):
        mention = _whose(scene, i) or mention
    if mention is None:
        return None
    first = scene.parse.token_range(mention[0].start, mention[0].end)[0]
    return min(first, i), mention[1]


def _only_a_noun(scene: Scene, i: int, mention: tuple[Span, Actor]) -> bool:
    """Whether a mention is a bare noun like *the faction* that means nobody known: whose it is names the party."""
    span, actor = mention
    first, last = scene.parse.token_range(span.start, span.end)
    known = actor.name.casefold() != span.text.casefold()
    return scene.tokens[i].pos == "NOUN" and last - first <= 2 and not known


def _whose(scene: Scene, i: int) -> tuple[Span, Actor] | None:
    """*The northern wing of the Front, Chad's team*: the actor whose part a noun phrase names."""
    if scene.is_in("engagements", i):
        return None  # the visit of Mali's president
    for child in scene.parse.children[i]:
        token = scene.tokens[child]
        if token.rel not in ("nmod", "amod", "compound") or (mention := scene.mention_at(child)) is None:
            continue
        cases = [c for c in scene.parse.children[child] if scene.tokens[c].rel == "case"]
        if all(scene.is_in("owners", c) or scene.tokens[c].norm[0] == "'" for c in cases):
            return mention
    return None


def ranked_party(scene: Scene, i: int) -> Found | None:
    """*The former, il secondo*: the first or the second of the last two parties named before token ``i``."""
    first, second = scene.is_in("first", i), scene.is_in("second", i)
    if not first and not second:
        return None
    found: list[Actor] = []
    sentence = scene.tokens[i].sentence
    start = scene.parse.sentences[max(0, sentence - 1)].first
    for at in range(i - 1, max(start, i - RANKED) - 1, -1):
        mention = scene.mention_at(at)
        if mention is not None and mention[1] not in found and answering(scene, mention[1]):
            found.append(mention[1])
            if len(found) == 2:
                break
    if len(found) < 2:
        return None
    return i, found[1] if first else found[0]


def _antecedent(scene: Scene, relative: int, verb: int) -> Found | None:
    """Whom a relative clause is about: the mention before it."""
    head = scene.tokens[verb].head
    if head < relative and (found := _mention(scene, head)) is not None:
        return found
    for i in range(relative - 1, max(scene.first_of_sentence(relative), relative - 8) - 1, -1):
        if scene.mention_at(i) is not None:
            return _mention(scene, i)
    return None


def _by_order(scene: Scene, verb: int) -> Found | None:
    tokens = scene.tokens
    passed_verb = False
    for i in range(verb - 1, scene.left_edge(verb) - 1, -1):
        if tokens[i].pos == "VERB" and tokens[i].feats.get("VerbForm") not in ("Part", "Ger"):
            passed_verb = True
        mention = scene.mention_at(i)
        if mention is None:
            if tokens[i].norm in scene.lexicon.sets["relatives"] and i > 0 and not passed_verb:
                named = scene.mention_at(i - 1) or (scene.mention_at(i - 2) if tokens[i - 1].norm == "," else None)
                if named is not None:
                    return scene.parse.token_range(named[0].start, named[0].end)[0], named[1]
            if tokens[i].pos == "SCONJ" and not passed_verb and i < verb - 1:
                return None
            continue
        first = scene.parse.token_range(mention[0].start, mention[0].end)[0]
        if first > 0 and tokens[first - 1].pos == "ADP":
            continue
        if first > 1 and tokens[first - 1].pos == "DET" and tokens[first - 2].pos == "ADP":
            continue
        if (passed_verb and _is_object(scene, i)) or _reports_aside(scene, first, i):
            continue
        return first, mention[1]
    return None


def _reports_aside(scene: Scene, first: int, head: int) -> bool:
    """Whether a mention only tells who says so, between commas: *both sides, the envoy said, are on board*."""
    tokens = scene.tokens
    if first == 0 or tokens[first - 1].norm != ",":
        return False
    verbs = False
    for i in range(head + 1, min(head + ASIDE, len(tokens))):
        if tokens[i].norm == ",":
            return verbs
        verbs = verbs or tokens[i].pos in VERBS
    return False


def _is_object(scene: Scene, i: int) -> bool:
    return scene.tokens[i].rel in ("obj", "iobj", "obl", "nmod")


def owners_of(scene: Scene, at: int, end: int) -> list[Found]:
    """Whose answer a noun is: *the refusal of Mali, Mali's yes, il sì di Mali, from Mali a flat no*."""
    tokens = scene.tokens
    sentence = scene.last_of_sentence(at)
    for i in range(max(at, end - 1), min(end + OWNER, sentence)):
        if scene.is_in("owners", i) and i + 1 < sentence:
            if (found := _within(scene, i + 1, min(i + OWNER, sentence))) is not None:
                return [found]
        elif tokens[i].pos == "ADP" or (i >= end and (tokens[i].pos in VERBS or tokens[i].norm in HARD)):
            break
    for i in range(at - 1, max(scene.left_edge(at), at - OWNER) - 1, -1):
        mention = scene.mention_at(i)
        if mention is not None:
            first = scene.parse.token_range(mention[0].start, mention[0].end)[0]
            return [(first, mention[1])]
        if (tokens[i].pos in VERBS and tokens[i].norm[0] != "'") or scene.cuts(i):
            break
    found = _answer_of(scene, at, end)
    return [found] if found is not None else _sender(scene, at)


def _answer_of(scene: Scene, at: int, end: int) -> Found | None:
    """*The answer of Mali is a yes*: whose the noun is that is called so, within the words or as their subject."""
    subjects = (s.i for i in range(at, end) for s in scene.parse.dependents(i, "nsubj") if s.i < at)
    start = next(subjects, at)
    if any(scene.tokens[i].norm in HARD for i in range(start, at)):
        return None
    for i in range(start + 1, min(max(at, end - 1), start + RANKED)):
        if scene.is_in("owners", i) and (found := _within(scene, i + 1, min(i + OWNER, end))) is not None:
            return found
    return None


def _sender(scene: Scene, at: int) -> list[Found]:
    """*From Mali came a flat no*: who stands after *from* at the beginning of the clause."""
    start = scene.left_edge(at, LIST)
    for i in range(at - 1, start - 1, -1):
        if scene.cuts(i) or scene.tokens[i].pos == "SCONJ":
            break
        if scene.is_in("agents", i) or scene.is_in("senders", i):
            found = _within(scene, i + 1, min(i + OWNER, at))
            return [found] if found is not None else []
    return []


def judges_of(scene: Scene, at: int, end: int) -> list[Found]:
    """Whom a proposal does not suit: *unacceptable to Mali; for Mali it is out of the question*."""
    sentence = scene.last_of_sentence(at)
    for i in range(end, min(end + 2, sentence - 1)):
        if scene.is_in("judges", i) and (found := _within(scene, i + 1, min(i + OWNER, sentence))) is not None:
            return [found]
    if end < sentence and not scene.is_in("judges", end) and (found := _within(scene, end, min(end + OWNER, sentence))):
        return [found]  # does not convince Mali
    for i in range(scene.left_edge(at, LIST), at - 1):
        if scene.is_in("judges", i) and (found := _within(scene, i + 1, min(i + OWNER, at))) is not None:
            return [found]
    return []


def _within(scene: Scene, first: int, last: int) -> Found | None:
    """The first mention that begins at ``first`` or behind articles and adjectives there."""
    for i in range(first, last):
        if (mention := scene.mention_at(i)) is not None:
            return scene.parse.token_range(mention[0].start, mention[0].end)[0], mention[1]
        if scene.tokens[i].pos not in ("DET", "ADJ", "NOUN", "PART"):
            return None
    return None
