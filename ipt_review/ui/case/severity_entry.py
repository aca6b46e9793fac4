"""The line in which a severity total is entered or corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ipt_review.domain.study import Severity
from ipt_review.ui.case import words
from ipt_review.ui.flow import Flow, named
from ipt_review.ui.parts import button, label

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.workflow.course.course import Course

MOST = 9_999


class SeverityEntry(QWidget):
    """Session, scale, total, who gave it, and whether it was fed back.

    Signals:
        put: Session id and the total.
        removed: Session id and the id of the scale.
    """

    put = Signal(object, object)
    removed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: Course | None = None
        self.session = QComboBox()
        self.scale = QComboBox()
        self.total = QLineEdit()
        self.total.setValidator(QIntValidator(0, MOST, self))
        self.total.setFixedWidth(72)
        self.giver = QComboBox()
        self.told = QComboBox()
        for name, part in (
            ("Session", self.session),
            ("Scale", self.scale),
            ("Total", self.total),
            ("Who filled it in", self.giver),
            ("Fed back to the patient", self.told),
        ):
            part.setAccessibleName(name)
        for giver, text in words.GIVERS.items():
            self.giver.addItem(text, giver)
        for told, text in words.ANSWERS.items():
            self.told.addItem(text, told)
        self.enter = button("Enter", "primary")
        self.remove = button("Remove", "quiet")
        self._range = label("", "small")
        self._build()
        self._connect()

    def show_course(self, course: Course) -> None:
        """Offer the sessions and scales of a case."""
        session, scale = self.session.currentData(), self.scale.currentData()
        self._course = course
        for box in (self.session, self.scale):
            box.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            box.clear()
        for row in course.rows:
            self.session.addItem(f"Session {row.session.number}", row.session.id)
        for each in course.codebook.severity_scales:
            self.scale.addItem(each.label, each.id)
        for box, wanted in ((self.session, session), (self.scale, scale)):
            box.setCurrentIndex(max(0, box.findData(wanted)))
            box.blockSignals(False)  # noqa: FBT003
        self._show_stored()

    def pick(self, session: UUID, scale: str | None = None) -> None:
        """Make ready for this session, and for this scale if one is named."""
        self.session.setCurrentIndex(self.session.findData(session))
        if scale is not None:
            self.scale.setCurrentIndex(self.scale.findData(scale))
        self._show_stored()

    def _stored(self) -> Severity | None:
        course, session = self._course, self.session.currentData()
        if course is None:
            return None
        for row in course.rows:
            if row.session.id == session:
                return row.session.severity_on(str(self.scale.currentData()))
        return None

    def _show_stored(self) -> None:
        stored, course = self._stored(), self._course
        self.total.setText("" if stored is None else str(stored.total))
        giver = None if stored is None else stored.given_by
        told = None if stored is None else stored.fed_back
        self.giver.setCurrentIndex(list(words.GIVERS).index(giver))
        self.told.setCurrentIndex(list(words.ANSWERS).index(told))
        self.enter.setText("Enter" if stored is None else "Correct")
        self.remove.setEnabled(stored is not None)
        if course is not None and self.scale.count():
            scale = course.codebook.severity_scale(str(self.scale.currentData()))
            line = scale.remission_below
            self._range.setText(
                f"{scale.label}: {scale.low} to {scale.high}"
                + ("" if line is None else f", remission below {line}")
            )

    def _tell(self) -> None:
        session, text = self.session.currentData(), self.total.text()
        if session is None or not text:
            self.total.setFocus()
            return
        total = Severity(
            str(self.scale.currentData()),
            int(text),
            self.told.currentData(),
            list(words.GIVERS)[self.giver.currentIndex()],
        )
        self.put.emit(session, total)

    def _tell_removed(self) -> None:
        self.removed.emit(self.session.currentData(), str(self.scale.currentData()))

    def _build(self) -> None:
        line = Flow()
        parts: tuple[QWidget, ...] = (
            *(self.session, self.scale, named("total", self.total)),
            *(named("filled in by", self.giver), named("fed back", self.told)),
            *(self.enter, self.remove),
        )
        for part in parts:
            line.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self._range)

    def _connect(self) -> None:
        self.session.currentIndexChanged.connect(lambda _place: self._show_stored())
        self.scale.currentIndexChanged.connect(lambda _place: self._show_stored())
        self.total.returnPressed.connect(self._tell)
        self.enter.clicked.connect(self._tell)
        self.remove.clicked.connect(self._tell_removed)
