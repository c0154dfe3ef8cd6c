"""Rebuild the weights of one language from the data, pack them and write the model card.

    python -m training.build --data ../shared/data --language it

Hours on one core. Runs that are already in ``--work`` are taken as they are, so an interrupted build goes on.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

MODELS = Path(__file__).parent.parent / "src" / "verbale" / "models"
# English names are measured on the sources of re3d that are left out of their training.
LEFT_OUT = {"it": (), "en": ("uk-government", "wikipedia")}


@dataclass(frozen=True)
class Source:
    name: str
    licence: str
    use: str


SOURCES = {
    "it": (
        Source("UD Italian VIT (dev, test), ParTUT", "CC BY-NC-SA", "syntax"),
        Source("UD Italian MarkIT, ParlaMint", "CC BY-SA or CC BY", "syntax"),
        Source("UD Italian ISDT (dev)", "CC BY-NC-SA", "held out: the syntax scores below"),
        Source("KIND, Wikinews part (train)", "CC BY-NC", "names"),
        Source("KIND, Wikinews part (dev)", "CC BY-NC", "held out: the names scores below"),
        Source("WikiNEuRal (validation part)", "CC BY-NC-SA", "names"),
    ),
    "en": (
        Source("UD English EWT", "CC BY-SA", "syntax"),
        Source("UD English GUM (train)", "mixed, partly NC", "syntax, names"),
        Source("UD English GUM (dev)", "mixed, partly NC", "held out: the syntax scores below"),
        Source("UD English LinES, ParTUT", "CC BY-NC-SA", "syntax"),
        Source("WikiNEuRal (validation part)", "CC BY-NC-SA", "names"),
        Source("re3d: CENTCOM", "public domain", "names"),
        Source("re3d: Australian Department of Foreign Affairs", "CC BY", "names"),
        Source("re3d: UK government; Wikipedia", "OGL; CC BY-SA", "held out: the names scores below"),
    ),
}


def run(module: str, *arguments: str) -> str:
    """Run a recipe of this folder; returns what it prints."""
    done = subprocess.run([sys.executable, "-m", module, *arguments], check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--language", required=True, choices=sorted(SOURCES))
    parser.add_argument("--work", type=Path, default=Path("build"))
    args = parser.parse_args()
    language = args.language
    common = ("--data", str(args.data), "--language", language)
    left_out = [part for source in LEFT_OUT[language] for part in ("--without", source)]
    syntax, names = args.work / f"syntax-{language}", args.work / f"names-{language}"
    if not (syntax / "run.json").is_file():
        run("training.syntax", *common, "--output", str(syntax))
    if not (names / "run.json").is_file():
        run("training.names", *common, *left_out, "--output", str(names))
    weights = MODELS / f"{language}.bin"
    run("training.pack", str(syntax / "model-best"), "--names", str(names / "model-best"), "--output", str(weights))
    measure = [part for source in LEFT_OUT[language] for part in ("--re3d", source)]
    scores = json.loads(run("training.evaluate", *common, "--model", str(weights), *measure))
    folders = {"syntax": syntax, "names": names}
    runs = {part: json.loads((folder / "run.json").read_text()) for part, folder in folders.items()}
    (MODELS / f"{language}.md").write_text(card(language, weights, scores, runs), encoding="utf-8")


def card(language: str, weights: Path, scores: dict[str, float], runs: dict[str, dict[str, int]]) -> str:
    """The model card, Markdown."""
    megabytes = weights.stat().st_size / 1e6
    lines = [
        f"# {language}.bin",
        "",
        f"Tags, lemmas, dependencies, sentence borders and names for `{language}`: a spaCy {version('spacy')} "
        f"pipeline trained from scratch, packed in half precision ({megabytes:.1f} MB).",
        "",
        "**Licence of the weights: CC BY-NC-SA 4.0, research use**, because some of the data allows no commercial use. "
        "Another spaCy pipeline can be named in the configuration.",
        "",
        "## Data",
        "",
        "| source | licence | use |",
        "| --- | --- | --- |",
        *(f"| {s.name} | {s.licence} | {s.use} |" for s in SOURCES[language]),
        "",
        "Sentences that occur in withheld test parts were dropped from the data beforehand.",
        "",
        "## Scores",
        "",
        "On the packed weights, restored. LAS and UAS as in the CoNLL 2018 shared task (universal relations, with "
        "punctuation) on the words of the treebank; `own` from raw text with our tokenizer and sentence borders; "
        "names: strict F1 over persons, places and organisations, and F1 where any overlap of one label counts; on "
        "re3d, whose names nest, any name of a nest. The best step of each run was chosen on the held-out part, which "
        "flatters it a little.",
        "",
        "| figure | value |",
        "| --- | --- |",
        *(f"| {name} | {value:.2f} |" for name, value in scores.items()),
        "",
        "## Rebuild",
        "",
        f"    python -m training.build --data DATA --language {language}",
        "",
        f"Seeds {runs['syntax']['seed']} (syntax) and {runs['names']['seed']} (names); "
        f"{runs['syntax']['sentences']} sentences and {runs['names']['paragraphs']} paragraphs; "
        f"{runs['syntax']['seconds'] // 60} and {runs['names']['seconds'] // 60} minutes of one shared core "
        f"({platform.machine()}, Python {platform.python_version()}).",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
