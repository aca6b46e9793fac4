"""Whatever transcripts follow one another on a tape, the last one is stored."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import (
    NOBODY,
    PATIENT,
    THERAPIST,
    Cue,
    Transcript,
    TranscriptChange,
    What,
    other,
    transcript_of,
)
from ipt_review.store.database import Database
from tests.builders import SmallStudy

SMALL = SmallStudy()
CUES = st.builds(
    lambda start, length, who, text: Cue(Span(start, start + length), who, text),
    st.integers(0, 400_000_000),
    st.integers(0, 90_000),
    st.sampled_from([THERAPIST, PATIENT, NOBODY, other(1), other(12)]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
)
TRANSCRIPTS = st.lists(CUES, max_size=12).map(transcript_of)


@given(st.lists(TRANSCRIPTS, min_size=1, max_size=5))
@settings(max_examples=30, deadline=None)
def test_the_last_transcript_is_the_stored_one(following: list[Transcript]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database.create(Path(folder) / "a.iptstudy", SMALL.study)
        SMALL.put_into(database)
        before = Transcript()
        for after in following:
            change = TranscriptChange(before, after, What.IMPORTED)
            database.transcripts.change(SMALL.tape.id, change, SMALL.rater.id, 1)
            before = database.transcripts.of(SMALL.tape.id)
            assert before == after
        database.close()
