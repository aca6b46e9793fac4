"""The Codebook room in the whole window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.study.codebook_change import SetField
from ipt_review.study.codebook_entries import Noun, Ref

if TYPE_CHECKING:
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
SICK_ROLE = Ref(Noun.CODE, "sick_role")


def test_the_room_opens_by_key_and_undo_is_heard_there(visitor: Rater) -> None:
    visitor.press("Alt+6")
    screen = visitor.window.codebook
    assert visitor.window.room == "codebook"
    screen.take(SetField(SICK_ROLE, "label", "Role of the ill"))
    screen.tree.setFocus()
    visitor.press("Ctrl+Z")
    assert screen.draft is not None
    assert not screen.draft.can_undo


def test_a_coding_that_is_open_keeps_its_codebook(rater: Rater) -> None:
    program, before = rater.program, rater.seat.codebook
    program.enter("codebook")
    screen = rater.window.codebook
    screen.take(SetField(SICK_ROLE, "label", "Role of the ill"))
    screen.take(SetField(Ref(Noun.CODE, "hope"), "silenced", value=True))
    rater.click(screen.foot.adopt)
    assert program.desk is not None
    assert program.desk.codebook.version == "1.0.0+study.1"
    assert rater.seat.codebook == before
    program.enter("review")
    assert rater.seat.codebook.label("sick_role") == "Sick role given"
