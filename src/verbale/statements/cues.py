"""The words that report speech: where they stand, in which form, and whether they report anything at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from verbale.language.parse import Parse, Token
from verbale.statements.lexicon import Entry, Phrases, SpeechIndex, Word
from verbale.statements.phrases import finite

Form = Literal[
    "finite", "passive", "participle", "infinitive", "reduced", "noun", "according", "own", "relative", "viewpoint"
]

GUESSED = Entry(takes=("that",))  # of a verb that only its clause makes a cue
GROUP = 7  # tokens of auxiliaries, adverbs and clitics that may stand before a verb


@dataclass(slots=True)
class Cue:
    """Tokens ``first:last`` report; ``group`` is where the auxiliaries before them begin, ``head`` the verb."""

    first: int
    last: int
    head: int
    group: int
    form: Form
    entry: Entry
    reflexive: bool = False
    lemma: str = ""


class CueFinder:
    """Finds the cues of a document, one look at each token."""

    def __init__(self, parse: Parse, index: SpeechIndex) -> None:
        self.parse, self.index, self.tokens = parse, index, parse.tokens

    def find(self, first: int, last: int) -> list[Cue]:
        """Cues among the tokens ``first:last``, in text order, none overlapping another."""
        found: list[Cue] = []
        i = first
        while i < last:
            cue = self._phrase(i, last) or self._account(i, last) or self._verb(i, first, last) or self._noun(i)
            cue = cue or self._unknown(i, first, last)
            if cue is not None and (not found or cue.first >= found[-1].last):
                found.append(cue)
                i = max(cue.last, i + 1)
            else:
                i += 1
        return found

    def matches(self, phrases: Phrases, i: int, last: int) -> int:
        """Length of the longest of ``phrases`` that stands at token ``i``, or 0."""
        token = self.tokens[i]
        for key in (token.norm, token.lemma) if token.pos == "ADP" else (token.norm,):
            for words in phrases.get(key, ()):
                for gap in (0, self._aside(i + 1, last)):
                    if i + gap + len(words) <= last and all(
                        self.tokens[i + gap + k].norm == word
                        or (self.tokens[i + gap + k].pos == "ADP" and self.tokens[i + gap + k].lemma == word)
                        for k, word in enumerate(words[1:], 1)
                    ):
                        return len(words) + gap
        return 0

    def _aside(self, i: int, last: int) -> int:
        """Length of *, however,* at token ``i``, or 0."""
        if i + 2 >= last or self.tokens[i].text != "," or self.tokens[i + 1].pos not in ("ADV", "CCONJ"):
            return 0
        return 3 if self.tokens[i + 2].text == "," else 0

    def _account(self, i: int, last: int) -> Cue | None:
        """*by the ministry's account*, *nel suo racconto*: a possessor between a preposition and such a noun."""
        token = self.tokens[i]
        prepositions = self.index.sets["account_prepositions"]
        if token.pos != "ADP" or not (token.norm in prepositions or token.lemma in prepositions):
            return None
        owned = False
        for k in range(i + 1, min(last, i + 10)):
            token = self.tokens[k]
            genitive = token.pos == "PART" and not self.tokens[k - 1].space
            owned = owned or genitive or token.norm in self.index.sets["possessives"]
            if owned and token.norm in self.index.sets["accounts"]:
                return Cue(i, k + 1, k, i, "own", Entry())
            if not genitive and token.pos not in ("DET", "ADJ", "NOUN", "PROPN", "PRON"):
                return None
        return None

    def _unknown(self, i: int, first: int, last: int) -> Cue | None:
        """A verb that no lexicon names, a subject before it and *that* after it, none of thought or fact."""
        token = self.tokens[i]
        if token.pos != "VERB" or i + 2 >= last or token.lemma in self.index.silent or token.norm in self.index.silent:
            return None
        at = i + 1
        while at + 1 < last and self.tokens[at].pos == "ADV" and at < i + 3:
            at += 1
        following = self.tokens[at]
        if following.norm not in self.index.sets["complementisers"] or following.rel != "mark":
            return None
        if not any(self.tokens[c].rel == "nsubj" and c < i for c in self.parse.children[i]):
            return None
        cue = self._formed(Word(token.lemma, (), GUESSED), i, i + 1, first)
        return cue if cue is not None and cue.form == "finite" else None

    def _phrase(self, i: int, last: int) -> Cue | None:
        plain = Entry()
        if size := self.matches(self.index.own_words, i, last):
            return Cue(i, i + size, i, i, "own", plain)
        if size := self.matches(self.index.according_relative, i, last):
            return Cue(i, i + size, i, i, "relative", plain)
        size = self.matches(self.index.according, i, last)
        if size and i + size < last:
            size = self._past_relative(i + size, last) - i
        if size and i + size < last and self._source_follows(i, size):
            return Cue(i, i + size, i, i, "according", plain)
        if self.tokens[i].norm in self.index.sets["viewpoint"] and i + 1 < last:
            return Cue(i, i + 1, i, i, "viewpoint", plain)
        return None

    def _past_relative(self, at: int, last: int) -> int:
        """Past *quanto ha riferito* (and *da*) after *secondo*, to the source."""
        if self.tokens[at].norm not in self.index.sets["free_relatives"]:
            return at
        for k in range(at + 1, min(last - 1, at + 5)):
            token = self.tokens[k]
            if token.norm in self.index.verbs and token.pos != "AUX":
                agent = self.tokens[k + 1]
                led = agent.pos == "ADP" and agent.lemma in self.index.sets["agents"]
                return k + 2 if led and k + 2 < last else k + 1
            if token.pos not in ("AUX", "PRON", "ADV"):
                return at
        return at

    def _source_follows(self, i: int, size: int) -> bool:
        following = self.tokens[i + size]
        if size == 1 and self._ordinal(i):
            return False
        if size > 1 and following.pos == "VERB" and not self._finite(following):
            return True  # a noun that was taken for a verb
        one = size == 1 and self.tokens[i].pos not in ("ADP", "ADV", "SCONJ", "VERB") and self.tokens[i].pos != "X"
        return (
            not one and following.pos in ("DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "ADV")
        ) or following.text[:1].isupper()

    def _ordinal(self, i: int) -> bool:
        """*del Secondo corpo d'armata*, *secondo solo a Parigi*."""
        before = self.tokens[i - 1] if i else None
        article = before is not None and (before.pos == "DET" or (before.pos == "ADP" and before.norm != before.lemma))
        second = self.tokens[i + 1].pos == "ADV" and i + 2 < len(self.tokens) and self.tokens[i + 2].pos == "ADP"
        return article or second

    def _finite(self, token: Token) -> bool:
        return token.feats.get("VerbForm") == "Fin"

    def _verb(self, i: int, first: int, last: int) -> Cue | None:
        token = self.tokens[i]
        words = self.index.verbs.get(token.norm)
        if not words:
            return None
        for word in words:
            end = self._idiom_end(word, i, last)
            if end and (
                word.rest or token.pos in ("VERB", "AUX") or token.norm in self.index.sure or self._verb_like(i)
            ):
                return self._formed(word, i, end, first)
        return None

    def _verb_like(self, i: int) -> bool:
        """A form the parser took for another part of speech, after an auxiliary of the perfect."""
        before = self.tokens[i - 1] if i else None
        if before is None or self.tokens[i].pos not in ("ADJ", "NOUN", "X", "PROPN", "ADV"):
            return False
        k = i - 1
        while k > 0 and self.tokens[k].pos == "ADV" and k > i - 3:
            k -= 1
        helped = self.tokens[k].pos == "AUX" and self.tokens[i].norm not in self.index.nouns
        return before.pos == "AUX" or helped or self._had(i) or self._leads(i)

    def _leads(self, i: int) -> bool:
        """Whether a form that is no noun stands between a noun and a complementiser: *Asmara denies that*."""
        token, before = self.tokens[i], self.tokens[i - 1]
        owned = before.feats.get("Poss") == "Yes"
        if owned or token.norm in self.index.nouns or token.text[:1].isupper():
            return False
        if before.pos not in ("NOUN", "PROPN", "PRON"):
            return False
        if self.tokens[i + 1 : i + 2] and self.tokens[i + 1].text == ":":
            return True  # the statement read: "…"
        if not any("that" in word.entry.takes and not word.rest for word in self.index.verbs[token.norm]):
            return False
        for k in range(i + 1, min(i + 4, len(self.tokens) - 1)):
            following = self.tokens[k]
            if following.norm in self.index.sets["complementisers"]:
                return self.tokens[k + 1].pos not in ("VERB", "AUX")  # a relative: rules that promise to
            if following.pos not in ("ADV", "ADJ"):
                return False
        return False

    def _had(self, i: int) -> bool:
        return i > 0 and self.index.has("perfects", self.tokens[i - 1]) and self.tokens[i].norm not in self.index.nouns

    def _idiom_end(self, word: Word, i: int, last: int) -> int:
        at = i + 1
        for part in word.rest:
            for gap in range(3):
                token = self.tokens[min(at + gap, last - 1)]
                if at + gap < last and (token.norm == part or (token.pos == "ADJ" and token.lemma == part)):
                    at += gap + 1
                    break
                if at + gap >= last or self.tokens[at + gap].pos not in ("ADV", "PRON", "DET"):
                    return 0
            else:
                return 0
        return at

    def _formed(self, word: Word, i: int, end: int, first: int) -> Cue | None:
        group, helpers = self._group(i, first)
        negated = any(self.index.has("negations", token) for token in helpers)
        auxiliaries = [token for token in helpers if token.pos in ("AUX", "VERB") or self.index.has("passives", token)]
        unreal = any(self.index.has("unreal", token) for token in auxiliaries)
        if negated or (unreal and not self._limited(group, end)):
            return None
        if not auxiliaries and self._attributive(i, group):
            return None
        form = self._form(i, auxiliaries)
        if form == "reduced" and self._names(i, end):
            return None
        reflexive = any(token.norm in self.index.sets["impersonal_clitics"] for token in helpers)
        if form == "passive" and (reflexive or (not word.rest and word.lemma in self.index.sets["intransitive"])):
            form = "finite"
        if self.tokens[i].feats.get("Tense") == "Fut" or (
            self.tokens[i].feats.get("Mood") == "Imp" and self._commanded(i)
        ):
            return None
        if form == "infinitive" and self._heard(group):
            form = "passive"
        if form == "infinitive" and self._bare_past(i, group):
            form = "finite"
        if form == "infinitive" and not self._real_infinitive(i, group):
            return None
        start = next((token.i for token in helpers if token.pos == "AUX"), i) if form in ("finite", "passive") else i
        adverbs = any(token.pos not in ("AUX",) for token in self.tokens[start:i])
        return Cue(i if adverbs else start, end, i, group, form, word.entry, reflexive, word.lemma)

    def _names(self, i: int, end: int) -> bool:
        """*Kenel Ambroise, detto Gwo Tèt*: what somebody is called."""
        called = (self.tokens[i].norm,) in self.index.called.get(self.tokens[i].norm, ())
        return called and end < len(self.tokens) and self.tokens[end].text[:1].isupper()

    def _limited(self, group: int, end: int) -> bool:
        """*would say only that*: said, if no more than that."""
        limiters = self.index.sets["limiters"]
        return any(token.norm in limiters for token in self.tokens[group : end + 1])

    def _attributive(self, i: int, group: int) -> bool:
        """*his repeated emphasis*: a participle before its noun."""
        before = self.tokens[group - 1] if group else None
        if before is None or i + 1 >= len(self.tokens) or self.tokens[i + 1].pos not in ("NOUN", "ADJ"):
            return False
        owned = (
            before.pos == "DET"
            or before.feats.get("Poss") == "Yes"
            or (before.pos == "PART" and not self.tokens[group - 2].space)
        )
        return owned and self.tokens[i].feats.get("VerbForm") != "Fin"

    def _commanded(self, i: int) -> bool:
        return i == self.parse.sentences[self.tokens[i].sentence].first

    def _group(self, i: int, first: int) -> tuple[int, list[Token]]:
        """Where the verb group of ``i`` begins, and its tokens before ``i``."""
        at = i
        while at > max(first, i - GROUP):
            token = self.tokens[at - 1]
            clitic = token.norm in self.index.sets["clitics"] and token.pos == "PRON"
            marker = token.pos == "PART" or (
                token.norm in self.index.sets["markers"] and self.tokens[at].pos in ("VERB", "AUX") and at == i
            )
            helper = (
                token.pos == "AUX" or self.index.has("negations", token) or token.norm in self.index.sets["passives"]
            )
            helper = helper or (at == i and self._had(i))
            if not (clitic or helper or marker or token.pos == "ADV"):
                break
            if token.norm in self.index.sets["subordinators"] and token.pos == "SCONJ":
                break
            at -= 1
        return at, self.tokens[at:i]

    def _form(self, i: int, auxiliaries: list[Token]) -> Form:
        token = self.tokens[i]
        kind = token.feats.get("VerbForm", "")
        before = self.tokens[i - 1] if i else None
        running = kind == "Ger" or (kind == "Part" and token.feats.get("Tense") == "Pres")
        if auxiliaries:
            passive = self.index.has("passives", auxiliaries[-1]) and not running and kind != "Inf"
            return "passive" if passive else "finite"
        if before is not None and before.norm in self.index.sets["markers"] and kind in ("Inf", ""):
            return "infinitive"
        if running:
            return "participle"
        if kind == "Inf":
            return "infinitive"
        if kind == "Part":
            return "reduced"
        return "finite"

    def _bare_past(self, i: int, group: int) -> bool:
        """A past tense that looks like an infinitive: *as the minister put it*."""
        marked = group < i or (i and self.tokens[i - 1].norm in self.index.sets["markers"])
        subject = any(self.tokens[c].rel == "nsubj" and c < i for c in self.parse.children[i])
        helped = any(self.tokens[c].rel == "aux" for c in self.parse.children[i])
        return subject and not marked and not helped and not self.index.speech.drops_subjects

    def _heard(self, group: int) -> bool:
        """*si è sentito rispondere che*: the subject is told something, by somebody who is not."""
        return group > 0 and self.tokens[group - 1].lemma in self.index.sets["answered"]

    def _real_infinitive(self, i: int, group: int) -> bool:
        """Whether an infinitive was said: *went on to say*, *si è limitato a dire*, *rang to explain that*."""
        catenatives = self.index.sets["catenatives"]
        for k in range(group - 1, max(group - 4, -1), -1):
            token = self.tokens[k]
            if token.lemma in catenatives or token.norm in catenatives:
                return True
            if token.pos not in ("ADV", "ADP", "PRON", "PART"):
                break
        governor = self.tokens[self.tokens[i].head]
        if self._cleft(i, governor):
            return True
        if self.tokens[i].rel != "advcl" or not governor.i < i or governor.pos != "VERB":
            return False
        if governor.lemma in self.index.sets["reluctant"] or governor.norm in self.index.sets["reluctant"]:
            return False
        start, helpers = self._group(governor.i, max(0, governor.i - GROUP))
        unsaid = any(self.index.has("unreal", t) or self.index.has("negations", t) for t in helpers)
        helped = any(t.pos == "AUX" for t in helpers)
        past = governor.feats.get("Tense") == "Past" and (finite(governor) or helped)
        return past and not unsaid and start >= self.parse.sentences[governor.sentence].first

    def _cleft(self, i: int, governor: Token) -> bool:
        """*È stato il governatore a dire che*."""
        if not self.index.speech.drops_subjects or governor.pos not in ("NOUN", "PROPN") or governor.i > i:
            return False
        marked = self.tokens[i - 1].norm in self.index.sets["markers"]
        helped = [c for c in self.parse.children[governor.i] if self.tokens[c].pos == "AUX" and c < governor.i]
        return marked and bool(helped) and helped[0] == self.parse.sentences[governor.sentence].first

    def _noun(self, i: int) -> Cue | None:
        token = self.tokens[i]
        word = self.index.nouns.get(token.norm)
        if word is None or token.pos != "NOUN":
            return None
        return Cue(i, i + 1, i, i, "noun", word.entry)
