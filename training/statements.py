"""Rebuild the statement taggers and their model cards, and measure them beside ones trained on our corpus alone.

    python -m training.statements --base MINILM --data ../shared/data --bench ../shared/score/bench.py

``--base`` is the folder with all-MiniLM-L6-v2 (see ``training/base.txt``). Steps whose output is in ``--work`` are not
repeated. Needs the training extra; about two hours on two cores, nearly all of it the encoder's.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy import data_document, data_rows, run_bench
from training.attribution import document
from training.passages import load
from training.weigh import pairs, right
from verbale.pipeline import Reader
from verbale.settings import Settings, TaggerSettings

MODELS = Path(__file__).parent.parent / "src" / "verbale" / "models"
FILES = {
    "statements": ("statements.onnx", "statements-plain.json"),
    "en-statements": ("en-encoder.onnx", "en-statements.onnx", "statements-en.json"),
}


@dataclass(frozen=True)
class Measured:
    """F1 of statements found and of those whose speaker is right too, and precision of those found."""

    found: float
    right: float
    precision: float


def run(module: str, *arguments: object) -> None:
    subprocess.run([sys.executable, "-m", module, *map(str, arguments)], check=True)


def build(folder: Path, base: Path, corpus: Path, data: Path | None) -> Path:
    """Networks and weights, in a folder that a user can name in the configuration. Returns it."""
    given = ("--data", data) if data is not None else ()
    parts = {name: folder / name for name in ("encoder", "plain", "worded", "networks")}
    parts["networks"].mkdir(parents=True, exist_ok=True)
    encoder, plain, worded = (
        parts["encoder"] / "encoder.onnx",
        parts["plain"] / "tagger.onnx",
        parts["worded"] / "tagger.onnx",
    )
    if not encoder.is_file():
        run("training.encoder", "--base", base, "--corpus", corpus, "--output", parts["encoder"], *given)
    if not plain.is_file():
        run("training.tagger", "--corpus", corpus, "--output", parts["plain"], *given)
    if not worded.is_file():
        own = ("--encoder", encoder, "--language", "en")
        run("training.tagger", "--corpus", corpus, "--output", parts["worded"], *own, *given)
    for source, name in ((encoder, "en-encoder"), (worded, "en-statements"), (plain, "statements")):
        shutil.copyfile(source, parts["networks"] / f"{name}.onnx")
    run("training.weigh", "--networks", parts["networks"], "--corpus", corpus)
    run("training.weigh", "--networks", parts["networks"], "--corpus", corpus, "--encoder", "en")
    return parts["networks"]


def measure(reader: Reader, corpus: Path, language: str) -> Measured:
    """On the ``test`` passages of our corpus."""
    golds = predicted = hits = correct = 0
    for passage in load(corpus / "statements"):
        if passage.split != "test" or passage.language != language:
            continue
        record = reader.read(document(passage.id, passage.text, language, passage.published))
        actors = {actor.id: actor for actor in record.actors}
        statements = {statement.id: statement for statement in record.statements}
        held = pairs(passage, record.statements)
        golds, predicted, hits = golds + len(passage.statements), predicted + len(statements), hits + len(held)
        correct += sum(right(gold, statements[name], actors) for name, gold in held.items())
    both = max(golds + predicted, 1)
    return Measured(2 * hits / both, 2 * correct / both, hits / max(predicted, 1))


def figures(folder: Path | None, corpus: Path, data: Path, bench: Path) -> list[str]:
    """Rows of a table: what taggers of a folder reach in both profiles; the rules alone without a folder."""
    out = []
    for profile, language in (("fast", "it"), ("fast", "en"), ("full", "en")):
        reader = Reader(Settings(profile=profile, taggers=TaggerSettings(folder=folder)))
        own = measure(reader, corpus, language)
        polnear = ""
        if language == "en":
            rows = data_rows(data / "statements" / "polnear-dev.jsonl")
            records = (reader.read(data_document(row, language)).to_json() for row in rows)
            polnear = f"{run_bench(bench, 'statements', rows, records)['F1']:.1f}"
        out.append(f"| {language}, {profile} | {100 * own.found:.1f} | {100 * own.right:.1f} | {polnear} |")
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--work", type=Path, default=Path("build"))
    arguments = parser.parse_args()
    corpus, data, bench = arguments.corpus, arguments.data, arguments.bench
    own = build(arguments.work / "taggers-own", arguments.base, corpus, None)
    both = build(arguments.work / "taggers", arguments.base, corpus, data)
    for files in FILES.values():
        for file in files:
            shutil.copyfile(both / file, MODELS / file)
    for name, folder in (("PolNeAR and our corpus, as shipped", both), ("our corpus alone", own)):
        print(f"{name}\n\n| language, profile | found F1 | right F1 | PolNeAR dev F1 |\n| --- | --- | --- | --- |")
        print("\n".join(figures(folder, corpus, data, bench)), end="\n\n")


if __name__ == "__main__":
    main()
