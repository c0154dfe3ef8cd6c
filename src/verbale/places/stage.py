"""The place stage: parse in, resolved toponyms out."""

from __future__ import annotations

from verbale.codebook import Codebook
from verbale.language.parse import Parse
from verbale.places.candidates import find_candidates
from verbale.places.lexicon import PlaceLexicon
from verbale.places.resolve import Reading, Resolver, group_key
from verbale.places.surroundings import Candidate
from verbale.record import Note, Place

DIGITS = 4  # of coordinates: about ten metres


def find_places(parse: Parse, codebook: Codebook) -> tuple[tuple[Place, ...], tuple[Note, ...]]:
    """All toponyms in text order, one for each mention, and why some are not resolved.

    A country or capital that stands for its government is found as well: telling it from a place is the
    work of a later stage. Nationality adjectives and names of bodies are not places.
    """
    lexicon: PlaceLexicon = codebook.derived(PlaceLexicon)
    found = find_candidates(parse, lexicon)
    resolver = Resolver(parse, lexicon, found)
    readings = resolver.resolve()
    places: list[Place] = []
    notes: list[Note] = []
    for candidate in sorted(found, key=lambda c: c.begin):
        reading = readings[group_key(candidate)]
        name = f"p{len(places) + 1}"
        places.append(_place(parse, candidate, reading, name))
        if reading.entry is None and reading.reason:
            notes.append(Note(path=f"places/{name}/geonames_id", reason=reading.reason))
    return tuple(places), tuple(notes)


def _place(parse: Parse, candidate: Candidate, reading: Reading, name: str) -> Place:
    span = parse.span(candidate.begin, candidate.end)
    entry = reading.entry
    if entry is None:
        return Place(id=name, start=span.start, end=span.end, text=span.text, country=reading.country)
    return Place(
        id=name,
        start=span.start,
        end=span.end,
        text=span.text,
        name=entry.name,
        country=entry.country,
        admin1=entry.admin1 or (entry.name if entry.kind == "region" else None),
        lat=None if entry.latitude is None else round(entry.latitude, DIGITS),
        lon=None if entry.longitude is None else round(entry.longitude, DIGITS),
        geonames_id=entry.geonames,
    )
