"""Whose a case, a session or a tape is: of the person who leads the sessions on it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from ipt_review.store.kept import Kept
from ipt_review.store.tables import patient_case, person, session, tape, therapist

if TYPE_CHECKING:
    from sqlalchemy import Table


class KeptLeaders(Kept):
    """Asks for one of them at a time, however many the study holds."""

    def of_case(self, case: UUID) -> UUID | None:
        """Return the person who leads a case, None for one who is none of the study.

        Raises:
            KeyError: When the study has no such case.
        """
        return self._leader(patient_case, case)

    def of_session(self, met: UUID) -> UUID | None:
        """Return the person who leads a session; as `of_case`."""
        return self._leader(session, met)

    def of_tape(self, recorded: UUID) -> UUID | None:
        """Return the person who leads the session on a tape; as `of_case`."""
        return self._leader(tape, recorded)

    def _leader(self, noun: Table, uid: UUID) -> UUID | None:
        led = patient_case.join(therapist).outerjoin(person)
        if noun is not patient_case:
            led = led.join(session)
        if noun is tape:
            led = led.join(tape)
        wanted = select(person.c.uid).select_from(led).where(noun.c.uid == uid.bytes)
        with self._reads() as connection:
            found = connection.execute(wanted).one_or_none()
        if found is None:
            raise KeyError(noun.name, uid)
        return None if found.uid is None else UUID(bytes=found.uid)
