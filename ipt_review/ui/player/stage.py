"""Where the picture is: in its place in the window, or in a window of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ipt_review.ui.keymap.hints import does
from ipt_review.ui.keys import hear_too
from ipt_review.ui.parts import button, label
from ipt_review.ui.player.video_view import VideoView

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QCloseEvent

APART, PLACE = "picture/apart", "picture/place"
FIRST_SIZE = (960, 540)


class PictureWindow(QWidget):
    """A window that holds nothing but the picture; closing it gives that back."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("IPT Review – picture")
        self.resize(*FIRST_SIZE)
        hear_too(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


class PictureStage(QWidget):
    """Holds the picture, or says that it is in its own window.

    Signals:
        moved: The picture went to its own window, or came back.
    """

    moved = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.video = VideoView()
        self.setSizePolicy(self.video.sizePolicy())
        self.bring_back = button("Bring it back")
        does(self.bring_back, "view.picture_apart", "Put the picture into the window")
        self.bring_back.clicked.connect(lambda: self.set_apart(apart=False))
        self._settings: QSettings | None = None
        self._window: PictureWindow | None = None
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.video)
        self._pages.addWidget(self._empty_place())

    @property
    def apart(self) -> bool:
        """Whether the picture is in its own window."""
        return self._window is not None

    def remember_in(self, settings: QSettings) -> None:
        """Keep here whether and where the picture has its own window."""
        self._settings = settings

    def set_apart(self, *, apart: bool) -> None:
        """Move the picture to its own window or back, and remember that."""
        if apart == self.apart:
            return
        if apart:
            self._tear_off()
        else:
            self._take_back()
        if self._settings is not None:
            self._settings.setValue(APART, int(apart))
        self.moved.emit(apart)

    def as_remembered(self) -> None:
        """Tear the picture off when it was apart the last time."""
        kept = self._settings.value(APART, 0) if self._settings is not None else 0
        if str(kept) == "1":
            self.set_apart(apart=True)

    def put_away(self) -> None:
        """Take the picture back for now; the next time it is as it was."""
        if self._window is not None:
            self._take_back()

    def _tear_off(self) -> None:
        made = PictureWindow(self.window())
        self._window = made
        layout = made.layout()
        if layout is not None:
            layout.addWidget(self.video)
        self._place(made)
        made.closed.connect(lambda: self.set_apart(apart=False))
        self.video.show()
        made.show()

    def _place(self, window: PictureWindow) -> None:
        """Put it where it was the last time, or on a second screen if there is one."""
        kept = self._settings.value(PLACE) if self._settings is not None else None
        if isinstance(kept, QByteArray) and window.restoreGeometry(kept):
            return
        here = self.screen()
        others = [each for each in here.virtualSiblings() if each is not here]
        if others:
            window.setGeometry(others[0].availableGeometry().adjusted(40, 60, -40, -40))

    def _take_back(self) -> None:
        window, self._window = self._window, None
        if window is None:
            return
        if self._settings is not None:
            self._settings.setValue(PLACE, window.saveGeometry())
        window.closed.disconnect()
        self._pages.insertWidget(0, self.video)
        self._pages.setCurrentWidget(self.video)
        window.close()
        window.deleteLater()

    def _empty_place(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.addStretch(1)
        said = label("The picture is in its own window.", "muted")
        for part in (said, self.bring_back):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return place
