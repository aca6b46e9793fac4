"""The dialog in which the files of a tape get their places in the session."""

from __future__ import annotations

import json
import wave
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from ipt_review.media.engine import State
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.ui.tape_files.dialog import TapeFiles
from tests.gui.bench import RATE, turns
from tests.gui.evening import PATIENCE, Evening
from tests.media_files import Recipe, make

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui
LENGTH = 24_000
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def evening(qtbot: QtBot, tmp_path: Path) -> Iterator[Evening]:
    made = Evening(qtbot, tmp_path, SilentEngine())
    yield made
    made.window.close()


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, ...]:
    level = 8_000 + crc32(str(tmp_path).encode()) % 1_000
    return tuple(
        turns(tmp_path / f"side{n}.wav", (n, n + 5), level=level) for n in (1, 2, 3)
    )


def arrange(
    evening: Evening,
    act: Callable[[TapeFiles], None],
    answer: QMessageBox.StandardButton | None = None,
    asked: list[str] | None = None,
) -> None:
    """Open the dialog by its action, do something in it, and answer what is asked."""

    soon = QTimer(interval=5)

    def answer_it() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox) or answer is None:
            return
        soon.stop()
        if asked is not None:
            asked.append(box.text())
        box.button(answer).click()

    soon.timeout.connect(answer_it)

    def at_dialog() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TapeFiles)
        if answer is not None:
            soon.start()
        try:
            act(dialog)
        except BaseException:
            dialog.reject()
            raise

    QTimer.singleShot(0, at_dialog)
    assert evening.program.do("study.files")


def accept(dialog: TapeFiles) -> None:
    dialog.buttons.accepted.emit()


def test_a_time_is_typed_and_kept_in_the_study(
    evening: Evening, sides: tuple[Path, ...]
) -> None:
    tape = evening.taken_in(*sides[:2])
    evening.program.enter("library")

    def act(dialog: TapeFiles) -> None:
        cell = dialog.table.item(1, 2)
        assert cell is not None
        assert cell.text() == "0:00:24.000"
        cell.setText("31:05.240")
        assert dialog.draft.files[1].offset == 31 * 60_000 + 5_240
        accept(dialog)

    arrange(evening, act)
    (kept,) = evening.desk.database.tapes()
    assert [file.offset for file in kept.files] == [0, 1_865_240]
    assert kept.length == 1_865_240 + LENGTH
    logged = json.loads(evening.desk.database.study_settings()["tape_files"])
    assert logged["tape"] == tape.id.hex
    assert [file["offset_ms"] for file in logged["files"]] == [0, 1_865_240]
    assert "side" not in json.dumps(logged)


def test_what_is_no_time_is_told_and_changes_nothing(
    evening: Evening, sides: tuple[Path, ...]
) -> None:
    evening.taken_in(*sides[:2])
    evening.program.enter("library")

    def act(dialog: TapeFiles) -> None:
        cell = dialog.table.item(1, 2)
        assert cell is not None
        cell.setText("-1:00")
        assert "-1:00" in dialog.said
        assert cell.text() == "0:00:24.000"
        dialog.reject()

    arrange(evening, act)


def test_keys_nudge_the_picked_file(evening: Evening, sides: tuple[Path, ...]) -> None:
    evening.taken_in(*sides[:2])
    evening.program.enter("library")

    def act(dialog: TapeFiles) -> None:
        evening.qtbot.waitUntil(dialog.isActiveWindow, timeout=PATIENCE)
        dialog.table.setFocus()
        QTest.keyClick(dialog.table, Qt.Key.Key_Down)
        assert dialog.draft.picked == 1
        for key, by in ((ALT, 10), (CTRL, 100), (CTRL | SHIFT, 1_000)):
            before = dialog.draft.files[1].offset
            QTest.keyClick(dialog.table, Qt.Key.Key_Right, key)
            assert dialog.draft.files[1].offset == before + by
            QTest.keyClick(dialog.table, Qt.Key.Key_Left, key)
            assert dialog.draft.files[1].offset == before
        dialog.reject()

    arrange(evening, act)


