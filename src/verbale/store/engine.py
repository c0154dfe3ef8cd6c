"""Opening a database: one file of SQLite, or a PostgreSQL server; brought up to date by its migrations.

Writers are one at a time on both (an immediate transaction, or an advisory lock), because what is known decides what
the next text is linked to. Readers are never kept waiting.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

HEAD = "0002"  # the migration that this version of the program works with
MIGRATIONS = Path(__file__).parent / "migrations"
BUSY = 120_000  # milliseconds that a writer waits for another
LOCK = 0x56455242  # the advisory lock of writers on PostgreSQL
_WRITES = "verbale_writes"

logger = logging.getLogger(__name__)


class StoreError(Exception):
    """A store that cannot be opened or is not one."""


def url_of(store: str | Path) -> str:
    """The SQLAlchemy address of a path or an address as people write it."""
    given = str(store)
    if "://" not in given:
        return f"sqlite+pysqlite:///{Path(given)}"
    scheme, _, rest = given.partition("://")
    if scheme in ("postgresql", "postgres"):
        return f"postgresql+psycopg://{rest}"
    return f"sqlite+pysqlite://{rest}" if scheme == "sqlite" else given


def open_engine(store: str | Path, *, create: bool = True) -> Engine:
    """An engine of a store that is up to date. Raises ``StoreError`` naming the store and the reason."""
    try:
        url = make_url(url_of(store))
        file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
        if file is not None:
            _check_file(file, create)
        engine = create_engine(url, pool_pre_ping=file is None)
        if file is not None:
            _prepare_sqlite(engine)
        elif engine.dialect.name == "postgresql":
            _prepare_server(engine)
        _bring_up_to_date(engine, create)
    except StoreError as error:
        raise StoreError(f"{shown(store)}: {error}") from error.__cause__
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(f"{shown(store)}: {error}") from error
    except ModuleNotFoundError as error:
        raise StoreError(
            f"{shown(store)}: needs the package {error.name}; pip install 'verbale[postgresql]'"
        ) from error
    except DBAPIError as error:
        raise StoreError(f"{shown(store)}: {' '.join(str(error.orig).split())}") from error
    return engine


def shown(store: str | Path) -> str:
    """A store's name without its password."""
    given = str(store)
    return make_url(given).render_as_string(hide_password=True) if "://" in given else given


def _check_file(file: Path, create: bool) -> None:
    if file.is_dir():
        raise StoreError("is a directory, not a store")
    if not file.exists():
        if not create:
            raise StoreError("there is no such store")
        if not file.parent.is_dir():
            raise StoreError(f"there is no folder {file.parent}")
        return
    with file.open("rb") as opened:
        head = opened.read(16)
    if head and head != b"SQLite format 3\x00":
        raise StoreError("is not a store (no SQLite file)")


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # we begin and end transactions
        for pragma in ("journal_mode=WAL", f"busy_timeout={BUSY}", "foreign_keys=ON", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")
        for pragma in ("cache_size=-65536", "mmap_size=268435456", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_server(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: Any) -> None:
        connection.execute("SET jit = off")  # it takes longer than any of our questions
        connection.commit()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else writes; undone if anything is raised."""
    with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield connection


@contextmanager
def noting(engine: Engine, wait: int = BUSY) -> Iterator[Connection]:
    """A transaction for what no text is linked by (who is logged in, who did what): on a server it waits for no writer
    of texts, in a file at most ``wait`` milliseconds; then it raises ``OperationalError``."""
    with engine.connect().execution_options(**{_WRITES: True}) as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        driver: Any = connection.connection.driver_connection
        driver.execute(f"PRAGMA busy_timeout={wait}")
        try:
            with connection.begin():
                yield connection
        finally:
            driver.execute(f"PRAGMA busy_timeout={BUSY}")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the store."""
    with engine.connect() as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        yield connection


def revision_of(connection: Connection) -> str | None:
    """The migration that a database is at, or none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found is not None else None


def _bring_up_to_date(engine: Engine, create: bool) -> None:
    with reading(engine) as connection:
        at = revision_of(connection)
        others = at is None and bool(inspect(connection).get_table_names())
    if at == HEAD:
        return
    if others:
        raise StoreError("holds tables of something else")
    if at is None and not create:
        raise StoreError("is empty, not a store")
    if at is not None and at > HEAD:
        raise StoreError(f"was made by a later version of Verbale (migration {at}, this one knows {HEAD})")
    with writing(engine) as connection:
        if revision_of(connection) != HEAD:  # another process may have been quicker
            upgrade(connection)


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, within the transaction of ``connection``."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    logging.getLogger("alembic").setLevel(logging.WARNING)
    command.upgrade(config, "head")
