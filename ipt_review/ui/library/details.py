"""What is known of the picked session, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ipt_review.domain.timecode import show_seconds
from ipt_review.ui import wording
from ipt_review.ui.consent_words import lines_of
from ipt_review.ui.flow import Flow
from ipt_review.ui.library.columns import HIDDEN, day_of
from ipt_review.ui.parts import button, frame, label
from ipt_review.ui.theme import SMALL_SIZE, sans

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.study import Session
    from ipt_review.domain.tape import Tape
    from ipt_review.ui.library.columns import Saying
    from ipt_review.workflow.library.library import Coded, LibraryRow

WIDTH = 300
MOST_FILES = 8
NOT_THERE = "Not where it was. Find it again to play it."


class Details(QWidget):
    """Shows one row of the library at length; its buttons act on that row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(WIDTH)
        self.review = button("Review this tape", "primary")
        self.case = button("Case…", tip="Phase, focus, severity and frame of this case")
        self.files = button("Files…", tip="Which files this tape has, and their times")
        self.find_again = button("Find the recording…")
        self.change = button("Change…", tip="Change what is picked (F2 in the table)")
        self.remove = button("Remove…", tip="Remove what is picked (Delete)")
        self._row: LibraryRow | None = None
        self._title = label("", "title", wrap=True)
        self._title.setFont(sans(15, bold=True))
        self._facts = _part("")
        self._recording = _part("Recording")
        self._codings = _part("Codings")
        self._build()

    def show_row(
        self, row: LibraryRow | None, saying: Saying, codebook: Codebook | None
    ) -> None:
        """Show what is known of a row, as far as this person may know it."""
        if row is not None and row is self._row:
            return
        self._row = row
        self._title.setText(_title(row))
        facts = facts_of(row, saying, codebook) if row is not None else ()
        _fill(self._facts, facts)
        _fill(self._recording, _files(row.tape) if row and row.session else ())
        codings = [coding_of(each) for each in row.codings] if row else []
        codings += _tasks(row) if row else []
        taped = row is not None and row.tape is not None
        _fill(self._codings, codings or (("Nobody has begun.",) if taped else ()))
        for each in (self.review, self.files, self.find_again):
            each.setEnabled(taped)
        self.case.setEnabled(row is not None and row.case is not None)
        self.change.setEnabled(row is not None)
        self.remove.setEnabled(row is not None)

    @property
    def text(self) -> str:
        """Everything that it says, line by line."""
        parts = (self._title, self._facts, self._recording, self._codings)
        return "\n".join(each.text() for each in parts if each.text())

    def _build(self) -> None:
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(12, 10, 12, 10)
        lines.setSpacing(12)
        lines.addWidget(self._title)
        lines.addWidget(self._facts)
        for name, part in (("Recording", self._recording), ("Codings", self._codings)):
            together = QVBoxLayout()
            together.setSpacing(2)
            together.addWidget(_heading(name))
            together.addWidget(part)
            lines.addLayout(together)
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName("What is known of the picked session")
        keys = QWidget()
        self.buttons = Flow()
        acts = (self.review, self.case, self.files, self.change, self.remove)
        for each in (*acts, self.find_again):
            self.buttons.addWidget(each)
        keys.setLayout(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(area)
        column.addWidget(card, 1)
        column.addWidget(keys)


def facts_of(
    row: LibraryRow, saying: Saying, codebook: Codebook | None
) -> tuple[str, ...]:
    """Return what is on record of a row, one fact in each line."""
    session, case = row.session, row.case
    if case is None:
        return ("No case yet. Add one, or import a roster.",)
    if session is None:
        planned = f"{case.planned_sessions} sessions planned, none on record yet."
        return (planned, *lines_of(case.consent))
    focus = saying.focus(row)
    return tuple(
        line
        for line in (
            wording.PHASES[session.phase],
            f"Day {session.day} of treatment" if session.day else "",
            wording.FOCUS_HIDDEN if focus == HIDDEN else f"Agreed focus: {focus}",
            _severity(session, codebook),
            *lines_of(case.consent),
        )
        if line
    )


def coding_of(coded: Coded) -> str:
    """Return what a coding is and how far it is."""
    head = coded.head
    again = f", pass {head.pass_number}" if head.pass_number > 1 else ""
    done = [wording.STATUSES[head.status]]
    if not coded.submitted:
        done.append("coded" if coded.marked else "no marks yet")
    if coded.rated:
        done.append(f"{wording.how_many(coded.rated, 'item')} rated")
    what = wording.PERSPECTIVES[head.perspective]
    return f"{coded.rater.handle} · {what}{again}: {', '.join(done)}"


def _tasks(row: LibraryRow) -> list[str]:
    """Return in words until when something is due."""
    return [f"Due {day_of(row.due)}."] if row.due is not None else []


def _title(row: LibraryRow | None) -> str:
    if row is None:
        return "Nothing is picked"
    who = f"Therapist {row.therapist.handle}"
    if row.case is None:
        return who
    where = f"{who} › Case {row.case.handle}"
    if row.session is None:
        return where
    return f"{where} › {wording.session_of(row.session, row.case)}"


def _severity(session: Session, codebook: Codebook | None) -> str:
    scales = codebook.severity_scales if codebook is not None else ()
    labels = {scale.id: scale.label for scale in scales}
    return ", ".join(
        f"{labels.get(each.scale, each.scale)}: {each.total}"
        for each in session.severity
    )


def _files(tape: Tape | None) -> tuple[str, ...]:
    if tape is None:
        return ("This session has no tape.",)
    length = show_seconds(tape.length)
    if not tape.files:
        return (f"{length}. The recording was not kept.",)
    named = []
    for file in tape.files[:MOST_FILES]:
        there = "" if file.path.is_file() else f"\n    {NOT_THERE}"
        named.append(f"{file.path.name}, {show_seconds(file.length)}{there}")
    more = len(tape.files) - MOST_FILES
    return (*named, *((f"and {more} more",) if more > 0 else ()))


def _part(_name: str) -> QLabel:
    made = label("", wrap=True)
    made.setFont(sans(SMALL_SIZE))
    return made


def _heading(name: str) -> QLabel:
    made = label(name, "muted")
    made.setFont(sans(SMALL_SIZE, bold=True))
    return made


def _fill(part: QLabel, lines: tuple[str, ...] | list[str]) -> None:
    part.setText("\n".join(lines))
