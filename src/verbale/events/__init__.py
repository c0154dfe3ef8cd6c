"""What happened, is planned, refused or denied: who did what to whom."""

from verbale.events.find import find_events
from verbale.events.relations import weights_digest

__all__ = ["find_events", "weights_digest"]
