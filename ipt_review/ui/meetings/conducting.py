"""An agenda is gone through: clip after clip, with time to talk between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.ui.meetings.running import Running
    from ipt_review.ui.meetings.screen import MeetingsScreen
    from ipt_review.workflow.supervision.agenda_reading import AgendaRead, ClipRead

EVERY = 250
PER_MINUTE = 60
LAST = "That was the last clip of this agenda."
FIRST = "This is the first clip of this agenda."
PASSED = "Passed over: “{title}”. {why}"


class Conducting(QObject):
    """Knows which clip is picked, plays it, and counts the time to talk down.

    Args:
        screen: Where clips are listed and seen.
        running: Plays them.
        now: The monotonic clock, in seconds.
        ready: Makes the player free for a clip, and says whether it is.

    Signals:
        told: Something to be said to whoever is there.
    """

    told = Signal(str)

    def __init__(
        self,
        screen: MeetingsScreen,
        running: Running,
        now: Callable[[], float],
        ready: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._running = running
        self._now = now
        self._ready = ready
        self.read: AgendaRead | None = None
        self.picked: int | None = None
        self._heard: int | None = None
        self._talking: float | None = None
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._count)
        running.finished.connect(self._after_clip)
        running.failed.connect(self._after_failure)
        running.player.state_changed.connect(lambda _state: self._show_playing())
        screen.clips.picked.connect(self.pick)
        screen.stage.video.clicked.connect(self.play)

    @property
    def clip(self) -> ClipRead | None:
        """The clip that is looked at."""
        return self.read.clip(self.picked) if self.read is not None else None

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {
            "agenda.play": self.play,
            "agenda.next": lambda: self._go(1),
            "agenda.previous": lambda: self._go(-1),
            "agenda.again": self.again,
            "agenda.talk": self.talk,
            "tape.play": self.play,
            "tape.play_typing": self.play,
            **self._running.doings(),
        }

    def show(self, read: AgendaRead | None) -> None:
        """Go through this agenda; the clip that is picked stays, if it is there."""
        other = self.read is None or read is None
        if other or (self.read and read and self.read.meeting.id != read.meeting.id):
            self._heard = None
            self._stop_talking()
        self.read = read
        if self.clip is None:
            clips = read.clips if read is not None else ()
            self.picked = clips[0].clip.number if clips else None
        self._show()

    def pick(self, number: int) -> None:
        """Look at the clip with this number; it is played when that is asked for."""
        if number != self.picked:
            self.picked = number
            self._screen.stage.show_passed("")
            self._show()

    def play(self) -> None:
        """Play the picked clip from its start, or pause it, or play on."""
        clip = self.clip
        if clip is None:
            return
        if self._heard == self.picked and self._running.under_way:
            self._stop_talking()
            self._running.toggle()
        else:
            self.again()

    def again(self) -> None:
        """Play the picked clip from its start; say why, where it is not played."""
        clip = self.clip
        if clip is None:
            return
        if clip.why_not:
            self._screen.stage.show_passed(clip.why_not)
        elif self._ready():
            self._stop_talking()
            self._heard = self.picked
            self._screen.stage.video.show_message("")
            self._running.play(clip)

    def talk(self) -> None:
        """Hold the tape and count the time to talk down; then play on, or go on."""
        if self._talking is None:
            self._running.hold()
            self._begin_talking()
        elif self._running.under_way:
            self._stop_talking()
            self._running.toggle()
        else:
            self._go(1)

    def leave(self) -> None:
        """Let go of the tape, and count no more."""
        self._stop_talking()
        self._running.leave()
        self._heard = None

    def _go(self, by: int) -> None:
        """Play the clip before or behind; say which were passed over, and why."""
        read = self.read
        if read is None or not read.clips:
            return
        numbers = [each.clip.number for each in read.clips]
        here = numbers.index(self.picked) if self.picked in numbers else -1
        first = self._heard is None and by > 0
        place, passed = here if first and here >= 0 else here + by, []
        while 0 <= place < len(numbers) and read.clips[place].why_not:
            passed.append(read.clips[place])
            place += by
        words = [PASSED.format(title=p.clip.title, why=p.why_not) for p in passed]
        if 0 <= place < len(numbers):
            self.picked = numbers[place]
            self._show()
            self.again()
        else:
            words.append(LAST if by > 0 else FIRST)
        self._screen.stage.show_passed(" ".join(words))

    def _after_clip(self) -> None:
        """Count the time to talk, or go on where none is planned."""
        clip = self.clip
        if clip is not None and clip.clip.number == self._heard and not clip.clip.talk:
            self._go(1)
        else:
            self._begin_talking()

    def _after_failure(self, words: str) -> None:
        self._screen.stage.show_passed(words)
        self._show_playing()

    def _begin_talking(self) -> None:
        self._talking = self._now()
        self._timer.start()
        self._count()

    def _stop_talking(self) -> None:
        self._talking = None
        self._timer.stop()
        self._screen.stage.show_talk(None)

    def _count(self) -> None:
        clip = self.clip
        if self._talking is None or clip is None:
            return
        gone = self._now() - self._talking
        self._screen.stage.show_talk(clip.clip.talk * PER_MINUTE - gone)

    def _show(self) -> None:
        screen, read, clip = self._screen, self.read, self.clip
        numbers = [each.clip.number for each in read.clips] if read is not None else []
        at = numbers.index(self.picked) if self.picked in numbers else -1
        screen.clips.pick(at)
        screen.stage.show_clip(read, clip)
        screen.show_clip(clip.clip if clip is not None else None)
        self._show_playing()

    def _show_playing(self) -> None:
        running = self._running
        self._screen.stage.show_playing(playing=running.on and running.player.playing)
