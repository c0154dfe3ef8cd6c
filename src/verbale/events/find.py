"""From a parse and its actors, times, places and statements to events: the order of the work."""

from __future__ import annotations

from verbale.codebook import Codebook
from verbale.events.accusations import accusations, allegations, complaints
from verbale.events.acts import ActIndex
from verbale.events.aftermath import follow_up
from verbale.events.contacts import contact
from verbale.events.draft import Draft, Trigger
from verbale.events.echoes import again, echo, echo_of_pronoun
from verbale.events.elsewhere import elsewhere, of_this_world
from verbale.events.hints import Judge
from verbale.events.incidents import incidents
from verbale.events.lexicon import Lexicon
from verbale.events.merging import merge_contacts
from verbale.events.moves import anew
from verbale.events.others import other
from verbale.events.ranking import reconsider
from verbale.events.relations import acts_between, load_weights, relations
from verbale.events.scene import Scene
from verbale.events.triggers import find_triggers
from verbale.language.encoder import Encoder
from verbale.language.parse import Parse
from verbale.record import Actor, Event, EventType, Note, Place, Span, Statement, Time

OWN_READERS: frozenset[EventType] = frozenset({"CONSULT", "ACCUSE", "ASSAULT", "RETREAT"})
OPEN: frozenset[EventType] = frozenset({"ACCUSE"})  # of these, what pairs may add; contacts were too often wrong
SURE = 0.7  # if they are so likely
MOST_TRIGGERS = 24  # triggers of one sentence that are read; more is a list, not news


def find_events(
    parse: Parse,
    codebook: Codebook,
    actors: tuple[Actor, ...],
    times: tuple[Time, ...],
    places: tuple[Place, ...],
    statements: tuple[Statement, ...],
    encoder: Encoder | None = None,
) -> tuple[tuple[Event, ...], tuple[Note, ...]]:
    """Events in text order, with notes on what stays blank. Nothing here raises for any text."""
    judge = Judge(encoder) if encoder is not None and encoder.types else None
    lexicon: Lexicon = codebook.derived(Lexicon)
    scene = Scene(parse, lexicon, actors, times, places, statements)
    index: ActIndex = codebook.derived(ActIndex)
    weights = load_weights()
    drafts: list[Draft] = []
    for sentence in parse.sentences:
        triggers = find_triggers(parse, lexicon, sentence)[:MOST_TRIGGERS]
        before = [draft for draft in drafts[-MOST_TRIGGERS:] if draft.type == "CONSULT"]
        found = _read(scene, triggers, before) if triggers else []
        reconsider(scene, index, weights, sentence, found, judge)
        if not found:
            echo_of_pronoun(scene, before, sentence)
        drafts.extend(found)
        pairs = acts_between(scene, index, relations(scene, index, weights, sentence, judge))
        drafts.extend(_once(found, _further(found, pairs, hinted=judge is not None)))
    for sentence in parse.sentences:
        drafts.extend(_new(drafts, list(complaints(scene, sentence.first, sentence.last))))
    drafts.extend(_new(drafts, list(allegations(scene, statements))))
    drafts = follow_up(scene, drafts)
    return _assemble(scene, of_this_world(scene, drafts, elsewhere(scene)))


def _read(scene: Scene, triggers: list[Trigger], before: list[Draft]) -> list[Draft]:
    """The events of one sentence; ``before`` are the last contacts told, which it may say more of."""
    contacts: list[Draft] = []
    rest: list[Draft] = []
    nameless: list[Trigger] = []
    assaults = [trigger for trigger in triggers if trigger.frame.type in ("ASSAULT", "RETREAT")]
    for trigger in triggers:
        if trigger.frame.type == "CONSULT":
            found = contact(scene, trigger)
            contacts.extend([found] if found else [])
            if found is None:
                nameless.append(trigger)
        elif trigger.frame.type == "ACCUSE":
            rest.extend(accusations(scene, trigger))
        elif trigger.frame.type not in ("ASSAULT", "RETREAT"):
            found = other(scene, trigger)
            rest.extend([found] if found else [])
    merged = merge_contacts(contacts)
    for trigger in nameless:
        echo(scene, [*before, *merged], trigger)
        found = again(scene, [*before, *merged], trigger)
        merged.extend([found] if found else [])
    spoken_for = {at for draft in merged for at in draft.chain if draft.status != "happened"}
    rest = [draft for draft in rest if draft.type == "ACCUSE" or draft.trigger not in spoken_for]
    return [*anew(merged), *rest, *(incidents(scene, assaults) if assaults else [])]


