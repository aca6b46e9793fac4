from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.problems import BadSpeaker
from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import (
    NOBODY,
    PATIENT,
    THERAPIST,
    Cue,
    check_speaker,
    other,
    transcript_of,
)

CUES = st.builds(
    lambda start, length: Cue(Span(start, start + length), "", "w"),
    st.integers(0, 60),
    st.integers(0, 30),
)


@given(st.lists(CUES, max_size=20), st.integers(0, 100))
def test_the_cues_at_a_moment_are_those_that_hold_there(
    cues: list[Cue], moment: int
) -> None:
    made = transcript_of(cues)
    holding = [
        row
        for row, cue in enumerate(made.cues)
        if cue.span.start <= moment < cue.span.end
    ]
    assert list(made.rows_at(moment)) == holding
    assert made.row_at(moment) == (holding[-1] if holding else None)
    begun = sum(cue.span.start <= moment for cue in cues)
    assert made.begun_by(moment) == begun


def test_speakers_are_listed_therapist_first_and_nobody_last() -> None:
    spoken = [other(10), NOBODY, other(2), PATIENT, THERAPIST, PATIENT]
    made = transcript_of(Cue(Span(0, 1), who, "w") for who in spoken)
    assert made.speakers == (THERAPIST, PATIENT, other(2), other(10), NOBODY)


@pytest.mark.parametrize("speaker", [THERAPIST, PATIENT, NOBODY, other(1), "other 12"])
def test_a_speaker_is_told_by_an_id(speaker: str) -> None:
    assert check_speaker(speaker) == speaker


@pytest.mark.parametrize("name", ["Jane Doe", "other", "other x", "other 01", "other1"])
def test_a_name_is_no_speaker(name: str) -> None:
    with pytest.raises(BadSpeaker):
        check_speaker(name)
