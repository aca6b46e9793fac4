"""Changes to a codebook that are not adopted yet, and can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ipt_review.study.codebook_change import SetField, apply
from ipt_review.study.codebook_difference import differences

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.study.codebook_change import Change
    from ipt_review.study.codebook_difference import Difference


@dataclass(frozen=True)
class _Step:
    change: Change
    after: Codebook


@dataclass(frozen=True)
class Draft:
    """A codebook with changes on top; a change yields a new draft.

    Attributes:
        base: The version that new codings use now, as written.
    """

    base: Codebook
    _steps: tuple[_Step, ...] = field(default=())

    @property
    def codebook(self) -> Codebook:
        """The codebook with all changes made, as written."""
        return self._steps[-1].after if self._steps else self.base

    @cached_property
    def differences(self) -> list[Difference]:
        """What the changes amount to; a change put back counts for nothing."""
        return differences(self.base, self.codebook)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._steps)

    def with_change(self, change: Change) -> Draft:
        """Return the draft with one more change; typing on in a field is one change.

        Raises:
            ChangeRefused: When the codebook cannot take it.
        """
        after = apply(self.codebook, change)
        if after == self.codebook:
            return self
        steps = self._steps
        if steps and _is_going_on(steps[-1].change, change):
            steps = steps[:-1]
        return replace(self, _steps=(*steps, _Step(change, after)))

    def undone(self) -> Draft:
        """Return the draft without its last change."""
        return replace(self, _steps=self._steps[:-1])


def _is_going_on(last: Change, change: Change) -> bool:
    if not isinstance(last, SetField) or not isinstance(change, SetField):
        return False
    return (last.ref, last.field) == (change.ref, change.field)
