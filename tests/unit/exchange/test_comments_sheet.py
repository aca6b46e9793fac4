"""What of a rater's comments and second thoughts gets into the workbook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.domain.mark import Certainty, Direction, Mark, Quality
from ipt_review.exchange.sheets.book import sheets
from tests.report_builders import a_full_report, a_report, a_review

if TYPE_CHECKING:
    from ipt_review.domain.review import Review
    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Value

TO_TRY = Comment(2, CommentKind.TO_TRY, 5_000, 9_000, "Wait.", "“And then?”")
MISSED = Comment(3, CommentKind.MISSED, 1_000, 1_000, "Tears.", code="link_mood")
PRIVATE = Comment(1, CommentKind.PRIVATE, 0, 0, "Tired today.")
BOOKMARK = Comment(4, CommentKind.BOOKMARK, 7_000, 7_000, "Seminar.")


def commented() -> Review:
    review = a_review()
    comments = {each.number: each for each in (PRIVATE, TO_TRY, MISSED, BOOKMARK)}
    return replace(review, coding=replace(review.coding, comments=comments))


def records(report: Report, title: str) -> list[dict[str, Value]]:
    found = next(each for each in sheets(report) if each.title == title)
    heads = [column.header for column in found.columns]
    return [dict(zip(heads, row, strict=True)) for row in found.rows]


def test_what_is_for_the_trainee_is_there_in_the_order_of_the_tape() -> None:
    missed, to_try = records(a_full_report(commented()), "Comments")

    assert (missed["Kind"], missed["Missed code"]) == (
        "missed_opportunity",
        "link_mood",
    )
    assert missed["Missed label"] == "Link Mood"
    assert (to_try["Start"], to_try["end_ms"]) == (5_000, 9_000)
    assert (to_try["Text"], to_try["Wording"]) == ("Wait.", "“And then?”")


def test_private_notes_and_bookmarks_are_nowhere_in_a_workbook() -> None:
    for report in (a_report(commented()), a_full_report(commented())):
        text = " ".join(
            str(value) for each in sheets(report) for row in each.rows for value in row
        )
        assert "Tired today." not in text
        assert "Seminar." not in text


def test_the_research_level_has_no_sheet_of_comments() -> None:
    assert "Comments" not in [each.title for each in sheets(a_report(commented()))]


def test_a_mark_says_how_well_how_surely_and_which_way() -> None:
    told = Mark(
        1,
        "link_mood",
        0,
        0,
        "",
        Quality.WEAK,
        Certainty.UNSURE,
        Direction.EVENT_TO_MOOD,
    )

    said, unsaid = records(
        a_report(a_review((told,)), a_review((Mark(1, "link_mood", 0, 0),), session=5)),
        "Marks",
    )

    heads = ("Quality", "Certainty", "Direction")
    assert [said[head] for head in heads] == ["weak", "unsure", "event_to_mood"]
    assert [unsaid[head] for head in heads] == [None, None, None]
