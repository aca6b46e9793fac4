"""What happens in the window: studies are opened, rooms entered, work handed on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from ipt_review.domain.coding import Status
from ipt_review.domain.problems import ReviewError
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.ui import wording
from ipt_review.ui.case_visits import CaseVisits
from ipt_review.ui.codebook.editing import CodebookEditing
from ipt_review.ui.coordinating import Coordinating
from ipt_review.ui.dialogs import show_about
from ipt_review.ui.export.handing_on import hand_on
from ipt_review.ui.keys import Hands
from ipt_review.ui.librarian import Librarian
from ipt_review.ui.main_window import ROOMS, START
from ipt_review.ui.opening import Opening, Wants
from ipt_review.ui.people.presence import Presence
from ipt_review.ui.player.player import Player
from ipt_review.ui.practice.practicing import Practicing
from ipt_review.ui.queue.doors import QUEUE, Doors
from ipt_review.ui.queueing import Queueing
from ipt_review.ui.rating.judging import Judging
from ipt_review.ui.recordings import Recordings
from ipt_review.ui.review.reviewing import Reviewing
from ipt_review.ui.severity import severity_chip
from ipt_review.ui.situation import Situation
from ipt_review.ui.study_settings import change_study_settings
from ipt_review.ui.submitting import Submitting
from ipt_review.ui.tape_files.arranging import Arranging
from ipt_review.ui.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtCore import QSettings

    from ipt_review.domain.people import Person
    from ipt_review.media.engine import Engine
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.workflow.desk import Desk

T = TypeVar("T")

UNDOING = ("edit.undo", "edit.redo")
NO_TAPE = "Open a tape in the library first."


class Program(QObject):
    """Decides what happens; the window only shows and tells.

    Args:
        window: The window to work in.
        engine: What plays recordings.
        now: The monotonic clock, in seconds.
        playing: Why this engine plays tapes; told at once when it shows no picture.
        home: Folder for the demo study and proposed files.
        settings: What is remembered between starts.
    """

    def __init__(
        self,
        window: MainWindow,
        engine: Engine,
        now: Callable[[], float],
        playing: str,
        home: Path,
        settings: QSettings,
    ) -> None:
        super().__init__(window)
        self.window = window
        self.desk: Desk | None = None
        self.presence = Presence(self)
        without_picture = playing if engine.name == SilentEngine.name else ""
        player = Player(engine, now, window)
        self.reviewing = Reviewing(window.review, player, now, without_picture)
        self.workplace = Workplace(window, settings, playing)
        self.reviewing.use(self.workplace.preferences, settings)
        self.judging = Judging(window.rate, self.reviewing, self)
        self.visits = CaseVisits(window, self.reviewing)
        self.recordings = Recordings(window, self.reviewing)
        self.librarian = Librarian(window, self.recordings, self.do, settings)
        self.arranging = Arranging(window, self.reviewing)
        self.editing = CodebookEditing(window.codebook, home)
        self.practicing = Practicing(window, self.reviewing)
        self.queueing = Queueing(window)
        self.coordinating = Coordinating(window)
        self.submitting = Submitting(window, self.reviewing, lambda: self.desk)
        self.doors = Doors(window.banner.tell)
        wants = Wants(
            self._take,
            self._let_go,
            self.review_tape,
            self._practice,
            self.recordings.add_files,
            player.pause,
        )
        self.opening = Opening(window, home, settings, wants)
        self.opening.vault.heed(self.workplace.preferences)
        self._doings = self._make_doings()
        self._connect()
        self._take_up_keys()
        self._show_no_study()
        if without_picture:
            window.banner.tell(without_picture)

    def _take_up_keys(self) -> None:
        reviewing = self.reviewing
        pressing = reviewing.pressing
        hands = Hands(
            reviewing.hear, self.do, reviewing.let_go, self.press, pressing.release
        )
        self.situation = Situation(self.window, reviewing, lambda: self.desk)
        self.workplace.hear(hands, self.situation, pressing.code, self.review_tape)
        self.workplace.menus.heed(reviewing.states())

    @property
    def person(self) -> Person | None:
        """Who sits at the desk."""
        return self.presence.person

    @person.setter
    def person(self, person: Person | None) -> None:
        self.presence.sit_down(person)

    def open_path(self, path: Path) -> bool:
        """Open a study file; say whether that went well."""
        return self.opening.open_path(path)

    def open_demo(self) -> bool:
        """Open the demo study, made anew when it is not there."""
        return self.opening.open_demo()

    def do(self, name: str) -> bool:
        """Do the action with this id; say whether it could be done here."""
        refusal = self.situation.forbids(name) or self.doors.forbids(
            self.desk, self.person, name
        )
        if refusal:
            self.window.banner.tell(refusal)
        elif name in self._doings:
            self._doings[name]()
        else:
            return self._do_here(name)
        return True

    def _do_here(self, name: str) -> bool:
        """Do an action of the room that is shown; say whether it is one."""
        room = self.window.room
        if room == "review" or (room == "rate" and name in UNDOING):
            return self.reviewing.do(name)
        if room == "library":
            return self.librarian.do(name)
        return room == "codebook" and self.editing.do(name)

    def press(self, key: str, held: bool) -> bool:  # noqa: FBT001
        """Do what a key of the codebook does, where coding is done."""
        return self.window.room == "review" and self.reviewing.pressing.press(
            key, held=held
        )

    def enter(self, room: str) -> None:
        """Go to a room of the window, if there is anything to do in it."""
        if self.desk is None:
            return
        if room in ("review", "rate") and self.reviewing.seat is None:
            self.window.banner.tell(NO_TAPE)
            room = "library"
        if room != "review":
            self.reviewing.player.pause()
        room = self.doors.lead(self.desk, self.person, room)
        self._try(partial(self._show_room, room, self.desk))
        self.window.enter(room)
        self._show_hints(room)

    def review_tape(self, tape: UUID) -> None:
        """Open a tape for the person who is reviewing."""
        desk, person = self.desk, self.person
        if desk is not None and person is not None:
            coding = self._try(lambda: desk.begin(tape, person))
            if coding is not None:
                self.go_on(coding)

    def go_on(self, coding: UUID) -> None:
        """Open the tape of a coding, to go on with it or to look at it."""
        desk = self.desk
        if desk is None:
            return

        def sit() -> None:
            seat = desk.sit_down(coding)
            self.reviewing.open(seat)
            self.recordings.look_for(desk, seat.review.tape)
            self._show_top()
            self.enter("review")
            self.practicing.meet(desk)

        self._try(sit)

    def export(self, path: Path, *, full: bool) -> bool:
        """Write the workbook; say whether it is there."""
        desk, screen = self.desk, self.window.export
        return desk is not None and hand_on(screen, desk, path, self.person, full=full)

    def close(self) -> None:
        """Let go of the study and of the engine; the window is closing."""
        self._leave_study()
        self.recordings.close()
        self.reviewing.listening.close()
        self.reviewing.player.close()

    def _leave_study(self) -> None:
        self._leave_tape()
        self.visits.leave()
        self.editing.leave()
        self.recordings.leave()
        self.presence.leave()
        self.coordinating.leave()
        self.librarian.leave()
        if self.desk is not None:
            self.desk.close()
            self.desk = None

    def _let_go(self) -> None:
        """Close the study, and offer others."""
        self._leave_study()
        self._show_no_study()

    def _leave_tape(self) -> None:
        """Let go of the tape, once what is being typed was handed over."""
        typed_into = self.window.focusWidget()
        if typed_into is not None:
            typed_into.clearFocus()
        self.submitting.keep_played()
        self.reviewing.close()

    def _take(self, desk: Desk) -> None:
        """Work in a study from now on, in place of the one before."""
        self._leave_study()
        self.desk = desk
        holdings = desk.holdings()
        self.presence.meet(desk, holdings.people)
        self.window.banner.hide()
        self.workplace.meet(desk.codebook)
        if desk.database.read_only:
            self.window.banner.tell(wording.READ_ONLY)
        self.window.top_bar.show_nothing(holdings.study.title)
        self.enter("library")

    def _practice(self) -> None:
        if self.desk is not None and self.person is not None:
            self.practicing.begin(self.desk, self.person)

    def _show_no_study(self) -> None:
        self.window.top_bar.show_nothing("IPT Review")
        self.opening.show_recent()
        self.window.enter(START)
        self._show_hints(START)

    def _show_room(self, room: str, desk: Desk) -> None:
        person, folder = self.person, desk.database.folder
        showing: dict[str, Callable[[], object]] = {
            "library": lambda: self.librarian.show(desk, person),
            "export": lambda: self.window.export.show_holdings(desk.holdings(), folder),
            "rate": self._show_ratings,
            "case": lambda: self.visits.show(desk, desk.holdings(), person),
            "codebook": lambda: self.editing.enter(desk),
            "study": lambda: self.coordinating.show(desk, person),
            QUEUE: lambda: self.queueing.show(desk, person),
        }
        if room in showing:
            self._try(showing[room])
        for name in ("review", "rate"):
            self.window.rail.allow(name, allowed=self.reviewing.seat is not None)

    def _show_ratings(self) -> None:
        desk = self.desk
        if desk is not None:
            self._try(lambda: self.judging.show(desk))

    def _show_top(self) -> None:
        seat, desk = self.reviewing.seat, self.desk
        if seat is None or desk is None:
            return
        chip, tip = severity_chip(seat.review, desk.holdings().sessions, seat.codebook)
        self.window.top_bar.show_review(seat.review, seat.codebook, chip, tip)

    def _show_hints(self, room: str) -> None:
        line = self.window.status_line
        self.workplace.show_hints(room)
        if room == "review":
            line.show_sequence(self.reviewing.steps_taken())
        else:
            line.show_sentence("")

    def _after_step(self) -> None:
        self.window.top_bar.show_saved("All changes saved")
        if self.window.room == "rate":
            self._show_ratings()
        else:
            self.window.status_line.show_sequence(self.reviewing.steps_taken())

    def _refuse(self, message: str) -> None:
        self.window.banner.tell(message)
        coding = self.reviewing.coding
        if coding is not None and coding.head.status is Status.DRAFT:
            self.window.top_bar.show_saved("Last change not saved", good=False)

    def _try(self, doing: Callable[[], T]) -> T | None:
        """Do something; tell a person when it could not be done."""
        try:
            return doing()
        except ReviewError as problem:
            self.window.banner.tell(str(problem))
            return None

    def _connect(self) -> None:
        window = self.window
        window.room_wanted.connect(self.enter)
        window.closing.connect(self.close)
        for part in (self.practicing, self.queueing, self.submitting):
            part.seat_wanted.connect(self.go_on)
        self.practicing.refused.connect(window.banner.tell)
        window.library.open_wanted.connect(self.review_tape)
        window.library.person_chosen.connect(self._choose_person)
        window.queue.person_chosen.connect(self._choose_person)
        window.export.export_wanted.connect(
            lambda path, full: self.export(path, full=full)
        )
        window.top_bar.submit_wanted.connect(self.submitting.submit)
        self.judging.refused.connect(self._refuse)
        self.judging.play_wanted.connect(self._listen_to)
        self.visits.case_wanted.connect(partial(self.enter, "case"))
        self.visits.tape_wanted.connect(self.review_tape)
        self.visits.renewed.connect(self._show_top)
        self.librarian.changed.connect(partial(self.enter, "library"))
        window.library.files_wanted.connect(self._arrange_files)
        self.arranging.changed.connect(self._show_arranged)
        self.reviewing.stepped.connect(self._after_step)
        self.reviewing.refused.connect(self._refuse)

    def _make_doings(self) -> dict[str, Callable[[], object]]:
        return {
            **{f"go.{room}": partial(self.enter, room) for room, _ in ROOMS},
            **self.workplace.doings(),
            **self.opening.doings(),
            **self.librarian.doings(),
            "study.add": self.recordings.add,
            "study.find": self.recordings.find_in_folder,
            "study.files": self._arrange_files,
            "study.export": partial(self.enter, "export"),
            "study.rules": self._change_study,
            "program.quit": self.window.close,
            "coding.submit": self.submitting.submit,
            "help.about": partial(show_about, self.window),
        }

    def _arrange_files(self) -> None:
        if self.desk is not None:
            self.arranging.arrange(self.desk, self.person)

    def _show_arranged(self, tape: UUID) -> None:
        """Open a tape anew whose files were arranged, if it is open."""
        seat, room = self.reviewing.seat, self.window.room
        is_open = seat is not None and seat.review.tape.id == tape
        if is_open:
            self._leave_tape()
        if is_open and room != "library":
            self.review_tape(tape)
        else:
            self.enter(room)

    def _choose_person(self, person: Person) -> None:
        self._leave_tape()
        self.person = person
        if self.desk is not None:
            self.window.top_bar.show_nothing(self.desk.database.study().title)
        self.enter("library")

    def _listen_to(self, number: int) -> None:
        self.enter("review")
        self.reviewing.marking.listen_to(number)

    def _change_study(self) -> None:
        desk = self.desk
        if desk is not None:
            self._try(lambda: change_study_settings(self.window, desk, self.person))
            seat = self.reviewing.seat
            if seat is not None:  # what it may show can be another thing now
                self.reviewing.renew(desk.review(seat.session.coding))
                self._show_top()
            self._show_room(self.window.room, desk)
