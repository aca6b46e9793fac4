"""Runs the real program with a hand on its keyboard, until it is killed.

After every change that the program calls saved, a line of JSON says what the coding
is now. Start it with the arguments of `ipt-review`.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from ipt_review import app
from ipt_review.__main__ import main
from ipt_review.ui.main_window import MainWindow
from ipt_review.ui.program import Program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOOK_EVERY = 20
CODES = ("V", "E", "Shift+R", "F", "P", "Shift+D", "L", "I", "S", "Shift+M")


class Hand(QObject):
    """Does one thing after another, each as soon as the one before has shown."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        (self.window,) = (
            each for each in application.topLevelWidgets() if type(each) is MainWindow
        )
        (self.program,) = self.window.findChildren(Program)
        self.reviewing = self.program.reviewing
        self.reviewing.saved.connect(self.say)
        self._doing = self.work()
        self._until: Callable[[], bool] = lambda: True
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.go_on)
        self._timer.start()

    def go_on(self) -> None:
        """Do the next thing when the last one has shown."""
        if self._until():
            self._until = next(self._doing)

    def say(self) -> None:
        """Say what the coding is, now that the window has called it saved."""
        coding = self.reviewing.coding
        saved = any("All changes saved" in text for text in self.window_says())
        if coding is None or not saved:
            return
        marks = {n: [m.code, m.start, m.end, m.note] for n, m in coding.marks.items()}
        ratings = {item: rating.value for item, rating in coding.ratings.items()}
        print(json.dumps({"marks": marks, "ratings": ratings}), flush=True)  # noqa: T201

    def window_says(self) -> list[str]:
        """Return what the top bar says about saving."""
        return [self.window.top_bar.saved.text()]

    def press(self, key: str) -> None:
        """Press a key where the focus is."""
        target = QApplication.focusWidget() or self.window
        QTest.keySequence(target, QKeySequence(key))

    def beyond(self, moment: int) -> Callable[[], bool]:
        """Return whether the tape has come so far, as a question to be asked."""
        return lambda: self.reviewing.player.position >= moment

    def work(self) -> Iterator[Callable[[], bool]]:
        """Open the tape of the demo, code it, rate it, and go on coding."""
        table = self.window.library.table
        yield lambda: self.window.room == "library" and table.currentIndex().isValid()
        table.setFocus()
        self.press("Return")
        yield self.window.review.video.has_picture
        self.press("Space")
        yield lambda: self.reviewing.player.position > 0
        yield from self.begin()
        yield from self.rate()
        self.press("Alt+2")
        yield lambda: self.window.room == "review"
        self.press("Space")
        yield lambda: self.reviewing.player.playing
        while True:
            for key in CODES:
                self.press(key)
                yield self.beyond(self.reviewing.player.position + 40)

    def begin(self) -> Iterator[Callable[[], bool]]:
        """Set the focus, mark a point, open an interval, and write a note on it."""
        player, note = self.reviewing.player, self.window.review.panel.note
        player.seek(342_000)
        yield self.beyond(342_400)
        for key in ("2", "S", "C"):
            self.press(key)
            yield self.beyond(player.position + 300)
        self.press("Return")
        yield lambda: note.hasFocus() and not player.playing
        QTest.keyClicks(note, "typed by hand")
        self.press("Return")
        yield lambda: player.playing
        self.press("C")

    def rate(self) -> Iterator[Callable[[], bool]]:
        """Rate three items that are not rated yet."""
        self.press("Alt+3")
        yield lambda: self.window.room == "rate"
        yield lambda: not self.reviewing.player.playing
        self.window.rate.go_to_next()
        for value in "456":
            self.press(value)
            yield lambda: True


class Driven(QApplication):
    """Begins to be driven when it begins to run."""

    @override
    def exec(self) -> int:  # type: ignore[override]
        self.hand = Hand(self)
        return super().exec()


if __name__ == "__main__":
    vars(app)["QApplication"] = Driven
    sys.exit(main())
