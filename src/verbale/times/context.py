"""What an expression leans on: the tense of its verb, the expressions before it, the quotation it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from verbale.codebook import Codebook
from verbale.language.parse import Parse, Token
from verbale.times.calendar import move
from verbale.times.lexicon import Edges, TimeWords

PAST, UNKNOWN, FUTURE = -1, 0, 1
_HOPS = 5  # governors looked at above an expression
_QUOTATION = 80  # tokens that a quotation is followed for
_NEAR = 9  # tokens looked at beside it where the parse has no verb above


class TenseWords:
    """The tense marks of a language. Built once a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        words = codebook.section(TimeWords)
        tenses = words.tenses
        self.future = frozenset(tenses.future_words)
        self.endings = tenses.future_endings
        self.planned = frozenset(tenses.planned_words)
        self.past = frozenset(tenses.past_words)
        self.joints = _forms(words, "and", "comma", "or")
        after, later = (_forms(words, *kinds) for kinds in (("after", "before"), ("later", "earlier")))
        self.both_ways = after & later  # dopo: "later" and "after" in one word
        self.until = _forms(words, "until")
        self.possessive = _forms(words, "possessive")


def _forms(words: TimeWords, *kinds: str) -> frozenset[str]:
    return frozenset(form for kind in kinds for forms in words.classes.get(kind, {}).values() for form in forms)


@dataclass(slots=True)
class Anchor:
    """A resolved expression that later ones may lean on."""

    day: date
    unit: str  # day, week, month, quarter, half, season, year
    sentence: int
    token: int
    explicit_year: bool = False


