"""The analysis plan that a study keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.analysis_plan import AnalysisPlan
from ipt_review.study.permissions import Act
from ipt_review.study.plan_text import plan_text, read_plan

if TYPE_CHECKING:
    from ipt_review.domain.people import Person
    from ipt_review.store.database import Database
    from ipt_review.workflow.desk import Desk

SETTING = "analysis_plan"
"""Its name among the settings of a study: so it has a history with who set it when, is
in the audit trail and in the manifest, and cannot be changed in a frozen study."""


def analysis_plan(database: Database) -> AnalysisPlan:
    """Return the plan of a study; that of the product until somebody set another.

    Raises:
        BadPlan: When a newer version of the program wrote it.
    """
    text = database.study_settings().get(SETTING)
    return AnalysisPlan() if text is None else read_plan(text)


def is_planned(database: Database) -> bool:
    """Say whether anybody ever set a plan for the study."""
    return SETTING in database.study_settings()


def set_analysis_plan(desk: Desk, plan: AnalysisPlan, person: Person | None) -> None:
    """Set the plan of the study, as `person` did; nothing is written if it is so.

    Raises:
        NotAllowed: When the person may not change the settings of the study.
        StudyFrozen: When the study is frozen, and its plan with it.
    """
    desk.rights.must(Act.CHANGE_SETTINGS, person=person)
    if is_planned(desk.database) and plan == analysis_plan(desk.database):
        return
    by = person.id if person is not None else None
    desk.database.set_study_setting(SETTING, plan_text(plan), by, desk.now())
