"""Who said what."""

from verbale.statements.find import find_statements
from verbale.statements.tagging import Tagger, load_tagger

__all__ = ["Tagger", "find_statements", "load_tagger"]
