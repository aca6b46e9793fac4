"""The course of a case: changes of phase, focus, severity and record, as values.

Like the edits of a coding, each names what it replaces, so that it can be checked
against what is stored, and is at once the line of the audit trail.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.phase import Phase
    from ipt_review.domain.study import AgreedFocus, CaseFacts, Severity


@dataclass(frozen=True, slots=True)
class PhaseSet:
    """A person said which phase a session is in; the same phase confirms it."""

    session: UUID
    before: Phase
    after: Phase


@dataclass(frozen=True, slots=True)
class FociSet:
    """Foci were agreed, ended, changed or corrected; the history of all of them."""

    before: tuple[AgreedFocus, ...]
    after: tuple[AgreedFocus, ...]


@dataclass(frozen=True, slots=True)
class SeveritySet:
    """A total was entered (no before), removed (no after), or corrected."""

    session: UUID
    before: Severity | None
    after: Severity | None

    @property
    def scale(self) -> str:
        """Id of the scale that it is about, empty for none."""
        total = self.after or self.before
        return total.scale if total else ""


@dataclass(frozen=True, slots=True)
class FactsSet:
    """What is on record of the case was written anew."""

    before: CaseFacts
    after: CaseFacts


@dataclass(frozen=True, slots=True)
class PlanSet:
    """The planned number of sessions was changed."""

    before: int
    after: int


CourseEdit = PhaseSet | FociSet | SeveritySet | FactsSet | PlanSet


@dataclass(frozen=True, slots=True)
class CourseChange:
    """One line of the audit trail of a case.

    Attributes:
        case: Whose course was changed.
        reason: Why, in one line; may be empty where the change speaks for itself.
        by: Who changed it.
        at: When, in ms since 1970 UTC.
    """

    case: UUID
    edit: CourseEdit
    reason: str
    by: UUID
    at: int
