"""What happens in the Meetings room: meetings are planned, filled, held and logged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox

from ipt_review.domain.meeting import Agenda
from ipt_review.domain.problems import ReviewError
from ipt_review.study.supervision_hours import attended, minutes_of
from ipt_review.ui.keys import PRESSES
from ipt_review.ui.meeting_actions import ROOM
from ipt_review.ui.meetings.borrowing import Borrowing
from ipt_review.ui.meetings.saving import save_agenda
from ipt_review.ui.meetings.words import KINDS, in_hours
from ipt_review.ui.needs import Need
from ipt_review.ui.top_bar import ARROW
from ipt_review.ui.trying import tried
from ipt_review.workflow.supervision.agenda_reading import read_agenda
from ipt_review.workflow.supervision.meetings import Meetings

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.domain.meeting import Clip, Meeting
    from ipt_review.domain.people import Person
    from ipt_review.ui.at_tape import AtTape
    from ipt_review.ui.keymap.key_map import KeyMap
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.meetings.conducting import Conducting
    from ipt_review.ui.meetings.moments import Moments
    from ipt_review.ui.meetings.screen import MeetingsScreen
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.ui.settings.preferences import Preferences
    from ipt_review.workflow.desk import Desk

REMOVED = "The meeting of {day} is off the list. Undo (Ctrl+Z) brings it back."


class HoldingMeetings(QObject):
    """Connects the meetings of a study with their room, and lends it the player.

    The room is made when it is first entered. The tape that is open in Review is let
    go of when the first clip is played, and is taken in again when one leaves.

    Args:
        window: Whose room it is.
        reviewing: Where a tape may be open.
        at_tape: Leaves that tape, and opens it again.
        preferences: How much is played before a clip.
        moments: Says which moment is in hand, wherever one is.

    Signals:
        tape_wanted: This tape should be opened at so many ms.
    """

    tape_wanted = Signal(object, int)

    def __init__(
        self,
        window: MainWindow,
        reviewing: Reviewing,
        at_tape: AtTape,
        preferences: Preferences,
        moments: Moments,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._reviewing = reviewing
        self._preferences = preferences
        self._moments = moments
        self.borrowing = Borrowing(window, reviewing, at_tape)
        self._screen: MeetingsScreen | None = None
        self._conducting: Conducting | None = None
        self._key_map: KeyMap | None = None
        self._desk: Desk | None = None
        self._meetings: Meetings | None = None
        self._listed: list[Meeting] = []
        self._current: UUID | None = None
        self._removed: UUID | None = None
        window.also_met = self._met

    @property
    def screen(self) -> MeetingsScreen:
        """The room, made now if need be."""
        return self._screen if self._screen is not None else self._furnish()

    @property
    def conducting(self) -> Conducting:
        """Goes through an agenda."""
        if self._conducting is None:
            self._furnish()
        assert self._conducting is not None  # noqa: S101 - made with the room
        return self._conducting

    def show(self, desk: Desk, person: Person | None) -> None:
        """Show the meetings that concern a person."""
        screen = self.screen
        screen.tell("")
        if desk is not self._desk:
            self._current = self._removed = None
        self._desk, self._meetings = desk, None
        if person is None:
            return
        try:
            self._meetings = Meetings(desk, person)
        except ReviewError as problem:
            screen.show_meetings((), -1)
            screen.show_message(str(problem))
            return
        self.renew()

    def renew(self) -> None:
        """Show everything as the study has it now."""
        meetings = self._meetings
        if meetings is None:
            return
        plans = meetings.may_keep().allowed and meetings.can_write
        self._listed = listed = meetings.all()
        ids = [each.id for each in listed]
        if self._current not in ids:
            self._current = ids[0] if ids else None
        at = ids.index(self._current) if self._current is not None else -1
        screen = self.screen
        screen.show_meetings(listed, at)
        screen.show_hours(_hours(listed, meetings.person.id), plans=plans)
        if at < 0:
            self.conducting.show(None)
            screen.show_none(plans=plans)
        else:
            self._show_agenda(meetings, listed[at])
        done = meetings.doings(self._current) if self._current is not None else None
        screen.can_undo = bool(self._removed or (done and done.before))
        screen.can_redo = bool(done and done.after)

    def show_put(self, meeting: UUID) -> None:
        """Have this meeting shown when the room is entered next, or now."""
        self._current = meeting

    def do(self, name: str) -> bool:
        """Do the action with this id; say whether it is one of this room's."""
        if self._meetings is None:
            return False
        doing = self._doings.get(name)
        if doing is None:
            return False
        self._window.banner.hide()
        self._hand_over()
        doing()
        return True

    def hear(self, key: str, held: bool) -> bool:  # noqa: FBT001 - a key router's call
        """Hear a key before all else; say whether that is all it does.

        A button, or a list to choose from, keeps what it needs.
        """
        if self._key_map is None or self._window.room != ROOM:
            return False
        focus = QApplication.focusWidget()
        if key in PRESSES and isinstance(focus, QAbstractButton | QComboBox):
            return False
        action = self._key_map.holder(key, ROOM)
        if action is None:
            return False
        return (held and not action.repeats) or self.do(action.id)

    def heed(self, key_map: KeyMap) -> None:
        """Hear the keys that a person has, from now on."""
        self._key_map = key_map

    def leave(self, room: str) -> None:
        """Give the player back on the way to another room."""
        if room != ROOM and self._conducting is not None:
            self._hand_over()
            self._meetings = None
            self._conducting.leave()
            if self.borrowing.on:
                self.borrowing.give_back()

    @property
    def _doings(self) -> dict[str, Callable[[], object]]:
        """What each action of the room does."""
        screen = self.screen
        return {
            **self.conducting.doings(),
            "meeting.new": self._plan,
            "meeting.change": screen.form.begin,
            "meeting.held": screen.form.log,
            "meeting.remove": self._remove,
            "meeting.pdf": lambda: self._save("pdf"),
            "meeting.html": lambda: self._save("html"),
            "agenda.change": screen.clip.begin,
            "agenda.remove": lambda: self._of_clip(Agenda.without_clip),
            "agenda.earlier": lambda: self._move(-1),
            "agenda.later": lambda: self._move(1),
            "agenda.open": self._open,
            "edit.undo": self._undo,
            "edit.redo": self._redo,
        }

    def _met(self) -> dict[Need, bool]:
        """Say what of the needs of meetings is so now."""
        here = self._window.room == ROOM and self._meetings is not None
        clip = here and self._conducting is not None and self._conducting.clip
        return {
            Need.MOMENT: self._moments.there,
            Need.MEETINGS: here,
            Need.MEETING: here and self._current is not None,
            Need.CLIP: bool(clip),
        }

    def _furnish(self) -> MeetingsScreen:
        from ipt_review.ui.meetings.conducting import Conducting  # noqa: PLC0415 - late
        from ipt_review.ui.meetings.running import Running  # noqa: PLC0415
        from ipt_review.ui.meetings.screen import MeetingsScreen  # noqa: PLC0415

        self._screen = made = MeetingsScreen()
        player = self._reviewing.player
        running = Running(player, made.stage.video, self._preferences, self)
        self._conducting = going = Conducting(
            made, running, player.now, self._take_player, self
        )
        made.chosen.connect(self._choose)
        made.wanted.connect(self.do)
        made.form.edited.connect(self._change)
        made.clip.edited.connect(self._change_clip)
        made.clip.refused.connect(self._window.banner.tell)
        made.clips.moved.connect(self._move_clip)
        self.borrowing.lost.connect(going.leave)
        self._window.histories[ROOM] = made
        self._window.furnish(ROOM, made, made)
        return made

    def _take_player(self) -> bool:
        """Have the player play clips, and say so above."""
        taken, desk = self.borrowing.take(), self._desk
        if taken and desk is not None:
            way = [desk.database.study().title, "Meetings"]
            self._window.top_bar.show_nothing(ARROW.join(way))
        return taken

    def _show_agenda(self, meetings: Meetings, meeting: Meeting) -> None:
        desk = self._desk
        if desk is None:
            return
        read = read_agenda(desk, meetings, meeting)
        keeps = meetings.may_keep(meeting).allowed and meetings.can_write
        clips = [each.clip for each in read.clips] if meetings.can_write else []
        mine = frozenset(c.number for c in clips if meetings.may_change(meeting, c))
        self.screen.show_agenda(read, meetings.company(), mine, keeps=keeps)
        self.conducting.show(read)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._listed):
            self._current = self._listed[place].id
            self.renew()

    def _hand_over(self) -> None:
        if self._screen is not None and self._meetings is not None:
            self._screen.hand_over()

    def _change(self, how: Callable[[Agenda], Agenda]) -> None:
        meetings, current = self._meetings, self._current
        if meetings is not None and current is not None:
            self._removed = None
            tried(lambda: meetings.change(current, how), self._window.banner.tell)
            self.renew()

    def _change_clip(self, clip: Clip) -> None:
        self._change(lambda agenda: agenda.with_clip(clip))

    def _of_clip(self, how: Callable[[Agenda, int], Agenda]) -> None:
        """Change something about the picked clip."""
        number = self.conducting.picked
        if number is not None:
            self._change(lambda agenda: how(agenda, number))

    def _move(self, by: int) -> None:
        self._of_clip(lambda agenda, number: agenda.moved(number, by))

    def _move_clip(self, number: int, by: int) -> None:
        self._change(lambda agenda: agenda.moved(number, by))

    def _plan(self) -> None:
        meetings = self._meetings
        if meetings is None:
            return
        made = tried(meetings.plan, self._window.banner.tell)
        if made is not None:
            self._current, self._removed = made.id, None
            self.renew()
            self.screen.form.begin()

    def _remove(self) -> None:
        current = self._current
        gone = next((m for m in self._listed if m.id == current), None)
        if gone is None:
            return
        self._change(lambda agenda: replace(agenda, removed=True))
        if current != self._current:
            self._removed = current
            self._window.banner.tell(REMOVED.format(day=gone.agenda.day))
            self.renew()

    def _undo(self) -> None:
        meetings, wanted = self._meetings, self._removed or self._current
        if meetings is not None and wanted is not None:
            self._current, self._removed = wanted, None
            tried(lambda: meetings.undo(wanted), self._window.banner.tell)
            self.renew()

    def _redo(self) -> None:
        meetings, current = self._meetings, self._current
        if meetings is not None and current is not None:
            tried(lambda: meetings.redo(current), self._window.banner.tell)
            self.renew()

    def _open(self) -> None:
        clip = self.conducting.clip
        if clip is not None:
            self.tape_wanted.emit(clip.clip.tape, clip.clip.start)

    def _save(self, kind: str) -> None:
        read, desk = self.conducting.read, self._desk
        if read is not None and desk is not None:
            save_agenda(self.screen, read, desk.database.folder, kind)


def _hours(meetings: list[Meeting], person: UUID) -> str:
    """Say how many hours of supervision a person had, as far as they are logged."""
    found = minutes_of(person, attended(meetings))
    parts = [f"{KINDS[kind].lower()} {in_hours(n)}" for kind, n in found.items() if n]
    return f"Logged for you: {', '.join(parts)}." if parts else "No hours logged yet."
