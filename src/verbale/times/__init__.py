"""TIMEX3: when."""

from verbale.times.dateline import infer_published
from verbale.times.finder import find_times

__all__ = ["find_times", "infer_published"]
