from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QThread

from ipt_review.domain.problems import ReviewError
from ipt_review.media.peak_meter import measure
from ipt_review.media.peaks import Peaks
from ipt_review.ui.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui

DEMO = Path(__file__).parents[2] / "resources" / "demo" / "session05.mp4"
PATIENCE = 20_000


@contextmanager
def a_background() -> Iterator[Background]:
    background = Background()
    try:
        yield background
    finally:
        assert background.close()


class Patient:
    """A job that goes on until it is called off."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.ended = threading.Event()

    def __call__(
        self, progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> str:
        self.begun.set()
        step = threading.Event()
        while not cancelled():
            step.wait(0.001)
        progress(1.0)
        self.ended.set()
        return "too late"


def told(
    _progress: Callable[[float], None], _cancelled: Callable[[], bool], /
) -> object:
    """Say on which thread it runs."""
    return threading.get_ident()


def refuse(
    _progress: Callable[[float], None], _cancelled: Callable[[], bool], /
) -> None:
    raise ReviewError("The tape is gone.", "Bring it back.")


def stumble(
    _progress: Callable[[float], None], _cancelled: Callable[[], bool], /
) -> None:
    raise ZeroDivisionError("a bug")


def many_steps(
    progress: Callable[[float], None], _cancelled: Callable[[], bool], /
) -> str:
    for step in range(100_001):
        progress(step / 100_000)
    return "done"


def test_work_runs_beside_and_its_result_arrives_at_the_window(qtbot: QtBot) -> None:
    with a_background() as background:
        heard_on: list[QThread] = []
        background.finished.connect(lambda _: heard_on.append(QThread.currentThread()))
        with qtbot.waitSignal(background.finished, timeout=PATIENCE) as arrived:
            background.start(told)
            assert background.busy
        assert arrived.args != [threading.get_ident()]
        assert heard_on == [background.thread()]
        assert not background.busy


def test_progress_arrives_in_order_and_not_too_often(qtbot: QtBot) -> None:
    with a_background() as background:
        shares: list[float] = []
        background.progressed.connect(shares.append)
        with qtbot.waitSignal(background.finished, timeout=PATIENCE):
            background.start(many_steps)
        assert shares == sorted(shares)
        assert shares[-1] == 1.0
        assert 20 < len(shares) <= 202


def test_what_a_person_can_act_on_is_told_in_sentences(qtbot: QtBot) -> None:
    with a_background() as background:
        with qtbot.waitSignal(background.failed, timeout=PATIENCE) as arrived:
            background.start(refuse)
        assert arrived.args == ["The tape is gone. Bring it back."]
        assert not background.busy


def test_a_bug_comes_up_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    with a_background() as background, qtbot.captureExceptions() as raised:
        background.start(stumble)
        qtbot.waitUntil(lambda: bool(raised), timeout=PATIENCE)
        assert raised[0][0] is ZeroDivisionError
        assert not background.busy


def test_nothing_is_heard_of_a_job_that_was_called_off(qtbot: QtBot) -> None:
    heard: list[object] = []
    with a_background() as background:
        for signal in (background.finished, background.failed, background.progressed):
            signal.connect(heard.append)
        job = Patient()
        background.start(job)
        assert job.begun.wait(10)
        background.cancel()
        assert not background.busy
        assert job.ended.wait(10)
        with qtbot.waitSignal(background.finished, timeout=PATIENCE):
            background.start(many_steps)
    assert "too late" not in heard
    assert heard[-1] == "done"


def test_a_new_job_takes_the_place_of_the_one_before(qtbot: QtBot) -> None:
    heard: list[object] = []
    with a_background() as background:
        background.finished.connect(heard.append)
        first, second = Patient(), Patient()
        background.start(first)
        assert first.begun.wait(10)
        background.start(second)
        with qtbot.waitSignal(background.finished, timeout=PATIENCE):
            background.start(many_steps)
        assert first.ended.is_set()
        assert heard == ["done"]


def test_closing_leaves_no_thread_behind(qtbot: QtBot) -> None:
    del qtbot
    job = Patient()
    with a_background() as background:
        background.start(job)
        assert job.begun.wait(10)
    assert job.ended.is_set()
    assert background._pool.activeThreadCount() == 0


def test_a_result_that_arrives_after_closing_is_not_heard(qtbot: QtBot) -> None:
    heard: list[object] = []
    background = Background()
    background.finished.connect(heard.append)
    background.start(told)
    background._pool.waitForDone(PATIENCE)
    assert background.close()
    with a_background() as other, qtbot.waitSignal(other.finished, timeout=PATIENCE):
        other.start(told)
    assert heard == []


def test_hundreds_of_jobs_in_a_row_all_arrive(qtbot: QtBot) -> None:
    with a_background() as background:
        for _ in range(300):
            with qtbot.waitSignal(background.finished, timeout=PATIENCE):
                background.start(told)


def test_the_demo_tape_is_measured_while_the_window_lives(qtbot: QtBot) -> None:
    with a_background() as background:
        shares: list[float] = []
        background.progressed.connect(shares.append)
        with qtbot.waitSignal(background.finished, timeout=PATIENCE) as arrived:
            background.start(partial(measure, DEMO))
        (peaks,) = arrived.args or []
        assert isinstance(peaks, Peaks)
        assert peaks.channels == 2
        assert len(shares) > 10
