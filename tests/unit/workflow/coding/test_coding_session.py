from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.coding import Coding, Status
from ipt_review.domain.problems import (
    BadRating,
    CodingClosed,
    ReviewError,
    UnknownWord,
)
from ipt_review.workflow.coding.coding_session import CodingSession
from tests.builders import SmallStudy, a_codebook

if TYPE_CHECKING:
    from ipt_review.domain.edit import Step


class Disk:
    """Keeps steps, or has no room for them."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.full = False

    def save(self, step: Step) -> None:
        if self.full:
            raise ReviewError("The disk is full.", "Free some space.")
        self.steps.append(step)


def a_session(disk: Disk, status: Status = Status.DRAFT) -> CodingSession:
    coding = Coding(replace(SmallStudy().head, status=status))
    return CodingSession(coding, a_codebook(), 600_000, (), disk.save)


def test_what_cannot_be_saved_does_not_happen() -> None:
    disk = Disk()
    session = a_session(disk)
    session.press("link_mood", 1_000)
    before = session.coding
    disk.full = True

    with pytest.raises(ReviewError, match="disk is full"):
        session.press("link_mood", 2_000)

    assert session.coding == before
    disk.full = False
    session.undo()
    assert not session.coding.marks


def test_who_listens_hears_of_a_step_only_after_it_was_saved() -> None:
    disk = Disk()
    session = a_session(disk)
    heard: list[int] = []
    session.listen(lambda _step: heard.append(len(disk.steps)))

    session.press("link_mood", 1_000)
    session.undo()

    assert heard == [1, 2]


def test_undo_and_redo_come_back_from_the_journal() -> None:
    disk = Disk()
    session = a_session(disk)
    session.press("link_mood", 1_000)
    session.press("link_mood", 2_000)
    session.undo()

    again = CodingSession(session.coding, a_codebook(), 600_000, disk.steps, disk.save)
    again.redo()
    assert len(again.coding.marks) == 2
    again.undo()
    again.undo()

    assert not again.coding.marks
    assert again.undo() is None


def test_a_number_is_never_used_twice_even_after_a_restart() -> None:
    disk = Disk()
    session = a_session(disk)
    session.press("link_mood", 1_000)
    session.undo()

    again = CodingSession(session.coding, a_codebook(), 600_000, disk.steps, disk.save)

    assert again.press("link_mood", 5_000) == 2


def test_a_new_step_forgets_what_was_undone() -> None:
    session = a_session(Disk())
    session.press("link_mood", 1_000)
    session.undo()
    session.press("link_mood", 2_000)

    assert session.redo() is None


def test_a_rating_is_on_its_scale_or_says_why_there_is_none() -> None:
    session = a_session(Disk())
    session.rate("adh_link", 5)
    session.rate("adh_options", 97)

    with pytest.raises(BadRating, match="8 is not on the scale from 1 to 7"):
        session.rate("adh_link", 8)

    ratings = session.coding.ratings
    assert (ratings["adh_link"].score, ratings["adh_options"].score) == (5, None)


def test_rating_the_same_again_is_no_step() -> None:
    disk = Disk()
    session = a_session(disk)
    session.rate("adh_link", 5)
    session.rate("adh_link", 5)
    session.rate("adh_link", None)
    session.rate("adh_link", None)

    assert len(disk.steps) == 2


def test_a_code_that_the_codebook_does_not_have_is_refused() -> None:
    session = a_session(Disk())

    with pytest.raises(UnknownWord, match="no code “homework”"):
        session.press("homework", 1_000)


def test_a_submitted_coding_does_not_change() -> None:
    disk = Disk()
    session = a_session(disk, Status.SUBMITTED)

    with pytest.raises(CodingClosed):
        session.press("link_mood", 1_000)

    assert not disk.steps
