"""What happened, is planned, refused or denied: who did what to whom."""

from verbale.events.find import find_events

__all__ = ["find_events"]
