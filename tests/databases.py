"""A real PostgreSQL for the tests: Debian's package, on a socket in a folder of its own, gone when the tests end."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from verbale.store import Ledger

MISSING = "PostgreSQL is not installed (Debian's package postgresql)"
USER = "verbale"
_count = itertools.count(1)


def binaries() -> Path | None:
    """The folder of initdb and postgres, the newest that is installed."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if found:
        return max(found, key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0)
    which = shutil.which("initdb")
    return Path(which).parent if which else None


@dataclass
class Server:
    """A server that runs. It refuses root, so root starts it as Debian's user postgres."""

    folder: Path
    process: subprocess.Popen[bytes] = field(repr=False)

    @classmethod
    def start(cls) -> Server:
        programs = binaries()
        assert programs is not None
        folder = Path(tempfile.mkdtemp(prefix="verbale-pg-", dir="/tmp"))
        data = folder / "data"
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        init = [programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(_as_user(init), check=True, stdout=subprocess.DEVNULL, cwd=folder)
        options = [f"unix_socket_directories={folder}", "listen_addresses=", "fsync=off", "max_connections=40"]
        run = [programs / "postgres", "-D", data, *(part for option in options for part in ("-c", option))]
        log = (folder / "log").open("wb")
        server = cls(folder, subprocess.Popen(_as_user(run), stdout=log, stderr=log, cwd=folder))
        server._wait()
        with server.database() as url, Ledger.open(url):
            pass  # migrations run once, and are copied
        server._execute(sql.SQL("ALTER DATABASE {} RENAME TO template_ledger").format(sql.Identifier(server._last)))
        return server

    def stop(self) -> None:
        """End it at once and remove its folder."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The address of a database that is empty, or a copy of ``template``."""
        self._last = f"ledger_{os.getpid()}_{next(_count)}"
        names = {"name": sql.Identifier(self._last), "template": sql.Identifier(template)}
        self._execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**names))
        yield f"postgresql://{USER}@/{self._last}?host={self.folder}"

    def _wait(self) -> None:
        for _ in range(200):
            try:
                self._execute(sql.SQL("SELECT 1"))
                return
            except psycopg.OperationalError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError((self.folder / "log").read_text(errors="replace"))

    def _execute(self, statement: sql.SQL | sql.Composed) -> None:
        with psycopg.connect(host=str(self.folder), user=USER, dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)


def _as_user(command: list[object]) -> list[str]:
    words = [str(part) for part in command]
    return ["runuser", "-u", "postgres", "--", *words] if os.geteuid() == 0 else words
