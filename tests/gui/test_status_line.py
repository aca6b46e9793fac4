"""The line at the bottom says the IPT sequence in the room there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.scoring.sequence import SequenceStep
from ipt_review.ui.status_line import StatusLine

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

STEPS = [
    SequenceStep("opening", "Opening question", 1_000, in_order=True),
    SequenceStep("link", "Link", 2_000, in_order=True),
    SequenceStep("options", "Options", None, in_order=True),
    SequenceStep("role_play", "Role play", None, in_order=True),
]


def test_where_there_is_no_room_for_all_steps_it_counts_them_and_names_the_gaps(
    qtbot: QtBot,
) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show_sequence(STEPS)
    line.show()
    whole = "IPT sequence: ✓ opening question · ✓ link · options · role play"

    line.resize(1_200, line.height())
    qtbot.waitUntil(lambda: line.sentence.text() == whole, timeout=15_000)
    line.resize(380, line.height())
    short = "IPT sequence 2 of 4, not yet: options, role play"
    qtbot.waitUntil(lambda: line.sentence.text() == short, timeout=15_000)
    assert line.sentence.toolTip() == line.sentence.accessibleName() == whole
