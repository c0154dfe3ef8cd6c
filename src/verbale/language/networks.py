"""Small networks that ship as ONNX files, loaded at most once a process and run on one thread.

One stretch of text at a time: what a quantised network says depends on what else is in its batch, which must not
matter to a record.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from verbale.language.models import ModelError


@dataclass(frozen=True, slots=True)
class Network:
    """A loaded network, with the name and hash that go into ``reader.models``."""

    name: str
    digest: str
    session: Any

    def run(self, *inputs: npt.NDArray[Any], output: str | None = None) -> npt.NDArray[np.float32]:
        """The output of a name, or the only one, for the inputs in their order, as a batch of one."""
        named = {slot.name: given[np.newaxis] for slot, given in zip(self.session.get_inputs(), inputs, strict=True)}
        result: npt.NDArray[np.float32] = self.session.run([output] if output else None, named)[0]
        return result

    def notes(self) -> dict[str, str]:
        """What the file says of itself: its vocabulary, for one that has one."""
        found: dict[str, str] = self.session.get_modelmeta().custom_metadata_map
        return found


_loaded: dict[tuple[str, Path | None], Network | None] = {}
_lock = threading.Lock()


def model_file(file: str, folder: Path | None = None) -> bytes | None:
    """A file of the folder that a user names, or of ``models/`` of the package; None if it is not there."""
    resource = files("verbale") / "models" / file if folder is None else folder / file
    return resource.read_bytes() if resource.is_file() else None


def load_network(name: str, folder: Path | None = None) -> Network | None:
    """The network ``NAME.onnx`` of a folder or of the package, or None if there is none."""
    with _lock:
        if (name, folder) not in _loaded:
            data = model_file(f"{name}.onnx", folder)
            _loaded[name, folder] = network(name, data) if data is not None else None
        return _loaded[name, folder]


def network(name: str, data: bytes) -> Network:
    """A network from the bytes of its file. Raises ``ModelError`` if they are none."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library has no common class for its errors
        raise ModelError(f"{name}: not a network: {str(error).splitlines()[0]}") from error
    return Network(name, hashlib.sha256(data).hexdigest(), session)
