"""Teach the English encoder what one party does to another, beside what it knows of speech.

    python -m training.adapter --base MODEL --tagger build/encoder-en/tagger.pt --output build/encoder-en

The encoder of ``training.encoder`` stays as it is; narrow matrices beside its own (LoRA, Hu et al. 2021) are added to
them when a pair is read, and left out when sentences are: one file, two tasks, and the statement taggers need not be
trained again. Tokens of source and target get a vector of their own. First come short made-up sentences around the
phrases of ``acts.toml`` (``training.phrases``), then the ``train`` passages of ``corpus/events`` without the writer
``HELD_OUT``, on whose pairs ``verbale.events.hints.SHARE`` was chosen. Needs the training extra; bfloat16 on a CPU.
"""

from __future__ import annotations

import argparse
import logging
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import BertModel

from training.pairs import CORPUS, Pair, annotated
from training.passages import load
from training.phrases import Example, made_up
from verbale.events.hints import pieces_of
from verbale.events.pairs import MUTUAL
from verbale.language.pieces import Pieces
from verbale.pipeline import Reader
from verbale.record import EventType

logger = logging.getLogger(__name__)
TYPES: tuple[EventType, ...] = tuple(sorted(get_args(EventType)))
HELD_OUT = "ev-en-c"
RANK, SCALE = 16, 2.0
RATE, PHRASES, EPOCHS, BATCH = 1e-3, 8000, 4, 32
NOTHING, ONWARD, BACKWARD = range(3)


@dataclass(frozen=True)
class Row:
    """Pieces of a text, the role of each (1 source, 2 target), the type (-100: nothing) and the way it goes."""

    pieces: tuple[int, ...]
    roles: tuple[int, ...]
    type: int
    way: int


class Adapter(torch.nn.Module):
    """A linear layer with a narrow one beside it."""

    def __init__(self, linear: torch.nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        self.down = torch.nn.Linear(linear.in_features, RANK, bias=False)
        self.up = torch.nn.Linear(RANK, linear.out_features, bias=False)
        torch.nn.init.normal_(self.down.weight, std=linear.in_features**-0.5)
        torch.nn.init.zeros_(self.up.weight)
        self.share: Any = 1.0

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.linear(x) + self.share * SCALE * self.up(self.down(x))


class Relations(torch.nn.Module):
    """The encoder with adapters; ``forward`` gives logits of types and ways of a batch."""

    def __init__(self, base: Path, tagger: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            base, add_pooling_layer=False, hidden_dropout_prob=0.1, attention_probs_dropout_prob=0.0
        )
        known = torch.load(tagger, weights_only=True)
        self.encoder.load_state_dict({k[8:]: v for k, v in known.items() if k.startswith("encoder.")})
        self.encoder.requires_grad_(False)
        _adapt(self.encoder.encoder)
        width = self.encoder.config.hidden_size
        self.marks = torch.nn.Embedding(3, width, padding_idx=0)
        torch.nn.init.normal_(self.marks.weight, std=0.05)
        self.marks.weight.data[0] = 0
        self.dropout = torch.nn.Dropout(0.2)
        self.types = torch.nn.Linear(3 * width, len(TYPES))
        self.ways = torch.nn.Linear(3 * width, 3)

    def states(self, pieces: torch.Tensor, roles: torch.Tensor, mask: torch.Tensor | None, share: Any) -> torch.Tensor:
        """Hidden states ``[batch, pieces, width]``; with a share of 0 those of the encoder alone."""
        for part in self.encoder.encoder.modules():
            if isinstance(part, Adapter):
                part.share = share
        hidden = self.encoder.embeddings(input_ids=pieces) + share * self.marks(roles)
        for layer in self.encoder.encoder.layer:
            out = layer(hidden, attention_mask=mask)
            hidden = out[0] if isinstance(out, tuple) else out
        return hidden

    def pooled(self, hidden: torch.Tensor, roles: torch.Tensor) -> torch.Tensor:
        """The first piece, and the means of source and target."""
        parts = [hidden[:, 0]]
        for role in (1, 2):
            here = (roles == role).float()[..., None]
            parts.append((hidden * here).sum(1) / here.sum(1).clamp(min=1))
        return torch.cat(parts, -1)

    def forward(
        self, pieces: torch.Tensor, roles: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        hidden = self.states(pieces, roles, (1 - mask[:, None, None, :].float()) * -1e9, 1.0)
        pooled = self.dropout(self.pooled(hidden, roles))
        return self.types(pooled), self.ways(pooled)


def _adapt(module: torch.nn.Module) -> None:
    for name, child in list(module.named_children()):
        if isinstance(child, torch.nn.Linear):
            setattr(module, name, Adapter(child))
        else:
            _adapt(child)


def row(example: Example, pieces: Pieces, *, turned: bool) -> Row:
    """An example as numbers, its parties in either order."""
    one, other = (example.other, example.one) if turned else (example.one, example.other)
    found, roles = pieces_of(example.words, one, other, pieces)
    if example.type is None:
        return Row(found, roles, -100, NOTHING)
    way = BACKWARD if turned and example.type not in MUTUAL else ONWARD
    return Row(found, roles, TYPES.index(example.type), way)


def of_pair(pair: Pair) -> Example:
    """An annotated pair of a passage."""
    return Example(pair.words, pair.one, pair.other, pair.type)


def batched(rows: list[Row], size: int, chance: random.Random) -> list[list[Row]]:
    """Batches of rows of like length, in random order."""
    chance.shuffle(rows)
    out = []
    for at in range(0, len(rows), 20 * size):
        near = sorted(rows[at : at + 20 * size], key=lambda r: len(r.pieces))
        out += [near[i : i + size] for i in range(0, len(near), size)]
    chance.shuffle(out)
    return out


def tensors(rows: list[Row]) -> Iterator[torch.Tensor]:
    """Pieces, roles, mask, types and ways of a batch."""
    width = max(len(r.pieces) for r in rows)
    yield torch.tensor([[*r.pieces, *[0] * (width - len(r.pieces))] for r in rows])
    yield torch.tensor([[*r.roles, *[0] * (width - len(r.roles))] for r in rows])
    yield torch.tensor([[1] * len(r.pieces) + [0] * (width - len(r.pieces)) for r in rows])
    yield torch.tensor([r.type for r in rows])
    yield torch.tensor([r.way for r in rows])


def fit(model: Relations, epochs: list[list[list[Row]]]) -> None:
    """One pass over the batches of each epoch, the rate rising and falling once."""
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01)
    total = sum(map(len, epochs))
    warm = total // 12 + 1
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (total - step) / total))
    )
    loss_of = torch.nn.functional.cross_entropy
    for number, epoch in enumerate(epochs):
        for rows in epoch:
            pieces, roles, mask, types, ways = tensors(rows)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                kind, way = model(pieces, roles, mask)
            loss = loss_of(way.float(), ways, label_smoothing=0.05)
            if bool((types >= 0).any()):
                loss = loss + loss_of(kind.float(), types, ignore_index=-100, label_smoothing=0.1)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        logger.info("epoch %d loss %.3f", number, loss.item())


