"""A study on a server, asked and changed in the same words as one in a file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self
from uuid import UUID

from sqlalchemy import func, select
from typing_extensions import override

from ipt_review.store.database import Database
from ipt_review.store.tables import person
from ipt_review.store.team import layout, server
from ipt_review.store.team.problems import told_plainly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from ipt_review.domain.team import Password, TeamPlace


class TeamDatabase(Database):
    """One study in a PostgreSQL database.

    Each method that adds or changes is one transaction, as in a file; the server has
    it on disk when the method returns. What a login may not read is not there for it.

    Args:
        place: Where the study is, and as whom it was entered.
        path: Where files that belong to the study lie on this computer.
        engine: Of that server.

    Attributes:
        place: The same.
    """

    def __init__(self, place: TeamPlace, path: Path, engine: Engine) -> None:
        super().__init__(path, engine, read_only=False)
        self.place = place
        self._reading = server.reading(engine)
        self._writing = engine

    @classmethod
    def enter(cls, place: TeamPlace, password: Password, path: Path) -> Self:
        """Open the study at `place`.

        Raises:
            TeamUnreachable: When the server does not answer.
            TeamUntrusted: When it is elsewhere and does not prove who it is.
            TeamNotAdmitted: When it does not take login and password.
            NoTeamStudy: When there is no study.
            OtherVersion: When it is kept for another version of this program.
        """
        engine = server.engine_for(place, password)
        try:
            with told_plainly(place), server.reading(engine).connect() as connection:
                layout.check_revision(connection, place)
        except BaseException:
            engine.dispose()
            raise
        return cls(place, path, engine)

    def myself(self) -> UUID | None:
        """Return the id of the person whose login this is; None for the owner."""
        with self._reads() as connection:
            uid = connection.scalar(
                select(person.c.uid)
                .join(layout.login, layout.login.c.person_id == person.c.id)
                .where(layout.login.c.name == func.session_user())
            )
            return None if uid is None else UUID(bytes=uid)

    @override
    def settle(self) -> None:
        """Do nothing: the server keeps its own files."""

    @override
    def close(self) -> None:
        """Let go of the server; closing again does nothing."""
        self._engine.dispose()

    @override
    @contextmanager
    def _reads(self) -> Iterator[Connection]:
        with told_plainly(self.place), self._reading.connect() as connection:
            yield connection

    @override
    @contextmanager
    def _thaws(self) -> Iterator[Connection]:
        with told_plainly(self.place), self._writing.begin() as connection:
            yield connection
