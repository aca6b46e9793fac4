"""Keys go to a file and come from one, as a person asks on the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.keymap.key_file import read_keys, write_keys

if TYPE_CHECKING:
    from ipt_review.ui.keymap.key_map import KeyMap
    from ipt_review.ui.keymap.page import KeysPage

FILES = "Keys (*.json);;All files (*)"


class KeyExchange:
    """Writes and reads a person's keys for one page.

    Args:
        page: Where that is wanted, and told how it went.
    """

    def __init__(self, page: KeysPage, key_map: KeyMap) -> None:
        self._page = page
        self._key_map = key_map
        page.export_wanted.connect(self._ask_export)
        page.import_wanted.connect(self._ask_import)

    def write(self, path: Path) -> None:
        """Write the keys that are not the program's own."""
        try:
            write_keys(self._key_map.own, path)
        except ReviewError as problem:
            self._page.tell(str(problem))
        else:
            self._page.tell(f"Your own keys are in {path.name}.")

    def read(self, path: Path) -> None:
        """Have the keys in this file, and no other own ones."""
        try:
            keys, unknown = read_keys(path)
        except ReviewError as problem:
            self._page.tell(str(problem))
            return
        self._key_map.take(keys)
        left = f" Not known here: {', '.join(unknown)}." if unknown else ""
        self._page.tell(f"The keys of {path.name} hold now.{left}")

    def _ask_export(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._page, "Export keys", "keys.json", FILES
        )
        if chosen:
            self.write(Path(chosen))

    def _ask_import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._page, "Import keys", "", FILES)
        if chosen:
            self.read(Path(chosen))
