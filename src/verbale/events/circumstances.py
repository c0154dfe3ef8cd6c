"""When and where an event was: the time and the place that hang on its words, not on those that report it."""

from __future__ import annotations

from collections.abc import Sequence

from verbale.events.scene import CLAUSE, Scene
from verbale.events.status import DECIDED, Reality
from verbale.record import Place, Span, Time

FAR = 25  # tokens beyond which a time or place of the same sentence is not taken
APART = 4  # words between a place and the phrase that tells where something came from
FRONT = 3  # tokens at the head of a sentence where a day or place holds for all of it
DATELINE = 6  # tokens at the head of a text
DASHES = frozenset({"-", "–", "—", "--"})
VAGUE = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})


def event_time(
    scene: Scene, trigger: int, chain: list[int], without: Sequence[Time | Place | None] = ()
) -> Time | None:
    """The date or clock time of an event, from its own phrase, its clause, or the predicate above it."""
    first, last = scene.sentence_of(trigger)
    best: tuple[int, int, Time] | None = None
    for time in scene.times_within(max(first, trigger - FAR), min(last, trigger + FAR)):
        if time.type not in ("DATE", "TIME") or time.value is None or time.value in VAGUE or time in without:
            continue
        rank = None if _dateline(scene, time) else _rank(scene, time, trigger, chain)
        if rank is not None and (best is None or rank < best[:2]):
            best = (*rank, time)
    return best[2] if best else None


def event_place(
    scene: Scene,
    trigger: int,
    chain: list[int],
    *,
    anywhere: bool = False,
    goal: bool = False,
    without: Sequence[Time | Place | None] = (),
) -> Place | None:
    """The place of an event; with ``anywhere``, in want of a better one, another place of its sentence.

    With ``goal`` the place from where something came is taken last.
    """
    first, last = scene.sentence_of(trigger)
    best: tuple[int, int, Place] | None = None
    for place in scene.places_within(max(first, trigger - FAR), min(last, trigger + FAR)):
        if _dateline(scene, place) or place in without:
            continue
        rank = _rank(scene, place, trigger, chain)
        head = _head(scene, place)
        mention = scene.mention_at(head)
        part = scene.in_a_longer_name(head, place)
        if rank is None or scene.speaker_at(head) or part:
            if not anywhere:
                continue
            rank = (4 + scene.speaker_at(head), abs(head - trigger))
        if mention is not None and mention.text == place.text:
            rank = (rank[0] + 3, rank[1])
        if goal and _from(scene, head, trigger):
            rank = (rank[0] + 3, rank[1])
        if best is None or rank < best[:2]:
            best = (*rank, place)
    return best[2] if best else None


def _from(scene: Scene, head: int, trigger: int) -> bool:
    """Whether a place is where something came from: *fired from the hills at Z*."""
    at = head
    for _ in range(APART):
        if scene.preposition(at) in scene.lexicon.origin:
            return True
        above = scene.tokens[at].head
        if above in (at, trigger) or scene.is_verb(above):
            return False
        at = above
    return False


def of_attacks(scene: Scene, trigger: int) -> list[Time | Place]:
    """Days and places about a contact that are those of an attack: *met two days after the raid on Z*."""
    return [span for span in _about(scene, trigger) if _of_attack(scene, span, trigger)]


def of_calling_off(scene: Scene, trigger: int, how: Reality) -> list[Time | Place]:
    """Days and places of who calls a contact off: *on Monday X cancelled a meeting with Y due on Friday*."""
    return [span for span in _about(scene, trigger) if _of_cue(scene, span, how)]


def _about(scene: Scene, trigger: int) -> list[Time | Place]:
    first, last = scene.sentence_of(trigger)
    low, high = max(first, trigger - FAR), min(last, trigger + FAR)
    return [*scene.times_within(low, high), *scene.places_within(low, high)]


def _of_cue(scene: Scene, span: Span, how: Reality) -> bool:
    """Whether a day or place hangs on the verb that calls a contact off, and is not that for which it was planned."""
    if how.cue is None or how.cue not in how.chain[1:] or how.status not in DECIDED or not scene.is_verb(how.cue):
        return False
    head = _head(scene, span)
    planned = scene.lexicon.until | scene.lexicon.origin
    return scene.tokens[head].head == how.cue and scene.preposition(head) not in planned


def _of_attack(scene: Scene, span: Span, trigger: int) -> bool:
    """Whether a day or place hangs on an act of violence."""
    for steps, at in enumerate(scene.parse.ancestors(_head(scene, span))):
        if at == trigger or steps > FAR or scene.tokens[at].pos in CLAUSE:
            return False
        _, last = scene.sentence_of(at)
        if any(frame.type == "ASSAULT" for _, frame in scene.lexicon.nouns.match(scene.tokens, at, last)):
            return True
    return False


def dateline(scene: Scene) -> Place | None:
    """The place where the report was written, as its first sentence tells."""
    first = scene.places_within(0, min(DATELINE, len(scene.tokens)))
    return first[0] if first and _dateline(scene, first[0]) else None


def _dateline(scene: Scene, span: Span) -> bool:
    """Whether a place or day is where and when the report was written: *GENEVA, 3 May - …*."""
    _, last = scene.parse.token_range(span.start, span.end)
    first, end = scene.sentence_of(last - 1)
    near = scene.tokens[last : min(last + 4, end)]
    return last - first < 6 and any(token.norm in DASHES for token in near)


def _head(scene: Scene, span: Span) -> int:
    first, last = scene.parse.token_range(span.start, span.end)
    for i in range(first, last):
        if not first <= scene.tokens[i].head < last:
            return i
    return first


def _rank(scene: Scene, span: Span, trigger: int, chain: list[int]) -> tuple[int, int] | None:
    """How well a span hangs on a trigger: lower is closer; ``None`` where it belongs to something else."""
    head = _head(scene, span)
    distance = head - trigger if head > trigger else 2 * (trigger - head)
    above = [head]
    for steps, at in enumerate(scene.parse.ancestors(head)):
        above.append(at)
        if steps > FAR:
            break
    if trigger in above:
        between = above[1 : above.index(trigger)]
        clauses = sum(scene.tokens[at].pos == "VERB" for at in between)
        return (clauses, distance)
    verb = scene.governing_verb(head)
    if verb is None:
        first, _ = scene.sentence_of(head)
        return (3, distance) if distance < FAR // 2 or head - first < FRONT else None
    if verb == scene.governing_verb(trigger):
        return (1, distance)
    if verb in chain:
        return None if scene.cue_at(verb) is not None else (2, distance)
    if scene.cue_at(verb) is None and _adjacent(scene, head, trigger):
        return (2, distance)
    return None


def _adjacent(scene: Scene, head: int, trigger: int) -> bool:
    """Whether no verb and no clause mark stands between."""
    low, high = sorted((head, trigger))
    return high - low < FAR // 2 and not any(
        t.pos == "VERB" or t.norm in (";", ":", "—") or t.norm in scene.lexicon.after
        for t in scene.tokens[low + 1 : high]
    )
