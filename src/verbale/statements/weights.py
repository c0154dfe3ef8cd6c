"""What the signs of a draft count for, as it ships."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from verbale.language.models import ModelError
from verbale.language.networks import model_file

SIGNS = (
    "always", "from rules", "rule's trust", "content tagged", "content tagged as no speech", "cue", "cue tagged",
    "phrase", "phrase tagged", "speaker known", "same limits", "inner", "inner and trusted", "inherited", "direct",
    "direct and tagged", "cue and phrase tagged", "brief",
)  # fmt: skip


class Weights(BaseModel):
    """A weight for each of ``SIGNS``: ``found`` that it is a statement, ``right`` that its speaker is right too."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    found: tuple[float, ...]
    right: tuple[float, ...]
    keep: float  # drafts of the rules less likely than this are dropped
    add: float  # those of the taggers alone less likely than this

    @model_validator(mode="after")
    def _one_for_each_sign(self) -> Self:
        if not len(self.found) == len(self.right) == len(SIGNS):
            raise ValueError(f"not {len(SIGNS)} weights")
        return self


@lru_cache
def load_weights(name: str, folder: Path | None = None) -> Weights | None:
    """``NAME.json`` of a folder or of the package, or None if there is none. Raises ``ModelError``."""
    data = model_file(f"{name}.json", folder)
    try:
        return Weights.model_validate_json(data) if data is not None else None
    except ValidationError as error:
        raise ModelError(f"{name}.json: {error.errors()[0]['msg']}") from error
