"""The ``verbale`` command, as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ITALIAN = (
    "«La tregua regge», ha detto lunedì il ministro degli Esteri norvegese. Ha aggiunto che i colloqui riprenderanno.\n"
)
ENGLISH = '"The truce holds," the Norwegian foreign minister said on Monday. He added that talks would resume.\n'
FRENCH = "Le ministre des Affaires étrangères a déclaré mardi que les pourparlers reprendraient.\n"


def verbale(*arguments: str, stdin: str | bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    command = [sys.executable, "-c", "from verbale.cli import main; main()", *arguments]
    done = subprocess.run(command, input=data, capture_output=True, env={**os.environ, **environment}, timeout=120)
    return subprocess.CompletedProcess(
        command, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")
    )


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """One run over good and bad input."""
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "it.txt").write_text(ITALIAN)
    (folder / "empty.txt").touch()
    (folder / "fr.txt").write_text(FRENCH)
    (folder / "it.md").write_text(ITALIAN)
    lines = ["[1]", json.dumps({"id": "en", "text": ENGLISH, "published": "not a date"}), json.dumps({"id": "x"})]
    (folder / "news.jsonl").write_text("\n".join(lines))
    names = ["it.txt", "empty.txt", "fr.txt", "missing.txt", ".", "it.md", "news.jsonl"]
    paths = [str(folder / name) for name in names]
    return folder, verbale("read", *paths, "--format", "jsonl", "--published", "2024-05-06")


def test_what_can_be_read_is_read_in_order(mixed: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    _, done = mixed
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["document"]["id"] for record in records] == ["it", "en"]
    assert records[0]["document"]["published"] == "2024-05-06"
    assert records[0]["document"]["text"] == ITALIAN


def test_what_cannot_be_read_is_told_on_one_line_each(mixed: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = mixed
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"verbale: {folder}/empty.txt: is empty",
        f"verbale: {folder}/fr.txt: the language seems to be 'fr', which is not read (read are: en, it)",
        f"verbale: {folder}/missing.txt: there is no such file",
        f"verbale: {folder}: is a directory",
        f"verbale: it: the id is used twice; its second document is left out ({folder}/it.md)",
        f"verbale: {folder}/news.jsonl:1: is not a JSON object",
        "verbale: en: published: 'not a date' is not an ISO 8601 date (YYYY-MM-DD) or date-time",
        f'verbale: {folder}/news.jsonl:3: has no "text"',
    ]


def test_an_invalid_date_leaves_a_note(mixed: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    record = json.loads(mixed[1].stdout.splitlines()[1])
    assert record["document"]["published"] is None
    assert any(note["path"] == "document/published" for note in record["notes"])


def test_json_is_an_array_and_empty_when_nothing_was_read() -> None:
    done = verbale("read", "-", "--format", "json", stdin=ITALIAN)
    (record,) = json.loads(done.stdout)
    assert (done.returncode, done.stderr, record["document"]["id"]) == (0, "", "stdin")
    nothing = verbale("read", "-", "--format", "json")
    assert (nothing.returncode, json.loads(nothing.stdout)) == (1, [])


def test_pretty_is_the_default_and_without_colour_off_a_terminal() -> None:
    hostile = "«La [bold]tregua[/bold] \x1b[31mregge», ha detto il ministro degli Esteri. \u202eFine.\n"
    done = verbale("read", "-", stdin=hostile)
    assert done.returncode == 0
    assert "[bold]tregua[/bold]" in done.stdout
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "⟦1 " in done.stdout
    assert all(line == line.rstrip() for line in done.stdout.splitlines())


@pytest.mark.parametrize("columns", ["40", "100"])
def test_lines_are_no_wider_than_the_terminal(columns: str) -> None:
    done = verbale("read", "-", stdin=ITALIAN * 3, COLUMNS=columns)
    assert max(map(len, done.stdout.splitlines())) <= int(columns)


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": ENGLISH * 20}) + "\n" for n in range(30)))
    command = [sys.executable, "-c", "from verbale.cli import main; main()", "read", str(path), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_output_is_utf8_in_any_locale() -> None:
    done = verbale("read", "-", "--format", "jsonl", stdin=ITALIAN, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert json.loads(done.stdout)["document"]["text"] == ITALIAN


def test_a_configuration_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("colour = 'red'\n")
    done = verbale("read", "-", "--config", str(tmp_path / "c.toml"), stdin=ITALIAN)
    assert done.returncode == 2
    assert done.stderr == f"verbale: {tmp_path}/c.toml: colour: Extra inputs are not permitted\n"


def test_version_and_schema() -> None:
    from verbale.record import record_schema
    from verbale.version import VERSION

    assert verbale("--version").stdout == f"verbale {VERSION}\n"
    assert json.loads(verbale("schema").stdout) == record_schema()


@pytest.mark.parametrize("arguments", [["--help"], ["read", "--help"], ["--version"]])
def test_help_loads_neither_parser_nor_model(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom verbale.cli import main\nimport verbale\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'thinc', 'numpy', 'trafilatura', 'py3langid'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {sorted(heavy)}' if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
