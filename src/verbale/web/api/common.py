"""What all operations share: where they stand, who may ask, what a request says about the part of the store that is
meant, and the refusals that can come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Security
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from pydantic import StringConstraints, WithJsonSchema
from starlette.exceptions import HTTPException

from verbale.web.asked import DAY, LIMIT, MOST, NAME, PARTIES, Asked
from verbale.web.security.bodies import MOST as BYTES
from verbale.web.security.limits import RULES
from verbale.web.security.visitors import VisitorNow

NUMBER = 2**31 - 1
KEY = 200  # characters of a key or an id
NUL = "\x00"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer."""

    detail: str


REFUSALS: dict[int, str] = {
    400: "What is asked for makes no sense: a day that is none, a track that there is not.",
    401: "Nobody asks: the token is missing, has ended or is none.",
    403: "The role does not reach, or the request comes from another site.",
    404: "There is nothing of that key.",
    409: "It has been done already.",
    410: "The document was forgotten: nothing is left of it but the hashes of its texts.",
    413: f"More than {BYTES:,} bytes were sent.",
    422: "A parameter is missing, unknown in its kind, or out of its bounds.",
    429: f"Too often: {RULES['api'].amount} requests a minute with one token; see *Retry-After*.",
    503: "The store cannot be used at the moment.",
}
ALWAYS = (400, 401, 403, 413, 422, 429, 503)
_HEADERS: dict[int, tuple[str, str]] = {
    401: ("WWW-Authenticate", "*Bearer*"),
    429: ("Retry-After", "Seconds after which to try again."),
}


def refusals(*more: int) -> dict[int | str, dict[str, Any]]:
    """The answers of an operation beside the one that is wanted."""
    found: dict[int | str, dict[str, Any]] = {}
    for status in sorted({*ALWAYS, *more}):
        found[status] = {"model": Refusal, "description": REFUSALS[status]}
        if status in _HEADERS:
            name, what = _HEADERS[status]
            found[status]["headers"] = {name: {"description": what, "schema": {"type": "string"}}}
    return found


def _reads(visitor: VisitorNow) -> None:
    """Whoever asks must be somebody."""


def _plain(request: Request) -> None:
    """No text holds the character NUL, and not each database can look for it."""
    told = (request.url.path, *request.query_params.values(), *map(str, request.path_params.values()))
    if any(NUL in one for one in told):
        raise HTTPException(400, "the character NUL is in no text")


BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    description="A token of a user, made on the page *account* or with `verbale token add`. Reading needs any role, "
    "judging that of a reviewer. Where the desk needs no log-in, reading needs no token either.",
)


def _named(route: APIRoute) -> str:
    return route.name


def router_of(tag: str) -> APIRouter:
    """The router of some operations."""
    return APIRouter(
        prefix="/api/v1",
        tags=[tag],
        dependencies=[Security(BEARER), Depends(_reads), Depends(_plain)],
        responses=refusals(),
        generate_unique_id_function=_named,
    )


# What may be left out is empty then, which ``default_factory`` says without a default that is out of its bounds.
Word = Annotated[str, StringConstraints(max_length=NAME)]
Day = Annotated[
    str,
    StringConstraints(max_length=DAY, pattern="^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"),
    WithJsonSchema({"type": "string", "format": "date", "maxLength": DAY}),
]
Moment = Annotated[str, StringConstraints(max_length=40)]
Language = Annotated[str, StringConstraints(max_length=8)]
AsOf = Annotated[
    Day, Query(default_factory=str, description="The world as it was on this day: what was so later is left out.")
]
KnownAt = Annotated[
    Moment,
    Query(
        default_factory=str,
        description="As it was known at this moment (ISO 8601) or at the end of this day; by default now.",
        examples=["2025-03-01", "2025-03-01T12:00:00Z"],
    ),
]
TrackName = Annotated[Word, Query(default_factory=str, description="The name of a track (see */tracks*).")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows at most, the latest first.")]
Since = Annotated[
    Day, Query(default_factory=str, description="The first day of the world, or of publication, that is looked at.")
]
Until = Annotated[
    Day,
    Query(
        default_factory=str,
        description="The last day that is looked at; with it older rows than one answer holds come.",
    ),
]


def moment_of_knowing(as_of: AsOf, known_at: KnownAt) -> Asked:
    """The moment that is meant."""
    return Asked(as_of=as_of, known_at=known_at)


def part_of_the_store(
    track: TrackName,
    as_of: AsOf,
    known_at: KnownAt,
    since: Since,
    until: Until,
    language: Annotated[
        Language, Query(default_factory=str, description="Only texts in this language (ISO 639-1).", examples=["it"])
    ],
    party: Annotated[
        list[Word], Query(max_length=PARTIES, description="Keys of parties or actors, of which one must take part.")
    ] = [],  # noqa: B006
    limit: Limit = LIMIT,
) -> Asked:
    """The part of the store that is meant."""
    given = tuple(one for one in dict.fromkeys(key.strip() for key in party) if one)
    return Asked(track, as_of, known_at, since, until, given, language, limit)


Then = Annotated[Asked, Depends(moment_of_knowing)]
Within = Annotated[Asked, Depends(part_of_the_store)]
