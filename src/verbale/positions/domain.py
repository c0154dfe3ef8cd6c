"""Whether a text speaks of war and diplomacy at all: by its words, and by who appears in it."""

from __future__ import annotations

from verbale.positions.scene import NOUNS, Scene

NEEDED = 3  # points that a long text needs; short ones need one in
SHORT = 60  # … so many tokens
DENSE = 110  # tokens to one point, at most, in a text whose proposals need no name of their kind
ARMED = 2  # an armed group or force counts as much as two words
LONG = 200  # tokens from which any news names several countries
BRIEF = 100  # tokens of a few lines


def is_diplomacy(scene: Scene) -> bool:
    """Whether words and parties of war and diplomacy are many enough, and more than those of other matters."""
    needed = min(NEEDED, 1 + len(scene.tokens) // SHORT)
    found = _points(scene)
    return found >= needed and found > _elsewhere(scene)


def is_all_diplomacy(scene: Scene) -> bool:
    """Whether a text is so full of it that a bare *plan* or *proposal* in it is one of diplomacy."""
    return _points(scene) * DENSE >= len(scene.tokens)


def _points(scene: Scene) -> int:
    domain = scene.lexicon.sets["domain"]
    words = sum(token.norm in domain for token in scene.tokens)
    actors = scene.by_id.values()
    other = scene.lexicon.sets["elsewhere"]
    armed = sum(
        actor.kind in ("armed_group", "armed_force")
        and not other & set(actor.name.casefold().replace("'", "' ").split())
        for actor in actors
    )
    bodies = sum(actor.kind == "igo" for actor in actors)
    countries = {a.country for a in actors if a.country and a.kind in ("state", "government", "people", "person")}
    return words + ARMED * armed + bodies + _abroad(scene, len(countries))


def _abroad(scene: Scene, countries: int) -> int:
    """What the countries in a text are worth: in a few lines one of them tells, in any long news there are several."""
    size = len(scene.tokens)
    return countries if size < BRIEF else max(0, countries - 1) if size < LONG else 0


def _elsewhere(scene: Scene) -> int:
    """How many nouns of sport, business, law … there are; names of parties (*African Union*) are none."""
    sets = scene.lexicon.sets
    other = sets["block"] | sets["elsewhere"]
    return sum(
        token.norm in other
        and token.norm not in sets["domain"]
        and token.pos in NOUNS | {"ADJ"}
        and (token.pos != "PROPN" or scene.mention_at(token.i) is None)
        for token in scene.tokens
    )
