"""The sentence of docs/record.md becomes the facts that the page says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from verbale.record import Record

PAGE = Path(__file__).parents[1] / "docs" / "record.md"


def test_the_page_tells_the_truth(read_en: Callable[..., Record]) -> None:
    quoted = re.findall(r"^> (.*)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    record = read_en(" ".join(quoted), published="2024-05-08")
    names = {actor.id: actor for actor in record.actors}

    first, second = record.statements
    (speaker,) = first.speakers
    assert (names[speaker].name, names[speaker].country, names[speaker].kind) == ("Idriss Tolba", "TCD", "person")
    assert names[speaker].role == "the Chadian foreign minister"
    assert (first.kind, first.said, first.content[0].text) == ("direct", "2024-05-06", "We have nothing to add")

    assert second.speakers == (speaker,)
    assert second.speaker_span is None
    assert second.cue is not None
    assert second.cue.text == "adding"
    wanted = "Khartoum had yet to answer the 45-day truce put forward in Cairo"
    assert [span.text for span in second.content] == [wanted]

    (proposal,) = record.proposals
    assert (proposal.kind, proposal.terms.duration, proposal.by) == ("ceasefire", "P45D", ())
    assert proposal.said_in == second.id
    (position,) = record.positions
    assert (names[position.actor].name, position.stance, position.said_in) == (
        "Government of Sudan",
        "undecided",
        second.id,
    )
    assert position.evidence[0].text == "Khartoum had yet to answer the 45-day truce"
    assert [(place.name, place.country) for place in record.places] == [("Cairo", "EGY")]
