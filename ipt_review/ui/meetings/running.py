"""Plays one clip after another, whatever tapes they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.media.engine import State
from ipt_review.ui.player.loop import OFF

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.domain.tape import Tape
    from ipt_review.media.engine import Picture
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.player.video_view import VideoView
    from ipt_review.ui.settings.preferences import Preferences
    from ipt_review.workflow.supervision.agenda_reading import ClipRead

LEAD_IN = "agenda.lead_in"


class Running(QObject):
    """Has the player play clips; a tape opens by itself when a clip is of another one.

    Signals:
        finished: The clip that plays was heard to its end; the tape is held there.
        failed: The recording cannot be played; in words.
    """

    finished = Signal()
    failed = Signal(str)

    def __init__(
        self,
        player: Player,
        video: VideoView,
        preferences: Preferences,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.player = player
        self._video = video
        self._preferences = preferences
        self._tape: UUID | None = None
        self._end: int | None = None
        self._waits = False
        player.moved.connect(self._follow)
        player.state_changed.connect(self._after_state)
        player.pictured.connect(self._show_picture)
        player.failed.connect(self._tell_failed)
        video.resized.connect(self._fit)

    @property
    def on(self) -> bool:
        """Whether the player has a tape of the agenda."""
        return self._tape is not None

    @property
    def under_way(self) -> bool:
        """Whether a clip was begun and not heard to its end."""
        return self.on and (self._waits or self._end is not None)

    def play(self, clip: ClipRead) -> None:
        """Play a clip from the lead-in on; its tape is opened first if need be."""
        tape, span = clip.tape, clip.clip
        begin = max(0, span.start - self._preferences.value(LEAD_IN))
        begin = min(begin, tape.length)
        self._end = min(span.end, tape.length)
        if self._tape == tape.id and self.player.state is not State.EMPTY:
            self._waits = False
            self.player.set_loop(OFF)
            self.player.seek(begin)
            self.player.play()
            return
        self._take_in(tape, begin)

    def toggle(self) -> None:
        """Pause, or play on."""
        if self.on:
            self.player.toggle()

    def hold(self) -> None:
        """Pause, so that people can talk."""
        self._waits = False
        self.player.pause()

    def leave(self) -> None:
        """Let go of the tape."""
        if self.on:
            self.player.unload()
        self._tape, self._end, self._waits = None, None, False
        self._video.show_message("")

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what the keys of the tape do in this room."""
        player = self.player
        return {
            "tape.back": lambda: self._step(-1_000),
            "tape.forward": lambda: self._step(1_000),
            "tape.back_more": lambda: self._step(-5_000),
            "tape.forward_more": lambda: self._step(5_000),
            "tape.frame_back": lambda: player.step_frames(-1),
            "tape.frame_forward": lambda: player.step_frames(1),
            "tape.slower": lambda: player.set_rate(player.rate - 0.1),
            "tape.faster": lambda: player.set_rate(player.rate + 0.1),
            "tape.normal": lambda: player.set_rate(1.0),
        }

    def _step(self, by: int) -> None:
        """Go on or back; who goes beyond the clip hears what comes then."""
        if self._end is not None and self.player.position + by >= self._end:
            self._end = None
        self.player.step(by)

    def _take_in(self, tape: Tape, begin: int) -> None:
        """Open a tape, to play once it stands where the clip begins."""
        end = self._end
        self.leave()
        self._tape, self._end, self._waits = tape.id, end, True
        if tape.is_pieced:
            self.player.join(tape.files, tape.length, begin)
        else:
            self.player.load(tape.files[0].path, tape.length, begin)
        self._fit(self._video.width(), self._video.height())

    def _after_state(self, state: State) -> None:
        if not self.on:
            return
        if self._waits and state is State.PAUSED:
            self._waits = False
            self.player.play()
        elif state is State.ENDED and self._end is not None:
            self._finish()

    def _follow(self, position: int) -> None:
        if not self.on:
            return
        self._video.move_to(position)
        end = self._end
        past = end is not None and position >= end
        if past and not self._waits and self.player.playing:
            self._finish()

    def _finish(self) -> None:
        self._end = None
        self.player.pause()
        self.finished.emit()

    def _show_picture(self, picture: Picture) -> None:
        if self.on:
            self._video.show_picture(picture)

    def _tell_failed(self, message: str) -> None:
        if self.on:
            self._end, self._waits = None, False
            self._video.show_message(message)
            self.failed.emit(message)

    def _fit(self, width: int, height: int) -> None:
        if self.on:
            self.player.fit(width, height)
