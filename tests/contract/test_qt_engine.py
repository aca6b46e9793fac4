"""What Qt Multimedia does beyond the promises of every engine."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import av
import pytest

from ipt_review.media.engine import State
from ipt_review.ui.player import qt_engine
from tests.contract.engine_desk import FRAME
from tests.media_files import Recipe, make

if TYPE_CHECKING:
    from pathlib import Path

    from tests.contract.engine_desk import Desk


@pytest.mark.parametrize("target", [0, 39, 40, 41, 1999, 2000, 3210, 5959, 5960])
def test_a_paused_seek_shows_the_very_frame_even_among_reordered_ones(
    qt_desk: Desk, tmp_path: Path, target: int
) -> None:
    tape = make(tmp_path / "reordered.mp4", Recipe(b_frames=3, keyframe_every=150))
    qt_desk.loaded(tape).engine.seek(3000)
    qt_desk.until(lambda: qt_desk.frame == 75)
    qt_desk.engine.seek(target)
    qt_desk.until(lambda: qt_desk.frame == target // FRAME)
    start = target // FRAME * FRAME
    assert qt_desk.newest.position == (target if target - start <= 4 else start)
    assert qt_desk.clock.reading() == qt_desk.newest.position
    assert qt_desk.pictures[-1].position == start


def test_frame_by_frame_each_picture_is_the_next_one_and_play_goes_on_from_it(
    qt_desk: Desk, tapes: dict[str, Path]
) -> None:
    qt_desk.loaded(tapes["mp4"])
    for number in range(1, 6):
        qt_desk.engine.seek(number * FRAME)
        qt_desk.until(lambda wanted=number: qt_desk.frame == wanted)  # type: ignore[misc]
    qt_desk.engine.play()
    qt_desk.until(lambda: qt_desk.frame != 5)
    assert qt_desk.frame in (6, 7)


def test_everything_is_said_on_the_thread_of_the_window(
    qt_desk: Desk, tapes: dict[str, Path]
) -> None:
    heard: set[threading.Thread] = set()
    qt_desk.engine.listen(lambda _: heard.add(threading.current_thread()))
    qt_desk.engine.watch(lambda _: heard.add(threading.current_thread()))
    qt_desk.loaded(tapes["mp4"]).engine.play()
    qt_desk.until_past(300)
    assert heard == {threading.main_thread()}


def test_a_length_that_a_header_does_not_tell_is_measured(
    qt_desk: Desk, tmp_path: Path
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
    qt_desk.loaded(bare)
    qt_desk.until(lambda: abs(qt_desk.newest.length - 18_100) < 200)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_file_that_never_answers_fails_and_holds_up_neither_the_next_nor_closing(
    qt_desk: Desk,
    tapes: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dead = tmp_path / "dead drive.mp4"
    os.mkfifo(dead)
    qt_desk.engine.load(dead)
    qt_desk.loaded(tapes["mp4"])
    monkeypatch.setattr(qt_engine, "OPENS_WITHIN", 200)
    qt_desk.engine.load(dead)
    assert "dead drive.mp4" in qt_desk.until_state(State.FAILED).problem
    qt_desk.engine.load(dead)
    qt_desk.engine.close()
    os.close(os.open(dead, os.O_RDWR | os.O_NONBLOCK))
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join(5)


def test_a_recording_cut_off_in_the_middle_ends_where_it_was_cut(
    qt_desk: Desk, tapes: dict[str, Path], tmp_path: Path
) -> None:
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(tapes["mkv"].read_bytes()[: tapes["mkv"].stat().st_size // 2])
    qt_desk.loaded(cut).engine.set_rate(2.0)
    qt_desk.engine.play()
    ended = qt_desk.until_state(State.ENDED)
    assert 1_500 < ended.position < 4_500 < ended.length
