"""An export says what in it looks like a name or a date; it is written all the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Mark

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gui.rater import Rater


def test_an_export_remarks_on_names_and_dates_and_is_written(
    rater: Rater, tmp_path: Path
) -> None:
    screen, database = rater.window.export, rater.desk.database
    plain, telling = tmp_path / "DEMO.xlsx", tmp_path / "Mrs. Miller.xlsx"

    assert "Written" in rater.export(plain, full=True)
    assert screen.remarks.text() == ""

    code = next(iter(rater.coding.marks.values())).code
    mark = Mark(max(rater.coding.marks) + 1, code, 0, None, "Dr. Kim called her")
    head = rater.coding.head
    noted = Step((MarkEdit(mark.number, None, mark),))
    database.record(head.id, noted, head.rater, 1)
    case = database.cases()[0]
    database.change_case(replace(case, handle="Anna"))

    assert "Written" in rater.export(telling, full=True)
    told = screen.remarks.text()
    assert "The name of the file, “Mrs. Miller.xlsx”, looks like a name." in told
    assert "Ids that look like names or dates: “Anna”." in told
    assert "Notes that seem to hold names or dates: case Anna, session 5, SV-1." in told
    assert "Look at them before you hand the file on." in told
    assert telling.is_file()

    assert "Written" in rater.export(telling, full=False)
    assert "Notes" not in screen.remarks.text()
