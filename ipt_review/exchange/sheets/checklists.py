"""The sheets Opening checklist and Ending checklist: what was done, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.exchange.sheets.opening import OPEN, link_to
from ipt_review.exchange.sheets.table import Column, Form, Sheet
from ipt_review.scoring.checklist import TaskState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipt_review.exchange.checked import Checked
    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Row
    from ipt_review.scoring.places import Place

HEADS = (
    Column("Case", Form.TEXT, "Handle of the case, never a name."),
    Column("Perspective", Form.TEXT, "As what the raters coded; never pooled."),
    Column("Task", Form.TEXT, "What is asked for.", width=40),
    Column("Therapist", Form.TEXT, "Handle of the therapist on the tapes."),
    Column("Item", Form.TEXT, "Id of the item that asks for it."),
)
WHERE = (
    Column("Session", Form.WHOLE, "Number of the session in which it was done first."),
    Column("At", Form.MOMENT, "Where it was first marked there; empty if only rated."),
    Column("at_ms", Form.WHOLE, "The same in milliseconds."),
    Column("Rated", Form.WHOLE, "Highest rating of the item in that session."),
    Column("Again in", Form.TEXT, "Numbers of other sessions in which it was done."),
    OPEN,
)
OPENING = Column(
    "State",
    Form.TEXT,
    "done by the end of the opening, late, not_yet, missing, or unknown where not "
    "every session of the opening was coded.",
)
DUE = (
    Column("Due in", Form.WHOLE, "Session by which it should have been done."),
    Column("Coded", Form.TEXT, "Sessions of the opening that were coded."),
)
ENDING = Column(
    "State",
    Form.TEXT,
    "done, not_applicable, not_yet, or unknown where no session of the ending was "
    "coded.",
)
FROZEN = 3
FOCUS = "Focus agreed, as recorded"


def opening_checklist(report: Report) -> Sheet:
    """Make the sheet: a row for each case, perspective and task of the opening."""
    rows = (row for each in report.content.checked for row in _opening(each))
    return Sheet("Opening checklist", (*HEADS, OPENING, *WHERE, *DUE), rows, FROZEN)


def ending_checklist(report: Report) -> Sheet:
    """Make the sheet: a row for each case, perspective and task of the ending."""
    rows = (row for each in report.content.checked for row in _ending(each))
    return Sheet("Ending checklist", (*HEADS, ENDING, *WHERE), rows, FROZEN)


def _opening(checked: Checked) -> Iterator[Row]:
    found = checked.opening
    if found is None:
        return
    coded = ", ".join(map(str, found.coded)) or None
    for task in found.tasks:
        yield (
            *_heads(checked, task.label, task.item),
            task.state.value,
            *_where(checked, task.places),
            task.due,
            coded,
        )
    yield _focus(checked, coded)


def _focus(checked: Checked, coded: str | None) -> Row:
    """Return the row for the focus, which is recorded with the case and not coded."""
    due, foci = checked.opens, checked.case.foci
    agreed = min((each.agreed_in for each in foci), default=None)
    if agreed is None:
        state = TaskState.NOT_YET if checked.last < due else TaskState.MISSING
    else:
        state = TaskState.DONE if agreed <= due else TaskState.LATE
    later = sorted({each.agreed_in for each in foci} - {agreed})
    again = ", ".join(map(str, later)) or None
    where = (agreed, None, None, None, again, None)
    heads = _heads(checked, FOCUS, None)
    return (*heads, state.value, *where, due, coded)


def _ending(checked: Checked) -> Iterator[Row]:
    for task in checked.ending:
        yield (
            *_heads(checked, task.label, task.item),
            task.state.value,
            *_where(checked, task.places),
        )


def _heads(checked: Checked, label: str, item: str | None) -> Row:
    case, perspective = checked.case.handle, checked.perspective.value
    return case, perspective, label, checked.therapist, item


def _where(checked: Checked, places: Sequence[Place]) -> Row:
    if not places:
        return (None,) * len(WHERE)
    first, at = places[0], places[0].at
    again = ", ".join(str(each.session) for each in places[1:]) or None
    link = None if at is None else link_to(checked.tapes[first.session], at)
    return first.session, at, at, first.rated, again, link
