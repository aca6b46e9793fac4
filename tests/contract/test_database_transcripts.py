"""The transcripts of a study: kept whole, without names, and gone when removed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.domain.problems import BadSpeaker
from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue, Transcript, TranscriptChange, What
from ipt_review.store.database import Database
from ipt_review.store.problems import StaleTranscript, StudyReadOnly
from tests.cluster import everywhere

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.builders import SmallStudy

SAID = "Geheimniswort"
NOTHING = Transcript()
TALK = Transcript(
    (
        Cue(Span(0, 900), "therapist", "How was it?"),
        Cue(Span(900, 4_000), "patient", f"{SAID} “été” מה שלומך 🙂"),
        Cue(Span(5_000_000, 5_000_900), "", "Beyond the tape."),
    )
)
OTHERS = TALK.with_cues({0: Cue(Span(0, 900), "other 1", "How was it?")})


def change(before: Transcript, after: Transcript) -> TranscriptChange:
    return TranscriptChange(before, after, What.IMPORTED)


@everywhere
def test_a_transcript_comes_back_as_it_was_kept(
    database: Database, small: SmallStudy, reopened: Callable[[Database], Database]
) -> None:
    tape = small.tape.id
    database.transcripts.change(tape, change(NOTHING, TALK), small.rater.id, 1)

    again = reopened(database)

    assert again.transcripts.of(tape) == TALK
    assert again.transcripts.all() == {tape: TALK}


def test_a_change_writes_what_differs_and_who_made_it_but_no_words(
    database: Database, small: SmallStudy
) -> None:
    kept, tape = database.transcripts, small.tape.id
    kept.change(tape, change(NOTHING, TALK), None, 1)
    kept.change(tape, TranscriptChange(TALK, OTHERS, What.SPEAKERS), small.rater.id, 2)

    with database._reads() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM transcript_change").all()

    assert kept.of(tape) == OTHERS
    assert [(row.at_ms, row.what, row.cues) for row in rows] == [
        (1, "imported", 3),
        (2, "speakers", 1),
    ]
    assert rows[0].person_id is None
    assert rows[1].person_id is not None


@everywhere
def test_a_change_of_something_else_than_is_stored_is_refused(
    database: Database, small: SmallStudy
) -> None:
    kept, tape = database.transcripts, small.tape.id
    kept.change(tape, change(NOTHING, TALK), None, 1)

    with pytest.raises(StaleTranscript):
        kept.change(tape, change(NOTHING, OTHERS), None, 2)
    assert kept.of(tape) == TALK


@everywhere
def test_no_name_gets_into_a_study(database: Database, small: SmallStudy) -> None:
    named = Transcript((Cue(Span(0, 9), "Jane Doe", "Hi."),))

    with pytest.raises(BadSpeaker) as raised:
        database.transcripts.change(small.tape.id, change(NOTHING, named), None, 1)

    assert "Jane" not in str(raised.value)
    assert database.transcripts.of(small.tape.id) == NOTHING
    assert not database.transcripts.ever_had(small.tape.id)


def test_words_that_are_taken_out_are_nowhere_in_the_file(
    database: Database, small: SmallStudy
) -> None:
    kept, tape = database.transcripts, small.tape.id
    kept.change(tape, change(NOTHING, TALK), None, 1)
    database.settle()
    assert SAID.encode() in database.path.read_bytes()

    kept.change(tape, change(TALK, NOTHING), None, 2)
    database.close()

    assert SAID.encode() not in database.path.read_bytes()
    again = Database.open(database.path)
    assert again.transcripts.all() == {}
    assert again.transcripts.ever_had(tape)
    again.close()


def test_a_study_that_can_only_be_read_refuses(
    database: Database, small: SmallStudy
) -> None:
    database.read_only = True
    with pytest.raises(StudyReadOnly):
        database.transcripts.change(small.tape.id, change(NOTHING, TALK), None, 1)


def test_what_people_say_is_in_no_message_about_a_broken_study(
    database: Database, small: SmallStudy
) -> None:
    run(database.path, "DROP TABLE transcript_change")
    with pytest.raises(Exception, match="no such table") as raised:
        database.transcripts.change(small.tape.id, change(NOTHING, TALK), None, 1)
    assert SAID not in str(raised.value)

    run(
        database.path,
        "CREATE TRIGGER bad BEFORE INSERT ON transcript_cue BEGIN "
        "SELECT RAISE(ABORT, 'broken'); END",
    )
    with pytest.raises(Exception, match="broken") as refused:
        database.transcripts.change(small.tape.id, change(NOTHING, TALK), None, 1)
    assert SAID not in str(refused.value)


@everywhere
def test_a_tape_that_is_not_there_is_a_mistake(database: Database) -> None:
    with pytest.raises(KeyError):
        database.transcripts.of(UUID(int=99))


def run(path: Path, statement: str) -> None:
    """Run one statement on a study from outside the program."""
    connection = sqlcipher.connect(str(path))
    try:
        connection.execute(statement)
        connection.commit()
    finally:
        connection.close()