def test_a_strip_is_dragged_and_the_others_stay(
    evening: Evening, sides: tuple[Path, ...]
) -> None:
    evening.taken_in(*sides[:2])
    evening.program.enter("library")

    def act(dialog: TapeFiles) -> None:
        strips = dialog.strips
        axis, y = strips._axis, round(strips._top(1)) + 20
        at = QPoint(round(axis.x(30_000)), y)
        to = QPoint(round(axis.x(40_000)), y)
        QTest.mousePress(strips, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseMove(strips, to)
        QTest.mouseRelease(strips, Qt.MouseButton.LeftButton, pos=to)
        assert abs(dialog.draft.files[1].offset - 34_000) < 200
        assert dialog.draft.files[0].offset == 0
        assert dialog.draft.picked == 1
        dialog.reject()

    arrange(evening, act)


def test_a_further_file_is_added_put_up_and_one_left_out(
    evening: Evening, sides: tuple[Path, ...]
) -> None:
    evening.taken_in(*sides[:2])
    evening.program.enter("library")

    def act(dialog: TapeFiles) -> None:
        dialog.add_files([sides[2]])
        assert dialog.draft.files[2].offset == 2 * LENGTH
        dialog.add_files([sides[0]])
        assert "“side1.wav” is on this tape already" in dialog.said
        assert len(dialog.draft.files) == 3
        dialog.up.click()
        dialog.up.click()
        names = [file.path.name for file in dialog.draft.files]
        assert names == ["side3.wav", "side1.wav", "side2.wav"]
        dialog.in_a_row.click()
        assert [f.offset for f in dialog.draft.files] == [0, LENGTH, 2 * LENGTH]
        dialog.table.setCurrentCell(1, 0)
        dialog.out.click()
        accept(dialog)

    arrange(evening, act)
    (kept,) = evening.desk.database.tapes()
    assert [f.path.name for f in kept.files] == ["side3.wav", "side2.wav"]
    assert [f.offset for f in kept.files] == [0, 2 * LENGTH]


def test_a_coded_session_is_asked_about_and_its_marks_keep_their_times(
    evening: Evening, sides: tuple[Path, ...]
) -> None:
    tape = evening.taken_in(*sides[:2])
    evening.open(tape)
    evening.until(lambda: evening.player.state is State.PAUSED)
    evening.player.seek(LENGTH + 5_000)
    seat = evening.program.reviewing.seat
    assert seat is not None
    evening.program.reviewing.pressing.code(seat.codebook.offered[0].id)
    before = seat.session.coding.marks
    asked: list[str] = []

    def leave_out(dialog: TapeFiles) -> None:
        dialog.table.setCurrentCell(1, 0)
        dialog.out.click()
        accept(dialog)

    arrange(evening, leave_out, QMessageBox.StandardButton.No, asked)
    assert evening.desk.database.tapes()[0].files == tape.files
    assert "“side2.wav” is left out." in asked[0]
    assert "Without a recording under them: 1 of 1 marks." in asked[0]

    arrange(evening, leave_out, QMessageBox.StandardButton.Yes, asked)
    (kept,) = evening.desk.database.tapes()
    assert len(kept.files) == 1
    assert kept.length == LENGTH + 5_000
    seat = evening.program.reviewing.seat
    assert seat is not None
    assert seat.session.coding.marks == before
    assert evening.window.room == "review"


def test_two_microphones_are_aligned_by_sound_when_asked_and_not_before(
    evening: Evening, tmp_path: Path
) -> None:
    room = talk(60)
    first = written(tmp_path / "cam1.wav", room)
    second = written(tmp_path / "cam2.wav", room[7_340 * RATE // 1_000 :] // 3)
    evening.taken_in(first, second)
    evening.program.enter("library")

    def act(dialog: TapeFiles) -> None:
        evening.qtbot.waitUntil(
            lambda: len(dialog.strips._heard) == 2, timeout=PATIENCE
        )
        dialog.table.setCurrentCell(1, 0)
        assert not dialog.use.isEnabled()
        dialog.compare.click()
        evening.qtbot.waitUntil(dialog.use.isEnabled, timeout=PATIENCE)
        assert "“cam2.wav” begins at 0:00:07.3" in dialog.said
        assert "That is clear" in dialog.said
        assert dialog.draft.files[1].offset == 60_000
        dialog.use.click()
        assert abs(dialog.draft.files[1].offset - 7_340) <= 10
        accept(dialog)

    arrange(evening, act)
    (kept,) = evening.desk.database.tapes()
    assert kept.length == 60_000


def test_a_camera_that_began_before_the_session_makes_the_others_begin_later(
    evening: Evening, tmp_path: Path
) -> None:
    room = talk(60)
    early = written(tmp_path / "early.wav", room)
    late = written(tmp_path / "a_late.wav", room[5_000 * RATE // 1_000 :])
    evening.taken_in(late, early)
    evening.program.enter("library")

    def act(dialog: TapeFiles) -> None:
        evening.qtbot.waitUntil(
            lambda: len(dialog.strips._heard) == 2, timeout=PATIENCE
        )
        dialog.table.setCurrentCell(1, 0)
        dialog.compare.click()
        evening.qtbot.waitUntil(dialog.use.isEnabled, timeout=PATIENCE)
        dialog.use.click()
        first, second = dialog.draft.files
        assert second.offset == 0
        assert abs(first.offset - 5_000) <= 10
        dialog.reject()

    arrange(evening, act)


@pytest.mark.qt_log_ignore("PulseAudioService", extend=True)
def test_both_are_heard_from_the_moment_that_was_clicked_or_it_is_said_why_not(
    evening: Evening, tmp_path: Path, sides: tuple[Path, ...]
) -> None:
    film = make(tmp_path / "film.mp4", Recipe(seconds=3))
    evening.taken_in(sides[0], film)
    evening.program.enter("library")

    def act(dialog: TapeFiles) -> None:
        dialog.point(2_500)
        assert dialog.listen.text() == "Play both from 0:00:02.500"
        dialog.listen.click()
        evening.qtbot.waitUntil(
            lambda: dialog.sounding.plays or bool(dialog.said), timeout=PATIENCE
        )
        dialog.sounding.stop()
        dialog.reject()

    arrange(evening, act)


def test_without_a_tape_the_action_says_what_to_pick(evening: Evening) -> None:
    assert evening.program.do("study.files")
    assert "Pick a session" in evening.window.banner.text


def talk(seconds: int) -> np.ndarray:
    """Return sound that is loud and soft as talk is."""
    chance = np.random.default_rng(11)
    sound = chance.normal(0, 1, seconds * RATE)
    at = 0
    while at < sound.size:
        long = int(chance.integers(60, 300)) * RATE // 1_000
        sound[at : at + long] *= chance.uniform(0.02, 1.0)
        at += long
    return (sound * 6_000).clip(-32_000, 32_000).astype(np.int16)


def written(path: Path, samples: np.ndarray) -> Path:
    """Write sound to a file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.astype("<i2").tobytes())
    return path
