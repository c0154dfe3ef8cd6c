"""Settings that a user may give in a TOML file; every one has a default and is documented in docs/configuration.md.

profile = "full"                      # or "fast"
[codebook]
folders = ["my-codebook"]             # merged over the one that ships
[pipelines]
it = "it_core_news_lg"                # an installed spaCy pipeline, or a path, in place of ours
[taggers]
folder = "my-taggers"                 # statement taggers in place of ours, as training/statements.py makes them
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

Profile = Literal["full", "fast"]  # fast does without encoders


class SettingsError(ValueError):
    """A configuration file that cannot be read or says something unknown."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CodebookSettings(_Part):
    folders: tuple[Path, ...] = ()


class TaggerSettings(_Part):
    folder: Path | None = None


class Settings(_Part):
    """What a user may choose. Paths in a file are relative to the file."""

    profile: Profile = "full"
    codebook: CodebookSettings = CodebookSettings()
    pipelines: dict[str, str] = Field(default_factory=dict)
    taggers: TaggerSettings = TaggerSettings()
    batch_size: int = Field(default=64, ge=1, le=4096)
    max_bytes: int = Field(default=20_000_000, ge=1)


def load_settings(path: Path) -> Settings:
    """Read a configuration file. Raises ``SettingsError`` naming the file and the fault."""
    try:
        with path.open("rb") as file:
            settings = Settings.model_validate(tomllib.load(file))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    folders = tuple((path.parent / folder).resolve() for folder in settings.codebook.folders)
    named = settings.taggers.folder
    taggers = (path.parent / named).resolve() if named is not None else None
    for key, folder in (*(("codebook.folders", f) for f in folders), ("taggers.folder", taggers)):
        if folder is not None and not folder.is_dir():
            raise SettingsError(f"{path}: {key}: no folder {folder}")
    found = {"codebook": CodebookSettings(folders=folders), "taggers": TaggerSettings(folder=taggers)}
    return settings.model_copy(update=found)
