"""Draw docs/read.svg: what ``verbale read`` shows of one bundled dispatch, in a terminal's colours."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console

from verbale.cli.pretty import marked_text, table
from verbale.pipeline import Reader
from verbale.reading import make_document
from verbale.views.tables import sheets

ROOT = Path(__file__).parents[1]
SHOWN = "01-truce-put-forward"


def main() -> None:
    lines = (ROOT / "src" / "verbale" / "examples" / "dispatches.jsonl").read_text(encoding="utf-8").splitlines()
    row = next(row for row in map(json.loads, lines) if row["id"] == SHOWN)
    record = Reader().read(
        make_document(row["text"], id=row["id"], published=row["published"], language=row["language"])
    )
    out = Console(record=True, width=110, force_terminal=True, color_system="truecolor", file=open("/dev/null", "w"))  # noqa: SIM115
    out.print(marked_text(record, colour=True))
    for sheet in sheets(record):
        if sheet.rows:
            out.print()
            out.print(sheet.title, style="bold", markup=False)
            out.print(table(sheet, out.width))
    out.save_svg(str(ROOT / "docs" / "read.svg"), title="verbale read", unique_id="read")


if __name__ == "__main__":
    main()