@dataclass(slots=True)
class Context:
    """The state of one document while its expressions are resolved from left to right."""

    parse: Parse
    words: TenseWords
    published: date | None
    edges: Sequence[Edges | None] = ()
    anchors: list[Anchor] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.quoted = _quoted(self.parse)

    def remember(self, day: date, unit: str, token: int, *, explicit_year: bool = False) -> None:
        sentence = self.parse.tokens[token].sentence
        self.anchors.append(Anchor(day, unit, sentence, token, explicit_year))

    def anchor(self, token: int, *, sentences: int = 2, units: tuple[str, ...] = ()) -> Anchor | None:
        """The nearest earlier expression, at most ``sentences`` back, of one of ``units``."""
        sentence = self.parse.tokens[token].sentence
        for anchor in reversed(self.anchors[-8:]):
            if sentence - anchor.sentence > sentences:
                return None
            if not units or anchor.unit in units:
                return anchor
        return None

    def listed(self, token: int) -> date | None:
        """The day that stands right before, joined to this one by *and* or a comma: *Sunday and Monday*."""
        anchor = self.anchors[-1] if self.anchors else None
        if anchor is None or anchor.unit != "day" or not 2 <= token - anchor.token <= 3:
            return None
        return anchor.day if self.parse.tokens[token - 1].norm in self.words.joints else None

    def year_of_sentence(self, token: int) -> int | None:
        """A year other than that of publication which the sentence has named just before."""
        found = self.anchor(token, sentences=0)
        if found is None or not found.explicit_year or self.published is None:
            return None
        return found.day.year if found.day.year != self.published.year and token - found.token <= 4 else None

    def speaking_day(self, token: int) -> date | None:
        """The day that *today* means: of the utterance where a quotation is dated, else of publication."""
        if self.quoted[token]:
            anchor = self.anchor(token, sentences=0, units=("day",))
            if anchor is not None and not self.quoted[anchor.token] and self._recent(anchor.day):
                return anchor.day
            return self._said_later(token) or self.published
        return self.published

    def _said_later(self, token: int) -> date | None:
        """The day that stands soon after the quotation: *"We leave tomorrow," he said on Monday*."""
        if self.published is None:
            return None
        stop = self.parse.sentences[self.parse.tokens[token].sentence].last
        close = next((i for i in range(token, min(stop, token + _QUOTATION)) if not self.quoted[i]), stop)
        for i in range(close, min(stop, close + _NEAR)):
            for edge in (self.edges[i] or ()) if i < len(self.edges) and not self.quoted[i] else ():
                if edge.kind == "deictic" and int(edge.value) in (-1, 0):
                    return move(self.published, int(edge.value))
                if edge.kind == "weekday":
                    past = self.direction(i, i + edge.length)[0] == PAST
                    return (
                        move(self.published, -((self.published.isoweekday() - int(edge.value)) % 7)) if past else None
                    )
        return None

    def _recent(self, day: date) -> bool:
        return self.published is not None and 0 <= (self.published - day).days <= 6

    # Tense ------------------------------------------------------------------------------------------

    def direction(self, first: int, last: int, *, deadline: bool = True) -> tuple[int, bool]:
        """Whether tokens ``first:last`` lie behind or ahead, and whether the words make that sure.

        ``(UNKNOWN, True)`` is a present tense, ``(UNKNOWN, False)`` is no verb at all. A plan told in the past
        (*had been due on Monday*) is ahead, but not surely. Without ``deadline``, *until* and the like tell nothing.
        """
        tokens, words = self.parse.tokens, self.words
        sentence = self.parse.sentences[tokens[first].sentence]
        planned = any(
            token.norm in words.planned or token.lemma in words.planned
            for token in tokens[max(sentence.first, first - 4) : first]
        )
        until = deadline and any(token.norm in words.until for token in tokens[max(sentence.first, first - 2) : first])
        verb, hops = self._governor(first, last)
        if verb is None:
            verb, hops = self._nearest(first, last, sentence.first, sentence.last), _HOPS
        if verb is None:
            return (FUTURE, True) if planned or until else (UNKNOWN, False)
        tense, sure = self._tense(verb)
        if last < sentence.last and tokens[last].norm in words.possessive:
            return (tense, False) if tense != FUTURE else (UNKNOWN, False)
        if planned or until:
            bare = verb.feats.get("VerbForm") == "Inf"  # due to return on Monday
            return FUTURE, (sure or (planned and bare)) and tense != PAST and not self._tells_past(verb)
        if tense == FUTURE and not sure and hops > 0:
            return UNKNOWN, False
        return tense, sure and hops < _HOPS

    def _governor(self, first: int, last: int) -> tuple[Token | None, int]:
        """The verb above the tokens, and how many other words lie between."""
        tokens = self.parse.tokens
        top = next((t for t in tokens[first:last] if not first <= t.head < last), None)
        if top is None:
            return None, 0
        for hops, at in enumerate(self.parse.ancestors(top.i)):
            if hops == _HOPS or tokens[at].sentence != top.sentence:
                break
            if tokens[at].pos in ("VERB", "AUX") or self._is_predicate(at):
                return tokens[at], hops
        return None, 0

    def _is_predicate(self, at: int) -> bool:
        """Whether a word that is no verb has a copula: *the road will be open*."""
        return any(self.parse.tokens[child].pos == "AUX" for child in self.parse.children[at][:6])

    def _nearest(self, first: int, last: int, start: int, stop: int) -> Token | None:
        tokens = self.parse.tokens
        for distance in range(1, _NEAR):
            for i in (first - distance, last - 1 + distance):
                if start <= i < stop and tokens[i].pos in ("VERB", "AUX"):
                    return tokens[i]
        return None

    def _group(self, verb: Token) -> list[Token]:
        """A verb and its auxiliaries: by the parse, and those that stand right before it."""
        tokens = self.parse.tokens
        group = [verb, *(tokens[c] for c in self.parse.children[verb.i][:12] if tokens[c].pos in ("AUX", "PART"))]
        for token in reversed(tokens[max(0, verb.i - 4) : verb.i]):
            if token.pos not in ("AUX", "PART", "ADV", "PRON", "VERB") or token.sentence != verb.sentence:
                break
            if token.pos in ("AUX", "PART"):
                group.append(token)
        return group

    def _tells_past(self, verb: Token) -> bool:
        return any(
            t.norm in self.words.past or t.feats.get("Tense") == "Imp" for t in self._group(verb) if t is not verb
        )

    def _was_to(self, verb: Token) -> bool:
        """*Was to fly*: an auxiliary of the past and a particle before an infinitive tell a plan."""
        before = self.parse.tokens[max(0, verb.i - 2) : verb.i]
        return len(before) == 2 and before[1].pos == "PART" and before[0].norm in self.words.past

    def _tense(self, verb: Token) -> tuple[int, bool]:
        """Behind, ahead or neither, and whether that is sure."""
        words = self.words
        group = self._group(verb)
        if any(t.norm in words.planned or t.lemma in words.planned for t in group):
            stands = verb.feats.get("VerbForm") == "Fin" or len(group) > 1  # not: talks scheduled for Monday
            return FUTURE, stands and not self._tells_past(verb) and verb.feats.get("Tense") != "Imp"
        if any(self._is_future(t) for t in group):
            return FUTURE, True
        if verb.feats.get("VerbForm") == "Inf" and (not self._tells_past(verb) or self._was_to(verb)):
            return FUTURE, False
        if any(t.norm in words.past or t.feats.get("Tense") in ("Past", "Imp") for t in group):
            return PAST, True
        if any(t.feats.get("VerbForm") == "Fin" and t.feats.get("Tense") == "Pres" for t in group):
            return UNKNOWN, True
        return UNKNOWN, False

    def _is_future(self, token: Token) -> bool:
        if token.norm in self.words.future or token.feats.get("Tense") == "Fut":
            return True
        ends = self.words.endings
        return bool(ends) and token.pos in ("VERB", "AUX") and len(token.norm) > 4 and token.norm.endswith(ends)


def _quoted(parse: Parse) -> list[bool]:
    """Whether each token stands in quotation marks; a mark left open ends with its paragraph."""
    out = []
    inside, paragraph = False, -1
    for sentence in parse.sentences:
        if sentence.paragraph != paragraph:
            inside, paragraph = False, sentence.paragraph
        for token in parse.tokens[sentence.first : sentence.last]:
            if token.norm == '"':
                inside = {"“": True, "«": True, "„": True, "”": False, "»": False}.get(token.text, not inside)
            out.append(inside)
    return out
