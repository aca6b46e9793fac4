"""How determinations came about: every change of a form, the newest first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from ipt_review.domain.determination import Presence
from ipt_review.study.determination_steps import Judged
from ipt_review.ui.case import words
from ipt_review.ui.parts import label, rule

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.study.determination_steps import Answer, JudgmentStep
    from ipt_review.workflow.course.course import Course

WHAT: Final = {
    Judged.BEGUN: "form begun",
    Judged.PRESENCE: "presence",
    Judged.CERTAINTY: "certainty",
    Judged.TIED: "tied to this episode",
    Judged.BASIS: "basis",
    Judged.PRIMARY: "Primary focus",
    Judged.SECOND: "Second focus",
    Judged.FOCUS_CERTAINTY: "Certainty of the focus",
    Judged.SUBMITTED: "form submitted",
}
PLAIN: Final = {Judged.BEGUN, Judged.SUBMITTED}
HEIGHT: Final = 150


class Judgments(QWidget):
    """Lists the history of the forms that this person may see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName("History of determinations")
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(rule())
        column.addWidget(label("History of determinations", "section"))
        column.addWidget(self.list)
        self.hide()

    def show_course(self, course: Course) -> None:
        """Show how the forms of this case came about."""
        self.setVisible(bool(course.judged))
        self.list.clear()
        for step in reversed(course.judged):
            handle = course.people[step.form.rater].handle
            self.list.addItem(f"{_told(step, course.codebook)}\n{handle} · {_at(step)}")


def _told(step: JudgmentStep, book: Codebook) -> str:
    what = WHAT[step.what]
    if step.what in PLAIN:
        return what.capitalize()
    about = f"{words.area(book, step.area)}: {what}" if step.area else what
    return (
        f"{about}: {_said(step.before, step, book)} → {_said(step.after, step, book)}"
    )


def _said(answer: Answer, step: JudgmentStep, book: Codebook) -> str:
    if answer is None:
        return "none"
    if step.what is Judged.PRESENCE:
        return words.PRESENCES[Presence(answer)].lower()
    if step.what in {Judged.PRIMARY, Judged.SECOND}:
        return words.area(book, str(answer))
    return f"“{answer}”" if step.what is Judged.BASIS else str(answer)


def _at(step: JudgmentStep) -> str:
    when = datetime.fromtimestamp(step.at / 1_000, UTC).astimezone()
    return f"{when:%Y-%m-%d %H:%M}"
