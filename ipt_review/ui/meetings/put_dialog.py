"""Asks to which agenda a moment goes, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QVBoxLayout,
)
from typing_extensions import override

from ipt_review.domain.meeting import Clip, MeetingKind
from ipt_review.domain.problems import ReviewError
from ipt_review.ui.meetings.clip_form import ClipForm
from ipt_review.ui.meetings.words import KINDS, line_of
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.meeting import Meeting
    from ipt_review.workflow.supervision.meetings import Moment

WIDTH = 560
TALK = 5
"""Minutes that are proposed for talking about a clip."""
NEW = "A new meeting today: {kind}"
ONLY_ALLOWED = "Only whoever takes part and may open this tape hears the clip."


class PutDialog(QDialog):
    """Lets a moment be put on the agenda of a meeting, or of one that is new.

    Args:
        meetings: Those it can be put on, the newest first.
        last: The one that was used last.
        moment: What was in hand.
        by: Who puts it there.
        plans: Whether they may plan a new meeting.
    """

    def __init__(
        self,
        meetings: Sequence[Meeting],
        last: UUID | None,
        moment: Moment,
        by: UUID,
        parent: QWidget,
        *,
        plans: bool,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Put on the agenda")
        self.resize(WIDTH, 0)
        span = moment.span
        self._first = Clip(
            1, moment.tape, span.start, span.end, moment.title, moment.purpose, TALK, by
        )
        self.meeting = QComboBox()
        self.meeting.setAccessibleName("Meeting")
        for each in meetings:
            self.meeting.addItem(" · ".join(line_of(each.agenda)), each.id)
        for kind in MeetingKind if plans else ():
            self.meeting.addItem(NEW.format(kind=KINDS[kind].lower()), kind)
        ids = [each.id for each in meetings]
        self.meeting.setCurrentIndex(ids.index(last) if last in ids else 0)
        self.form = ClipForm(keeps=False)
        for line in (self.form.title, self.form.start, self.form.end):
            line.returnPressed.connect(self.accept)
        self.form.show_clip(self._first, allowed=True)
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.button(kinds.Ok).setText("Put on the agenda")
        self.buttons.button(kinds.Ok).setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._build()
        self.form.begin()

    @property
    def chosen(self) -> UUID | MeetingKind:
        """The meeting that was chosen, or of which kind a new one is to be."""
        found: UUID | MeetingKind = self.meeting.currentData()
        return found

    @property
    def clip(self) -> Clip:
        """The clip as it is in the dialog; its number says nothing yet.

        Raises:
            ReviewError: When what stands there cannot be.
        """
        return self.form.changed(self._first)

    @override
    def accept(self) -> None:
        """Close, unless something stands there that cannot be; say what then."""
        try:
            _ = self.clip
        except ReviewError as problem:
            self.problem.setText(str(problem))
            self.problem.show()
        else:
            super().accept()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.addWidget(label("Meeting", "muted"))
        row.addWidget(self.meeting, 1)
        column.addLayout(row)
        column.addWidget(self.form)
        column.addWidget(self.problem)
        column.addWidget(label(ONLY_ALLOWED, "muted", wrap=True))
        column.addWidget(self.buttons)
