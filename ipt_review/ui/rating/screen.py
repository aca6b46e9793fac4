"""The Rate screen: the form beside the evidence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ipt_review.domain.rating import REASONS
from ipt_review.scoring.scales import score_ratings
from ipt_review.scoring.verdict import judge
from ipt_review.ui.parts import label
from ipt_review.ui.rate_actions import ANSWERS
from ipt_review.ui.rating.form import lay_out
from ipt_review.ui.rating.form_view import FormView
from ipt_review.ui.rating.header import Header
from ipt_review.ui.rating.look import style
from ipt_review.ui.rating.side_panel import SidePanel
from ipt_review.ui.rating.so_far import so_far

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from uuid import UUID

    from PySide6.QtGui import QShowEvent

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.scoring.applicability import Setting
    from ipt_review.scoring.prompting import Prompt
    from ipt_review.ui.rating.form import Form
    from ipt_review.ui.theme import Theme

ALL_THE_WAY = 1_000
NOT_ASKED = "Nothing is asked about this item."
NO_EVIDENCE = "No mark is evidence for this item."
OFF_THE_SCALE = "The scale of this item has no {value}."
_SIDE_WIDTH = 370


class RatingScreen(QWidget):
    """Shows what is to be rated in one review and reports what the rater does.

    Signals:
        rated: An item id and its value: on the scale, 97, 98 or 99, or None to clear.
        note_written: An item id and why it was rated so.
        comment_written: The comment on the whole session.
        kept: Prompts about this item are answered by leaving it as it is; an empty
            id stands for those about the form as a whole.
        log_wanted: The log of prompts should be shown.
        play_wanted: The number of the mark from which the tape should play.
    """

    rated = Signal(str, object)
    note_written = Signal(str, str)
    comment_written = Signal(str)
    kept = Signal(str)
    log_wanted = Signal()
    play_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.dress()
        self._codebook: Codebook | None = None
        self._coding: UUID | None = None
        self._form: Form | None = None
        self.header = Header()
        self.form = FormView(theme)
        self.side = SidePanel()
        self._message = label("", "muted", wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._message)
        self._pages.addWidget(self._rating_page())
        everything = QVBoxLayout(self)
        everything.setContentsMargins(12, 12, 12, 12)
        everything.addWidget(self._pages)
        self._connect()

    def dress(self) -> None:
        """Take on the colors of the theme."""
        self.setStyleSheet(style(self._theme))

    def show_review(
        self,
        codebook: Codebook,
        setting: Setting,
        coding: Coding,
        length: int,
        *,
        prompted: bool = True,
        kept: Collection[Prompt] = (),
    ) -> None:
        """Show one rater's form for one session; call it again after every change.

        Args:
            codebook: Whose items are rated.
            setting: What decides which of them apply.
            coding: The rater's marks and ratings.
            length: How long the tape is, in ms.
            prompted: Whether the study asks where ratings and marks do not fit.
            kept: Prompts that the rater answered by keeping what they ask about.
        """
        if codebook is not self._codebook:
            self.form.forget()
            self._codebook = codebook
        if coding.head.id != self._coding:
            self.form.start_over()
            self._coding = coding.head.id
        self._form = form = lay_out(
            codebook, setting, coding, length, prompted=prompted, kept=kept
        )
        self.form.show_form(form)
        scores = score_ratings(coding.ratings, codebook, setting)
        verdict = judge(scores, coding.marks.values(), codebook)
        self.header.show_form(form, so_far(codebook, scores), verdict, codebook)
        self._show_in_hand()
        self._pages.setCurrentIndex(1)

    def show_nothing(self, message: str) -> None:
        """Say in a sentence why there is nothing to rate."""
        self._message.setText(message)
        self._pages.setCurrentIndex(0)

    def current_item(self) -> str | None:
        """Return the id of the item in hand."""
        return self.form.current()

    def go_to_next(self) -> None:
        """Take the next item without an answer in hand, if there is one."""
        if self._form is not None:
            self.form.go_to(self._form.next_unrated(self.form.current()))

    def against(self, name: str) -> str:
        """Say why an action makes no sense for the item in hand, or nothing."""
        row = self.form.in_hand()
        if row is None:
            return ""
        if name == "rate.keep" and not row.prompts:
            return NOT_ASKED
        if name == "rate.play" and not row.evidence:
            return NO_EVIDENCE
        value = ANSWERS.get(name)
        off = value is not None and value not in (*row.numbers, *REASONS)
        return OFF_THE_SCALE.format(value=value) if off else ""

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by the id of its action."""
        form = self.form
        return {
            **{name: partial(form.answer, value) for name, value in ANSWERS.items()},
            "rate.clear": form.clear,
            "rate.keep": form.keep,
            "rate.play": form.play,
            "rate.evidence": self.side.enter,
            "rate.previous": partial(form.step, -1),
            "rate.next": partial(form.step, 1),
            "rate.first": partial(form.step, -ALL_THE_WAY),
            "rate.last": partial(form.step, ALL_THE_WAY),
            "rate.next_open": self.go_to_next,
        }

    def _rating_page(self) -> QWidget:
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setHandleWidth(12)
        columns.setChildrenCollapsible(False)
        columns.addWidget(self.form)
        columns.addWidget(self.side)
        columns.setStretchFactor(0, 1)
        columns.setStretchFactor(1, 0)
        columns.setSizes([1_000, _SIDE_WIDTH])
        self.side.setMinimumWidth(300)
        page = QWidget()
        everything = QVBoxLayout(page)
        everything.setContentsMargins(0, 0, 0, 0)
        everything.setSpacing(12)
        everything.addWidget(self.header)
        everything.addWidget(columns, 1)
        return page

    def _connect(self) -> None:
        self.header.next_wanted.connect(self.go_to_next)
        self.header.kept.connect(lambda: self.kept.emit(""))
        self.header.log_wanted.connect(self.log_wanted)
        self.form.kept.connect(self.kept)
        self.side.kept.connect(self.kept)
        self.form.entered.connect(self._show_in_hand)
        self.form.rated.connect(self.rated)
        self.form.keyed.connect(self._rate_and_move_on)
        self.form.cleared.connect(self._clear)
        self.form.play_wanted.connect(self._play_first)
        self.form.evidence_wanted.connect(self.side.enter)
        self.form.asked.connect(lambda name: self.doings()[name]())
        self.form.comment.written.connect(self.comment_written)
        self.side.cleared.connect(self._clear)
        self.side.left.connect(self._go_back)
        self.side.play_wanted.connect(self.play_wanted)
        self.side.note_written.connect(self.note_written)

    def _show_in_hand(self) -> None:
        if self._form is not None:
            row = self._form.row(self.form.current())
            self.side.show_row(row, closed=self._form.is_closed)

    def _rate_and_move_on(self, item: str, value: int) -> None:
        self.rated.emit(item, value)
        self.go_to_next()

    def _clear(self, item: str) -> None:
        self.rated.emit(item, None)

    def _play_first(self, item: str) -> None:
        row = self._form.row(item) if self._form else None
        if row is not None and row.evidence:
            self.play_wanted.emit(row.evidence[0].number)

    def _go_back(self) -> None:
        self.form.go_to(self.form.current())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._pages.currentIndex() == 1:
            self.form.go_to(self.form.current())
