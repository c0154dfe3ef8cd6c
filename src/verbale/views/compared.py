"""The accounts that a store holds of one contact, compared: those of its sides, and who says that one left what out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, or_, select

from verbale.record import Record
from verbale.store.documents import unpacked
from verbale.store.query import Scope, known
from verbale.store.sighted import Text, texts_of
from verbale.store.sql import chunks, latest_first, unindexed
from verbale.store.tables import bundles, documents, facts, members, readings, track_versions, versions
from verbale.views.contacts import Contact, contacts_named, reference_day
from verbale.views.readouts import Comparison, compare

LATEST = 400  # readouts among which those of one contact are looked for
HELD = ("happened", "ongoing")
ACCOUNTS, WITNESSES = 4, 3  # accounts of one contact that are compared, other texts that are asked what was left out


@dataclass(frozen=True, slots=True)
class Omission:
    """A third text says in ``words`` that the accounts, or one of them, left something out."""

    matter: str
    words: str
    text: Text


@dataclass(frozen=True, slots=True)
class Compared:
    """Accounts of a contact (``None``: of texts that were named), in the order of ``comparison.accounts``."""

    contact: Contact | None
    texts: tuple[Text, ...]
    comparison: Comparison
    omissions: tuple[Omission, ...]


def compared(
    connection: Connection, scope: Scope, chosen: Sequence[str] = (), folders: tuple[Path, ...] = ()
) -> tuple[Compared, ...]:
    """The contacts of a scope of which two or more sides have published an account, the latest first; or the contact,
    or the documents (ids, keys, addresses), that are ``chosen``. Raises ``ValueError`` for what is not found."""
    if len(chosen) > 1:
        return (_of_documents(connection, chosen, folders),)
    ids = _contact_ids(connection, scope, chosen[0]) if chosen else _with_accounts(connection, scope)
    told = contacts_named(connection, ids, scope, reference_day(scope))
    found = [_of_contact(connection, scope, told[id], folders) for id in ids if id in told]
    if chosen and not found:
        raise ValueError(f"there is no contact {chosen[0]!r}")
    return tuple(one for one in found if len(one.texts) > 1 or chosen)


def _with_accounts(connection: Connection, scope: Scope) -> list[str]:
    """The contacts that several of the latest readouts tell of."""
    query = select(versions.c.id).where(versions.c.kind == "readout", versions.c.superseded.is_(None))
    if scope.last is not None:
        query = query.where(or_(versions.c.day.is_(None), versions.c.day <= scope.last))
    if scope.since is not None:
        query = query.where(versions.c.day >= scope.since)
    if scope.track is not None:
        query = query.join(track_versions, track_versions.c.version_id == versions.c.id).where(
            track_versions.c.track_id == scope.track.id
        )
    ordered = query.order_by(latest_first(versions.c.day), versions.c.id.desc())
    latest = connection.execute(ordered.limit(LATEST)).scalars()
    tellers: dict[str, set[int]] = {}
    order: dict[str, str] = {}
    for bundle, version, day in _subjects(connection, scope, [*latest]):
        tellers.setdefault(bundle, set()).add(version)
        order[bundle] = max(order.get(bundle, ""), day or "")
    several = [id for id, own in tellers.items() if len(own) > 1]
    return sorted(several, key=lambda id: (order[id], id), reverse=True)[: scope.limit]


def _subjects(connection: Connection, scope: Scope, ids: Sequence[int]) -> Iterable[tuple[str, int, str | None]]:
    """The contact that each readout is about: of those that it tells as held, the first."""
    first: dict[int, tuple[int, str, str | None]] = {}
    for part in chunks(ids):
        told = (
            select(members.c.bundle_id, members.c.version_id, members.c.day, facts.c.local)
            .join(bundles, bundles.c.id == members.c.bundle_id)
            .join(facts, facts.c.key == members.c.fact_key)
            .where(members.c.version_id.in_(part), unindexed(bundles.c.kind) == "contact", facts.c.status.in_(HELD))
            .where(*known(members, scope), *known(facts, scope))
        )
        for bundle, version, day, local in connection.execute(told):
            place = int(local[1:]) if local[1:].isdigit() else 0
            first[version] = min(first.get(version, (place, bundle, day)), (place, bundle, day))
    return [(bundle, version, day) for version, (_, bundle, day) in sorted(first.items())]


def _contact_ids(connection: Connection, scope: Scope, given: str) -> list[str]:
    where = (bundles.c.kind == "contact", bundles.c.id.startswith(given, autoescape=True))
    found = connection.execute(select(bundles.c.id).where(*where).limit(2)).scalars().all()
    if len(found) > 1:
        raise ValueError(f"several contacts begin with {given!r}")
    return [*found]


def _of_contact(connection: Connection, scope: Scope, contact: Contact, folders: tuple[Path, ...]) -> Compared:
    told = [text.version for text in contact.readouts]
    about = {version for bundle, version, _ in _subjects(connection, scope, told) if bundle == contact.id}
    own = [version for version in told if version in about or not about][:ACCOUNTS]
    others = [text.version for stage in contact.stages for text in stage.texts if text.version not in own]
    records = records_of(connection, [*own, *dict.fromkeys(others)])
    accounts = [records[id] for id in own if id in records]
    texts = texts_of(connection, records)
    witnesses = [id for id in dict.fromkeys(others) if id in records][-WITNESSES:]
    omissions = [one for id in witnesses for one in _omissions(accounts, records[id], texts[id], folders)]
    return Compared(
        contact, tuple(texts[id] for id in own if id in records), compare(accounts, folders), tuple(omissions)
    )


def _omissions(
    accounts: Sequence[Record], witness: Record, text: Text, folders: tuple[Path, ...]
) -> Iterable[Omission]:
    """What a third text says to be left out of accounts of which it tells."""
    last = len(accounts)
    for point in compare([*accounts, witness], folders).points:
        for one in point.left_out:
            if one.by == last and any(point.words[:last]):
                yield Omission(point.label, one.words.text, text)


def _of_documents(connection: Connection, chosen: Sequence[str], folders: tuple[Path, ...]) -> Compared:
    ids = [_version(connection, one) for one in chosen]
    records, texts = records_of(connection, ids), texts_of(connection, ids)
    return Compared(None, tuple(texts[id] for id in ids), compare([records[id] for id in ids], folders), ())


def _version(connection: Connection, given: str) -> int:
    """The present version of a document."""
    query = (
        select(versions.c.id)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(versions.c.superseded.is_(None), versions.c.forgotten.is_(None))
    )
    named = or_(documents.c.key == given, documents.c.name == given, documents.c.url == given)
    found = connection.execute(query.where(named).limit(2)).scalars().all()
    if len(found) != 1:
        raise ValueError(f"there {'are several documents' if found else 'is no document'} {given!r}")
    return int(found[0])


def records_of(connection: Connection, ids: Iterable[int]) -> dict[int, Record]:
    """The records of versions by the readings that hold."""
    found: dict[int, Record] = {}
    for part in chunks([*dict.fromkeys(ids)]):
        query = (
            select(versions.c.id, readings.c.record, versions.c.text)
            .join(readings, readings.c.version_id == versions.c.id)
            .where(versions.c.id.in_(part), readings.c.superseded.is_(None), versions.c.forgotten.is_(None))
        )
        found |= {row.id: unpacked(bytes(row.record), row.text) for row in connection.execute(query)}
    return found
