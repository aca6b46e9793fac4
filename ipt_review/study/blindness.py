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
) -> bool:
    """Say whether the agreed focus of a case is hidden while a person codes it.

    It is for a study rater who has begun a problem-area determination of the case and
    not submitted it: the judgment has to come from the tapes and not from what the
    therapist chose. Supervisors and trainees work on the agreed focus and always see
    it. The room of the case itself hides more (`workflow.course.hides_focus`).

    Args:
        perspective: As what the person codes, or None for one who does not.
        case: Id of the case.
        person: Id of the person.
        forms: Determinations of any case, by anybody.
    """
    return perspective is Perspective.STUDY_RATER and any(
        (form.case, form.rater, form.submitted) == (case, person, False)
        for form in forms
    )
