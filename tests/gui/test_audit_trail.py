"""The audit trail is checked in the Study room, beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.trail_builders import past_the_program

if TYPE_CHECKING:
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
PATIENCE = 15_000


def test_a_check_says_that_the_trail_holds_and_then_where_it_was_broken(
    visitor: Rater,
) -> None:
    page = visitor.window.study.log
    visitor.program.enter("study")

    page.check.click()
    assert page.check.text() == "Stop the check"
    visitor.qtbot.waitUntil(lambda: "holds" in page.outcome.text(), timeout=PATIENCE)
    assert visitor.desk.database.trail.head().short in page.outcome.text()
    with past_the_program(visitor.desk.database.path, "mark") as connection:
        connection.execute("UPDATE mark SET start_ms = 0 WHERE coding_id = 1")
    page.check.click()

    visitor.qtbot.waitUntil(lambda: "breaks" in page.outcome.text(), timeout=PATIENCE)
    assert "C-012, session " in page.outcome.text()
    assert page.check.text() == "Check the audit trail"


def test_a_check_can_be_stopped_and_is_let_go_of_with_the_study(
    visitor: Rater,
) -> None:
    page = visitor.window.study.log
    visitor.program.enter("study")

    page.check.click()
    page.check.click()

    assert page.check.text() == "Check the audit trail"
    assert "stopped" in page.outcome.text()
    page.check.click()
