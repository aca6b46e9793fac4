"""Codings with everything that they stand under, for scoring and reports."""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ipt_review.domain.coding import Perspective
from ipt_review.domain.review import Review
from ipt_review.store.cases import cases, sessions, the_study
from ipt_review.store.codings import codings_between, codings_of_tapes, of_study
from ipt_review.store.people import people, therapists
from ipt_review.store.tapes import tapes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from uuid import UUID

    from sqlalchemy import Connection

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.people import Person, Therapist
    from ipt_review.domain.study import Case, Session, Study
    from ipt_review.domain.tape import Tape

_ORDER = {perspective: place for place, perspective in enumerate(Perspective)}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all codings of a study stand under, by id."""

    study: Study
    raters: Mapping[UUID, Person]
    therapists: Mapping[UUID, Therapist]
    cases: Mapping[UUID, Case]
    sessions: Mapping[UUID, Session]
    tapes: Mapping[UUID, Tape]

    def tapes_by_case(
        self, only: frozenset[UUID] | None = None
    ) -> dict[UUID, list[UUID]]:
        """Return the tapes of each case that has any, or of `only` some, by handle."""
        found: defaultdict[UUID, list[UUID]] = defaultdict(list)
        for tape in self.tapes.values():
            found[self.sessions[tape.session].case].append(tape.id)
        wanted = found.keys() if only is None else found.keys() & only
        return {case: found[case] for case in self.cases if case in wanted}

    def reviews(self, codings: Iterable[Coding]) -> list[Review]:
        """Return codings but practice with what they stand under, in their order."""
        return sorted(map(self._review, of_study(codings)), key=_place)

    def _review(self, coding: Coding) -> Review:
        tape = self.tapes[coding.head.tape]
        session = self.sessions[tape.session]
        case = self.cases[session.case]
        therapist = self.therapists[case.therapist]
        rater = self.raters[coding.head.rater]
        return Review(self.study, therapist, case, session, tape, rater, coding)


def surroundings(
    connection: Connection, of: Collection[UUID] | None = None
) -> Surroundings:
    """Return everything that codings stand under; cases by handle.

    With `of`, sessions and tapes are those of these cases only.
    """
    return Surroundings(
        the_study(connection),
        {each.id: each for each in people(connection)},
        {each.id: each for each in therapists(connection)},
        {each.id: each for each in cases(connection)},
        {each.id: each for each in sessions(connection, of)},
        {each.id: each for each in tapes(connection, of)},
    )


def reviews(connection: Connection) -> list[Review]:
    """Return every coding but practice, with rater, tape, session, case, therapist.

    By case handle, session number, perspective (in the order in which `Perspective`
    names them), rater handle, and pass.
    """
    known = surroundings(connection)
    return known.reviews(codings_between(connection, 0, sys.maxsize))


def reviews_on(
    connection: Connection,
    known: Surroundings,
    some: list[UUID],
    only: Collection[str] | None = None,
) -> list[Review]:
    """Return the codings of some tapes in the same way, or marks of some codes only."""
    return known.reviews(codings_of_tapes(connection, some, only))


def _place(review: Review) -> tuple[Any, ...]:
    head = review.coding.head
    return (
        review.case.handle,
        review.session.number,
        _ORDER[head.perspective],
        review.rater.handle,
        head.pass_number,
    )
