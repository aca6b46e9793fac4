"""The clips of an agenda in their order; dragging or keys change it, Enter plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
)
from typing_extensions import override

from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.compare.picking import pick_quietly
from ipt_review.ui.keys import keep_keys
from ipt_review.ui.meetings.words import PURPOSES, length_of

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.workflow.supervision.agenda_reading import AgendaRead

NUMBER = Qt.ItemDataRole.UserRole
HEADS = ("", "Clip", "Tape", "From", "Long", "For", "Talk")
MUTED = "⊘"
"""Stands before a clip that is not played; why stands in its tip and on the stage."""


class ClipList(QTreeWidget):
    """Lists the clips of an agenda.

    Signals:
        picked: The number of the clip that is looked at now.
        play_wanted: The clip that is looked at should be heard.
        moved: The number of a clip, and by how many places it should go down.
    """

    picked = Signal(int)
    play_wanted = Signal()
    moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Clips of the agenda")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setHeaderLabels([*HEADS])
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(20)
        modes = QHeaderView.ResizeMode
        for column in range(len(HEADS)):
            stretches = column == 1
            mode = modes.Stretch if stretches else modes.ResizeToContents
            header.setSectionResizeMode(column, mode)
        keep_keys(self, "Up", "Down", "Home", "End")
        self.currentItemChanged.connect(self._tell_picked)
        self.itemDoubleClicked.connect(lambda *_: self.play_wanted.emit())

    def show_agenda(self, read: AgendaRead | None, picked: int | None) -> None:
        """Show the clips of an agenda, one of them picked, or none."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.clear()
        at = -1
        for place, each in enumerate(read.clips if read is not None else ()):
            clip = each.clip
            sign = f"{MUTED} {place + 1}" if each.why_not else str(place + 1)
            talk = f"{clip.talk} min"
            when = (show_seconds(clip.start), length_of(clip))
            texts = (sign, clip.title, each.short, *when, PURPOSES[clip.purpose])
            item = QTreeWidgetItem(self, [*texts, talk])
            item.setData(0, NUMBER, clip.number)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            tip = "\n".join(filter(None, (clip.title, each.of, each.why_not)))
            for column in range(len(HEADS)):
                item.setToolTip(column, tip)
            at = place if clip.number == picked else at
        self.blockSignals(False)  # noqa: FBT003 - Qt's own
        self.pick(at)

    def pick(self, place: int) -> None:
        """Look at the row at this place, or at none, and tell nobody."""
        pick_quietly(self, place)

    def number(self) -> int | None:
        """Return the number of the clip that is looked at."""
        item = self.currentItem()
        return int(item.data(0, NUMBER)) if item is not None else None

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the new order; it is shown once it is kept."""
        item, at = self.currentItem(), self.indexAt(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if item is None:
            return
        here = self.indexOfTopLevelItem(item)
        above = QAbstractItemView.DropIndicatorPosition.AboveItem
        last = self.topLevelItemCount()
        below = int(self.dropIndicatorPosition() is not above)
        before = at.row() + below if at.isValid() else last
        by = before - here - int(before > here)
        if by:
            self.moved.emit(int(item.data(0, NUMBER)), by)

    def _tell_picked(self, item: QTreeWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.picked.emit(int(item.data(0, NUMBER)))
