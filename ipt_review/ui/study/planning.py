"""Showing the analysis plan of a study, wherever it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from ipt_review.study.permissions import Act
from ipt_review.ui.study.plan_dialog import PlanDialog
from ipt_review.ui.trying import tried
from ipt_review.workflow.agreement.planning import analysis_plan, set_analysis_plan
from ipt_review.workflow.agreement.study_questions import everything_analyzed

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.people import Person
    from ipt_review.workflow.desk import Desk


def show_plan(
    parent: QWidget,
    desk: Desk,
    person: Person | None,
    codebook: Codebook,
    refuse: Callable[[str], object],
) -> bool:
    """Show the plan, and keep it where it was changed; say whether it was.

    Args:
        parent: Over which it is shown.
        desk: The open study.
        person: Who looks; only who may change the settings of the study changes it.
        codebook: Everything that can be analyzed.
        refuse: Hears why it cannot be shown or kept.
    """
    plan = tried(lambda: analysis_plan(desk.database), refuse)
    if plan is None:
        return False
    may = desk.rights.may(Act.CHANGE_SETTINGS, person=person).allowed
    dialog = PlanDialog(
        plan,
        everything_analyzed(codebook),
        writable=may and desk.database.is_writable,
        parent=parent,
    )
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.plan()
    dialog.deleteLater()
    if not accepted:
        return False

    def keep() -> bool:
        set_analysis_plan(desk, chosen, person)
        return True

    return tried(keep, refuse) or False
