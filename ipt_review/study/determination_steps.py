"""What was changed from one state of a problem-area determination to the next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.domain.determination import Determination

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipt_review.domain.determination import DeterminationChange, Presence


class Judged(Enum):
    """What of a determination was changed."""

    BEGUN = "begun"
    PRESENCE = "presence"
    CERTAINTY = "certainty"
    TIED = "tied"
    BASIS = "basis"
    PRIMARY = "primary_focus"
    SECOND = "second_focus"
    FOCUS_CERTAINTY = "focus_certainty"
    SUBMITTED = "submitted"


Answer = int | str | None
"""Presence as its word, a number from 1 to 5, the id of an area, or the basis."""


@dataclass(frozen=True, slots=True)
class JudgmentStep:
    """One line in the history of a determination.

    Attributes:
        form: As it stood after it.
        at: When, in ms since 1970 UTC.
        number: Of the state that it led to; several lines may have the same.
        area: Id of the area that was judged, or None where it is about the focus.
    """

    form: Determination
    at: int
    number: int
    what: Judged
    area: str | None = None
    before: Answer = None
    after: Answer = None


def steps(history: Iterable[DeterminationChange]) -> Iterator[JudgmentStep]:
    """Yield what each change did, form by form and in the order of the changes.

    Args:
        history: All states, those of one form after each other.
    """
    last: Determination | None = None
    for change in history:
        now = change.after
        if last is None or last.id != now.id:
            yield JudgmentStep(now, change.at, change.number, Judged.BEGUN)
            last = Determination(now.id, now.case, now.rater)
        for what, area, before, after in _differences(last, now):
            yield JudgmentStep(now, change.at, change.number, what, area, before, after)
        last = now


def _differences(
    one: Determination, other: Determination
) -> Iterator[tuple[Judged, str | None, Answer, Answer]]:
    for area in dict.fromkeys((*one.areas, *other.areas)):
        was, now = one.judgment(area), other.judgment(area)
        for what, before, after in (
            (Judged.PRESENCE, _word(was.presence), _word(now.presence)),
            (Judged.CERTAINTY, was.certainty, now.certainty),
            (Judged.TIED, was.tied, now.tied),
            (Judged.BASIS, was.basis or None, now.basis or None),
        ):
            if before != after:
                yield what, area, before, after
    for what, before, after in (
        (Judged.PRIMARY, one.primary, other.primary),
        (Judged.SECOND, one.second, other.second),
        (Judged.FOCUS_CERTAINTY, one.certainty, other.certainty),
    ):
        if before != after:
            yield what, None, before, after
    if other.submitted and not one.submitted:
        yield Judged.SUBMITTED, None, None, None


def _word(presence: Presence | None) -> str | None:
    return None if presence is None else presence.value
