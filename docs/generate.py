"""Write the help of the commands into docs/cli.md. Run it after a change to the command line; a test checks."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from verbale.cli import app

PAGE = Path(__file__).with_name("cli.md")
_BLOCK = re.compile(r"(<!-- help:(?P<command>[a-z ]*) -->\n```\n).*?(```\n)", re.DOTALL)


def help_text(command: str) -> str:
    """What ``verbale COMMAND --help`` prints on 80 columns."""
    runner = CliRunner(env={"COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"})
    result = runner.invoke(app, [*command.split(), "--help"], prog_name="verbale")
    if result.exit_code != 0:
        raise SystemExit(f"verbale {command} --help failed: {result.output}")
    return "\n".join(line.rstrip() for line in result.output.strip("\n").splitlines()) + "\n"


def with_help(page: str) -> str:
    """The page with each ``<!-- help:COMMAND -->`` block filled anew."""
    return _BLOCK.sub(lambda block: block.group(1) + help_text(block.group("command")) + block.group(3), page)


if __name__ == "__main__":
    PAGE.write_text(with_help(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
