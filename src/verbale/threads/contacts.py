"""Whether a text tells of a contact that is known: who, when, where, and by what means."""

from __future__ import annotations

from datetime import date, timedelta

from verbale.threads.bundles import OPEN, Bundle
from verbale.threads.days import Days, gap
from verbale.threads.features import Compared, nearness, reason, same_people, shared_parties
from verbale.threads.linking import Reason
from verbale.threads.sights import Sight
from verbale.threads.wording import overlap

SAME_PARTIES, SOME_PARTIES, ONE_AND_AROUND, ONE_PARTY, AROUND = 0.35, 0.3, 0.15, 0.05, 0.15
PEOPLE, PERSON, OTHER_PEOPLE, MIXED_PEOPLE = 0.1, 0.05, -0.3, -0.1
SAME_MODE, NEAR_MODE, OTHER_MODE = 0.1, 0.05, -0.2
SAME_DAY, SAME_WEEK, SAME_MONTH, NEAR_DAY, NEXT_DAY, MOVED, LONG_AGO = 0.3, 0.15, 0.05, 0.1, -0.2, 0.15, -0.1
SAME_PLACE, WITHIN, OTHER_PLACE = 0.2, 0.05, -0.3
SAME_WORDS = 0.15

COPIED = 6  # words in a row that two reporters do not choose alike
FRESH = timedelta(days=2)  # in which news tells of a contact without its day
RECENT, OLD = timedelta(days=7), timedelta(days=14)
AHEAD = timedelta(days=45)  # for which contacts are announced or put off

DISTANT = frozenset({"call", "letter"})  # not face to face: each is its own means
MEETINGS = frozenset({"meeting", "talks", "visit", "summit"})
NOT_HELD = OPEN | {"cancelled", "refused"}


def compare_contact(sight: Sight, bundle: Bundle) -> Compared | None:
    """What speaks for and against one contact; ``None`` where something forbids it."""
    parties = _parties(sight, bundle)
    mode = _mode(sight, bundle)
    day, dated = _day(sight, bundle)
    if parties is None or mode is None or day is None:
        return None
    place = _place(sight, bundle, mode)
    people, words = _people(sight, bundle), _words(sight, bundle)
    reasons = tuple(one for one in (parties, mode, day, place, people, words) if one is not None)
    who, where = parties.weight >= SOME_PARTIES, place is not None and place.weight >= SAME_PLACE
    if not who and not where and day.weight < SAME_WEEK:
        return None  # neither who nor where nor when
    return Compared(reasons, sure=who and dated and all(one is None or one.weight > 0 for one in (place, people)))


def _parties(sight: Sight, bundle: Bundle) -> Reason | None:
    pairs = shared_parties(sight, bundle)
    if pairs:
        taken = {key for pair in pairs for key in pair}
        pairs += shared_parties(
            sight,
            bundle,
            [key for key in (*sight.parties, *sight.beside) if key not in taken],
            [key for key in (*bundle.parties, *bundle.beside) if key not in taken],
        )
    shared = len(pairs)
    names = ", ".join(one for one, _ in pairs)
    told = len(sight.parties), len(bundle.parties)
    if shared >= 2:
        if shared >= max(told):
            return reason("parties", SAME_PARTIES, f"the same: {names}", sight, bundle)
        weight = SOME_PARTIES if shared >= min(told) else ONE_PARTY
        return reason("parties", weight, f"in common: {names}", sight, bundle)
    if shared == 1 and min(told) == 1:
        also = _also(sight, bundle, pairs[0])
        says = f"one text names only {names}" + (f", and speaks of {', '.join(also)}" if also else "")
        return reason("parties", ONE_AND_AROUND if also else ONE_PARTY, says, sight, bundle)
    if not all(told):
        mine, theirs = sight.parties or sight.around, bundle.parties or bundle.around
        both = [one for one, _ in shared_parties(sight, bundle, mine, theirs)]
        if len(both) >= 2:
            return reason("parties", AROUND, f"a text names nobody, and speaks of {', '.join(both)}", sight, bundle)
    return None


def _also(sight: Sight, bundle: Bundle, pair: tuple[str, str]) -> list[str]:
    """Who else takes part by the one text, and is much spoken of in the other that names one party alone."""
    mine = sight.parties if len(sight.parties) > 1 else (*sight.parties, *sight.around)
    theirs = bundle.parties if len(bundle.parties) > 1 else (*bundle.parties, *bundle.around)
    mine, theirs = (tuple(key for key in keys if key not in pair) for keys in (mine, theirs))
    return [one for one, _ in shared_parties(sight, bundle, mine, theirs)]


def _people(sight: Sight, bundle: Bundle) -> Reason | None:
    """Ministers of two states and their presidents are two contacts, on one day as well."""
    told = [(sight.people[key], bundle.people[key]) for key in sight.people if key in bundle.people]
    same = sum(same_people(one, other) for one, other in told)
    if not told:
        return None
    if same == len(told):
        return reason("people", PEOPLE if same > 1 else PERSON, "the same persons", sight, bundle)
    weight = MIXED_PEOPLE if same else OTHER_PEOPLE
    return reason("people", weight, "other persons of the same parties", sight, bundle)


