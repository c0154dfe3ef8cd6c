"""The whole road on any text: every span holds, nothing crashes, time is linear, the same bytes each time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verbale.pipeline import Reader
from verbale.reading import make_document
from verbale.record import Record

Reading = Callable[..., Record]
CORPUS = Path(__file__).parents[1] / "corpus"
EXAMPLES = Path(__file__).parents[1] / "src" / "verbale" / "examples" / "dispatches.jsonl"

PIECES = [
    "“", "”", '"', "«", "»", "„", "‘", "’", "'", ",", ".", "…", "—", "-", "(", ")", ":", ";", "\n", "\n\n", "\r\n", " ",
    "\u200f", "\u202e", "é", "e\u0301", "🕊️", "\ufffd", "said", "ha detto", "the president", "il presidente", "Hamas",
    "Geneva", "Ginevra", "Monday", "31 February", "il 45 maggio", "proposed", "tregua", "cessate il fuoco", "killed 3",
    "according to", "secondo", "that", "che", "not", "he", "Kofi Annan", "30-day", "M. R.", "99999", "A",
]  # fmt: skip

HOSTILE = {
    "commas": "," * 10_000,
    "nested quotes": "“‘«" * 2_000 + "he said" + "»’”" * 2_000,
    "open quotes": '"he said ' * 2_000,
    "names": "Kofi Annan Staffan de Mistura Steve Witkoff " * 400,
    "right to left": "\u202e\u200f" * 3_000 + "said",
    "emoji": "🕊️👩‍👩‍👧" * 2_000,
    "combining": "e" + "\u0301" * 5_000,
    "capitals": "THE PRESIDENT SAID THE TRUCE WOULD HOLD IN GENEVA ON MONDAY " * 100,
    "no punctuation": "the minister said the rebels said the army said the envoy said " * 200,
    "one word": "a" * 50_000,
    "numbers": "1 2 3 2024 31 12 " * 1_000,
    "newlines": "\n" * 10_000 + "x",
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_texts_become_records(read_en: Reading, read_it: Reading, name: str) -> None:
    # The record checks its own spans: that it exists is the test.
    for read in (read_en, read_it):
        assert read(HOSTILE[name], published="2024-05-06").document.text == HOSTILE[name]


CUT = [
    ("it", "Chiede che "),
    ("it", "Il governo ha respinto l'accusa di «"),
    ("it", "Lo ha definito «un tradimento"),
    ("en", "The army's threat to \""),
    ("en", 'They were described as "'),
    ("en", "called on them to agree to "),
]


@pytest.mark.parametrize(("language", "text"), CUT)
def test_texts_cut_in_the_middle_become_records(read_en: Reading, read_it: Reading, language: str, text: str) -> None:
    assert (read_it if language == "it" else read_en)(text, published="2024-05-06").document.text == text


@pytest.mark.parametrize("path", sorted(CORPUS.glob("fresh/*.json")), ids=lambda path: path.stem)
def test_articles_cut_anywhere_become_records(read_en: Reading, read_it: Reading, path: Path) -> None:
    article = json.loads(path.read_text(encoding="utf-8"))
    text, read = article["text"], read_it if article["language"] == "it" else read_en
    for n in range(1, 10):
        cut = len(text) * n // 10 + n
        for part in (text[:cut], text[cut:]):
            assert read(part, published=article["published"]).document.text == part


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from([" ", ""]), st.booleans())
def test_any_mixture_becomes_a_record(
    read_en: Reading, read_it: Reading, pieces: list[str], glue: str, italian: bool
) -> None:
    text = glue.join(pieces)
    record = (read_it if italian else read_en)(text, published="2024-05-06")
    for span in record.spans():
        assert text[span.start : span.end] == span.text


def test_time_is_linear_in_length(read_en: Reading) -> None:
    paragraph = (
        "The foreign minister, Anna Berg, said on Monday that the rebels had accepted the 30-day truce, “with "
        "reservations”, and would meet the envoy in Geneva. He denied that two people were killed near the border.\n\n"
    )
    read_en(paragraph)

    def seconds(times: int) -> float:
        started = time.process_time()
        read_en(paragraph * times, published="2024-05-06")
        return time.process_time() - started

    small, large = min(seconds(20) for _ in range(2)), seconds(160)
    assert large < small * 8 * 3  # a quadratic stage would need 64 times as long


def test_records_are_the_same_whatever_hash_seed_and_batch() -> None:
    script = (
        "import json, sys; from pathlib import Path; from verbale.pipeline import Reader;"
        "from verbale.reading import make_document; from verbale.settings import Settings;"
        "rows = [json.loads(l) for l in Path(sys.argv[1]).read_text(encoding='utf-8').splitlines()];"
        "docs = [make_document(r['text'], id=r['id'], published=r['published'], language=r['language']) for r in rows];"
        "[print(r.to_json()) for r in Reader(Settings(batch_size=int(sys.argv[2]))).read_all(docs)]"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, str(EXAMPLES), batch],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed, batch in (("0", "64"), ("1", "1"), ("4242", "3"))
    }
    assert len(outputs) == 1


def test_every_example_is_read(reader: Reader) -> None:
    rows = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    documents = [
        make_document(r["text"], id=r["id"], published=r["published"], language=r["language"], kind=r["kind"])
        for r in rows
    ]
    records = list(reader.read_all(documents))
    assert [r.document.id for r in records] == [r["id"] for r in rows]
    assert all(r.statements and r.actors and r.times for r in records)
