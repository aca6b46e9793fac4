"""The small forms on which therapists, cases and sessions are added and changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
)
from typing_extensions import override

from ipt_review.domain.people import Role, Therapist
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.study import Case, Session
from ipt_review.study.handles import check_handle
from ipt_review.study.phases import suggest_phase
from ipt_review.ui import wording
from ipt_review.ui.library.add_recording import LONGEST_TREATMENT
from ipt_review.ui.number_boxes import NumberBox
from ipt_review.ui.parts import label
from ipt_review.workflow.library.rostering import MOST_SESSIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.phase import Frame
    from ipt_review.domain.roster import Entry
    from ipt_review.workflow.desk import Holdings

WIDTH = 420
IDS = "Use ids, not names."
NOBODY = "Nobody who uses this program"


class EntryForm(QDialog):
    """Asks for one entry; what is wrong is said in the form, which stays open.

    Args:
        title: Of the window.
        keep: Keeps what was entered; raises a `ReviewError` when it cannot.
    """

    def __init__(
        self, title: str, keep: Callable[[Entry], object], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self._keep = keep
        self._column = QVBoxLayout(self)
        self.form = QFormLayout()
        self.form.setVerticalSpacing(8)
        self.said = label("", "bad", wrap=True)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._column.addLayout(self.form)
        self._column.addWidget(self.said)
        self._column.addWidget(self.buttons)
        self.said.hide()

    def entry(self) -> Entry:
        """Return what was entered.

        Raises:
            ReviewError: When it cannot be so.
        """
        raise NotImplementedError

    @override
    def accept(self) -> None:
        """Keep what was entered, and close; or say what is wrong with it."""
        try:
            self._keep(self.entry())
        except ReviewError as problem:
            self.said.setText(str(problem))
            self.said.show()
            return
        super().accept()


class TherapistForm(EntryForm):
    """Asks for a therapist: an id, and who of the people it is, if anybody."""

    def __init__(
        self,
        held: Holdings,
        before: Therapist | None,
        keep: Callable[[Entry], object],
        parent: QWidget | None = None,
    ) -> None:
        title = f"Therapist {before.handle}" if before else "Add a therapist"
        super().__init__(title, keep, parent)
        self._before = before or Therapist(uuid4(), "")
        self.handle = _line(self._before.handle, "T-01", "Id of the therapist")
        self.person = QComboBox()
        self.person.setAccessibleName("Is also")
        self.person.addItem(NOBODY, None)
        for each in held.people:
            if Role.TRAINEE in each.roles or each.id == self._before.person:
                self.person.addItem(wording.person(each), each.id)
        _choose(self.person, self._before.person)
        self.form.addRow("Id", self.handle)
        self.form.addRow("Is also", self.person)
        self.form.addRow(label(IDS, "muted"))

    @override
    def entry(self) -> Therapist:
        """Return the therapist.

        Raises:
            BadHandle: When the id cannot be one.
        """
        handle = check_handle(self.handle.text(), "therapist")
        return replace(self._before, handle=handle, person=self.person.currentData())


class CaseForm(EntryForm):
    """Asks for a case: an id, whose it is, how long it is planned to be, its arm."""

    def __init__(
        self,
        held: Holdings,
        codebook: Codebook,
        before: Case | UUID,
        keep: Callable[[Entry], object],
        parent: QWidget | None = None,
    ) -> None:
        title = f"Case {before.handle}" if isinstance(before, Case) else "Add a case"
        super().__init__(title, keep, parent)
        planned = codebook.frame.sessions_high
        self._before = (
            before if isinstance(before, Case) else Case(uuid4(), "", before, planned)
        )
        self.handle = _line(self._before.handle, "C-001", "Id of the case")
        self.therapist = QComboBox()
        self.therapist.setAccessibleName("Therapist")
        for each in held.therapists:
            self.therapist.addItem(each.handle, each.id)
        _choose(self.therapist, self._before.therapist)
        self.planned = _number(self._before.planned_sessions, "Planned sessions")
        self.arm = QComboBox()
        self.arm.setEditable(True)
        self.arm.setAccessibleName("Arm of the study")
        self.arm.addItems(sorted({"", *(case.arm for case in held.cases)}))
        self.arm.setEditText(self._before.arm)
        self.form.addRow("Id", self.handle)
        self.form.addRow("Therapist", self.therapist)
        self.form.addRow("Planned sessions", self.planned)
        self.form.addRow("Arm of the study", self.arm)
        self.form.addRow(label(IDS, "muted"))

    @override
    def entry(self) -> Case:
        """Return the case.

        Raises:
            BadHandle: When the id, or the arm, cannot be one.
        """
        arm = self.arm.currentText().strip()
        return replace(
            self._before,
            handle=check_handle(self.handle.text(), "case"),
            therapist=self.therapist.currentData(),
            planned_sessions=self.planned.value(),
            arm=check_handle(arm, "study arm") if arm else "",
        )


class SessionForm(EntryForm):
    """Asks for a session: its number, its phase, and the day of treatment."""

    def __init__(
        self,
        case: Case,
        frame: Frame,
        before: Session | int,
        keep: Callable[[Entry], object],
        parent: QWidget | None = None,
    ) -> None:
        known = isinstance(before, Session)
        where = f"case {case.handle}"
        number = before if isinstance(before, int) else before.number
        title = f"Session {number} of {where}" if known else f"Add a session to {where}"
        super().__init__(title, keep, parent)
        self._case, self._frame = case, frame
        self._before = (
            before
            if isinstance(before, Session)
            else Session(uuid4(), case.id, before, suggest_phase(case, before, frame))
        )
        self.number = _number(number, "Number of the session")
        self.phase = QComboBox()
        self.phase.setAccessibleName("Phase")
        for phase, name in wording.PHASES.items():
            self.phase.addItem(name, phase)
        _choose(self.phase, self._before.phase)
        self.day = NumberBox()
        self.day.setRange(0, LONGEST_TREATMENT)
        self.day.setSpecialValueText("not known")
        self.day.setAccessibleName("Day of treatment")
        self.day.setValue(self._before.day or 0)
        self.form.addRow("Number", self.number)
        self.form.addRow("Phase", self.phase)
        self.form.addRow("Day of treatment", self.day)
        self.form.addRow(label("Day 1 is the first session; no dates.", "muted"))
        if not known:
            self.number.valueChanged.connect(self._suggest)

    @override
    def entry(self) -> Session:
        """Return the session."""
        return replace(
            self._before,
            number=self.number.value(),
            phase=self.phase.currentData(),
            day=self.day.value() or None,
        )

    def _suggest(self, number: int) -> None:
        _choose(self.phase, suggest_phase(self._case, number, self._frame))


def _line(text: str, example: str, name: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setPlaceholderText(example)
    made.setAccessibleName(name)
    return made


def _number(value: int, name: str) -> NumberBox:
    made = NumberBox()
    made.setRange(1, MOST_SESSIONS)
    made.setValue(value)
    made.setAccessibleName(name)
    return made


def _choose(box: QComboBox, value: object) -> None:
    """Choose what stands for a value; Qt itself finds only values of its own kinds."""
    for place in range(box.count()):
        if box.itemData(place) == value:
            box.setCurrentIndex(place)
