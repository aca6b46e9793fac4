"""How a study is worked on: what is set for everybody, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.study.permissions import Act
from ipt_review.workflow.access.blinding import determined_first, set_determined_first
from ipt_review.workflow.prompting import has_prompts, set_prompts

if TYPE_CHECKING:
    from ipt_review.domain.people import Person
    from ipt_review.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class StudyRules:
    """What is set for a study.

    Attributes:
        prompts: Raters are prompted where ratings and marks do not fit.
        determined_first: Raters judge the problem areas before they see the agreed
            focus.
    """

    prompts: bool
    determined_first: bool


def study_rules(desk: Desk) -> StudyRules:
    """Return what is set for the study now."""
    database = desk.database
    return StudyRules(has_prompts(database), determined_first(database))


def set_study_rules(desk: Desk, rules: StudyRules, person: Person | None) -> None:
    """Set it, as `person` did; what is so already is not written again.

    Raises:
        NotAllowed: When the person may not change the settings of the study.
    """
    desk.rights.must(Act.CHANGE_SETTINGS, person=person)
    by, at = (person.id if person is not None else None), desk.now()
    set_prompts(desk.database, by, at, wanted=rules.prompts)
    set_determined_first(desk.database, by, at, wanted=rules.determined_first)
