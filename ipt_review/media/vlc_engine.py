"""libvlc as an engine.

libvlc calls in on threads of its own and must not be called from there, and its
stop() may wait for those threads. So everything happens on one command thread: calls
and libvlc's callbacks only leave a note for it.
"""

from __future__ import annotations

import atexit
from functools import partial
from typing import TYPE_CHECKING

from ipt_review.media.command_thread import CommandThread
from ipt_review.media.vlc_deck import Deck
from ipt_review.media.vlc_start import load_vlc, new_instance

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ipt_review.media.engine import Channels, Picture, Report


class VlcEngine:
    """Plays tapes with libvlc, its pictures handed out as pixels.

    Raises:
        EngineMissing: When libvlc is not on this machine, or is of another kind.
    """

    name = "libvlc"

    def __init__(self) -> None:
        self._vlc = load_vlc()
        instance = new_instance(self._vlc)
        self._thread = CommandThread("libvlc engine")
        self._deck = Deck(self._vlc, instance, self._thread)
        atexit.register(self.close)

    @property
    def version(self) -> str:
        """The version of libvlc, such as 3.0.24."""
        return str(self._vlc.libvlc_get_version().decode().split()[0])

    def listen(self, listener: Callable[[Report], None]) -> None:
        """Have `listener` called with every report, on the engine's thread."""
        self._thread.do(partial(self._deck.audience.listen, listener))

    def watch(self, watcher: Callable[[Picture], None]) -> None:
        """Have `watcher` called with every new frame, on the engine's thread."""
        self._thread.do(partial(self._deck.audience.watch, watcher))

    def load(self, file: Path) -> None:
        """Take a tape in and stand at its start, paused, its first frame shown."""
        self._thread.do(partial(self._deck.load, file))

    def play(self) -> None:
        """Let the tape run; after the end, from the start."""
        self._thread.do(self._deck.play)

    def pause(self) -> None:
        """Hold the tape where it is."""
        self._thread.do(self._deck.pause)

    def seek(self, position: int) -> None:
        """Stand at `position`, running or not, kept within the tape.

        Held, it comes to stand on the frame that is on the screen there: that is
        reported once more, with the start of the frame, when the frame is shown.
        """
        self._thread.do(partial(self._deck.seek, position))

    def set_rate(self, rate: float) -> None:
        """Run at `rate` (0.5 to 2.0), the pitch of voices kept."""
        self._thread.do(partial(self._deck.set_rate, rate))

    def set_volume(self, percent: int) -> None:
        """Set the loudness, 0 to 200, 100 being as recorded."""
        self._thread.do(partial(self._deck.choices.set_volume, percent))

    def set_channels(self, channels: Channels) -> None:
        """Have both channels heard, or one of them alone on both loudspeakers."""
        self._thread.do(partial(self._deck.choices.set_channels, channels))

    def choose_sound(self, track: int) -> None:
        """Have this sound track heard; the next tape starts with its own first one."""
        choose = self._deck.choices.choose_sound
        self._thread.do(partial(self._deck.choose, choose, track))

    def choose_subtitles(self, track: int | None) -> None:
        """Draw this subtitle track of the file, or none, as every tape starts."""
        choose = self._deck.choices.choose_subtitles
        self._thread.do(partial(self._deck.choose, choose, track))

    def fit(self, width: int, height: int) -> None:
        """Say how large pictures are wanted at most; larger ones come at once."""
        self._thread.do(partial(self._deck.fit, (max(2, width), max(2, height))))

    def twin(self) -> VlcEngine:
        """Start libvlc once more, apart from this one."""
        return VlcEngine()

    def close(self) -> None:
        """Let go of the tape, of libvlc, of the thread, and of every listener."""
        atexit.unregister(self.close)
        self._thread.close(self._deck.let_go)
