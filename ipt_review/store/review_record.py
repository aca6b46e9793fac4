"""Codings with everything that they stand under, as a study hands them out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from ipt_review.store import reviews
from ipt_review.store.codings import codings_of_tapes, of_study
from ipt_review.store.outlines import outlines_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from contextlib import AbstractContextManager
    from uuid import UUID

    from sqlalchemy import Connection

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.review import Review
    from ipt_review.store.outlines import Outline


class ReviewRecord(ABC):
    """The part of a study that is about codings in their surroundings.

    By case handle, session number, perspective (in the order in which `Perspective`
    names them), rater handle, and pass.
    """

    @abstractmethod
    def _reads(self) -> AbstractContextManager[Connection]:
        """Return a connection to ask on."""

    def reviews(self) -> list[Review]:
        """Return all codings but practice with what they stand under."""
        with self._reads() as connection:
            return reviews.reviews(connection)

    def reviews_of(
        self, cases: Collection[UUID], only: Collection[str] | None = None
    ) -> list[Review]:
        """Return those of some cases, without reading anything of others.

        With `only`, their codings have the marks of these codes and states, and no
        comments: enough for scores, at a part of the cost.
        """
        with self._reads() as connection:
            known = reviews.surroundings(connection, cases)
            return reviews.reviews_on(connection, known, [*known.tapes], only)

    def codings_on(self, tapes: Collection[UUID]) -> list[Coding]:
        """Return all codings of some tapes but practice, whole."""
        with self._reads() as connection:
            return of_study(codings_of_tapes(connection, [*tapes]))

    def reviews_by_case(
        self, only: frozenset[UUID] | None = None
    ) -> Iterator[list[Review]]:
        """Yield the same case by case, by handle, so that no study is too long.

        Each case is whole; between two of them somebody else may write. With `only`,
        those of other cases are passed over.
        """
        with self._reads() as connection:
            known = reviews.surroundings(connection)
        for some in known.tapes_by_case(only).values():
            with self._reads() as connection:
                found = reviews.reviews_on(connection, known, some)
            if found:
                yield found

    def outlines_by_case(
        self, only: frozenset[UUID], marked: Collection[UUID]
    ) -> Iterator[list[Outline]]:
        """Yield the codings of some cases, case by case, as figures need them.

        Args:
            only: The cases.
            marked: The codings whose marks are wanted.
        """
        with self._reads() as connection:
            known = reviews.surroundings(connection)
        for some in known.tapes_by_case(only).values():
            with self._reads() as connection:
                found = outlines_on(connection, known, some, marked)
            if found:
                yield found
