"""Codings with everything that they stand under, for scoring and reports."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ipt_review.domain.coding import Perspective
from ipt_review.domain.review import Review
from ipt_review.store.cases import cases, sessions, the_study
from ipt_review.store.codings import codings_between, of_study
from ipt_review.store.people import people, therapists
from ipt_review.store.tapes import tapes

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ORDER = {perspective: place for place, perspective in enumerate(Perspective)}


def reviews(connection: Connection) -> list[Review]:
    """Return every coding but practice, with rater, tape, session, case, therapist.

    By case handle, session number, perspective (in the order in which `Perspective`
    names them), rater handle, and pass.
    """
    study = the_study(connection)
    raters = {each.id: each for each in people(connection)}
    therapist_by = {each.id: each for each in therapists(connection)}
    case_by = {each.id: each for each in cases(connection)}
    session_by = {each.id: each for each in sessions(connection)}
    tape_by = {each.id: each for each in tapes(connection)}
    found = []
    for coding in of_study(codings_between(connection, 0, sys.maxsize)):
        tape = tape_by[coding.head.tape]
        session = session_by[tape.session]
        case = case_by[session.case]
        therapist, rater = therapist_by[case.therapist], raters[coding.head.rater]
        found.append(Review(study, therapist, case, session, tape, rater, coding))
    return sorted(found, key=_place)


def _place(review: Review) -> tuple[Any, ...]:
    head = review.coding.head
    return (
        review.case.handle,
        review.session.number,
        _ORDER[head.perspective],
        review.rater.handle,
        head.pass_number,
    )
