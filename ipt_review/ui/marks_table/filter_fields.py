"""Where is said which marks are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from ipt_review.ui import wording
from ipt_review.ui.line_box import LineBox
from ipt_review.ui.marks_table.choice_menu import ChoiceMenu
from ipt_review.ui.theme import SMALL_SIZE, sans
from ipt_review.workflow.coding.mark_filter import MarkFilter

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook, Valence
    from ipt_review.domain.mark import Quality

SOON = 120
"""How long (ms) after the last key the filter follows what is typed."""

NOTED = (("With a note", True), ("Without a note", False))


class FilterFields(QWidget):
    """Shows a filter and has another one put together.

    Signals:
        changed: The filter that is wanted now.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codebook: Codebook | None = None
        self.text = LineBox()
        self.text.setPlaceholderText("Filter by words in label or note")
        self.text.setAccessibleName("Filter by words in label or note")
        self.text.setClearButtonEnabled(True)
        self.text.setFont(sans(SMALL_SIZE))
        self.codes = ChoiceMenu("Code")
        self.groups = ChoiceMenu("Group")
        self.valences = ChoiceMenu("Valence")
        self.qualities = ChoiceMenu("Quality")
        self.noted = ChoiceMenu("Note", exclusive=True)
        self._soon = QTimer(self, interval=SOON, singleShot=True)
        self._soon.timeout.connect(self._tell)
        self.text.textChanged.connect(lambda _text: self._soon.start())
        self.text.returnPressed.connect(self._tell)
        row = QHBoxLayout()
        row.setSpacing(6)
        for menu in self._menus():
            menu.changed.connect(self._tell)
            row.addWidget(menu)
        row.addStretch(1)
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(6)
        self._parts.addWidget(self.text)
        self._parts.addLayout(row)

    def show_narrow(self, *, narrow: bool) -> None:
        """Stand on two lines, or on one."""
        way = QBoxLayout.Direction
        self._parts.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def show_codebook(self, codebook: Codebook) -> None:
        """Offer the codes, groups and tracks of this codebook."""
        if codebook is self._codebook:
            return
        self._codebook = codebook
        self.codes.offer(
            [
                (
                    group.label,
                    [(c.label, c.id) for c in codebook.codes if c.group == group.id],
                )
                for group in codebook.groups
            ]
            + [
                (track.label, [(state.label, state.id) for state in track.states])
                for track in codebook.tracks
            ]
        )
        groups = [(group.label, group.id) for group in codebook.groups]
        groups += [(track.label, track.id) for track in codebook.tracks]
        self.groups.offer([("", groups)])
        self.valences.offer([("", [(n, v) for v, n in wording.VALENCES.items()])])
        qualities = [(n, q) for q, n in wording.QUALITIES.items()]
        self.qualities.offer([("", [*qualities, ("Not said", None)])])
        self.noted.offer([("", NOTED)])

    def show_filter(self, wanted: MarkFilter) -> None:
        """Show this filter, without telling anybody."""
        if self.text.text() != wanted.text:
            self.text.setText(wanted.text)
        self._soon.stop()
        self.codes.tick(wanted.codes)
        self.groups.tick(wanted.groups)
        self.valences.tick(wanted.valences)
        self.qualities.tick(wanted.qualities)
        self.noted.tick([] if wanted.noted is None else [wanted.noted])

    def wanted(self) -> MarkFilter:
        """Return the filter that the fields say."""
        noted = cast("list[bool]", self.noted.ticked())
        return MarkFilter(
            frozenset(cast("list[str]", self.codes.ticked())),
            frozenset(cast("list[str]", self.groups.ticked())),
            frozenset(cast("list[Valence]", self.valences.ticked())),
            frozenset(cast("list[Quality | None]", self.qualities.ticked())),
            self.text.text(),
            noted[0] if noted else None,
        )

    def _menus(self) -> tuple[ChoiceMenu, ...]:
        return self.codes, self.groups, self.valences, self.qualities, self.noted

    def _tell(self) -> None:
        self._soon.stop()
        self.changed.emit(self.wanted())


def said(wanted: MarkFilter, codebook: Codebook) -> str:
    """Return in words which marks a filter asks for."""
    tracks = {track.id: track.label for track in codebook.tracks}
    groups = {group.id: group.label for group in codebook.groups} | tracks
    qualities = [wording.QUALITIES[q] if q else "not said" for q in wanted.qualities]
    parts = [
        " or ".join(sorted(map(codebook.label, filter(codebook.knows, wanted.codes)))),
        " or ".join(sorted(groups.get(each, each) for each in wanted.groups)),
        " or ".join(sorted(wording.VALENCES[each] for each in wanted.valences)),
        f"quality {' or '.join(sorted(qualities)).lower()}" if qualities else "",
        f"“{wanted.text.strip()}”" if wanted.text.strip() else "",
        {True: "with a note", False: "without a note", None: ""}[wanted.noted],
    ]
    return ", ".join(part for part in parts if part)
