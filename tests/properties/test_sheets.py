from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from ipt_review.domain.mark import Mark
from ipt_review.exchange.cell_text import MOST_UNITS, clean
from ipt_review.exchange.sheets.table import Column, Form, Sheet
from ipt_review.exchange.workbook import add_sheets
from ipt_review.scoring.focus_at import FocusAt
from tests.report_builders import SMALL, a_review

ANY_TEXT = st.text(st.characters(), max_size=40)
STATES = tuple(state.id for state in SMALL.codebook.focus.states)


@settings(deadline=None)  # it writes real files
@given(st.lists(ANY_TEXT, min_size=1, max_size=8))
def test_any_text_comes_back_as_cleaned_text(texts: list[str]) -> None:
    columns = (Column("Text", Form.PROSE, ""),)
    book = Workbook(write_only=True)
    add_sheets(book, [Sheet("Texts", columns, [(text,) for text in texts])])
    file = io.BytesIO()
    book.save(file)
    paper = load_workbook(file)["Texts"]
    found = [paper.cell(row, 1).value or "" for row in range(2, len(texts) + 2)]
    assert found == [clean(text) for text in texts]


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.integers(MOST_UNITS - 60, MOST_UNITS + 60), st.sampled_from(["a", "é", "😀"]))
def test_no_text_is_longer_than_a_cell(length: int, letter: str) -> None:
    assert len(clean(letter * length).encode("utf-16-le")) // 2 <= MOST_UNITS


@given(
    st.lists(st.integers(0, 500), min_size=2, max_size=9, unique=True),
    st.lists(st.sampled_from(STATES), min_size=9, max_size=9),
    st.integers(0, 520),
)
def test_the_focus_at_a_moment_is_the_mark_that_covers_it(
    edges: list[int], states: list[str], moment: int
) -> None:
    edges.sort()
    spans = list(zip(edges, edges[1:], states, strict=False))
    marks = [
        Mark(number, state, start, end)
        for number, (start, end, state) in enumerate(spans, start=1)
    ]
    covering = [mark.code for mark in marks if mark.start <= moment < (mark.end or 0)]
    found = FocusAt(a_review(marks).coding, SMALL.codebook).at(moment)
    assert found == (covering[0] if covering else "unclear")
