"""An encoder that knows words: hidden states for the tokens of a window."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from verbale.language.networks import Network
from verbale.language.pieces import Pieces, Window

ALONE, WHOLE = np.array(0, dtype=np.float32), np.array(1, dtype=np.float32)  # the share of what it learned for pairs


class Encoder:
    """A network from pieces to hidden states, with its vocabulary; one that was taught pairs has ``types``."""

    def __init__(self, network: Network) -> None:
        self.network = network
        notes = network.notes()
        self.pieces = Pieces(notes["vocabulary"].split("\n"))
        self.types: tuple[str, ...] = tuple(notes["types"].split("\n")) if "types" in notes else ()

    @property
    def width(self) -> int:
        """Numbers in a hidden state."""
        return int(self.network.session.get_outputs()[0].shape[-1])

    def read(self, window: Window) -> npt.NDArray[np.float32]:
        """Hidden states ``[tokens, width]`` of the first pieces of the tokens of a window."""
        pieces = np.array(window.pieces, dtype=np.int64)
        more = (np.zeros_like(pieces), ALONE) if self.types else ()
        return self.network.run(pieces, *more, output="hidden")[list(window.places)]

    def pair(self, pieces: npt.NDArray[np.int64], roles: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """Logits of the ``types``, and of *nothing*, *onward* and *backward*, for the two parties that have roles.

        Only where ``types`` is not empty.
        """
        return self.network.run(pieces, roles, WHOLE, output="pair")
