"""What a rater says about a mark beside its code: how well, how surely, which way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.coding import Perspective
from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.mark import Mark
    from ipt_review.ui.review.marking import Marking
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.workflow.desk import Seat


class Saying(QObject):
    """Hears keys for the picked mark, from one key on until another ends it.

    Signals:
        refused: Something could not be done; the words are for a person.
    """

    refused = Signal(str)

    def __init__(self, screen: ReviewScreen, marking: Marking, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen
        self._marking = marking
        self._bar = screen.panel.attributes
        self._seat: Seat | None = None
        self._bar.said.connect(self._put)

    def open(self, seat: Seat) -> None:
        """Speak of the marks of this seat from now on.

        How well something was done is for supervision, and is not asked of study
        raters (codebook notes, section B2).
        """
        self._seat = seat
        perspective = seat.review.coding.head.perspective
        self._bar.ask_quality(wanted=perspective is not Perspective.STUDY_RATER)
        self._bar.listen(on=False)

    def close(self) -> None:
        """Let go of the coding."""
        self._bar.listen(on=False)
        self._seat = None

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {"mark.say": self._begin}

    def hear(self, key: str, held: bool) -> bool:  # noqa: FBT001 - a router's call
        """Take a key as an answer, or end; say whether that is all the key does."""
        if not self._bar.listens:
            return False
        if held:
            return True
        found = self._bar.value_of(key)
        mark = self._mark()
        if found is not None and mark is not None:
            name, value = found
            self._put(name, None if getattr(mark, name) is value else value)
            return True
        self._bar.listen(on=False)
        return key in ("Esc", "Return", "Enter")

    def _begin(self) -> None:
        """Hear what is said about the picked mark, or about the last one."""
        self._marking.pick_last()
        if self._bar.isEnabled():
            self._screen.tabs.setCurrentWidget(self._screen.panel)
            self._bar.listen(on=True)

    def _put(self, name: str, value: object) -> None:
        """Give the picked mark this value, or none."""
        mark = self._mark()
        if mark is None or self._seat is None:
            return
        changes: dict[str, Any] = {name: value}
        try:
            self._seat.session.put(replace(mark, **changes))
        except ReviewError as problem:
            self.refused.emit(str(problem))

    def _mark(self) -> Mark | None:
        coding, picked = self._marking.coding, self._marking.picked
        return coding.marks.get(picked) if coding and picked else None
