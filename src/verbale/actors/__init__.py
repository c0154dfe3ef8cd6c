"""Who appears: mentions, and after statements are known, the actors behind them."""

from verbale.actors.mentions import find_mentions
from verbale.actors.resolve import Resolved, resolve_actors

__all__ = ["Resolved", "find_mentions", "resolve_actors"]
