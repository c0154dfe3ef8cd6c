"""Many contacts and incidents of a few parties in a few weeks, each told by several texts that leave things out."""

from __future__ import annotations

import random
from datetime import date, timedelta

from verbale.threads.gathering import Gathering
from verbale.threads.seen import Sight, Where

PARTIES = ("RWA", "COD", "BDI", "UGA", "TZA", "un")
PEOPLE = {
    party: (f"{party.lower()}-president", f"{party.lower()}-minister", f"{party.lower()}-envoy") for party in PARTIES
}
TOWNS = [Where(name=f"town {n}", country=PARTIES[n % 5], lat=-1.0 - n / 3, lon=29.0 + (n % 3) / 2) for n in range(12)]
FIRST = date(2025, 3, 1)


def sight(kind: str, truth: int, n: int, published: date, **fields: object) -> Sight:
    base = {
        "id": f"{truth}-{n}",
        "kind": kind,
        "fact": "e1",
        "document": f"d{truth}-{n}",
        "sha256": "",
        "published": published,
    }
    return Sight.model_validate({**base, "type": "CONSULT" if kind == "contact" else "ASSAULT", **fields})


def contacts(luck: random.Random, count: int, days: int) -> list[Sight]:
    """``count`` contacts within ``days``; each text leaves out the day, the place or the persons now and then."""
    found: list[Sight] = []
    for truth in range(count):
        who = luck.sample(PARTIES, luck.choice((2, 2, 2, 3)))
        people = {party: (luck.choice(PEOPLE[party]),) for party in who}
        mode = luck.choice(("call", "meeting", "talks", "visit"))
        day, town = FIRST + timedelta(days=luck.randrange(days)), luck.choice(TOWNS)
        for n in range(luck.randint(1, 4)):
            named = luck.random() < 0.6
            told = [party for party in who if luck.random() < 0.95]
            found.append(
                sight(
                    "contact",
                    truth,
                    n,
                    day + timedelta(days=luck.choice((0, 1, 1, 2, 3))),
                    mode=mode if mode == "call" or luck.random() < 0.7 else luck.choice(("meeting", "talks")),
                    parties=told,
                    people={party: people[party] for party in told} if named else {},
                    around=who,
                    days=None if luck.random() < 0.2 else (day, day),
                    place=town if mode != "call" and luck.random() < 0.7 else None,
                )
            )
    return found


def incidents(luck: random.Random, count: int, days: int) -> list[Sight]:
    """``count`` incidents within ``days``; texts differ in tolls, in who did it, and leave out the place or the day."""
    found: list[Sight] = []
    for truth in range(count):
        mode = luck.choice(("shelling", "drone strike", "clash", "bombing", "attack"))
        doer, killed = luck.choice(PARTIES), luck.choice((None, 1, 2, 3, 5, 9, 14))
        day, town = FIRST + timedelta(days=luck.randrange(days)), luck.choice(TOWNS)
        for n in range(luck.randint(1, 4)):
            found.append(
                sight(
                    "incident",
                    truth,
                    n,
                    day + timedelta(days=luck.choice((0, 1, 1, 2))),
                    mode=mode if luck.random() < 0.8 else "attack",
                    parties=[doer],
                    doers=[doer] if luck.random() < 0.6 else [],
                    killed=killed if luck.random() < 0.7 else None,
                    days=None if luck.random() < 0.15 else (day, day),
                    place=town if luck.random() < 0.85 else None,
                )
            )
    return found


def measured(sights: list[Sight]) -> tuple[float, float, float]:
    """Share of right ones among the pairs in certain links, among all linked pairs, and of the true pairs found."""
    gathering = Gathering()
    for one in sorted(sights, key=lambda one: (one.published or date.min, one.id)):
        gathering.add(one)
    right = {True: 0, False: 0}
    made = {True: 0, False: 0}
    for gathered in gathering.known.values():
        members = gathered.members
        for n, (later, link) in enumerate(members):
            for earlier, before in members[:n]:
                certain = bool(link and link.certain and (before is None or before.certain))
                made[certain] += 1
                right[certain] += earlier.id.split("-")[0] == later.id.split("-")[0]
    groups: dict[str, int] = {}
    for one in sights:
        groups[one.id.split("-")[0]] = groups.get(one.id.split("-")[0], 0) + 1
    true = sum(size * (size - 1) // 2 for size in groups.values())
    return (
        right[True] / max(1, made[True]),
        sum(right.values()) / max(1, sum(made.values())),
        sum(right.values()) / true,
    )
