from __future__ import annotations

from dataclasses import replace

import pytest

from ipt_review.domain.coding import Coding
from ipt_review.domain.mark import Mark, Quality
from ipt_review.exchange.mark_text import NotMarks
from ipt_review.workflow.coding.pasting import CannotPaste, as_text, paste
from tests.builders import SmallStudy, the_shipped_codebook

LENGTH = 600_000
STRONG = Quality.STRONG
SMALL = SmallStudy()
BOOK = SMALL.codebook
HEAD = "Time\tEnd\tCode\tNote\n"


def pasted(text: str, *there: Mark) -> list[Mark]:
    coding = Coding(SMALL.head, {mark.number: mark for mark in there})
    number = max(coding.marks, default=0) + 1
    step = paste(coding, BOOK, LENGTH, number, text)
    return [] if step is None else [e.after for e in step.edits if e.after]  # type: ignore[misc]


def reasons(text: str, *there: Mark) -> dict[int, str]:
    with pytest.raises(CannotPaste) as refused:
        pasted(text, *there)
    return {each.line: each.what for each in refused.value.lines}


def test_a_mark_is_written_as_one_line_of_columns() -> None:
    text = as_text(BOOK, [Mark(1, "role_play", 61_002, None, "two\tthings", STRONG)])

    assert text.splitlines() == [
        "Time\tEnd\tCode\tLabel\tQuality\tCertainty\tDirection\tNote",
        '0:01:01.002\topen\trole_play\tRole Play\tstrong\t\t\t"two\tthings"',
    ]


def test_points_intervals_and_open_intervals_are_read() -> None:
    text = (
        f"{HEAD}0:00:10\t\tlink_mood\tyes\n1:30\t2:00.5\trole_play\n"
        "0:05:00\topen\texplore_options\t\n"
    )

    assert pasted(text) == [
        Mark(1, "link_mood", 10_000, 10_000, "yes"),
        Mark(2, "role_play", 90_000, 120_500),
        Mark(3, "explore_options", 300_000, None),
    ]


def test_columns_may_come_in_any_order_and_labels_count_as_codes() -> None:
    assert pasted("Code\tOther\tstart\r\nlink mood\tx\t0:07\r\n") == [
        Mark(1, "link_mood", 7_000, 7_000)
    ]


def test_what_spreadsheets_put_before_a_text_does_no_harm() -> None:
    assert len(pasted("\ufeff" + HEAD + "0:00:10\t\tlink_mood\n\n\t\t\n")) == 1


def test_new_marks_get_numbers_of_their_own() -> None:
    there = Mark(7, "role_play", 0, 5)

    assert [m.number for m in pasted(f"{HEAD}0:10\t\tlink_mood\n", there)] == [8]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("soon\t\tlink_mood", "“soon” is not a time on a tape"),
        ("0:00:10\tlater\trole_play", "“later” is not a time on a tape"),
        ("0:00:10\t\tnonsense", "no code “nonsense”"),
        ("0:00:10\t\t", "no code “”"),
        ("0:00:10\t0:00:11\tlink_mood", "stands on a moment"),
        ("0:00:10\t\trole_play", "needs an end"),
        ("0:00:10\t0:00:09\trole_play", "would end"),
        ("0:10:01\t\tlink_mood", "the tape ends at 0:10:00.000"),
        ("0:09:00\t0:10:00.001\trole_play", "reach to 0:10:00.001"),
        ("9999999999999999:00:00\t\tlink_mood", "the tape ends"),
    ],
)
def test_a_bad_line_is_told_with_its_number(line: str, why: str) -> None:
    told = reasons(f"{HEAD}0:00:01\t\tlink_mood\n{line}\n")

    assert list(told) == [3]
    assert why in told[3]


def test_an_attribute_that_there_is_not_is_told() -> None:
    told = reasons("Time\tCode\tQuality\n0:10\tlink_mood\tlovely\n")

    assert told == {
        2: "Quality can be missed_chance, weak, adequate, strong, but not “lovely”."
    }


def test_a_direction_is_only_for_codes_that_have_one() -> None:
    told = reasons("Time\tCode\tDirection\n0:10\tlink_mood\tmood_to_event\n")

    assert told == {2: "“Link Mood” has no direction."}


def test_lines_are_counted_as_editors_count_them() -> None:
    text = f'{HEAD}0:00:01\t\tlink_mood\t"a note\nof two lines"\n\nnever\t\tlink_mood\n'

    assert list(reasons(text)) == [5]


def test_overlapping_states_are_told_by_their_line() -> None:
    text = f"{HEAD}0:10\t0:30\tgrief\n0:20\t0:40\toff_focus\n0:40\t0:50\tunclear\n"

    told = reasons(text)

    assert list(told) == [3]
    assert "only one state of “Focus” can hold" in told[3]


def test_a_state_over_one_that_is_coded_is_told() -> None:
    there = Mark(1, "grief", 0, None)

    assert list(reasons(f"{HEAD}0:20\t0:40\toff_focus\n", there)) == [2]


def test_a_mark_that_is_there_already_is_told_and_so_is_a_line_twice() -> None:
    there = Mark(1, "link_mood", 10_000, 10_000)
    text = f"{HEAD}0:10\t\tlink_mood\n0:11\t\tlink_mood\n0:11\t\tlink_mood\n"

    assert list(reasons(text, there)) == [2, 4]


def test_every_bad_line_is_there_and_the_first_ones_are_read_out() -> None:
    text = HEAD + "never\t\tlink_mood\n" * 20

    with pytest.raises(CannotPaste) as refused:
        pasted(text)

    assert len(refused.value.lines) == 20
    assert "Line 2:" in str(refused.value)
    assert "And 12 more." in str(refused.value)
    assert str(refused.value).endswith("Nothing was changed.")


@pytest.mark.parametrize("text", ["", "\n", "hello", "Time\tNote\n0:10\tx\n"])
def test_text_that_names_no_columns_is_refused(text: str) -> None:
    with pytest.raises(NotMarks, match="name the columns"):
        pasted(text)


def test_a_text_with_columns_and_no_rows_changes_nothing() -> None:
    assert pasted(HEAD) == []


def test_long_notes_in_any_script_stay_whole() -> None:
    note = "שלום \u202b، مرحبا\u202c 你好\t\"“\r\n\r'=1+1 " * 5_000
    mark = Mark(1, "role_play", 0, 5, note)

    assert pasted(as_text(BOOK, [mark])) == [mark]


def test_a_silenced_code_is_not_pasted() -> None:
    codes = tuple(replace(c, silenced=c.id == "role_play") for c in BOOK.codes)
    coding = Coding(SMALL.head)

    with pytest.raises(CannotPaste, match="does without"):
        paste(
            coding, replace(BOOK, codes=codes), LENGTH, 1, f"{HEAD}1:0\topen\trole_play"
        )


def test_every_code_of_the_shipped_codebook_can_be_written_and_read() -> None:
    book = the_shipped_codebook()
    from_key = [code.id for code in book.codes if not code.silenced]
    marks = [
        Mark(n, code, 1_000 * n, 1_000 * n + (book.code(code).kind.value == "interval"))
        for n, code in enumerate(from_key, start=1)
    ]

    step = paste(Coding(SMALL.head), book, LENGTH, 1, as_text(book, marks))

    assert step is not None
    assert len(step.edits) == len(marks)
