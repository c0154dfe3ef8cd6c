"""Write the manual of event types, docs/codebook/, from the codebook and the examples of corpus/events; a test checks.

python docs/manual.py
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from verbale.codebook import codebook, languages
from verbale.events.acts import Acts
from verbale.events.lexicon import EventTypes, EventWords, TypeDefinition

HERE = Path(__file__).with_name("codebook")
EXAMPLES = Path(__file__).parents[1] / "corpus" / "events"
MOST = 40  # examples of a type and language that the page shows
WORDS = 150  # of a list that the page shows
NAMES = {"en": "English", "it": "Italian"}

HEAD = """# The codebook of events

The sixteen PLOVER types as Verbale reads them: what each is and is not, who its source and target are, its modes, its
words in each language, and examples of our own from `corpus/events` with the words that say the act in bold; all of it
is made up. Everything here is data: `codebook/data/world/events.toml` (types), `LANG/events.toml` (frames),
`LANG/acts.toml` (words). These pages are written from it by `docs/manual.py`.

| type | |
| --- | --- |
"""


def examples() -> dict[tuple[str, str], list[tuple[dict[str, Any], dict[str, Any]]]]:
    """Passages of the training split with one of their events, by type and language."""
    found: dict[tuple[str, str], list[tuple[dict[str, Any], dict[str, Any]]]] = {}
    for path in sorted(EXAMPLES.glob("*.json")):
        passage = json.loads(path.read_text(encoding="utf-8"))
        if passage["split"] == "train":
            for event in passage["events"]:
                found.setdefault((event["type"], passage["language"]), []).append((passage, event))
    return found


def chosen(shown: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Up to ``MOST`` of the examples, those of rare modes and statuses first, in the order of the corpus."""
    common = Counter((event["mode"], event["status"]) for _, event in shown)
    rare = sorted(range(len(shown)), key=lambda n: (common[shown[n][1]["mode"], shown[n][1]["status"]], n))
    return [shown[n] for n in sorted(rare[:MOST])]


def page(entry: TypeDefinition, shown: dict[tuple[str, str], list[tuple[dict[str, Any], dict[str, Any]]]]) -> str:
    """The page of a type."""
    lines = [f"# {entry.key}", "", entry.definition, "", f"**Not:** {entry.excludes}", ""]
    lines += [f"**Source:** {entry.source} **Target:** {entry.target}", "", "| mode | |", "| --- | --- |"]
    lines += [f"| {mode.key} | {mode.definition} |" for mode in entry.modes] + [""]
    for language in languages():
        book = codebook(language)
        lines += [f"## {NAMES.get(language, language)}", ""]
        frames = [frame for frame in book.section(EventWords).frame if frame.type == entry.key]
        if frames:
            lines += ["| frame | mode | verbs | nouns |", "| --- | --- | --- | --- |"]
            lines += [f"| {f.key} | {f.mode or ''} | {', '.join(f.verbs)} | {', '.join(f.nouns)} |" for f in frames] + [
                ""
            ]
        for act in book.section(Acts).act:
            if act.type == entry.key:
                parts = {"The source is subject": act.verbs, "The target is subject": act.turned, "Nouns": act.nouns}
                lines += [f"{name}: {_some(words)}\n" for name, words in parts.items() if words]
        lines += ["### Examples (synthetic: no news)", ""]
        for passage, event in chosen(shown.get((entry.key, language), [])):
            lines.append(f"- {_marked(passage['text'], event)}  \n  {_told(event)}")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _some(words: tuple[str, ...]) -> str:
    """The first of a list, and how many more the file holds."""
    more = f" … and {len(words) - WORDS:,} more in `acts.toml`" if len(words) > WORDS else ""
    return ", ".join(words[:WORDS]) + more + "."


def _marked(text: str, event: dict[str, Any]) -> str:
    for words in event["trigger"]:
        text = text.replace(words, f"**{words}**", 1)
    return " ".join(text.split())


def _told(event: dict[str, Any]) -> str:
    who = " and ".join(event["source"]) or "nobody told"
    whom = " → " + " and ".join(event["target"]) if event["target"] else ""
    return f"*{event['mode'] or 'no mode'}, {event['status']}:* {who}{whom}"


def index(types: tuple[TypeDefinition, ...]) -> str:
    """The front page."""
    rows = [f"| [{entry.key}]({entry.key.casefold()}.md) | {entry.definition} |" for entry in types]
    return HEAD + "\n".join(rows) + "\n"


def pages() -> dict[str, str]:
    """All pages by file name."""
    types = codebook("en").section(EventTypes).type
    shown = examples()
    return {"README.md": index(types)} | {f"{entry.key.casefold()}.md": page(entry, shown) for entry in types}


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
