"""What happens in the Case room: what a person wants is done, and shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.problems import ReviewError
from ipt_review.workflow.course.course import course_of
from ipt_review.workflow.course.course_keeping import CourseKeeper

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.domain.people import Person
    from ipt_review.ui.case.screen import CaseScreen
    from ipt_review.workflow.course.course import Course
    from ipt_review.workflow.desk import Desk


class CaseKeeping(QObject):
    """Connects one case of the open study and the screen.

    Args:
        screen: Where it happens.

    Signals:
        changed: The course was changed, and the change is on disk.
        refused: Something could not be done; the words are for a person.
        tape_wanted: Id of a tape that should be opened, and where, in ms.
    """

    changed = Signal()
    refused = Signal(str)
    tape_wanted = Signal(object, int)

    def __init__(self, screen: CaseScreen) -> None:
        super().__init__(screen)
        self.screen = screen
        self.course: Course | None = None
        self._keeper: CourseKeeper | None = None
        self._look: Callable[[], Course] | None = None
        self._connect()

    def open(self, desk: Desk, case: UUID, person: Person) -> None:
        """Show a case for a person, from now on or anew."""
        self._keeper = CourseKeeper(desk, case, person)
        self._look = lambda: course_of(desk, case, person)
        self._show()

    def close(self) -> None:
        """Let go of the case."""
        self._keeper = self._look = self.course = None
        self.screen.show_nothing()

    def _show(self) -> None:
        if self._look is not None:
            self.course = self._look()
            self.screen.show_course(self.course)

    def _do(self, doing: Callable[[CourseKeeper], object]) -> None:
        """Do something and show what is stored then; tell why it could not be."""
        if self._keeper is None:
            return
        try:
            doing(self._keeper)
        except ReviewError as problem:
            self.refused.emit(str(problem))
        else:
            self.changed.emit()
        self._show()

    def _open_session(self, session: UUID) -> None:
        self._open_tape(lambda row: row == session, 0)

    def _open_tape(self, wanted: Callable[[object], bool], at: int) -> None:
        for row in self.course.rows if self.course else ():
            if wanted(row.session.id) or wanted(row.session.number):
                if row.tape is None:
                    number = row.session.number
                    self.refused.emit(f"Session {number} has no tape on record.")
                else:
                    self.tape_wanted.emit(row.tape.id, at)
                return
        self.refused.emit("There is no such session on record.")

    def _connect(self) -> None:
        screen, do = self.screen, self._do
        screen.header.facts_noted.connect(lambda f: do(lambda k: k.note_facts(f)))
        screen.header.planned.connect(lambda n: do(lambda k: k.plan(n)))
        screen.open_wanted.connect(self._open_session)
        screen.place_wanted.connect(
            lambda number, at: self._open_tape(lambda each: each == number, at)
        )
        self._connect_focus()
        screen.severity.put.connect(
            lambda session, total: do(lambda k: k.put_severity(session, total))
        )
        screen.severity.removed.connect(
            lambda session, scale: do(lambda k: k.remove_severity(session, scale))
        )
        form = screen.determination
        form.begin_wanted.connect(lambda: do(lambda k: k.determine()))
        form.kept.connect(lambda now: do(lambda k: k.keep_determination(now)))
        form.submit_wanted.connect(lambda: do(lambda k: k.submit_determination()))

    def _connect_focus(self) -> None:
        page, do = self.screen.focus, self._do
        page.refused.connect(self.refused)
        page.phase.phase_set.connect(
            lambda session, phase, why: do(lambda k: k.set_phase(session, phase, why))
        )
        page.focus_agreed.connect(
            lambda area, session, why: do(lambda k: k.agree_focus(area, session, why))
        )
        page.focus_changed.connect(
            lambda old, new, session, why: do(
                lambda k: k.change_focus(old, new, session, why)
            )
        )
        page.focus_ended.connect(
            lambda area, session, why: do(lambda k: k.end_focus(area, session, why))
        )
        page.focus_corrected.connect(
            lambda old, new, why: do(lambda k: k.correct_focus(old, new, why))
        )
