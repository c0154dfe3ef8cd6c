"""What a sentence announces before its clause: *On the exchange of prisoners the answer is half a yes*."""

from __future__ import annotations

from bisect import bisect_left

from verbale.positions.mentions import Mention
from verbale.positions.scene import VERBS, Scene

OPENING = 3  # tokens before the preposition: a quotation mark, *but*, *meanwhile*
PHRASE = 10  # tokens after it in which the proposal stands
REACH = 1  # sentences after it, of the same paragraph, in which pronouns still mean it
PASSED = frozenset({"CCONJ", "ADV", "PUNCT"})


class Topics:
    """The proposal that the opening of a sentence announces is what its pronouns and omissions mean."""

    def __init__(self, scene: Scene, by_token: dict[int, Mention]) -> None:
        self.scene = scene
        self.by_token = by_token
        self.firsts = sorted({mention.first for mention in by_token.values()})
        self._found: dict[int, Mention | None] = {}

    def before(self, at: int) -> Mention | None:
        """The proposal that is announced at the opening of the sentence of ``at``, or of the one before it, and has
        not given way to another since."""
        sentence = self.scene.tokens[at].sentence
        for n in range(sentence, max(-1, sentence - REACH - 1), -1):
            if self.scene.parse.sentences[n].paragraph != self.scene.paragraph(at):
                break
            topic = self._announced(n)
            if topic is not None:
                newest = bisect_left(self.firsts, at) - 1
                return topic if topic.first <= self.firsts[newest] < topic.last else None
        return None

    def _announced(self, sentence: int) -> Mention | None:
        if sentence not in self._found:
            self._found[sentence] = self._find(sentence)
        return self._found[sentence]

    def _find(self, sentence: int) -> Mention | None:
        scene = self.scene
        first, last = scene.parse.sentences[sentence].first, scene.parse.sentences[sentence].last
        for i in range(first, min(first + OPENING, last)):
            if found := scene.lexicon.abouts.match(scene.tokens, i, last):
                return self._within(found[0][0], min(found[0][0] + PHRASE, last))
            if scene.tokens[i].pos not in PASSED:
                break
        return None

    def _within(self, first: int, last: int) -> Mention | None:
        for i in range(first, last):
            if i in self.by_token:
                return self.by_token[i]
            if self.scene.tokens[i].pos in VERBS or self.scene.tokens[i].norm == ",":
                break
        return None
