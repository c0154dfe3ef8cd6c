"""What an amended text and the one that it replaces tell of each other: kind, author, the duration that was changed."""

from __future__ import annotations

from verbale.positions.kinds import former_duration
from verbale.positions.referents import Referent
from verbale.positions.scene import Scene


def settle_versions(scene: Scene, referents: list[Referent]) -> None:
    """Complete what is known of the replaced texts by what is told of those that replace them."""
    for referent in referents:
        base = referent.version_of
        if base is None:
            continue
        if base.known is None:
            base.kind = referent.known
        if is_first_text(base):
            base.authors = base.authors or list(referent.authors)
        base.duration = base.duration or _former(scene, referent)


def is_first_text(referent: Referent) -> bool:
    """Whether it is called the first, the previous, the original draft or plan: it needs no other words to be one."""
    return any(mention.draft and "old" in mention.marks for mention in referent.mentions)


def _former(scene: Scene, referent: Referent) -> str | None:
    """The duration that held before, told where the new one is."""
    for sentence in dict.fromkeys(scene.tokens[mention.head].sentence for mention in referent.mentions):
        span = scene.parse.sentences[sentence]
        if (found := former_duration(scene, span.first, span.last)) is not None:
            return found
    return None
