"""Work of one rater in several copies of their study, as it comes back in packages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from ipt_review.domain.coding import Status
from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.domain.edit import CommentEdit, MarkEdit, RatingEdit, Step
from ipt_review.domain.guess import TreatmentGuess
from ipt_review.domain.mark import Mark
from ipt_review.domain.package import (
    PackageEvent,
    PackageEventKind,
    PackageLabel,
    Way,
)
from ipt_review.domain.rating import Rating
from ipt_review.store.database import Database

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.package import Arrived, CodingRecord
    from tests.builders import SmallStudy

FIRST, SECOND = UUID(int=7), UUID(int=70)
"""A coding that the study has, with nothing in it, and one that a rater begins."""


def mark(number: int, start: int) -> Step:
    """Return the step that adds a mark."""
    return Step((MarkEdit(number, None, Mark(number, "link_mood", start, start)),))


def came_back(small: SmallStudy, *records: CodingRecord) -> PackageEvent:
    """Return what a study keeps of a package with these records."""
    label = PackageLabel(
        uuid4(), Way.RETURN, small.study.id, small.rater.id, 1, "ab" * 32, len(records)
    )
    return PackageEvent(50_000, small.rater.id, PackageEventKind.TAKEN_IN, label)


def take_in(
    database: Database, small: SmallStudy, *records: CodingRecord
) -> list[Arrived]:
    """Have a study take in a package of a rater."""
    event = came_back(small, *records)
    return database.packages.take_in(records, event, from_rater=True)


def careers(folder: Path, small: SmallStudy) -> dict[str, tuple[CodingRecord, ...]]:
    """Return what a rater returned over time, out of two copies of their study.

    Both have the first mark; then each goes on by itself. "b" ends submitted, "a"
    is longer and still a draft in its first return.
    """
    rater = small.rater.id
    begun = folder / "rater.iptstudy"
    one = Database.create(begun, small.study)
    small.put_into(one)
    one.record(FIRST, mark(1, 1_000), rater, 1_000)
    returned = {"begun": tuple(one.packages.records([FIRST]))}
    one.close()
    copy = folder / "copy.iptstudy"
    copy.write_bytes(begun.read_bytes())
    one, two = Database.open(begun), Database.open(copy)
    for at, number in enumerate((2, 3), start=2):
        one.record(FIRST, mark(number, number * 1_000), rater, at * 1_000)
    returned["a"] = tuple(one.packages.records([FIRST]))
    rated = RatingEdit("adh_link", None, Rating(5, "clear"))
    comment = Comment(1, CommentKind.STRENGTH, 9, 9, "Good.")
    two.record(FIRST, Step((rated, CommentEdit(1, None, comment))), rater, 2_500)
    two.closings.guess(TreatmentGuess(FIRST, "IPT", 3, 2_600))
    two.set_status(FIRST, Status.SUBMITTED, rater, 2_700)
    returned["b"] = tuple(two.packages.records([FIRST]))
    one.record(FIRST, mark(2, 2_000).reversed(), rater, 4_000)
    one.set_status(FIRST, Status.SUBMITTED, rater, 5_000)
    one.add_coding(replace(small.head, id=SECOND, pass_number=2))
    one.record(SECOND, mark(1, 9_000), rater, 6_000)
    returned["a, further"] = tuple(one.packages.records([FIRST, SECOND]))
    two.close()
    one.close()
    return returned
