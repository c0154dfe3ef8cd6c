"""A brief as a page: Markdown for people who edit it, HTML that stands alone and can be printed.

What comes from outside is text and nothing else: it makes no link, no image, no markup. Only the address of a source is
a link, where it is one of the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from verbale.harmless import one_line
from verbale.views.brief import Brief
from verbale.views.citing import Citation, Line

TITLE = 200  # characters of a source's title
ADDRESS = 2_000  # characters of an address that is still a link
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~!&$^{}=]|:(?=\S)|(?<=\w)\.(?=\w)")
_SAFE = "%/:?#[]@!$&'()*+,;=-._~"  # of an address, what stays as it is


def markdown(brief: Brief) -> str:
    """The brief in CommonMark."""
    return "\n".join(_markdown(brief)) + "\n"


def html(brief: Brief) -> str:
    """The brief as a page without scripts or anything that it would have to load."""
    return str(_template().render(brief=brief, heading=heading(brief), copies=copies(brief))).strip() + "\n"


def heading(brief: Brief) -> str:
    """What the brief is about, on one line."""
    track = f" · {brief.track}" if brief.track else ""
    parties = f" · {', '.join(brief.parties)}" if brief.parties else ""
    return f"Brief of {brief.day}{track}{parties}"


def period(brief: Brief) -> str:
    """What was learnt when, and from how much."""
    known = f"What became known since {brief.since}" + (f" up to {brief.until}" if brief.until else "")
    return f"{known}: {counted(brief.articles, brief.origins)}."


def counted(articles: int, origins: int) -> str:
    """*7 articles, 2 origins.*"""
    return f"{articles} article{'' if articles == 1 else 's'}, {origins} origin{'' if origins == 1 else 's'}"


def copies(brief: Brief) -> dict[int, tuple[int, ...]]:
    """The numbers of the copies of each source that has any."""
    found: dict[int, tuple[int, ...]] = {}
    for one in brief.sources:
        if one.copy_of is not None:
            found[one.copy_of] = (*found.get(one.copy_of, ()), one.number)
    return found


def _markdown(brief: Brief) -> Iterator[str]:
    yield f"# {plain(heading(brief))}"
    yield ""
    yield plain(period(brief))
    for section in brief.sections:
        yield ""
        yield f"## {plain(section.title)}"
        yield ""
        for line in section.lines:
            yield f"- {_line(line)}"
            yield from (f"  - {_line(account)}" for account in line.accounts)
        if section.more:
            yield f"- and {section.more} more"
    if not brief.sections:
        yield ""
        yield "Nothing new is told."
    yield ""
    yield "## Sources"
    yield ""
    together = copies(brief)
    yield from (f"{one.number}. {_source(one, together)}" for one in brief.sources)


def _line(line: Line) -> str:
    when = f"{plain(line.when)} " if line.when else ""
    told = f"{when}**{plain(line.who) or '?'}** {plain(line.what)}".rstrip()
    told += f", was: {plain(line.was)}" if line.was else ""
    told += f" ({plain(', '.join(line.marks))})" if line.marks else ""
    told += f" “{plain(line.quote)}”" if line.quote else ""
    count = f" *{counted(line.articles, line.origins)}*" if line.articles > 1 else ""
    return f"{told}{count} {cited(line.sources)}".rstrip()


def cited(numbers: Iterable[int]) -> str:
    """*[1][4]* as text."""
    return "".join(f"\\[{number}\\]" for number in numbers)


def _source(one: Citation, together: dict[int, tuple[int, ...]]) -> str:
    parts = [f"**{plain(one.outlet)}**", plain(one.title or one.name, TITLE), one.day or "undated"]
    if (link := address(one.url)) is not None:
        parts.append(f"<{link}>")
    elif one.url:
        parts.append(plain(one.url, TITLE))
    if one.copy_of is not None:
        parts.append(f"copy of {cited((one.copy_of,))}")
    if others := together.get(one.number):
        parts.append(f"copied by {cited(others)}")
    return ", ".join(parts)


def plain(text: str, longest: int = 0) -> str:
    """``text`` on one line, as CommonMark that shows just these characters; an ``@`` that would address somebody is
    followed by a joiner that is not seen."""
    return _MARKUP.sub(lambda match: "\\" + match.group(), one_line(text, longest)).replace("@", "@\u2060")


def address(url: str | None) -> str | None:
    """A web address that can be followed, with everything quoted that could end it; ``None`` for any other."""
    if not url or len(url) > ADDRESS:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return None
    return quote(url.strip(), safe=_SAFE)


@cache
def _template() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("verbale.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(shown=one_line, address=address)
    environment.globals.update(counted=counted, period=period)
    return environment.get_template("brief.html")
