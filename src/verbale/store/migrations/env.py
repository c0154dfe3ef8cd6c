"""What Alembic runs for every migration: the connection is handed over by ``verbale.store.engine``."""

from __future__ import annotations

from alembic import context

from verbale.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=connection.dialect.name == "sqlite")
context.run_migrations()
