"""Who accuses whom, and that accuser and accused are never swapped."""

from __future__ import annotations

import pytest

SIDES = {"Kenya": ("government", "KEN"), "Chad": ("government", "TCD")}
PARTI = {"Kenya": ("government", "KEN"), "Ciad": ("government", "TCD")}


@pytest.mark.parametrize(
    ("text", "accuser", "accused"),
    [
        ("Kenya accused Chad of breaking the truce.", "Kenya", "Chad"),
        ("Chad accused Kenya of breaking the truce.", "Chad", "Kenya"),
        ("Chad was accused by Kenya of breaking the truce.", "Kenya", "Chad"),
        ("Kenya blamed Chad for the collapse of the talks.", "Kenya", "Chad"),
        ("Kenya blamed the attack on Chad.", "Kenya", "Chad"),
    ],
)
def test_direction_in_english(tell, text, accuser, accused) -> None:
    told = tell("en", text, SIDES)
    (event,) = told.of("ACCUSE")
    assert (told.named(event.source), told.named(event.target)) == ({accuser}, {accused})


@pytest.mark.parametrize(
    ("text", "accuser", "accused"),
    [
        ("Il Kenya ha accusato il Ciad di aver violato la tregua.", "Kenya", "Ciad"),
        ("Il Ciad ha accusato il Kenya di aver violato la tregua.", "Ciad", "Kenya"),
        ("Il Ciad è stato accusato dal Kenya di aver violato la tregua.", "Kenya", "Ciad"),
    ],
)
def test_direction_in_italian(tell, text, accuser, accused) -> None:
    told = tell("it", text, PARTI)
    (event,) = told.of("ACCUSE")
    assert (told.named(event.source), told.named(event.target)) == ({accuser}, {accused})


def test_two_accused_are_two_accusations(tell) -> None:
    told = tell("en", "Kenya accused Chad and Sudan of breaking the truce.", {**SIDES, "Sudan": ("government", "SDN")})
    assert [told.named(event.target) for event in told.of("ACCUSE")] == [{"Chad"}, {"Sudan"}]


def test_a_plain_allegation_of_bad_faith_accuses(tell) -> None:
    told = tell(
        "en",
        "Chad is sabotaging the talks, Kenya said.",
        SIDES,
        said=(("Kenya", "Chad is sabotaging the talks", "affirmed"),),
    )
    (event,) = told.of("ACCUSE")
    assert (event.mode, event.said_in, told.named(event.target)) == ("allegation", "s1", {"Chad"})


@pytest.mark.parametrize("content", ["Kenya is sabotaging the talks", "Chad will not break the truce"])
def test_what_is_no_allegation(tell, content) -> None:
    told = tell("en", f"{content}, Kenya said.", SIDES, said=(("Kenya", content, "affirmed"),))
    assert not told.of("ACCUSE")
