from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.domain.codebook import SeverityScale
from ipt_review.domain.mark import Mark
from ipt_review.domain.rating import Rating
from ipt_review.exchange.sheets.book import sheets
from ipt_review.scoring.focus_at import FocusAt
from tests.report_builders import SMALL, a_full_report, a_report, a_review

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Sheet, Value


def sheet(report: Report, title: str) -> Sheet:
    return next(each for each in sheets(report) if each.title == title)


def records(report: Report, title: str) -> list[dict[str, Value]]:
    found = sheet(report, title)
    heads = [column.header for column in found.columns]
    return [dict(zip(heads, row, strict=True)) for row in found.rows]


def worded(report: Report, *codebooks: Codebook) -> Report:
    return replace(report, codebooks={book.name: book for book in codebooks})


def read_me(report: Report) -> dict[Value, Value]:
    return {row[0]: row[1] for row in sheet(report, "Read me").rows}


def test_the_sheets_stand_in_their_order() -> None:
    assert [each.title for each in sheets(a_report(a_review()))] == [
        "Read me",
        "Summary",
        "Session matrix",
        "Items",
        "Trend",
        "Focus",
        "Opening checklist",
        "Ending checklist",
        "Sessions",
        "Ratings",
        "Marks",
        "Focus time",
        "Talk time",
        "Problem areas",
        "Judgment history",
        "Prompts",
        "Codebook",
        "Rating items",
        "Columns",
    ]


def test_each_header_is_there_once_and_each_row_is_as_wide_as_the_headers() -> None:
    for each in sheets(a_full_report(a_review(), a_review(session=5))):
        heads = [column.header for column in each.columns]
        assert len(set(heads)) == len(heads)
        assert all(len(row) == len(heads) for row in each.rows)


def test_a_coding_is_one_row_of_sessions_in_order_of_session_and_rater() -> None:
    report = a_report(a_review(session=5), a_review(rater="R02"), a_review(rater="R01"))
    found = records(report, "Sessions")
    assert [(row["Session"], row["Rater"]) for row in found] == [
        (4, "R01"),
        (4, "R02"),
        (5, "R01"),
    ]


def test_a_session_says_what_its_mean_rests_on() -> None:
    (row,) = records(a_report(a_review()), "Sessions")
    assert row["Techniques mean"] == 5.0
    assert row["Techniques rests on"] == "1 of 1 items"
    assert row["hamd17 total"] == 17
    assert row["bdi2 fed back"] is None


def test_a_verdict_stands_under_a_header_that_says_what_it_is_worth() -> None:
    (row,) = records(a_report(a_review()), "Sessions")
    verdicts = {head: value for head, value in row.items() if "verdict" in head}
    assert verdicts == {
        "Adherence verdict (product default, not validated)": "borderline",
        "Off-model verdict (product default, not validated)": "not_rated",
        "Competence verdict (product default, not validated)": "not_ratable",
    }
    low = a_review(ratings={"adh_link": Rating(2), "adh_options": Rating(1)})
    (row,) = records(a_report(low), "Sessions")
    assert row["Adherence verdict (product default, not validated)"] == "not_adequate"
    assert row["Supervisor asked to look (product default, not validated)"] == "yes"


def test_counts_are_empty_where_nothing_was_marked_and_zero_where_a_code_is_not() -> (
    None
):
    marked, unmarked = records(
        a_report(a_review(), a_review((), session=5)), "Sessions"
    )
    assert marked["Explore Options per 10 min"] == 0.0
    assert marked["Link Mood per 10 min"] == 0.2
    assert unmarked["Link Mood per 10 min"] is None


def test_an_unrated_coding_has_no_mean() -> None:
    (row,) = records(a_report(a_review(ratings={})), "Sessions")
    assert row["Adherence mean"] is None
    assert row["Adherence rests on"] == "0 of 2 items"


def test_codes_that_share_a_label_are_told_apart_by_their_ids() -> None:
    codes = SMALL.codebook.codes
    twins = tuple(replace(code, label="Twin") for code in codes[:2])
    codebook = replace(SMALL.codebook, codes=(*twins, codes[2]))
    report = worded(a_report(a_review()), codebook)
    (row,) = records(report, "Sessions")
    assert "Twin per 10 min (link_mood)" in row
    assert "Twin per 10 min (explore_options)" in row


def test_ratings_keep_the_value_as_given() -> None:
    (row,) = records(a_report(a_review()), "Ratings")
    assert (row["adh_link"], row["adh_options"]) == (5, 97)
    assert "adh_link_sc" not in row


def test_an_item_that_scoring_may_set_to_97_has_a_second_column() -> None:
    items = SMALL.codebook.items
    once = replace(items[0], applies=replace(items[0].applies, once=True))
    codebook = replace(SMALL.codebook, items=(once, items[1]))
    report = worded(a_report(a_review()), codebook)
    (row,) = records(report, "Ratings")
    assert row["adh_link_sc"] == 5
    assert "adh_options_sc" not in row


