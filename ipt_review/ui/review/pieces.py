"""What is said and done about the files of a tape while it is reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_review.domain.splice import covering, stretch_at, stretches
from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.timeline.gaps import gaps_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.tape import Tape
    from ipt_review.ui.player.joining import Place
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.ui.settings.preferences import Preferences

SKIP_GAPS = "tape.skip_gaps"
NEXT_CAMERA = "tape.camera"


class Pieces(QObject):
    """Says where nothing was recorded, and switches between cameras that overlap."""

    def __init__(self, screen: ReviewScreen, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen
        self._player = player
        self._preferences: Preferences | None = None
        self._tape: Tape | None = None
        self._otherwise = ""
        self._absent: dict[int, str] = {}
        self._gone: set[int] = set()
        self._sound_only: dict[int, bool] = {}
        self._file: int | None = 0
        player.place_changed.connect(self._show_place)

    @property
    def absent(self) -> dict[int, str]:
        """Why files of the tape cannot be played, by their places."""
        return dict(self._absent)

    def use(self, preferences: Preferences) -> None:
        """Heed what is set on this computer about gaps."""
        self._preferences = preferences
        preferences.changed.connect(self._heed)
        self._heed()

    def take_in(self, tape: Tape, otherwise: str) -> None:
        """Take note of the files of a tape.

        Args:
            tape: The tape on the screen.
            otherwise: What the picture's place says where there is no picture.
        """
        self._absent = {}
        self._tape, self._otherwise, self._file = tape, otherwise, 0
        self._sound_only = {}
        files = enumerate(tape.files)
        self._gone = {n for n, file in files if not file.path.is_file()}
        self._show_gaps()

    def refuse(self, number: int, words: str) -> None:
        """Take note that a file is another recording and must not be played."""
        self._absent[number] = words
        self._show_gaps()

    def learn(self, number: int, only: bool) -> None:  # noqa: FBT001 - a slot
        """Take note of whether a file has sound only."""
        self._sound_only[number] = only
        if number == self._file:
            self._screen.video.show_sound_only(only=only)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what each action about files does."""
        return {NEXT_CAMERA: self.next_camera, SKIP_GAPS: self._toggle_skipping}

    def states(self) -> dict[str, Callable[[], bool]]:
        """Return what tells whether gaps are skipped."""
        return {SKIP_GAPS: lambda: self._player.files.skips_gaps}

    def next_camera(self) -> None:
        """Show and sound the next of the files that were recording here."""
        tape, here = self._tape, self._player.position
        if tape is None:
            return
        cameras = [n for n in covering(tape.files, here) if n not in self._absent]
        if len(cameras) < 2:  # noqa: PLR2004 - one has nobody to change with
            self._screen.video.show_passing("No other file was recording here")
            return
        now = self._file if self._file in cameras else cameras[0]
        place = (cameras.index(now or cameras[0]) + 1) % len(cameras)
        number = cameras[place]
        self._player.files.choose(number)
        name = tape.files[number].path.name
        said = f"File {place + 1} of the {len(cameras)} here: {name}"
        self._screen.video.show_passing(said)

    def _toggle_skipping(self) -> None:
        if self._preferences is not None:
            skips = not self._player.files.skips_gaps
            self._preferences.set_value(SKIP_GAPS, int(skips))
            said = "Gaps between files are skipped" if skips else "Gaps are run through"
            self._screen.video.show_passing(said)

    def _heed(self) -> None:
        if self._preferences is not None:
            self._player.files.skip_gaps(skip=self._preferences.is_on(SKIP_GAPS))

    def _show_place(self, place: Place) -> None:
        tape, video = self._tape, self._screen.video
        if tape is None or not tape.is_pieced:
            return
        before, self._file = self._file, place.file
        if place.file is None:
            self._note_problem(place.problem)
            video.show_sound_only(only=False)
            video.show_message(self._words(tape, place.problem))
            return
        if before is None:
            video.show_message(self._otherwise)
        video.show_sound_only(only=self._sound_only.get(place.file, False))

    def _words(self, tape: Tape, problem: str) -> str:
        """Say why nothing is seen here, and from when on something is."""
        here = self._player.position
        line = stretches(tape.files, tape.length, absent=self._absent)
        later = line[stretch_at(line, here) + 1 :]
        begins = next(
            (each.span.start for each in later if each.file is not None), None
        )
        if begins is None:
            then = "Nothing follows up to the end of the session."
        else:
            then = f"It continues at {show_seconds(begins)}."
        return f"{problem or 'No recording here.'} {then}"

    def _note_problem(self, problem: str) -> None:
        """Hatch the stretch of a file that turned out not to play."""
        tape = self._tape
        if not problem or tape is None or problem in self._absent.values():
            return
        here = covering(tape.files, self._player.position)
        for number in here:
            if tape.files[number].path.name in problem:
                self._absent[number] = problem
        self._show_gaps()

    def _show_gaps(self) -> None:
        if self._tape is not None:
            absent = self._gone | set(self._absent)
            self._screen.timeline.show_gaps(gaps_of(self._tape, absent))
