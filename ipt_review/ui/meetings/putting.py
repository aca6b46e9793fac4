"""A moment of any tape is put on the agenda of a meeting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.timecode import Span
from ipt_review.study.agenda_time import time_of
from ipt_review.ui.meetings.put_dialog import PutDialog
from ipt_review.ui.trying import tried
from ipt_review.workflow.supervision.meetings import Meetings

if TYPE_CHECKING:
    from ipt_review.domain.people import Person
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.meetings.moments import Moments
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.supervision.meetings import Moment

NO_MOMENT = "Pick a moment first: open a tape, or go to a disagreement in Compare."
NO_MEETING = (
    "No meeting is planned in which you take part. Ask whoever supervises you to plan "
    "one with you in it."
)
DONE = "Put on the agenda of {day}: {count} by now, {time}"


class Putting(QObject):
    """Asks to which agenda the moment in hand goes, and puts it there.

    Signals:
        put: A clip was put on the agenda of this meeting.
    """

    put = Signal(object)

    def __init__(self, window: MainWindow, moments: Moments) -> None:
        super().__init__(window)
        self._window = window
        self._moments = moments

    def ask(self, desk: Desk | None, person: Person | None) -> None:
        """Ask for the meeting, and keep the clip; tell what is in the way."""
        if desk is None or person is None:
            return
        tell = self._window.banner.tell
        moment = self._moments.here()
        if moment is None:
            tell(NO_MOMENT)
            return
        meetings = tried(lambda: Meetings(desk, person), tell)
        if meetings is None:
            return
        known, plans = meetings.all(), meetings.may_keep().allowed
        if not known and not plans:
            tell(NO_MEETING)
            return
        self._window.banner.hide()
        last = meetings.used_last(known)
        dialog = PutDialog(known, last, moment, person.id, self._window, plans=plans)
        if dialog.exec():
            tried(lambda: self._keep(meetings, moment, dialog), tell)
        dialog.deleteLater()

    def _keep(self, meetings: Meetings, moment: Moment, dialog: PutDialog) -> None:
        clip, chosen = dialog.clip, dialog.chosen
        wanted = replace(
            moment,
            span=Span(clip.start, clip.end),
            title=clip.title,
            purpose=clip.purpose,
        )
        if not isinstance(chosen, UUID):
            meetings.must_be_heard(moment.tape, chosen)
            chosen = meetings.plan(chosen).id
        meetings.put(chosen, wanted, clip.talk)
        agenda = meetings.one(chosen).agenda
        count = len(agenda.clips)
        clips = "1 clip" if count == 1 else f"{count} clips"
        time = time_of(agenda.clips, agenda.minutes).told
        self._window.banner.tell(DONE.format(day=agenda.day, count=clips, time=time))
        self.put.emit(chosen)
