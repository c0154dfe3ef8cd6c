"""What the texts say of one incident, side by side: tolls, blame, claims, denials. Nothing is added up or averaged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from verbale.record import Model
from verbale.threads.sights import Blame, Sight, Voice
from verbale.threads.tabled import Quoted

Differ = Literal["killed", "injured", "by whom", "how", "denied"]


class Account(Model):
    """One text's account. ``said_by`` are the speakers; where nobody is told the outlet says so. ``replaced``: the
    same voice later told other numbers. ``blamed`` are those that it tells did it, ``blames`` the accusations that it
    reports."""

    sight: str
    document: str
    sha256: str
    publisher: str | None
    published: date | None
    said_by: tuple[Voice, ...] = ()
    mode: str | None = None
    killed: int | None = None
    injured: int | None = None
    blamed: tuple[str, ...] = ()
    blames: tuple[Blame, ...] = ()
    claimed_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    denied: bool = False
    replaced: bool = False
    evidence: tuple[Quoted, ...] = ()


class Accounts(Model):
    """All accounts by their publication, and in what those that still hold differ."""

    accounts: tuple[Account, ...]
    differ: tuple[Differ, ...]

    @property
    def tolls(self) -> tuple[Account, ...]:
        """Those that tell of dead or injured."""
        return tuple(one for one in self.accounts if one.killed is not None or one.injured is not None)

    @property
    def blame(self) -> tuple[Account, ...]:
        """Those that tell who did it."""
        return tuple(one for one in self.accounts if one.blamed or one.blames)


def accounts(members: Iterable[Sight]) -> Accounts:
    """The accounts of one incident; the order in which its members are given does not matter."""
    told = [_account(sight) for sight in sorted(members, key=_in_time)]
    latest = {_voice(one): n for n, one in enumerate(told) if _numbers(one) != (None, None)}
    found = tuple(
        one.model_copy(update={"replaced": True}) if _outdated(one, told[latest.get(_voice(one), n)]) else one
        for n, one in enumerate(told)
    )
    return Accounts(accounts=found, differ=_differ([one for one in found if not one.replaced]))


def _in_time(sight: Sight) -> tuple[date, str, int, str]:
    start = sight.evidence[0].start if sight.evidence else 0
    return sight.published or date.max, sight.document, start, sight.id


def _account(sight: Sight) -> Account:
    return Account(
        sight=sight.id,
        document=sight.document,
        sha256=sight.sha256,
        publisher=sight.publisher,
        published=sight.published,
        said_by=sight.said_by,
        mode=sight.mode,
        killed=sight.killed,
        injured=sight.injured,
        blamed=sight.doers,
        blames=sight.blames,
        claimed_by=sight.claimed_by,
        denied_by=sight.denied_by,
        denied=sight.denied,
        evidence=tuple(Quoted(sight.document, sight.sha256, span) for span in sight.evidence[:1]),
    )


def _voice(one: Account) -> tuple[str, ...]:
    """Whose account it is: the speakers', else the outlet's."""
    return tuple(sorted(voice.name for voice in one.said_by)) or (f"by {one.publisher or one.document}",)


def _numbers(one: Account) -> tuple[int | None, int | None]:
    return one.killed, one.injured


def _outdated(one: Account, last: Account) -> bool:
    """Whether the same voice has told other numbers of the same things on a later day."""
    if one.published is None or last.published is None or one.published >= last.published:
        return False
    pairs = zip(_numbers(one), _numbers(last), strict=True)
    return any(before is not None and after is not None and before != after for before, after in pairs)


def _differ(told: Sequence[Account]) -> tuple[Differ, ...]:
    found: list[Differ] = []
    if len({one.killed for one in told} - {None}) > 1:
        found.append("killed")
    if len({one.injured for one in told} - {None}) > 1:
        found.append("injured")
    blamed = [{key} for one in told for key in (blame.accused for blame in one.blames)]
    blamed += [set(one.blamed) for one in told if one.blamed]
    if any(not one & other for one in blamed for other in blamed):
        found.append("by whom")
    if len({one.mode for one in told} - {None, "attack"}) > 1:
        found.append("how")
    if any(one.denied or one.denied_by for one in told):
        found.append("denied")
    return tuple(found)
