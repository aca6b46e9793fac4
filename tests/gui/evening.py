"""A window that plays real files in real time, for tapes of several files."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from ipt_review.media.peak_cache import PeakCache
from ipt_review.ui.main_window import MainWindow
from ipt_review.ui.program import Program
from ipt_review.ui.theme import LIGHT
from ipt_review.workflow.files.opening import new_study
from ipt_review.workflow.library.organising import Arrival, take_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ipt_review.domain.tape import Tape
    from ipt_review.media.engine import Engine
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.workflow.desk import Desk

PATIENCE = 20_000


class Evening:
    """A window with a study of its own, before which somebody watches a long tape."""

    def __init__(self, qtbot: QtBot, home: Path, engine: Engine) -> None:
        self.qtbot = qtbot
        self.home = home
        self.window = MainWindow(LIGHT)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        self.settings = QSettings(str(home / "s.ini"), QSettings.Format.IniFormat)
        self.program = Program(
            self.window, engine, time.monotonic, "", home, self.settings
        )
        self.program.reviewing.listening.keep_in(PeakCache(home / "cache"))
        study = home / "pilot.iptstudy"
        new_study(study, "Pilot", "SV-1").close()
        self.window.show()
        qtbot.waitExposed(self.window)
        assert self.program.open_path(study)

    @property
    def screen(self) -> ReviewScreen:
        return self.window.review

    @property
    def player(self) -> Player:
        return self.program.reviewing.player

    @property
    def desk(self) -> Desk:
        assert self.program.desk is not None
        return self.program.desk

    def taken_in(self, *paths: Path, offsets: tuple[int, ...] = ()) -> Tape:
        """Put files into the study as one tape, at these offsets if there are any."""
        tape = take_in(self.desk, Arrival(paths, "T-01", "C-001", 1, 14))
        if offsets:
            files = tuple(
                replace(file, offset=offset)
                for file, offset in zip(tape.files, offsets, strict=True)
            )
            length = max(file.offset + file.length for file in files)
            tape = replace(tape, files=files, length=length)
            self.desk.database.change_tape(tape)
        return tape

    def open(self, tape: Tape) -> None:
        self.program.review_tape(tape.id)
        assert self.program.reviewing.seat is not None

    def until(self, claim: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(claim, timeout=PATIENCE)

    @property
    def said(self) -> str:
        """What stands in the picture's place."""
        return self.screen.video._message
