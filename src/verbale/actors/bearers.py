"""Words beside a person's name that tell whose it is, and words that stand for one of two."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.actors.draft import Draft, gender_of, number_of
from verbale.actors.forms import pieces
from verbale.actors.names import Run
from verbale.actors.senses import ActorIndex, Hit
from verbale.language.parse import Parse

_MEDIA = "MED"  # the home of a newspaper is not what its people speak for
_ORDINAL = 3  # tokens of *the latter*, at most


@dataclass(slots=True)
class Bearers:
    """Gives the persons of one parse the nationality and the body that their names are told with."""

    parse: Parse
    index: ActorIndex
    hit_at: list[Hit | None]
    runs: list[Run]
    at_run: dict[int, Draft]
    at_hit: dict[int, Draft]

    def natives(self) -> None:
        """*la norvegese Marta Lind*: the article and the nationality before a person's name."""
        tokens = self.parse.tokens
        for run in self.runs:
            draft, hit = self.at_run.get(run.first), self.hit_at[run.first - 1] if run.first > 1 else None
            if draft is None or hit is None or draft.kind != "person" or draft.first != run.first:
                continue
            sense, article = hit.sense("adjective"), hit.first - 1
            if sense is not None and article >= 0 and tokens[article].norm in self.index.articles:
                draft.first, draft.country = article, draft.country or sense.key
                draft.head = run.first
                self.at_hit[hit.first] = draft

    def affiliate(self) -> None:
        """*Jon Berg of the Norwegian foreign ministry*, *Salem Omar, del Fronte popolare*: whom a name belongs to."""
        tokens = self.parse.tokens
        for run in self.runs:
            draft = self.at_run.get(run.first)
            if draft is None or draft.kind != "person" or draft.of is not None or draft.country is not None:
                continue
            if (country := self._owner(run)) is not None:
                draft.country = country
                continue
            at = run.last
            at += at < len(tokens) and tokens[at].text == ","
            if at >= len(tokens) or not (tokens[at].norm in self.index.of or tokens[at].lemma in self.index.of):
                continue
            at += 1
            while at < len(tokens) and tokens[at].norm in self.index.articles:
                at += 1
            hit = self.hit_at[at] if at < len(tokens) else None
            if hit is not None and hit.first == at:
                self._belong(draft, hit)

    def _owner(self, run: Run) -> str | None:
        """The country of *Kyiv's Taras Bondar*: a state or capital in the genitive before a name."""
        mark = self.parse.tokens[run.first - 1] if run.first > 1 else None
        if mark is None or mark.pos != "PART" or mark.start != self.parse.tokens[run.first - 2].end:
            return None
        hit = self.hit_at[run.first - 2]
        sense = hit.sense("country", "capital") if hit is not None and hit.last == run.first - 1 else None
        return sense.key if sense is not None else None

    def _belong(self, draft: Draft, hit: Hit) -> None:
        owner = self.at_hit.get(hit.first)
        sense = hit.sense("country", "adjective", "body", "office", "crowd")
        if sense is None or (owner is not None and owner.sector == _MEDIA):
            return
        if sense.kind in ("country", "adjective"):
            draft.country = sense.key
        elif owner is not None and owner is not draft and owner.kind != "person":
            draft.of = owner


def ordinals(parse: Parse, index: ActorIndex) -> list[Draft]:
    """*the former*, *quest'ultimo*: one of two, where no noun follows. Their head is the last token."""
    tokens = parse.tokens
    found: list[Draft] = []
    for token in tokens:
        words: tuple[str, ...] = ()
        for i in range(token.i, min(token.i + _ORDINAL, len(tokens))):
            words += pieces(tokens[i].norm)
            if words in index.ordinals and _alone(parse, i + 1):
                last = tokens[i]
                draft = Draft(token.i, i + 1, "pronoun", number=number_of(last), gender=gender_of(last), head=i)
                draft.person = "3"
                found.append(draft)
    return found


def _alone(parse: Parse, i: int) -> bool:
    """Whether no noun, and no complement, begins at token ``i``."""
    return i >= len(parse.tokens) or parse.tokens[i].pos not in ("NOUN", "PROPN", "ADJ", "NUM", "ADP", "X")
