"""Buttons that open a choice: captions and subtitles, channels and sound tracks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from ipt_review.media.engine import NO_TRACKS, Channels
from ipt_review.ui.keymap.hints import does
from ipt_review.ui.parts import button, icon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QAction

    from ipt_review.media.engine import Track, Tracks
    from ipt_review.ui.player.sound import Sound
    from ipt_review.ui.theme import Theme

T = TypeVar("T")

CHANNELS = {
    Channels.BOTH: "Both channels",
    Channels.LEFT: "Left channel only",
    Channels.RIGHT: "Right channel only",
}
LETTERS = {Channels.BOTH: "", Channels.LEFT: "L", Channels.RIGHT: "R"}
CAPTIONS_TIP = "Show or hide captions"
NOTHING_TO_READ = "This tape has no captions"


class CaptionsMenu(QMenu):
    """Our captions, and the subtitles that the file itself brings along."""

    track_wanted = Signal(object)

    def __init__(self, switch: QPushButton) -> None:
        super().__init__(switch)
        self.setAccessibleName("Captions and subtitles")
        self.captions = self.addAction("Captions")
        self.captions.setCheckable(True)
        self.captions.setChecked(switch.isChecked())
        self.captions.toggled.connect(switch.setChecked)
        switch.toggled.connect(self.captions.setChecked)
        self._tracks: list[QAction] = []

    def show_tracks(self, tracks: Tracks) -> None:
        """Offer these subtitles."""
        for old in self._tracks:
            self.removeAction(old)
            old.deleteLater()
        rows: list[tuple[int | None, str]] = [(None, "No subtitles of the file")]
        rows += _numbered("Subtitles", tracks.subtitles)
        separator = self.addSeparator()
        self._tracks = [
            separator,
            *_one_of(self, rows, tracks.shown, self.track_wanted.emit),
        ]


class CaptionsButton(QPushButton):
    """Shows or hides captions; with subtitles in the file, it opens a menu."""

    track_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("Captions")
        plain = button("Captions")
        self.setFocusPolicy(plain.focusPolicy())
        self.setFont(plain.font())
        self.setCheckable(True)
        self.setChecked(True)
        self._there = False
        self._subtitles = False
        self._menu = CaptionsMenu(self)
        self._menu.track_wanted.connect(self.track_wanted)
        self._offer()

    def offer_captions(self, *, there: bool) -> None:
        """Say whether there are captions of ours."""
        self._there = there
        self._offer()

    def show_tracks(self, tracks: Tracks) -> None:
        """Offer the subtitles of the file, where it has any."""
        self._subtitles = bool(tracks.subtitles)
        self._menu.show_tracks(tracks)
        menu = self._menu if self._subtitles else None
        self.setMenu(menu)  # type: ignore[arg-type]
        self._offer()

    def _offer(self) -> None:
        self._menu.captions.setEnabled(self._there)
        self.setEnabled(self._there or self._subtitles)
        tip = CAPTIONS_TIP if self.isEnabled() else NOTHING_TO_READ
        does(self, "tape.captions", tip)


class SoundButton(QPushButton):
    """Shows whether and which sound is heard, and opens the choice."""

    mute_wanted = Signal()
    channels_wanted = Signal(object)
    track_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        plain = button("")
        self.setFocusPolicy(plain.focusPolicy())
        self.setFont(plain.font())
        self._theme = theme
        self._icon = ""
        self.setIconSize(QSize(18, 18))
        does(self, "tape.mute", "Mute, one channel alone, sound tracks")
        menu = QMenu(self)
        menu.setAccessibleName("Sound")
        self.mute = menu.addAction("Mute")
        self.mute.setCheckable(True)
        self.mute.triggered.connect(lambda _on: self.mute_wanted.emit())
        menu.addSeparator()
        rows = list(CHANNELS.items())
        self._channels = dict(
            zip(
                CHANNELS,
                _one_of(menu, rows, Channels.BOTH, self.channels_wanted.emit),
                strict=True,
            )
        )
        self._menu = menu
        self._tracks: list[QAction] = []
        self.setMenu(menu)
        self._draw("volume", "Sound")

    def show_sound(self, sound: Sound) -> None:
        """Show whether it is muted and which channels are heard."""
        self.mute.setChecked(sound.muted)
        self._channels[sound.channels].setChecked(True)
        self.setText(LETTERS[sound.channels])
        heard = "muted" if sound.muted else CHANNELS[sound.channels].lower()
        self._draw("muted" if sound.muted else "volume", f"Sound: {heard}")

    def show_tracks(self, tracks: Tracks = NO_TRACKS) -> None:
        """Offer the sound tracks of the file, where it has several."""
        for old in self._tracks:
            self._menu.removeAction(old)
            old.deleteLater()
        self._tracks = []
        if len(tracks.sound) > 1:
            separator = self._menu.addSeparator()
            rows = _numbered("Sound track", tracks.sound)
            made = _one_of(self._menu, rows, tracks.heard, self.track_wanted.emit)
            self._tracks = [separator, *made]

    def _draw(self, name: str, said: str) -> None:
        self.setAccessibleName(said)
        if name != self._icon:
            self._icon = name
            self.dress()

    def dress(self) -> None:
        """Draw the icon in the colors of the theme."""
        self.setIcon(icon(self._icon, self._theme.text, 18))


def _numbered(kind: str, tracks: Iterable[Track]) -> list[tuple[int | None, str]]:
    return [
        (track.id, f"{kind} {number}: {track.label}")
        for number, track in enumerate(tracks, 1)
    ]


def _one_of(
    menu: QMenu,
    rows: Iterable[tuple[T, str]],
    chosen: T,
    choose: Callable[[T], object],
) -> list[QAction]:
    """Put rows into a menu, of which one is chosen."""
    group = QActionGroup(menu)
    made = []
    for value, text in rows:
        row = menu.addAction(text)
        row.setCheckable(True)
        row.setChecked(value == chosen)
        row.triggered.connect(partial(_chosen, choose, value))
        group.addAction(row)
        made.append(row)
    return made


def _chosen(choose: Callable[[T], object], value: T, *_checked: bool) -> None:
    choose(value)
