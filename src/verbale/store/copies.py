"""Which version is a copy of which: found by the bands that texts share, settled by their signatures."""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select, update

from verbale.store.tables import bands, signatures, versions
from verbale.threads.copies import Signature, is_copy, likeness

CANDIDATES = 24  # texts that are compared, those with most bands in common first


def settle_origin(connection: Connection, version: int, document: int, made: Signature) -> int:
    """File a version, and tell the version that it is a copy of: itself when there is none.

    An earlier version of the same document is no other origin: a correction has the origin of what it corrects.
    """
    connection.execute(insert(signatures).values(version_id=version, minhash=made.values, shingles=made.shingles))
    origin, alike = _earlier_version(connection, version, document) or _copied(connection, made) or (version, 1.0)
    connection.execute(update(versions).where(versions.c.id == version).values(origin=origin, likeness=alike))
    filed = [{"band": band, "version_id": version} for band in sorted(set(made.bands()))]
    if filed:
        connection.execute(insert(bands), filed)
    return origin


def _earlier_version(connection: Connection, version: int, document: int) -> tuple[int, float] | None:
    query = select(versions.c.origin, versions.c.likeness).where(
        versions.c.document_id == document, versions.c.id != version
    )
    row = connection.execute(query.order_by(versions.c.number.desc()).limit(1)).first()
    return (row.origin, row.likeness) if row is not None and row.origin is not None else None


def _copied(connection: Connection, made: Signature) -> tuple[int, float] | None:
    filed = made.bands()
    if not filed:
        return None
    shared = func.count().label("shared")
    near = (
        select(bands.c.version_id, shared)
        .where(bands.c.band.in_(filed))
        .group_by(bands.c.version_id)
        .order_by(shared.desc(), bands.c.version_id)
        .limit(CANDIDATES)
        .subquery()
    )
    query = (
        select(versions.c.origin, signatures.c.minhash, signatures.c.shingles)
        .join(near, near.c.version_id == versions.c.id)
        .join(signatures, signatures.c.version_id == versions.c.id)
        .where(versions.c.forgotten.is_(None))
        .order_by(near.c.shared.desc(), versions.c.id)
    )
    best: tuple[int, float] | None = None
    for origin, values, shingles in connection.execute(query):
        other = Signature(bytes(values), shingles)
        if is_copy(made, other) and (best is None or likeness(made, other) > best[1]):
            best = origin, likeness(made, other)
    return best
