"""The matrix of positions for people: the table, and below it every answer with its condition, source and sentence."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from verbale.cli.pretty import STANCES, grid, write
from verbale.harmless import one_line
from verbale.views.positions import Answer, Column, PositionMatrix, Stand

SIGNS = {"accepts": "✓", "conditional": "◐", "undecided": "…", "rejects": "✗"}
DISPUTED, DOUBTFUL, ALONE, JUDGED = "!", "?", "¹", "✎"
COLUMNS = 5  # proposals beside each other; more go into a table below
LABEL = 60  # characters of a proposal's name
SENTENCE = 400  # characters of a sentence
LEGEND = (
    "  ".join(f"{sign} {stance}" for stance, sign in SIGNS.items())
    + f"  · not told\n{DISPUTED} disputed  {DOUBTFUL} uncertain  {ALONE} one source only; the last line of a cell holds"
)
OF_STORE = f"{LEGEND}\n{JUDGED} confirmed or corrected by a person"


def show_positions(out: Console, matrix: PositionMatrix) -> None:
    """Write matrix and answers to the console."""
    parts: list[RenderableType] = list(tables(matrix, out.width))
    if matrix.parties:
        parts += [Text(LEGEND, style="dim"), Text()]
    parts += list(answers(matrix))
    write(out, Group(*parts))


def show_stored(out: Console, matrix: PositionMatrix, history: bool) -> None:
    """Write the matrix of a store, and below it what each cell stands on: the deciding answer and what contradicts it,
    or with ``history`` every answer in time."""
    parts: list[RenderableType] = list(tables(matrix, out.width))
    if matrix.parties:
        parts += [Text(OF_STORE, style="dim"), Text()]
    by_id = {answer.id: answer for answer in matrix.answers}
    for n, proposal in enumerate(matrix.proposals):
        parts += _heading(matrix, proposal)
        for party, cells in zip(matrix.parties, matrix.cells, strict=True):
            if (stand := cells[n]) is not None:
                parts.append(_told(party.name, stand))
                wanted = stand.answers if history else (stand.deciding, *stand.against)
                parts += [_answer(by_id[id], named=False) for id in wanted]
        parts.append(Text())
    for proposal in matrix.unanswered:
        parts += [*_heading(matrix, proposal), Text("  no answer is told", style="dim"), Text()]
    write(out, Group(*parts))


def _told(party: str, stand: Stand) -> Text:
    """A cell in words: where the party stood, stands, and how many tell it."""
    text = Text(f"  {one_line(party, 40)}", style="bold")
    for stance, day in stand.before:
        text.append(f" {SIGNS[stance]} {stance} {day} →", style="dim")
    text.append(f" {SIGNS[stand.stance]} {stand.stance}", style=STANCES[stand.stance])
    text.append(marks_of(stand))
    since = f" since {stand.since}" if stand.since else ""
    text.append(f"{since} · {counted(stand.documents, stand.origins)}", style="dim")
    return text


def counted(documents: int, origins: int | None) -> str:
    """*7 articles, 2 origins.*"""
    told = f"{documents} article{'' if documents == 1 else 's'}"
    return told if origins is None else f"{told}, {origins} origin{'' if origins == 1 else 's'}"


def tables(matrix: PositionMatrix, width: int) -> Iterator[Table | Text]:
    """The matrix, in several tables where there are many proposals."""
    if not matrix.parties:
        yield Text("No positions were found.", style="dim")
        return
    for first in range(0, len(matrix.proposals), COLUMNS):
        shown = range(first, min(first + COLUMNS, len(matrix.proposals)))
        rows = [
            [Text(one_line(party.name), style="bold"), *(_cell(cells[n]) for n in shown)]
            for party, cells in zip(matrix.parties, matrix.cells, strict=True)
            if any(cells[n] for n in shown)
        ]
        heads = [one_line(matrix.proposals[n].label, LABEL) for n in shown]
        rows.append([Text("status", style="dim"), *(_status(matrix.proposals[n]) for n in shown)])
        yield grid(["party", *heads], rows, width)
        yield Text()


def _status(proposal: Column) -> Text:
    return Text(f"{proposal.status or ''} {_short(proposal.status_since)}".strip(), style="dim")


def _cell(stand: Stand | None) -> Text:
    if stand is None:
        return Text("·", style="dim")
    text = Text()
    for stance, day in stand.before:
        text.append(f"{SIGNS[stance]} {stance} {_short(day)}\n", style="dim")
    text.append(f"{SIGNS[stand.stance]} {stand.stance}", style=STANCES[stand.stance])
    text.append(marks_of(stand), style="bold")
    text.append(f" {_short(stand.since)}", style="dim")
    for name, stance in stand.dissent:
        text.append(f"\n{SIGNS[stance]} {one_line(name, 32)}", style=STANCES[stance])
    return text


def marks_of(stand: Stand) -> str:
    """The signs that qualify a cell."""
    told = (
        (stand.disputed, DISPUTED),
        (stand.uncertain, DOUBTFUL),
        (stand.one_source, ALONE),
        (stand.judged, JUDGED),
    )
    return "".join(sign for true, sign in told if true)


def _short(day: str | None) -> str:
    return day[5:] if day else ""


def answers(matrix: PositionMatrix) -> Iterator[Text]:
    """Each proposal with its answers, oldest first: what the cells stand on."""
    for proposal in (*matrix.proposals, *matrix.unanswered):
        yield from _heading(matrix, proposal)
        for answer in matrix.answers:
            if answer.proposal == proposal.id:
                yield _answer(answer)
        yield Text()


def _heading(matrix: PositionMatrix, proposal: Column) -> list[Text]:
    return [
        Text(one_line(proposal.label, LABEL), style="bold underline"),
        Text(one_line(_facts(matrix, proposal)), style="dim"),
    ]


def _facts(matrix: PositionMatrix, proposal: Column) -> str:
    labels = {column.id: column.label for column in (*matrix.proposals, *matrix.unanswered)}
    put_forward = f"put forward {proposal.put_forward}" if proposal.put_forward else ""
    status = f"{proposal.status} {proposal.status_since or ''}".strip() if proposal.status else ""
    relation = "split from" if proposal.relation == "split" else "a version of"
    version = (
        f"{relation} {proposal.parent or labels.get(proposal.version_of, '?')}"
        if proposal.version_of is not None
        else ""
    )
    where = f"in {proposal.documents} document{'s' if proposal.documents > 1 else ''}"
    if proposal.origins is not None:
        where += f" of {proposal.origins} origin{'s' if proposal.origins > 1 else ''}"
    where += ", earlier ones not looked at" if proposal.cut else ""
    doubt = "" if proposal.certain else "some of its mentions are uncertain"
    first = f"“{proposal.mentions[0].quote.text}”" if proposal.mentions else ""
    return " · ".join(part for part in (first, put_forward, status, version, where, doubt) if part)


def _answer(answer: Answer, *, named: bool = True) -> Text:
    day = f"{answer.date or 'undated'}{'' if answer.date_origin != 'published' else ' (published)'}"
    text = Text(f"  {day}  " if named else f"    {day} ", style="dim")
    text.append(one_line(answer.party_name, 40) if named else "", style="bold")
    text.append(f" ({one_line(answer.by, 40)})" if answer.by else "", style="dim")
    text.append(f" {SIGNS[answer.stance]} {answer.stance}", style=STANCES[answer.stance])
    if answer.disputed or not answer.certain:
        text.append(f" {DISPUTED if answer.disputed else ''}{'' if answer.certain else DOUBTFUL}", style="bold")
    if answer.conditions:
        text.append(f", {one_line('; '.join(answer.conditions), 200)}", style="italic")
    who = ", ".join(answer.said_by) or answer.publisher or "the text"
    link = "" if answer.link >= 1 else f", link {answer.link:.2f}"
    text.append("\n" if named else "\n  ")
    judged = f"; {answer.judged.verdict}ed by {one_line(answer.judged.author, 40)}" if answer.judged else ""
    text.append(f"    {one_line(who, 80)} [{one_line(answer.source, 60)}{link}{judged}]: ", style="dim")
    text.append(one_line(answer.sentence, SENTENCE))
    return text
