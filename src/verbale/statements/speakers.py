"""Who speaks: the noun phrase of a cue's subject or agent, and the mention it holds."""

from __future__ import annotations

from verbale.language.index import SpanIndex
from verbale.language.parse import Parse
from verbale.record import Mention
from verbale.statements.called import CalledFinder
from verbale.statements.cues import Cue
from verbale.statements.lexicon import SpeechIndex
from verbale.statements.phrases import Phrase, finite, phrase_of, scan_left, scan_right
from verbale.statements.quotations import MARKS

REACH = 40  # tokens between a cue and its speaker, at most


class SpeakerFinder:
    """Finds speakers of cues by word order and by the parser's subjects."""

    def __init__(self, parse: Parse, index: SpeechIndex, mentions: tuple[Mention, ...], times: frozenset[int]) -> None:
        self.parse, self.index, self.tokens = parse, index, parse.tokens
        self.times = times
        self.mentions: SpanIndex[Mention] = SpanIndex(parse, ((mention.span, mention) for mention in mentions))
        self.called = CalledFinder(parse, index, self.mentions)

    def subject(self, cue: Cue, low: int, limit: int) -> Phrase | None:
        """The subject among the tokens ``low:limit``, the cue's content left out."""
        given = self._parsed(cue, low, limit)
        beside = (
            cue.form == "participle" and cue.group > low and self.tokens[cue.group - 1].pos in ("NOUN", "PROPN", "PRON")
        )
        near = self._absolute(cue, low) if beside else self._quoted(cue, low)
        if near is not None:
            return near
        near = scan_left(self.parse, cue.group, low) if beside or cue.form in ("finite", "infinitive") else None
        if near is not None and (near.head in self.times or not self._names_somebody(near)):
            near = None
        if near is None and given is None and cue.form == "finite":
            near = self._reduced(cue, low)
        if given is not None and near is not None and not near.first <= given.head < near.last:
            closer = near.last == cue.group and given.head < near.first and self._comma(given.head, near.first)
            return near if closer else given
        if given is not None:
            return given
        if near is not None and (cue.form == "finite" or beside):
            return near
        return None

    def _reduced(self, cue: Cue, low: int) -> Phrase | None:
        """*two officials briefed on the plan said*: the noun phrase before a participle and its complement."""
        for k in range(cue.group - 1, max(low, cue.group - 9) - 1, -1):
            token = self.tokens[k]
            if token.pos == "VERB":
                return (
                    scan_left(self.parse, k, low) if token.feats.get("VerbForm") == "Part" and k < cue.group else None
                )
            if token.pos not in ("ADP", "DET", "ADJ", "NOUN", "PROPN", "NUM"):
                return None
        return None

    def _quoted(self, cue: Cue, low: int) -> Phrase | None:
        """*quoted the general as saying*: the noun phrase before *as*."""
        at = cue.group - 1
        led = cue.form == "participle" and at > low and self.tokens[at].norm in self.index.sets["as_said"]
        return scan_left(self.parse, at, low) if led else None

    def _absolute(self, cue: Cue, low: int) -> Phrase | None:
        """*…, with mediators in Geneva confirming that*: the noun phrase between the preposition and the participle."""
        for k in range(cue.group - 1, max(low, cue.group - 12) - 1, -1):
            token = self.tokens[k]
            if token.norm in self.index.sets["absolute"] and k > low and self.tokens[k - 1].text == ",":
                return scan_right(self.parse, k + 1, cue.group)
            if token.pos == "PUNCT" or finite(token):
                return None
        return None

    def inverted(self, cue: Cue, limit: int) -> Phrase | None:
        """The subject after its verb: *ha detto Tizio*, *said the minister*."""
        i = cue.last
        while i < min(limit, cue.last + 14):
            token = self.tokens[i]
            if token.text in ",;:.!?" or finite(token):
                return None
            if (standing := self._standing(i)) is not None:
                return standing
            if i in self.times or token.pos in ("ADV", "PART", "SCONJ") or self._clitic(i):
                i += 1
                continue
            if token.pos == "ADP":
                i = self._past_preposition(i, limit)
                if i < limit and self.tokens[i].text in MARKS:
                    return None
                continue
            if token.feats.get("VerbForm") == "Ger" and i + 1 < limit and self.tokens[i + 1].pos != "PROPN":
                return None  # ha detto passando le consegne
            phrase = scan_right(self.parse, i, limit)
            if phrase is not None and phrase.head not in self.times:
                return phrase
            i += 1
        return None

    def _standing(self, i: int) -> Phrase | None:
        """*il secondo*, *quest'ultimo*: a pronoun of several words that begins at ``i``, whatever the parser sees."""
        for mention in self.mentions.at(i) if self.tokens[i].pos in ("ADP", "DET", "PRON", "ADJ") else ():
            first, last = self.parse.token_range(mention.span.start, mention.span.end)
            if first == i and last - first > 1 and mention.form == "pronoun":
                return Phrase(first, last, mention.head)
        return None

    def institution(self, cue: Cue, limit: int) -> Phrase | None:
        """*minimizzano al Palazzo di Vetro*: a plural without a subject, and the house whose people speak."""
        at = cue.last
        plural = any(token.feats.get("Number") == "Plur" for token in self.tokens[cue.first : cue.last])
        if not plural or at + 1 >= limit or not self.index.has("institutions", self.tokens[at]):
            return None
        phrase = self.source(at + 1, limit)
        if phrase is None or self.tokens[phrase.head].feats.get("Number") == "Plur":
            return None
        return phrase if any(self.tokens[k].text[:1].isupper() for k in range(phrase.first, phrase.last)) else None

    def _past_preposition(self, i: int, limit: int) -> int:
        """Past a prepositional phrase, up to a mention that is not its own."""
        k = i + 1
        nouns = 0
        while k < limit and self.tokens[k].pos in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON"):
            starts = self.tokens[k].pos in ("DET", "PROPN") and nouns and self.tokens[k - 1].pos in ("NOUN", "PROPN")
            if starts and any(self.parse.token_range(m.span.start, m.span.end)[0] == k for m in self.mentions.at(k)):
                return k
            nouns += self.tokens[k].pos in ("NOUN", "PROPN", "PRON")
            k += 1
        return max(k, i + 1)

    def agent(self, cue: Cue, limit: int) -> Phrase | None:
        """The agent of a passive: *by his aides*, *da Tripoli*."""
        for i in range(cue.last, min(limit, cue.last + 10)):
            token = self.tokens[i]
            if token.text in ",;:.":
                return None
            agents = self.index.sets["agents"]
            if token.norm in agents or (token.pos == "ADP" and token.lemma in agents):
                return self.source(i + 1, limit)
        return None

    def source(self, i: int, limit: int) -> Phrase | None:
        """The noun phrase that begins at ``i``, its head by the parser where it agrees."""
        phrase = self._standing(i) if i < limit else None
        phrase = phrase or scan_right(self.parse, i, min(limit, i + REACH))
        if phrase is None or phrase.head in self.times:
            return None
        return phrase

    def rest(self, cue: Cue, limit: int) -> Phrase | None:
        """The words up to the next mark or finite verb, where the parser sees no noun phrase after *according to*."""
        if cue.form != "according":
            return None
        end = cue.last
        while end < min(limit, cue.last + 10) and self.tokens[end].pos != "PUNCT" and not finite(self.tokens[end]):
            end += 1
        heads = [k for k in range(cue.last, end) if self.tokens[k].pos in ("NOUN", "PROPN")]
        return Phrase(cue.last, end, heads[-1]) if heads else None

    def owner(self, cue: Cue, low: int, high: int) -> Phrase | None:
        """Whose statement a reporting noun is: *the statement by X*, *Kiev's claim*, *its own proposal*."""
        if cue.last < high:
            token = self.tokens[cue.last]
            if token.pos == "ADP" and (token.norm in self.index.sets["of"] or token.lemma in self.index.sets["of"]):
                phrase = self.source(cue.last + 1, high)
                if phrase is not None and self._names_somebody(phrase):
                    return phrase
        for k in range(cue.head - 1, max(low, cue.head - 6) - 1, -1):
            token = self.tokens[k]
            if token.norm in self.index.sets["possessives"]:
                return Phrase(k, k + 1, k)
            if token.pos == "PART" and k > low:
                return phrase_of(self.parse, k - 1, max(low, k - 8), k)
            if token.pos not in ("ADJ", "DET", "NUM"):
                break
        return None

    def _parsed(self, cue: Cue, low: int, limit: int) -> Phrase | None:
        heads = [cue.head, *range(cue.head + 1, cue.last)]
        governor = self.tokens[cue.head]
        if governor.rel in ("aux", "cop"):
            heads.append(governor.head)
        for head in heads:
            for child in self.parse.children[head]:
                token = self.tokens[child]
                if token.rel != "nsubj" or not low <= child < limit or abs(child - cue.head) > REACH:
                    continue
                if cue.form == "participle" and child > cue.head:
                    continue  # its object
                if token.norm in self.index.sets["relatives"] and token.pos == "PRON":
                    return self._antecedent(cue, child, low)
                led = any(self.tokens[c].pos == "ADP" and c < child for c in self.parse.children[child])
                if child in self.times or led or self._clitic(child) or token.norm in self.index.sets["relatives"]:
                    continue
                return phrase_of(self.parse, child, low, cue.group if child < cue.group else limit)
        return None

    def _clitic(self, i: int) -> bool:
        """An object pronoun before a verb, which the parser may take for its subject."""
        return self.tokens[i].pos == "PRON" and self.tokens[i].norm in self.index.sets["clitics"]

    def _antecedent(self, cue: Cue, pronoun: int, low: int) -> Phrase | None:
        head = self.tokens[cue.head].head
        if not (low <= head < pronoun and self.tokens[head].pos in ("NOUN", "PROPN", "PRON")):
            head = next(
                (
                    k
                    for k in range(pronoun - 1, max(low, pronoun - 6) - 1, -1)
                    if self.tokens[k].pos in ("NOUN", "PROPN")
                ),
                -1,
            )
        return phrase_of(self.parse, head, low, pronoun) if head >= 0 else None

    def _names_somebody(self, phrase: Phrase) -> bool:
        token = self.tokens[phrase.head]
        if not any(letter.isalnum() for letter in token.text) or self._clitic(phrase.head):
            return False
        return token.pos in ("NOUN", "PROPN", "PRON", "NUM", "X") and token.norm not in self.index.sets["relatives"]

    def _comma(self, first: int, last: int) -> bool:
        return any(self.tokens[k].text == "," for k in range(first, last))

    def silent(self, phrase: Phrase) -> bool:
        """Whether the subject is nobody: *no group has said*, *it was reported*."""
        opener = self.tokens[phrase.first]
        return opener.norm in self.index.sets["nobody"] or self.tokens[phrase.head].norm in self.index.sets["nobody"]

    def impersonal(self, phrase: Phrase) -> bool:
        return self.tokens[phrase.head].norm in self.index.sets["impersonal"]

    def mention(self, phrase: Phrase) -> Mention | None:
        """The mention of a phrase: a name in apposition to it, else with its head, else one that covers it."""
        within = self.mentions.within(phrase.first, phrase.last)
        within += [
            m for c in self.parse.dependents(phrase.head, "appos") for m in self.mentions.at(c.i) if m not in within
        ]
        if not within:
            return None
        heads = [m for m in within if m.head == phrase.head]
        names = [
            m
            for m in within
            if m.form == "name"
            and self.tokens[m.head].rel in ("appos", "flat")
            and self.tokens[m.head].head == phrase.head
        ]
        covering = [m for m in within if any(m is other for other in self.mentions.at(phrase.head))]
        for group in (names if heads and heads[0].form == "description" else heads, heads, covering):
            if group:
                return max(group, key=lambda m: len(m.span.text))
        close = [
            m for m in within if phrase.first <= m.head < phrase.last and self.tokens[max(m.head - 1, 0)].pos != "ADP"
        ]
        return close[0] if close else None

    def speakers(self, phrase: Phrase) -> tuple[str, ...]:
        """Ids of the mentions that speak; several for coordinated subjects."""
        main = self.mention(phrase)
        if main is None:
            return ()
        ids = [main.id]
        for child in self.parse.children[main.head]:
            token = self.tokens[child]
            joined = any(self.tokens[k].pos == "CCONJ" for k in range(main.head, child))
            if joined and token.rel == "conj" and token.pos in ("NOUN", "PROPN") and child < phrase.last + 6:
                ids.extend(m.id for m in self.mentions.at(child)[:1] if m.head == child and m.id not in ids)
        return tuple(ids)

    def who(self, phrase: Phrase) -> tuple[Phrase, tuple[str, ...]]:
        """The words for the speaker and whom they mention: a name in the same sentence rather than a description."""
        described = self.mention(phrase)
        high = self.parse.sentences[self.tokens[phrase.head].sentence].last
        named = self.called.name(phrase, described, high)
        if named is None:
            several = described is not None and (described.form == "collective" or described.number == "plur")
            persons = self.called.several(phrase, high) if several else ()
            return phrase, persons or self.speakers(phrase)
        known = [m for m in self.mentions.at(named.head) if m.form == "name" and m.kind == "person"]
        return (phrase, (known[0].id,)) if known else (named, ())

    def may_speak(self, phrase: Phrase) -> bool:
        """Whether a phrase mentions somebody, or ends in a name of several words that nobody knows."""
        if self.who(phrase)[1]:
            return True
        words = self.tokens[phrase.head : phrase.last]
        names = [t for t in words if t.text[:1].isupper() and t.pos == "PROPN" and t.i not in self.times]
        return len(names) > 1 and words[-1] in names and not any(t.pos == "ADP" for t in words)

    def persons(self, phrase: Phrase) -> tuple[str, ...]:
        """The same, if it is one person."""
        mention = self.mention(phrase)
        human = mention is not None and (mention.kind == "person" or self._pronoun(mention))
        return self.speakers(phrase) if human and mention is not None and mention.number != "plur" else ()

    def _pronoun(self, mention: Mention) -> bool:
        return mention.form == "pronoun" and mention.gender is not None and mention.kind is None

    def only_person(self, low: int, high: int) -> tuple[str, ...]:
        """The one person that is named among the tokens ``low:high``, if there is just one."""
        named = {m.id: m for m in self.mentions.within(low, high) if m.kind == "person" and m.form == "name"}
        return tuple(named) if len(named) == 1 else ()

    def before(self, i: int, low: int) -> Phrase | None:
        """The noun phrase before a relative: *un funzionario, secondo il quale*."""
        k = i - 1
        while k > low and self.tokens[k].text == ",":
            k -= 1
        return scan_left(self.parse, k + 1, low) if k >= low else None

    def governing(self, cue: Cue, low: int) -> Phrase | None:
        """The subject of the verb that governs a participle, infinitive or conjoined cue, or just before it."""
        late: Phrase | None = None
        at = cue.head
        for _ in range(4):
            head = self.tokens[at].head
            if head == at or head < low:
                break
            at = head
            copula = any(self.tokens[c].pos == "AUX" and c < at for c in self.parse.children[at])
            if cue.form == "infinitive" and copula and self.tokens[at].pos in ("NOUN", "PROPN") and at < cue.group:
                return phrase_of(self.parse, at, low, cue.group)  # è stato il governatore a dire che
            for child in self.parse.children[at]:
                token = self.tokens[child]
                near = child < max(cue.group, at) or (cue.form == "participle" and child < at + 3)
                if token.rel != "nsubj" or child < low or not near or token.norm in self.index.sets["relatives"]:
                    continue
                phrase = phrase_of(self.parse, child, low, max(cue.group, child + 1))
                if child < at or not self.index.speech.drops_subjects or self.persons(phrase):
                    return phrase
                late = late or phrase  # after its verb it may be an object
        if late is not None and (lead := self.leading(low, cue.group)) is not None and self.persons(lead):
            return lead
        if late is not None:
            return late
        for k in range(cue.group - 1, max(low, cue.group - REACH) - 1, -1):
            token = self.tokens[k]
            if (
                token.rel == "nsubj"
                and token.pos in ("NOUN", "PROPN", "PRON")
                and token.norm not in self.index.sets["relatives"]
            ):
                return phrase_of(self.parse, k, low, cue.group)
        return None

    def main_subject(self, low: int, high: int) -> Phrase | None:
        """The subject of the main verb among the tokens ``low:high``."""
        for token in self.parse.tokens[low : min(high, low + 60)]:
            main = token.rel == "nsubj" and self.tokens[token.head].head == token.head
            if main and token.norm not in self.index.sets["relatives"]:
                return phrase_of(self.parse, token.i, low, high)
        return None

    def topic(self, low: int, high: int) -> Phrase | None:
        """Whom the tokens ``low:high`` are about: subject of the main verb, else the first name, else any subject."""
        subjects = [
            token
            for token in self.parse.tokens[low : min(high, low + 60)]
            if token.rel == "nsubj" and token.norm not in self.index.sets["relatives"]
        ]
        main = self.main_subject(low, high)
        if main is not None:
            return main
        return self.leading(low, high) or (
            Phrase(subjects[0].i, subjects[0].i + 1, subjects[0].i) if subjects else None
        )

    def leading(self, low: int, high: int) -> Phrase | None:
        """The first mention of a clause before its finite verb, no prepositional one."""
        for k in range(low, min(high, low + 24)):
            token = self.tokens[k]
            for mention in self.mentions.at(k):
                first, last = self.parse.token_range(mention.span.start, mention.span.end)
                if first >= low and not (first > 0 and first > low and self.tokens[first - 1].pos == "ADP"):
                    return Phrase(first, last, mention.head)
            if finite(token) or token.text in ";:":
                return None
        return None

    def announcer(self, low: int, colon: int) -> Phrase | None:
        """Who speaks after a colon without a reporting verb: the subject of the words before it, or all of them."""
        for k in range(low, colon):
            token = self.tokens[k]
            if token.rel == "nsubj" and token.pos in ("NOUN", "PROPN", "PRON"):
                return phrase_of(self.parse, k, low, colon)
        for k in range(colon - 1, max(low, colon - 12) - 1, -1):
            word = self.index.nouns.get(self.tokens[k].norm)
            if word is not None and (owner := self.owner(Cue(k, k + 1, k, k, "noun", word.entry), low, colon)):
                return owner
        if colon - low <= 8 and not any(finite(self.tokens[k]) for k in range(low, colon)):
            return scan_left(self.parse, colon, max(low, colon - 8))
        return None
