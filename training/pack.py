"""Pack a trained pipeline into the weights that ship: ``python -m training.pack SYNTAX [NAMES] OUTPUT``."""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy

from verbale.language.weights import pack


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("syntax", type=Path)
    parser.add_argument("--names", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    args = parser.parse_args()
    nlp = spacy.load(args.syntax)
    if args.names:
        # The names pipeline has an embedding of its own inside the component.
        nlp.add_pipe("ner", source=spacy.load(args.names))
    args.output.parent.mkdir(parents=True, exist_ok=True)
    args.output.write_bytes(pack(nlp))
    print(f"{args.output}: {args.output.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
