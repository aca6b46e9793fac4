"""What closes codings and the study: versions, guesses, what was played, the freeze."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, func, insert, select

from ipt_review.domain.coding import Status
from ipt_review.domain.guess import TreatmentGuess
from ipt_review.domain.timecode import Span
from ipt_review.domain.version import Freeze, KeptVersion
from ipt_review.store import journal, trail
from ipt_review.store.kept import Kept
from ipt_review.store.samples import log_events
from ipt_review.store.tables import coding, person, row_id, status_change
from ipt_review.store.tables_assigning import (
    coding_version,
    played_span,
    study_freeze,
    treatment_guess,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from ipt_review.domain.sampling import StudyEvent


class KeptClosings(Kept):
    """How codings and the study were closed, and opened again.

    Args:
        reads: Opens the study for reading.
        writes: Opens the study for writing.
        thaws: Opens it for writing even while it is frozen.
    """

    def __init__(
        self,
        reads: Callable[[], AbstractContextManager[Connection]],
        writes: Callable[[], AbstractContextManager[Connection]],
        thaws: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        super().__init__(reads, writes)
        self._thaws = thaws

    def reopen(self, uid: UUID, version: KeptVersion, event: StudyEvent) -> None:
        """Make a draft of a closed coding, keeping it as it was and why."""
        with self._writes() as connection:
            key = row_id(connection, coding, uid)
            said = {
                "at_ms": version.at,
                "person_id": row_id(connection, person, version.by),
                "reason": version.reason,
                "content": version.content,
            }
            trail.append(connection, coding_version, key, said)
            journal.set_status(connection, uid, Status.DRAFT, version.by, version.at)
            log_events(connection, [event])

    def versions(self, uid: UUID) -> list[KeptVersion]:
        """Return what a coding was each time before it was opened again."""
        with self._reads() as connection:
            key = row_id(connection, coding, uid)
            rows = connection.execute(
                select(coding_version, person.c.uid)
                .join(person)
                .where(coding_version.c.coding_id == key)
                .order_by(coding_version.c.seq)
            )
            return [
                KeptVersion(
                    row.seq, row.at_ms, UUID(bytes=row.uid), row.reason, row.content
                )
                for row in rows
            ]

    def submitted_at(self) -> dict[UUID, int]:
        """Return when each coding was submitted last (ms since 1970 UTC), by its id.

        Of codings that came into the study submitted nobody knows; they are not in it.
        """
        with self._reads() as connection:
            rows = connection.execute(
                select(coding.c.uid, func.max(status_change.c.at_ms).label("at"))
                .join(status_change, status_change.c.coding_id == coding.c.id)
                .where(status_change.c.status == Status.SUBMITTED.value)
                .group_by(coding.c.uid)
            )
            return {UUID(bytes=row.uid): row.at for row in rows}

    def played(self, uid: UUID) -> tuple[Span, ...]:
        """Return which stretches of its tape were played for a coding."""
        with self._reads() as connection:
            key = row_id(connection, coding, uid)
            rows = connection.execute(
                select(played_span)
                .where(played_span.c.coding_id == key)
                .order_by(played_span.c.start_ms)
            )
            return tuple(Span(row.start_ms, row.end_ms) for row in rows)

    def keep_played(self, uid: UUID, spans: Iterable[Span]) -> None:
        """Write anew which stretches were played; they may not begin alike."""
        with self._writes() as connection:
            key = row_id(connection, coding, uid)
            connection.execute(
                delete(played_span).where(played_span.c.coding_id == key)
            )
            rows = [
                {"coding_id": key, "start_ms": span.start, "end_ms": span.end}
                for span in spans
            ]
            if rows:
                connection.execute(insert(played_span), rows)

    def guess(self, new: TreatmentGuess) -> None:
        """Keep which condition a rater thinks a tape is from; the last one counts."""
        with self._writes() as connection:
            key = row_id(connection, coding, new.coding)
            said = {"at_ms": new.at, "arm": new.arm, "certainty": new.certainty}
            trail.append(connection, treatment_guess, key, said)

    def guesses(self) -> dict[UUID, TreatmentGuess]:
        """Return the guess of each coding that has one."""
        with self._reads() as connection:
            rows = connection.execute(
                select(treatment_guess, coding.c.uid)
                .join(coding)
                .order_by(treatment_guess.c.coding_id, treatment_guess.c.seq)
            )
            return {
                UUID(bytes=row.uid): TreatmentGuess(
                    UUID(bytes=row.uid), row.arm, row.certainty, row.at_ms
                )
                for row in rows
            }

    def freezes(self) -> list[Freeze]:
        """Return when the study was frozen and thawed, in order."""
        with self._reads() as connection:
            rows = connection.execute(
                select(study_freeze, person.c.uid)
                .join(person)
                .order_by(study_freeze.c.seq)
            )
            return [
                Freeze(
                    row.at_ms,
                    UUID(bytes=row.uid),
                    row.reason,
                    bool(row.frozen),
                    row.manifest,
                )
                for row in rows
            ]

    def set_frozen(self, freeze: Freeze, event: StudyEvent) -> None:
        """Freeze the study, or let it be changed again; the log has a line of it."""
        with self._thaws() as connection:
            said = {
                "at_ms": freeze.at,
                "person_id": row_id(connection, person, freeze.by),
                "reason": freeze.reason,
                "frozen": int(freeze.frozen),
                "manifest": freeze.manifest,
            }
            trail.seal(connection)  # nothing is added to it while the study is frozen
            trail.append(connection, study_freeze, None, said)
            log_events(connection, [event])


def is_frozen(connection: Connection) -> bool:
    """Say whether the study may not be changed."""
    last = select(study_freeze.c.frozen).order_by(study_freeze.c.seq.desc()).limit(1)
    return bool(connection.scalar(last))
