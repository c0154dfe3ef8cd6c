"""Answers without a verb: by ellipsis after another party's, by a word after a colon, by how a quotation opens."""

from __future__ import annotations

from typing import cast

from verbale.positions.clauses import condition_around, hedged
from verbale.positions.dates import date_of
from verbale.positions.lexicon import Echo, Retort
from verbale.positions.objects import Objects
from verbale.positions.parties import Found, answering
from verbale.positions.referents import Referent, same_side
from verbale.positions.scene import HARD, Scene
from verbale.positions.stands import OPPOSITE, Stand
from verbale.record import Stance

QUOTES = frozenset('"«“')
SPEAKER = 3  # tokens before a colon in which the party stands


class Retorts:
    """Reads what stands at one token. ``stands`` grows while the text is read."""

    def __init__(self, scene: Scene, objects: Objects, stands: list[Stand]) -> None:
        self.scene = scene
        self.objects = objects
        self.stands = stands
        self.opened = {
            scene.parse.token_range(statement.content[0].start, statement.content[0].end)[0]: statement
            for statement in scene.statements
            if statement.kind != "indirect"
        }

    def read(self, at: int, last: int) -> int:
        """One past what was read at ``at``, at least the next token."""
        tokens, lexicon = self.scene.tokens, self.scene.lexicon
        if self._opens(at) and (retorts := lexicon.retorts.match(tokens, at, last)):
            end, retort = retorts[0]
            if self._retort(at, end, retort):
                return end
        if echoes := lexicon.echoes.match(tokens, at, last):
            self._echo(at, *echoes[0])
        return at + 1

    def _opens(self, at: int) -> bool:
        """Whether an answer may begin here: at the beginning of what is quoted, or after a colon."""
        if at in self.opened:
            return True
        return at > 0 and (self.scene.tokens[at - 1].norm == ":" or self.scene.tokens[at - 1].norm in QUOTES)

    def _retort(self, at: int, end: int, retort: Retort) -> bool:
        token = self.scene.tokens[at]
        if end == at + 1 and token.pos == "PRON" and token.head > at:
            return False  # the clitic of a verb: si tratta
        found = self._speaker(at)
        referent = self.objects.latest(at)
        if found is None or referent is None or any(same_side(found[1], a) for a in referent.authors):
            return False
        condition = condition_around(self.scene, at, end, refusal=retort.stance == "rejects", coming=True)
        stance = retort.stance
        if condition is not None or (stance == "accepts" and hedged(self.scene, at, end)):
            stance = "conditional"
        self._add(found, referent, stance, at, end, condition)
        return True

    def _add(
        self, found: Found, referent: Referent, stance: Stance, at: int, end: int, condition: tuple[int, int] | None
    ) -> None:
        first = min(found[0], at) if self.scene.tokens[found[0]].sentence == self.scene.tokens[at].sentence else at
        last = max(end, condition[1]) if condition else end
        date = date_of(self.scene, at, (first, last), None, condition, found[1])
        referent.answered = True
        self.stands.append(Stand(found[1], referent, stance, at, first, last, condition, date, 0.6))

    def _speaker(self, at: int) -> Found | None:
        """Who is quoted, else the party that stands before the colon."""
        scene = self.scene
        statement = self.opened.get(at)
        if statement is not None:
            speakers = [scene.by_id[s] for s in statement.speakers if s in scene.by_id]
            party = next((speaker for speaker in speakers if answering(scene, speaker)), None)
            if party is not None:
                return at, party
        colon = at - 1
        while colon > 0 and scene.tokens[colon].norm in QUOTES:
            colon -= 1
        if colon < 1 or scene.tokens[colon].norm != ":":
            return None
        for i in range(colon - 1, max(scene.first_of_sentence(colon), colon - SPEAKER) - 1, -1):
            if scene.tokens[i].norm in HARD:
                break
            if (mention := scene.mention_at(i)) is not None:
                first = scene.parse.token_range(mention[0].start, mention[0].end)[0]
                return (first, mention[1]) if answering(scene, mention[1]) else None
        return None

    def _echo(self, at: int, end: int, echo: Echo) -> None:
        """*Moscow did not*: the answer of another party, by what the last one did; *Mali no* needs no other."""
        scene = self.scene
        base = self.stands[-1] if self.stands else None
        plain = echo.stance in ("accepts", "rejects")
        near = base is not None and scene.tokens[at].sentence - scene.tokens[base.at].sentence <= 1 and at >= base.last
        if base is None or not near:
            if not plain or (base is not None and at < base.last):
                return
            base = None
        condition = condition_around(scene, at, end, refusal=False)
        if echo.inverted:
            found, ends = self._follower(end, base)
        else:
            ends = self._ends(at, end, condition)
            found = self._answerer(at, base) if ends else None
        if found is None:
            return
        referent = base.referent if base is not None else self.objects.latest(at)
        if referent is None or any(found[1].id == author.id for author in referent.authors):
            return
        stance = _echoed(base, echo)
        if stance == "accepts" and (condition or hedged(scene, at, ends)):
            stance = "conditional"
        self._add(found, referent, stance, at, ends, condition)

    def _ends(self, at: int, end: int, condition: tuple[int, int] | None) -> int:
        """Where the echo ends, past dates and adverbs; 0 where its clause goes on, so that it is none."""
        scene = self.scene
        last = scene.last_of_sentence(at)
        while end < last and (scene.in_time(end) or scene.tokens[end].pos == "ADV"):
            end += 1
        goes_on = (
            end < last
            and scene.tokens[end].norm not in HARD | {","}
            and scene.tokens[end].pos not in ("CCONJ", "SCONJ")
            and not (condition and condition[0] <= end)
        )
        return 0 if goes_on else end

    def _follower(self, end: int, base: Stand | None) -> tuple[Found | None, int]:
        """*So did Mali*: the party that follows, and one past it."""
        scene = self.scene
        for i in range(end, min(end + SPEAKER, scene.last_of_sentence(end - 1))):
            if (mention := scene.mention_at(i)) is not None:
                if answering(scene, mention[1]) is None or (base and mention[1].id == base.actor.id):
                    return None, 0
                first, last = scene.parse.token_range(mention[0].start, mention[0].end)
                return (first, mention[1]), last
        return None, 0

    def _answerer(self, at: int, base: Stand | None) -> Found | None:
        """The party that stands just before the echo, another than that of the last answer."""
        scene = self.scene
        first = max(base.at if base else 0, scene.first_of_sentence(at), at - SPEAKER)
        for i in range(at - 1, first - 1, -1):
            if (mention := scene.mention_at(i)) is not None:
                if answering(scene, mention[1]) is None or (base and mention[1].id == base.actor.id):
                    return None
                begin = scene.parse.token_range(mention[0].start, mention[0].end)[0]
                if any(begin > n and scene.tokens[begin - n - 1].pos == "ADP" for n in (0, 1)):
                    return None
                return begin, mention[1]
            if scene.tokens[i].pos not in ("ADV", "PUNCT", "CCONJ", "AUX", "PART"):
                return None
        return None


def _echoed(base: Stand | None, echo: Echo) -> Stance:
    if base is None or echo.stance in ("accepts", "rejects"):
        return cast(Stance, echo.stance)
    return base.stance if echo.stance == "same" else OPPOSITE[base.stance]
