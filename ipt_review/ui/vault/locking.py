"""Hides an open study from whoever passes by, until its passphrase is given."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from ipt_review.ui.parts import label
from ipt_review.ui.vault.unlock import Unlock

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMainWindow

    from ipt_review.domain.secret import Secret
    from ipt_review.ui.settings.preferences import Preferences

AFTER: Final = "lock.after"
MINUTES: Final = (15, 5, 30, 60, None)
"""The choices of that setting, in their order; None is never."""

LOCKED: Final = "This study is locked. Its passphrase opens it again, as it was left."
LOCKED_TEAM: Final = (
    "This study is locked. The password of your login opens it again, as it was left."
)
COVERED: Final = "Locked"
_LOOKS: Final = 10_000
_SIGNS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
"""What tells that somebody is there."""


class Cover(QWidget):
    """Lies over all of a window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.addWidget(label(COVERED, "heading"), 0, Qt.AlignmentFlag.AlignCenter)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False


class LockedOut(Unlock[bool]):
    """Asks for the passphrase, and does not go away for anything else."""

    @override
    def reject(self) -> None:
        """Stay, as for Esc."""


class Locking(QObject):
    """Locks a window by itself when nobody has done anything for long, or at once.

    Args:
        window: What is hidden, with every other window of the program.
        pause: Pauses the tape.
        prove: Says that a secret opens the study; raises a `ReviewError` otherwise.

    Attributes:
        now: The time of day in seconds, so that time asleep counts as well.
        before: Called before anything is hidden, when what was being typed was handed
            over.
        by_password: Whether the study is on a server, and a password opens it.

    Signals:
        locked: The window was hidden just now.
    """

    locked = Signal()

    def __init__(
        self,
        window: QMainWindow,
        pause: Callable[[], object],
        prove: Callable[[Secret], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._pause = pause
        self._prove = prove
        self._preferences: Preferences | None = None
        self.now: Callable[[], float] = time.time
        self.before: Callable[[], object] = lambda: None
        self.by_password = False
        self._last = 0.0
        self._watching = False
        self.question: LockedOut | None = None
        self._timer = QTimer(self, interval=_LOOKS)
        self._timer.timeout.connect(self.look)

    def heed(self, preferences: Preferences) -> None:
        """Lock after as long as is set here."""
        self._preferences = preferences

    def watch(self, *, wanted: bool) -> None:
        """Lock by itself from now on, or no more."""
        self._last = self.now()
        if wanted == self._watching:
            return
        self._watching = wanted
        application = QApplication.instance()
        if application is None:
            return
        if wanted:
            application.installEventFilter(self)
            self._timer.start()
        else:
            application.removeEventFilter(self)
            self._timer.stop()

    def look(self) -> None:
        """Lock if nobody has done anything for as long as is set."""
        if self._is_due():
            self.lock()

    def lock(self) -> None:
        """Hide everything until somebody gives the passphrase."""
        if self.question is not None:
            return
        self._pause()
        typed_into = QApplication.focusWidget()
        self._hand_over(typed_into)
        self.before()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        shown = [each for each in QApplication.topLevelWidgets() if _can_be_read(each)]
        covers = [Cover(each) for each in shown]
        self._ask()
        for cover in covers:
            cover.hide()
            cover.deleteLater()
        self._last = self.now()
        if typed_into is not None and isValid(typed_into):  # editors in cells go
            typed_into.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _SIGNS or self.question is not None:
            return False
        if self._is_due():
            # The computer slept, or the timer comes late: this press is for the lock.
            QTimer.singleShot(0, self, self.lock)
            self._last = self.now()
            return True
        self._last = self.now()
        return False

    def _is_due(self) -> bool:
        if self._preferences is None or self.question is not None:
            return False
        minutes = MINUTES[self._preferences.value(AFTER)]
        return minutes is not None and self.now() - self._last >= minutes * 60

    def _hand_over(self, typed_into: QWidget | None) -> None:
        """Have what is being typed saved, as when one goes to something else."""
        if typed_into is not None and typed_into.window() is self._window:
            typed_into.clearFocus()

    def _ask(self) -> None:
        content = self._window.centralWidget()
        if content is not None:
            content.hide()  # nor does a screen reader read it out
        before = QApplication.activeModalWidget() or self._window
        told = LOCKED_TEAM if self.by_password else LOCKED
        question = self.question = LockedOut(told, self._prove, before)
        question.other.setHidden(self.by_password)
        question.buttons.button(question.buttons.StandardButton.Cancel).hide()
        self.locked.emit()
        question.exec()
        self.question = None
        question.deleteLater()
        if content is not None:
            content.show()


def _can_be_read(widget: QWidget) -> bool:
    kinds = Qt.WindowType
    return widget.isVisible() and widget.windowType() not in (
        kinds.ToolTip,
        kinds.Popup,
    )
