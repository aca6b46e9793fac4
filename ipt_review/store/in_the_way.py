"""What keeps something from leaving a study: other work that rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ipt_review.domain.people import Person, Therapist
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.study import Case, Session
from ipt_review.store.tables import (
    METADATA,
    agreed_focus,
    case_arm,
    case_facts,
    media_file,
    patient_case,
    person,
    person_role,
    session,
    severity,
    tape,
    therapist,
)
from ipt_review.store.tables_assigning import tape_code
from ipt_review.store.tables_consent import case_consent
from ipt_review.store.tables_people import (
    person_name,
    person_pin,
    person_retired,
    supervision,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Table

    from ipt_review.domain.roster import Entry

PARTS: Mapping[str, tuple[Table, ...]] = {
    person.name: (
        person_role,
        supervision,
        person_retired,
        person_name,
        person_pin,
    ),
    therapist.name: (),
    patient_case.name: (agreed_focus, case_facts, case_arm, case_consent),
    session.name: (severity,),
    tape.name: (media_file, tape_code),
}
"""What leaves together with something, since it says nothing without it."""

_NAMES = {
    "coding": ("coding", "codings"),
    "patient_case": ("case", "cases"),
    "therapist": ("entry as a therapist", "entries as a therapist"),
    "session": ("session", "sessions"),
    "tape": ("tape", "tapes"),
    "course_change": ("kept change of its course", "kept changes of its course"),
    "determination": ("problem-area determination", "problem-area determinations"),
    "assignment": ("assignment", "assignments"),
    "drawn_tape": ("place in a sample", "places in samples"),
    "study_event": ("line of the log", "lines of the log"),
    "transcript_cue": ("cue of a transcript", "cues of a transcript"),
    "package_key": ("key for packages", "keys for packages"),
    "package_event": ("package sent or taken in", "packages sent or taken in"),
    "meeting_mention": ("place in a supervision meeting", "places in meetings"),
    "meeting_change": ("change of a meeting", "changes of meetings"),
    "ledger_change": ("kept change of its ledger", "kept changes of its ledger"),
    "study_trail": ("entry in the audit trail", "entries in the audit trail"),
    "supervision": ("place under a supervisor", "places under supervisors"),
    "transcript_change": ("kept change of its words", "kept changes of its words"),
}
"""What rests on something, one and several; other tables are told by their names."""


class StillNeeded(ReviewError):
    """Something was to leave the study that other work rests on.

    Args:
        entry: What was to leave.
        needed_by: What rests on it, in words.
    """

    def __init__(self, entry: Entry, needed_by: list[str]) -> None:
        *most, last = needed_by
        rest = f"{', '.join(most)} and {last}" if most else last
        super().__init__(
            f"{_name(entry)} cannot be removed, because {rest} would be lost with it.",
            "Only what nothing else belongs to can be removed from a study.",
        )


def must_be_free(connection: Connection, table: Table, key: int, entry: Entry) -> None:
    """Make sure that nothing rests on a row but its own parts.

    Raises:
        StillNeeded: When something does; says what and how much of it.
    """
    own = {part.c[f"{table.name}_id"] for part in PARTS[table.name]}
    counted: dict[str, int] = {}
    for other in METADATA.sorted_tables:
        links = [one.parent for one in other.foreign_keys if one.column.table is table]
        for column in links:
            if column in own:
                continue
            rows = select(func.count()).select_from(other).where(column == key)
            found = connection.scalar(rows) or 0
            counted[other.name] = counted.get(other.name, 0) + found
    needed_by = [_told(name, count) for name, count in counted.items() if count]
    if needed_by:
        raise StillNeeded(entry, needed_by)


def _told(table: str, count: int) -> str:
    plain = table.replace("_", " ")
    one, several = _NAMES.get(table, (f"entry of {plain}", f"entries of {plain}"))
    return f"{count:,} {one if count == 1 else several}"


def _name(entry: Entry) -> str:
    """Return what a person calls it, at the start of a sentence."""
    if isinstance(entry, Person | Therapist | Case):
        return f"{type(entry).__name__} {entry.handle}"
    return f"Session {entry.number}" if isinstance(entry, Session) else "This tape"
