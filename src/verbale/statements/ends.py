"""Where content to the right of a cue ends."""

from __future__ import annotations

import itertools

from verbale.language.parse import Parse
from verbale.statements.attributes import AttributeFinder
from verbale.statements.content import DASHES, ContentFinder, Found
from verbale.statements.cues import Cue
from verbale.statements.lexicon import SpeechIndex
from verbale.statements.phrases import finite

LONGEST = 400  # tokens of one reported clause, at most
AHEAD = 12  # cues that are looked at for the end of one


class EndFinder:
    """Finds the end of a clause before the next report of the same speaker, or what belongs to the cue again."""

    def __init__(self, parse: Parse, index: SpeechIndex, content: ContentFinder, attributes: AttributeFinder) -> None:
        self.parse, self.tokens, self.index = parse, parse.tokens, index
        self.content, self.attributes = content, attributes
        self.venue: tuple[int, int] | None = None  # a venue that stood at the end of the last content

    def end(self, cues: list[Cue], number: int, found: Found, last: int) -> int:
        """End of the content ``found`` of ``cues[number]``, at most ``last``."""
        last = self._before_break(found.first, min(last, found.first + LONGEST))
        cue = cues[number] if number < len(cues) else None
        if cue is not None:
            last = self._before_sibling(cues, number, found, last)
            last = self._before_matrix(cue, found, last)
            last = self._after_aside(cue, cues, found, last)
            last = self._before_colon(found, last)
            last = self._before_own_predicate(cue, found, last)
            if cue.form == "noun":
                last = self._of_noun(cue, found, last)
            if found.how == "link":
                last = self._before_conjunction(found, last)
            last = self._before_deed(cue, found, last)
        self.venue = self._trailing_venue(found.first, last) if cue is not None else None
        return self.venue[0] if self.venue else last

    def _before_break(self, first: int, last: int) -> int:
        """*…, whereupon the rebels left*; *…, a charge that he denied*: the reporter goes on."""
        breaks = self.index.sets["breaks"]
        for k in range(first + 1, last - 2):
            if self.content.quotation(k) is not None:
                continue
            if self.tokens[k].norm in breaks:
                return k
            if self.tokens[k].text == "," and self._comments(k + 1, last):
                return k
        return last

    def _comments(self, k: int, last: int) -> bool:
        """*a charge that*, *tesi secondo la quale*, *il che*: what was said is taken up by a noun and a relative."""
        relatives = self.index.sets["relatives"]
        if self.tokens[k].pos == "DET":
            k += 1
            if self.index.speech.drops_subjects and self.tokens[k].norm in self.index.sets["complementisers"]:
                return True
        noun = self.tokens[k]
        if (
            k + 1 >= last
            or noun.pos != "NOUN"
            or not (noun.norm in self.index.nouns or noun.norm in self.index.sets["facts"])
        ):
            return False
        following = range(k + 1, min(last, k + 4))
        return any(self.tokens[j].norm in relatives and self.tokens[j].pos in ("PRON", "SCONJ") for j in following)

    def quoted(self, first: int, last: int) -> int:
        """*said that "the road is open", while …*: a clause that is a quotation as a whole ends with it."""
        quotation = self.content.opens(first)
        if quotation is None or not quotation.closed or quotation.close >= len(self.tokens):
            return last
        following = self.tokens[quotation.close]
        clause = any(finite(self.tokens[k]) for k in range(quotation.first, quotation.last))
        joined = following.pos == "CCONJ" and self._subjectless(quotation.close + 1, len(self.tokens))
        ended = following.text in ".;:" or (clause and (following.text in ",)" or following.text in DASHES or joined))
        return quotation.close if ended else last

    def parts(self, cue: Cue, found: Found, last: int, high: int) -> list[Found]:
        """*said that A and that B*, *pledged to stop and to leave*: each part by itself."""
        starts = [found.first]
        ends: list[int] = []
        for k in range(found.first + 2, last - 2):
            begin = self._part(found, k, last)
            if begin and self.content.quotation(k) is None:
                comma = self.tokens[k - 1].text == ","
                ends.append(k - comma)
                starts.append(begin)
        ends.append(last)
        hearer = found.hearer or (cue.last, found.first)
        parts = [Found(a, b, found.how, hearer) for a, b in zip(starts, ends, strict=True) if b > a]
        return self._listed(parts, found, high) if found.how == "that" else parts

    def _part(self, found: Found, k: int, last: int) -> int:
        """Where the clause begins that a conjunction at ``k`` and another complementiser or link open, or 0."""
        listed = found.how == "link" and self.tokens[k].text == "," and self.index.speech.drops_subjects
        following = self.tokens[k + 1]
        told = (
            found.how == "that"
            and self.tokens[k].text == ","
            and (following.pos == "ADV" or (not self.index.speech.drops_subjects and following.pos == "SCONJ"))
        )
        if self.tokens[k].pos != "CCONJ" and not listed and not told:
            return 0
        at = k + 1
        while at < last and self.tokens[at].pos == "ADV" and at < k + 3:
            at += 1
        token = self.tokens[at]
        if found.how == "link":
            link = self.tokens[found.first - 1]
            same = token.norm == link.norm or (token.pos == "ADP" and token.lemma == link.lemma)
            return at + 1 if same and link.pos in ("ADP", "PART", "SCONJ") and self._infinite(at + 1, last) else 0
        if token.norm not in self.index.sets["complementisers"] or token.pos == "DET":
            return 0
        if found.how == "bare" and any(
            self.tokens[j].pos == "SCONJ" and self.tokens[j].norm in self.index.sets["complementisers"]
            for j in range(found.first, k)
        ):
            return 0
        verb = any(finite(self.tokens[j]) for j in range(at + 1, min(last, at + 40)))
        return at + 1 if verb else 0

    def _infinite(self, i: int, last: int) -> bool:
        while i < last and (
            self.tokens[i].pos in ("ADV", "PART", "PRON") or self.index.has("negations", self.tokens[i])
        ):
            i += 1
        return i < last and self.tokens[i].pos in ("VERB", "AUX") and not finite(self.tokens[i])

    def _listed(self, parts: list[Found], found: Found, high: int) -> list[Found]:
        """*that A; that B; and that C*: clauses between semicolons, each with its complementiser."""
        for _ in range(AHEAD):
            at = parts[-1].last
            if at >= high or self.tokens[at].text != ";":
                break
            at += 1
            while at < high and self.tokens[at].pos in ("CCONJ", "ADV"):
                at += 1
            if at + 1 >= high or self.tokens[at].norm not in self.index.sets["complementisers"]:
                break
            stop = next((k for k in range(at, high) if self.tokens[k].text == ";"), high)
            parts.append(Found(at + 1, stop, found.how, parts[0].hearer))
        return parts

    def _before_sibling(self, cues: list[Cue], number: int, found: Found, last: int) -> int:
        cue = cues[number]
        for other in cues[number + 1 : number + 1 + AHEAD]:
            if other.first >= last:
                break
            if other.first <= found.first or other.form in ("noun", "according", "own", "relative", "viewpoint"):
                continue
            at = self._joint(cue, other, found)
            if at is not None and at > found.first:
                return at
        return last

    def _joint(self, cue: Cue, other: Cue, found: Found) -> int | None:
        """Where the clause of a sibling report begins, or None if ``other`` is part of the content."""
        k = other.group - 1
        while k > found.first and self.tokens[k].pos == "ADV":
            k -= 1
        token = self.tokens[k]
        if other.form == "participle":
            if token.text == ",":
                return k
            return k - 1 if token.pos == "CCONJ" and self.tokens[k - 1].text == "," else None
        if token.pos == "CCONJ" and self._past(other):
            comma = self.tokens[k - 1].text == ","
            if self._attached(other, cue, found) or self._like(cue, other, found) or self._acts(cue, other):
                return k - comma
            return None
        return self._new_clause(cue, other, found)

    def _past(self, other: Cue) -> bool:
        """A finite report, or a past tense that was taken for a participle."""
        return other.form == "finite" or (other.form == "reduced" and not self.index.speech.drops_subjects)

    def _acts(self, cue: Cue, other: Cue) -> bool:
        """*said he was worried and urged them to stop*: the same tense, and an act of speakers, not of contents."""
        mine, its = self._pattern(cue.group, cue.head), self._pattern(other.group, other.head)
        return other.entry.act in ("urge", "ask") and mine == its

    def _attached(self, other: Cue, cue: Cue, found: Found) -> bool:
        """Whether the parser joins the other report to this one, not to its content."""
        at = other.head
        for _ in range(6):
            token = self.tokens[at]
            if token.rel not in ("conj", "parataxis", "aux", "cop") or token.head == at:
                return False
            at = token.head
            if cue.group <= at < cue.last:
                return True
            if at >= found.first:
                continue
        return False

    def _like(self, cue: Cue, other: Cue, found: Found) -> bool:
        """Whether the two verbs have the same form (*ha detto … e ha accusato*) and the content's verb another."""
        mine, its = self._pattern(cue.group, cue.head), self._pattern(other.group, other.head)
        verb = next((k for k in range(found.first, other.group) if finite(self.tokens[k])), None)
        if verb is None:
            return mine == its
        head = verb
        if self.tokens[verb].pos == "AUX":
            head = next((k for k in range(verb + 1, min(verb + 5, other.group)) if self.tokens[k].pos == "VERB"), verb)
        inner = self._pattern(verb, head)
        return mine == its and inner != its

    def _pattern(self, first: int, head: int) -> tuple[str, ...]:
        auxiliaries = [t for t in self.tokens[first:head] if t.pos == "AUX"]
        lead = auxiliaries[0] if auxiliaries else self.tokens[head]
        if not auxiliaries and lead.feats.get("VerbForm") == "Part" and not self.index.speech.drops_subjects:
            return ("0", lead.feats.get("Tense", ""), "Ind", "")  # a past tense taken for a participle
        return (
            str(len(auxiliaries)),
            lead.feats.get("Tense", ""),
            lead.feats.get("Mood", ""),
            lead.lemma if auxiliaries else "",
        )

    def _new_clause(self, cue: Cue, other: Cue, found: Found) -> int | None:
        """*…, and Lavrov said …*: a comma and a conjunction before a new subject, joined to the cue by the parser."""
        for k in range(other.group - 1, max(found.first, other.group - 12), -1):
            token = self.tokens[k]
            joins = k + 1 < other.group and (
                self.tokens[k + 1].pos == "CCONJ" or self.tokens[k + 1].norm in self.index.sets["conjunctions"]
            )
            if token.text in (",", "—", "–") and joins:
                adverbial = self.tokens[k + 1].pos != "CCONJ"
                alike = adverbial and self._pattern(cue.group, cue.head) == self._pattern(other.group, other.head)
                return k if alike or self._attached(other, cue, found) else None
            if finite(token):
                return None
        return None

    def _before_matrix(self, cue: Cue, found: Found, last: int) -> int:
        """A report inside a relative or adverbial clause ends before the main verb goes on."""
        token = self.tokens[cue.head]
        if token.rel not in ("acl", "advcl"):
            return last
        governor = token.head
        if cue.form != "participle" and not self._subordinate(cue):
            return last
        if governor > found.first:
            verb = governor
        else:
            verb = next((a for a in self.parse.ancestors(cue.head) if a > found.first), -1)
        if not found.first < verb < last:
            return last
        comma = next((k for k in range(verb - 1, found.first, -1) if self.tokens[k].text == ","), last)
        return min(comma, last)

    def _after_aside(self, cue: Cue, cues: list[Cue], found: Found, last: int) -> int:
        """*The colonels, who said they were no spies, denied it*: the content ends where the main verb follows."""
        relative = next(
            (
                k
                for k in range(cue.group - 1, max(cue.group - 4, 0), -1)
                if self.tokens[k].norm in self.index.sets["relatives"]
            ),
            0,
        )
        if not relative or self.tokens[relative - 1].text != "," or self.tokens[relative].pos != "PRON":
            return last
        verbs = {
            other.first for other in cues if found.first < other.first < last and other.form in ("finite", "reduced")
        }
        for k in range(found.first + 1, last - 1):
            if self.tokens[k].text == "," and (k + 1 in verbs or self.verb_next(k + 1, last)):
                return k
        return last

    def _subordinate(self, cue: Cue) -> bool:
        """Whether a relative or subordinator stands before the cue in its clause."""
        for k in range(cue.group - 1, max(cue.group - 12, -1), -1):
            token = self.tokens[k]
            if token.norm in self.index.sets["relatives"] or token.norm in self.index.sets["subordinators"]:
                return True
            if token.text in ",;:." or finite(token):
                return False
        return False

    def _of_noun(self, cue: Cue, found: Found, last: int) -> int:
        """The clause of a reporting noun ends where the parser ends it, before the verb whose subject the noun is."""
        clauses = [
            c for c in self.parse.children[cue.head] if c >= found.first and self.tokens[c].rel in ("acl", "ccomp")
        ]
        end = max((self.parse.extent(c)[1] for c in clauses), default=0)
        if found.first + 2 < end < last:
            return end
        verbs = [k for k in range(found.first, last) if finite(self.tokens[k])]
        for earlier, later in itertools.pairwise(verbs):
            between = self.tokens[earlier:later]
            if not any(t.pos in ("SCONJ", "CCONJ", "PUNCT") or t.norm in self.index.sets["relatives"] for t in between):
                return later
        return last

    def _before_colon(self, found: Found, last: int) -> int:
        """What a colon adds after a reported clause is not part of it."""
        if found.how == "colon":
            return last
        colons = (k for k in range(found.first + 1, last) if self.tokens[k].text == ":")
        return next((k for k in colons if self.content.quotation(k) is None and self.tokens[k].space), last)

    def _before_conjunction(self, found: Found, last: int) -> int:
        """An infinitive does not reach over a comma and a conjunction with a clause of its own."""
        for k in range(found.first, last - 1):
            if self.tokens[k].text != "," or self.content.quotation(k) is not None:
                continue
            if self.tokens[k + 1].pos == "CCONJ" or self.verb_next(k + 1, last):
                return k
        return last

    def verb_next(self, k: int, last: int) -> bool:
        """Whether a finite verb follows at once: the clause around the report goes on."""
        return bool(self._subjectless(k, last))

    def _before_own_predicate(self, cue: Cue, found: Found, last: int) -> int:
        """*informed him that …, and gave his support*: the speaker's next deed, of the same tense, is not said."""
        mine = self._pattern(cue.group, cue.head)
        for child in self.parse.children[cue.head]:
            token = self.tokens[child]
            if token.rel != "conj" or not found.first < child < last or token.pos != "VERB":
                continue
            begin = self.parse.extent(child)[0]
            if not found.first < begin <= child or self.tokens[begin].pos != "CCONJ":
                continue
            if any(self.tokens[c].rel == "nsubj" for c in self.parse.children[child]):
                continue
            if self._pattern(begin, child) == mine:
                return begin - (self.tokens[begin - 1].text == ",")
        return last

    def _before_deed(self, cue: Cue, found: Found, last: int) -> int:
        """*recalled that a vote had been promised and held Rabat responsible*: a verb in the tense of the cue."""
        if cue.form != "finite" or found.how not in ("that", "bare", "link"):
            return last
        mine = self._pattern(cue.group, cue.head)
        inner: tuple[str, ...] | None = None
        alike = False
        for k in range(found.first, last - 2):
            token = self.tokens[k]
            if token.norm in self.index.sets["relatives"] or token.norm in self.index.sets["subordinators"]:
                return last
            if finite(token) and token.rel != "acl":
                inner = self._pattern(k, self._verb_of(k, last))
                alike = alike or inner == mine
            if token.pos != "CCONJ" or self.content.quotation(k) is not None:
                continue
            comma = self.tokens[k - 1].text == ","
            verb = self._subjectless(k + 1, last) or (comma and self._clause_verb(cue, k + 1, last)) or 0
            if not verb or (inner is None) != (found.how == "link") or alike or (found.how == "bare" and not comma):
                continue
            if self._pattern(verb, self._verb_of(verb, last)) == mine:
                return k - comma
        return last

    def _clause_verb(self, cue: Cue, k: int, last: int) -> int:
        """The finite verb of a clause with a subject of its own after a conjunction, or 0."""
        for j in range(k + 1, min(last, k + 10)):
            token = self.tokens[j]
            if finite(token):
                return j
            if token.pos not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "ADP", "NUM", "ADV", "PART"):
                return 0
            if token.norm in self.index.sets["relatives"] and token.pos == "PRON":
                return 0
        return 0

    def _verb_of(self, k: int, last: int) -> int:
        """The verb that the auxiliary ``k`` helps, or ``k``."""
        if self.tokens[k].pos != "AUX":
            return k
        return next((j for j in range(k + 1, min(k + 5, last)) if self.tokens[j].pos == "VERB"), k)

    def _subjectless(self, k: int, last: int) -> int:
        """The finite verb that follows a conjunction at once, after adverbs and clitics, or 0."""
        while k < last and (self.tokens[k].pos in ("ADV", "PART") or self.tokens[k].norm in self.index.sets["clitics"]):
            k += 1
        return k if k < last and finite(self.tokens[k]) else 0

    def _trailing_venue(self, first: int, last: int) -> tuple[int, int] | None:
        """*… in an interview with CNN* at the end of the content belongs to the cue."""
        begin = max(first + 4, last - 14)
        venue = self.attributes.venue_in(begin, last) if begin < last else None
        if venue is None or any(self.content.quotation(k) is not None for k in range(*venue)):
            return None
        rest = [
            k
            for k in range(venue[1], last)
            if not self.attributes.times.at(k) and self.tokens[k].pos not in ("PUNCT", "ADP", "DET")
        ]
        return venue if not rest else None
