"""Short truces for the wounded, for aid, for the harvest: humanitarian pauses that nobody calls so."""

from __future__ import annotations

import re

from verbale.positions.mentions import Mention
from verbale.positions.scene import Scene

SHORT = 15  # days that a pause for relief lasts at most
PURPOSE = 16  # tokens after a truce in which its purpose stands
_PERIOD = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(\d+)H)?")


def mark_relief(scene: Scene, mentions: list[Mention]) -> None:
    """Set the kind of short truces whose sentence says for whose relief they are."""
    for mention in mentions:
        if mention.kind == "ceasefire" and _is_short(mention.duration) and _for_relief(scene, mention):
            mention.kind = "humanitarian pause"


def _is_short(duration: str | None) -> bool:
    found = _PERIOD.fullmatch(duration or "")
    if found is None:
        return False
    weeks, days, hours = (int(part or 0) for part in found.groups())
    return weeks * 7 + days + hours / 24 <= SHORT


def _for_relief(scene: Scene, mention: Mention) -> bool:
    last = min(scene.last_of_sentence(mention.head), mention.last + PURPOSE)
    purpose = False
    for i in range(mention.head, last):
        if scene.tokens[i].norm in ".;":
            return False
        purpose = purpose or scene.is_in("purposes", i)
        if purpose and scene.is_in("relief", i):
            return True
    return False
