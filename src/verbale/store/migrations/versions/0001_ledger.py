"""The first ledger: documents, facts, links, judgements, tracks, the feed, and the index of words.

Revision: 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "actor_words",
        sa.Column(
            "word", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("word", "actor", name=op.f("pk_actor_words")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "belongings",
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("party", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person", "party", name=op.f("pk_belongings")),
    )
    op.create_table(
        "bundles",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("first", sa.String(length=10), nullable=True),
        sa.Column("last", sa.String(length=10), nullable=True),
        sa.Column("parent", sa.String(length=24), nullable=True),
        sa.Column("known_from", sa.String(length=24), nullable=False),
        sa.Column("known_until", sa.String(length=24), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundles")),
    )
    op.create_index(
        "ix_bundles_kind_last", "bundles", ["kind", "last"], unique=False, postgresql_ops={"last": "NULLS FIRST"}
    )
    op.create_index("ix_bundles_parent", "bundles", ["parent"], unique=False)
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("key", name=op.f("uq_documents_key")),
    )
    op.create_table(
        "hooks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("track", sa.String(length=100), nullable=True),
        sa.Column("delivered", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.String(length=24), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("holder", sa.String(length=40), nullable=True),
        sa.Column("held_until", sa.String(length=24), nullable=True),
        sa.Column("made", sa.String(length=24), nullable=False),
        sa.Column("ended", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hooks")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=12), nullable=False),
        sa.Column("target", sa.String(length=200), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("change", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made", sa.String(length=24), nullable=False),
        sa.Column("withdrawn", sa.String(length=24), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
    )
    op.create_index("ix_judgements_target", "judgements", ["target"], unique=False)
    op.create_table(
        "party_names",
        sa.Column("party", sa.String(length=200), nullable=False),
        sa.Column("own", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("party", "own", "name", name=op.f("pk_party_names")),
    )
    op.create_table(
        "tracks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made", sa.String(length=24), nullable=False),
        sa.Column("ended", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracks")),
    )
    op.create_index("ix_tracks_name", "tracks", ["name"], unique=False)
    op.create_table(
        "blocks",
        sa.Column("key", sa.String(length=250), nullable=False),
        sa.Column("bundle_id", sa.String(length=24), nullable=False),
        sa.Column("last", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["bundle_id"], ["bundles.id"], name=op.f("fk_blocks_bundle_id")),
        sa.PrimaryKeyConstraint("key", "bundle_id", name=op.f("pk_blocks")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_blocks_bundle_id", "blocks", ["bundle_id"], unique=False)
    op.create_index("ix_blocks_key_last", "blocks", ["key", "last"], unique=False)
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("published", sa.String(length=40), nullable=True),
        sa.Column("day", sa.String(length=10), nullable=True),
        sa.Column("retrieved", sa.String(length=24), nullable=False),
        sa.Column("added", sa.String(length=24), nullable=False),
        sa.Column("superseded", sa.String(length=24), nullable=True),
        sa.Column("origin", sa.Integer(), nullable=True),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.Column("forgotten", sa.String(length=24), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_versions_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("document_id", "digest", name=op.f("uq_versions_document_id_digest")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_versions_document_id_number")),
    )
    op.create_index("ix_versions_day", "versions", ["day"], unique=False, postgresql_ops={"day": "NULLS FIRST"})
    op.create_index(
        "ix_versions_kind_day", "versions", ["kind", "day"], unique=False, postgresql_ops={"day": "NULLS FIRST"}
    )
    op.create_index("ix_versions_origin", "versions", ["origin"], unique=False)
    op.create_index("ix_versions_retrieved", "versions", ["retrieved"], unique=False)
    op.create_index("ix_versions_sha256", "versions", ["sha256"], unique=False)
    op.create_table(
        "appearances",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("party", sa.String(length=200), nullable=False),
        sa.Column("party_kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("day", sa.String(length=10), nullable=True),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("speaks", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=True),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_appearances_version_id")),
        sa.PrimaryKeyConstraint("version_id", "actor", "party", name=op.f("pk_appearances")),
    )
    op.create_index(
        "ix_appearances_actor_day", "appearances", ["actor", "day"], unique=False, postgresql_ops={"day": "NULLS FIRST"}
    )
    op.create_index(
        "ix_appearances_party_day", "appearances", ["party", "day"], unique=False, postgresql_ops={"day": "NULLS FIRST"}
    )
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_bands_version_id")),
        sa.PrimaryKeyConstraint("band", "version_id", name=op.f("pk_bands")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_bands_version_id", "bands", ["version_id"], unique=False)
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made", sa.String(length=24), nullable=False),
        sa.Column("topic", sa.String(length=12), nullable=False),
        sa.Column("verb", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_changes_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changes_made", "changes", ["made"], unique=False)
    op.create_index("ix_changes_topic_verb_id", "changes", ["topic", "verb", "id"], unique=False)
    op.create_index("ix_changes_version_id", "changes", ["version_id"], unique=False)
    op.create_table(
        "members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bundle_id", sa.String(length=24), nullable=False),
        sa.Column("fact_key", sa.String(length=24), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("certain", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=True),
        sa.Column("known_from", sa.String(length=24), nullable=False),
        sa.Column("known_until", sa.String(length=24), nullable=True),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["bundle_id"], ["bundles.id"], name=op.f("fk_members_bundle_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_members_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
    )
    op.create_index(
        "ix_members_bundle_id_day", "members", ["bundle_id", "day"], unique=False, postgresql_ops={"day": "NULLS FIRST"}
    )
    op.create_index("ix_members_fact_key", "members", ["fact_key"], unique=False)
    op.create_index("ix_members_version_id", "members", ["version_id"], unique=False)
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(length=64), nullable=False),
        sa.Column("info", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("made", sa.String(length=24), nullable=False),
        sa.Column("superseded", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_readings_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
    )
    op.create_index("ix_readings_version_id", "readings", ["version_id"], unique=False)
    op.create_table(
        "signatures",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("minhash", sa.LargeBinary(), nullable=False),
        sa.Column("shingles", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_signatures_version_id")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_signatures")),
    )
    op.create_table(
        "track_versions",
        sa.Column("track_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["track_id"], ["tracks.id"], name=op.f("fk_track_versions_track_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_track_versions_version_id")),
        sa.PrimaryKeyConstraint("track_id", "version_id", name=op.f("pk_track_versions")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_track_versions_version_id", "track_versions", ["version_id"], unique=False)
    op.create_table(
        "facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("local", sa.String(length=16), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=24), nullable=True),
        sa.Column("mode", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=True),
        sa.Column("day", sa.String(length=10), nullable=True),
        sa.Column("begin", sa.String(length=10), nullable=True),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("precision", sa.String(length=10), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("digest", sa.String(length=24), nullable=False),
        sa.Column("known_from", sa.String(length=24), nullable=False),
        sa.Column("known_until", sa.String(length=24), nullable=True),
        sa.Column("made_by", sa.String(length=10), nullable=False),
        sa.Column("judged", sa.Integer(), nullable=True),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_facts_document_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_facts_reading_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_facts_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facts")),
    )
    op.create_index(
        "ix_facts_ahead",
        "facts",
        ["day", "kind", "known_from"],
        unique=False,
        postgresql_ops={"day": "NULLS FIRST"},
        postgresql_where=sa.text("day > known_from"),
        sqlite_where=sa.text("day > known_from"),
    )
    op.create_index(
        "ix_facts_current",
        "facts",
        ["kind", "day"],
        unique=False,
        postgresql_ops={"day": "NULLS FIRST"},
        postgresql_where=sa.text("known_until IS NULL"),
        sqlite_where=sa.text("known_until IS NULL"),
    )
    op.create_index("ix_facts_document_id", "facts", ["document_id"], unique=False)
    op.create_index("ix_facts_key", "facts", ["key"], unique=False)
    op.create_index("ix_facts_kind_day", "facts", ["kind", "day"], unique=False, postgresql_ops={"day": "NULLS FIRST"})
    op.create_index("ix_facts_known_from", "facts", ["known_from", "kind"], unique=False)
    op.create_index(
        "ix_facts_known_until",
        "facts",
        ["known_until"],
        unique=False,
        sqlite_where=sa.text("known_until IS NOT NULL"),
        postgresql_where=sa.text("known_until IS NOT NULL"),
    )
    op.create_index("ix_facts_version_id", "facts", ["version_id", "kind"], unique=False)
    op.create_table(
        "participants",
        sa.Column("fact_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("party", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["fact_id"], ["facts.id"], name=op.f("fk_participants_fact_id")),
        sa.PrimaryKeyConstraint("fact_id", "role", "actor", "party", name=op.f("pk_participants")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_participants_actor_kind_day",
        "participants",
        ["actor", "kind", "day"],
        unique=False,
        postgresql_ops={"day": "NULLS FIRST"},
    )
    op.create_index(
        "ix_participants_party_kind_day",
        "participants",
        ["party", "kind", "day"],
        unique=False,
        postgresql_ops={"day": "NULLS FIRST"},
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE TABLE search (version_id INTEGER PRIMARY KEY REFERENCES versions (id), lexemes tsvector)")
        op.execute("CREATE INDEX ix_search_lexemes ON search USING gin (lexemes)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5 (body, tokenize = 'unicode61 remove_diacritics 0', content = '')"
        )
