"""Reports for tests of the workbook: a small study, several sessions and raters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from openpyxl import load_workbook

from ipt_review.domain.coding import Coding, Perspective
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role
from ipt_review.domain.rating import Rating
from ipt_review.domain.review import Review
from ipt_review.exchange.content import in_order
from ipt_review.exchange.report import Privacy, Report
from ipt_review.exchange.workbook import write_workbook
from ipt_review.scoring.scoring import score
from tests.builders import SmallStudy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

SMALL = SmallStudy()

MARKS = (
    Mark(1, "grief", 0, 1_200_000),
    Mark(2, "link_mood", 61_005, 61_005, "=1+1"),
    Mark(3, "role_play", 1_250_000, None, "Waits."),
)
RATINGS = {"adh_link": Rating(5, "Twice."), "adh_options": Rating(97)}


def a_review(
    marks: Sequence[Mark] = MARKS,
    ratings: Mapping[str, Rating] = MappingProxyType(RATINGS),
    *,
    session: int = 4,
    rater: str = "R01",
    comment: str = "A sound hour.",
) -> Review:
    """Return one coding of one session, told apart by session and rater."""
    met = replace(SMALL.session, id=UUID(int=100 + session), number=session)
    tape = replace(SMALL.tape, id=UUID(int=200 + session), session=met.id)
    person = Person(
        UUID(bytes=rater.ljust(16).encode()), rater, frozenset({Role.RATER})
    )
    head = replace(
        SMALL.head,
        id=UUID(bytes=f"{rater}{session}".ljust(16).encode()),
        tape=tape.id,
        rater=person.id,
        perspective=Perspective.SUPERVISOR,
    )
    coding = Coding(head, {mark.number: mark for mark in marks}, ratings, comment)
    return Review(SMALL.study, SMALL.therapist, SMALL.case, met, tape, person, coding)


def a_report(*reviews: Review, privacy: Privacy = Privacy.RESEARCH) -> Report:
    """Return the report on these reviews, scored as the program scores them."""
    return Report(
        study=SMALL.study,
        codebooks={SMALL.codebook.name: SMALL.codebook},
        results=in_order(score(reviews, {SMALL.codebook.name: SMALL.codebook})),
        program_version="0.1.0",
        written_at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
        privacy=privacy,
    )


def a_full_report(*reviews: Review) -> Report:
    """Return the same with notes and comments."""
    return a_report(*reviews, privacy=Privacy.FULL)


def records(path: Path, report: Report, title: str) -> list[dict[str, Any]]:
    """Write the report and return a sheet of it as it is read back, by header."""
    write_workbook(path, report)
    heads, *lines = load_workbook(path)[title].iter_rows(values_only=True)
    names = [str(head) for head in heads]
    return [dict(zip(names, line, strict=True)) for line in lines]


def told(path: Path, report: Report) -> dict[str, str]:
    """Write the report and return what its first sheet says, by topic."""
    found = records(path, report, "Read me")
    return {str(topic): str(text) for topic, text in (row.values() for row in found)}
