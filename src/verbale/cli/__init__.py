"""The command line. Nothing heavy is imported until a command needs it, so that ``--help`` answers at once."""

from verbale.cli import commands
from verbale.cli.app import app, main

__all__ = ["app", "commands", "main"]