def _told(known: list[Draft], types: frozenset[EventType]) -> bool:
    return any(draft.type in types for draft in known)


def _further(known: list[Draft], drafts: list[Draft], *, hinted: bool) -> list[Draft]:
    """What the pairs of a sentence tell beyond the frames: of the types that have no reader of their own, and of
    accusations where an encoder is sure and the readers found nothing.

    An event of a frame that lacks a side gets it from the pair.
    """
    out: list[Draft] = []
    for draft in drafts:
        own = draft.type in OWN_READERS
        if own and (not hinted or draft.type not in OPEN or draft.confidence < SURE or _told(known, OWN_READERS)):
            continue
        same = next((one for one in known if one.type == draft.type and one.tokens & draft.tokens), None)
        if same is None:
            out.append(draft)
        else:
            same.source = same.source or draft.source
            same.target = same.target or [name for name in draft.target if name not in same.source]
            same.confidence = max(same.confidence, draft.confidence)
    return out


def _once(known: list[Draft], drafts: list[Draft]) -> list[Draft]:
    """The drafts without the seizures that are told as incidents already."""
    taken = {at for draft in known if draft.type == "ASSAULT" for at in draft.tokens}
    return [draft for draft in drafts if draft.type != "COERCE" or draft.trigger not in taken]


def _new(known: list[Draft], drafts: list[Draft]) -> list[Draft]:
    """Allegations that no accusation of the same sentence makes already."""
    told = {(d.sentence, tuple(d.source), tuple(d.target)) for d in known if d.type == "ACCUSE"}
    told_target = {(d.sentence, tuple(d.target)) for d in known if d.type == "ACCUSE"}
    return [
        d
        for d in drafts
        if (d.sentence, tuple(d.source), tuple(d.target)) not in told
        and (d.sentence, tuple(d.target)) not in told_target
    ]


def _assemble(scene: Scene, drafts: list[Draft]) -> tuple[tuple[Event, ...], tuple[Note, ...]]:
    ready = [(_evidence(scene, draft), draft) for draft in drafts]
    ready.sort(key=lambda pair: (pair[0][0].start, pair[1].trigger, pair[1].type, pair[1].target))
    events: list[Event] = []
    notes: list[Note] = []
    for number, (evidence, draft) in enumerate(ready, 1):
        event = _event(f"e{number}", evidence, draft)
        events.append(event)
        notes.extend(_notes(event))
    return tuple(events), tuple(notes)


def _evidence(scene: Scene, draft: Draft) -> tuple[Span, ...]:
    """The words from the first to the last that tell of the event, within its sentence."""
    first, last = scene.sentence_of(draft.trigger)
    own = [i for i in draft.tokens if first <= i < last] or [draft.trigger]
    low, high = min(own), max(own) + 1
    for i in (low, high - 1):
        mention = scene.mention_at(i)
        if mention is not None:
            begin, end = scene.parse.token_range(mention.start, mention.end)
            if first <= begin and end <= last:
                low, high = min(low, begin), max(high, end)
    main = scene.parse.span(low, high)
    more = [scene.parse.span(begin, end) for begin, end in draft.more_evidence if end > begin]
    return (main, *(span for span in dict.fromkeys(more) if span != main))


def _event(name: str, evidence: tuple[Span, ...], draft: Draft) -> Event:
    return Event(
        id=name,
        type=draft.type,
        mode=draft.mode,
        status=draft.status,
        source=tuple(draft.source),
        target=tuple(draft.target),
        hosts=tuple(name for name in draft.hosts if name not in draft.source),
        mediators=tuple(name for name in draft.mediators if name not in draft.source),
        time=draft.time,
        place=draft.place,
        killed=draft.killed,
        injured=draft.injured,
        claimed_by=tuple(draft.claimed_by),
        denied_by=tuple(draft.denied_by),
        evidence=evidence,
        said_in=draft.said_in,
        confidence=draft.confidence,
    )


def _notes(event: Event) -> list[Note]:
    if event.type == "ASSAULT" and not event.source:
        return [Note(path=f"events/{event.id}/source", reason="the text names no author")]
    if event.type == "ACCUSE" and not event.source:
        return [Note(path=f"events/{event.id}/source", reason="the text does not say who accuses")]
    return []
