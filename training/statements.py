"""Rebuild the statement taggers, and beside them ones trained on our corpus alone.

    python -m training.statements --base MINILM --data ../shared/data

The first go to the package, the second stay in ``--work``; ``python -m benchmarks.statements.taggers`` measures any.

``--base`` is the folder with all-MiniLM-L6-v2 (see ``training/base.txt``). Steps whose output is in ``--work`` are not
repeated. Needs the training extra; about two hours on two cores, nearly all of it the encoder's.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

MODELS = Path(__file__).parent.parent / "src" / "verbale" / "models"
FILES = ("statements.onnx", "statements-plain.json", "en-encoder.onnx", "en-statements.onnx", "statements-en.json")


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--work", type=Path, default=Path("build"))
    arguments = parser.parse_args()
    corpus, data = arguments.corpus, arguments.data
    own = build(arguments.work / "taggers-own", arguments.base, corpus, None)
    both = build(arguments.work / "taggers", arguments.base, corpus, data)
    for file in FILES:
        shutil.copyfile(both / file, MODELS / file)
    print(f"our corpus alone: {own}")


if __name__ == "__main__":
    main()