class Whole(torch.nn.Module):
    """What ships: one text at a time, ``hidden [n, width]`` and ``pair [types and ways]``."""

    def __init__(self, model: Relations) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, pieces: torch.Tensor, roles: torch.Tensor, share: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        hidden = self.model.states(pieces, roles, None, share)
        pooled = self.model.pooled(hidden, roles)
        return hidden[0], torch.cat([self.model.types(pooled), self.model.ways(pooled)], -1)[0]


def export(model: Relations, vocabulary: list[str], path: Path) -> None:
    """Write the encoder as ONNX with weights of eight bits, its vocabulary and the types inside."""
    model.eval()
    whole = path.with_suffix(".fp32.onnx")
    torch.onnx.export(
        Whole(model),
        (torch.tensor([[101, 2023, 102]]), torch.tensor([[0, 1, 2]]), torch.tensor([1.0])),
        whole,
        input_names=["pieces", "roles", "share"],
        output_names=["hidden", "pair"],
        dynamic_axes={"pieces": {1: "n"}, "roles": {1: "n"}, "hidden": {0: "n"}},
        dynamo=False,
    )
    quantize_dynamic(whole, path, per_channel=True, weight_type=QuantType.QInt8)
    proto = onnx.load(path)
    for key, lines in (("vocabulary", vocabulary), ("types", TYPES)):
        entry = proto.metadata_props.add()
        entry.key, entry.value = key, "\n".join(lines)
    onnx.save(proto, path)
    whole.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--tagger", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights of an earlier run, to be exported only")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.manual_seed(arguments.seed)
    chance = random.Random(arguments.seed)
    vocabulary = [piece for piece in (arguments.base / "vocab.txt").read_text(encoding="utf-8").split("\n") if piece]
    pieces = Pieces(vocabulary)
    model = Relations(arguments.base, arguments.tagger)
    if arguments.start:
        strange = model.load_state_dict(torch.load(arguments.start, weights_only=True), strict=False).unexpected_keys
        if strange:
            raise SystemExit(f"{arguments.start}: not of this model: {strange[0]}")
    else:
        reader = Reader()
        phrases = made_up(reader.parser("en").codebook, TYPES, PHRASES // len(TYPES), chance)
        passages = [p for p in load(CORPUS) if (p.language, p.split) == ("en", "train") and p.writer != HELD_OUT]
        ours = [of_pair(pair) for passage in passages for pair in annotated(reader, passage)]
        model.train()
        fit(model, [batched([row(e, pieces, turned=chance.random() < 0.4) for e in phrases], 48, chance)])
        turns = [[row(e, pieces, turned=chance.random() < 0.5) for e in ours] for _ in range(EPOCHS)]
        fit(model, [batched(rows, BATCH, chance) for rows in turns])
        learned = {name: value.detach() for name, value in model.named_parameters() if value.requires_grad}
        torch.save(learned, arguments.output / "pairs.pt")
    export(model, vocabulary, arguments.output / "encoder.onnx")


if __name__ == "__main__":
    main()
