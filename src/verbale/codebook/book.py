"""The codebook: what a diplomat knows and a parser does not, as validated data.

A folder holds one folder a language and ``world`` for what is the same in all; each holds TOML files, and
each file is one *section* with a model of its own (``Section``). The stages ask for the section they need;
it is read once a process. Folders that a user names are merged over ours, file by file: tables are
merged, lists of tables with a ``key`` are merged by it, other lists are appended, the rest is replaced.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

OWN = Path(__file__).with_name("data")
WORLD = "world"


class CodebookError(ValueError):
    """A codebook file that is missing, is not TOML or does not fit its section."""


class Section(BaseModel):
    """One file of the codebook. Subclasses set ``file`` and, for what all languages share, ``world``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    file: ClassVar[str]
    world: ClassVar[bool] = False


S = TypeVar("S", bound=Section)


class Codebook:
    """The sections of one language. ``folders`` are merged over the one that ships, in order."""

    def __init__(self, language: str, folders: tuple[Path, ...] = ()) -> None:
        self.language = language
        self.folders = (OWN, *folders)
        self._sections: dict[type[Section], Section] = {}
        self._derived: dict[Any, Any] = {}

    def section(self, kind: type[S]) -> S:
        """The section of a kind. Raises ``CodebookError`` naming file, entry and fault."""
        found = self._sections.get(kind)
        if found is None:
            found = self._sections[kind] = self._load(kind)
        assert isinstance(found, kind)
        return found

    def derived(self, make: Any) -> Any:
        """What ``make(self)`` returns, made once: indexes that a stage builds from its sections."""
        if make not in self._derived:
            self._derived[make] = make(self)
        return self._derived[make]

    def _load(self, kind: type[S]) -> S:
        where = WORLD if kind.world else self.language
        merged: dict[str, Any] = {}
        paths = [folder / where / kind.file for folder in self.folders]
        present = [path for path in paths if path.is_file()]
        if not present:
            raise CodebookError(f"codebook has no {where}/{kind.file}")
        for path in present:
            try:
                with path.open("rb") as file:
                    merged = merge(merged, tomllib.load(file))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise CodebookError(f"{path}: {error}") from error
        try:
            return kind.model_validate(merged)
        except ValidationError as error:
            first = error.errors()[0]
            at = ".".join(str(part) for part in first["loc"])
            raise CodebookError(f"{present[-1]}: {at}: {first['msg']}") from error

    def hashes(self) -> dict[str, str]:
        """Hash of each folder that this codebook reads, by its place in the order."""
        return {f"{'own' if n == 0 else n}": _folder_hash(path, self.language) for n, path in enumerate(self.folders)}


def merge(old: Any, new: Any) -> Any:
    """``new`` over ``old``, by the rules of the module's docstring."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{k: merge(old[k], v) if k in old else v for k, v in new.items()}}
    if isinstance(old, list) and isinstance(new, list):
        if old and all(isinstance(item, dict) and "key" in item for item in [*old, *new]):
            by_key = {item["key"]: item for item in old}
            for item in new:
                by_key[item["key"]] = merge(by_key.get(item["key"], {}), item)
            return list(by_key.values())
        return [*old, *(item for item in new if item not in old)]
    return new


@lru_cache(maxsize=64)
def _folder_hash(folder: Path, language: str) -> str:
    digest = hashlib.sha256()
    for where in (WORLD, language):
        for path in sorted((folder / where).glob("*.toml")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=32)
def codebook(language: str, folders: tuple[Path, ...] = ()) -> Codebook:
    """The codebook of a language, one object a process for the same folders."""
    return Codebook(language, folders)


def languages(folders: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """Languages that the folders hold data for, sorted."""
    found = {p.name for folder in (OWN, *folders) if folder.is_dir() for p in folder.iterdir() if p.is_dir()}
    return tuple(sorted(found - {WORLD}))
