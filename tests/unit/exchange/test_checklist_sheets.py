"""The checklists of opening and ending in the workbook, with where it was done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ipt_review.domain.mark import Mark
from ipt_review.domain.phase import Phase
from ipt_review.domain.rating import NOT_APPLICABLE, Rating
from ipt_review.domain.study import AgreedFocus
from ipt_review.exchange.content import in_order
from ipt_review.scoring.scoring import score
from tests.builders import the_shipped_codebook
from tests.report_builders import a_report, a_review, records

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.review import Review
    from ipt_review.exchange.report import Report

BOOK = the_shipped_codebook()


def coded(number: int, ratings: dict[str, int], marks: tuple[Mark, ...] = ()) -> Review:
    """Return a coding of a session, of the ending from session 10 on."""
    rated = {item: Rating(value) for item, value in ratings.items()}
    made = a_review(marks, rated, session=number)
    phase = Phase.TERMINATION if number >= 10 else Phase.OPENING
    case = replace(made.case, foci=(AgreedFocus("grief", 4),))
    head = replace(made.coding.head, codebook=BOOK.name)
    return replace(
        made,
        case=case,
        session=replace(made.session, phase=phase),
        coding=replace(made.coding, head=head),
    )


def reported(*reviews: Review) -> Report:
    results = in_order(score(reviews, {BOOK.name: BOOK}))
    return replace(a_report(), codebooks={BOOK.name: BOOK}, results=results)


def tasks(path: Path, report: Report, title: str) -> dict[str, dict[str, Any]]:
    return {str(row["Item"]): row for row in records(path, report, title)}


def test_the_opening_says_where_each_task_was_done_first(tmp_path: Path) -> None:
    sick = Mark(1, "sick_role", 61_005, 61_005)
    report = reported(
        coded(1, {"adh_illness": 5}, (sick,)),
        coded(2, {}),
        coded(3, {"adh_illness": 6, "adh_hope": 3}),
        coded(4, {"adh_contract": 4}),
    )
    found = tasks(tmp_path / "a.xlsx", report, "Opening checklist")
    sick_role = found["adh_sick_role"]
    assert (sick_role["State"], sick_role["Session"]) == ("done", 1)
    assert sick_role["at_ms"] == 61_005
    tape = report.content.checked[0].tapes[1]
    link = f'=HYPERLINK("ipt-review://tape/{tape}?at=61005","0:01:01")'
    assert sick_role["Open"] == link
    illness = found["adh_illness"]
    assert (illness["Session"], illness["Rated"], illness["Again in"]) == (1, 5, "3")
    assert (illness["At"], illness["Open"]) == (None, None)
    assert (found["adh_hope"]["State"], found["adh_hope"]["Session"]) == (
        "missing",
        None,
    )
    assert (found["adh_contract"]["State"], found["adh_contract"]["Due in"]) == (
        "late",
        3,
    )
    assert found["adh_hope"]["Coded"] == "1, 2, 3"
    assert (found["None"]["State"], found["None"]["Session"]) == ("late", 4)


def test_where_an_opening_session_was_not_coded_nothing_is_called_missing(
    tmp_path: Path,
) -> None:
    report = reported(coded(1, {}), coded(3, {}))
    found = tasks(tmp_path / "a.xlsx", report, "Opening checklist")
    assert found["adh_hope"]["State"] == "unknown"


def test_the_ending_calls_nothing_undone(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rated = {"adh_ending": 5, "adh_aftercare": NOT_APPLICABLE}
    ended = tasks(path, reported(coded(10, rated)), "Ending checklist")
    states = {item: row["State"] for item, row in ended.items()}
    assert states == {
        "adh_ending": "done",
        "adh_credit": "not_yet",
        "adh_aftercare": "not_applicable",
    }
    begun = tasks(path, reported(coded(1, {})), "Ending checklist")
    assert {row["State"] for row in begun.values()} == {"unknown"}


def test_without_a_checklist_in_the_codebook_the_sheet_is_empty(
    tmp_path: Path,
) -> None:
    assert records(tmp_path / "a.xlsx", a_report(a_review()), "Opening checklist") == []
