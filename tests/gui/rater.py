"""Somebody at the real window, with both hands on keys and mouse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QEvent, QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu

from ipt_review.media.engine import State
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.store.database import Database
from ipt_review.ui.main_window import MainWindow
from ipt_review.ui.program import Program
from ipt_review.ui.review.marks_places import Place
from ipt_review.ui.theme import LIGHT
from ipt_review.ui.vault.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtCore import QKeyCombination
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark
    from ipt_review.media.engine import Engine
    from ipt_review.workflow.desk import Desk, Seat

LONG = 30_000
"""How long (ms) to wait for what is done beside the window."""

LENGTH = 472_400
"""How long the tape of the demo study is, in ms."""


@dataclass
class Clock:
    """A monotonic clock that a test turns by hand."""

    seconds: float = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def comes_to_front(window: QWidget) -> bool:
    """Ask for the keyboard as often as it takes; something that closes may take it."""
    if not window.isActiveWindow():
        window.activateWindow()
    return window.isActiveWindow()


class Rater:
    """Sits at a window that is shown and has the keyboard.

    Args:
        home: Where the program proposes files and keeps the demo study.
        engine: What plays tapes; a silent one on a clock turned by hand otherwise.
        without_picture: Why tapes have no picture, if they have none.
        now: A monotonic clock that runs by itself, for an engine that does.
    """

    qtbot: QtBot

    def __init__(
        self,
        home: Path,
        engine: Engine | None = None,
        without_picture: str = "",
        now: Callable[[], float] | None = None,
    ) -> None:
        self._waiting: list[QTimer] = []
        self.clock = Clock()
        self.window = MainWindow(LIGHT)
        self.settings = QSettings(
            str(home / "settings.ini"), QSettings.Format.IniFormat
        )
        self.program = Program(
            self.window,
            engine or SilentEngine(LENGTH, self.clock),
            now or self.clock,
            without_picture,
            home,
            self.settings,
        )

    def arrive(self, qtbot: QtBot, *, to_stay: bool = False) -> Self:
        """Sit down at the window, which is closed after the test unless it stays."""
        self.qtbot = qtbot
        if not to_stay:
            qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitUntil(partial(comes_to_front, self.window))
        return self

    def tidy(self) -> None:
        """Have the window as it was when it was new, and nothing remembered."""
        while self._waiting:
            self._waiting.pop().stop()
        self.settings.clear()
        self.program.workplace.key_map.reset_all()
        self.window.case.table.setRowCount(0)
        self.program.reviewing.player.set_rate(1.0)
        self.program.reviewing.tabling.places.put(Place.SIDE)
        self.window.review.tabs.setCurrentIndex(0)
        self.window.review.panel.shelf._more.setChecked(False)
        self.window.export.file.clear()
        self.window.export.outcome.clear()
        self.window.rate.form.start_over()
        library = self.window.library
        library.table.show_rows([], library._saying)

    # ------------------------------------------------------------ what is there

    @property
    def desk(self) -> Desk:
        """The study that is open."""
        assert self.program.desk is not None
        return self.program.desk

    @property
    def seat(self) -> Seat:
        """The tape that is open."""
        assert self.program.reviewing.seat is not None
        return self.program.reviewing.seat

    @property
    def coding(self) -> Coding:
        """The coding as the program holds it."""
        return self.seat.session.coding

    @property
    def position(self) -> int:
        """Where the tape stands, in ms."""
        return self.program.reviewing.player.position

    @property
    def playing(self) -> bool:
        """Whether the tape runs."""
        return self.program.reviewing.player.playing

    @property
    def banner(self) -> str:
        """What the banner says, nothing when it is not shown."""
        return self.window.banner.text if self.window.banner.isVisible() else ""

    def top(self) -> list[str]:
        """Return the texts of the top bar, from left to right."""
        labels = self.window.top_bar.findChildren(QLabel)
        shown = sorted((each for each in labels if each.isVisible()), key=_left)
        return [each.text() for each in shown]

    def newest(self) -> Mark:
        """Return the mark that was made last."""
        return self.coding.marks[max(self.coding.marks)]

    def menu(self, name: str) -> list[QAction]:
        """Return the entries of a menu, as they are when it opens."""
        self.program.workplace.menus.refresh()
        found = (entry.menu() for entry in self.window.menuBar().actions())
        menus = [each for each in found if isinstance(each, QMenu)]
        return next(each.actions() for each in menus if each.title() == f"&{name}")

    def choose(self, menu: str, label: str) -> bool:
        """Choose what begins with these words in a menu; say whether that can be."""
        entry = next(each for each in self.menu(menu) if each.text().startswith(label))
        possible = entry.isEnabled()
        entry.trigger()
        self.see_all()
        return possible

    def export(self, path: Path | str, *, full: bool = False) -> str:
        """Have a workbook written as a person does; return what the room says then."""
        screen = self.window.export
        self.program.enter("export")
        screen.file.setText(str(path))
        (screen.full if full else screen.research).setChecked(True)
        self.click(screen.export)
        self.exported()
        return screen.outcome.text()

    def exported(self) -> None:
        """Wait until no workbook is being written."""
        work = self.program.handing_on
        self.qtbot.waitUntil(lambda: not work.busy, timeout=LONG)

    def stored(self) -> Coding:
        """Return the coding as it is on disk, read through a door of its own."""
        self.program.saving.wait()
        database = Database.open(self.desk.database.path, self.desk.database.key)
        try:
            return database.coding(self.coding.head.id)
        finally:
            database.close()

    def listed(self) -> list[int]:
        """Return the numbers of the marks in the list, from top to bottom."""
        model = self.window.review.panel.marks._model
        found = (model.mark_at(row) for row in range(model.rowCount()))
        return [mark.number for mark in found if mark is not None]

    def drawn(self) -> dict[int, bool]:
        """Return the marks on the timeline by number, and whether each is open."""
        scene = self.window.review.timeline._scene
        assert scene is not None
        own = {
            place for place, each in enumerate(scene.filled) if each.lane.is_own
        }  # comments and other raters' marks have numbers of their own
        blocks = scene.blocks(self.position)
        return {block.number: block.is_open for block in blocks if block.lane in own}

    def agree(self) -> bool:
        """Say whether list, timeline, program and disk show the same marks."""
        self.see_all()
        book, coding = self.seat.codebook, self.coding
        codes = [
            mark.number
            for mark in coding.timeline()
            if book.track_of(mark.code) is None
        ]
        opened = {number: mark.is_open for number, mark in coding.marks.items()}
        return (
            self.stored() == coding
            and self.listed() == codes
            and self.drawn() == opened
        )

    # ------------------------------------------------------------ sitting down

    def sit_down(
        self, who: str = "SV-1", session: int = 5, case: str = "C-012"
    ) -> None:
        """Open a tape of the demo study as one of its people."""
        people = {each.handle: each for each in self.desk.database.people()}
        self.program.person = people[who]
        self.program.review_tape(self.tape(session, case))
        self.wait_for_tape()

    def tape(self, session: int, case: str = "C-012") -> UUID:
        """Return the tape of a session of a case of the demo study."""
        held = self.desk.database
        of_case = {each.id for each in held.cases() if each.handle == case}
        ids = {
            each.id
            for each in held.sessions()
            if each.number == session and each.case in of_case
        }
        return next(tape.id for tape in held.tapes() if tape.session in ids)

    def wait_for_tape(self) -> None:
        """Wait until the tape stands at its start."""
        player = self.program.reviewing.player
        self.qtbot.waitUntil(lambda: player.state is State.PAUSED)

    # ------------------------------------------------------------ keys and mouse

    @property
    def focused(self) -> QWidget:
        """What hears the keys; a window that closes elsewhere may have taken them."""
        if QApplication.activeWindow() is None:
            self.qtbot.waitUntil(partial(comes_to_front, self.window))
        return QApplication.focusWidget() or self.window

    def press(self, *keys: str) -> None:
        """Press keys as Qt writes them, for example "C" or "Ctrl+Shift+Z"."""
        for key in keys:
            QTest.keySequence(self.focused, QKeySequence(key))
            self.see_all()

    def hold(self, key: str, times: int) -> None:
        """Press a key and keep it down while the keyboard repeats it."""
        self.press(key)
        pressed: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]
        for _ in range(times):
            again = QKeyEvent(
                QEvent.Type.KeyPress,
                pressed.key(),
                pressed.keyboardModifiers(),
                key,
                autorep=True,
            )
            QApplication.sendEvent(self.focused, again)

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        QTest.keyClicks(self.focused, text)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a widget, in its middle unless told where."""
        button = Qt.MouseButton.LeftButton
        self.qtbot.mouseClick(widget, button, pos=at or widget.rect().center())
        self.see_all()

    def see_all(self) -> None:
        """Have all that was done saved and shown, as it is a moment later."""
        self.program.saving.wait()
        self.program.reviewing.catch_up()

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab until a widget has the focus."""
        for _ in range(200):
            if self.focused is widget:
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {widget}")

    def answer(self, *acts: Callable[[QDialog], object]) -> None:
        """Have each of these done to one of the dialogs that come up next."""
        waiting, seen = list(acts), set[QDialog]()
        timer = QTimer(self.window, interval=5)
        self._waiting.append(timer)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog) or isinstance(dialog, Waiting):
                return  # what only waits goes by itself
            if dialog in seen:
                return
            seen.add(dialog)
            act = waiting.pop(0)
            if not waiting:
                timer.stop()
            try:
                act(dialog)
            except BaseException:
                dialog.reject()
                raise

        timer.timeout.connect(look)
        timer.start()

    # ------------------------------------------------------------ the tape

    def play(self) -> None:
        """Press Space, and wait until the tape runs."""
        self.press("Space")
        self.qtbot.waitUntil(lambda: self.playing)

    def pause(self) -> None:
        """Press Space, and wait until the tape stands."""
        self.press("Space")
        self.qtbot.waitUntil(lambda: not self.playing)

    def let_run(self, duration: int) -> None:
        """Let `duration` ms pass on the clock on the wall."""
        self.clock.seconds += duration / 1_000

    def go_to(self, moment: int) -> None:
        """Have the tape stand at a moment (ms)."""
        self.program.reviewing.player.seek(moment)
        self.qtbot.waitUntil(lambda: self.position == moment)


def _left(widget: QWidget) -> int:
    return widget.mapToGlobal(QPoint(0, 0)).x()
