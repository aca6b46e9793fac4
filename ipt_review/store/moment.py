"""Many questions to a study that are answered as of one moment."""

from __future__ import annotations

from contextlib import contextmanager
from threading import local
from typing import TYPE_CHECKING

from ipt_review.store.cases import the_study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine


class Moment(local):
    """The connection that a thread holds while all it asks is of one moment.

    A transaction that reads sees the study as it was at its first question, both in a
    file with a log beside it and on a server. Each thread has a moment of its own.
    """

    def __init__(self) -> None:
        self._connection: Connection | None = None

    @contextmanager
    def held(
        self, reads: Callable[[], AbstractContextManager[Connection]]
    ) -> Iterator[None]:
        """Answer what this thread asks in the block as of now."""
        with reads() as connection:
            the_study(connection)
            before, self._connection = self._connection, connection
            try:
                yield
            finally:
                self._connection = before

    @contextmanager
    def or_new(self, engine: Engine) -> Iterator[Connection]:
        """Yield the connection that is held, or a new one."""
        if self._connection is not None:
            yield self._connection
            return
        with engine.connect() as connection:
            yield connection
