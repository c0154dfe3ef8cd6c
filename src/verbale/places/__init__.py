"""Toponyms: where."""

from verbale.places.stage import find_places

__all__ = ["find_places"]
