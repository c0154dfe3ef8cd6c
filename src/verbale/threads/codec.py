"""What a store keeps of proposals, their links and threads, as JSON and back: nothing is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from verbale.threads.days import Days
from verbale.threads.linking import Link
from verbale.threads.parties import Party
from verbale.threads.proposals import Relation, Thread
from verbale.threads.tabled import Quotes, Tabled

Named = tuple[tuple[Party, Quotes], ...]

_LINK = TypeAdapter(Link)
_NAMED: TypeAdapter[Named] = TypeAdapter(Named)
_QUOTES: TypeAdapter[Quotes] = TypeAdapter(Quotes)
_DAYS: TypeAdapter[Days | None] = TypeAdapter(Days | None)
_DAY: TypeAdapter[date | None] = TypeAdapter(date | None)
_RELATION: TypeAdapter[Relation | None] = TypeAdapter(Relation | None)
_PLAIN = ("id", "kind", "label", "duration", "scope", "version_of", "relation", "replaced", "children")


def link_json(link: Link | None) -> str | None:
    """A link; none of a founder."""
    return None if link is None else _LINK.dump_json(link).decode()


def link_from(text: str | None) -> Link | None:
    return None if text is None else _LINK.validate_json(text)


class _Items:
    """The adapter of ``Tabled`` whose maps by party are lists of pairs in JSON."""

    def __init__(self) -> None:
        self._fields: dict[str, TypeAdapter[Any]] = {
            name: TypeAdapter(Named if name in ("authors", "sides") else kind) for name, kind in _hints(Tabled).items()
        }

    def dump(self, item: Tabled) -> str:
        made: dict[str, Any] = {}
        for name, adapter in self._fields.items():
            value = getattr(item, name)
            if name == "core":
                value = frozenset(value)
            made[name] = adapter.dump_python(_pairs(value) if isinstance(value, Mapping) else value, mode="json")
        made["core"] = sorted(made["core"], key=lambda party: str(party["key"]))
        return json.dumps(made, ensure_ascii=False, separators=(",", ":"))

    def load(self, text: str) -> Tabled:
        told = json.loads(text)
        values = {name: adapter.validate_python(told[name]) for name, adapter in self._fields.items()}
        for name in ("authors", "sides"):
            values[name] = dict(values[name])
        return Tabled(**values)


def _hints(kind: type) -> dict[str, Any]:
    from typing import get_type_hints

    return get_type_hints(kind)


def _pairs(named: Mapping[Party, Quotes]) -> Named:
    return tuple(named.items())


_items: _Items | None = None


def _adapter() -> _Items:
    global _items
    _items = _items or _Items()
    return _items


def tabled_json(item: Tabled) -> str:
    """A proposal of one text."""
    return _adapter().dump(item)


def tabled_from(text: str) -> Tabled:
    return _adapter().load(text)


def thread_json(thread: Thread) -> str:
    """A thread without its members."""
    made: dict[str, Any] = {name: getattr(thread, name) for name in _PLAIN}
    made |= {
        "main": _QUOTES.dump_python(thread.main, mode="json"),
        "authors": _NAMED.dump_python(_pairs(thread.authors), mode="json"),
        "sides": _NAMED.dump_python(_pairs(thread.sides), mode="json"),
        "start": _DAYS.dump_python(thread.start, mode="json"),
        "forward": _DAYS.dump_python(thread.forward, mode="json"),
        "first": _DAY.dump_python(thread.first, mode="json"),
        "last": _DAY.dump_python(thread.last, mode="json"),
    }
    return json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def thread_from(text: str) -> Thread:
    """A thread as it was, its members left out."""
    told = json.loads(text)
    return Thread(
        **{name: told[name] for name in _PLAIN},
        main=_QUOTES.validate_python(told["main"]),
        authors=dict(_NAMED.validate_python(told["authors"])),
        sides=dict(_NAMED.validate_python(told["sides"])),
        start=_DAYS.validate_python(told["start"]),
        forward=_DAYS.validate_python(told["forward"]),
        first=_DAY.validate_python(told["first"]),
        last=_DAY.validate_python(told["last"]),
    )
