"""Train a statement tagger and export it as ONNX.

    python -m training.tagger --data ../shared/data --output build/tagger
    python -m training.tagger --data ../shared/data --encoder build/encoder-en/encoder.onnx --language en \\
        --output build/tagger-en

The first is the tagger of all languages: it sees no words (``verbale.statements.features``), so English annotations
teach it Italian too. The second sees the hidden states of an encoder as well. Without ``--data`` they learn from our
corpus alone. Needs the training extra; minutes on two cores.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from training.attribution import Annotated, labels, parsed, passages, polnear
from training.batches import batches
from training.passages import load
from verbale.actors import find_mentions
from verbale.language.encoder import Encoder
from verbale.language.networks import network as load_bytes
from verbale.language.parse import Parse
from verbale.language.pieces import windows
from verbale.pipeline import Reader
from verbale.statements.features import SIZES, Features, features
from verbale.statements.find import Reading
from verbale.statements.lexicon import SpeechIndex
from verbale.statements.tagging import LABELS, LAYERS, may_report, stretches
from verbale.times import find_times

logger = logging.getLogger(__name__)
WIDTH, HIDDEN, DEPTH = 8, 96, 2
BATCH = 4000  # tokens
RATE = 3e-3
NARROW = 64  # what the hidden states of an encoder are narrowed to
Hidden = np.ndarray  # [tokens, width of the encoder], half precision
Example = tuple[Features, Hidden | None, np.ndarray]


class Network(torch.nn.Module):
    """Class numbers, and hidden states of an encoder, to labels: embeddings, a bidirectional LSTM, one linear layer."""

    def __init__(self, hidden: int = 0) -> None:
        super().__init__()
        self.narrow = torch.nn.Linear(hidden, NARROW) if hidden else None
        offsets = np.concatenate(([0], np.cumsum(SIZES)[:-1]))
        self.register_buffer("offsets", torch.tensor(offsets, dtype=torch.long))
        self.embedding = torch.nn.Embedding(sum(SIZES), WIDTH)
        self.dropout = torch.nn.Dropout(0.25)
        self.recurrent = torch.nn.LSTM(
            WIDTH * len(SIZES) + (NARROW if hidden else 0),
            HIDDEN,
            DEPTH,
            bidirectional=True,
            batch_first=True,
            dropout=0.25,
        )
        self.head = torch.nn.Linear(2 * HIDDEN, LABELS * len(LAYERS))

    def forward(self, classes: torch.Tensor, hidden: torch.Tensor | None = None) -> torch.Tensor:
        """Classes ``[batch, tokens, features]`` (and states) to logits ``[batch, tokens, layers * labels]``."""
        seen = self.embedding(classes + self.offsets).flatten(2)
        if self.narrow is not None and hidden is not None:
            seen = torch.cat([seen, self.narrow(hidden)], dim=2)
        states, _ = self.recurrent(self.dropout(seen))
        return self.head(self.dropout(states))


def examples(
    annotated: list[Annotated], parses: list[Parse], reader: Reader, encoder: Encoder | None = None
) -> Iterator[Example]:
    """Features, states and labels of each stretch that the tagger sees at once."""
    for item, parse in zip(annotated, parses, strict=True):
        book = reader.parser(parse.language).codebook
        index = book.derived(SpeechIndex.of)
        times, _ = find_times(parse, book, item.document.published)
        mentions = find_mentions(parse, book)
        reading = Reading(parse, index, mentions, times)
        reading.draft()
        seen = features(parse, index, reading.quotations, mentions, reading.timed, reading.drafts)
        wanted = labels(parse, item, index)
        if encoder is None:
            for first, last in stretches(parse):
                yield seen[first:last], None, wanted[first:last]
            continue
        for window in windows(parse, encoder.pieces):
            here = slice(window.first, window.last)
            if may_report(seen[here]):
                yield seen[here], encoder.read(window).astype(np.float16), wanted[here]


def length(example: Example) -> int:
    return len(example[0])


def fit(network: Network, found: list[Example], epochs: int, rate: float, seed: int) -> None:
    chance = random.Random(seed)
    torch.manual_seed(seed)
    total = epochs * sum(1 for _ in batches(found, length, BATCH, random.Random(0)))
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total + 50)
    network.train()
    for epoch in range(epochs):
        started, losses = time.monotonic(), []
        for group in batches(found, length, BATCH, chance):
            width = max(len(seen) for seen, _, _ in group)
            states = group[0][1]
            hidden = None if states is None else torch.zeros((len(group), width, states.shape[1]))
            classes = torch.zeros((len(group), width, len(SIZES)), dtype=torch.long)
            wanted = torch.full((len(group), width, len(LAYERS)), -100, dtype=torch.long)
            for row, (seen, given, marks) in enumerate(group):
                if hidden is not None and given is not None:
                    hidden[row, : len(seen)] = torch.from_numpy(given.astype(np.float32))
                classes[row, : len(seen)] = torch.from_numpy(seen.astype(np.int64))
                wanted[row, : len(seen)] = torch.from_numpy(marks.astype(np.int64))
            logits = network(classes, hidden).view(*wanted.shape, LABELS)
            loss = torch.nn.functional.cross_entropy(logits.flatten(0, 2), wanted.flatten(), ignore_index=-100)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        logger.info("epoch %d loss %.4f %.0f s", epoch, np.mean(losses), time.monotonic() - started)


class Probabilities(torch.nn.Module):
    """The network for one stretch: classes ``[1, n, features]`` to probabilities ``[n, layers, labels]``."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, classes: torch.Tensor, hidden: torch.Tensor | None = None) -> torch.Tensor:
        logits = self.network(classes, hidden)[0]
        return logits.view(-1, len(LAYERS), LABELS).softmax(-1)


