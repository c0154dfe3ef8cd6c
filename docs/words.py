"""Refresh the catalogues of the desk: new words come in empty, gone ones are dropped, what is translated stays.

Run it after a change to a template or to a closed class; a test checks. The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).parent.parent / "src" / "verbale" / "web"
TEMPLATES = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true", "silent": "false"}
KINDS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("jinja2", "templates/**/*.html", TEMPLATES),
    ("python", "**/*.py", {}),
)
HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language}\\n"
"Plural-Forms: {plural};\\n"

"""

Message = str | tuple[str, ...]


def messages() -> Iterator[Message]:
    """What is translated."""
    for method, pattern, options in KINDS:
        for path in sorted(WEB.glob(pattern)):
            with path.open("rb") as file:
                for _, message, _, _ in extract(method, file, options=options):
                    yield message


def refreshed(written: bytes, language: str) -> bytes:
    """A catalogue with the words of today, in the order of the alphabet."""
    known = read_po(BytesIO(written), locale=language)
    made = Catalog(locale=language)
    for message in messages():
        made.add(message, _said(known, message))
    body = BytesIO()
    write_po(body, made, omit_header=True, sort_output=True, width=120)
    header = HEADER.format(language=language, plural=made.plural_forms.rstrip(";"))
    return header.encode() + body.getvalue()


def _said(known: Catalog, message: Message) -> Message:
    """A translation as far as it fits: of one that has become a plural, or is none any more, nothing is kept."""
    plural = isinstance(message, tuple)
    had = known.get(message[0] if isinstance(message, tuple) else message)
    if had is None or not had.string or isinstance(had.string, str) == plural:
        return ("", "") if plural else ""
    return had.string if isinstance(had.string, str) else tuple(had.string)


if __name__ == "__main__":
    for path in sorted((WEB / "locale").glob("*.po")):
        path.write_bytes(refreshed(path.read_bytes(), path.stem))
