"""Makes pictures anew: what stands in a tape's place, and rooms.

Run it as `python -m build_spec.pictures`; without a screen, QT_QPA_PLATFORM=offscreen.
The demo study is opened in the real window, once for each kind of tape.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import av
from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from ipt_review.domain.tape import MediaFile
from ipt_review.media.peak_cache import PeakCache
from ipt_review.media.vlc_engine import VlcEngine
from ipt_review.reliability.study_line import Section
from ipt_review.ui.main_window import MainWindow
from ipt_review.ui.program import Program
from ipt_review.ui.theme import DARK, LIGHT, palette, sans
from tests.benchmarks.measure_reliability import make_double_coded

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.ui.theme import Theme

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE, SHOWN_AT, NEAR = (1280, 800), 137_000, 100
JUDGE = "AD-1"
WIDTH = 960
DOUBLES = 28
PATIENCE = 60.0
SMALLEST = 0
"""Of how good a picture is, as Qt counts: PNG loses nothing, and is written small."""


class NothingToShow(Exception):
    """What a picture is to show did not come about."""


def until(claim: Callable[[], bool], what: str) -> None:
    """See to events until something is true.

    Raises:
        NothingToShow: When it does not come true in a minute.
    """
    end = time.monotonic() + PATIENCE
    while not claim():
        if time.monotonic() > end:
            raise NothingToShow(what)
        wait(20)


def wait(duration: int) -> None:
    """See to events for a while (ms)."""
    loop = QEventLoop()
    QTimer.singleShot(duration, loop.quit)
    loop.exec()


def without_picture(film: Path, to: Path) -> Path:
    """Write the sound of a film to a file of its own."""
    with av.open(film) as whole, av.open(to, "w") as out:
        sound = out.add_stream_from_template(whole.streams.audio[0])
        for packet in whole.demux(whole.streams.audio[0]):
            if packet.size:
                packet.stream = sound
                out.mux(packet)
    return to


def half_copied(film: Path, to: Path) -> Path:
    """Write what there would be of a film whose copying was broken off."""
    with av.open(film) as whole, av.open(to, "w") as out:  # its table goes to its end
        copies = {s.index: out.add_stream_from_template(s) for s in whole.streams}
        for packet in whole.demux():
            if packet.size:
                packet.stream = copies[packet.stream.index]
                out.mux(packet)
    to.write_bytes(to.read_bytes()[: to.stat().st_size // 2])
    return to


class Photographer:
    """Shows one tape after another in the window, and takes its picture.

    Args:
        home: Where the demo study and the tapes are put.
        theme: The colors of the window.
        size: Of the window.
    """

    def __init__(
        self, home: Path, theme: Theme = LIGHT, size: tuple[int, int] = SIZE
    ) -> None:
        self._home = home
        self.window = MainWindow(theme)
        settings = QSettings(str(home / "settings.ini"), QSettings.Format.IniFormat)
        settings.setValue("settings/look.theme", "dark" if theme == DARK else "light")
        self.program = self._program = Program(
            self.window, VlcEngine(), time.monotonic, "", home, settings
        )
        self._program.reviewing.listening.keep_in(PeakCache(home / "peaks"))
        self.window.resize(*size)
        self.window.show()

    def take_all(self) -> None:
        """Leave all pictures behind."""
        video, reviewing = self.window.review.video, self._program.reviewing
        self._program.open_demo()
        tape = self.window.library.picked_tape()
        if tape is None:
            raise NothingToShow("the tape of the demo")
        self._program.review_tape(tape)
        until(video.has_picture, "a picture")
        reviewing.player.seek(SHOWN_AT)
        until(lambda: abs((video.shown_at or 0) - SHOWN_AT) < NEAR, "the frame")
        self._take("tape-video")
        self.take_rooms()
        film = reviewing.seat.review.tape.files[0].path if reviewing.seat else Path()
        self._show(without_picture(film, self._home / "session05.m4a"))
        until(lambda: video.sound.shown, "the sound alone")
        reviewing.player.seek(SHOWN_AT)
        self._take("tape-audio")
        self._show(half_copied(film, self._home / "session05.mp4"))
        until(lambda: "cut off" in video.accessibleDescription(), "a broken tape")
        self._take("tape-broken")
        self._show(Path("/media/recordings/session05.mp4"))
        until(lambda: "is not in" in video.accessibleDescription(), "a missing tape")
        self._take("tape-missing")
        self._take_compare()

    def _take_compare(self) -> None:
        """Have an adjudicator decide a consensus on the tape of the demo."""
        program, screen = self._program, self.window.compare
        program.open_demo()
        people = program.desk.holdings().people if program.desk else ()
        program.person = next(each for each in people if each.handle == JUDGE)
        program.enter("compare")
        until(screen.video.has_picture, "a picture")
        adjudicating = program.comparing.adjudicating
        adjudicating.switch()
        for choice in (adjudicating.leave_out, partial(adjudicating.keep, 0)):
            adjudicating.go_on()
            choice()
        adjudicating.go_on()
        reviewed = program.reviewing.player
        until(lambda: reviewed.playing, "the place that is played")
        reviewed.pause()
        self._take("compare")

    def take_rooms(self) -> None:
        """Leave pictures of the rooms of supervision behind; go back to the tape."""
        for room in ("feedback", "progress", "ledger"):
            self._program.enter(room)
            self._take(room)
        self._program.enter("review")

    def take_reliability(self) -> None:
        """Leave a picture of the page Reliability of the Study room.

        It shows an invented study with more double-coded tapes than the demo has.
        """
        study, path = self.window.study, self._home / "doubles.iptstudy"
        make_double_coded(path, DOUBLES).close()
        self._program.open_path(path)
        self._program.enter("study")
        study.tabs.setCurrentWidget(study.reliability)
        until(lambda: study.reliability.found is not None, "the table")
        study.reliability.table.pick("adh_hope", Section.ITEM)
        self._take("reliability")

    def _show(self, file: Path) -> None:
        """Have the tape that is open play from another file."""
        seat = self._program.reviewing.seat
        if seat is not None:
            tape = seat.review.tape
            files = (MediaFile(file, 0, tape.length, 0),)
            self._program.reviewing.bring(replace(tape, files=files))

    def settle(self) -> None:
        """Wait until all that can be heard of the tape is shown."""
        listening = self._program.reviewing.listening
        until(lambda: not listening.busy, "the end of listening")
        wait(300)

    def _take(self, name: str) -> None:
        self.settle()
        smooth = Qt.TransformationMode.SmoothTransformation
        picture = self.window.grab().toImage().scaledToWidth(WIDTH, smooth)
        picture.save(str(PICTURES / f"{name}.png"), quality=SMALLEST)


def main() -> int:
    """Make all of them, and say where they are."""
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setPalette(palette(LIGHT))
    application.setFont(sans())
    with tempfile.TemporaryDirectory() as home:
        photographer = Photographer(Path(home))
        photographer.take_reliability()
        photographer.take_all()
        photographer.window.close()
    sys.stdout.write(f"{PICTURES}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
