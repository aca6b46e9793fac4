"""What happens in the window: studies are opened, rooms entered, work handed on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_review.media.silent_engine import SilentEngine
from ipt_review.ui import wording
from ipt_review.ui.at_tape import AtTape
from ipt_review.ui.case_visits import CaseVisits
from ipt_review.ui.codebook.editing import CodebookEditing
from ipt_review.ui.comparing import Comparing
from ipt_review.ui.coordinating import Coordinating
from ipt_review.ui.copying import Copying
from ipt_review.ui.dialogs import show_about
from ipt_review.ui.entering import Entering
from ipt_review.ui.export.handing_on import HandingOn
from ipt_review.ui.keeping import Keeping
from ipt_review.ui.keys import Hands
from ipt_review.ui.librarian import Librarian
from ipt_review.ui.main_window import ROOMS, START
from ipt_review.ui.opening import Opening, Wants
from ipt_review.ui.people.presence import Presence
from ipt_review.ui.player.player import Player
from ipt_review.ui.practice.practicing import Practicing
from ipt_review.ui.queue.doors import QUEUE
from ipt_review.ui.queueing import Queueing
from ipt_review.ui.rating.judging import Judging
from ipt_review.ui.recordings import Recordings
from ipt_review.ui.review.reviewing import Reviewing
from ipt_review.ui.saving import Saving
from ipt_review.ui.situation import Situation
from ipt_review.ui.study_settings import change_study_settings
from ipt_review.ui.submitting import Submitting
from ipt_review.ui.supervising import Supervising
from ipt_review.ui.tape_files.arranging import Arranging
from ipt_review.ui.trying import tried
from ipt_review.ui.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtCore import QSettings

    from ipt_review.domain.people import Person
    from ipt_review.media.engine import Engine
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.library.rostering import Rostering


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
        self.comparing = Comparing(window, self.reviewing, self.workplace.preferences)
        self.queueing = Queueing(window, self.recordings.look_around, self.do)
        self.coordinating = Coordinating(window)
        self.handing_on = HandingOn(window.export, self._here, self)
        self.submitting = Submitting(window, self.reviewing, lambda: self.desk)
        self.saving = Saving(window, self.reviewing)
        self.at_tape = AtTape(
            window, self.reviewing, self.saving, self.recordings, self._here
        )
        self.supervising = Supervising(
            window, self.reviewing, self.at_tape, self.comparing, self._here
        )
        self.entering = Entering(
            window, self.reviewing, self.workplace, self._here, self._showing()
        )
        self.keeping = Keeping(
            window, self.presence, settings, self.reviewing.listening, self._rostering
        )
        self.opening = Opening(window, home, settings, self._wants())
        self._doings = self._make_doings()
        self._connect()
        self._show_no_study(without_picture)

    def _take_up_keys(self) -> None:
        reviewing = self.reviewing
        hands = Hands(
            self._hear,
            self.do,
            reviewing.let_go,
            self.press,
            reviewing.pressing.release,
            lambda: self.window.room,
        )
        self.situation = Situation(self.window, reviewing, lambda: self.desk)
        code = reviewing.pressing.code
        self.workplace.hear(hands, self.situation, code, self.review_tape)
        self.workplace.menus.heed(reviewing.states())
        for part in (self.judging, self.comparing, self.librarian, self.supervising):
            part.heed(self.workplace.key_map)

    def _wants(self) -> Wants:
        """Return what is done with a study that was opened."""
        return Wants(
            self.keeping.arriving.admit,
            self._take,
            self._let_go,
            self.review_tape,
            self._practice,
            partial(self.keeping.take_in, against=self._against),
            self.recordings.add_files,
            self._transcribe,
            self.reviewing.player.pause,
            self.at_tape.may_leave,
            partial(self.enter, "library"),
        )

    def _showing(self) -> dict[str, Callable[[Desk, Person | None], object]]:
        """Return what brings each room up to date, by the name of the room."""
        export, visits = self.window.export, self.visits
        return {
            "library": self.librarian.show,
            "export": lambda desk, _: export.show_holdings(
                desk.holdings(), desk.database.folder
            ),
            "rate": lambda desk, _: self.judging.show(desk),
            "case": lambda desk, person: visits.show(desk, desk.holdings(), person),
            "codebook": lambda desk, _: self.editing.enter(desk),
            "study": self._show_study,
            **self.supervising.showing(),
            QUEUE: self.queueing.show,
        }

    def _show_study(self, desk: Desk, person: Person | None) -> None:
        self.coordinating.show(desk, person)
        self.keeping.consenting.show(desk)

    def _here(self) -> tuple[Desk | None, Person | None]:
        return self.desk, self.person

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
        if self._refuses(name):
            return True
        if name not in self._doings:
            return self._do_here(name)
        self._doings[name]()
        return True

    def _refuses(self, name: str) -> bool:
        """Say whether whoever is at the desk may not do an action, and tell them."""
        refusal = self._against(name)
        if refusal:
            self.window.banner.tell(refusal)
        return bool(refusal)

    def _against(self, name: str) -> str:
        """Say why whoever is at the desk may not do an action, or nothing."""
        doors = self.entering.doors
        return self.situation.forbids(name) or doors.forbids(
            self.desk, self.person, name
        )

    def _do_here(self, name: str) -> bool:
        """Do an action of the room that is shown; say whether it is one."""
        parts: dict[str, Callable[[str], bool]] = {
            "review": self.reviewing.do,
            "rate": self.judging.do,
            "library": self.librarian.do,
            "codebook": self.editing.do,
            **self.supervising.by_room(),
        }
        part = parts.get(self.window.room)
        return part is not None and part(name)

    def _hear(self, key: str, held: bool) -> bool:  # noqa: FBT001 - a router's call
        return self.supervising.hear(key, held) or self.reviewing.hear(key, held)

    def press(self, key: str, held: bool) -> bool:  # noqa: FBT001
        """Do what a key of the codebook does, where coding is done."""
        return self.window.room == "review" and self.reviewing.pressing.press(
            key, held=held
        )

    def enter(self, room: str) -> None:
        """Go to a room of the window, if there is anything to do in it."""
        if room == "compare" and not self.at_tape.may_leave():
            return
        self.supervising.leave(room)
        self.entering.enter(room)

    def review_tape(self, tape: UUID) -> None:
        """Open a tape for the person who is reviewing."""
        self._come_out()
        self.at_tape.review(tape)

    def go_on(self, coding: UUID) -> None:
        """Open the tape of a coding, to go on with it or to look at it."""
        self._come_out()
        self.at_tape.go_on(coding)

    def _come_out(self) -> None:
        """Leave a room that has the player, before a tape is opened."""
        if self.supervising.has_player:
            self.enter("library")

    def close(self) -> None:
        """Let go of the study and of the engine; the window is closing."""
        self._leave_study()
        self.recordings.close()
        self.keeping.close()
        self.reviewing.listening.close()
        self.reviewing.player.close()

    def _leave_study(self) -> None:
        self.at_tape.leave()
        self.comparing.end()
        self.visits.leave()
        self.editing.leave()
        self.recordings.leave()
        self.presence.leave()
        self.handing_on.leave()
        self.coordinating.leave()
        self.librarian.leave()
        self.saving.leave()
        self.opening.safekeeping.leave()
        if self.desk is not None:
            self.desk.close()
            self.desk = None

    def _let_go(self) -> None:
        """Close the study, and offer others."""
        self._leave_study()
        self._show_no_study()

    def _take(self, desk: Desk) -> None:
        """Work in a study from now on, in place of the one before."""
        self._leave_study()
        self.desk = desk
        self.saving.serve(desk)
        self.presence.meet(desk, desk.database.people())
        self.window.banner.hide()
        self.workplace.meet(desk.codebook)
        if desk.database.read_only:
            self.window.banner.tell(wording.READ_ONLY)
        self.window.top_bar.show_nothing(desk.database.study().title)
        self.enter("library")

    def _show_no_study(self, told: str = "") -> None:
        self.window.top_bar.show_nothing("IPT Review")
        self.opening.show_recent()
        self.window.enter(START)
        self.entering.show_hints(START)
        if told:
            self.window.banner.tell(told)

    def _connect(self) -> None:
        window = self.window
        self.keeping.chosen.connect(self._sit_down)
        self.keeping.gone.connect(self.at_tape.show_arranged)
        for asking in (window, self.keeping, self.at_tape):
            asking.room_wanted.connect(self.enter)
        self.at_tape.seated.connect(self.practicing.meet)
        self.at_tape.leaving.connect(self.submitting.keep_played)
        self.at_tape.watch_exits(self.opening.vault.locking)
        self.copying = Copying(
            window, self.saving, self.at_tape, self.presence, self.opening, self._here
        )
        window.closing.connect(self.close)
        self.opening.vault.heed(self.workplace.preferences)
        seats = self.practicing, self.queueing, self.submitting, self.coordinating
        for part in seats:
            part.seat_wanted.connect(self.go_on)
        self.practicing.refused.connect(window.banner.tell)
        self.comparing.leaving.connect(self.at_tape.leave)
        self.comparing.seat_wanted.connect(self.at_tape.come_back)
        window.library.open_wanted.connect(self.review_tape)
        window.top_bar.submit_wanted.connect(self.submitting.submit)
        self.judging.refused.connect(self.saving.refuse)
        self.judging.play_wanted.connect(self.at_tape.listen_to)
        self.visits.case_wanted.connect(partial(self.enter, "case"))
        self.visits.tape_wanted.connect(self.review_tape)
        self.visits.renewed.connect(self.at_tape.show_top)
        self.librarian.changed.connect(partial(self.enter, "library"))
        window.library.files_wanted.connect(self._arrange_files)
        self.arranging.changed.connect(self.at_tape.show_arranged)
        self.reviewing.stepped.connect(self.entering.show_step)
        self.reviewing.refused.connect(self.saving.refuse)
        self._take_up_keys()

    def _make_doings(self) -> dict[str, Callable[[], object]]:
        parts = (self.librarian, self.keeping, self.supervising)
        return {
            **{f"go.{room}": partial(self.enter, room) for room, _ in ROOMS},
            **self.workplace.doings(),
            **self.opening.doings(),
            **{name: doing for each in parts for name, doing in each.doings().items()},
            "study.add": self.recordings.add,
            "study.find": self.recordings.find_in_folder,
            "study.files": self._arrange_files,
            "study.export": partial(self.enter, "export"),
            "study.rules": self._change_study,
            "program.quit": self.window.close,
            "coding.submit": self.submitting.submit,
            "help.about": partial(show_about, self.window),
        }

    def _transcribe(self, captions: Sequence[Path]) -> None:
        """Take a caption file in for the tape that is open."""
        if not self._refuses("tape.transcript"):
            self.at_tape.transcribe(captions)

    def _arrange_files(self) -> None:
        if self.desk is not None:
            self.arranging.arrange(self.desk, self.person)

    def _rostering(self) -> Rostering | None:
        return self.librarian.rostering_of(self.desk) if self.desk else None

    def _sit_down(self, person: Person) -> None:
        if not self.at_tape.may_leave():
            self.enter(self.window.room)  # shows who is still there
            return
        self.at_tape.leave()
        self.comparing.close()
        self.person = person
        if self.desk is not None:
            self.window.top_bar.show_nothing(self.desk.database.study().title)
        self.enter("library")

    def _practice(self) -> None:
        if self.desk is not None and self.person is not None:
            self.practicing.begin(self.desk, self.person)

    def _change_study(self) -> None:
        desk = self.desk
        if desk is not None:
            tried(
                lambda: change_study_settings(self.window, desk, self.person),
                self.window.banner.tell,
            )
            self.at_tape.renew()  # what it may show can be another thing now
            self.entering.show(self.window.room)
