"""The panel at the right: what can be coded, what was coded, and the note."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.domain.masking import UNTOLD
from ipt_review.ui.coding_panel.attributes import AttributeBar
from ipt_review.ui.coding_panel.code_shelf import CodeShelf
from ipt_review.ui.coding_panel.focus_bar import FocusBar
from ipt_review.ui.coding_panel.marks_list import MarksList
from ipt_review.ui.coding_panel.meaning_card import MeaningCard
from ipt_review.ui.coding_panel.note_box import NoteBox
from ipt_review.ui.coding_panel.open_strip import OpenStrip
from ipt_review.ui.coding_panel.palette import codes_nothing
from ipt_review.ui.coding_panel.profile_box import ProfileBox
from ipt_review.ui.parts import label, rule
from ipt_review.ui.theme import SMALL_SIZE, sans

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.study import Session
    from ipt_review.ui.theme import Theme

EDGE = 14
RATINGS_ONLY = (
    "This profile is for rating without coding: keys and buttons put no marks on the "
    "tape. Choose another profile above to code."
)


@dataclass(frozen=True, slots=True)
class Now:
    """How it stands where the tape stands.

    Attributes:
        state: Id of the focus state that holds.
        agreed: Ids of the areas under agreement.
        on_focus: Percent of time on focus so far, or None.
    """

    state: str
    agreed: tuple[str, ...]
    on_focus: float | None


class ShelfRoom(QScrollArea):
    """Gives the codes all the height they want, and scrolls only when there is less."""

    def __init__(self, shelf: CodeShelf) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(shelf)
        self._shelf = shelf
        shelf.grown.connect(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        return self._shelf.sizeHint() + QSize(0, 2)


class CodingPanel(QWidget):
    """Takes a coding in and gives presses, picks and notes out.

    Signals:
        profile_chosen: The id of a profile, or nothing for the phase's.
    """

    profile_chosen = Signal(str)
    pressed = Signal(str)
    mark_picked = Signal(int)
    mark_activated = Signal(int)
    note_written = Signal(int, str)
    note_left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.profiles = ProfileBox()
        self.focus_bar = FocusBar(theme)
        self.shelf = CodeShelf(theme)
        self.marks = MarksList(theme)
        self.open = OpenStrip(theme)
        self.note = NoteBox()
        self.attributes = AttributeBar(over=self.note)
        self._codebook: Codebook | None = None
        self._coding: Coding | None = None
        self._session: Session | None = None
        self._area: str | None = None
        self._head = label("Marks", "muted")
        self._head.setFont(sans(SMALL_SIZE, bold=True))
        self._no_coding = label(RATINGS_ONLY, "muted", wrap=True)
        self._no_coding.setContentsMargins(EDGE, 0, EDGE, 0)
        self._coding_parts: list[QWidget] = []
        self._build()
        self.card = MeaningCard(self)
        self.profiles.chosen.connect(self._choose)
        self.focus_bar.pressed.connect(self.pressed)
        self.shelf.pressed.connect(self.pressed)
        self.open.pressed.connect(self.pressed)
        self.marks.mark_picked.connect(self.mark_picked)
        self.marks.mark_activated.connect(self.mark_activated)
        self.note.written.connect(self.note_written)
        self.note.left.connect(self.note_left)

    def show_coding(self, codebook: Codebook, session: Session, coding: Coding) -> None:
        """Show this coding and what its codebook offers in this session."""
        if codebook is not self._codebook:
            self.focus_bar.show_codebook(codebook)
        self._codebook, self._coding, self._session = codebook, coding, session
        told = session.number != UNTOLD
        self.profiles.show_codebook(codebook, session.phase if told else None)
        self.marks.show_coding(codebook, session, coding)
        self.open.show_coding(codebook, coding)
        self._head.setText(f"Marks · {self.marks.count()}")
        self._show_palette()

    def use_profile(self, profile: str) -> None:
        """Show the codes of a profile, or the phase's where there is none of the id."""
        self.profiles.show_choice(profile)
        self._show_palette()

    @property
    def codes_nothing(self) -> bool:
        """Whether the profile is one under which the tape is not coded."""
        return codes_nothing(self.profiles.profile)

    @property
    def area(self) -> str | None:
        """The problem area after which area work is named now."""
        return self._area

    def show_now(self, now: Now) -> None:
        """Show how it stands where the tape stands."""
        self.focus_bar.show_now(now.state, now.agreed, now.on_focus)
        area = now.state if self._is_area(now.state) else next(iter(now.agreed), None)
        if area != self._area:
            self._area = area
            self._show_palette()

    def pick(self, number: int | None) -> None:
        """Show which mark is picked, and its note."""
        self.marks.pick(number)
        mark = self._coding.marks.get(number) if self._coding and number else None
        if mark is None or self._codebook is None:
            self.note.show_note(None, "", "")
            self.attributes.show_mark(None, directed=False)
        else:
            self._ask_about(mark)
            text = self._codebook.label(mark.code, self._area)
            self.note.show_note(mark.number, text, mark.note)

    def flash(self, code: str) -> None:
        """Show where a code or state has its button that its key was heard."""
        self.shelf.flash(code)
        self.focus_bar.flash(code)

    def _ask_about(self, mark: Mark) -> None:
        book = self._codebook
        is_code = book is not None and book.knows(mark.code)
        if book is None or not is_code or book.track_of(mark.code) is not None:
            self.attributes.show_mark(None, directed=False)
            return
        directed = book.code(mark.code).directed or mark.direction is not None
        self.attributes.show_mark(mark, directed=directed)

    def _is_area(self, state: str) -> bool:
        areas = self._codebook.areas if self._codebook else ()
        return any(area.id == state for area in areas)

    def _show_palette(self) -> None:
        if self._codebook is None or self._coding is None or self._session is None:
            return
        for part in self._coding_parts:
            part.setHidden(self.codes_nothing)
        self._no_coding.setVisible(self.codes_nothing)
        counts = Counter(mark.code for mark in self._coding.marks.values())
        going_on = frozenset(mark.code for mark in self._coding.open_marks())
        self.shelf.show_palette(
            self._codebook,
            self._session,
            self._area,
            counts,
            going_on,
            self.profiles.profile,
        )

    def _choose(self, profile: str) -> None:
        self._show_palette()
        self.profile_chosen.emit(profile)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.card.fit()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, EDGE)
        column.setSpacing(8)
        column.addWidget(_inset(self.profiles))
        column.addWidget(self._no_coding)
        self._coding_parts = [
            _inset(self.focus_bar),
            rule(),
            _inset(ShelfRoom(self.shelf)),
        ]
        for part in self._coding_parts:
            column.addWidget(part)
        column.addWidget(self.open)
        column.addWidget(rule())
        column.addWidget(_inset(_beside(self._head, self.attributes)))
        column.addWidget(_inset(self.marks), 1)
        column.addWidget(_inset(self.note))


def _beside(left: QWidget, right: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(left)
    row.addWidget(right, 1)
    return holder


def _inset(widget: QWidget) -> QWidget:
    holder = QWidget()
    inner = QVBoxLayout(holder)
    inner.setContentsMargins(EDGE, 0, EDGE, 0)
    inner.addWidget(widget)
    return holder
