"""An encoder that knows words: hidden states for the tokens of a window."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from verbale.language.networks import Network
from verbale.language.pieces import Pieces, Window


class Encoder:
    """A network from pieces to hidden states, with its vocabulary."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.pieces = Pieces(network.notes()["vocabulary"].split("\n"))

    @property
    def width(self) -> int:
        """Numbers in a hidden state."""
        return int(self.network.session.get_outputs()[0].shape[-1])

    def read(self, window: Window) -> npt.NDArray[np.float32]:
        """Hidden states ``[tokens, width]`` of the first pieces of the tokens of a window."""
        return self.network.run(np.array(window.pieces, dtype=np.int64))[list(window.places)]
