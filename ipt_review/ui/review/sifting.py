"""The filter of marks: on table and timeline, walked through and played in order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from ipt_review.ui.keys import TEXT_FIELDS
from ipt_review.ui.marks_table.filter_fields import said
from ipt_review.ui.marks_table.model import everything
from ipt_review.ui.review.filter_memory import FilterMemory
from ipt_review.ui.review.playing_marks import PlayingMarks
from ipt_review.workflow.coding.mark_filter import MarkFilter, Sieve
from ipt_review.workflow.coding.playing_order import stretches

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSettings

    from ipt_review.domain.mark import Mark
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.marking import Marking
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.ui.review.tabling import Tabling
    from ipt_review.ui.settings.preferences import Preferences
    from ipt_review.workflow.desk import Seat

LEAD_IN, LEAD_OUT = "marks.lead_in", "marks.lead_out"


class Sifting(QObject):
    """Holds the filter, and shows everywhere that it is on.

    Args:
        screen: Where fields, table, timeline and the bar are.
        player: Plays the marks.
        marking: Goes to them.
        tabling: Shows the page with the fields.
    """

    def __init__(
        self,
        screen: ReviewScreen,
        player: Player,
        marking: Marking,
        tabling: Tabling,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._marking = marking
        self._tabling = tabling
        self._seat: Seat | None = None
        self._preferences: Preferences | None = None
        self._memory: FilterMemory | None = None
        self._sieve: Sieve | None = None
        self.wanted = MarkFilter()
        self.playing = PlayingMarks(player, self)
        self.playing.reached.connect(marking.pick)
        self.playing.changed.connect(self._show_bar)
        self._doings: dict[str, Callable[[], object]] = {
            "filter.open": self._open,
            "filter.clear": self.clear,
            "filter.next": partial(self._walk, 1),
            "filter.previous": partial(self._walk, -1),
            "filter.play": self._play,
        }
        screen.marks.fields.changed.connect(self.ask_for)
        screen.filter_bar.doing_wanted.connect(lambda name: self._doings[name]())

    def use(self, preferences: Preferences, settings: QSettings) -> None:
        """Heed how much is played before and behind a mark; remember filters there."""
        self._preferences = preferences
        self._memory = FilterMemory(settings)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return self._doings

    def open(self, seat: Seat) -> None:
        """Show the marks of another coding, as it was left."""
        self._seat = seat
        self._apply(self._kept(seat))

    def close(self) -> None:
        """Let go of the coding."""
        self.playing.stop()
        self._seat = None

    def show(self) -> None:
        """Show which marks pass, after the coding changed."""
        on = self._sieve is not None
        numbers = {mark.number for mark in self.marks()} if on else None
        self._screen.timeline.show_filter(numbers)
        self._show_bar()

    def ask_for(self, wanted: MarkFilter) -> None:
        """Show only these marks, or all for a filter that asks for nothing."""
        seat = self._seat
        if seat is not None and self._memory is not None:
            self._memory.keep(seat.session.coding.head.id, wanted)
        self._apply(wanted)

    def _kept(self, seat: Seat) -> MarkFilter:
        """Return the filter that a coding was left with, by codes that still exist."""
        if self._memory is None:
            return MarkFilter()
        found = self._memory.of(seat.session.coding.head.id)
        book = seat.codebook
        return found if all(map(book.knows, found.codes)) else MarkFilter()

    def _apply(self, wanted: MarkFilter) -> None:
        seat = self._seat
        if seat is None:
            return
        self._screen.marks.fields.show_codebook(seat.codebook)
        self.wanted = wanted
        self.playing.stop()
        self._sieve = Sieve(wanted, seat.codebook) if wanted.is_on else None
        self._screen.marks.fields.show_filter(wanted)
        table = self._screen.marks.table
        table.admit(self._sieve.passes if self._sieve is not None else everything)
        self.show()

    def clear(self) -> None:
        """Show all marks."""
        self.ask_for(MarkFilter())

    def marks(self) -> list[Mark]:
        """Return the marks that pass, or all without a filter, in the tape's order."""
        timeline = self._seat.session.coding.timeline() if self._seat else []
        return timeline if self._sieve is None else self._sieve.through(timeline)

    def hear(self, key: str, held: bool) -> bool:  # noqa: FBT001 - a key router's call
        """Take the filter off on Esc, unless something else is typed in."""
        if key != "Esc" or held or self._sieve is None:
            return False
        focused = QApplication.focusWidget()
        own = focused is self._screen.marks.fields.text
        if isinstance(focused, TEXT_FIELDS) and not own:
            return False
        self.clear()
        if own:
            self._screen.marks.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def lead(self, name: str) -> int:
        """Return how much is played beside a mark, in ms."""
        return self._preferences.value(name) if self._preferences is not None else 0

    def _open(self) -> None:
        self._tabling.places.show()
        text = self._screen.marks.fields.text
        text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        text.selectAll()

    def _walk(self, by: int) -> None:
        self._marking.walk(by, self.marks())

    def _play(self) -> None:
        seat = self._seat
        if seat is not None:
            leads = self.lead(LEAD_IN), self.lead(LEAD_OUT)
            self.playing.begin(stretches(self.marks(), seat.session.length, *leads))

    def _show_bar(self) -> None:
        bar, seat = self._screen.filter_bar, self._seat
        heard = self.playing.heard
        if seat is None or (self._sieve is None and not heard):
            bar.hide()
            return
        total = len(seat.session.coding.marks)
        on = self._sieve is not None
        words = said(self.wanted, seat.codebook) if on else "none"
        bar.show_filter(words, len(self.marks()), total, heard)