def test_a_mark_has_its_times_and_an_open_one_has_no_end() -> None:
    state, point, opened = records(a_report(a_review()), "Marks")
    assert (state["Kind"], state["Duration"]) == ("state", 1_200_000)
    assert (point["start_ms"], point["End"], point["Duration"]) == (61_005, 61_005, 0)
    assert (point["Focus at start"], point["Group"]) == ("grief", "Work")
    assert opened["End"] is None
    assert opened["end_ms"] is None
    assert opened["Duration"] is None
    assert opened["Focus at start"] == "unclear"


def test_a_mark_that_the_codebook_does_not_know_is_still_there() -> None:
    report = a_report(a_review())
    bare = worded(report, replace(SMALL.codebook, codes=()))
    assert records(bare, "Marks")[1]["Label"] == "not in this codebook"


def test_focus_holds_from_the_start_of_its_mark_up_to_its_end() -> None:
    marks = (
        Mark(1, "grief", 100, 200),
        Mark(2, "off_focus", 200, 300),
        Mark(3, "grief", 500, None),
    )
    focus = FocusAt(a_review(marks).coding, SMALL.codebook)
    at = [focus.at(moment) for moment in (99, 100, 199, 200, 299, 300, 500, 9_000)]
    assert at == [
        "unclear",
        "grief",
        "grief",
        "off_focus",
        "off_focus",
        "unclear",
        "grief",
        "grief",
    ]


def test_focus_time_has_every_state_and_adds_up_to_the_tape() -> None:
    found = records(a_report(a_review()), "Focus time")
    assert [row["State"] for row in found] == ["grief", "off_focus", "unclear"]
    assert sum(
        row["time_ms"] or 0 for row in found if isinstance(row["time_ms"], int)
    ) == (SMALL.tape.length)
    assert [row["Agreed"] for row in found] == ["yes", "no", "no"]


def test_the_research_level_has_no_notes_and_no_comments() -> None:
    report = a_report(a_review())
    words = [
        str(value) for each in sheets(report) for row in each.rows for value in row
    ]
    text = " ".join(words)
    assert "Waits." not in text
    assert "Twice." not in text
    assert "sound hour" not in text
    assert "part one" not in text


def test_the_full_level_has_notes_and_comments_but_no_file_names() -> None:
    report = a_full_report(a_review())
    assert records(report, "Sessions")[0]["Comment"] == "A sound hour."
    assert records(report, "Marks")[2]["Note"] == "Waits."
    assert records(report, "Ratings")[0]["Notes on ratings"] == "adh_link: Twice."
    text = " ".join(
        str(value) for each in sheets(report) for row in each.rows for value in row
    )
    assert "part one" not in text


def test_read_me_names_study_program_codebook_and_the_three_reasons() -> None:
    told = read_me(a_report(a_review()))
    assert told["Study"] == "Pilot study (PS)"
    assert told["Written"] == "2026-11-23 09:30 UTC, by IPT Review 0.1.0"
    assert told["Codebook"] == "A small codebook (small 1.0)."
    assert told["In it"] == "1 coding of 1 tape, 3 marks, 2 ratings."
    assert {"97", "98", "99", "Not validated", "Privacy", "Means"} <= set(told)


def test_read_me_says_when_there_is_nothing_yet() -> None:
    assert "no coding yet" in str(read_me(a_report())["In it"])
    told = str(read_me(a_report(a_review((), {})))["In it"])
    assert "Nothing has been rated yet" in told
    assert "Nothing has been marked yet" in told


def test_read_me_names_other_codebooks_that_were_used() -> None:
    newer = replace(SMALL.codebook, version="2.0")
    told = read_me(worded(a_report(a_review()), SMALL.codebook, newer))
    assert "(small 2.0). 1 coding with small 1.0." in str(told["Codebook"])


def test_the_words_say_what_each_code_state_item_and_scale_means() -> None:
    report = a_report()
    codes = [row["Code"] for row in records(report, "Codebook")]
    assert codes[:4] == ["link_mood", "explore_options", "role_play", "grief"]
    items = {row["Item"]: row for row in records(report, "Rating items")}
    assert items["adh_link"]["Phases"] == "opening\nmiddle\ntermination"
    assert items["extent"]["Anchors"] == "1  Not at all"


def test_every_column_of_the_data_is_explained() -> None:
    report = a_full_report(a_review())
    explained = {
        (row["Sheet"], row["Column"]): row["What it holds"]
        for row in records(report, "Columns")
    }
    for each in sheets(report)[1:-1]:
        for column in each.columns:
            assert explained[each.title, column.header]


def test_an_unreached_item_is_an_empty_cell() -> None:
    rated = {"adh_link": Rating(3)}
    (row,) = records(a_report(a_review(ratings=rated)), "Ratings")
    assert row["adh_options"] is None


def test_a_severity_scale_is_called_by_its_label_where_the_codebook_has_one() -> None:
    scale = SeverityScale("hamd17", "HAM-D 17", 0, 52, 8)
    codebook = replace(SMALL.codebook, severity_scales=(scale,))
    (row,) = records(worded(a_report(a_review()), codebook), "Sessions")
    assert (row["HAM-D 17 total"], row["HAM-D 17 fed back"]) == (17, "yes")
