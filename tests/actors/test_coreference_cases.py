"""Who an expression stands for, in short texts: the tables are ``coreference_en.toml`` and ``coreference_it.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from verbale.record import Actor, Record, Span

Reading = Callable[..., Record]
HERE = Path(__file__).parent
DOUBTFUL = 0.75


def cases(language: str) -> list[Any]:
    """A case per expression and per statement of every text."""
    rows = []
    for entry in tomllib.loads((HERE / f"coreference_{language}.toml").read_text(encoding="utf-8"))["text"]:
        checks = [*entry.get("expect", {}).items()]
        checks += [(f"«{words}»", wanted) for words, wanted in entry.get("says", {}).items()]
        for words, wanted in checks:
            known = words.strip("«»") in entry.get("known", [])
            marks = [pytest.mark.xfail(strict=True, reason="known")] if known else []
            name = f"{language} {entry['kind']}: {entry['text'][:40]} [{words}]"
            rows.append(pytest.param(language, entry["text"], words, wanted, id=name, marks=marks))
    return rows


@pytest.mark.parametrize(("language", "text", "words", "wanted"), [*cases("en"), *cases("it")])
def test_case(
    language: str, text: str, words: str, wanted: str | list[str], read_en: Reading, read_it: Reading
) -> None:
    record = {"en": read_en, "it": read_it}[language](text)
    if words.startswith("«"):
        assert isinstance(wanted, list)
        _spoken(record, words.strip("«»"), wanted)
    else:
        _resolved(record, text, words, wanted)


def _resolved(record: Record, text: str, words: str, wanted: str | list[str]) -> None:
    start, end = _place(text, words)
    by_id = {actor.id: actor for actor in record.actors}
    found = [by_id[i] for i in _holders(record, start, end)]
    said = [(actor.name, [m.text for m in actor.mentions], actor.confidence) for actor in found]
    if wanted == "@place":
        assert not any(_tight(actor, start, end) for actor in found), said
    elif wanted == "-":
        assert all(_new(actor, start) for actor in found), said
    elif wanted == "?":
        assert all(_new(actor, start) or actor.confidence < DOUBTFUL for actor in found), said
    elif isinstance(wanted, list):
        assert found, "nobody"
        names = [by_id[i] for i in found[0].members] or found
        assert len(names) == len(wanted), [actor.name for actor in names]
        assert all(any(_called(actor, name) for actor in names) for name in wanted), [actor.name for actor in names]
    else:
        assert found, f"nobody; actors are {[(a.name, [m.text for m in a.mentions]) for a in record.actors]}"
        assert _called(found[0], wanted), said


def _spoken(record: Record, words: str, wanted: list[str]) -> None:
    by_id = {actor.id: actor for actor in record.actors}
    said = [s for s in record.statements if any(words in span.text for span in s.content)]
    assert said, f"not in {[span.text for s in record.statements for span in s.content]}"
    said.sort(key=lambda s: sum(len(span.text) for span in s.content))
    speakers = [by_id[i] for i in said[0].speakers]
    speakers = [by_id[i] for actor in speakers for i in actor.members or (actor.id,)]
    assert len(speakers) == len(wanted), [actor.name for actor in speakers]
    assert all(any(_called(actor, name) for actor in speakers) for name in wanted), [a.name for a in speakers]


def _place(text: str, words: str) -> tuple[int, int]:
    """The last occurrence of the words as a whole, or the first one where they end in ``#1``."""
    words, _, first = words.partition("#")
    places = [i for i in range(len(text)) if text.startswith(words, i) and _whole(text, i, i + len(words))]
    assert places, f"{words!r} is not in the text"
    start = places[0] if first else places[-1]
    return start, start + len(words)


def _whole(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()


def _holders(record: Record, start: int, end: int) -> list[str]:
    """The actor with the mention nearest to these words: inside them, or around them with a title or an apposition."""
    held = [(_miss(m, start, end), actor.id) for actor in record.actors for m in actor.mentions]
    held = sorted(pair for pair in held if pair[0] < end - start + 200)
    best = [i for miss, i in held if miss == held[0][0]]
    return best[:1]


def _miss(mention: Span, start: int, end: int) -> int:
    shared = min(mention.end, end) - max(mention.start, start)
    return 1000 if shared <= 0 or shared < (end - start) / 2 else abs(mention.start - start) + abs(mention.end - end)


def _tight(actor: Actor, start: int, end: int) -> bool:
    return any(m.start <= start and end <= m.end and m.end - m.start <= end - start + 5 for m in actor.mentions)


def _new(actor: Actor, start: int) -> bool:
    """Whether nobody who was met before the words is meant."""
    return min(m.start for m in actor.mentions) >= start and not actor.members


def _called(actor: Actor, wanted: str) -> bool:
    plain = [_plain(text) for text in (actor.name, *(m.text for m in actor.mentions))]
    return any(_plain(wanted) == text or text.endswith(" " + _plain(wanted)) for text in plain)


def _plain(text: str) -> str:
    text = text.casefold().replace("’", "'")
    for article in ("the ", "a ", "an ", "il ", "lo ", "la ", "i ", "gli ", "le ", "l'", "un ", "una ", "un'"):
        text = text.removeprefix(article)
    return text
