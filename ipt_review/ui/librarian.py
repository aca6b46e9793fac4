"""What is done in the library: entries added, changed, removed, and taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox

from ipt_review.domain.problems import ReviewError
from ipt_review.study.permissions import Act
from ipt_review.ui.library.forms import CaseForm, EntryForm, SessionForm, TherapistForm
from ipt_review.ui.library.remembering import LibraryMemory
from ipt_review.ui.library.screen import PROGRESS, SESSIONS
from ipt_review.ui.library.table import ROOM
from ipt_review.workflow.library.library import Looking, stock_of
from ipt_review.workflow.library.rostering import Rostering

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.people import Person
    from ipt_review.domain.roster import Entry
    from ipt_review.ui.keymap.key_map import KeyMap
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.recordings import Recordings
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.library.library import LibraryRow

NO_THERAPIST = "Add a therapist first; every case belongs to one."
NO_CASE = "Add a case first; every session belongs to one."
NOTHING_PICKED = "Pick a line of the library first."


class Librarian(QObject):
    """Shows the library, and changes what is in the study.

    Args:
        window: Whose library it is.
        recordings: Looks for what is missing whenever the library is shown.
        wanted: Does the action with this id, for buttons whose part is elsewhere.
        settings: Where it is kept how the library is looked at.

    Signals:
        changed: The library is to be shown anew.
    """

    changed = Signal()

    def __init__(
        self,
        window: MainWindow,
        recordings: Recordings,
        wanted: Callable[[str], object],
        settings: QSettings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._screen = window.library
        self._rostering: Rostering | None = None
        self._met: Desk | None = None
        self._lost: frozenset[Path] = frozenset()
        self._recordings = recordings
        self._memory = LibraryMemory(self._screen, settings)
        self._screen.doing_wanted.connect(wanted)
        recordings.changed.connect(self.changed)
        recordings.lost.connect(self._show_lost)

    def heed(self, key_map: KeyMap) -> None:
        """Have the table hear the keys that a person has, from now on."""

        def read() -> None:
            here = key_map.in_room(ROOM)
            self._screen.table.hear({key: each.id for key, each in here.items()})

        key_map.changed.connect(read)
        read()

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {
            "library.open": self._screen.table.opened.emit,
            "library.add_therapist": self.add_therapist,
            "library.add_case": self.add_case,
            "library.add_session": self.add_session,
            "library.change": self.change,
            "library.remove": self.remove,
            "library.progress": self.show_progress,
        }

    def do(self, name: str) -> bool:
        """Do what means something else in the library than elsewhere."""
        here: dict[str, Callable[[], object]] = {
            "edit.undo": self.undo,
            "edit.redo": self.redo,
            "find.open": self._screen.search,
        }
        if name in here:
            here[name]()
        return name in here

    def show(self, desk: Desk, person: Person | None) -> None:
        """Show what a study holds now."""
        if self._met is not desk:
            self._met = desk
            self._lost = frozenset()
            self._screen.ask_for(self._memory.filter_of(desk.database.study().id))
        self.rostering_of(desk)
        looking = Looking(person, desk.now(), self._lost)
        stock = stock_of(desk)
        self._screen.show_stock(stock, desk.codebook, looking)
        allowed = desk.rights.may(Act.SEE_PROGRESS).allowed
        self._screen.views.setTabVisible(PROGRESS, allowed)
        self._show_undo()
        self._recordings.look_around(desk, stock.holdings.tapes)

    def leave(self) -> None:
        """Let go of the study, and keep how it was looked at."""
        if self._met is not None:
            self._memory.keep(self._met.database.study().id)
        self._rostering = self._met = None

    def rostering_of(self, desk: Desk) -> Rostering:
        """Return what changes a study; what it did is undone in the library too."""
        if self._rostering is None or self._rostering.desk is not desk:
            self._rostering = Rostering(desk)
        return self._rostering

    def show_progress(self) -> None:
        """Show how far everybody is, or the sessions again."""
        views = self._screen.views
        shown = self._window.room == "library" and views.currentIndex() == PROGRESS
        if self._window.room != "library":
            self.changed.emit()
        views.setCurrentIndex(SESSIONS if shown else PROGRESS)

    # ------------------------------------------------------------ changes

    def add_therapist(self) -> None:
        """Ask for a therapist and add them."""
        rostering = self._rostering
        if rostering is not None:
            held = rostering.desk.holdings()
            self._ask(TherapistForm(held, None, self._keep(None), self._window))

    def add_case(self) -> None:
        """Ask for a case, of the therapist that is picked unless told otherwise."""
        rostering = self._rostering
        if rostering is None:
            return
        held, row = rostering.desk.holdings(), self._screen.picked()
        if not held.therapists:
            self._window.banner.tell(NO_THERAPIST)
            return
        whose = row.therapist.id if row is not None else held.therapists[0].id
        book = rostering.desk.codebook
        self._ask(CaseForm(held, book, whose, self._keep(None), self._window))

    def add_session(self) -> None:
        """Ask for the next session of the case that is picked."""
        rostering, row = self._rostering, self._screen.picked()
        if rostering is None:
            return
        if row is None or row.case is None:
            self._window.banner.tell(NO_CASE)
            return
        numbers = [
            s.number
            for s in rostering.desk.database.sessions()
            if s.case == row.case.id
        ]
        following = max(numbers, default=0) + 1
        frame = rostering.desk.codebook.frame
        form = SessionForm(row.case, frame, following, self._keep(None), self._window)
        self._ask(form)

    def change(self) -> None:
        """Ask how the picked entry is to be from now on."""
        rostering, row = self._rostering, self._screen.picked()
        if rostering is None:
            return
        if row is None:
            self._window.banner.tell(NOTHING_PICKED)
            return
        self._ask(self._form_for(row, rostering.desk))

    def remove(self) -> None:
        """Remove what is picked, unless other work rests on it."""
        rostering, row = self._rostering, self._screen.picked()
        if rostering is None:
            return
        if row is None:
            self._window.banner.tell(NOTHING_PICKED)
        elif confirm_removal(self._window, row):
            self._try(partial(rostering.remove, row))

    def undo(self) -> None:
        """Take the newest change of the library back."""
        if self._rostering is not None:
            self._try(self._rostering.undo)

    def redo(self) -> None:
        """Make a change again that was taken back."""
        if self._rostering is not None:
            self._try(self._rostering.redo)

    # ------------------------------------------------------------ inside

    def _show_lost(self, lost: frozenset[Path]) -> None:
        """Say of these recordings that they are not where they were."""
        self._lost = lost
        self._screen.show_lost(lost)

    def _form_for(self, row: LibraryRow, desk: Desk) -> EntryForm:
        held, book, window = desk.holdings(), desk.codebook, self._window
        if row.case is not None and row.session is not None:
            keep = self._keep(row.session)
            return SessionForm(row.case, book.frame, row.session, keep, window)
        if row.case is not None:
            return CaseForm(held, book, row.case, self._keep(row.case), window)
        return TherapistForm(held, row.therapist, self._keep(row.therapist), window)

    def _keep(self, before: Entry | None) -> Callable[[Entry], object]:
        def keep(after: Entry) -> None:
            if self._rostering is not None:
                self._rostering.put(before, after)
                self._screen.table.expect(after.id)

        return keep

    def _ask(self, form: EntryForm) -> None:
        accepted = form.exec() == EntryForm.DialogCode.Accepted
        form.deleteLater()
        if accepted:
            self.changed.emit()

    def _try(self, doing: Callable[[], object]) -> None:
        """Do something; tell a person when it could not be done."""
        try:
            doing()
        except ReviewError as problem:
            self._window.banner.tell(str(problem))
            return
        self.changed.emit()

    def _show_undo(self) -> None:
        rostering = self._rostering
        self._screen.can_undo = bool(rostering and rostering.done)
        self._screen.can_redo = bool(rostering and rostering.undone)


def confirm_removal(parent: QWidget, row: LibraryRow) -> bool:
    """Ask before something is removed."""
    what = f"therapist {row.therapist.handle}"
    if row.case is not None:
        what = f"case {row.case.handle}"
    if row.case is not None and row.session is not None:
        what = f"session {row.session.number} of case {row.case.handle}"
    kept = "\nThe recording itself stays where it is." if row.tape else ""
    answer = QMessageBox.question(
        parent,
        "Remove from the study",
        f"Remove {what} from the study?{kept}",
        QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
        QMessageBox.StandardButton.No,
    )
    return answer == QMessageBox.StandardButton.Yes