def _mode(sight: Sight, bundle: Bundle) -> Reason | None:
    if sight.mode is None or not bundle.modes:
        return reason("mode", 0.0, "one text does not tell by what means", sight, bundle)
    if sight.mode in bundle.modes:
        return reason("mode", SAME_MODE, f"both are: {sight.mode}", sight, bundle)
    if sight.mode in MEETINGS and MEETINGS & set(bundle.modes):
        return reason("mode", NEAR_MODE, f"{sight.mode} and {bundle.modes[0]} are both face to face", sight, bundle)
    if {sight.mode, *bundle.modes} <= {"call", "talks"}:
        return reason("mode", 0.0, "talks may be by telephone", sight, bundle)
    return None


def _place(sight: Sight, bundle: Bundle, mode: Reason) -> Reason | None:
    """Where they met; the places of those who telephone tell nothing."""
    if sight.place is None or DISTANT & {sight.mode, *bundle.modes}:
        return None
    near = nearness(sight.place, bundle.places)
    if near in ("same", "near"):
        weight = WITHIN if sight.place.wide else SAME_PLACE
        return reason("place", weight, f"in {sight.place.name}", sight, bundle)
    if near == "within":
        return reason("place", WITHIN, f"in {sight.place.country}", sight, bundle)
    if near == "other" and bundle.moved and _put_off_to(sight, bundle):
        return None  # with the day the place may be another
    if near == "other":
        return reason("place", OTHER_PLACE, f"not in {bundle.places[0].name}", sight, bundle)
    return None


def _put_off_to(sight: Sight, bundle: Bundle) -> bool:
    """Whether a day is that to which a contact is known to have been put off."""
    first, later = bundle.days[:1], bundle.days[1:]
    return sight.days is not None and any(gap(sight.days, days) == 0 and days[0] > first[0][1] for days in later)


def _words(sight: Sight, bundle: Bundle) -> Reason | None:
    """The same words in two texts: one has copied the other."""
    same = [wording.words for wording in bundle.wordings if wording.language == sight.language]
    share, shared = max((overlap(sight.words, words) for words in same), default=(0.0, 0))
    if share < 0.5 or shared < COPIED:
        return None
    return reason("words", SAME_WORDS, f"{shared} words alike", sight, bundle)


def _day(sight: Sight, bundle: Bundle) -> tuple[Reason | None, bool]:
    """How the days agree, and whether that can make a certain link."""
    if sight.days is None or not bundle.days:
        return _undated(sight, bundle), False
    told = [days for days in (sight.days, sight.anew) if days is not None]
    pairs = [(days, other) for days in told for other in bundle.days]
    days, nearest = min(pairs, key=lambda pair: (gap(*pair), _length(pair[0]) + _length(pair[1])))
    apart = gap(days, nearest)
    longest = max(_length(days), _length(nearest))
    if apart == 0:
        weight = SAME_DAY if longest <= 3 else SAME_WEEK if longest <= 7 else SAME_MONTH
        return reason("day", weight, f"{_said(days)} and {_said(nearest)}", sight, bundle), longest <= 3
    if (moved := _moved(sight, bundle)) is not None:
        return moved, False
    if apart == 1:
        loose = sight.late or bundle.late or longest > 1
        says = f"{_said(days)} and {_said(nearest)}" + (", in the night or over days" if loose else "")
        return reason("day", 0.0 if loose else NEXT_DAY, says, sight, bundle), False
    return None, False


def _moved(sight: Sight, bundle: Bundle) -> Reason | None:
    """Whether a contact that was planned for one day can be the one of a later, by a text that says it was put off."""
    if sight.days is None:
        return None
    due = max(days[1] for days in bundle.days)
    wait = sight.days[0] - due
    if not timedelta(0) < wait <= AHEAD:
        return None
    if sight.status == "postponed" and bundle.open:
        return reason("day", MOVED, f"put off from {due} to {sight.days[0]}", sight, bundle)
    if bundle.unset and sight.status not in ("cancelled", "refused", "postponed"):
        return reason("day", NEAR_DAY, f"put off from {due} without a new day", sight, bundle)
    return None


def _undated(sight: Sight, bundle: Bundle) -> Reason | None:
    """A text that does not tell the day speaks of what is near: lately held, or soon due."""
    if sight.published is None or bundle.last is None:
        return reason("day", LONG_AGO, "one of the texts has no date", sight, bundle)
    if bundle.off and sight.status in OPEN and sight.published > bundle.last:
        return None  # what is planned after it was refused or called off is another
    ahead = sight.status in NOT_HELD
    if bundle.days:
        wait = min((_wait(sight.published, days) for days in bundle.days), key=abs)
        if ahead and bundle.open and timedelta(-1) <= wait <= AHEAD:
            weight = MOVED if sight.status in ("postponed", "cancelled") else NEAR_DAY
            return reason("day", weight, "the one that is planned", sight, bundle)
        apart = abs(wait)
        if wait > timedelta(1) and not ahead:
            return None  # it is told as held before its day
    else:
        day = sight.days[0] if sight.days and not ahead and not bundle.open else sight.published
        apart = timedelta(gap((day, day), (bundle.first or bundle.last, bundle.last)))
    if apart > OLD:
        return None
    weight = NEAR_DAY if apart <= FRESH else 0.0 if apart <= RECENT else LONG_AGO
    return reason("day", weight, f"told {apart.days} days apart, one without its day", sight, bundle)


def _wait(published: date, days: Days) -> timedelta:
    """From a publication to a range of days; negative where it is past."""
    if days[0] <= published <= days[1]:
        return timedelta(0)
    return days[0] - published if days[0] > published else days[1] - published


def _length(days: Days) -> int:
    return (days[1] - days[0]).days + 1


def _said(days: Days) -> str:
    return str(days[0]) if days[0] == days[1] else f"{days[0]}/{days[1]}"
