"""What a proposal says: scope, start, guarantors, the parties between whom."""

from __future__ import annotations

from verbale.positions.clauses import condition_around
from verbale.positions.mentions import Mention
from verbale.positions.parties import agent_after
from verbale.positions.referents import Referent
from verbale.positions.scene import VERBS, Scene
from verbale.record import Span, Terms

SCOPE_TOKENS = 16
NEAR = 12
LONGEST = 60  # tokens of a sentence in which an answer is looked for


def terms_of(scene: Scene, referent: Referent, main: Mention) -> Terms:
    """The terms that the text gives, from the clause that puts it forward and the mentions."""
    return Terms(
        duration=referent.duration,
        start=_start(scene, referent),
        scope=_scope(scene, main),
        conditions=_conditions(scene, main),
        guarantors=_guarantors(scene, referent),
    )


def _conditions(scene: Scene, main: Mention) -> tuple[Span, ...]:
    """The condition on which it is offered: in a sentence that puts it forward and tells no answer."""
    if not main.offered or main.verb < 0:
        return ()
    sentence = scene.parse.sentences[scene.tokens[main.head].sentence]
    for i in range(sentence.first, min(sentence.last, sentence.first + LONGEST)):
        matched = scene.lexicon.frames.match(scene.tokens, i, sentence.last)
        if any(frame.stance != "none" and not frame.promise for _, frame in matched):
            return ()
    found = condition_around(scene, main.verb, max(main.last, main.verb + 1), refusal=False)
    return (scene.parse.span(*found),) if found and found[1] > found[0] else ()


def _start(scene: Scene, referent: Referent) -> str | None:
    for mention in referent.mentions:
        edge = scene.right_edge(mention.last - 1, NEAR)
        for i in range(mention.last, edge):
            for end, _ in scene.lexicon.start.match(scene.tokens, i, edge):
                for _, time in scene.times.spans_at(end) if end < edge else ():
                    if time.type in ("DATE", "TIME") and time.value and time.value[0].isdigit():
                        return time.value
    return None


def _scope(scene: Scene, main: Mention) -> str | None:
    """Where or what it covers: the clause that tells it, or the phrase after the noun."""
    if main.clause:
        return scene.parse.span(main.first, main.last).text
    edge = scene.right_edge(main.last - 1, SCOPE_TOKENS)
    for i in range(main.last, min(main.last + 2, edge)):
        if scene.is_in("scope", i) and i + 1 < edge and not scene.in_time(i + 1) and not _names_party(scene, i + 1):
            last = next(
                (j for j in range(i + 1, edge) if scene.tokens[j].norm == "," or scene.tokens[j].pos in VERBS), edge
            )
            return scene.parse.span(i, last).text if last > i + 1 else None
    return None


def _names_party(scene: Scene, i: int) -> bool:
    actor = scene.actor_at(i)
    return actor is not None and actor.kind in ("person", "government", "armed_group")


def _guarantors(scene: Scene, referent: Referent) -> tuple[str, ...]:
    found: list[str] = []
    for mention in referent.mentions:
        edge = scene.right_edge(mention.last - 1, NEAR)
        for i in range(mention.last, edge):
            for end, _ in scene.lexicon.guarantors.match(scene.tokens, i, edge)[:1]:
                actors, _ = agent_after(scene, end - 1)
                found += [actor.id for actor in actors if actor.id not in found]
    return tuple(found)


def between_of(scene: Scene, referent: Referent) -> tuple[str, ...]:
    """The parties named after *between* beside a mention."""
    for mention in referent.mentions:
        edge = scene.right_edge(mention.first, mention.last - mention.first + NEAR)
        for i in range(mention.head, min(edge, mention.last + 4)):
            if scene.is_in("between", i) and not scene.in_time(i + 1 if i + 1 < edge else i):
                actors = scene.actors.within(i + 1, min(i + 9, edge))
                ids = tuple(dict.fromkeys(actor.id for actor in actors))[:2]
                if len(ids) == 2:
                    return ids
    return ()


def put_forward_of(referent: Referent) -> str | None:
    return next((m.put_forward for m in referent.mentions if m.offered and m.put_forward), None)
