"""What is done in the window about consent and about recordings that are destroyed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.media.fingerprint import Fingerprint
from ipt_review.ui import wording
from ipt_review.ui.consent.form import ConsentForm
from ipt_review.ui.study.asking import ask_reason
from ipt_review.ui.trying import tried
from ipt_review.workflow.access.withholding import consent_rules
from ipt_review.workflow.library.consenting import (
    custody_rows,
    put_consent,
    record_destroyed,
    set_consent_rules,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from ipt_review.domain.tape import Tape
    from ipt_review.study.consent import ConsentRules
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.listening import Listening
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.library.consenting import CustodyRow
    from ipt_review.workflow.library.rostering import Rostering

NO_CASE = "Pick a case of the library first."
NO_TAPE = "Pick a session with a recording first."
DESTROYED = "Record as destroyed…"
MEANS = (
    "This records that {what} destroyed: when, by whom, and why. The program deletes "
    "no recording itself. Codes, ratings and the transcript stay and can be read; the "
    "waveform that this computer keeps goes. The program will not take the recording "
    "back."
)


class Consenting(QObject):
    """Connects forms and the page about consent with the study that is open.

    Args:
        window: Whose library and Study room ask.
        listening: Keeps waveforms of recordings on this computer.
        rostering: Returns what changes the study that is open, if one is.

    Signals:
        changed: What is on record is another thing now.
        gone: The recording of this tape is no more.
    """

    changed = Signal()
    gone = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        listening: Listening,
        rostering: Callable[[], Rostering | None],
    ) -> None:
        super().__init__(window)
        self._window, self._rostering = window, rostering
        self._listening, self._page = listening, window.study.consent
        self._page.consent_wanted.connect(self.ask)
        self._page.destroyed_wanted.connect(self._destroy_all)
        self._page.rules_chosen.connect(self._choose)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {"library.consent": self.ask_picked, "library.destroyed": self.destroy}

    def show(self, desk: Desk) -> None:
        """Show how it stands with every case."""
        rules, writable = consent_rules(desk.database), desk.database.is_writable
        self._page.show_rows(custody_rows(desk), rules, writable=writable)

    def ask_picked(self) -> None:
        """Ask for the consent of the case that is picked in the library."""
        case = self._window.library.picked_case()
        if case is None:
            self._window.banner.tell(NO_CASE)
        else:
            self.ask(case)

    def ask(self, case: UUID) -> None:
        """Ask for the consent of a case."""
        rostering = self._rostering()
        if rostering is None:
            return
        cases = rostering.desk.database.cases()
        before = next(each for each in cases if each.id == case)
        keep = partial(put_consent, rostering, before)
        form = ConsentForm(before, keep, self._window)
        accepted = form.exec() == ConsentForm.DialogCode.Accepted
        form.deleteLater()
        if accepted:
            self._tell_changed()

    def destroy(self) -> None:
        """Ask about the recording of the session that is picked in the library."""
        row = self._window.library.picked()
        if row is None or row.tape is None or not row.tape.files:
            self._window.banner.tell(NO_TAPE)
        else:
            self._destroy([row.tape], "this recording was")

    def _destroy_all(self, row: CustodyRow) -> None:
        tapes = row.due or row.tapes
        count = wording.how_many(len(tapes), "recording")
        verb = "was" if len(tapes) == 1 else "were"
        self._destroy(tapes, f"{count} of case {row.case.handle} {verb}")

    def _destroy(self, tapes: Sequence[Tape], what: str) -> None:
        rostering = self._rostering()
        reason = ask_reason(self._window, DESTROYED, MEANS.format(what=what))
        if rostering is None or reason is None:
            return
        for tape in tapes:
            record = partial(record_destroyed, rostering.desk, tape.id, reason)
            was = tried(record, self._window.banner.tell)
            if was is None:
                break
            self._forget(was)
            self.gone.emit(was.id)
        self._tell_changed()

    def _forget(self, tape: Tape) -> None:
        cache = self._listening.cache
        for file in tape.files:
            if cache is not None and file.fingerprint:
                cache.forget(Fingerprint.parse(file.fingerprint))

    def _choose(self, rules: ConsentRules) -> None:
        rostering = self._rostering()
        if rostering is None:
            return
        desk = rostering.desk
        choose = partial(set_consent_rules, desk, rules, desk.rights.person)
        tried(choose, self._window.banner.tell)
        self._tell_changed()

    def _tell_changed(self) -> None:
        self.changed.emit()
