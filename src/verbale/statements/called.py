"""The name of somebody who is first described: *a farmer by the name of Luis Rey*, *la preside, Ada Lai*."""

from __future__ import annotations

from verbale.language.index import SpanIndex
from verbale.language.parse import Parse, Token
from verbale.record import Mention
from verbale.statements.lexicon import Phrases, SpeechIndex
from verbale.statements.phrases import Phrase, finite
from verbale.statements.quotations import DASHES, MARKS

FAR = 32  # tokens between a description and the name of whom it describes
TITLE = 4  # words between a comma and a name: *the Norwegian lawyer Jon Berg*
LONGEST = 6  # words of a name that no mention covers
NOMINAL = frozenset(("DET", "ADJ", "NOUN", "PROPN", "ADP", "NUM", "ADV", "X", "PRON"))
HUMAN = (None, "person", "unnamed", "people", "armed_force", "armed_group")


class CalledFinder:
    """Looks from a description to the right for the name of whom it describes."""

    def __init__(self, parse: Parse, index: SpeechIndex, mentions: SpanIndex[Mention]) -> None:
        self.parse, self.tokens, self.index, self.mentions = parse, parse.tokens, index, mentions

    def name(self, phrase: Phrase, described: Mention | None, high: int) -> Phrase | None:
        """The name of a described person within ``high`` tokens, or None."""
        if described is not None and described.head != phrase.head and described.form in ("demonym", "country"):
            described = None  # il comandante huthi
        if described is not None and described.form == "pronoun":
            several = phrase.last - phrase.first > 1
            comma = phrase.last < high and self.tokens[phrase.last].text == ","
            if several or comma or self._relative(phrase.head + 1):
                described = None  # la prima, quello che tutti temono
        inner = described is not None and described.form == "name" and described.kind != "person"
        if inner and described is not None and self._range(described)[0] > phrase.first + 1:
            described = None  # il comandante huthi, where *comandante* was not read
        one = self._one(phrase, described)
        if not one:
            return self._through(phrase, high) if described is not None and described.form != "name" else None
        person = described is None or described.kind in HUMAN[:4]
        at, clause = phrase.head + 1, False
        while at < min(high, phrase.head + FAR):
            token = self.tokens[at]
            if person and at < phrase.head + TITLE and (named := self._beside(phrase, at)) is not None:
                return named
            if (size := self._introduced(at, high)) and (named := self._name_at(at + size, high)) is not None:
                return named
            if token.text in ".;:?!" or (token.text in MARKS and self.tokens[at - 1].text != ","):
                return None
            if token.text == "," or (at >= phrase.last and (token.text == "(" or self._dash(at))):
                clause = False
                if person and (named := self._apposed(at, high)) is not None:
                    return named
            elif self._relative(at):
                clause = True
            elif not clause and at >= phrase.last and self._ends(at):
                return None
            at += 1
        return None

    def several(self, phrase: Phrase, high: int) -> tuple[str, ...]:
        """*the two ministers, Ann Lee and Luis Rey*: the persons in apposition to a plural."""
        at, found = phrase.last, []
        if self.tokens[min(at, high - 1)].text != ",":
            return ()
        while at < min(high, phrase.last + FAR) and not finite(self.tokens[at]) and self.tokens[at].text not in ".;:?!":
            named = [m for m in self.mentions.at(at) if m.form == "name" and m.kind == "person" and m.id not in found]
            found += [m.id for m in named if self._range(m)[0] == at][:1]
            at += 1
        return tuple(found) if len(found) > 1 else ()

    def _relative(self, at: int) -> bool:
        token = self.tokens[min(at, len(self.tokens) - 1)]
        return token.norm in self.index.sets["relatives"] and token.pos in ("PRON", "SCONJ")

    def _dash(self, at: int) -> bool:
        return self.tokens[at].text in DASHES and self.tokens[at].space and self.tokens[at - 1].space

    def _ends(self, at: int) -> bool:
        """Whether the clause goes on at ``at``, so that what follows does not describe."""
        token = self.tokens[at]
        return finite(token) or token.pos in ("CCONJ", "SCONJ") or token.feats.get("VerbForm") == "Ger"

    def _through(self, phrase: Phrase, high: int) -> Phrase | None:
        """*the government, through its spokesman Jon Berg*: the person by whom a body speaks."""
        for at in range(phrase.head + 1, min(high, phrase.last + TITLE)):
            if finite(self.tokens[at]):
                return None
            for words in self.index.through.get(self.tokens[at].norm, ()):
                start = at + len(words)
                if start < high and all(self.tokens[at + k].norm == word for k, word in enumerate(words)):
                    return self._apposed(start - 1, high)
        return None

    def _one(self, phrase: Phrase, described: Mention | None) -> bool:
        """Whether a phrase describes one person or does not tell that it is none."""
        native = described is not None and described.form == "demonym" and described.kind == "people"
        if described is not None and (described.form != "description" or described.number == "plur") and not native:
            return False
        head = self.tokens[phrase.head]
        told = described is None or described.kind in HUMAN
        pronoun = (
            head.pos == "PRON"
            and not self._relative(phrase.head + 1)
            and self.tokens[min(phrase.head + 1, len(self.tokens) - 1)].text != ","
            and (head.feats.get("Person") or head.norm in self.index.sets["clitics"])
        )
        common = head.pos in ("NOUN", "ADJ", "PRON", "VERB") or head.text[:1].islower()
        return told and common and not pronoun and head.feats.get("Number") != "Plur"

    def _introduced(self, at: int, high: int) -> int:
        """Length of *by the name of*, *che si fa chiamare* at token ``at``, or 0."""
        phrases: Phrases = self.index.called
        for words in phrases.get(self.tokens[at].norm, ()):
            last = at + len(words)
            if last < high and all(self.tokens[at + k].norm == word for k, word in enumerate(words)):
                return len(words)
        return 0

    def _name_at(self, at: int, high: int) -> Phrase | None:
        """The name that begins at ``at``, whether anybody knows it or not; marks and an article may stand before it."""
        while at < high and (self.tokens[at].text in MARKS or self.tokens[at].pos == "DET"):
            at += 1
        for mention in self.mentions.at(at) if at < high else ():
            first, last = self._range(mention)
            if first <= at and mention.form == "name" and mention.kind == "person":
                return Phrase(first, last, mention.head)
        last = at
        while last < min(high, at + LONGEST) and (
            self.tokens[last].text[:1].isupper() or (last > at and self._joins(last, high))
        ):
            last += 1
        while last > at and not self.tokens[last - 1].text[:1].isupper() and self.tokens[last - 2].text != "-":
            last -= 1
        return Phrase(at, last, at) if last > at else None

    def _joins(self, at: int, high: int) -> bool:
        """A hyphen or a particle within a name."""
        token = self.tokens[at]
        glued = not self.tokens[at - 1].space and (token.text == "-" or self.tokens[at - 1].text == "-")
        particle = token.pos in ("PROPN", "ADP") and len(token.text) <= 3 and at + 1 < high
        return glued or (particle and self.tokens[at + 1].text[:1].isupper())

    def _apposed(self, mark: int, high: int) -> Phrase | None:
        """The person right after a comma or bracket, with a title perhaps, and a mark, a verb or the end after it."""
        for at in range(mark + 1, min(mark + 2 + TITLE, high)):
            for mention in self.mentions.at(at):
                first, last = self._range(mention)
                if mention.kind != "person" or mention.form != "name" or not mark < first <= at:
                    continue
                return Phrase(first, last, mention.head) if self._set_off(mark, last, high) else None
            token = self.tokens[at]
            if token.pos == "ADP" and at == mark + 1 and self._title(at):
                continue
            if token.pos not in ("DET", "ADJ", "NOUN", "PROPN") or (self._person_at(at) and token.pos == "DET"):
                break
        return self._bracketed(mark, high) if self.tokens[mark].text == "(" else None

    def _beside(self, phrase: Phrase, at: int) -> Phrase | None:
        """*il pastore presbiteriano Thomas Lam*: a name after the adjectives of a description."""
        between = self.tokens[phrase.head + 1 : at]
        if between and at < phrase.last and between[-1].pos == "NOUN" and between[-1].feats.get("Number") == "Plur":
            between = []  # il capo dei ribelli Tizio
        if any(finite(t) and self._own_verb(t, phrase) for t in between):
            return None
        if len(between) != 1 and any(t.pos not in ("ADJ", "NOUN", "PROPN", "X", "VERB") for t in between):
            return None
        if between and (between[0].pos in ("ADP", "DET", "CCONJ", "SCONJ", "PUNCT", "AUX", "PRON")):
            return None
        for mention in self.mentions.at(at):
            first, last = self._range(mention)
            if first == at and mention.form == "name" and mention.kind == "person" and last - first > 1:
                return Phrase(first, last, mention.head)
        return None

    def _own_verb(self, token: Token, phrase: Phrase) -> bool:
        """Whether a verb has the described person as its subject; else it may be an adjective that was misread."""
        agrees = token.feats.get("Number") == self.tokens[phrase.head].feats.get("Number")
        subject = self.tokens[phrase.head].rel == "nsubj" and self.tokens[phrase.head].head == token.i
        return agrees and (subject or token.rel in ("root", "ROOT"))

    def _title(self, at: int) -> bool:
        """A title that was taken for a preposition: *sir*."""
        words = self.index.sets["of"] | self.index.sets["hearers"] | self.index.sets["venue_prepositions"]
        token = self.tokens[at]
        return not {token.norm, token.lemma} & words and self.tokens[at + 1].pos == "PROPN"

    def _bracketed(self, mark: int, high: int) -> Phrase | None:
        """*(Hannu Lehtonen)*: capitalised words alone between brackets."""
        last = mark + 1
        while last < min(high, mark + LONGEST) and self.tokens[last].pos == "PROPN" and len(self.tokens[last].text) > 1:
            last += 1
        names = last - mark > 2 and not any(self.tokens[k].text.isupper() for k in range(mark + 1, last))
        return Phrase(mark + 1, last, mark + 1) if names and last < high and self.tokens[last].text == ")" else None

    def _set_off(self, mark: int, last: int, high: int) -> bool:
        following = self.tokens[last] if last < high else None
        if self.tokens[mark].text == "(":
            return following is not None and following.text in ",)"
        ends = following is None or following.pos in ("PUNCT", "VERB", "AUX", "ADV", "PRON")
        return ends

    def _person_at(self, at: int) -> bool:
        """Whether the description of somebody else begins at ``at``: no title."""
        return any(m.form == "description" and m.kind == "person" and not m.role for m in self.mentions.at(at))

    def _range(self, mention: Mention) -> tuple[int, int]:
        return self.parse.token_range(mention.span.start, mention.span.end)
