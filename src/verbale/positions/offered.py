"""What a verb of proposing puts on the table: its object, and who put it there when."""

from __future__ import annotations

from verbale.positions.kinds import duration_in
from verbale.positions.lexicon import Offer
from verbale.positions.mentions import Mention
from verbale.positions.parties import agent_after, subject_of, with_joined
from verbale.positions.scene import Scene
from verbale.record import Actor

OBJECT = 14  # tokens between a verb of proposing and its object


def offered_object(scene: Scene, at: int, end: int, by_token: dict[int, Mention]) -> Mention | None:
    """The mention that a verb of proposing has as its object, its passive subject or the noun it modifies."""
    tokens = scene.tokens
    inner = next((by_token[i] for i in range(at + 1, end) if i in by_token), None)
    if inner is not None:
        return inner
    passive = any(scene.is_in("offer_agents", i) for i in (end - 1, end) if at < i < len(tokens))
    after = None if passive else _object_after(scene, end, by_token)
    antecedent = _antecedent(scene, at, by_token)
    if after is not None and not (antecedent is not None and scene.tokens[after.first - 1].pos == "ADP"):
        return None if after.generic and after.kind is None else after
    if antecedent is not None:
        return antecedent
    if not _participle(scene, at) and not scene.is_in("offer_agents", end - 1):
        return None
    if _is_active(scene, at):
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
    return _is_passive(scene, at) or token.pos == "AUX"


def _is_active(scene: Scene, at: int) -> bool:
    """Whether a participle belongs to an active perfect whose object is no pronoun: *to the pause Mali has given* …"""
    auxiliary = any(token.dep == "aux" for token in scene.parse.dependents(at, "aux"))
    subject = any(s.i < at and not s.dep.endswith("pass") for s in scene.parse.dependents(at, "nsubj"))
    taken_up = any(scene.is_in("clitics", c) for c in scene.parse.children[at])
    return auxiliary and subject and not taken_up and scene.tokens[at].rel != "acl" and not _is_passive(scene, at)


def _is_passive(scene: Scene, at: int) -> bool:
    return any(scene.tokens[c].dep == "aux:pass" for c in scene.parse.children[at])


def is_asked_for(scene: Scene, mention: Mention, end: int) -> bool:
    """Whether it is what is asked for: not what somebody is asked *about*."""
    before = mention.first - 1
    if before < end or scene.tokens[before].pos != "ADP" or mention.asks:
        return True
    return scene.is_in("clause_links", before)


def _agents(scene: Scene, end: int) -> tuple[list[Actor], int]:
    """Who follows *by*, if it is whom the preposition governs: no name that the record does not know stands before."""
    if scene.is_in("offer_agents", end - 1):  # the words of proposing end with it: thought up by
        end -= 1
    actors, reached = agent_after(scene, end)
    spans = [scene.actors.spans_at(i) for i in range(end, reached)]
    first = next((end + n for n, found in enumerate(spans) if any(actor in actors for _, actor in found)), reached)
    skipped = any(scene.tokens[i].pos == "PROPN" for i in range(end, first))
    return ([], end) if skipped else (actors, reached)


def is_direct(scene: Scene, mention: Mention, at: int, end: int) -> bool:
    """Whether a mention is no prepositional object of the verb at ``at:end``, nor only taken up by it."""
    before = mention.first - 1
    if mention.first < end:
        return scene.tokens[at].feats.get("VerbForm") == "Part"
    return scene.tokens[before].pos != "ADP" and mention.indefinite and not mention.weak


def mark_offered(scene: Scene, mention: Mention, at: int, end: int, offer: Offer, *, asks: bool | None = None) -> None:
    """Mark what the verb at ``at:end`` puts on the table; ``asks``: whether it is only wished for, if not as told by
    the codebook."""
    asks = offer.asks if asks is None else asks
    if asks and mention.licensed:
        return
    first, final = min(mention.first, at), max(mention.last, end)
    mention.asked = asks or mention.meeting
    mention.offered = not mention.asked
    mention.verb = at
    if offer.standing:
        mention.evidence = (first, final)
        return
    if mention.last <= at:
        by, reached = _agents(scene, end)
        final = max(final, reached)
        subject = None if by or _is_passive(scene, at) else subject_of(scene, at)
        if subject and subject[0] >= mention.last:  # the truce that Kenya proposed
            by, mention.authors = with_joined(scene, subject), []
    else:
        subject = subject_of(scene, at)
        by = with_joined(scene, subject) if subject else []
        if subject and subject[0] < at:
            first = min(first, subject[0])
    mention.authors = (by or mention.authors) if asks else (mention.authors or by)
    mention.evidence = (first, final)
    mention.put_forward = mention.put_forward or dated(scene, at, end)
    if mention.duration is None and end < mention.first:
        mention.duration = duration_in(scene, end, mention.first, tied=True)
    if mention.duration is None:
        mention.duration = duration_in(scene, mention.last, scene.right_edge(mention.last - 1, 12), tied=True)


def dated(scene: Scene, at: int, end: int) -> str | None:
    """The date that stands nearest to the verb at ``at:end``, with no other verb between."""
    for i in _outward(scene, at, end):
        for _, time in scene.times.spans_at(i):
            if time.type in ("DATE", "TIME") and time.value and time.value[0].isdigit():
                return time.value
    return None


def _outward(scene: Scene, at: int, end: int) -> list[int]:
    """Tokens around a verb, the nearest first, on each side up to another verb."""
    left, right = max(scene.left_edge(at), at - 8), min(scene.right_edge(end - 1), end + 6)
    before = list(range(at - 1, left - 1, -1))
    after = list(range(end, right))
    before = before[: next((n for n, i in enumerate(before) if scene.tokens[i].pos == "VERB"), len(before))]
    after = after[: next((n for n, i in enumerate(after) if scene.tokens[i].pos == "VERB"), len(after))]
    return sorted([*before, *after], key=lambda i: at - i if i < at else i - end)
