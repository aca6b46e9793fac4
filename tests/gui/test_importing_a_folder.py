"""A folder that is dropped on the window comes in as its names say."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING, cast

from tests.gui.rater import comes_to_front
from tests.media_files import Recipe, make

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from ipt_review.ui.importing.folder_dialog import FolderDialog
    from tests.gui.rater import Rater


def look_and_import(visitor: Rater, dialog: QDialog) -> None:
    """Correct the pattern, import, look what is left, and close."""
    shown = cast("FolderDialog", dialog)
    guessed = [line[4] for line in shown.table.cells()]
    assert guessed == ["the tape of this session", "the tape of this session"]
    shown.pattern.setText("{case}")
    assert "“{session}” is missing" in shown.said.text()
    assert not shown.make.isEnabled()
    shown.pattern.setText("{therapist}-{case}-s{session}")
    assert shown.table.cells()[0][1:4] == ["T-77", "C-900", "1"]
    assert shown.make.text() == "Import 2 sessions"
    visitor.click(shown.make)
    visitor.qtbot.waitUntil(lambda: "taken in" in shown.said.text(), timeout=15_000)
    left = {line[4] for line in shown.table.cells()}
    assert left == {"In the study already."}
    assert not shown.make.isEnabled()
    shown.reject()


def test_a_folder_is_dropped_previewed_imported_and_taken_back(
    visitor: Rater, tmp_path: Path
) -> None:
    folder = tmp_path / "tapes"
    folder.mkdir()
    sound = Recipe(seconds=1, video="", audio="pcm_s16le")
    first = make(folder / "T-77-C-900-s1.wav", sound)
    second = folder / "T-77-C-900-s2.wav"
    shutil.copyfile(first, second)
    with second.open("ab") as file:
        file.write(bytes(4_000))
    before = len(visitor.desk.database.tapes())

    visitor.answer(partial(look_and_import, visitor))
    visitor.window.dropped.emit((folder,))

    assert len(visitor.desk.database.tapes()) == before + 2
    assert sorted(path.name for path in folder.iterdir()) == [first.name, second.name]
    visitor.qtbot.waitUntil(lambda: comes_to_front(visitor.window), timeout=15_000)
    visitor.window.library.table.setFocus()
    visitor.press("Ctrl+Z")
    assert len(visitor.desk.database.tapes()) == before
