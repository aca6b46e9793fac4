"""The log of a study as a file of values."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from io import StringIO
from typing import TYPE_CHECKING

from ipt_review.exchange.cell_text import clean, looks_like_formula
from ipt_review.exchange.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.workflow.desk import Desk

HEADERS = ("at", "by", "what", "tape", "about", "reason", "detail")


def save_log(desk: Desk, path: Path) -> None:
    """Write the log as CSV in UTF-8, one line for each event, oldest first.

    Tapes are told by case and session number, people by their handles.

    Raises:
        FileNotWritten: When it cannot be written.
    """
    held = desk.holdings()
    people = {each.id: each.handle for each in held.people}
    cases = {case.id: case.handle for case in held.cases}
    sessions = {each.id: each for each in held.sessions}
    tapes = {
        tape.id: f"{cases[sessions[tape.session].case]}/{sessions[tape.session].number}"
        for tape in held.tapes
    }
    text = StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(HEADERS)
    for each in desk.database.samples.log():
        lines.writerow(
            [
                datetime.fromtimestamp(each.at / 1_000, UTC).isoformat(),
                people[each.by],
                each.kind.value,
                tapes[each.tape] if each.tape else "",
                people[each.about] if each.about else "",
                _as_text(each.reason),
                _as_text(each.detail),
            ]
        )
    write_whole(path, text.getvalue().encode("utf-8-sig"))


def _as_text(words: str) -> str:
    """Return words so that a spreadsheet shows them and never runs them."""
    return f"'{clean(words)}" if looks_like_formula(words) else clean(words)
