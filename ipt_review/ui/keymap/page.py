"""Where a person says which key does what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ipt_review.ui.actions import ACTIONS, MENUS
from ipt_review.ui.keymap.clash import REFUSED, clash
from ipt_review.ui.keymap.naming import name_of, names_of, types_text
from ipt_review.ui.keymap.pedal import SAID, with_pedal
from ipt_review.ui.keymap.press_field import PressField
from ipt_review.ui.parts import button, label
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.ui.action import Action
    from ipt_review.ui.keymap.key_map import KeyMap

NAME = Qt.ItemDataRole.UserRole
LEAST_HEIGHT = 160


class KeysPage(QWidget):
    """Lists actions by menu; a key that is pressed in the field is given to one.

    Args:
        key_map: Where keys are kept, each as soon as it is given.
        codebook: The codebook that is open, whose keys are spared.

    Signals:
        export_wanted: The keys should be written to a file.
        import_wanted: Keys should be read from a file.
    """

    export_wanted = Signal()
    import_wanted = Signal()

    def __init__(
        self,
        key_map: KeyMap,
        codebook: Codebook | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key_map = key_map
        self._codebook = codebook
        self._wanted = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search actions and keys")
        self.search.setAccessibleName("Search actions and keys")
        self.search.setClearButtonEnabled(True)
        self.tree = self._make_tree()
        self.field = PressField()
        self.take_over = button("Take it over", "primary")
        self.remove = button("Remove its keys")
        self.reset = button("Reset")
        self.reset_all = button("Reset all")
        self.pedal = button("Foot pedal", tip=SAID)
        self.give_out = button("Export…")
        self.take_in = button("Import…")
        self.said = label("", "muted", wrap=True)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing())
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._build()
        self._connect()
        self._fill()

    @property
    def picked(self) -> Action | None:
        """The action that is picked."""
        item = self.tree.currentItem()
        name = item.data(0, NAME) if item is not None else None
        return next((each for each in ACTIONS if each.id == name), None)

    def pick(self, name: str) -> None:
        """Pick the action with this id."""
        for item in self._items():
            if item.data(0, NAME) == name:
                self.tree.setCurrentItem(item)

    def tell(self, words: str) -> None:
        """Say something below the list."""
        self.said.setText(words)
        self.take_over.hide()
        self._wanted = ""

    def _hear(self, key: str) -> None:
        action = self.picked
        if action is None:
            self.tell("Pick an action first.")
            return
        found = clash(key, action.id, self._key_map, self._codebook)
        if key in REFUSED:
            self.tell(f"{name_of(key)} leads through the window and stays that way.")
        elif key in self._key_map.keys(action.id):
            self.tell(f"{name_of(key)} does that already.")
        elif found is not None:
            self.tell(found.sentence)
            self._wanted = key
            self.take_over.show()
        else:
            self._give(key)

    def _give(self, key: str) -> None:
        action = self.picked
        if action is None or not key:
            return
        self._key_map.set_keys(action.id, (*self._key_map.keys(action.id), key))
        words = f"{name_of(key)} does “{action.label}” now."
        if action.while_typing and types_text(key):
            words += " While text is typed, it writes."
        self.tell(words)

    def _remove(self) -> None:
        action = self.picked
        if action is not None:
            self._key_map.set_keys(action.id, ())
            self.tell(f"No key does “{action.label}” now; the menu does.")

    def _reset(self) -> None:
        action = self.picked
        if action is not None:
            self._key_map.reset(action.id)
            self.tell(f"“{action.label}” has the keys it came with.")

    def _reset_all(self) -> None:
        self._key_map.reset_all()
        self.tell("All keys are as they came with the program.")

    def _set_pedal(self) -> None:
        with_pedal(self._key_map)
        self.tell(SAID)

    # ------------------------------------------------------------ the list

    def _fill(self) -> None:
        """Write the keys into the list, and into the buttons what they can do."""
        for item in self._items():
            name = item.data(0, NAME)
            item.setText(1, names_of(self._key_map.keys(name)))
            own = self._key_map.is_own(name)
            item.setText(2, "changed" if own else "")
            item.setFont(1, sans(bold=own))
        self._offer()

    def _offer(self) -> None:
        action = self.picked
        self.field.setEnabled(action is not None)
        keys = self._key_map.keys(action.id) if action is not None else ()
        self.remove.setEnabled(bool(keys))
        self.reset.setEnabled(action is not None and self._key_map.is_own(action.id))
        self.reset_all.setEnabled(bool(self._key_map.own))

    def _sift(self, text: str) -> None:
        words = text.casefold().split()
        for place in range(self.tree.topLevelItemCount()):
            heading = self.tree.topLevelItem(place)
            if heading is None:
                continue
            left = False
            for item in _below(heading):
                said = f"{heading.text(0)} {item.text(0)} {item.text(1)}".casefold()
                item.setHidden(not all(word in said for word in words))
                left |= not item.isHidden()
            heading.setHidden(not left)

    def _items(self) -> list[QTreeWidgetItem]:
        headings = (
            self.tree.topLevelItem(place)
            for place in range(self.tree.topLevelItemCount())
        )
        return [each for heading in headings if heading for each in _below(heading)]

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName("Actions and their keys")
        tree.setHeaderLabels(["Action", "Keys", ""])
        tree.setRootIsDecorated(False)
        tree.setMinimumHeight(LEAST_HEIGHT)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for menu in MENUS:
            heading = QTreeWidgetItem(tree, [menu])
            heading.setFont(0, sans(bold=True))
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for each in ACTIONS:
                if each.menu == menu:
                    item = QTreeWidgetItem(heading, [each.label])
                    item.setData(0, NAME, each.id)
        tree.expandAll()
        return tree

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 14, 4, 4)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        for part in (self.take_over, self.remove, self.reset):
            row.addWidget(part)
        column.addLayout(row)
        column.addWidget(self.said)
        last = QHBoxLayout()
        last.addWidget(self.pedal)
        last.addStretch(1)
        for part in (self.take_in, self.give_out, self.reset_all):
            last.addWidget(part)
        column.addLayout(last)
        self.tell("Pick an action, click into the field, press the key.")

    def _connect(self) -> None:
        self.search.textChanged.connect(self._sift)
        self.tree.currentItemChanged.connect(lambda *_items: self._offer())
        self.tree.itemActivated.connect(lambda *_item: self.field.setFocus())
        self.field.pressed.connect(self._hear)
        self.take_over.clicked.connect(lambda: self._give(self._wanted))
        self.remove.clicked.connect(self._remove)
        self.reset.clicked.connect(self._reset)
        self.reset_all.clicked.connect(self._reset_all)
        self.pedal.clicked.connect(self._set_pedal)
        self.give_out.clicked.connect(self.export_wanted)
        self.take_in.clicked.connect(self.import_wanted)
        self._key_map.changed.connect(self._fill)


def _below(heading: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (heading.child(place) for place in range(heading.childCount()))
    return [item for item in found if item is not None]
