"""The form of one page: its entries field by field, each with its own complaint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ipt_review.study.codebook_entries import CHANGEABLE, entries
from ipt_review.ui.codebook.editors import editor_for
from ipt_review.ui.codebook.words import Editor, look
from ipt_review.ui.parts import label, rule

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from ipt_review.domain.codebook import Codebook
    from ipt_review.study.codebook_entries import Ref
    from ipt_review.ui.codebook.fields import FieldEditor
    from ipt_review.ui.codebook.pages import Page

_LABELS = 170
_WIDEST = 760


class EntryForm(QScrollArea):
    """Shows a page and hands over what is typed into it.

    Signals:
        edited: Entry, field and value, with every keystroke.
    """

    edited = Signal(object, str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page: Page | None = None
        self._fields: dict[tuple[Ref, str], FieldEditor] = {}
        self._complaints: dict[tuple[Ref, str], QLabel] = {}

    @property
    def complaints(self) -> list[str]:
        """What is wrong on the page at present."""
        return [each.text() for each in self._complaints.values() if each.text()]

    def field(self, ref: Ref, name: str) -> FieldEditor:
        """Return the editor of a field of this page."""
        return self._fields[ref, name]

    def show_page(self, page: Page, codebook: Codebook) -> None:
        """Show a page; the fields of one that is shown already keep the focus."""
        if self._page is None or self._page.refs != page.refs:
            self._build(page, codebook)
        self._page = page
        held = entries(codebook)
        for (ref, field), editor in self._fields.items():
            editor.show_value(held[ref][field])
            self.complain(ref, field, "")

    def complain(self, ref: Ref, field: str, sentence: str) -> None:
        """Say under a field what is wrong with it, or nothing."""
        complaint = self._complaints[ref, field]
        complaint.setText(sentence)
        complaint.setVisible(bool(sentence))
        for each in self._fields[ref, field].inputs():
            each.setAccessibleDescription(sentence)

    def enter(self) -> None:
        """Put the focus into the first field."""
        for editor in self._fields.values():
            editor.inputs()[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def _build(self, page: Page, codebook: Codebook) -> None:
        self._fields, self._complaints = {}, {}
        body = QWidget()
        body.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(body)
        column.setContentsMargins(18, 4, 18, 18)
        column.setSpacing(10)
        for place, section in enumerate(page.sections):
            if place and section.title:
                column.addWidget(rule())
            if section.title:
                column.addWidget(label(section.title, "title"))
            column.addLayout(self._grid(section.ref, codebook))
        column.addStretch(1)
        self.setWidget(body)

    def _grid(self, ref: Ref, codebook: Codebook) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnMinimumWidth(0, _LABELS)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        for field in CHANGEABLE[ref.noun]:
            self._add(grid, ref, field, codebook)
        return grid

    def _add(self, grid: QGridLayout, ref: Ref, field: str, codebook: Codebook) -> None:
        seen = look(ref.noun, ref.id, field)
        boxed = seen.editor is Editor.YES
        beside = seen.hint if boxed else ""
        editor = editor_for(seen.editor, beside, ref, codebook)
        editor.set_name(seen.label)
        editor.edited.connect(lambda value: self.edited.emit(ref, field, value))
        name = label(seen.label, "muted", wrap=True)
        name.setFixedWidth(_LABELS)
        name.setToolTip(seen.hint)
        complaint = label("", "bad", wrap=True)
        complaint.hide()
        cell = QVBoxLayout()
        cell.setSpacing(3)
        cell.addWidget(editor)
        if seen.hint and not boxed:
            cell.addWidget(label(seen.hint, "small", wrap=True))
        cell.addWidget(complaint)
        row = grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        name.setContentsMargins(0, 3 if boxed else 7, 0, 0)
        grid.addWidget(name, row, 0, top)
        grid.addLayout(cell, row, 1)
        self._fields[ref, field] = editor
        self._complaints[ref, field] = complaint
