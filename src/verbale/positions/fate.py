"""What became of a proposal: agreed, in force, violated, lapsed, rejected."""

from __future__ import annotations

from collections.abc import Iterable

from verbale.positions.lexicon import StatusWords
from verbale.positions.mentions import Mention
from verbale.positions.referents import Referent
from verbale.positions.scene import Scene
from verbale.positions.stands import Stand
from verbale.record import Event, ProposalStatus

BEFORE = 4  # tokens before a mention that may tell it
AFTER = 18  # tokens after it
SCHEDULED = 5  # tokens after a present tense in which a date makes it a plan
UNREAL_FORMS = frozenset({"Inf", "Ger"})
CLAIMS = frozenset({"accuse", "deny"})
RANK: dict[ProposalStatus, int] = {"agreed": 1, "in force": 2, "violated": 3, "lapsed": 3}


def accused(scene: Scene, events: Iterable[Event]) -> frozenset[int]:
    """The tokens of accusations and denials: what they say became of something is what one side says."""
    spans = [span for event in events if event.type == "ACCUSE" for span in event.evidence]
    spans += [span for one in scene.statements if one.act in CLAIMS or one.polarity == "denied" for span in one.content]
    return frozenset(i for span in spans for i in range(*scene.parse.token_range(span.start, span.end)))


def status_of(scene: Scene, referent: Referent, stands: list[Stand], claimed: frozenset[int]) -> ProposalStatus | None:
    """The last that the text says became of it, in the clause of a mention; else what the answers amount to."""
    found: ProposalStatus | None = None
    answers = {i for stand in stands for i in range(stand.at, stand.last)}
    for mention in referent.mentions:
        first = max(scene.left_edge(mention.first), mention.first - BEFORE)
        around = range(first, scene.right_edge(mention.last - 1, AFTER))
        for i in around if (verb := _verb_before(scene, mention, first)) < 0 else [verb, *around]:
            words = None if mention.first <= i < mention.last else told_at(scene, i)
            if words is None or (words.begins and found is not None and RANK[words.status] < RANK[found]):
                continue
            if (words.status == "agreed" and i in answers) or (RANK[words.status] > RANK["in force"] and i in claimed):
                continue
            found = words.status
    return found or _concluded(stands)


def _verb_before(scene: Scene, mention: Mention, first: int) -> int:
    """The verb that opens the sentence of a subject which follows it: *È scaduta ieri, dopo tre giorni, la pausa*; else
    -1."""
    tokens = scene.tokens
    if not mention.definite or tokens[mention.first - 1].pos == "ADP" or not tokens[mention.head].feats.get("Gender"):
        return -1
    opening = scene.first_of_sentence(mention.head)
    verb = next((i for i in range(opening, min(opening + BEFORE, first)) if tokens[i].pos == "VERB"), -1)
    if verb < 0 or any(t.i < mention.first for t in scene.parse.dependents(verb, "nsubj")):
        return -1
    agrees = all(tokens[verb].feats.get(f) == tokens[mention.head].feats.get(f) for f in ("Gender", "Number"))
    return verb if agrees else -1


def told_at(scene: Scene, i: int) -> StatusWords | None:
    """The words at token ``i`` that tell as a fact what became of something."""
    lexicon, last = scene.lexicon, scene.last_of_sentence(i)
    matched = lexicon.status.match(scene.tokens, i, last)
    if not matched or not _told_as_fact(scene, i):
        return None
    parted = lexicon.divides.match(scene.tokens, i, last) or lexicon.detaches.match(scene.tokens, i, last)
    return None if parted else matched[0][1]  # broken into two parts is not broken


def _told_as_fact(scene: Scene, i: int) -> bool:
    feats = scene.tokens[i].feats
    later = range(i + 1, min(i + SCHEDULED, scene.last_of_sentence(i)))
    if feats.get("Tense") == "Pres" and feats.get("VerbForm") == "Fin" and any(scene.in_time(j) for j in later):
        return False  # takes effect on Wednesday
    verbs = [scene.tokens[c] for c in scene.parse.children[i] if scene.tokens[c].rel == "aux"] + [scene.tokens[i]]
    if any(verb.feats.get("Mood") in ("Cnd", "Sub", "Imp") or verb.feats.get("Tense") == "Fut" for verb in verbs):
        return False
    if any(verb.feats.get("VerbForm") in UNREAL_FORMS or scene.is_in("unreal", verb.i) for verb in verbs):
        return False
    return not any(scene.lexicon.shifts.match(scene.tokens, j, i) for j in range(max(0, i - 3), i))


def _concluded(stands: list[Stand]) -> ProposalStatus:
    """What the latest answers amount to."""
    latest = {stand.actor.id: stand.stance for stand in sorted(stands, key=lambda s: not s.earlier)}
    if len(latest) > 1 and set(latest.values()) == {"accepts"}:
        return "agreed"
    return "rejected" if latest and set(latest.values()) == {"rejects"} else "proposed"
