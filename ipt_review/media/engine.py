"""What the program asks of anything that can play a tape."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class EngineMissing(ReviewError):
    """There is nothing on this machine that can play a tape."""


class State(Enum):
    """What the engine is doing."""

    EMPTY = "empty"
    PAUSED = "paused"
    PLAYING = "playing"
    ENDED = "ended"
    FAILED = "failed"


class Channels(Enum):
    """Which channels of a recording are heard, on both loudspeakers."""

    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Track:
    """One of several sound or subtitle tracks of a recording, as its file names it."""

    id: int
    label: str


@dataclass(frozen=True, slots=True)
class Tracks:
    """What a recording lets one choose from.

    Attributes:
        sound: Sound tracks, the file's first one first; so are `subtitles`.
        heard: Id of the sound track that is heard, None without sound.
        shown: Id of the subtitle track that is drawn on the picture, None for none.
    """

    sound: tuple[Track, ...] = ()
    subtitles: tuple[Track, ...] = ()
    heard: int | None = None
    shown: int | None = None


NO_TRACKS = Tracks()


@dataclass(frozen=True, slots=True)
class Report:
    """One thing the engine has to say.

    Attributes:
        state: What it is doing.
        position: Where the tape stood, in ms.
        at: When it stood there, on the monotonic clock, in seconds. Right after a
            seek this may lie some hundredths ahead: when the tape will stand there.
        rate: How fast it was running, 1.0 being the speed of life. Right after a seek
            or a change of rate this is what the picture shows, not yet what was asked.
        length: How long the tape is, in ms, 0 while unknown.
        problem: In state FAILED, what is wrong and what to do, for a person.
        frame_rate: Pictures a second on average, 0.0 without pictures.
        tracks: What there is to choose from, known once the tape has been opened.
        waits_at: Where a running tape waits for the next report, in ms, None where it
            runs on: the start of the frame that is due next, after a change of rate.
        file: Which of the tape's files is seen and heard, None in a gap between them.
            There, `problem` may say which file is missing.
        origin: Where that file begins on the tape, in ms.
    """

    state: State
    position: int
    at: float
    rate: float = 1.0
    length: int = 0
    problem: str = ""
    frame_rate: float = 0.0
    tracks: Tracks = NO_TRACKS
    waits_at: int | None = None
    file: int | None = 0
    origin: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """One frame of the tape: 32 bits a pixel, blue green red and one unused byte.

    Attributes:
        pixels: `height` rows of `4 * width` bytes.
        position: Where the frame stands on the tape, in ms, as well as known.
        at: When it was shown, on the monotonic clock, in seconds.
        natural: Width and height of the recording as it is meant to be seen, in
            pixels of its own; (0, 0) where that is not known.
        beside: How far from the start of this one the frames before (less than 0) and
            after it begin, in whole ms, None where there is none or it is not known.
    """

    width: int
    height: int
    pixels: bytes
    position: int
    at: float = 0.0
    natural: tuple[int, int] = (0, 0)
    beside: tuple[int | None, int | None] = (None, None)


class Engine(Protocol):
    """Plays one tape at a time. Positions are whole milliseconds.

    Nothing here waits: each call asks, and what came of it is reported. Reports
    and pictures may come from any thread.
    """

    name: str

    def listen(self, listener: Callable[[Report], None]) -> None:
        """Have `listener` called with everything there is to report."""

    def watch(self, watcher: Callable[[Picture], None]) -> None:
        """Have `watcher` called with every frame that is shown."""

    def load(self, file: Path) -> None:
        """Take a tape in and stand at its start, paused, its first frame shown.

        A tape that cannot be played is reported as FAILED, with the reason.
        """

    def play(self) -> None:
        """Let the tape run; after the end, from the start."""

    def pause(self) -> None:
        """Hold the tape where it is."""

    def seek(self, position: int) -> None:
        """Stand at `position`, running or not, kept within the tape."""

    def set_rate(self, rate: float) -> None:
        """Run at `rate` (0.5 to 2.0), the pitch of voices kept."""

    def set_volume(self, percent: int) -> None:
        """Set the loudness, 0 to 200, 100 being as recorded."""

    def set_channels(self, channels: Channels) -> None:
        """Have both channels heard, or one of them alone on both loudspeakers."""

    def choose_sound(self, track: int) -> None:
        """Have this sound track heard; the next tape starts with its own first one."""

    def choose_subtitles(self, track: int | None) -> None:
        """Draw this subtitle track of the file, or none, as every tape starts."""

    def fit(self, width: int, height: int) -> None:
        """Say how large pictures are wanted at most, in pixels.

        A tape that plays may show them larger only once it is next held.
        """

    def twin(self) -> Engine:
        """Start another engine of this kind, to play beside this one."""

    def close(self) -> None:
        """Let go of the tape, of every thread, and of every listener."""
