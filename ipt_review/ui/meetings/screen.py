"""The Meetings room: the list of meetings, one agenda, and the stage for its clips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.ui.keys import keep_keys
from ipt_review.ui.meetings.clip_form import ClipForm
from ipt_review.ui.meetings.clip_list import ClipList
from ipt_review.ui.meetings.meeting_form import MeetingForm
from ipt_review.ui.meetings.stage import Stage
from ipt_review.ui.meetings.words import line_of
from ipt_review.ui.parts import button, frame, label, restyle
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QFrame

    from ipt_review.domain.meeting import Clip, Meeting
    from ipt_review.domain.people import Person
    from ipt_review.workflow.supervision.agenda_reading import AgendaRead

EDGE, GAP = 12, 10
LIST_WIDTH, AGENDA_WIDTH, STAGE_WIDTH = 214, 540, 430
NO_MEETING = (
    "No meeting is planned. Plan one with “Plan a meeting”; then put moments on its "
    "agenda from Review, Compare or Feedback with “Put on the agenda…” in the Meeting "
    "menu."
)
NONE_FOR_YOU = "No meeting is planned in which you take part."
NO_CLIPS = (
    "No clip yet. Open a tape, pick a mark, a comment, or words of the transcript, and "
    "choose “Put on the agenda…” in the Meeting menu."
)


class MeetingsScreen(QWidget):
    """Holds the parts and their places.

    Attributes:
        can_undo: Whether a change of the meeting can be taken back, `can_redo` made
            again.

    Signals:
        chosen: The meeting at this place of the list should be shown.
        wanted: What a button asks for, by the id of an action.
    """

    chosen = Signal(int)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Meetings")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.can_undo = self.can_redo = False
        self._changeable: frozenset[int] = frozenset()
        self.list = QListWidget()
        self.list.setAccessibleName("Meetings, the newest first")
        keep_keys(self.list, "Up", "Down", "Home", "End")
        self.plan = button("Plan a meeting", "primary")
        self.hours = label("", "muted", wrap=True)
        self.form = MeetingForm()
        self.clips = ClipList()
        self.clip = ClipForm()
        self.time = label("")
        self.left_out = label("", "muted", wrap=True)
        self.no_clips = label(NO_CLIPS, "muted", wrap=True)
        self.outcome = label("", "good", wrap=True)
        self.pdf, self.html = button("PDF…", "small"), button("Web page…", "small")
        self.remove = button("Take off", "small")
        self.stage = Stage()
        self.message = label(NO_MEETING, "muted", wrap=True)
        self._pages = QStackedWidget()
        self._build()
        self._connect()

    def show_meetings(self, meetings: Sequence[Meeting], at: int) -> None:
        """List meetings, that at place `at` picked."""
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.list.clear()
        for meeting in meetings:
            item = QListWidgetItem("\n".join(line_of(meeting.agenda)), self.list)
            item.setToolTip(meeting.agenda.notes)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)  # noqa: FBT003 - Qt's own

    def show_message(self, words: str) -> None:
        """Show that there is no agenda, and why."""
        self.message.setText(words)
        self._pages.setCurrentIndex(0)

    def show_none(self, *, plans: bool) -> None:
        """Show that no meeting is planned."""
        self.show_message(NO_MEETING if plans else NONE_FOR_YOU)

    def show_hours(self, words: str, *, plans: bool) -> None:
        """Say how much supervision was logged; `plans` allows planning a meeting."""
        self.hours.setText(words)
        self.plan.setVisible(plans)

    def show_clip(self, clip: Clip | None) -> None:
        """Show what a clip is, to be changed."""
        allowed = clip is not None and clip.number in self._changeable
        self.clip.show_clip(clip, allowed=allowed)
        self.remove.setEnabled(allowed)

    def hand_over(self) -> None:
        """Hand over what is being typed."""
        for form in (self.form, self.clip):
            if any(each.hasFocus() for each in form.findChildren(QWidget)):
                form.hand_over()

    def show_agenda(
        self,
        read: AgendaRead,
        company: Sequence[Person],
        changeable: frozenset[int],
        *,
        keeps: bool,
    ) -> None:
        """Show a meeting.

        Args:
            read: The meeting as whoever looks may see it.
            company: Who can take part.
            changeable: Numbers of the clips that whoever looks may change.
            keeps: Whether they may change all the rest.
        """
        self._changeable = changeable
        self.form.show_agenda(read.agenda, company, allowed=keeps)
        self.clips.show_agenda(read, self.clips.number())
        self.time.setText(read.time.told)
        restyle(self.time, "bad" if read.time.over else "")
        some = "1 more clip is" if read.left_out == 1 else f"{read.left_out} more are"
        why = f"{some} of tapes that you may not open."
        self.left_out.setText(why if read.left_out else "")
        self.left_out.setVisible(bool(read.left_out))
        self.no_clips.setVisible(not read.agenda.clips)
        for part in (self.clips, self.clip, self.remove):
            part.setVisible(bool(read.clips))
        self._pages.setCurrentIndex(1)

    def tell(self, words: str, *, good: bool = True) -> None:
        """Say what came of what was asked for."""
        restyle(self.outcome, "good" if good else "bad")
        self.outcome.setText(words)
        self.outcome.setVisible(bool(words))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the clips, or to the meetings without any."""
        del event
        shown = self.clips if self.clips.isVisible() else self.list
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self.chosen)
        self.stage.wanted.connect(self.wanted)
        self.clips.play_wanted.connect(lambda: self.wanted.emit("agenda.play"))
        for made, name in (
            (self.plan, "meeting.new"),
            (self.pdf, "meeting.pdf"),
            (self.html, "meeting.html"),
            (self.remove, "agenda.remove"),
        ):
            made.clicked.connect(lambda _on=False, name=name: self.wanted.emit(name))

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        outer.setSpacing(GAP)
        outer.addWidget(self._left())
        empty = QWidget()
        column = QVBoxLayout(empty)
        self.message.setMaximumWidth(560)
        self.message.setMargin(40)
        column.addWidget(self.message)
        column.addStretch(1)
        self._pages.addWidget(empty)
        self._pages.addWidget(self._agenda())
        outer.addWidget(self._pages, 1)

    def _left(self) -> QFrame:
        card = frame("card")
        card.setFixedWidth(LIST_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(8, 10, 8, 10)
        column.addWidget(self.plan)
        column.addWidget(self.list, 1)
        column.addWidget(self.hours)
        return card

    def _agenda(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(GAP)
        split.setChildrenCollapsible(False)
        split.addWidget(self._middle())
        split.addWidget(self.stage)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 4)
        split.setSizes([AGENDA_WIDTH, STAGE_WIDTH])
        return split

    def _middle(self) -> QFrame:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.form)
        head = QHBoxLayout()
        self.time.setFont(sans(bold=True))
        self.time.setWordWrap(True)
        head.addWidget(self.time, 1)
        for made in (self.html, self.pdf):
            head.addWidget(made)
        column.addLayout(head)
        column.addWidget(self.outcome)
        self.outcome.hide()
        column.addWidget(self.no_clips)
        column.addWidget(self.clips, 1)
        column.addWidget(self.left_out)
        row = QHBoxLayout()
        row.addWidget(self.clip, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        column.addStretch(0)
        return card
