"""Whether a text tells of an incident that is known: where, when, what was done, by whom and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from verbale.threads.bundles import Bundle
from verbale.threads.days import Days, gap
from verbale.threads.features import Compared, nearness, reason
from verbale.threads.linking import Reason
from verbale.threads.sights import Sight
from verbale.threads.wording import overlap

SAME_PLACE, NEAR_PLACE, SAME_REGION, WITHIN = 0.35, 0.25, 0.1, 0.05
SAME_DAY, NIGHT, NEXT_DAY, SAME_WEEK, LATELY = 0.3, 0.2, 0.0, 0.1, 0.05
SAME_MODE, NEAR_MODE, ANY_MODE, OTHER_MODE = 0.15, 0.1, 0.05, -0.2
SAME_DOER, SAME_TARGET, OTHER_TARGET = 0.1, 0.05, -0.1
SAME_TOLL, SAME_COUNT = 0.15, 0.1
SAME_WORDS = 0.1
AROUND = 0.15
TELLING = 3  # dead or injured from which on a number is seldom another's

LATE = timedelta(days=3)  # in which news tells of an incident without its day
GROUPS = (
    frozenset({"airstrike", "drone strike"}),
    frozenset({"shelling", "clash"}),
    frozenset({"shelling", "airstrike"}),  # rockets and missiles are called either
    frozenset({"bombing", "attack"}),
)
GENERIC = frozenset({"attack", "strike"})


def compare_incident(sight: Sight, bundle: Bundle) -> Compared | None:
    """What speaks for and against one incident; ``None`` where something forbids it."""
    if sight.type != bundle.type:
        return None
    place, day, toll = _place(sight, bundle), _day(sight, bundle), _toll(sight, bundle)
    if day is None or (place is not None and place.weight < 0):
        return None
    located = place is not None and place.weight >= NEAR_PLACE
    passing = _in_passing(sight, bundle)
    if not located and passing is None and (toll is None or _largest(sight) < TELLING):
        return None  # another on the same day is as likely
    words = _words(sight, bundle)
    told = (place, day, _mode(sight, bundle), passing, toll, words, *_sides(sight, bundle))
    reasons = tuple(one for one in told if one is not None)
    return Compared(reasons, sure=located and day.weight >= NIGHT)


def _place(sight: Sight, bundle: Bundle) -> Reason | None:
    if sight.place is None:
        return None
    near = nearness(sight.place, bundle.places)
    if near is None or near == "unclear":
        return None
    if near == "other":
        return reason("place", -1.0, f"not at {bundle.places[0].name}", sight, bundle)
    if near == "within":
        return reason("place", WITHIN, f"in {sight.place.country}", sight, bundle)
    weight = SAME_REGION if sight.place.wide else SAME_PLACE if near == "same" else NEAR_PLACE
    return reason("place", weight, f"{near}: {sight.place.name}, {bundle.places[0].name}", sight, bundle)


def _in_passing(sight: Sight, bundle: Bundle) -> Reason | None:
    """A text that tells no place may mean what was done on that day, in that way, between those of whom it speaks."""
    if sight.place is not None or not bundle.places or sight.days is None or sight.days[0] != sight.days[1]:
        return None
    if sight.days not in bundle.days or sight.mode not in bundle.modes:
        return None
    rival = sight.doers and bundle.doers and not set(sight.doers) & set(bundle.doers)
    if rival or (_largest(sight) and bundle.tolls and _toll(sight, bundle) is None):
        return None
    both = set(spoken_of(sight.parties, sight.around)) & set(spoken_of(bundle.parties, bundle.around))
    if len(both) < 2:
        return None
    return reason("parties", AROUND, f"no place is told; both speak of {', '.join(sorted(both))}", sight, bundle)


def spoken_of(parties: Sequence[str], around: Sequence[str]) -> tuple[str, ...]:
    """The two of whom a text that tells of an incident speaks most, those who take part first."""
    return tuple(dict.fromkeys((*parties, *around)))[:2]


def _day(sight: Sight, bundle: Bundle) -> Reason | None:
    if sight.days is None or not bundle.days:
        return _undated(sight, bundle)
    days = sight.days
    nearest = min(bundle.days, key=lambda other: (gap(days, other), other[1] - other[0]))
    apart, longest = gap(days, nearest), max(_length(days), _length(nearest))
    if apart > 1 or (longest > 7 and apart):
        return None
    if apart == 1:
        night = sight.late or bundle.late
        return reason("day", NIGHT if night else NEXT_DAY, "a day apart" + ", at night" * night, sight, bundle)
    weight = SAME_DAY if longest <= 2 else SAME_WEEK if longest <= 7 else 0.0
    return reason("day", weight, f"{days[0]} and {nearest[0]}", sight, bundle)


def _undated(sight: Sight, bundle: Bundle) -> Reason | None:
    """A text that does not tell the day speaks of what was lately."""
    mine = sight.days or ((sight.published, sight.published) if sight.published else None)
    theirs = bundle.days[-1] if bundle.days else (bundle.first, bundle.last)
    if mine is None or theirs[0] is None or theirs[1] is None:
        return None
    apart = gap(mine, (theirs[0], theirs[1]))
    if timedelta(days=apart) > LATE:
        return None
    return reason("day", LATELY, f"told {apart} days apart, one without its day", sight, bundle)


def _mode(sight: Sight, bundle: Bundle) -> Reason | None:
    if sight.mode is None or not bundle.modes:
        return None
    if sight.mode in bundle.modes:
        return reason("mode", SAME_MODE, f"both are: {sight.mode}", sight, bundle)
    if any(sight.mode in group and group & set(bundle.modes) for group in GROUPS):
        return reason("mode", NEAR_MODE, f"{sight.mode} is often called {bundle.modes[0]}", sight, bundle)
    if GENERIC & {sight.mode, *bundle.modes}:
        return reason("mode", ANY_MODE, f"{bundle.modes[0]} and {sight.mode}", sight, bundle)
    return reason("mode", OTHER_MODE, f"{sight.mode}, not {bundle.modes[0]}", sight, bundle)


def _sides(sight: Sight, bundle: Bundle) -> tuple[Reason, ...]:
    """Another doer is no reason against: who did it is what accounts differ in."""
    found: list[Reason] = []
    if shared := sorted(set(sight.doers) & set(bundle.doers)):
        found.append(reason("parties", SAME_DOER, "done by " + ", ".join(shared), sight, bundle))
    if sight.targets and bundle.targets:
        shared = sorted(set(sight.targets) & set(bundle.targets))
        weight = SAME_TARGET if shared else OTHER_TARGET
        found.append(reason("parties", weight, "against " + ", ".join(shared or sight.targets), sight, bundle))
    return tuple(found)


def _toll(sight: Sight, bundle: Bundle) -> Reason | None:
    """The same numbers speak for it; others are an account of their own."""
    mine = (sight.killed, sight.injured)
    if mine in bundle.tolls and all(mine):
        return reason("toll", SAME_TOLL, f"{mine[0]} killed, {mine[1]} injured", sight, bundle)
    for n, what in enumerate(("killed", "injured")):
        if mine[n] and any(mine[n] == toll[n] for toll in bundle.tolls):
            return reason("toll", SAME_COUNT, f"{mine[n]} {what}", sight, bundle)
    return None


def _largest(sight: Sight) -> int:
    return max(sight.killed or 0, sight.injured or 0)


def _words(sight: Sight, bundle: Bundle) -> Reason | None:
    same = [wording.words for wording in bundle.wordings if wording.language == sight.language]
    share, shared = max((overlap(sight.words, words) for words in same), default=(0.0, 0))
    if share >= 0.3 and shared >= 5:
        return reason("words", SAME_WORDS, f"{shared} words alike", sight, bundle)
    return None


def _length(days: Days) -> int:
    return (days[1] - days[0]).days + 1
