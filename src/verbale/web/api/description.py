"""``/api/docs``: the operations and the shapes of their answers, told from the OpenAPI description."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from verbale.web.asked import AskedNow
from verbale.web.deps import Reading
from verbale.web.rendering import page
from verbale.web.security.answers import MANUAL
from verbale.web.security.visitors import VisitorNow

router = APIRouter(include_in_schema=False)


_REFERENCE = "#/components/schemas/"
_BOUNDS = (
    ("minimum", "at least {}"),
    ("maximum", "at most {}"),
    ("exclusiveMaximum", "below {}"),
    ("minLength", "{} characters or more"),
    ("maxLength", "{} characters at most"),
    ("minItems", "{} or more"),
    ("maxItems", "{} at most"),
    ("maxProperties", "{} at most"),
)
_CODE = re.compile(r"``([^`]+)``|`([^`]+)`|\*([^*\s][^*]*)\*")

Prose = tuple[tuple[str, bool], ...]  # pieces, and whether each is code


@dataclass(frozen=True, slots=True)
class Type:
    """What a value is: words around the ``names`` of shapes, ``None`` between them."""

    words: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A parameter, or a field of a shape."""

    name: str
    where: str
    type: Type
    needed: bool
    what: Prose
    default: str
    bounds: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back under a status."""

    status: str
    what: Prose
    type: Type | None


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation; ``body`` is what is sent."""

    id: str
    method: str
    path: str
    summary: str
    what: Prose
    parameters: tuple[Member, ...]
    body: Type | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """An object of the answers, or of what is sent."""

    id: str
    name: str
    what: Prose
    fields: tuple[Member, ...]
    values: Type | None


@router.get(MANUAL)
def show(request: Request, asked: AskedNow, connection: Reading, visitor: VisitorNow) -> Response:
    """The page."""
    told = request.app.openapi()
    return page(
        request,
        "api.html",
        asked,
        connection,
        groups=groups(told),
        shapes=shapes(told),
        token=[_prose(one.get("description", "")) for one in told["components"]["securitySchemes"].values()],
    )


def groups(told: Mapping[str, Any]) -> dict[str, tuple[Operation, ...]]:
    """The operations by their tags."""
    found: dict[str, list[Operation]] = {}
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            found.setdefault(one["tags"][-1], []).append(_operation(path, method, one))
    return {tag: tuple(own) for tag, own in found.items()}


def shapes(told: Mapping[str, Any]) -> tuple[Shape, ...]:
    """The shapes, by name."""
    given: Mapping[str, Any] = told["components"]["schemas"]
    found = [
        Shape(
            id=name,
            name=name_of(name),
            what=_prose(one.get("description", "")),
            fields=tuple(_fields(one)),
            values=None if "properties" in one else type_of(one),
        )
        for name, one in given.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))


def name_of(key: str) -> str:
    """A shape's name without that of its module, which tells two of the same name apart."""
    return key.rpartition("__")[2]


def type_of(schema: Mapping[str, Any]) -> Type:
    """What a value may be."""
    if "$ref" in schema:
        return Type("{}", (schema["$ref"].removeprefix(_REFERENCE),))
    if "anyOf" in schema:
        return _joined([type_of(one) for one in schema["anyOf"]], " or ")
    if "const" in schema:
        return Type(_literal(schema["const"]))
    if "enum" in schema:
        return Type(" · ".join(_literal(one) for one in schema["enum"]))
    if schema.get("type") == "array":
        return _array(schema)
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        held = type_of(schema["additionalProperties"])
        return Type(f"{held.words} by name", held.names)
    kind = schema.get("format") or schema.get("type") or "anything"
    return Type({"object": "any fields", "date": "date (YYYY-MM-DD)"}.get(kind, kind))


def _array(schema: Mapping[str, Any]) -> Type:
    if parts := schema.get("prefixItems"):
        held = _joined([type_of(one) for one in parts], ", ")
        return Type(f"[{held.words}]", held.names)
    held = type_of(schema.get("items") or {})
    return Type(f"list of {held.words}", held.names)


def _joined(parts: Iterable[Type], between: str) -> Type:
    told = list(parts)
    return Type(between.join(one.words for one in told), tuple(name for one in told for name in one.names))


def _literal(value: object) -> str:
    return "“”" if value == "" else str(value).replace("{", "").replace("}", "")


def _operation(path: str, method: str, one: Mapping[str, Any]) -> Operation:
    return Operation(
        id=one["operationId"],
        method=method.upper(),
        path=path,
        summary=one.get("summary", ""),
        what=_prose(one.get("description", "")),
        parameters=tuple(_member(each, each["schema"], each["in"]) for each in one.get("parameters", ())),
        body=_sent(one.get("requestBody") or {}),
        answers=tuple(
            Answer(status, _prose("" if status.startswith("2") else each["description"]), _sent(each))
            for status, each in one["responses"].items()
        ),
    )


def _sent(given: Mapping[str, Any]) -> Type | None:
    content: Mapping[str, Any] = given.get("content") or {}
    return next((type_of(one.get("schema") or {}) for one in content.values()), None)


def _fields(schema: Mapping[str, Any]) -> Iterable[Member]:
    needed = schema.get("required") or ()
    for name, one in (schema.get("properties") or {}).items():
        yield _member({"name": name, "required": name in needed, "description": one.get("description")}, one, "")


def _member(told: Mapping[str, Any], schema: Mapping[str, Any], where: str) -> Member:
    bounds = [words.format(schema[name]) for name, words in _BOUNDS if name in schema]
    default = schema.get("default")
    return Member(
        name=told["name"],
        where=where,
        type=type_of(schema),
        needed=bool(told.get("required")),
        what=_prose(told.get("description") or ""),
        default="" if default in (None, "", [], {}) else str(default).lower(),
        bounds=", ".join(bounds),
    )


def _prose(text: str) -> Prose:
    """A description in pieces: what stands in backquotes or between asterisks is code."""
    found: list[tuple[str, bool]] = []
    at = 0
    text = " ".join(text.split())
    for match in _CODE.finditer(text):
        found += [(text[at : match.start()], False), (next(filter(None, match.groups())), True)]
        at = match.end()
    return tuple((piece, code) for piece, code in [*found, (text[at:], False)] if piece)
