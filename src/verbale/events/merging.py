"""One contact for what one sentence says in several words."""

from __future__ import annotations

from verbale.events.draft import Draft, add
from verbale.events.status import DECIDED

MODES = ("call", "letter", "visit", "summit", "talks", "meeting")  # which of two modes of one contact is kept


def merge_contacts(drafts: list[Draft]) -> list[Draft]:
    """One contact for what one sentence says in several words (*flew to Kabul to meet*, *held talks by phone*)."""
    strong = [draft for draft in drafts if not draft.weak]
    kept: list[Draft] = []
    for draft in strong:
        twin = next((other for other in kept if _same(other, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            _absorb(twin, draft)
    kept.extend(_joined_halves([draft for draft in drafts if draft.weak], kept))
    for draft in drafts:
        if draft.weak and not draft.done:
            near = [other for other in kept if set(other.source) & set(draft.source) and _linked(other, draft)]
            if near:
                _absorb(near[0], draft)
            elif draft.alone and draft.status != "happened" and _new(kept, draft):
                kept.append(draft)
    return kept


def _new(kept: list[Draft], draft: Draft) -> bool:
    """Whether none of a contact's parties is told to take part in another of its sentence."""
    return not any(set(other.source) & set(draft.source) for other in kept)


def _joined_halves(weak: list[Draft], kept: list[Draft]) -> list[Draft]:
    """A visit whose visitor is told and a meeting whose guest is: two halves of one contact in one sentence."""
    if kept:
        return []
    visits = [draft for draft in weak if draft.mode == "visit"]
    others = (
        [draft for draft in weak if draft.mode != "visit" and not set(draft.source) & set(visits[0].source)]
        if visits
        else []
    )
    if not others or len(visits[0].source) != 1 or not (visits[0].place or others[0].place):
        return []
    _absorb(visits[0], others[0])
    visits[0].done = others[0].done = True
    return [visits[0]]


def _same(one: Draft, other: Draft) -> bool:
    shared = set(one.source) & set(other.source)
    smaller = min(len(one.source), len(other.source))
    if len(shared) < smaller or not shared:
        return False
    if one.status != other.status and not _linked(one, other):
        return False
    return _linked(one, other) or one.status == other.status


def _linked(one: Draft, other: Draft) -> bool:
    return one.trigger in other.chain or other.trigger in one.chain or bool(set(one.chain) & set(other.chain))


def _absorb(into: Draft, other: Draft) -> None:
    if other.mode in MODES and into.mode in MODES and MODES.index(other.mode) < MODES.index(into.mode):
        into.mode = other.mode
    if (
        other.status != into.status
        and other.status != "happened"
        and (into.status == "happened" or (other.status in DECIDED and into.status not in DECIDED))
    ):
        into.status = other.status
    add(into.source, *other.source)
    into.time, into.place = into.time or other.time, into.place or other.place
    add(into.hosts, *other.hosts)
    add(into.mediators, *other.mediators)
    into.tokens |= other.tokens
    into.chain = [*into.chain, *(at for at in other.chain if at not in into.chain)]
