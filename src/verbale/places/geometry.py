"""Distances between places, and which place holds which."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from verbale.places.gazetteer import Entry
from verbale.places.keys import name_key


def contains(large: Entry, small: Entry) -> bool:
    """Whether a country, division or area holds a place."""
    if large.number == small.number:
        return False
    if large.kind == "country":
        return large.country == small.country and small.kind != "country"
    if large.kind == "continent" or small.kind in ("country", "continent"):
        return False
    if large.kind in ("region", "district"):
        same = large.country == small.country
        return same and (
            (large.kind == "region" and bool(small.admin1) and name_key(large.name) == name_key(small.admin1 or ""))
            or (large.admin1 == small.admin1 and large.kind == "district" and distance(large, small) < 100)
        )
    if large.kind == "area":
        return (large.country is None or large.country == small.country) and distance(large, small) < 400
    return large.kind in ("city", "capital") and large.country == small.country and distance(large, small) < 60


def distance(a: Entry, b: Entry) -> float:
    """Great-circle distance in km; infinite where a coordinate is not known."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return float("inf")
    p, q, r, s = (radians(x) for x in (a.latitude, a.longitude, b.latitude, b.longitude))
    h = sin((r - p) / 2) ** 2 + cos(p) * cos(r) * sin((s - q) / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, h)))
