"""Keys as a person has them, given in the settings and used in the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu

from ipt_review.ui.key_sheet import KeySheet
from ipt_review.ui.keymap.exchanging import KeyExchange
from ipt_review.ui.keymap.page import KeysPage
from ipt_review.ui.keymap.pedal import with_pedal
from tests.gui.rater import comes_to_front

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from ipt_review.ui.keymap.key_map import KeyMap
    from tests.gui.rater import Rater

PATIENCE = 15_000


@pytest.fixture(autouse=True)
def _keys_again(visitor: Rater) -> Iterator[None]:
    yield
    visitor.program.workplace.key_map.reset_all()


@pytest.fixture
def key_map(rater: Rater) -> KeyMap:
    return rater.program.workplace.key_map


@pytest.fixture
def undisturbed(rater: Rater) -> Iterator[None]:
    """Have nobody else take the keyboard, as windows do that are closed late."""
    application, router = QApplication.instance(), rater.program.workplace.router
    assert isinstance(application, QGuiApplication)
    application.applicationStateChanged.disconnect(router._let_all_go)
    yield
    application.applicationStateChanged.connect(router._let_all_go)


def on_the_page(rater: Rater, act: Callable[[KeysPage], None]) -> None:
    """Do something on the page of keys, as it opens from the menu."""

    def do(dialog: QDialog) -> None:
        page = dialog.findChild(KeysPage)
        assert page is not None
        assert page.isVisible()
        act(page)
        dialog.accept()

    rater.qtbot.waitUntil(partial(comes_to_front, rater.window), timeout=PATIENCE)
    rater.answer(do)
    entry = rater.program.workplace.menus.entries["study.keys"]
    entry.trigger()
    rater.qtbot.waitUntil(partial(comes_to_front, rater.window), timeout=PATIENCE)
    rater.window.review.setFocus()


def press_in_field(page: KeysPage, name: str, key: Qt.Key) -> None:
    page.pick(name)
    page.field.setFocus()
    QTest.keyClick(page.field, key)


def test_a_key_that_is_pressed_in_the_field_does_the_action(rater: Rater) -> None:
    def act(page: KeysPage) -> None:
        press_in_field(page, "tape.play", Qt.Key.Key_F13)
        assert "F13 does" in page.said.text()

    on_the_page(rater, act)

    rater.press("F13")
    rater.qtbot.waitUntil(lambda: rater.playing, timeout=PATIENCE)
    rater.let_run(2_000)  # a second press at once would be a slip
    rater.press("Space")
    rater.qtbot.waitUntil(lambda: not rater.playing, timeout=PATIENCE)


def test_a_key_that_does_something_else_is_taken_over_only_when_asked(
    rater: Rater, key_map: KeyMap
) -> None:
    def act(page: KeysPage) -> None:
        press_in_field(page, "tape.mute", Qt.Key.Key_F6)
        assert "Skip long silences" in page.said.text()
        assert key_map.by_key["F6"].id == "tape.skip_silence"
        QTest.mouseClick(page.take_over, Qt.MouseButton.LeftButton)

    on_the_page(rater, act)

    assert key_map.by_key["F6"].id == "tape.mute"
    assert key_map.keys("tape.skip_silence") == ()


def test_a_key_of_the_codebook_is_named_before_it_is_taken_over(
    rater: Rater, key_map: KeyMap
) -> None:
    def act(page: KeysPage) -> None:
        press_in_field(page, "tape.mute", Qt.Key.Key_C)
        assert "Incident explored" in page.said.text()

    on_the_page(rater, act)
    before = len(rater.coding.marks)
    rater.press("C")

    assert "C" not in key_map.by_key
    assert len(rater.coding.marks) == before + 1


def test_a_study_whose_code_lost_its_key_says_so_when_it_opens(
    visitor: Rater, demo: Path
) -> None:
    key_map = visitor.program.workplace.key_map
    key_map.set_keys("tape.mute", ("C",))

    visitor.program.open_path(demo)

    assert "C does “Mute” and does not code “Incident explored" in visitor.banner


def test_keys_that_lead_through_the_window_are_refused(
    rater: Rater, key_map: KeyMap
) -> None:
    def act(page: KeysPage) -> None:
        page.pick("tape.mute")
        page.field.setFocus()
        page.field.pressed.emit("Tab")
        assert "stays that way" in page.said.text()
        QTest.keyClick(page.field, Qt.Key.Key_Shift)
        QTest.keyClick(page.field, Qt.Key.Key_Tab)
        assert not page.field.hasFocus()

    on_the_page(rater, act)

    assert key_map.own == {}


def test_menu_status_line_tips_and_sheet_say_the_new_key(
    rater: Rater, key_map: KeyMap
) -> None:
    key_map.set_keys("tape.play", ("F13",))

    entries = rater.program.workplace.menus.entries
    hints = [each.text() for each in rater.window.status_line.findChildren(QLabel)]
    sheet = KeySheet(rater.seat.codebook, key_map, rater.window)
    shown = {keys for section in sheet.shown() for keys, _ in section.rows}
    sheet.close()

    assert entries["tape.play"].text() == "Play or pause\tF13"
    assert "F13" in hints
    assert "(F13)" in rater.window.review.transport.play.toolTip()
    assert "F13" in shown
    assert "Space" not in shown


def test_a_letter_given_to_an_action_still_writes_in_a_text_field(
    rater: Rater, key_map: KeyMap
) -> None:
    key_map.set_keys("go.library", ("W",))
    rater.press("Alt+Right", "Return")
    note = rater.window.review.panel.note
    rater.qtbot.waitUntil(note.hasFocus, timeout=PATIENCE)

    rater.type("w")

    assert rater.window.room == "review"
    assert note.toPlainText().endswith("w")
    rater.press("Esc")


def pedal(rater: Rater, kind: QEvent.Type, key: Qt.Key, *, again: bool = False) -> None:
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", autorep=again)
    QApplication.sendEvent(rater.focused, event)


@pytest.mark.usefixtures("undisturbed")
def test_the_tape_plays_while_a_pedal_is_down(rater: Rater, key_map: KeyMap) -> None:
    with_pedal(key_map)
    rater.go_to(60_000)

    pedal(rater, QEvent.Type.KeyPress, Qt.Key.Key_F14)
    rater.qtbot.waitUntil(lambda: rater.playing, timeout=PATIENCE)
    for _ in range(3):  # as some systems repeat a key
        pedal(rater, QEvent.Type.KeyRelease, Qt.Key.Key_F14, again=True)
        pedal(rater, QEvent.Type.KeyPress, Qt.Key.Key_F14, again=True)
    assert rater.playing
    assert rater.position < 60_000

    pedal(rater, QEvent.Type.KeyRelease, Qt.Key.Key_F14)
    rater.qtbot.waitUntil(lambda: not rater.playing, timeout=PATIENCE)


@pytest.mark.usefixtures("undisturbed")
def test_the_tape_steps_back_when_the_pedal_is_let_go_if_wished(
    rater: Rater, key_map: KeyMap
) -> None:
    with_pedal(key_map)
    rater.program.workplace.preferences.set_value("tape.pedal_back", 1)
    rater.go_to(60_000)

    pedal(rater, QEvent.Type.KeyPress, Qt.Key.Key_F14)
    rater.qtbot.waitUntil(lambda: rater.playing, timeout=PATIENCE)
    assert rater.position >= 60_000
    pedal(rater, QEvent.Type.KeyRelease, Qt.Key.Key_F14)

    rater.qtbot.waitUntil(lambda: rater.position == 58_500, timeout=PATIENCE)


def test_a_pedal_is_up_when_another_program_has_the_keyboard(
    rater: Rater, key_map: KeyMap
) -> None:
    with_pedal(key_map)
    pedal(rater, QEvent.Type.KeyPress, Qt.Key.Key_F14)
    rater.qtbot.waitUntil(lambda: rater.playing, timeout=PATIENCE)

    application = QApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)

    rater.qtbot.waitUntil(lambda: not rater.playing, timeout=PATIENCE)


def test_keys_go_to_a_file_and_come_back_from_it(
    rater: Rater, key_map: KeyMap, tmp_path: Path
) -> None:
    file = tmp_path / "keys.json"
    key_map.set_keys("tape.play", ("F13",))
    page = KeysPage(key_map, None)
    rater.qtbot.addWidget(page)
    exchange = KeyExchange(page, key_map)

    exchange.write(file)
    key_map.reset_all()
    exchange.read(file)

    assert key_map.keys("tape.play") == ("F13",)
    assert "keys.json" in page.said.text()
    file.write_text("nothing", "utf-8")
    exchange.read(file)
    assert "no file of keys" in page.said.text()
    assert key_map.keys("tape.play") == ("F13",)


def test_the_list_is_searched_by_what_is_done_and_by_key(
    rater: Rater, key_map: KeyMap
) -> None:
    page = KeysPage(key_map, None)
    rater.qtbot.addWidget(page)

    page.search.setText("loop")
    left = [item.text(0) for item in page._items() if not item.isHidden()]
    page.search.setText("ctrl+l")
    by_key = [item.text(0) for item in page._items() if not item.isHidden()]

    assert left
    assert all("oop" in text for text in left)
    assert key_map.by_key["Ctrl+L"].label in by_key


def test_the_sheet_of_keys_is_searched_and_printed_on_one_page(
    rater: Rater, key_map: KeyMap, tmp_path: Path
) -> None:
    sheet = KeySheet(rater.seat.codebook, key_map, rater.window)
    sheet.show()
    everything = sum(len(each.rows) for each in sheet.shown())

    assert sheet.save_pdf(tmp_path / "keys.pdf")
    assert not sheet.save_pdf(tmp_path / "no folder" / "keys.pdf")
    rater.qtbot.keyClicks(sheet.search, "role play")
    found = [row for section in sheet.shown() for row in section.rows]
    sheet.close()

    assert [does for _, does in found] == ["Role play"]
    assert everything > 80
    pdf = (tmp_path / "keys.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") == 1


def test_menus_grey_what_is_not_possible_and_say_why(visitor: Rater) -> None:
    menus = visitor.program.workplace.menus

    menus.refresh()
    assert not menus.entries["mark.delete"].isEnabled()
    assert menus.entries["mark.delete"].toolTip() == "No tape is open."
    assert menus.entries["study.add"].isEnabled()

    visitor.sit_down()
    menus.refresh()
    assert menus.entries["tape.play"].isEnabled()
    assert menus.entries["mark.delete"].toolTip() == "No mark is picked."

    visitor.press("Alt+Right")
    menus.refresh()
    assert menus.entries["mark.delete"].isEnabled()
    visitor.program.enter("library")
    menus.refresh()
    assert not menus.entries["tape.play"].isEnabled()


def test_a_code_can_be_set_from_the_menu(rater: Rater) -> None:
    menus = rater.program.workplace.menus
    before = len(rater.coding.marks)

    menus.codes.aboutToShow.emit()
    below = (entry.menu() for entry in menus.codes.actions())
    listed = [
        row for menu in below if isinstance(menu, QMenu) for row in menu.actions()
    ]
    entry = next(row for row in listed if row.text().endswith("\tQ"))
    entry.trigger()

    assert len(rater.coding.marks) == before + 1
