"""How well the installed reader reads: its records against articles that a person annotated."""

from verbale.evaluation.gold import Gold, GoldError, load_gold, read_gold
from verbale.evaluation.report import Evaluation, Evaluator

__all__ = ["Evaluation", "Evaluator", "Gold", "GoldError", "load_gold", "read_gold"]
