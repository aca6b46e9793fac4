"""Shows what will be made of a folder of recordings, and has it made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
)
from typing_extensions import override

from ipt_review.domain.problems import ReviewError
from ipt_review.study.naming import FIELDS, NamePattern, guess_pattern
from ipt_review.ui import wording
from ipt_review.ui.parts import button, label
from ipt_review.ui.study.table import TextTable
from ipt_review.workflow.library.folder_import import (
    THERE,
    FolderPlan,
    plan_import,
    recordings_in,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from ipt_review.workflow.desk import Holdings
    from ipt_review.workflow.library.folder_import import Arriving, Incoming

SIZE = (980, 620)
HEADERS = ("File", "Therapist", "Case", "Session", "Will be")
INTRO = (
    "Each recording is put where its name says it belongs. Nothing is copied or moved; "
    "several recordings of one session follow each other in order."
)
HELP = f"{FIELDS}; a slash reads the folder above. Capitals do not matter."
NOTHING = "Nothing new fits the pattern."
NO_FILES = "No recording is in this folder."
NAME = "left out: {why}"
STOPPED = "Stopped. Nothing was taken in."


class FolderDialog(QDialog):
    """Has a pattern of names typed, with a table of what it makes of the folder.

    Args:
        places: Folders or files.
        held: What the study holds.
        proposed: The pattern that was used last, if there was one.

    Signals:
        wanted: This plan is to be carried out.
        stopped: What is under way is to be called off.
    """

    wanted = Signal(object)
    stopped = Signal()

    def __init__(
        self,
        places: Sequence[Path],
        held: Holdings,
        proposed: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import recordings")
        self.resize(*SIZE)
        self._held, self._paths = held, recordings_in(places)
        self.plan = FolderPlan((), ())
        self.pattern = QLineEdit(self._pattern_for(proposed))
        self.pattern.setAccessibleName("Pattern of the names")
        self.therapist = QComboBox()
        self.therapist.setAccessibleName("Therapist of new cases")
        self.therapist.addItem("as the names say", "")
        for each in held.therapists:
            self.therapist.addItem(each.handle, each.handle)
        self.table = TextTable("Recordings", HEADERS)
        self.said = label("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.hide()
        self.make = button("Import", "primary")
        self.close_button = button("Close")
        self._build()
        self.pattern.textChanged.connect(self._plan)
        self.therapist.currentIndexChanged.connect(self._plan)
        self.make.clicked.connect(lambda: self.wanted.emit(self.plan))
        self.close_button.clicked.connect(self._close_or_stop)
        self._plan()

    @property
    def busy(self) -> bool:
        """Whether recordings are being looked into."""
        return not self.bar.isHidden()

    def show_progress(self, share: float | None) -> None:
        """Show how many recordings were looked into; None when that is over."""
        over = share is None
        self.bar.setHidden(over)
        self.bar.setValue(round(1000 * (share or 0)))
        self.close_button.setText("Close" if over else "Stop")
        for part in (self.pattern, self.therapist):
            part.setEnabled(over)
        self.make.setEnabled(over and bool(self.plan.sessions))

    def show_held(self, held: Holdings, told: str) -> None:
        """Show what the folder still offers to a study that holds this by now."""
        self._held = held
        self._plan()
        self.said.setText(told)

    @override
    def reject(self) -> None:
        """Close, once what is under way was called off."""
        if self.busy:
            self.stopped.emit()
            self.show_progress(None)
        super().reject()

    def _close_or_stop(self) -> None:
        if self.busy:
            self.stopped.emit()
            self.show_progress(None)
            self.said.setText(STOPPED)
        else:
            self.reject()

    def _pattern_for(self, proposed: str) -> str:
        """Return the pattern of last time if most names fit it, or else a guess."""
        try:
            last = NamePattern(proposed)
        except ReviewError:
            last = None
        fitting = [path for path in self._paths if last and last.read(path)]
        if last is not None and self._paths and 2 * len(fitting) >= len(self._paths):
            return proposed
        cases = {case.handle for case in self._held.cases}
        therapists = {each.handle for each in self._held.therapists}
        return guess_pattern(self._paths, cases, therapists).text

    def _plan(self) -> None:
        try:
            pattern = NamePattern(self.pattern.text().strip())
        except ReviewError as problem:
            self.plan = FolderPlan((), ())
            self.said.setText(str(problem))
            self.make.setEnabled(False)
            return
        whose = str(self.therapist.currentData())
        self.plan = plan_import(self._paths, pattern, self._held, whose)
        self.table.show_rows(rows_of(self.plan))
        self.said.setText(self._summary())
        count = len(self.plan.sessions)
        self.make.setEnabled(bool(count))
        sessions = wording.how_many(count, "session")
        self.make.setText(f"Import {sessions}" if count else "Import")

    def _summary(self) -> str:
        if not self._paths:
            return NO_FILES
        plan = self.plan
        known = sum(each.there for each in plan.files)
        bad = sum(bool(each.problem) for each in plan.files)
        parts = [
            wording.how_many(len(plan.sessions), "session") + " will be made"
            if plan.sessions
            else NOTHING.removesuffix("."),
            f"{wording.how_many(known, 'recording')} in the study already"
            if known
            else "",
            f"{wording.how_many(bad, 'recording')} left out" if bad else "",
        ]
        return "; ".join(part for part in parts if part) + "."

    def _build(self) -> None:
        form = QFormLayout()
        form.addRow("Names are built as", self.pattern)
        form.addRow("", label(HELP, "muted", wrap=True))
        form.addRow("New cases belong to", self.therapist)
        foot = QHBoxLayout()
        foot.addWidget(self.bar, 1)
        foot.addStretch(0)
        foot.addWidget(self.close_button)
        foot.addWidget(self.make)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(INTRO, "muted", wrap=True))
        column.addLayout(form)
        column.addWidget(self.table, 1)
        column.addWidget(self.said)
        column.addLayout(foot)


def rows_of(plan: FolderPlan) -> list[tuple[str, ...]]:
    """Return a plan as rows of texts, one for each recording."""
    places = {
        path: (arriving, at)
        for arriving in plan.sessions
        for at, path in enumerate(arriving.files, start=1)
    }
    return [_row(each, places.get(each.path)) for each in plan.files]


def _row(file: Incoming, place: tuple[Arriving, int] | None) -> tuple[str, ...]:
    name = file.path.name
    if place is not None:
        arriving, at = place
        several = len(arriving.files)
        what = f"part {at} of {several}" if several > 1 else "the tape of this session"
        return (
            name,
            arriving.therapist,
            arriving.case,
            str(arriving.session),
            what,
        )
    named = file.named
    told = (named.therapist, named.case, str(named.session)) if named else ("", "", "")
    why = THERE if file.there else NAME.format(why=file.problem)
    return (name, *told, why)
