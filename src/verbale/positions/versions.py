"""What an amended text and the one that it replaces tell of each other: kind, author, the duration that was changed."""

from __future__ import annotations

from verbale.positions.kinds import former_duration, replaced_duration
from verbale.positions.referents import Referent
from verbale.positions.scene import Scene

LONGEST = 200  # tokens of a sentence that is searched for two durations


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
        new, old = _changed(scene, referent)
        referent.duration = referent.duration or new
        base.duration = base.duration or old


def is_first_text(referent: Referent) -> bool:
    """Whether it is called the first, the previous, the original draft or plan: it needs no other words to be one."""
    return any(mention.draft and "old" in mention.marks for mention in referent.mentions)


def _changed(scene: Scene, referent: Referent) -> tuple[str | None, str | None]:
    """The new and the former duration, told where the new text is, or in the sentence before."""
    heads = dict.fromkeys(scene.tokens[mention.head].sentence for mention in referent.mentions)
    for sentence in heads:
        span = scene.parse.sentences[sentence]
        if (found := former_duration(scene, span.first, span.last)) is not None:
            return None, found
    for sentence in dict.fromkeys(n for head in heads for n in (head, head - 1, head - 2) if n >= 0):
        span = scene.parse.sentences[sentence]
        if span.last - span.first <= LONGEST and (both := replaced_duration(scene, span.first, span.last)) is not None:
            return both
    return None, None
