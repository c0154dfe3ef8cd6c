"""Which pipeline reads a language, loaded at most once a process."""

from __future__ import annotations

import hashlib
import logging
import threading
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import spacy
from spacy.language import Language

from verbale.language.weights import unpack

logger = logging.getLogger(__name__)


class ModelError(RuntimeError):
    """No pipeline for a language, or one that cannot be loaded."""


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded pipeline, with the name and hash that go into ``reader.models``."""

    name: str
    digest: str
    nlp: Language


_loaded: dict[tuple[str, str | None], Model] = {}
_lock = threading.Lock()


def load_model(language: str, pipeline: str | None = None) -> Model:
    """The pipeline of a language: ours, or the installed spaCy package or path that the user names.

    Raises ``ModelError`` if there is none.
    """
    with _lock:
        found = _loaded.get((language, pipeline))
        if found is None:
            found = _loaded[language, pipeline] = _user(pipeline) if pipeline else _own(language)
        return found


def own_languages() -> tuple[str, ...]:
    """Languages that weights ship for."""
    folder = files("verbale") / "models"
    if not folder.is_dir():
        return ()
    return tuple(sorted(item.name.split(".")[0] for item in folder.iterdir() if item.name.endswith(".bin")))


def _own(language: str) -> Model:
    resource = files("verbale") / "models" / f"{language}.bin"
    if not resource.is_file():
        raise ModelError(f"no weights ship for language {language!r}; they exist for {', '.join(own_languages())}")
    data = resource.read_bytes()
    return Model(f"verbale-{language}", hashlib.sha256(data).hexdigest(), unpack(data))


def _user(pipeline: str) -> Model:
    try:
        nlp = spacy.load(pipeline)
    except (OSError, ValueError) as error:
        raise ModelError(f"spaCy pipeline {pipeline!r} cannot be loaded: {error}") from error
    missing = {"parser"} - set(nlp.pipe_names)
    if missing:
        raise ModelError(f"spaCy pipeline {pipeline!r} has no {', '.join(sorted(missing))}")
    version = f"{nlp.meta.get('name')}-{nlp.meta.get('version')}"
    digest = hashlib.sha256(version.encode()).hexdigest()
    logger.info("reading with %s in place of our own pipeline", version)
    return Model(Path(pipeline).name, digest, nlp)
