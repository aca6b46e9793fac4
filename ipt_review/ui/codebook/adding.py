"""Questions for what a study adds: a code, an item, a whole form of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)
from typing_extensions import override

from ipt_review.domain.codebook import Code, Kind, Part, Subscale, Valence
from ipt_review.study.codebook_change import AddCode, AddForm, AddItem, competence_for
from ipt_review.study.codebook_rules import LONGEST_LABEL, ChangeRefused
from ipt_review.ui.codebook.asking import (
    ALL,
    OWN,
    NewEntry,
    free_keys,
    listen,
    own_id,
    own_item,
    scale_box,
    text_box,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import (
        QWidget,
    )

    from ipt_review.domain.codebook import Codebook, Item
    from ipt_review.ui.theme import Theme

_ROWS = 8
_HOW = "_how"


class NewCode(NewEntry):
    """Asks for a code of the study's own."""

    def __init__(
        self, codebook: Codebook, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__("New code", codebook, theme, parent)
        self.key = QComboBox()
        self.key.addItems(free_keys(codebook))
        self.group = QComboBox()
        for each in codebook.groups:
            self.group.addItem(each.label, each.id)
        self.kind = QComboBox()
        self.kind.addItem("Point: on a moment", Kind.POINT)
        self.kind.addItem("Interval: on a stretch", Kind.INTERVAL)
        self.valence = QComboBox()
        self.valence.addItem("IPT work", Valence.IPT)
        self.valence.addItem("Common to all treatments", Valence.COMMON)
        self.valence.addItem("Off-model flag", Valence.OFF_MODEL)
        self.definition, self.when, self.example = (text_box(), text_box(), text_box())
        for name, widget in (
            ("Key", self.key),
            ("Group", self.group),
            ("Kind", self.kind),
            ("What it says", self.valence),
            ("Definition", self.definition),
            ("When to code it", self.when),
            ("Example", self.example),
        ):
            self.add(name, widget)
            listen(widget, self.check)
        self.id.textEdited.connect(self.check)
        self.check()

    @override
    def change(self) -> AddCode:
        """Return the code, on the panel in every phase."""
        when = (line.strip() for line in self.when.toPlainText().split("\n"))
        return AddCode(
            Code(
                id=self.id.text(),
                label=self.name.text(),
                key=self.key.currentText(),
                group=self.group.currentData(),
                kind=self.kind.currentData(),
                valence=self.valence.currentData(),
                phases=ALL,
                core_in=ALL,
                definition=self.definition.toPlainText(),
                when=tuple(line for line in when if line),
                when_not=(),
                example=self.example.toPlainText(),
                areas=frozenset(),
                variants={},
                items=(),
                beyond_article=True,
            )
        )


class NewItem(NewEntry):
    """Asks for a rating item of the study's own."""

    def __init__(
        self, codebook: Codebook, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__("New item", codebook, theme, parent)
        self.place = QComboBox()
        for each in codebook.subscales:
            part = Part.ADHERENCE if each.prescribed else Part.OFF_MODEL
            self.place.addItem(each.label, (part, each.id))
        self.place.addItem("Competence", (Part.COMPETENCE, ""))
        self.scale = scale_box(codebook)
        self.text = text_box()
        self.reverse = QCheckBox("A high number is poor; means turn it around")
        for name, widget in (
            ("Belongs to", self.place),
            ("Scale", self.scale),
            ("What is rated", self.text),
            ("Reverse", self.reverse),
        ):
            self.add(name, widget)
            listen(widget, self.check)
        self.id.textEdited.connect(self.check)
        self.check()

    @override
    def change(self) -> AddItem:
        """Return the item, asked in every phase, with the anchors of its scale."""
        part, subscale = self.place.currentData()
        return AddItem(
            own_item(
                self.id.text(),
                self.name.text(),
                self.text.toPlainText(),
                (part, subscale),
                self.scale.currentData(),
                reverse=self.reverse.isChecked(),
            )
        )


class NewForm(NewEntry):
    """Asks for a form of the study's own: a subscale with its items."""

    def __init__(
        self, codebook: Codebook, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__("New form", codebook, theme, parent)
        self.setMinimumSize(760, 520)
        self.pairs = QCheckBox("Each item is also rated for how well it was done")
        self.apart = QCheckBox("Has its own mean and enters no other result")
        self.apart.setChecked(True)
        self.extent = scale_box(codebook)
        self.quality = scale_box(codebook)
        self.quality.setCurrentIndex(self.quality.count() - 1)
        self.rows = QTableWidget(_ROWS, 3)
        self.rows.setHorizontalHeaderLabels(["Item", "What is rated", "Reverse"])
        self.rows.verticalHeader().hide()
        self.rows.setColumnWidth(0, 170)
        self.rows.setColumnWidth(2, 70)
        self.rows.horizontalHeader().setSectionResizeMode(
            1, QHeaderView.ResizeMode.Stretch
        )
        for row in range(_ROWS):
            box = QTableWidgetItem()
            box.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled)
            box.setCheckState(Qt.CheckState.Unchecked)
            self.rows.setItem(row, 2, box)
        for name, widget in (
            ("Scale", self.extent),
            ("Pairs", self.pairs),
            ("Scale of the second", self.quality),
            ("Kept apart", self.apart),
            ("Items", self.rows),
        ):
            self.add(name, widget)
            listen(widget, self.check)
        self.id.textEdited.connect(self.check)
        self.check()

    @override
    def change(self) -> AddForm:
        """Return the subscale or subscales with the items that have a label."""
        form, name = self.id.text(), self.name.text()
        apart = self.apart.isChecked()
        items = []
        for row in range(self.rows.rowCount()):
            title, text, reverse = self._cells(row)
            if not title:
                continue
            first = own_item(
                f"{form}_{own_id(title).removeprefix(OWN)}",
                title,
                text or title,
                (Part.ADHERENCE, form),
                self.extent.currentData(),
                reverse=reverse,
            )
            items.append(first)
            if self.pairs.isChecked():
                items.append(self._second(first, f"{form}{_HOW}"))
        if not items:
            raise ChangeRefused("A form has at least one item.")
        subscales = [Subscale(form, name, prescribed=True, apart=apart)]
        if self.pairs.isChecked():
            how = Subscale(f"{form}{_HOW}", _cut(name), prescribed=False, apart=apart)
            subscales.append(how)
        return AddForm(tuple(subscales), tuple(items))

    def _second(self, first: Item, subscale: str) -> Item:
        second = competence_for(first, f"{first.id}{_HOW}", _cut(first.label), subscale)
        return own_item(
            second.id,
            second.label,
            second.text,
            (second.part, second.subscale),
            self.quality.currentData(),
            reverse=second.reverse,
        )

    def _cells(self, row: int) -> tuple[str, str, bool]:
        title, text, reverse = (self.rows.item(row, column) for column in range(3))
        return (
            title.text().strip() if title else "",
            text.text().strip() if text else "",
            reverse is not None and reverse.checkState() is Qt.CheckState.Checked,
        )


def _cut(name: str) -> str:
    end = ": how well"
    return name[: LONGEST_LABEL - len(end)].rstrip() + end
