"""What a code means, asked by key: ? and then the key of the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_review.ui.coding_panel.meaning import meaning_of, meaning_of_state
from ipt_review.ui.coding_panel.meaning_card import ASKED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ipt_review.domain.codebook import Codebook
    from ipt_review.ui.review.screen import ReviewScreen


class Asking(QObject):
    """Hears keys before they code, while a meaning is asked for or shown."""

    def __init__(self, screen: ReviewScreen, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen
        self._card = screen.panel.card
        self._codebook: Codebook | None = None
        self._codes_by_key: Mapping[str, str] = {}
        self._waits = False

    def open(self, codebook: Codebook, codes_by_key: Mapping[str, str]) -> None:
        """Answer from this codebook; codes and states by key as it is pressed."""
        self._codebook, self._codes_by_key = codebook, codes_by_key
        self._card.hide()

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {"code.meaning": self.ask}

    def ask(self) -> None:
        """Wait for the key of a code or state."""
        self._screen.tabs.setCurrentWidget(self._screen.panel)
        self._waits = True
        self._card.say("What does a code mean?", ASKED)

    def hear(self, key: str, held: bool) -> bool:  # noqa: FBT001 - a key router's call
        """Answer a key or close the card; say whether that is all the key does."""
        if not self._card.isVisible():
            return False
        if held:
            return True
        waited, self._waits = self._waits, False
        code = self._codes_by_key.get(key)
        if waited and code is not None:
            self._answer(code)
            return True
        self._card.hide()
        return key == "Esc"

    def _answer(self, code: str) -> None:
        book = self._codebook
        if book is None:
            return
        area = self._screen.panel.area
        track = book.track_of(code)
        if track is None:
            text = meaning_of(book.code(code), area)
        else:
            states = {state.id: state for state in track.states}
            text = meaning_of_state(states[code])
        self._card.say(f"Meaning of {book.label(code, area)}", text)
