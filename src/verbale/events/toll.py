"""How many were killed and injured, as a sentence says: digits, number words, *a soldier*, *no casualties*."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.events.scene import CLAUSE, Scene

FAR = 10  # tokens between the name of a count and its number
BEHIND, AHEAD = 8, 8  # tokens that are looked at on either side of a toll word
COUNTED = {"kill": "dead", "injure": "hurt"}  # how a participle that is no verb counts: 12 killed


@dataclass(slots=True)
class Count:
    """One number of victims: ``killed``, ``injured`` or both, with the tokens that tell it."""

    first: int
    last: int
    killed: int | None = None
    injured: int | None = None
    number: int | None = None  # the token of the number


def number_at(scene: Scene, i: int) -> int | None:
    """The number that begins at a token, or ``None``."""
    return _number(scene, i)[0]


def _number(scene: Scene, i: int) -> tuple[int | None, int]:
    words = scene.lexicon.words.numbers
    text = scene.tokens[i].norm
    value: int | None = None
    if text[:1].isdigit():
        value = _digits(text)
    elif text in words.words:
        value = words.words[text]
    elif words.joined:
        value = _joined(text, words.words, words.multipliers)
    elif "-" in text:
        parts = [words.words.get(part) for part in text.split("-")]
        value = sum(p for p in parts if p is not None) if all(p is not None for p in parts) else None
    if value is None:
        return None, i + 1
    at = i + 1
    if 20 <= value < 100 and at + 1 < len(scene.tokens) and scene.tokens[at].norm == "-":
        unit = words.words.get(scene.tokens[at + 1].norm, 10)
        if unit < 10:
            value, at = value + unit, at + 2
    while at < len(scene.tokens) and scene.tokens[at].norm in words.multipliers and at < i + 3:
        value *= words.multipliers[scene.tokens[at].norm]
        at += 1
    return (value if value < 10_000_000 else None), at


def _digits(text: str) -> int | None:
    for mark in ("-", "–"):
        text = text.split(mark)[0]
    groups = text.replace(".", ",").split(",")
    if not all(group.isascii() and group.isdigit() for group in groups) or len(text) > 10:
        return None
    if len(groups) > 1 and not all(len(group) == 3 for group in groups[1:]):
        return None
    return int("".join(groups))


def _joined(text: str, words: dict[str, int], multipliers: dict[str, int]) -> int | None:
    """A compound such as *ventitré* or *trecento*: two or three words of the list written together."""
    if not 6 <= len(text) <= 24:
        return None
    for cut in range(len(text) - 2, 2, -1):
        head, tail = text[:cut], text[cut:]
        high = words.get(head)
        if high is None:
            continue
        if tail in multipliers:
            return high * multipliers[tail]
        low = words.get(tail)
        if low is not None and high >= 20 and low < high:
            return high + low
    return None


def tolls(scene: Scene, first: int, last: int) -> list[Count]:
    """The counts that the tokens ``first:last`` tell, in text order."""
    if scene.lexicon.total and any(scene.lexicon.total.at(scene.tokens, i, last) for i in range(first, last)):
        return []
    found: list[Count] = []
    taken: set[int] = set()
    done = first
    for i in range(first, last):
        matches = scene.lexicon.toll.match(scene.tokens, i, last)
        kinds = [kind for _, kind in matches]
        if kinds and i >= done:
            if scene.tokens[i].pos in CLAUSE:
                done = matches[0][0]
            count = _count(scene, i, kinds, first, last, taken)
            if count is not None:
                found.append(count)
    return found


def _count(scene: Scene, i: int, kinds: list[str], first: int, last: int, taken: set[int]) -> Count | None:
    kind, before = kinds[0], set(taken)
    verb = scene.tokens[i].pos in CLAUSE or (kind in ("kill", "injure", "die") and scene.tokens[i].pos == "ADJ")
    if kind in COUNTED and not verb:
        kind = COUNTED[kind]
    if kind == "tally":
        value = _tally(scene, i, last, taken)
    elif kind in ("kill", "die", "injure"):
        value = _victims_of(scene, i, kind, first, last, taken)
    else:
        value = _counted(scene, i, kind, first, taken)
    if value is None:
        return None
    if value == 0 and "casualties" in kinds:
        return Count(i, i + 1, 0, 0)
    if kind == "casualties":
        return None  # dead and hurt together: neither number is told
    killed = value if kind in ("kill", "die", "dead", "tally") else None
    injured = value if kind in ("injure", "hurt") else None
    return Count(i, i + 1, killed, injured, next(iter(taken - before), None))


def _victims_of(scene: Scene, i: int, kind: str, first: int, last: int, taken: set[int]) -> int | None:
    passive = kind == "die" or _passive(scene, i)
    ahead = range(i + 1, min(i + 1 + AHEAD, last))
    behind = range(i - 1, max(first, i - 1 - BEHIND) - 1, -1)
    for way in (behind, ahead) if passive else (ahead,):
        value = _quantity(scene, way, way is behind, last, taken)
        if value is not None:
            return value
    return None


def _passive(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    if token.feats.get("Voice") == "Pass" or token.pos == "ADJ":
        return True
    if token.rel in ("acl", "amod") and token.feats.get("VerbForm") == "Part" and token.feats.get("Tense") != "Pres":
        return True
    if any(t.lemma in scene.lexicon.passive for t in scene.before(i, 2, through=("AUX", "ADV"))):
        return token.feats.get("VerbForm") != "Ger" and token.feats.get("Tense") != "Pres"
    return any(scene.tokens[c].dep in ("aux:pass", "nsubj:pass", "obl:agent") for c in scene.parse.children[i])


def _quantity(scene: Scene, way: range, backward: bool, last: int, taken: set[int]) -> int | None:
    """The number of the noun phrase that lies this way, up to another toll word or a mark."""
    lexicon, tokens = scene.lexicon, scene.tokens
    best: tuple[int, int] | None = None
    joined = False  # whether what stands farther back is counted with what was found
    for at in way:
        token = tokens[at]
        no_one = token.norm in lexicon.singular and at > 0 and tokens[at - 1].norm in lexicon.none
        if (token.norm in lexicon.nobody or no_one) and at not in taken:
            taken.add(at)
            return 0
        if (
            at in taken
            or token.norm in (";", ":", "“", '"', "«")
            or (token.norm == "," and not backward and best is None and at > way.start)
        ):
            break
        if lexicon.toll.at(tokens, at, last) and token.pos in CLAUSE:
            break
        if token.norm in lexicon.vague:
            return None
        if lexicon.including.at(tokens, at, last):
            if not backward:
                break
            best = None
            continue
        value = _of_victims(scene, at, last)
        if value is not None:
            best = (at, value + (best[1] if best and backward and joined else 0))
            joined = False
            if not backward:
                break
            if at - 1 >= 0 and tokens[at - 1].pos == "CCONJ":
                joined = True
            elif at - 1 < 0 or number_at(scene, at - 1) is None:
                break
    if best is None:
        return None
    taken.add(best[0])
    return best[1]


def _of_victims(scene: Scene, at: int, last: int) -> int | None:
    """The number at a token if it counts people: digits before a noun that is no time, or *a* before a victim."""
    token = scene.tokens[at]
    if scene.times_within(at, at + 1):
        return None
    if token.norm in scene.lexicon.singular:
        for i in range(at + 1, min(at + 5, last)):
            if scene.tokens[i].lemma in scene.lexicon.victims or scene.tokens[i].norm in scene.lexicon.victims:
                return 1
            if scene.tokens[i].pos not in ("ADJ", "NOUN", "PROPN", "ADV", "VERB"):
                return None
        return None
    value, end = _number(scene, at)
    if value is None or (end < last and scene.tokens[end].norm in scene.lexicon.share):
        return None
    return value


def _tally(scene: Scene, i: int, last: int, taken: set[int]) -> int | None:
    """The number that a count of the dead has come to: *the death toll rose to nine*; else the one just before it."""
    for at in (*range(i + 1, min(i + FAR, last)), *range(i - 1, max(0, i - AHEAD // 2), -1)):
        value = number_at(scene, at)
        if scene.tokens[at].pos == "PUNCT":
            return None
        if value is not None and at not in taken and not scene.times_within(at, at + 1):
            taken.add(at)
            return value
    return None


def _counted(scene: Scene, i: int, kind: str, first: int, taken: set[int]) -> int | None:
    """The number before a noun or adjective: *12 dead*, *no casualties*, *senza feriti*, *nessuna vittima*."""
    lexicon = scene.lexicon
    for at in range(i - 1, max(first, i - 6) - 1, -1):
        token = scene.tokens[at]
        if token.norm in lexicon.none or token.norm in lexicon.without:
            return 0
        if token.norm in lexicon.negation:
            return 0 if scene.tokens[i].pos == "NOUN" or at == i - 1 else None
        if at in taken:
            return None
        value = number_at(scene, at)
        if value is not None and not scene.times_within(at, at + 1):
            taken.add(at)
            return value + _joined_before(scene, at, first, taken)
        if token.pos in ("PUNCT", "SCONJ") or token.norm in lexicon.vague:
            return None
    return None


def _joined_before(scene: Scene, at: int, first: int, taken: set[int]) -> int:
    """What is counted with a number after it: the nine of *nine soldiers and six rebels dead*."""
    if at <= first or scene.tokens[at - 1].pos != "CCONJ":
        return 0
    for before in range(at - 2, max(first, at - 5) - 1, -1):
        value = _of_victims(scene, before, at) if before not in taken else None
        if value is not None and _people(scene, before + 1, at - 1):
            taken.add(before)
            return value
        if scene.tokens[before].pos not in ("NOUN", "ADJ"):
            return 0
    return 0


def _people(scene: Scene, first: int, last: int) -> bool:
    victims = scene.lexicon.victims
    return any(token.lemma in victims or token.norm in victims for token in scene.tokens[first:last])
