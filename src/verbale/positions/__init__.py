"""What is on the table, and where each party stands on it."""

from verbale.positions.assemble import find_positions

__all__ = ["find_positions"]
