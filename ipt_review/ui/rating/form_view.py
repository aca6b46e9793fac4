"""The scrolling form: sections, the comment, and the keys that fill it in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ipt_review.domain.rating import REASONS
from ipt_review.ui.keymap.naming import key_of
from ipt_review.ui.parts import label
from ipt_review.ui.rate_actions import RATE_ACTIONS
from ipt_review.ui.rating.comment_box import CommentBox
from ipt_review.ui.rating.section import SectionCard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from ipt_review.ui.rating.form import Form
    from ipt_review.ui.rating.item_state import Row
    from ipt_review.ui.rating.row import RatingRow
    from ipt_review.ui.theme import Theme

NARROW = 900
"""Under this width (px) the reasons stand below the numbers."""
_CONTEXT = 90


class FormView(QScrollArea):
    """All sections one below the other. The rows take the focus and the keys.

    Signals:
        entered: This item is now in hand.
        rated: An item was given a value by mouse.
        keyed: An item was given a value by key; the hand moves on.
        cleared: The rating of an item was taken back.
        play_wanted: The first mark for an item should be played.
        evidence_wanted: The focus should go to the marks for an item.
        kept: What is asked about an item is answered by leaving it as it is.
        asked: A key was pressed that does the action with this id.
    """

    entered = Signal(str)
    rated = Signal(str, object)
    keyed = Signal(str, int)
    cleared = Signal(str)
    play_wanted = Signal(str)
    evidence_wanted = Signal(str)
    kept = Signal(str)
    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._form: Form | None = None
        self._cards: dict[str, SectionCard] = {}
        self._current: str | None = None
        self._tabs: list[QWidget] = []
        self._narrow = False
        self._by_key = {key: each.id for each in RATE_ACTIONS for key in each.keys}
        self.comment = CommentBox()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setProperty("kind", "plain")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self._comment_card())
        self._column.addStretch()
        self.setWidget(page)

    def show_form(self, form: Form) -> None:
        """Show the form; what has not changed keeps its place, and so does the view."""
        had_focus = self.has_focus()
        self._form = form
        for place, section in enumerate(form.sections):
            if section.title not in self._cards:
                self._column.insertWidget(place, self._new_card(section.title))
            card = self._cards[section.title]
            card.show_section(section, closed=form.is_closed)
            card.setVisible(bool(section.rows or section.set_aside))
        self.comment.setReadOnly(form.is_closed)
        self.comment.show_comment(form.comment)
        self._order_tabs()
        self._keep_current(form, had_focus=had_focus)

    def start_over(self) -> None:
        """Go back to the top, before another coding is shown."""
        self.comment.start_over()
        self._current = None
        for card in self._cards.values():
            for row in card.rows().values():
                row.show_current(current=False)
        self.verticalScrollBar().setValue(0)

    def forget(self) -> None:
        """Drop all sections, before another codebook is shown."""
        for card in self._cards.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards.clear()
        self._tabs = []

    def current(self) -> str | None:
        """Return the item in hand."""
        return self._current

    def go_to(self, item: str | None, *, focus: bool = True) -> None:
        """Take an item in hand and bring it into view."""
        row = self.row(item)
        if row is None:
            return
        self._enter(row.item)
        self._column.activate()
        self.ensureWidgetVisible(row, 0, _CONTEXT)
        if focus:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def row(self, item: str | None) -> RatingRow | None:
        """Return the row of an item that can be rated."""
        for card in self._cards.values():
            if item in card.rows():
                return card.rows()[str(item)]
        return None

    def card(self, title: str) -> SectionCard:
        """Return the section with this title."""
        return self._cards[title]

    def has_focus(self) -> bool:
        """Say whether the focus is on the form or something in it."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _keep_current(self, form: Form, *, had_focus: bool) -> None:
        if self._current is None or form.row(self._current) is None:
            self._current = None
            self.go_to(form.first(), focus=had_focus)

    def _order_tabs(self) -> None:
        """Let Tab go down the form; a row that came later is not the last."""
        stops: list[QWidget] = []
        for section in self._form.sections if self._form else ():
            card = self._cards[section.title]
            stops += [card.rows()[row.item.id] for row in section.rows]
            stops.append(card.aside().fold)
        stops.append(self.comment)
        if stops != self._tabs:
            self._tabs = stops
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)

    def _new_card(self, title: str) -> SectionCard:
        card = SectionCard(self._theme)
        card.entered.connect(self._enter)
        card.chosen.connect(self.rated)
        card.evidence_wanted.connect(self._show_evidence)
        card.show_narrow(narrow=self._narrow)
        self._cards[title] = card
        return card

    def _comment_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(15, 12, 15, 14)
        column.addWidget(label("Comment on the session", "title"))
        self.comment.setAccessibleName("Comment on the session")
        self.comment.setFixedHeight(84)
        column.addWidget(self.comment)
        return card

    def _enter(self, item: str) -> None:
        if item == self._current:
            return
        before, now = self.row(self._current), self.row(item)
        if before is not None:
            before.show_current(current=False)
        if now is not None:
            now.show_current(current=True)
        self._current = item
        self.entered.emit(item)

    def _show_evidence(self, item: str) -> None:
        self.go_to(item)
        self.evidence_wanted.emit(item)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._narrow = event.size().width() < NARROW
        for card in self._cards.values():
            card.show_narrow(narrow=self._narrow)
        super().resizeEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        override_asked = event.type() is QEvent.Type.ShortcutOverride
        if override_asked and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_ours(event):
            super().keyPressEvent(event)
            return
        self.asked.emit(self._by_key[key_of(event)])

    def _is_ours(self, event: QKeyEvent) -> bool:
        """Say whether the key means something here; text fields keep their own."""
        in_hand = self._current is not None and not self.comment.hasFocus()
        return in_hand and key_of(event) in self._by_key

    def hear(self, by_key: Mapping[str, str]) -> None:
        """Have these keys do the actions with these ids from now on."""
        self._by_key = dict(by_key)

    def step(self, by: int) -> None:
        """Take the item in hand that stands so many places further on."""
        if self._form is not None and self._current is not None:
            self.go_to(self._form.neighbor(self._current, by))

    def play(self) -> None:
        """Have the first mark for the item in hand played."""
        if self._current is not None:
            self.play_wanted.emit(self._current)

    def keep(self) -> None:
        """Answer what is asked about the item in hand by leaving it as it is."""
        row = self.in_hand()
        if row is not None and row.prompts:
            self.kept.emit(row.item.id)

    def answer(self, value: int) -> None:
        """Rate the item in hand, or say with 97, 98 or 99 why not, and move on."""
        row = self.in_hand()
        if row is not None and (value in REASONS or value in row.numbers):
            self.keyed.emit(row.item.id, value)

    def clear(self) -> None:
        """Take the rating of the item in hand back."""
        row = self.in_hand()
        if row is not None:
            self.cleared.emit(row.item.id)

    def in_hand(self) -> Row | None:
        """Return the row of the item in hand, if it can be rated."""
        form = self._form
        return None if form is None or form.is_closed else form.row(self._current)
