"""The promises of every engine, kept by Qt Multimedia, and what it does beyond them.

The promises are the very tests of `test_engines`, taken over as they stand: one that
is added there is asked of this engine too. `NOT_KEPT` names those that it cannot keep,
and why; a promise that is kept after all fails here. What listens to libvlc itself
cannot be asked of another engine and has to be named there as well.
"""

from __future__ import annotations

import os
import threading
from types import FunctionType
from typing import TYPE_CHECKING

import av
import pytest
from typing_extensions import override

from ipt_review.media.engine import State
from ipt_review.ui.player import qt_engine
from ipt_review.ui.player.qt_start import start_qt
from tests.contract import test_engines
from tests.contract.test_engines import Desk
from tests.media_files import Recipe, make

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

NOT_KEPT = {
    "test_one_channel_alone_is_heard_on_both_loudspeakers": (
        "Qt's player sends the channels to the loudspeakers as they are"
    ),
}
FRAME = 40


class QtDesk(Desk):
    """A desk at which Qt's events are seen to while one waits."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        super().__init__(start_qt())

    @override
    def until(self, claim: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(claim, timeout=20_000)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = QtDesk(qtbot)
    yield desk
    desk.engine.close()


@pytest.fixture
def vlc_desk(desk: Desk) -> Desk:
    return desk


def _taken_over(promise: FunctionType) -> FunctionType:
    """Copy a test, without its mark that it needs libvlc."""
    copy = FunctionType(
        promise.__code__, promise.__globals__, promise.__name__, promise.__defaults__
    )
    copy.__annotations__ = promise.__annotations__
    marks = [mark for mark in vars(promise).get("pytestmark", []) if mark.name != "vlc"]
    if promise.__name__ in NOT_KEPT:
        reason = NOT_KEPT[promise.__name__]
        marks.append(pytest.mark.xfail(reason=reason, strict=True).mark)
    vars(copy)["pytestmark"] = marks
    return copy


def _is_asked_of_any_engine(promise: FunctionType) -> bool:
    return bool({"desk", "vlc_desk"} & set(promise.__annotations__))


def _take_over() -> None:
    """Put every promise, and the fixtures it needs, among the tests of this file."""
    ours = globals()
    fixture = type(ours["desk"])
    for name, each in vars(test_engines).items():
        if name.startswith("test_") and _is_asked_of_any_engine(each):
            ours[name] = _taken_over(each)
        elif isinstance(each, fixture):
            ours.setdefault(name, each)


_take_over()


def test_every_promise_that_is_not_asked_is_named_with_a_reason() -> None:
    promises = {
        name: each
        for name, each in vars(test_engines).items()
        if name.startswith("test_")
    }
    not_asked = {n for n, each in promises.items() if not _is_asked_of_any_engine(each)}
    assert not_asked <= set(NOT_KEPT) <= set(promises)


@pytest.mark.parametrize("target", [0, 39, 40, 41, 1999, 2000, 3210, 5959, 5960])
def test_a_paused_seek_shows_the_very_frame_even_among_reordered_ones(
    desk: Desk, tmp_path: Path, target: int
) -> None:
    tape = make(tmp_path / "reordered.mp4", Recipe(b_frames=3, keyframe_every=150))
    desk.loaded(tape).engine.seek(3000)
    desk.until(lambda: desk.frame == 75)
    desk.engine.seek(target)
    desk.until(lambda: desk.frame == target // FRAME)
    start = target // FRAME * FRAME
    assert desk.newest.position == (target if target - start <= 4 else start)
    assert desk.clock.reading() == desk.newest.position
    assert desk.pictures[-1].position == start


def test_frame_by_frame_each_picture_is_the_next_one_and_play_goes_on_from_it(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.loaded(tapes["mp4"])
    for number in range(1, 6):
        desk.engine.seek(number * FRAME)
        desk.until(lambda wanted=number: desk.frame == wanted)  # type: ignore[misc]
    desk.engine.play()
    desk.until(lambda: desk.frame != 5)
    assert desk.frame in (6, 7)


def test_everything_is_said_on_the_thread_of_the_window(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    heard: set[threading.Thread] = set()
    desk.engine.listen(lambda _: heard.add(threading.current_thread()))
    desk.engine.watch(lambda _: heard.add(threading.current_thread()))
    desk.loaded(tapes["mp4"]).engine.play()
    desk.until_past(300)
    assert heard == {threading.main_thread()}


def test_a_length_that_a_header_does_not_tell_is_measured(
    desk: Desk, tmp_path: Path
) -> None:
    whole = make(tmp_path / "whole.mp3", Recipe(video="", audio="libmp3lame"))
    bare = tmp_path / "bare.mp3"
    with (
        av.open(whole) as source,
        av.open(bare, "w", options={"write_xing": "0"}) as copy,
    ):
        stream = copy.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                copy.mux(packet)
    bare.write_bytes(bare.read_bytes() * 3)
    desk.loaded(bare)
    desk.until(lambda: abs(desk.newest.length - 18_100) < 200)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_file_that_never_answers_fails_and_holds_up_neither_the_next_nor_closing(
    desk: Desk, tapes: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = tmp_path / "dead drive.mp4"
    os.mkfifo(dead)
    desk.engine.load(dead)
    desk.loaded(tapes["mp4"])
    monkeypatch.setattr(qt_engine, "OPENS_WITHIN", 200)
    desk.engine.load(dead)
    assert "dead drive.mp4" in desk.until_state(State.FAILED).problem
    desk.engine.load(dead)
    desk.engine.close()
    os.close(os.open(dead, os.O_RDWR | os.O_NONBLOCK))
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join(5)


def test_a_recording_cut_off_in_the_middle_ends_where_it_was_cut(
    desk: Desk, tapes: dict[str, Path], tmp_path: Path
) -> None:
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(tapes["mkv"].read_bytes()[: tapes["mkv"].stat().st_size // 2])
    desk.loaded(cut).engine.set_rate(2.0)
    desk.engine.play()
    ended = desk.until_state(State.ENDED)
    assert 1_500 < ended.position < 4_500 < ended.length
