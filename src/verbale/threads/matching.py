"""Whether a contact, an incident or a statement of one text is one that is already known: the evidence, weighed.

The weights are set by hand so that no feature alone makes a link. ``docs/threads.md`` gives the reason for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from verbale.threads.bundles import Bundle
from verbale.threads.contacts import compare_contact
from verbale.threads.features import Compared, reason
from verbale.threads.incidents import compare_incident
from verbale.threads.linking import Link
from verbale.threads.sights import Sight, SightKind
from verbale.threads.statements import compare_statement

LOWEST: dict[SightKind, float] = {"contact": 0.55, "incident": 0.55, "statement": 0.6}  # below it no link is made
CERTAIN: dict[SightKind, float] = {"contact": 0.75, "incident": 0.7, "statement": 0.8}  # from here on it is not marked
MARGIN = 0.1  # by which the best of several must lead to be certain
SAME_TEXT = -0.1  # a text mostly tells a thing once

_COMPARE: dict[SightKind, Callable[[Sight, Bundle], Compared | None]] = {
    "contact": compare_contact,
    "incident": compare_incident,
    "statement": compare_statement,
}


def links(sight: Sight, known: Iterable[Bundle]) -> list[Link]:
    """Every possible link, the best first. Only the first can be certain, and only if it leads the others clearly."""
    found = [one for bundle in known if bundle.kind == sight.kind and (one := _link(sight, bundle)) is not None]
    found.sort(key=lambda one: (-_sum(one), one.thread))
    close = len(found) > 1 and _sum(found[0]) - _sum(found[1]) < MARGIN
    if close and sight.kind == "incident" and not {"place", "toll"} & {one.feature for one in found[0].reasons}:
        return []  # told in passing: it may be either
    return [one if n == 0 and not close else replace(one, certain=False) for n, one in enumerate(found)]


def _link(sight: Sight, bundle: Bundle) -> Link | None:
    compared = _COMPARE[sight.kind](sight, bundle)
    if compared is None:
        return None
    reasons = compared.reasons
    if sight.document in bundle.documents and sight.kind != "statement":
        reasons = (*reasons, reason("same text", SAME_TEXT, "a text mostly tells it once", sight, bundle))
    total = sum(one.weight for one in reasons)
    score = round(min(1.0, max(0.0, total)), 3)
    if score < LOWEST[sight.kind]:
        return None
    return Link(sight.id, bundle.id, score, compared.sure and score >= CERTAIN[sight.kind], reasons)


def _sum(one: Link) -> float:
    return round(sum(reason.weight for reason in one.reasons), 3)
