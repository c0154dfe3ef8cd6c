"""What a proposal says and what became of it: scope, start, guarantors, the parties between whom, status."""

from __future__ import annotations

from verbale.positions.clauses import condition_around
from verbale.positions.mentions import Mention
from verbale.positions.parties import agent_after
from verbale.positions.referents import Referent
from verbale.positions.scene import VERBS, Scene
from verbale.positions.stands import Stand
from verbale.record import ProposalStatus, Span, Terms

SCOPE_TOKENS = 16
NEAR = 12
LONGEST = 60  # tokens of a sentence in which an answer is looked for
SCHEDULED = 5  # tokens after a present tense in which a date makes it a plan


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


def _told_as_fact(scene: Scene, i: int) -> bool:
    feats = scene.tokens[i].feats
    later = range(i + 1, min(i + SCHEDULED, scene.last_of_sentence(i)))
    if feats.get("Tense") == "Pres" and feats.get("VerbForm") == "Fin" and any(scene.in_time(j) for j in later):
        return False  # takes effect on Wednesday
    unreal = feats.get("Mood") in ("Cnd", "Sub", "Imp") or feats.get("Tense") == "Fut" or feats.get("VerbForm") == "Inf"
    return not unreal and not any(scene.lexicon.shifts.match(scene.tokens, j, i) for j in range(max(0, i - 3), i))


def status_of(scene: Scene, referent: Referent, stands: list[Stand]) -> ProposalStatus | None:
    """The last that the text says became of it, in the clause of a mention; else what the answers amount to."""
    found: ProposalStatus | None = None
    told = {i for stand in stands for i in range(stand.at, stand.last)}
    for mention in referent.mentions:
        for i in range(
            max(scene.left_edge(mention.first), mention.first - 4), scene.right_edge(mention.last - 1, NEAR)
        ):
            if mention.first <= i < mention.last or i in told or not _told_as_fact(scene, i):
                continue
            if matched := scene.lexicon.status.match(scene.tokens, i, scene.last_of_sentence(i)):
                found = matched[0][1]
    if found is not None:
        return found
    latest = {stand.actor.id: stand.stance for stand in sorted(stands, key=lambda s: not s.earlier)}
    if len(latest) > 1 and set(latest.values()) == {"accepts"}:
        return "agreed"
    return "rejected" if latest and set(latest.values()) == {"rejects"} else "proposed"
