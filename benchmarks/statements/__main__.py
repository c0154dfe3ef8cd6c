"""``python -m benchmarks.statements DATA``: Verbale against its peers, in one table.

``DATA`` is the folder with ``data/statements`` and ``score``; what is not there is left out.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.accuracy import CORPUS
from benchmarks.statements.systems import PEERS, make_systems
from benchmarks.statements.table import Row, machine, measure, render
from benchmarks.statements.texts import load_texts


def main(arguments: list[str] | None = None) -> int:
    """Print the table. Returns 1 if there is no text to measure on."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.statements", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--peers", default=",".join(PEERS), help="comma-separated; default: %(default)s")
    given = parser.parse_args(arguments)
    try:
        systems = make_systems(tuple(name.strip() for name in given.peers.split(",")))
    except ValueError as error:
        parser.error(str(error))
    sets = load_texts(given.data, given.corpus)
    if not sets:
        print(f"no texts in {given.data} and {given.corpus}", file=sys.stderr)
        return 1
    rows: list[Row] = []
    for texts in sets:
        print(f"{texts.name}: {len(texts.documents)} texts, {texts.words:,} words", file=sys.stderr)
        rows += measure(texts, systems)
    print(render(rows))
    print(f"\n{machine()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
