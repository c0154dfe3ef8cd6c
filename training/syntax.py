"""Train the syntax pipeline of one language: tags, features, lemmas, dependencies, sentences.

    python -m training.syntax --data ../shared/data --language it --output build/syntax-it

The data folder holds ``syntax/LANG/*.conllu`` (Universal Dependencies). One part is held out for the scores
in the model card; everything else there is trained on.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.tokens import DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train

from training.conllu import Word, docs, sentences

CONFIG = Path(__file__).with_name("syntax.cfg")


@dataclass(frozen=True)
class Recipe:
    held_out: str  # the file that scores are measured on, kept out of training
    weight: dict[str, int]  # how often a file counts: the held-out one's own treebank more
    steps: int
    horizon: int  # where the learning rate would reach nought; training ends before, where the curve had flattened


RECIPES = {
    "it": Recipe("isdt-dev", {}, 5000, 9000),
    "en": Recipe("gum-dev", {"gum-train": 2}, 4000, 7500),
}


def corpus(data: Path, language: str) -> tuple[list[list[Word]], list[list[Word]]]:
    """Return the training and held-out sentences of a language, in a fixed order."""
    recipe = RECIPES[language]
    merge = language != "en"
    train_set: list[list[Word]] = []
    held_out: list[list[Word]] = []
    for path in sorted((data / "syntax" / language).glob("*.conllu")):
        items = list(sentences(path, merge=merge))
        if path.stem == recipe.held_out:
            held_out = items
            continue
        train_set.extend(items * recipe.weight.get(path.stem, 1))
    return train_set, held_out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--language", required=True, choices=sorted(RECIPES))
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    recipe = RECIPES[args.language]
    args.output.mkdir(parents=True, exist_ok=True)

    nlp = spacy.blank(args.language)
    train_set, held_out = corpus(args.data, args.language)
    chance = random.Random(args.seed)
    # Packs of four neighbouring sentences, packs in random order: the splitter sees real borders.
    packs = [train_set[i : i + 4] for i in range(0, len(train_set), 4)]
    chance.shuffle(packs)
    shuffled = [sentence for pack in packs for sentence in pack]
    for name, items in (("train", shuffled), ("dev", held_out)):
        store = DocBin(attrs=["ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"])
        for doc in docs(nlp.vocab, items, per_doc=4):
            store.add(doc)
        store.to_disk(args.output / f"{name}.spacy")

    config = spacy.util.load_config(
        CONFIG,
        overrides={
            "paths.train": str(args.output / "train.spacy"),
            "paths.dev": str(args.output / "dev.spacy"),
            "nlp.lang": args.language,
            "system.seed": args.seed,
            "training.max_steps": args.steps or recipe.steps,
            "training.optimizer.learn_rate.total_steps": args.steps or recipe.horizon,
        },
    )
    started = time.perf_counter()
    trained = init_nlp(config)
    train(trained, args.output)
    seconds = round(time.perf_counter() - started)
    (args.output / "run.json").write_text(
        json.dumps({"seed": args.seed, "seconds": seconds, "sentences": len(train_set)}), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
