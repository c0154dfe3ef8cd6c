"""The commands, a module for each kind; importing this registers them, in the order in which help shows them."""

from verbale.cli.commands import (
    adding,
    briefing,
    changes,
    comparing,
    evaluating,
    judging,
    lists,
    people,
    reading,
    serving,
    tracks,
    upkeep,
)

__all__ = [
    "adding",
    "briefing",
    "changes",
    "comparing",
    "evaluating",
    "judging",
    "lists",
    "people",
    "reading",
    "serving",
    "tracks",
    "upkeep",
]
