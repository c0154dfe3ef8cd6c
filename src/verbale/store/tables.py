"""The tables of a store. Facts are append-only: a row is closed (``known_until``), never overwritten.

Times of knowing (``known_from``, ``known_until``, ``added``, ``made`` …) are UTC, ISO 8601 with milliseconds and *Z*,
so that they sort as text. Days of the world (``day``, ``begin``, ``until``) are ISO dates. JSON is text, so that the
same bytes come back from both databases. What is long stands last in a row: SQLite reads all that comes before it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)
DAYS = ("day", "last")
_CURRENT = text("known_until IS NULL")
_AHEAD = text("day > known_from")  # told in advance
_CLOSED = text("known_until IS NOT NULL")  # else every query for what holds would go through all that holds


def by_day(name: str, *columns: str, **options: Any) -> Index:
    """An index with a day that may be missing. A server files rows without one first too, as SQLite does, so that
    ``sql.latest_first`` walks it from its end on both."""
    return Index(name, *columns, postgresql_ops={day: "NULLS FIRST" for day in DAYS if day in columns}, **options)


# A document is what one address holds, or one text of one outlet where there is no address.
documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(80), nullable=False, unique=True),
    Column("name", Text, nullable=False),  # the id that was given with it
    Column("url", Text),
)

# What the address held at one time. ``origin`` is the version that it is a copy of, or itself; ``likeness`` 0 to 1.
versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("digest", String(64), nullable=False),  # of the text and its day of publication
    Column("sha256", String(64), nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("kind", String(16), nullable=False),
    Column("language", String(8)),
    Column("published", String(40)),
    Column("day", String(10)),  # of publication
    Column("retrieved", String(24), nullable=False),
    Column("added", String(24), nullable=False),
    Column("superseded", String(24)),  # when a later version came
    Column("origin", Integer),
    Column("likeness", Float, nullable=False, default=1.0),
    Column("forgotten", String(24)),
    Column("text", Text, nullable=False),
    Column("original", LargeBinary),  # zlib: the page that the text was extracted from
    Column("changes", Text),  # JSON: [["old words", "new words"], …] against the version before
    UniqueConstraint("document_id", "number"),
    UniqueConstraint("document_id", "digest"),
    Index("ix_versions_sha256", "sha256"),
    by_day("ix_versions_day", "day"),
    by_day("ix_versions_kind_day", "kind", "day"),
    Index("ix_versions_origin", "origin"),
    Index("ix_versions_retrieved", "retrieved"),
)

# One reading of one version: the record (zlib, without the text), and what made it.
readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("reader", String(64), nullable=False),  # digest of ``info``
    Column("info", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("made", String(24), nullable=False),
    Column("superseded", String(24)),
    Index("ix_readings_version_id", "version_id"),
)

# A revision of a fact. ``key`` names the fact in all its revisions. ``day`` places it in time: when it was so, or when
# it was told where that is not known; ``precision`` says which.
facts = Table(
    "facts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(24), nullable=False),
    Column("kind", String(12), nullable=False),  # statement contact incident event proposal position
    Column("local", String(16), nullable=False),  # id in the record
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("reading_id", ForeignKey("readings.id"), nullable=False),
    Column("type", String(24)),
    Column("mode", String(40)),
    Column("status", String(16)),
    Column("day", String(10)),
    Column("begin", String(10)),
    Column("until", String(10)),
    Column("precision", String(10), nullable=False),  # day week month season year published none
    Column("place", Text),
    Column("country", String(3)),
    Column("lat", Float),
    Column("lon", Float),
    Column("confidence", Float, nullable=False),
    Column("digest", String(24), nullable=False),  # of what it says, without offsets
    Column("known_from", String(24), nullable=False),
    Column("known_until", String(24)),
    Column("made_by", String(10), nullable=False, default="reader"),  # reader or judgement
    Column("judged", Integer),  # the judgement that stands behind this revision
    Column("rejected", Integer, nullable=False, default=0),
    Column("data", Text, nullable=False),  # JSON, see facts.py
    Index("ix_facts_key", "key"),
    Index("ix_facts_version_id", "version_id", "kind"),
    Index("ix_facts_document_id", "document_id"),
    by_day("ix_facts_kind_day", "kind", "day"),
    Index("ix_facts_known_from", "known_from", "kind"),
    Index("ix_facts_known_until", "known_until", sqlite_where=_CLOSED, postgresql_where=_CLOSED),
    by_day("ix_facts_ahead", "day", "kind", "known_from", sqlite_where=_AHEAD, postgresql_where=_AHEAD),
    by_day("ix_facts_current", "kind", "day", sqlite_where=_CURRENT, postgresql_where=_CURRENT),
)

# Who takes part in a fact and as what: speaker, source, target, host, mediator, by, between, party …
participants = Table(
    "participants",
    metadata,
    Column("fact_id", ForeignKey("facts.id"), primary_key=True),
    Column("role", String(12), primary_key=True),
    Column("actor", String(200), primary_key=True),  # key of the actor
    Column("party", String(200), primary_key=True),  # key of the party that it answers for
    Column("kind", String(12), nullable=False),
    Column("day", String(10)),
    by_day("ix_participants_party_kind_day", "party", "kind", "day"),
    by_day("ix_participants_actor_kind_day", "actor", "kind", "day"),
    sqlite_with_rowid=False,
)

# An actor in a version: what it is called there, as what, for whom it speaks.
appearances = Table(
    "appearances",
    metadata,
    Column("version_id", ForeignKey("versions.id"), primary_key=True),
    Column("actor", String(200), primary_key=True),
    Column("party", String(200), primary_key=True),
    Column("party_kind", String(12), nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("country", String(3)),
    Column("role", Text),
    Column("day", String(10)),
    Column("mentions", Integer, nullable=False),
    Column("speaks", Integer, nullable=False),  # statements
    Column("span_start", Integer),
    Column("span_end", Integer),
    by_day("ix_appearances_actor_day", "actor", "day"),
    by_day("ix_appearances_party_day", "party", "day"),
)

# The words of actors' names (folded, see search.py), by which they are found. Sorted by code point on both databases.
actor_words = Table(
    "actor_words",
    metadata,
    Column("word", String(60).with_variant(String(60, collation="C"), "postgresql"), primary_key=True),
    Column("actor", String(200), primary_key=True),
    sqlite_with_rowid=False,
)

# What the records tell of a person's party, and of a party's name, counted.
belongings = Table(
    "belongings",
    metadata,
    Column("person", String(200), primary_key=True),
    Column("party", String(200), primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("country", String(3)),
    Column("count", Integer, nullable=False),
)
party_names = Table(
    "party_names",
    metadata,
    Column("party", String(200), primary_key=True),
    Column("own", Integer, primary_key=True),
    Column("name", String(300), primary_key=True),
    Column("count", Integer, nullable=False),
)

# The same proposal, contact, incident or statement in many texts: what is known of it (JSON), and its members.
bundles = Table(
    "bundles",
    metadata,
    Column("id", String(24), primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("first", String(10)),
    Column("last", String(10)),
    Column("parent", String(24)),  # of which a proposal is a version or a part
    Column("known_from", String(24), nullable=False),
    Column("known_until", String(24)),  # when its last member left
    Column("state", Text, nullable=False),
    by_day("ix_bundles_kind_last", "kind", "last"),
    Index("ix_bundles_parent", "parent"),
)
members = Table(
    "members",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bundle_id", ForeignKey("bundles.id"), nullable=False),
    Column("fact_key", String(24), nullable=False),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("score", Float, nullable=False),
    Column("certain", Integer, nullable=False),
    Column("day", String(10)),  # of publication
    Column("known_from", String(24), nullable=False),
    Column("known_until", String(24)),
    Column("item", Text, nullable=False),  # JSON of what was compared
    Column("link", Text),  # JSON of the reasons; none for the first
    by_day("ix_members_bundle_id_day", "bundle_id", "day"),
    Index("ix_members_fact_key", "fact_key"),
    Index("ix_members_version_id", "version_id"),
)
blocks = Table(
    "blocks",
    metadata,
    Column("key", String(250), primary_key=True),
    Column("bundle_id", ForeignKey("bundles.id"), primary_key=True),
    Column("last", String(10)),
    Index("ix_blocks_key_last", "key", "last"),
    Index("ix_blocks_bundle_id", "bundle_id"),
    sqlite_with_rowid=False,
)

# Near-duplicates: the signature of a text and its bands.
signatures = Table(
    "signatures",
    metadata,
    Column("version_id", ForeignKey("versions.id"), primary_key=True),
    Column("minhash", LargeBinary, nullable=False),
    Column("shingles", Integer, nullable=False),
)
bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("version_id", ForeignKey("versions.id"), primary_key=True),
    Index("ix_bands_version_id", "version_id"),
    sqlite_with_rowid=False,
)

# What persons decide; never deleted, only withdrawn.
judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subject", String(12), nullable=False),  # fact actor proposal contact incident
    Column("target", String(200), nullable=False),
    Column("verdict", String(12), nullable=False),  # confirm reject correct merge split
    Column("change", Text),  # JSON
    Column("author", Text, nullable=False),
    Column("reason", Text),
    Column("made", String(24), nullable=False),
    Column("withdrawn", String(24)),
    Column("withdrawn_by", Text),
    Index("ix_judgements_target", "target"),
)

# Negotiation tracks, and the versions that belong to each.
tracks = Table(
    "tracks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False),
    Column("definition", Text, nullable=False),  # JSON
    Column("author", Text, nullable=False),
    Column("made", String(24), nullable=False),
    Column("ended", String(24)),
    Index("ix_tracks_name", "name"),
)
track_versions = Table(
    "track_versions",
    metadata,
    Column("track_id", ForeignKey("tracks.id"), primary_key=True),
    Column("version_id", ForeignKey("versions.id"), primary_key=True),
    Index("ix_track_versions_version_id", "version_id"),
    sqlite_with_rowid=False,
)

# The feed: additions, changes and retractions in the order in which they were committed.
changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("made", String(24), nullable=False),
    Column("topic", String(12), nullable=False),  # position contact incident statement proposal document judgement …
    Column("verb", String(12), nullable=False),  # added revised retracted announced held moved cancelled … see feed.py
    Column("subject", String(80), nullable=False),  # key of a fact, bundle or document
    Column("version_id", ForeignKey("versions.id")),  # whose coming made the change
    Column("data", Text, nullable=False),
    Index("ix_changes_made", "made"),
    Index("ix_changes_topic_verb_id", "topic", "verb", "id"),
    Index("ix_changes_version_id", "version_id"),
    sqlite_autoincrement=True,  # a number is never given twice
)
hooks = Table(
    "hooks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("topics", Text, nullable=False),  # JSON
    Column("track", String(100)),  # only changes of documents of this track
    Column("delivered", Integer, nullable=False, default=0),  # the last change that was taken
    Column("failures", Integer, nullable=False, default=0),
    Column("next_try", String(24)),
    Column("last_error", Text),
    Column("holder", String(40)),  # the process that delivers it, until ``held_until``
    Column("held_until", String(24)),
    Column("made", String(24), nullable=False),
    Column("ended", String(24)),
    sqlite_autoincrement=True,
)

# Who may use the desk. A name stays its owner's when it is removed; what somebody may do is told by ``role``.
users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(100), nullable=False, unique=True),  # the name in small letters
    Column("name", String(100), nullable=False),
    Column("role", String(10), nullable=False),  # reader reviewer admin
    Column("made", String(24), nullable=False),
    Column("ended", String(24)),
    Column("password", Text),  # its argon2 hash; who has none comes by a token only
)

# Who is logged in. ``id`` is the SHA-256 of what the cookie holds: the secret itself is nowhere.
sessions = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("made", String(24), nullable=False),
    Column("seen", String(24), nullable=False),
    Column("until", String(24), nullable=False),
    Column("ended", String(24)),
    Index("ix_sessions_user_id", "user_id"),
    Index("ix_sessions_until", "until"),
)
tokens = Table(
    "tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),  # SHA-256 of the secret
    Column("label", String(100), nullable=False),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("role", String(10), nullable=False),
    Column("made", String(24), nullable=False),
    Column("until", String(24)),
    Column("ended", String(24)),
    Column("used", String(10)),  # the last day
    Index("ix_tokens_user_id", "user_id"),
)

# Who did what at the desk. Rows are only ever added: triggers refuse all else.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(24), nullable=False),
    Column("who", String(100), nullable=False),
    Column("action", String(24), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("address", String(64), nullable=False),
    Column("detail", Text, nullable=False),  # JSON
    Index("ix_audit_who_id", "who", "id"),
    Index("ix_audit_action_id", "action", "id"),
    sqlite_autoincrement=True,
)

# Up to which change somebody has seen a track ('' for all), and up to which in the visit before.
visits = Table(
    "visits",
    metadata,
    Column("who", String(100), primary_key=True),
    Column("track", String(100), primary_key=True),
    Column("seen", Integer, nullable=False),
    Column("at", String(24), nullable=False),
    Column("before", Integer),
    Column("before_at", String(24)),
    sqlite_with_rowid=False,
)
