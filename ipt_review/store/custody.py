"""That a recording was destroyed: its tape, and the line of the log, in one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.store import tapes
from ipt_review.store.kept import Kept
from ipt_review.store.samples import log_events
from ipt_review.store.trail_nouns import note_changes

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.sampling import StudyEvent


class KeptCustody(Kept):
    """What became of recordings."""

    def destroyed(self, tape: UUID, event: StudyEvent) -> None:
        """Write that a recording is no more; the tape and what was coded stay.

        Raises:
            KeyError: When the study has no such tape.
        """
        with self._writes() as connection:
            before = tapes.one_tape(connection, tape)
            after = replace(before, files=(), captions=None)
            tapes.change_tape(connection, after)
            note_changes(connection, [(before, after)], event.reason)
            log_events(connection, [event])
