"""Who may not know yet what was agreed with the patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.coding import Perspective

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from ipt_review.domain.determination import Determination


def hides_focus(
    perspective: Perspective | None,
    case: UUID,
    person: UUID,
    forms: Iterable[Determination],
    *,
    determined_first: bool,
) -> bool:
    """Say whether the agreed focus of a case is hidden from a person, everywhere.

    It is from study raters, whose judgment has to come from the tapes and not from
    what the therapist chose: until they have submitted their problem-area
    determination of the case, or, in a study that does not ask for one, while they
    have a draft of it. Everybody else works on the agreed focus and sees it.

    Args:
        perspective: As what the person codes, or None for one who does not.
        case: Id of the case.
        person: Id of the person.
        forms: Determinations of any case, by anybody.
        determined_first: Whether the study has its raters determine the problem area
            before they learn of the agreed one.
    """
    if perspective is not Perspective.STUDY_RATER:
        return False
    for form in forms:
        if (form.case, form.rater) == (case, person):
            return not form.submitted
    return determined_first
