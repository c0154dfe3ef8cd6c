"""What statement taggers add to the rules: ``python -m benchmarks.statements.taggers DATA [--folder FOLDER]``.

F1 on the test passages of our corpus and on PolNeAR's development part, of the taggers that ship or of those in a
folder, by language and profile, and of the rules alone.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.accuracy import CORPUS
from benchmarks.statements.texts import Texts, load_texts
from verbale.pipeline import Reader
from verbale.settings import Settings, TaggerSettings
from verbale.statements import Tagger


class RulesReader(Reader):
    """A reader without taggers."""

    def tagger(self, language: str) -> Tagger | None:
        return None


def figures(reader: Reader, sets: list[Texts]) -> list[str]:
    """For each set of texts, ``found / right`` in percent; for PolNeAR the only F1 there is."""
    out = []
    for texts in sets:
        scores = texts.score(list(reader.read_all(texts.documents)))
        found = f"{100 * scores.found.f1:.1f} / " if scores.found is not None else ""
        out.append(f"{found}{100 * scores.right.f1:.1f}")
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    sets = load_texts(arguments.data, CORPUS)
    taggers = TaggerSettings(folder=arguments.folder)
    readers = {
        "rules alone": RulesReader(),
        "fast": Reader(Settings(profile="fast", taggers=taggers)),
        "full": Reader(Settings(profile="full", taggers=taggers)),
    }
    print("| | " + " | ".join(texts.name for texts in sets) + " |\n|" + " --- |" * (len(sets) + 1))
    for name, reader in readers.items():
        print(f"| {name} | " + " | ".join(figures(reader, sets)) + " |", flush=True)


if __name__ == "__main__":
    main()