def export(network: Network, path: Path) -> None:
    """Write the network as ONNX."""
    network.eval()
    inputs = {"classes": torch.zeros((1, 7, len(SIZES)), dtype=torch.long)}
    if network.narrow is not None:
        inputs["hidden"] = torch.zeros((1, 7, network.narrow.in_features))
    torch.onnx.export(
        Probabilities(network),
        tuple(inputs.values()),
        path,
        input_names=list(inputs),
        output_names=["probabilities"],
        dynamic_axes={**{name: {1: "tokens"} for name in inputs}, "probabilities": {0: "tokens"}},
        dynamo=False,
    )


def own_passages(folder: Path, language: str | None) -> list[Annotated]:
    found = (p for p in load(folder / "statements") if p.split == "train")
    return list(passages(p for p in found if language in (None, p.language)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--language", help="learn from passages of this language only")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--share", type=float, default=1.0, help="of the passages of our corpus, for a learning curve")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    arguments.output.mkdir(parents=True, exist_ok=True)
    reader = Reader()
    encoder = Encoder(load_bytes("encoder", arguments.encoder.read_bytes())) if arguments.encoder else None
    network = Network(encoder.width if encoder else 0)
    own = own_passages(arguments.corpus, arguments.language)
    random.Random(arguments.seed).shuffle(own)
    own = own[: round(arguments.share * len(own))]
    found = list(examples(own, parsed(own, reader), reader, encoder))
    logger.info("%d passages of our corpus, %d stretches", len(own), len(found))
    if arguments.data:
        news = list(polnear(arguments.data / "statements" / "polnear-train.jsonl"))
        others = list(examples(news, parsed(news, reader, arguments.output / "polnear.pkl"), reader, encoder))
        fit(network, [*others, *found * 3], arguments.epochs, RATE, arguments.seed)
    rate, epochs = (RATE / 4, arguments.epochs) if arguments.data else (RATE, 4 * arguments.epochs)
    fit(network, found, epochs, rate, arguments.seed)
    torch.save(network.state_dict(), arguments.output / "tagger.pt")
    export(network, arguments.output / "tagger.onnx")


if __name__ == "__main__":
    main()
