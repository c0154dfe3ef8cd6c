"""``verbale add``, ``reread`` and ``readouts`` as a user gives them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

CALL = "“We accept the 30-day truce of Norway,” the Foreign Minister of Peru, Ana Quispe, told her colleague of Chile."
TEXTS = [
    {"id": "one", "text": f"LIMA - {CALL}", "published": "2025-03-03", "language": "en", "url": "https://a.example/1"},
    {"id": "two", "text": "Peru called off the talks.", "published": "2025-03-04", "language": "en"},
]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from verbale.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)


def lines(path: Path, texts: list[dict[str, str]]) -> str:
    path.write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
    return str(path)


@pytest.mark.slow
def test_what_is_there_is_not_read_again_and_what_is_corrected_is_a_version(tmp_path: Path) -> None:
    store = str(tmp_path / "ledger.db")
    given = lines(tmp_path / "texts.jsonl", TEXTS)
    (tmp_path / "bad.txt").write_bytes(b"")
    first = run("add", given, str(tmp_path / "bad.txt"), "--store", store, "--format", "json")
    assert (first.returncode, json.loads(first.stdout)) == (1, {"added": 2, "failed": 1})
    assert "bad.txt" in first.stderr
    corrected = [TEXTS[0] | {"text": TEXTS[0]["text"].replace("30-day", "20-day")}, TEXTS[1]]
    again = run("add", lines(tmp_path / "later.jsonl", corrected), "--store", store, "--format", "json")
    assert json.loads(again.stdout) == {"added": 0, "corrected": 1, "unchanged": 1}
    assert run("reread", "--store", store).stdout == "0 added\n"
    other = run("reread", "--store", store, "--profile", "fast", "--format", "json")
    assert json.loads(other.stdout) == {"added": 0, "read again": 2}
    assert run("verify", "--store", store).returncode == 0


def test_accounts_that_are_not_there_are_told(tmp_path: Path) -> None:
    store = str(tmp_path / "ledger.db")
    assert run("readouts", "--store", store).returncode == 2
    from verbale.store import Ledger

    Ledger.open(store).close()
    none = run("readouts", "--store", store)
    assert (none.returncode, "No contact has two accounts" in none.stdout) == (0, True)
    unknown = run("readouts", "one", "two", "--store", store)
    assert (unknown.returncode, "there is no document 'one'" in unknown.stderr) == (2, True)
