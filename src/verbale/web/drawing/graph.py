"""Who met whom, as a graph: its layout by forces (Fruchterman and Reingold 1991, as networkx has it), always the same
for the same contacts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import hypot, sqrt
from typing import Literal

import networkx as nx

from verbale.views.contacts import Contact
from verbale.views.naming import Named

Level = Literal["party", "person"]
MOST = 60  # nodes, the most connected ones
WIDTH, HEIGHT = 1000.0, 600.0
MARGINS = (110.0, 50.0)  # names need more of it across
SEED, ROUNDS = 7, 200
NEAREST = 62.0  # between two nodes, so that their names can be read
PUSHES = 60
HELD = frozenset({"held"})
AHEAD = frozenset({"proposed", "planned", "moved", "overdue", "disputed"})


@dataclass(frozen=True, slots=True)
class Node:
    """A party or a person. ``contacts`` counts those that it takes part in."""

    key: str
    name: str
    x: float
    y: float
    radius: float
    contacts: int


@dataclass(frozen=True, slots=True)
class Edge:
    """Two that met ``held`` times, and of whom ``planned`` contacts are ahead, overdue or disputed. ``latest`` is the
    last of them."""

    one: Node
    other: Node
    held: int
    planned: int
    latest: Contact

    @property
    def width(self) -> float:
        return round(min(1.5 + 1.2 * (self.held + self.planned - 1), 8.0), 1)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The nodes and edges in a box of ``WIDTH`` by ``HEIGHT``; ``left_out`` counts the nodes that have no place."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int
    width: float = WIDTH
    height: float = HEIGHT


@dataclass
class _Pair:
    held: int = 0
    planned: int = 0
    contacts: list[Contact] = field(default_factory=list)


def drawn(contacts: Iterable[Contact], level: Level) -> Drawing:
    """The graph of some contacts that were held or are to be; what was refused, called off or denied is none."""
    names: dict[str, str] = {}
    count: dict[str, int] = {}
    pairs: dict[tuple[str, str], _Pair] = {}
    for contact in contacts:
        if contact.standing not in HELD | AHEAD:
            continue
        who = {one.key: one for one in _taking(contact, level)}
        for one in who.values():
            names.setdefault(one.key, one.name)
            count[one.key] = count.get(one.key, 0) + 1
        for pair in combinations(sorted(who), 2):
            own = pairs.setdefault(pair, _Pair())
            own.contacts.append(contact)
            own.held += contact.standing in HELD
            own.planned += contact.standing in AHEAD
    return _drawing(names, count, pairs)


def _taking(contact: Contact, level: Level) -> Sequence[Named]:
    return contact.parties if level == "party" else contact.people


def _drawing(names: dict[str, str], count: dict[str, int], pairs: dict[tuple[str, str], _Pair]) -> Drawing:
    degree: dict[str, int] = {}
    for pair, own in pairs.items():
        for key in pair:
            degree[key] = degree.get(key, 0) + len(own.contacts)
    chosen = sorted(degree, key=lambda key: (-degree[key], key))[:MOST]
    graph = nx.Graph()
    graph.add_nodes_from(sorted(chosen))
    for (one, other), own in sorted(pairs.items()):
        if graph.has_node(one) and graph.has_node(other):
            graph.add_edge(one, other, weight=sqrt(len(own.contacts)))
    nodes = {
        key: Node(key, names[key], round(x, 1), round(y, 1), round(6 + 2.5 * sqrt(count[key]), 1), count[key])
        for key, (x, y) in _places(graph).items()
    }
    edges = [
        Edge(nodes[one], nodes[other], pairs[one, other].held, pairs[one, other].planned, _latest(pairs[one, other]))
        for one, other in sorted(tuple(sorted(pair)) for pair in graph.edges)
    ]
    edges.sort(key=lambda edge: (-edge.held - edge.planned, edge.one.name, edge.other.name))
    return Drawing(tuple(nodes.values()), tuple(edges), len(degree) - len(chosen))


def _latest(pair: _Pair) -> Contact:
    return max(pair.contacts, key=lambda contact: (contact.begin or "", contact.id))


def _places(graph: nx.Graph) -> dict[str, tuple[float, float]]:
    """Where the nodes stand: the layout stretched over the box, and those that are too near pushed apart."""
    if not graph:
        return {}
    found = nx.spring_layout(graph, k=2.2 / sqrt(len(graph)), iterations=ROUNDS, seed=SEED)
    across, down = [float(spot[0]) for spot in found.values()], [float(spot[1]) for spot in found.values()]
    places = {
        key: [
            _stretched(float(spot[0]), across, WIDTH, MARGINS[0]),
            _stretched(float(spot[1]), down, HEIGHT, MARGINS[1]),
        ]
        for key, spot in found.items()
    }
    for _ in range(PUSHES):
        if not _pushed(list(places.values())):
            break
    return {key: (x, y) for key, (x, y) in places.items()}


def _stretched(value: float, all: Sequence[float], room: float, margin: float) -> float:
    low, high = min(all), max(all)
    share = (value - low) / (high - low) if high > low else 0.5
    return margin + share * (room - 2 * margin)


def _pushed(places: Sequence[list[float]]) -> bool:
    """One round of pushing apart; whether any had to be. Names lie side by side, so that more room is needed across."""
    any = False
    for one, other in combinations(places, 2):
        x, y = (other[0] - one[0]) / 2.0, other[1] - one[1]
        distance = hypot(x, y)
        if distance >= NEAREST:
            continue
        any = True
        x, y = (x / distance, y / distance) if distance > 1e-6 else (0.0, 1.0)
        step = (NEAREST - distance) / 2
        for place, way in ((one, -step), (other, step)):
            place[0] = min(max(place[0] + way * x * 2, MARGINS[0]), WIDTH - MARGINS[0])
            place[1] = min(max(place[1] + way * y, MARGINS[1]), HEIGHT - MARGINS[1])
    return any
