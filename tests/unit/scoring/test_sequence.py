from __future__ import annotations

from ipt_review.domain.mark import Mark
from ipt_review.scoring.sequence import SequenceStep, sequence
from tests.builders import the_shipped_codebook

BOOK = the_shipped_codebook()


def test_a_session_that_took_no_step_shows_eight_gaps() -> None:
    steps = sequence([], BOOK)
    assert len(steps) == 8
    assert all(step.first_at is None and step.in_order for step in steps)


def test_a_step_stands_where_it_was_first_taken() -> None:
    marks = [
        Mark(1, "mood_event_link", 9_000, 9_000),
        Mark(2, "mood_event_link", 4_000, 4_000),
        Mark(3, "empathy", 1_000, 1_000),
    ]
    assert sequence(marks, BOOK)[:3] == [
        SequenceStep("interval_opening", "Opening question", None),
        SequenceStep("mood_event_link", "Link", 4_000),
        SequenceStep("incident_detail", "Incident", None),
    ]


def test_options_before_the_feeling_are_out_of_order() -> None:
    marks = [
        Mark(1, "incident_detail", 1_000, 5_000),
        Mark(2, "options", 6_000, 6_000),
        Mark(3, "affect_named", 8_000, 8_000),
        Mark(4, "affect_validated", 9_000, 9_000),
    ]
    out = [step.label for step in sequence(marks, BOOK) if not step.in_order]
    assert out == ["Options"]


def test_a_step_left_out_does_not_put_the_others_out_of_order() -> None:
    marks = [Mark(1, "options", 6_000, 6_000), Mark(2, "session_summary", 9_000, 9_000)]
    assert all(step.in_order for step in sequence(marks, BOOK))
