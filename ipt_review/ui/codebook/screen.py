"""The Codebook room: entries at the left, the form of one of them at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.study.codebook_change import SetField
from ipt_review.study.codebook_draft import Draft
from ipt_review.study.codebook_rules import ChangeRefused
from ipt_review.study.codebook_words import as_shown
from ipt_review.ui.codebook.adding import NewCode, NewForm, NewItem
from ipt_review.ui.codebook.adding_lists import NewProfile, NewSeverity
from ipt_review.ui.codebook.entry_form import EntryForm
from ipt_review.ui.codebook.foot import Foot
from ipt_review.ui.codebook.look import style
from ipt_review.ui.codebook.pages import page_of, pages
from ipt_review.ui.codebook.preview import Preview
from ipt_review.ui.codebook.tree import CodebookTree
from ipt_review.ui.parts import button, frame, label
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QResizeEvent, QShowEvent
    from PySide6.QtWidgets import (
        QFrame,
    )

    from ipt_review.domain.codebook import Codebook
    from ipt_review.study.codebook_change import Change
    from ipt_review.study.codebook_entries import Ref
    from ipt_review.ui.codebook.asking import NewEntry
    from ipt_review.ui.codebook.pages import Page
    from ipt_review.ui.theme import Theme

    Kind = type[NewCode | NewItem | NewForm | NewSeverity | NewProfile]

_TREE = 380
_WIDE = 1_250
"""Where there is less width than this, the preview makes room for the form."""


class CodebookScreen(QWidget):
    """Edits a draft of the study's codebook; nothing is changed before Adopt.

    Signals:
        adopt_wanted: The changed codebook, as written.
        take_in_wanted: A codebook or form is to be imported into the draft.
        give_out_wanted: The draft, as written, is to be exported.
        newer_wanted: The program's newer codebook is to be looked at.
        drafted: The draft is another one now.
    """

    adopt_wanted = Signal(object)
    take_in_wanted = Signal(object)
    give_out_wanted = Signal(object)
    newer_wanted = Signal()
    drafted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.dress()
        self._draft: Draft | None = None
        self._page: Page | None = None
        self._title = label("Codebook", "heading")
        self._title.setFont(sans(18, bold=True))
        self._version = label("", "muted")
        self.newer = button("")
        self.search = QLineEdit()
        self.tree = CodebookTree(theme)
        self.new_code = button("New code…")
        self.new_item = button("New item…")
        self.new_form = button("New form…")
        self.new_severity = button("New scale…", tip="A severity scale")
        self.new_profile = button("New profile…", tip="Which codes are on the panel")
        self._heading = label("", "heading")
        self._about = label("", "small", wrap=True)
        self.form = EntryForm()
        self.preview = Preview()
        self.foot = Foot()
        self._build()
        self._connect()

    @property
    def draft(self) -> Draft | None:
        """What is being edited."""
        return self._draft

    def dress(self) -> None:
        """Take on the colors of the theme."""
        self.setStyleSheet(style(self._theme))

    def show_codebook(self, codebook: Codebook, newer: str = "") -> None:
        """Start on the codebook in use; a draft of the same one stays as it is.

        Args:
            codebook: The one that new codings use, as written.
            newer: The version of a newer one that came with the program, or nothing.
        """
        self.newer.setText(f"Look at the newer version {newer}")
        self.newer.setVisible(bool(newer))
        if self._draft is None or self._draft.base != codebook:
            self._take(Draft(codebook))
            first = pages(codebook)[0].below[0]
            page = self._page or first
            self._pick(next(iter((page if self._has(page) else first).refs)))

    def forget(self) -> None:
        """Let go of the draft; another study is open now."""
        self._draft = None
        self.tell("")

    def show_changes(self) -> None:
        """Unfold the list of what changes."""
        self.foot.fold.setChecked(bool(self._draft and self._draft.differences))

    def take(self, change: Change) -> bool:
        """Make a change in the draft; say whether it could be made."""
        if self._draft is None:
            return False
        try:
            self._take(self._draft.with_change(change))
        except ChangeRefused as refused:
            self.tell(str(refused), good=False)
            return False
        self.tell("")
        return True

    def undo(self) -> None:
        """Take the last change of the draft back."""
        if self._draft is not None and self._draft.can_undo:
            self._take(self._draft.undone())

    def tell(self, sentence: str, *, good: bool = True) -> None:
        """Say in the bar what came of something."""
        self.foot.tell(sentence, good=good)

    def show_entry(self, ref: Ref) -> None:
        """Open the page of an entry."""
        self._pick(ref)

    def ask_new(self, dialog: NewEntry) -> None:
        """Ask for something new and add it to the draft."""
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.take(dialog.change())
        dialog.deleteLater()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.preview.narrow(self.width() < _WIDE)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, draft: Draft) -> None:
        self._draft = draft
        self._show_draft()
        self._show_page()
        self.drafted.emit()

    def _show_draft(self) -> None:
        """Show all that depends on the draft, but for the fields of the form."""
        draft = self._draft
        if draft is None:
            return
        book, found = draft.codebook, draft.differences
        self.tree.show_pages(pages(book), {each.ref for each in found})
        self._version.setText(
            f"{book.title} · version {draft.base.version} in use · "
            f"{len(book.offered)} codes, "
            f"{sum(not item.silenced for item in book.items)} items"
        )
        self._show_foot()
        if self._page is not None and self._page.sections:
            self.preview.show_page(self._page, as_shown(book))

    def _show_foot(self) -> None:
        draft = self._draft
        if draft is not None:
            sound = not self.form.complaints
            self.foot.show_changes(
                draft.differences, can_undo=draft.can_undo, sound=sound
            )

    def _show_page(self) -> None:
        draft, page = self._draft, self._page
        if draft is None or page is None:
            return
        refs = page.refs
        found = page_of(pages(draft.codebook), next(iter(refs))) if refs else None
        if found is None:
            self._open(pages(draft.codebook)[0].below[0])
            return
        self._open(found)

    def _open(self, page: Page) -> None:
        draft = self._draft
        if draft is None or not page.sections:
            return
        self._page = page
        self._heading.setText(page.title)
        self._about.setText(page.about)
        self.form.show_page(page, draft.codebook)
        self.preview.show_page(page, as_shown(draft.codebook))
        self._show_foot()

    def _edit(self, ref: Ref, field: str, value: object) -> None:
        if self._draft is None:
            return
        self.tell("")
        try:
            self._draft = self._draft.with_change(SetField(ref, field, value))
        except ChangeRefused as refused:
            self.form.complain(ref, field, refused.what)
            self._show_foot()
            return
        self.form.complain(ref, field, "")
        self.drafted.emit()
        self._show_draft()
        page = self._page and page_of(pages(self._draft.codebook), ref)
        if page:
            self._page = page
            self._heading.setText(page.title)
            self._about.setText(page.about)

    def _has(self, page: Page) -> bool:
        draft = self._draft
        return draft is not None and all(
            page_of(pages(draft.codebook), ref) for ref in page.refs
        )

    def _pick(self, ref: Ref) -> None:
        self.search.clear()
        self.tree.pick(ref)

    def _ask(self, kind: Kind) -> None:
        if self._draft is not None:
            self.ask_new(kind(self._draft.codebook, self._theme, self.window()))

    def _connect(self) -> None:
        self.tree.picked.connect(self._open)
        self.search.textChanged.connect(self.tree.sift)
        self.form.edited.connect(self._edit)
        self.new_code.clicked.connect(lambda: self._ask(NewCode))
        self.new_item.clicked.connect(lambda: self._ask(NewItem))
        self.new_form.clicked.connect(lambda: self._ask(NewForm))
        self.new_severity.clicked.connect(lambda: self._ask(NewSeverity))
        self.new_profile.clicked.connect(lambda: self._ask(NewProfile))
        self.newer.clicked.connect(self.newer_wanted)
        foot = self.foot
        foot.looked_up.connect(self.show_entry)
        foot.undo.clicked.connect(self.undo)
        foot.adopt.clicked.connect(lambda: self._hand_over(self.adopt_wanted))
        foot.take_in.clicked.connect(lambda: self._hand_over(self.take_in_wanted))
        foot.give_out.clicked.connect(lambda: self._hand_over(self.give_out_wanted))

    def _hand_over(self, wanted: SignalInstance) -> None:
        if self._draft is not None:
            wanted.emit(self._draft.codebook)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._title)
        top.addWidget(self._version, 1)
        top.addWidget(self.newer)
        for each in (
            *(self.new_code, self.new_item, self.new_form),
            *(self.new_severity, self.new_profile),
        ):
            top.addWidget(each)
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setHandleWidth(12)
        columns.setChildrenCollapsible(False)
        columns.addWidget(self._tree_card())
        columns.addWidget(self._entry_part())
        columns.setStretchFactor(1, 1)
        columns.setSizes([_TREE, 1_000])
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(columns, 1)
        column.addWidget(self.foot)

    def _tree_card(self) -> QFrame:
        self.search.setPlaceholderText("Find a code, item or id")
        self.search.setAccessibleName("Find an entry")
        self.search.setClearButtonEnabled(True)
        card = frame("card")
        card.setMinimumWidth(280)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(10, 10, 6, 8)
        inner.addWidget(self.search)
        inner.addWidget(self.tree, 1)
        return card

    def _entry_part(self) -> QWidget:
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(0, 12, 0, 6)
        inner.setSpacing(2)
        head = QVBoxLayout()
        head.setContentsMargins(18, 0, 18, 8)
        head.setSpacing(2)
        self._heading.setFont(sans(16, bold=True))
        head.addWidget(self._heading)
        head.addWidget(self._about)
        inner.addLayout(head)
        inner.addWidget(self.form, 1)
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(card, 1)
        row.addWidget(self.preview)
        return part
