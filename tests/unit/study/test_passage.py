from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue, Transcript, transcript_of
from ipt_review.study.passage import (
    Place,
    begun,
    between,
    moment_of,
    span_of,
    stretched,
    whole_cues,
    word_at,
    words_of,
)

if TYPE_CHECKING:
    from ipt_review.study.passage import (
        Passage,
    )

TALK = Transcript(
    (
        Cue(Span(1_000, 2_000), "therapist", "How was it?"),
        Cue(Span(2_000, 9_000), "patient", "Long and bad"),
        Cue(Span(3_000, 3_500), "therapist", "Mhm"),
        Cue(Span(10_000, 12_000), "patient", "מה שלומך היום"),
    )
)


def test_a_passage_of_whole_cues_covers_all_of_their_tape() -> None:
    passage = whole_cues(TALK, 2, 0)
    assert span_of(TALK, passage) == Span(1_000, 9_000)
    assert words_of(TALK, passage) == "How was it? Long and bad Mhm"
    assert passage.rows == range(3)


def test_words_within_a_cue_have_their_share_of_its_time() -> None:
    passage = between(TALK, Place(1, 6), Place(1, 7))
    assert words_of(TALK, passage) == "and"
    assert span_of(TALK, passage) == Span(
        2_000 + round(7_000 * 5 / 12), 2_000 + round(7_000 * 8 / 12)
    )


def test_a_passage_is_always_made_of_whole_words() -> None:
    passage = between(TALK, Place(3, 1), Place(1, 10))
    assert words_of(TALK, passage) == "bad Mhm מה"


@pytest.mark.parametrize(
    ("char", "word"), [(0, (0, 3)), (3, (4, 7)), (8, (8, 11)), (99, (8, 11))]
)
def test_a_character_between_two_words_belongs_to_the_next(
    char: int, word: tuple[int, int]
) -> None:
    assert word_at("How was it?", char) == word


def test_the_ends_of_a_passage_go_word_by_word_into_other_cues() -> None:
    passage = between(TALK, Place(0, 8), Place(0, 8))
    longer = stretched(TALK, passage, 2)
    assert words_of(TALK, longer) == "it? Long and"
    assert words_of(TALK, stretched(TALK, longer, -1)) == "it? Long"
    assert words_of(TALK, begun(TALK, longer, -2)) == "How was it? Long and"
    assert words_of(TALK, begun(TALK, longer, 1)) == "Long and"
    assert stretched(TALK, passage, -1) == passage
    assert begun(TALK, passage, 1) == passage
    assert stretched(TALK, whole_cues(TALK, 3, 3), 5) == whole_cues(TALK, 3, 3)


WORDS = st.lists(st.text("aé ש", min_size=1, max_size=9), min_size=1, max_size=9)
CUES = st.builds(
    lambda start, length, words: Cue(Span(start, start + length), "", " ".join(words)),
    st.integers(0, 9_999),
    st.integers(0, 9_999),
    WORDS,
)


@given(st.lists(CUES, min_size=1, max_size=6), st.data())
def test_every_passage_lies_on_its_cues_however_it_is_moved(
    cues: list[Cue], data: st.DataObject
) -> None:
    talk = transcript_of(cues)
    places = st.integers(0, len(cues) - 1).flatmap(
        lambda row: st.builds(
            Place, st.just(row), st.integers(0, len(talk.cues[row].text))
        )
    )
    passage: Passage = between(talk, data.draw(places), data.draw(places))
    for move in data.draw(st.lists(st.integers(-3, 3), max_size=4)):
        step = stretched if move % 2 else begun
        passage = step(talk, passage, move)
        span = span_of(talk, passage)
        touched = [talk.cues[row].span for row in passage.rows]
        assert passage.first <= passage.last
        assert min(each.start for each in touched) <= span.start
        assert span.end <= max(each.end for each in touched)


@given(CUES, st.integers(-5, 99), st.integers(-5, 99))
def test_later_characters_are_never_spoken_earlier(cue: Cue, a: int, b: int) -> None:
    first, last = sorted((a, b))
    assert cue.span.start <= moment_of(cue, first) <= moment_of(cue, last)
    assert moment_of(cue, last) <= cue.span.end
