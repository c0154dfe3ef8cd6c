"""The memory: documents, facts, links and judgements in SQLite or PostgreSQL, nothing overwritten."""

from verbale.store.adding import Added
from verbale.store.engine import StoreError
from verbale.store.ledger import Ledger

__all__ = ["Added", "Ledger", "StoreError"]
