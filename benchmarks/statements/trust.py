"""Two promises about statements, measured on the ``test`` passages of our corpus.

*Direct speech*: of the quotations that share a sentence with the name of their speaker, how many are found and
attributed. *Calibration*: one minus the expected calibration error of ``confidence``, so that more is better.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.accuracy import LANGUAGES, Score
from training.attribution import document, occurrences
from training.matching import calibration_error, pairs, right
from training.passages import Passage, Statement, load
from verbale.pipeline import Reader
from verbale.record import Record


def trust_scores(reader: Reader, corpus: Path) -> list[Score]:
    """Both figures, for each language."""
    out = []
    for language in LANGUAGES:
        wanted = [p for p in load(corpus / "statements") if p.language == language and p.split == "test"]
        direct: list[bool] = []
        claimed: list[float] = []
        held: list[bool] = []
        for passage in wanted:
            record = reader.read(document(passage.id, passage.text, language, passage.published))
            found = {id(gold): name for name, gold in pairs(passage, record.statements).items()}
            correct = _correct(passage, record)
            claimed += [statement.confidence for statement in record.statements]
            held += [statement.id in correct for statement in record.statements]
            direct += [found.get(id(gold)) in correct for gold in passage.statements if _named_beside(passage, gold)]
        error = calibration_error(np.array(claimed), np.array(held, dtype=float))
        out.append(Score("statements: direct speech, speaker named beside", language, _share(direct), len(direct)))
        out.append(Score("statements: one minus calibration error", language, round(1 - error, 3), len(claimed)))
    return out


def _share(values: list[bool]) -> float:
    return round(sum(values) / max(len(values), 1), 3)


def _correct(passage: Passage, record: Record) -> set[str]:
    """Ids of the statements whose content and speaker are annotated."""
    actors = {actor.id: actor for actor in record.actors}
    statements = {statement.id: statement for statement in record.statements}
    return {name for name, gold in pairs(passage, record.statements).items() if right(gold, statements[name], actors)}


def _named_beside(passage: Passage, statement: Statement) -> bool:
    """Whether the words between the quotation and the ends of its line hold the last name of its speaker and a cue."""
    if statement.kind != "direct" or not statement.speaker_actor or not statement.cue:
        return False
    name = statement.speaker_actor.split()[-1].casefold()
    start, end = occurrences(passage.text, statement.content)[0]
    before = passage.text[:start].replace("\n", ". ").rpartition(". ")[2]
    after = passage.text[end:].replace("\n", ". ").partition(". ")[0]
    return name in f"{before} {after}".casefold()
