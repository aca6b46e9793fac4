"""Questions about the transcripts of tapes, and keeping what changes in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select

from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue, Transcript, check_speaker
from ipt_review.store import trail
from ipt_review.store.kept import Kept
from ipt_review.store.problems import StaleTranscript
from ipt_review.store.tables import (
    person,
    row_id,
    tape,
    transcript_change,
    transcript_cue,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ipt_review.domain.transcript import TranscriptChange


class KeptTranscripts(Kept):
    """The transcripts of a study; each change is one transaction."""

    def of(self, tape_id: UUID) -> Transcript:
        """Return the transcript of a tape, one without cues where there is none.

        Raises:
            KeyError: When the study has no such tape.
        """
        with self._reads() as connection:
            return _stored(connection, row_id(connection, tape, tape_id))

    def all(self) -> dict[UUID, Transcript]:
        """Return the transcripts of all tapes that have one, by tape."""
        with_cues = select(transcript_cue.c.tape_id).distinct()
        with self._reads() as connection:
            rows = connection.execute(
                select(tape.c.id, tape.c.uid).where(tape.c.id.in_(with_cues))
            ).all()
            return {UUID(bytes=row.uid): _stored(connection, row.id) for row in rows}

    def ever_had(self, tape_id: UUID) -> bool:
        """Say whether a tape has or had a transcript.

        Raises:
            KeyError: When the study has no such tape.
        """
        with self._reads() as connection:
            return bool(_last_seq(connection, row_id(connection, tape, tape_id)))

    def change(
        self, tape_id: UUID, change: TranscriptChange, by: UUID | None, at: int
    ) -> None:
        """Keep a change that `by` made at `at` (ms since 1970 UTC).

        Words that are gone are gone from the file too; the history has none.

        Raises:
            StaleTranscript: When something is stored other than it started from.
            BadSpeaker: When a speaker is told by a name.
            KeyError: When the study has no such tape or person.
        """
        with self._writes() as connection:
            key = row_id(connection, tape, tape_id)
            if _stored(connection, key) != change.before:
                raise StaleTranscript
            changed = _write(connection, key, change)
            human = None if by is None else row_id(connection, person, by)
            said = {"at_ms": at, "person_id": human, "what": change.what.value}
            trail.append(connection, transcript_change, key, {**said, "cues": changed})


def _write(connection: Connection, key: int, change: TranscriptChange) -> int:
    """Write the cues that differ; return how many those are."""
    before, after = change.before.cues, change.after.cues
    rows = range(max(len(before), len(after)))
    changed = [row for row in rows if before[row : row + 1] != after[row : row + 1]]
    # Without this the words would stay readable in free pages of the file.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    _take_out(connection, key, [row for row in changed if row < len(before)])
    fresh = [_fields(key, row, after[row]) for row in changed if row < len(after)]
    if fresh:
        connection.execute(insert(transcript_cue), fresh)
    return len(changed)


def _take_out(connection: Connection, key: int, rows: list[int]) -> None:
    if not rows:
        return
    of_tape = delete(transcript_cue).where(transcript_cue.c.tape_id == key)
    if len(rows) == rows[-1] - rows[0] + 1:
        between = transcript_cue.c.position.between(rows[0], rows[-1])
        connection.execute(of_tape.where(between))
        return
    for row in rows:
        connection.execute(of_tape.where(transcript_cue.c.position == row))


def _stored(connection: Connection, key: int) -> Transcript:
    rows = connection.execute(
        select(transcript_cue)
        .where(transcript_cue.c.tape_id == key)
        .order_by(transcript_cue.c.position)
    )
    return Transcript(
        tuple(
            Cue(Span(row.start_ms, row.end_ms), row.speaker, row.text) for row in rows
        )
    )


def _fields(key: int, row: int, cue: Cue) -> dict[str, Any]:
    return {
        "tape_id": key,
        "position": row,
        "start_ms": cue.span.start,
        "end_ms": cue.span.end,
        "speaker": check_speaker(cue.speaker),
        "text": cue.text,
    }


def _last_seq(connection: Connection, key: int) -> int:
    found = connection.scalar(
        select(func.max(transcript_change.c.seq)).where(
            transcript_change.c.tape_id == key
        )
    )
    return int(found or 0)
