"""What the signs of a draft count for, as it ships."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from verbale.language.models import ModelError
from verbale.language.networks import model_file


class Weights(BaseModel):
    """A weight for each of ``SIGNS``: ``found`` that it is a statement, ``right`` that its speaker is right too."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    found: tuple[float, ...]
    right: tuple[float, ...]
    keep: float  # drafts less likely than this are dropped


@lru_cache
def load_weights(name: str, folder: Path | None = None) -> Weights | None:
    """``NAME.json`` of a folder or of the package, or None if there is none. Raises ``ModelError``."""
    data = model_file(f"{name}.json", folder)
    try:
        return Weights.model_validate_json(data) if data is not None else None
    except ValidationError as error:
        raise ModelError(f"{name}.json: {error.errors()[0]['msg']}") from error
