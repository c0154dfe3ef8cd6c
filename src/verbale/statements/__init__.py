"""Who said what."""

from verbale.statements.find import find_statements

__all__ = ["find_statements"]
