"""Whether a text repeats a statement that is known: the same speaker in the same words, or in another language on the
same day about the same names and numbers."""

from __future__ import annotations

from datetime import timedelta

from verbale.threads.bundles import Bundle
from verbale.threads.days import gap
from verbale.threads.features import Compared, reason, same_people, shared_parties
from verbale.threads.linking import Reason
from verbale.threads.sights import Sight
from verbale.threads.wording import overlap

SPEAKER, SAME_SIDE = 0.3, 0.15
VERBATIM, MOSTLY, PARTLY = 0.5, 0.4, 0.25
SAME_DAY, OTHER_DAY, LONG_AGO = 0.15, -0.3, -0.1
SAME_SCENE = 0.1
NAMES, NAME = 0.2, 0.05

ENOUGH = 6  # words in a row that nobody else says by chance
FRESH, OLD = timedelta(days=3), timedelta(days=14)


def compare_statement(sight: Sight, bundle: Bundle) -> Compared | None:
    """What speaks for and against one statement; ``None`` where something forbids it."""
    if sight.denied != bundle.denied:
        return None
    speaker, words, day = _speaker(sight, bundle), _words(sight, bundle), _day(sight, bundle)
    if speaker is None or (words is None and not _translated(sight, bundle)):
        return None
    if sight.document in bundle.documents and (words is None or words.weight < VERBATIM):
        return None  # one text says two things
    if words is None and (speaker.weight < SPEAKER or day.weight < SAME_DAY):
        return None
    reasons = tuple(
        one for one in (speaker, words, day, _scene(sight, bundle), _names(sight, bundle, words)) if one is not None
    )
    return Compared(reasons, sure=words is not None and words.weight >= MOSTLY and speaker.weight > 0)


def _translated(sight: Sight, bundle: Bundle) -> bool:
    """Whether no known text is in the language of the new one."""
    return bool(bundle.wordings) and all(wording.language != sight.language for wording in bundle.wordings)


def _speaker(sight: Sight, bundle: Bundle) -> Reason | None:
    if not sight.parties and not bundle.parties:
        return reason("speaker", 0.0, "neither text names the speaker", sight, bundle)
    pairs = shared_parties(sight, bundle)
    if not pairs:
        return None
    named = [(sight.people.get(one, ()), bundle.people.get(other, ())) for one, other in pairs]
    if any(one and other and not same_people(one, other) for one, other in named):
        return None
    said = ", ".join(one for one, _ in pairs)
    if all(bool(one) == bool(other) for one, other in named):
        return reason("speaker", SPEAKER, f"both by {said}", sight, bundle)
    return reason("speaker", SAME_SIDE, f"one names a person, the other only {said}", sight, bundle)


def _words(sight: Sight, bundle: Bundle) -> Reason | None:
    same = [wording.words for wording in bundle.wordings if wording.language == sight.language]
    share, shared = max((overlap(sight.words, words) for words in same), default=(0.0, 0))
    if share < 0.3:
        return None
    weight = VERBATIM if share >= 0.8 else MOSTLY if share >= 0.5 else PARTLY
    if shared < ENOUGH:
        weight /= 2
    return reason("words", weight, f"{shared} words alike, {share:.0%} of the shorter text", sight, bundle)


def _day(sight: Sight, bundle: Bundle) -> Reason:
    if sight.days is not None and bundle.days:
        apart = min(gap(sight.days, days) for days in bundle.days)
        weight = SAME_DAY if apart <= 1 else OTHER_DAY
        return reason("day", weight, f"said {apart} days apart", sight, bundle)
    if sight.published is None or bundle.first is None or bundle.last is None:
        return reason("day", 0.0, "one of the texts has no date", sight, bundle)
    apart = gap((sight.published, sight.published), (bundle.first, bundle.last))
    near, far = timedelta(days=apart) <= FRESH, timedelta(days=apart) > OLD
    return reason("day", SAME_DAY if near else LONG_AGO if far else 0.0, f"told {apart} days apart", sight, bundle)


def _scene(sight: Sight, bundle: Bundle) -> Reason | None:
    """Where it was said, or to whom."""
    if sight.venue and sight.venue in bundle.venues:
        return reason("venue", SAME_SCENE, sight.venue, sight, bundle)
    if shared := sorted(set(sight.addressees) & set(bundle.addressees)):
        return reason("venue", SAME_SCENE, "to " + ", ".join(shared), sight, bundle)
    return None


def _names(sight: Sight, bundle: Bundle, words: Reason | None) -> Reason | None:
    """Names and numbers in common, where the words cannot be compared."""
    shared = sorted(set(sight.marks) & set(bundle.marks))
    if words is not None or not shared:
        return None
    most = len(shared) >= 2 and 2 * len(shared) >= min(len(sight.marks), len(bundle.marks))
    return reason("names", NAMES if most else NAME, "both: " + ", ".join(shared), sight, bundle)
