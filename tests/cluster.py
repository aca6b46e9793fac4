"""A PostgreSQL server of the tests' own, in a temporary folder, without a network."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from ipt_review.domain.team import PORT, Password, TeamPlace
from ipt_review.store import cases
from ipt_review.store.team import layout, server

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from ipt_review.domain.study import Study

FILE, SERVER = "file", "server"
everywhere = pytest.mark.parametrize("kept_in", [FILE, SERVER], indirect=True)
"""Has a test of the store pass on both."""

OWNER = "owner"
PASSWORD = Password("a password of the tests")
NOT_DURABLE = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
"""Quick: a test's server never has to survive the machine."""


def programs() -> Path | None:
    """Return where the server's programs lie, those of the newest version."""
    found = glob.glob("/usr/lib/postgresql/*/bin/initdb")  # noqa: PTH207 - absolute
    newest = max(found, key=lambda each: int(Path(each).parts[-3]), default=None)
    on_path = shutil.which("initdb")
    initdb = newest or on_path
    return Path(initdb).resolve().parent if initdb else None


class Cluster:
    """A server that runs; its folder holds its socket.

    Args:
        settings: Settings of the server, as in `fsync=off`.
        port: Where it listens, on its socket too.
    """

    def __init__(self, settings: Sequence[str] = NOT_DURABLE, port: int = PORT) -> None:
        found = programs()
        assert found is not None
        self._programs = found
        self.folder = Path(tempfile.mkdtemp(prefix="ipt-pg-", dir="/tmp"))
        self.port = port
        self._settings = (
            f"port={port}",
            "listen_addresses=",
            f"unix_socket_directories={self.folder}",
            "max_connections=80",
            *settings,
        )
        self._numbers = count(1)
        self._template = ""
        self._as: dict[str, Any] = {}
        if (
            os.name == "posix" and os.geteuid() == 0
        ):  # the server refuses to run as root
            import pwd  # noqa: PLC0415 - not there on every system

            names = {each.pw_name for each in pwd.getpwall()}
            account = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self._as = {
                "user": account.pw_uid,
                "group": account.pw_gid,
                "extra_groups": [],
            }
        self._run(
            "initdb", "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"
        )
        self.start()

    def start(self) -> None:
        """Have the server run, if it does not."""
        if (self.folder / "data" / "postmaster.pid").exists():
            return
        settings = " ".join(f"-c {each}" for each in self._settings)
        self._run(
            "pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", settings, "start"
        )

    def stop(self, *, how: str = "fast") -> None:
        """Have the server not run; what it holds stays."""
        self._run("pg_ctl", "-w", "-m", how, "stop")

    def remove(self) -> None:
        """Stop and leave nothing behind."""
        with suppress(subprocess.CalledProcessError):
            self.stop(how="immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def place(self, database: str, login: str = OWNER) -> TeamPlace:
        """Return a place on this server."""
        return TeamPlace(str(self.folder), database, login, self.port)

    def fresh_name(self) -> str:
        """Return a name that no database has yet."""
        return f"study_{next(self._numbers)}"

    def fresh_study(self, study: Study) -> TeamPlace:
        """Return the place of a study with nothing in it, as its owner enters it."""
        if not self._template:
            self._template = self.fresh_name()
            self.run(f"CREATE DATABASE {self._template}")
            with self.owning(self._template) as connection:
                layout.lay_out(connection)
        name = self.fresh_name()
        self.run(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        with self.owning(name) as connection:
            cases.begin_study(connection, study)
        return self.place(name)

    @contextmanager
    def owning(self, database: str) -> Iterator[Connection]:
        """Yield a transaction of the owner."""
        engine = server.engine_for(self.place(database), PASSWORD)
        with engine.begin() as connection:
            yield connection
        engine.dispose()

    def run(
        self, *statements: str, database: str = "postgres", login: str = OWNER
    ) -> None:
        """Run statements as one's own SQL client would, each by itself."""
        with self.client(database, login) as client:
            for each in statements:
                client.execute(each)

    @contextmanager
    def client(
        self, database: str, login: str = OWNER
    ) -> Iterator[psycopg.Connection[Any]]:
        """Yield a plain SQL client."""
        with psycopg.connect(
            host=str(self.folder),
            port=self.port,
            dbname=database,
            user=login,
            autocommit=True,
            password=PASSWORD.text,
        ) as client:
            yield client

    def _run(self, program: str, *arguments: str) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "LC_ALL": "C",
            "HOME": str(self.folder),
        }
        subprocess.run(
            [
                str(self._programs / program),
                "-D",
                str(self.folder / "data"),
                *arguments,
            ],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            env=environment,
            **self._as,
        )
