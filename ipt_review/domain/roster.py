"""The roster of a study: who and what is in it, and how that changes.

A change is a value, as with codings: it serves saving, undo and the message about it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from ipt_review.domain.people import Person, Therapist
from ipt_review.domain.study import Case, Session
from ipt_review.domain.tape import Tape

if TYPE_CHECKING:
    from uuid import UUID

Entry: TypeAlias = Person | Therapist | Case | Session | Tape
"""What a roster consists of; each refers to those before it in this list only."""

ENTRY_KINDS = (Person, Therapist, Case, Session, Tape)


@dataclass(frozen=True, slots=True)
class RosterEdit:
    """Something came into the study (no before), left it (no after), or changed."""

    before: Entry | None
    after: Entry | None

    @property
    def entry(self) -> Entry:
        """What it is about, as it is afterwards, or was before it left.

        Raises:
            ValueError: When it is about nothing.
        """
        found = self.after if self.after is not None else self.before
        if found is None:
            raise ValueError
        return found

    @property
    def id(self) -> UUID:
        """The id of what it is about."""
        return self.entry.id

    def reversed(self) -> RosterEdit:
        """Return the edit that takes this one back."""
        return RosterEdit(before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class NameEdit:
    """The name of a person came (nothing before), went (nothing after), or changed."""

    person: UUID
    before: str = field(repr=False)
    after: str = field(repr=False)

    def reversed(self) -> NameEdit:
        """Return the edit that takes this one back."""
        return NameEdit(self.person, self.after, self.before)


@dataclass(frozen=True, slots=True)
class RosterStep:
    """What one action changed in the roster, all of it or nothing.

    Attributes:
        edits: In any order; what refers to something else may come before it.
        names: Of people who are in the study then, or were before.
        reason: Why, where somebody was asked; kept in the audit trail.
    """

    edits: tuple[RosterEdit, ...]
    names: tuple[NameEdit, ...] = ()
    reason: str = ""

    def reversed(self) -> RosterStep:
        """Return the step that takes this one back."""
        return RosterStep(
            tuple(edit.reversed() for edit in reversed(self.edits)),
            tuple(name.reversed() for name in self.names),
            self.reason,
        )

    def added(self, kind: type[Entry]) -> list[Entry]:
        """Return what of a kind comes in with it."""
        return [
            edit.after
            for edit in self.edits
            if edit.before is None and isinstance(edit.after, kind)
        ]
