"""The commands, a module for each kind; importing this registers them, in the order in which help shows them."""

from verbale.cli.commands import adding, reading

__all__ = ["adding", "reading"]
